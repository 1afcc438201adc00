// Ending an agreement: the last day and what comes free are shown before anybody presses.
#include "onepot/place/pot/ending.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/web/pieces.h"
#include "pot.h"

namespace onepot::web {
namespace {

Answer show_ending(Page& p) {
  const Words& w = p.w;
  const auto view = place::view_ending(p.work());
  const auto& a = view.agreement;
  const std::string here = "/agreements/" + a.ref, title = w("ending.title", {{"provider", a.provider_name}});
  Html out = heading(title);
  if (a.until && *a.until <= view.last_day) {
    out += govuk::inset_text({.text = w("ending.ends", {{"day", to_words(*a.until)}})});
    return p.show(title, out, {.back = here});
  }
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("quote.notice-card")},
                .value = {.text = w.count("quote.days", static_cast<long>(a.notice_days))}},
               {.key = {.text = w("ending.last-day")}, .value = {.text = to_words(view.last_day)}},
               {.key = {.text = w("ending.freed")}, .value = {.text = pounds(view.freed)}}};
  out += paragraph(w("ending.lead")) + govuk::summary_list(list);
  if (view.said.size() + view.waiting_for.size() > 1) {
    out += paragraph(w("ending.together"));
    if (!view.said.empty()) out += paragraph(w("ending.said", {{"names", and_list(view.said)}}));
  }
  if (view.mine_said)
    out += govuk::inset_text({.text = w("ending.waiting", {{"names", and_list(view.waiting_for)}})});
  else
    out += p.button_to(here + "/end", w("ending.button"), {}, "govuk-button--warning");
  return p.show(title, out, {.back = here});
}

Answer do_ending(Page& p) {
  const std::string here = "/agreements/" + p.parameter("agreement");
  const auto done = place::end_agreement(p.work());
  if (!done) return p.refused(done.error(), here);
  return p.done(here, done->ended ? "agreement-ended" : "agreement-ending");
}

}  // namespace

void add_ending_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/agreements/{agreement}/end", "end-agreement", About::path, show_ending},
                                  {post, "/agreements/{agreement}/end", "end-agreement", About::path, do_ending},
                              });
}

}  // namespace onepot::web
