#pragma once
// From one day until another, chosen in a form that is a GET: the address says what is shown.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "onepot/web/page.h"

namespace onepot::web {

/// What the query asks for, or `otherwise`; adds to the page's errors where a day is none or the last is before the
/// first. What was typed goes into the form, so that day_input shows it again.
Period period_asked(Page& p, Period otherwise);
/// "from=2026-04-01&until=2026-04-30".
std::string period_query(Period period);
/// The two days and a button, beside links to periods that are often asked for.
Html period_form(const Page& p, const std::string& action, Period period);

}  // namespace onepot::web
