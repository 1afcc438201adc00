#include "../routes.h"

namespace onepot::web {

void add_brief_pages(std::vector<Route>&) {}

}  // namespace onepot::web
