#include "../routes.h"

namespace onepot::web {

void add_library_pages(std::vector<Route>&) {}

}  // namespace onepot::web
