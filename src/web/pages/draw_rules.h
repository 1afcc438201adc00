#pragma once
// Which money pays first: its pages, and the piece of it that a person sees beside their pot.
#include <string>
#include <vector>

#include "onepot/web/app.h"

namespace onepot::web {

/// Dated rules, a rule tried, a rule dated (finance).
void add_draw_rule_pages(std::vector<Route>& routes);
/// "It is used in this order", as a list; nothing where there is only one stream.
Html money_order(const Words& w, const std::vector<std::string>& streams);
/// "First …, then …", as a numbered list of the streams' names.
Html streams_in_order(const std::vector<std::string>& streams);

}  // namespace onepot::web
