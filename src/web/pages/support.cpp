#include "../routes.h"

namespace onepot::web {

void add_support_pages(std::vector<Route>&) {}

}  // namespace onepot::web
