// Those who are there for a person: supporters, and practitioners with their caseload; needs described, priced and
// offered.
#include "onepot/place/support.h"

#include <fmt/format.h>

#include "../routes.h"
#include "club/steps.h"
#include "money.h"
#include "onepot/html/govuk.h"
#include "onepot/place/needs.h"
#include "onepot/place/pots.h"
#include "onepot/place/workbench.h"
#include "onepot/store/accounts.h"
#include "price/price.h"

namespace onepot::web {
namespace {

constexpr const char* kinds[] = {"personal", "household", "out", "health", "night", "work"};

std::string person_title(Page& p) {
  const auto person = store::accounts::person(p.session, p.grant.person());
  return person ? person->known_as : "";
}

Answer show_caseload(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("caseload.title"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("caseload.caption");
  table.head = {{.text = w("caseload.who")}, {.text = w("caseload.where")}, {.text = w("caseload.state")}};
  for (const auto& one : place::caseload(p.work())) {
    const char* state = one.has_pot                            ? "caseload.has-pot"
                        : !one.may_see_needs                   ? "caseload.no-consent"
                        : one.offered_at && one.answer.empty() ? "caseload.offered"
                        : one.answer == "declined"             ? "caseload.declined"
                        : one.described_at                     ? "caseload.described"
                        : one.asked_at                         ? "caseload.asked"
                                                               : "caseload.nothing";
    table.rows.push_back({{.html = link(fmt::format("/people/{}", one.person_ref), one.known_as)},
                          {.text = one.area_name},
                          {.text = w(state)}});
  }
  for (const auto& b : place::see_challenged(p.work()))
    out += govuk::inset_text({.html = link(fmt::format("/people/{}/blocks", b.person_ref),
                                           w("blocks.answer-due", {{"name", b.person_name}}))});
  if (table.rows.empty())
    out += paragraph(w("caseload.nobody"));
  else
    out += govuk::table(table);
  return p.show(w("caseload.title"), out);
}

Answer show_supporting(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("supporting.title"));
  const auto people = place::supported_people(p.work());
  if (people.empty()) out += paragraph(w("supporting.nobody"));
  Html list;
  for (const auto& one : people)
    list += html::element("li", {}, link(fmt::format("/people/{}", one.ref), one.known_as), " ", one.words);
  if (!people.empty()) out += html::element("ul", {{"class", "govuk-list"}}, list);
  const auto beside = place::see_alongside(p.work());
  if (!beside.empty()) {
    out += heading2(w("alongside.title")) + paragraph(w("alongside.lead"));
    Html items;
    for (const auto& a : beside)
      items += html::element("li", {},
                             w("alongside.line", {{"name", a.known_as},
                                                  {"what", step_title(w, a.step)},
                                                  {"when", step_when(w, a.step)},
                                                  {"where", a.step.kind == "trial" ? a.step.home_name : a.step.where},
                                                  {"state", step_state(w, a.step, p.today())}}));
    out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, items);
  }
  return p.show(w("supporting.title"), out);
}

Answer show_person(Page& p) {
  const Words& w = p.w;
  const std::string title = person_title(p), ref = p.parameter("person");
  Html out = heading(title);
  out += paragraph(w("person.lead", {{"name", title}}));
  Html list;
  const auto item = [&](const char* part, const std::string& words) {
    list += html::element("li", {}, link(fmt::format("/people/{}/{}", ref, part), words));
  };
  // What the door would refuse is not offered.
  const auto allowed = [&](const char* action) {
    return place::decide(p.session, p.actor, action, place::Subject::person(p.grant.person()), p.now).has_value();
  };
  if (allowed("see-plan")) item("plan", w("person.plan"));
  if (allowed("see-pot")) {
    item("pot", w("person.pot"));
    item("statement", w("person.statement"));
  }
  if (allowed("set-conditions")) {
    item("terms", w("terms.title"));
  }
  if (allowed("see-needs")) item("needs", w("person.needs"));
  if (allowed("describe-needs")) item("offer/linked", w("linked.open"));
  if (allowed("approve-visit")) item("visits", w("person.visits"));
  if (allowed("rate-support")) item("rating", w("rate.link-theirs"));
  if (allowed("challenge-return")) item("return", w("return.title"));
  if (allowed("block-meeting")) item("blocks", w("blocks.title"));
  if (list.empty())
    out += paragraph(w("person.nothing", {{"name", title}}));
  else
    out += html::element("ul", {{"class", "govuk-list govuk-list--spaced"}}, list);
  return p.show(title, out, {.back = p.actor->role == 'C' ? "/caseload" : "/supporting"});
}

Answer show_their_pot(Page& p) {
  const Words& w = p.w;
  const std::string title = w("their-pot.title", {{"name", person_title(p)}});
  Html out = heading(title);
  if (const auto view = place::see_pot(p.work())) {
    out += pot_picture(w, *view);
    out += heading2(w("pot.promises"));
    out += pot_promises(w, *view);
    if (p.actor->role == 'C') out += pot_streams(w, *view);
  } else {
    out += paragraph(w("their-pot.none"));
  }
  return p.show(title, out, {.back = fmt::format("/people/{}", p.parameter("person"))});
}

/// The rows of the needs form: as typed when it comes again, else as described before, else empty.
Html needs_rows(const Visit& v, const std::vector<store::needs::Need>& described) {
  const Words& w = v.w;
  Html out;
  for (const auto* kind : kinds) {
    const store::needs::Need* old = nullptr;
    for (const auto& n : described)
      if (n.kind == kind) old = &n;
    const bool again = v.request.method == http::Method::post;
    const auto value = [&](const char* field, const std::string& before) {
      return again ? v.typed(fmt::format("{}-{}", kind, field)) : before;
    };
    const auto number = [&](const char* field, const std::string& before, const std::string& label,
                            const std::string& suffix) {
      const std::string name = fmt::format("{}-{}", kind, field);
      return govuk::input({.name = name,
                           .inputmode = "decimal",
                           .value = value(field, before),
                           .label = {.text = label},
                           .error_message = {.text = v.errors.of(name)},
                           .suffix = {.text = suffix},
                           .classes = "govuk-input--width-4"});
    };
    Html inner;
    if (std::string_view(kind) == "night") {
      inner += number("nights", old && old->nights > 0 ? std::to_string(old->nights) : "", w("describe.nights"),
                      w("describe.nights-a-week"));
      std::vector<std::string> ticked;
      if (again ? v.form.has("night-shareable") : old && old->nights_shareable) ticked.emplace_back("yes");
      inner += govuk::checkboxes({.name = "night-shareable",
                                  .items = {{.text = w("describe.night-shareable"), .value = "yes"}},
                                  .values = ticked});
      ticked.clear();
      if (again ? v.form.has("night-waking") : old && old->waking) ticked.emplace_back("yes");
      inner += govuk::checkboxes(
          {.name = "night-waking", .items = {{.text = w("describe.waking"), .value = "yes"}}, .values = ticked});
    } else {
      inner += number("hours", old && old->day > Hours() ? to_decimal(old->day) : "", w("describe.hours"),
                      w("describe.hours-a-week"));
      inner += number("shareable", old && old->shareable > Hours() ? to_decimal(old->shareable) : "",
                      w("describe.shareable"), w("describe.hours-a-week"));
    }
    const std::string words = fmt::format("{}-words", kind);
    inner += govuk::input(
        {.name = words, .value = value("words", old ? old->words : ""), .label = {.text = w("describe.words")}});
    out += govuk::fieldset(
        {.legend = {.text = w(fmt::format("need.{}", kind)), .classes = "govuk-fieldset__legend--m"}, .html = inner});
  }
  return out;
}

Html describe_content(const Visit& v, const std::string& name, const std::string& own_words,
                      const std::vector<store::needs::Need>& described) {
  const Words& w = v.w;
  const std::string ref = v.parameter("person");
  Html out = heading(w("describe.title", {{"name", name}}));
  out += heading2(w("describe.own-words", {{"name", name}}));
  out += html::element("blockquote", {{"class", "govuk-inset-text"}}, own_words);
  out += paragraph(w("describe.lead", {{"name", name}}));
  out +=
      v.form_to(fmt::format("/people/{}/needs", ref),
                needs_rows(v, described) + govuk::button({.text = w("describe.button"), .prevent_double_click = true}));
  return out;
}

Answer show_their_needs(Page& p) {
  const Words& w = p.w;
  const std::string name = person_title(p), ref = p.parameter("person");
  const auto assessment = store::needs::latest(p.session, p.grant.person());
  const std::string title = w("describe.title", {{"name", name}});
  if (!assessment)
    return p.show(title, heading(title) + paragraph(w("describe.not-asked", {{"name", name}})),
                  {.back = fmt::format("/people/{}", ref)});
  const auto described = store::needs::of(p.session, assessment->id);
  Html out;
  if (p.actor->role == 'C') {
    out = describe_content(p, name, assessment->own_words, described);
    if (assessment->described_at)
      out += html::element("p", {{"class", "govuk-body"}},
                           link(fmt::format("/people/{}/offer", ref), w("describe.to-price")));
  } else {
    out = heading(title);
    out += html::element("blockquote", {{"class", "govuk-inset-text"}}, assessment->own_words);
    Html list;
    for (const auto& n : described)
      list += html::element("li", {}, n.words.empty() ? w(fmt::format("need.{}", n.kind)) : n.words);
    if (!described.empty()) out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, list);
  }
  return p.show(title, out, {.back = fmt::format("/people/{}", ref)});
}

std::vector<store::needs::Need> typed_needs(Visit& v) {
  std::vector<store::needs::Need> out;
  for (const auto* kind : kinds) {
    store::needs::Need n;
    n.kind = kind;
    n.words = v.typed(fmt::format("{}-words", kind));
    const auto hours = [&](const char* field, Hours& into) {
      const std::string name = fmt::format("{}-{}", kind, field), text = v.typed(name);
      if (text.empty()) return;
      if (const auto read = parse_hours(text))
        into = *read;
      else
        v.errors.add(name, read.error().sentence);
    };
    if (n.kind == "night") {
      const std::string text = v.typed("night-nights");
      if (!text.empty()) {
        if (text.size() == 1 && text[0] >= '0' && text[0] <= '7')
          n.nights = text[0] - '0';
        else
          v.errors.add("night-nights", v.w("describe.bad-nights"));
      }
      n.nights_shareable = v.form.has("night-shareable");
      n.waking = v.form.has("night-waking");
      n.night = Hours::minutes(place::night_length.in_minutes() * n.nights);
    } else {
      hours("hours", n.day);
      hours("shareable", n.shareable);
      if (n.shareable > n.day) v.errors.add(fmt::format("{}-shareable", kind), v.w("describe.bad-shareable"));
      if (n.day > Hours::whole(168)) v.errors.add(fmt::format("{}-hours", kind), v.w("describe.bad-hours"));
    }
    if (n.day > Hours() || n.nights > 0) out.push_back(std::move(n));
  }
  return out;
}

Answer do_describe(Page& p) {
  const std::string ref = p.parameter("person");
  const auto needs = typed_needs(p);
  if (p.errors.empty() && needs.empty()) p.errors.add("personal-hours", p.w("describe.empty"));
  if (p.errors.empty())
    if (const auto done =
            place::describe_needs(p.work(), place::price_book_in_force(p.session, p.actor->place, p.today()), needs);
        !done)
      p.errors.add("personal-hours", done.error().sentence);
  if (!p.errors.empty()) {
    const auto assessment = store::needs::latest(p.session, p.grant.person());
    const std::string name = person_title(p);
    return p.again(p.w("describe.title", {{"name", name}}),
                   describe_content(p, name, assessment ? assessment->own_words : "", {}),
                   {.back = fmt::format("/people/{}", ref)});
  }
  return p.done(fmt::format("/people/{}/offer", ref), "described");
}

Html price_content(const Visit& v, const std::string& name, const place::PricedNeeds& priced) {
  const Words& w = v.w;
  const auto& offer = priced.offer;
  Html out = heading(w("price.title", {{"name", name}}));
  govuk::SummaryList list;
  list.rows.push_back({.key = {.text = w("price.week")}, .value = {.text = to_pounds(offer.week)}});
  list.rows.push_back(
      {.key = {.text = w("price.range")},
       .value = {.text = w("price.range.value", {{"low", to_pounds(offer.low)}, {"high", to_pounds(offer.high)}})}});
  list.rows.push_back(
      {.key = {.text = w("price.grade")}, .value = {.text = fmt::format("{}: {}", offer.grade, offer.grade_words)}});
  list.rows.push_back({.key = {.text = w("price.contribution")}, .value = {.text = to_pounds(offer.contribution)}});
  list.rows.push_back({.key = {.text = w("price.net")}, .value = {.text = to_pounds(offer.net)}});
  out += govuk::summary_list(list);
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("price.streams");
  table.head = {{.text = w("pot.streams.from")}, {.text = w("pot.streams.week"), .format = "numeric"}};
  for (const auto& part : offer.parts)
    table.rows.push_back({{.html = html::all(part.words, Html().start("br").end(),
                                             html::element("span", {{"class", "govuk-hint"}}, part.basis))},
                          {.text = to_pounds(part.net), .format = "numeric"}});
  out += govuk::table(table);
  Html workings;
  for (const auto& e : priced.explanations)
    for (const auto& line : e.workings) workings += paragraph(line);
  for (const auto& line : offer.workings) workings += paragraph(line);
  out += govuk::details({.summary_text = w("price.workings"), .html = workings});
  Html inner = govuk::input({.name = "contribution",
                             .inputmode = "decimal",
                             .value = v.typed("contribution"),
                             .label = {.text = w("price.contribution.label")},
                             .hint = {.text = w("price.contribution.hint")},
                             .error_message = {.text = v.errors.of("contribution")},
                             .prefix = {.text = "£"},
                             .classes = "govuk-input--width-5"});
  inner += govuk::button({.text = w("price.offer", {{"name", name}}), .prevent_double_click = true});
  out += v.form_to(fmt::format("/people/{}/offer", v.parameter("person")), inner);
  out += heading2(w("linked.title", {{"name", name}}));
  return out += link_line(fmt::format("/people/{}/offer/linked", v.parameter("person")), w("linked.open"));
}

Answer show_price(Page& p) {
  const std::string name = person_title(p), ref = p.parameter("person"), title = p.w("price.title", {{"name", name}});
  const auto priced =
      place::price_needs(p.work(), place::price_book_in_force(p.session, p.actor->place, p.today()), Pence());
  if (!priced) return p.refused(priced.error(), fmt::format("/people/{}/needs", ref));
  return p.show(title, price_content(p, name, *priced), {.back = fmt::format("/people/{}/needs", ref)});
}

Answer do_offer(Page& p) {
  const std::string name = person_title(p), ref = p.parameter("person");
  Pence contribution;
  if (!p.typed("contribution").empty()) {
    const auto read = parse_pence(p.typed("contribution"));
    if (!read || *read < Pence())
      p.errors.add("contribution", p.w("price.contribution.bad"));
    else
      contribution = *read;
  }
  if (!p.errors.empty()) {
    const auto priced =
        place::price_needs(p.work(), place::price_book_in_force(p.session, p.actor->place, p.today()), Pence());
    if (!priced) return p.refused(priced.error(), fmt::format("/people/{}/needs", ref));
    return p.again(p.w("price.title", {{"name", name}}), price_content(p, name, *priced),
                   {.back = fmt::format("/people/{}/needs", ref)});
  }
  if (const auto done =
          place::offer_budget(p.work(), place::price_book_in_force(p.session, p.actor->place, p.today()), contribution);
      !done)
    return p.refused(done.error(), fmt::format("/people/{}/offer", ref));
  return p.done(fmt::format("/people/{}", ref), "offered");
}

}  // namespace

void add_support_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/caseload", "see-caseload", About::nothing, show_caseload},
                                  {get, "/supporting", "see-supported", About::nothing, show_supporting},
                                  {get, "/people/{person}", "see-person", About::path, show_person},
                                  {get, "/people/{person}/pot", "see-pot", About::path, show_their_pot},
                                  {get, "/people/{person}/needs", "see-needs", About::path, show_their_needs},
                                  {post, "/people/{person}/needs", "describe-needs", About::path, do_describe},
                                  {get, "/people/{person}/offer", "describe-needs", About::path, show_price},
                                  {post, "/people/{person}/offer", "offer-budget", About::path, do_offer},
                              });
  add_linked_cost_pages(routes);
}

}  // namespace onepot::web
