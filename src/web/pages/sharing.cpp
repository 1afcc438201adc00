#include "../routes.h"

namespace onepot::web {

void add_sharing_pages(std::vector<Route>&) {}

}  // namespace onepot::web
