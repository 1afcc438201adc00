#include "../routes.h"

namespace onepot::web {

void add_person_pages(std::vector<Route>&) {}

}  // namespace onepot::web
