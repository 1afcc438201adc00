#include "../routes.h"

namespace onepot::web {

void add_finance_pages(std::vector<Route>&) {}

}  // namespace onepot::web
