#include "../routes.h"

namespace onepot::web {

void add_provider_pages(std::vector<Route>&) {}

}  // namespace onepot::web
