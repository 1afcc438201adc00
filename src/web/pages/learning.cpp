#include "../routes.h"

namespace onepot::web {

void add_learning_pages(std::vector<Route>&) {}

}  // namespace onepot::web
