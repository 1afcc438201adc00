#include "../routes.h"

namespace onepot::web {

void add_club_pages(std::vector<Route>&) {}

}  // namespace onepot::web
