#include "../routes.h"

namespace onepot::web {

void add_visit_pages(std::vector<Route>&) {}

}  // namespace onepot::web
