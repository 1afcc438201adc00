#include "../routes.h"

namespace onepot::web {

void add_front_pages(std::vector<Route>&) {}

}  // namespace onepot::web
