// How the money is held, and switching: what would be otherwise is shown before anything is.
#include "onepot/place/pot/means.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/store/pot/isf.h"
#include "onepot/web/pieces.h"
#include "pot.h"

namespace onepot::web {
namespace {

constexpr std::array holdings = {"direct-payment", "isf", "notional"};

/// Field names of one stream: hold-adult-social-care, holder-adult-social-care.
std::string hold_field(const place::StreamMeans& s) {
  return "hold-" + s.now.stream_code;
}
std::string holder_field(const place::StreamMeans& s) {
  return "holder-" + s.now.stream_code;
}

Html how_it_is(const Words& w, const place::MeansView& view) {
  govuk::SummaryList list;
  for (const auto& s : view.streams) {
    std::string said = w(fmt::format("pot.holding.{}", pot::to_string(s.now.terms.holding)));
    if (!s.now.holder_name.empty()) said += ": " + s.now.holder_name;
    for (const auto& next : s.to_come)
      said +=
          ". " + w("means.from-then", {{"day", to_words(next.terms.from)},
                                       {"how", w(fmt::format("pot.holding.{}", pot::to_string(next.terms.holding)))}});
    list.rows.push_back({.key = {.text = s.now.stream_name}, .value = {.text = said}});
  }
  return govuk::summary_list(list);
}

Html switch_form(Page& p, const place::MeansView& view) {
  const Words& w = p.w;
  const auto holders = store::isf::possible_holders(p.session, p.grant.person());
  Html inner;
  for (const auto& s : view.streams) {
    govuk::Radios radios;
    radios.fieldset.legend = {
        .text = view.streams.size() > 1 ? w("means.how-stream", {{"stream", s.now.stream_name}}) : w("means.how"),
        .classes = "govuk-fieldset__legend--m"};
    radios.name = hold_field(s);
    radios.value = typed_or(p, radios.name, std::string(pot::to_string(s.now.terms.holding)));
    for (const auto* holding : holdings) {
      govuk::RadioItem item;
      item.text = w(fmt::format("pot.holding.{}", holding));
      item.value = holding;
      item.hint.text = w(fmt::format("pot.holding.{}.hint", holding));
      radios.items.push_back(std::move(item));
    }
    inner += govuk::radios(radios);
    govuk::Select select;
    select.name = holder_field(s);
    select.label = {.text = w("means.holder")};
    select.hint = {.text = w("means.holder.hint")};
    select.error_message.text = p.errors.of(select.name);
    select.value = typed_or(p, select.name, s.now.terms.holder);
    select.items.push_back({.value = "", .text = w("means.holder.nobody")});
    for (const auto& h : holders) select.items.push_back({.value = h.ref, .text = h.name});
    inner += govuk::select(select);
  }
  govuk::Checkboxes employs;
  employs.name = "employs";
  employs.items = {{.text = w("means.employs"), .value = "yes", .hint = {.text = w("means.employs.hint")}}};
  if (p.form.has("asked") ? p.typed("employs") == "yes" : view.employs) employs.values = {"yes"};
  inner += govuk::checkboxes(employs);
  inner += day_input(p, "from", w("means.from"), w("means.from.hint"), p.today());
  inner += html::hidden("asked", "yes");
  inner += govuk::button({.text = w("means.preview"), .prevent_double_click = true});
  return heading2(w("means.switch")) + paragraph(w("means.switch.lead")) + p.form_to("/me/pot/holding", inner);
}

Html means_content(Page& p) {
  const Words& w = p.w;
  const auto view = place::see_means(p.work());
  Html out = heading(w("means.title"));
  if (view.streams.empty()) return out += paragraph(w("today.no-pot"));
  out += paragraph(w("means.lead")) + how_it_is(w, view);
  return out += switch_form(p, view);
}

Answer show_means(Page& p) {
  return p.show(p.w("means.title"), means_content(p), {.back = "/me/pot"});
}

/// What was chosen; adds what is wrong to the visit's errors.
std::optional<place::SwitchPlan> typed_plan(Page& p) {
  place::SwitchPlan plan;
  plan.employs = p.typed("employs") == "yes";
  const auto from = typed_day(p, "from");
  if (!from) p.errors.add("from-day", p.w("means.from.bad"));
  plan.from = from.value_or(p.today());
  for (const auto& s : place::see_means(p.work()).streams) {
    const auto holding = pot::parse_holding(p.typed(hold_field(s)));
    if (!holding) {
      p.errors.add(hold_field(s), p.w("offer.hold.empty"));
      continue;
    }
    plan.streams.push_back({s.now.stream_code, *holding, p.typed(holder_field(s))});
    if (*holding == pot::Holding::isf && plan.streams.back().holder_ref.empty())
      p.errors.add(holder_field(s), p.w("means.holder.empty"));
  }
  return p.errors.empty() ? std::optional(std::move(plan)) : std::nullopt;
}

Html change_words(const Words& w, const place::Change& c, Date from) {
  const auto how = [&](pot::Holding h, const std::string& holder) {
    return w(fmt::format("pot.holding.{}", pot::to_string(h))) + (holder.empty() ? "" : ": " + holder);
  };
  govuk::SummaryList list;
  const std::string after(pot::to_string(c.after));
  list.rows = {
      {.key = {.text = w("means.now")}, .value = {.text = how(c.before, c.holder_before)}},
      {.key = {.text = w("means.then", {{"day", to_words(from)}})}, .value = {.text = how(c.after, c.holder_after)}},
      {.key = {.text = w("means.who-pays")}, .value = {.text = w("means.who-pays." + after)}},
      {.key = {.text = w("means.duties")}, .value = {.text = w("means.duties." + after)}},
      {.key = {.text = w("means.help")}, .value = {.text = w("means.help." + after)}},
      {.key = {.text = w("means.stays")},
       .value = {.text = w("means.stays.said", {{"amount", pounds(c.stays)}, {"promised", pounds(c.promised)}})}}};
  return heading2(c.stream_name) + govuk::summary_list(list);
}

Answer preview_switch(Page& p) {
  const Words& w = p.w;
  const auto plan = typed_plan(p);
  if (!plan) return p.again(w("means.title"), means_content(p), {.back = "/me/pot"});
  const auto preview = place::preview_switch(p.work(), *plan);
  if (!preview) {
    if (preview.error().code == "no-pot") return p.refused(preview.error(), "/me/pot");
    p.errors.add(preview.error().where.column == "from" ? "from-day" : "from-day", preview.error().sentence);
    return p.again(w("means.title"), means_content(p), {.back = "/me/pot"});
  }
  Html out = heading(w("means.preview.title"));
  for (const auto& c : preview->changes) out += change_words(w, c, plan->from);
  if (preview->employs_before != preview->employs_after)
    out += govuk::inset_text({.text = w(preview->employs_after ? "means.employs.begins" : "means.employs.ends")});
  out += paragraph(w("means.nothing-lost"));
  Html inner;
  const auto hidden = [&](const std::string& name, const std::string& value) { inner += html::hidden(name, value); };
  for (const auto& [name, value] :
       {std::pair("asked", std::string("yes")), std::pair("employs", p.typed("employs")),
        std::pair("from-day", p.typed("from-day")), std::pair("from-month", p.typed("from-month")),
        std::pair("from-year", p.typed("from-year"))})
    hidden(name, value);
  for (const auto& s : plan->streams) {
    hidden("hold-" + s.stream, std::string(pot::to_string(s.holding)));
    hidden("holder-" + s.stream, s.holder_ref);
  }
  inner += govuk::button({.text = w("means.confirm"), .prevent_double_click = true});
  out += p.form_to("/me/pot/holding/yes", inner);
  out += html::element("p", {{"class", "govuk-body"}}, link("/me/pot/holding", w("means.not-now")));
  return {p.page(w("means.preview.title"), out, {.back = "/me/pot/holding"}), false};
}

Answer do_switch(Page& p) {
  const auto plan = typed_plan(p);
  if (!plan) return p.again(p.w("means.title"), means_content(p), {.back = "/me/pot"});
  if (const auto done = place::switch_holding(p.work(), *plan); !done)
    return p.refused(done.error(), "/me/pot/holding");
  return p.done("/me/pot/holding", "holding-changed");
}

}  // namespace

void add_means_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/pot/holding", "see-own", About::own_person, show_means},
                                  {post, "/me/pot/holding", "change-own", About::own_person, preview_switch},
                                  {post, "/me/pot/holding/yes", "change-own", About::own_person, do_switch},
                              });
}

}  // namespace onepot::web
