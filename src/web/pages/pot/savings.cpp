// What this place says about money left over, for anybody; and for a person: what their own pot stands at, notices, and
// how to challenge one.
#include "onepot/place/pot/savings.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "../draw_rules.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/place/draw_rules.h"
#include "onepot/place/pot/clawback.h"
#include "onepot/store/accounts.h"
#include "onepot/store/pot/clawback.h"
#include "onepot/store/pot/conditions.h"
#include "onepot/store/pot/savings.h"
#include "onepot/web/pieces.h"
#include "pot.h"

namespace onepot::web {

std::string weeks_words(const Words& w, const Rational& weeks) {
  if (weeks.den() == 1) return w.count("savings.weeks", static_cast<long>(weeks.num()));
  return w("savings.weeks.many", {{"n", to_string(weeks)}});
}

Html surplus_table(const Words& w, const pot::Assessed& a) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("return.what")}, {.text = w("return.amount"), .format = "numeric"}};
  table.first_cell_is_header = true;
  const auto line = [&](const char* id, Pence amount, bool always = false) {
    if (amount != Pence() || always)
      table.rows.push_back({{.text = w(id)}, {.text = to_pounds(amount), .format = "numeric"}});
  };
  line("return.balance", a.balance, true);
  line("return.committed", a.committed);
  line("return.free", a.free, true);
  line("return.cap", a.cap, true);
  line("return.contingency", a.contingency);
  line("return.redundancy", a.redundancy);
  line("return.set-aside", a.set_aside);
  line("return.over", a.over);
  line("return.stood", a.stood);
  line("return.kept", a.kept);
  line("return.refunded", a.refunded);
  line("return.returned", a.returned, true);
  return govuk::table(table);
}

namespace {

namespace rows = store::clawback;

std::string money_words(const Words& w, const pot::SavingsRule& rule) {
  const std::string held =
      rule.holding ? w(fmt::format("savings.held.{}", pot::to_string(*rule.holding))) : w("savings.held.any");
  if (rule.streams.empty()) return held;
  std::vector<std::string> names;
  for (const auto& code : rule.streams) {
    const auto known = std::ranges::find(pot::known_streams(), code, &pot::StreamKind::code);
    names.emplace_back(known == pot::known_streams().end() ? code : std::string(known->name));
  }
  return w("savings.held.streams", {{"streams", and_list(names)}, {"held", held}});
}

/// £200 a week, twelve weeks of it in the pot, £100 promised: what the rule makes of that.
Html example_of(const Words& w, const pot::SavingsRule& rule) {
  const Pence week(200'00), there(2'400'00), promised(100'00);
  pot::PotStanding pot{.day = rule.from};
  pot::StreamStanding s;
  s.stream = rule.streams.empty() ? "adult-social-care" : rule.streams.front();
  s.holding = rule.holding.value_or(pot::Holding::direct_payment);
  s.week = week;
  s.balance = there;
  s.committed = promised;
  pot.streams.push_back(s);
  const auto all = pot::assess({&rule, 1}, pot);
  const auto& a = all.front();
  Html inner = paragraph(
      w("savings.example.pot", {{"week", pounds(week)}, {"there", pounds(there)}, {"promised", pounds(promised)}}));
  inner += surplus_table(w, a);
  inner += paragraph(a.returned > Pence() ? w("savings.example.back", {{"amount", pounds(a.returned)}})
                                          : w("savings.example.none"));
  return govuk::details({.summary_text = w("savings.example"), .html = inner});
}

/// `order_rule`: the name of the dated draw rule that decides which money pays first, in place of this one's word.
Html rule_words(const Words& w, const pot::SavingsRule& rule, const std::string& order_rule) {
  govuk::SummaryList list;
  const auto add = [&](const char* id, std::string said) {
    list.rows.push_back({.key = {.text = w(id)}, .value = {.text = std::move(said)}});
  };
  add("savings.may-stay", w("savings.may-stay.said", {{"weeks", weeks_words(w, rule.cap_weeks)}}));
  if (rule.keep_weeks)
    add("savings.how-long", w("savings.how-long.said", {{"weeks", weeks_words(w, Rational(*rule.keep_weeks))}}));
  if (rule.contingency_weeks > Rational(0)) add("savings.contingency", weeks_words(w, rule.contingency_weeks));
  if (rule.redundancy_weeks > Rational(0))
    add("savings.redundancy", w("savings.redundancy.said", {{"weeks", weeks_words(w, rule.redundancy_weeks)}}));
  add("savings.whose", rule.person_share == Rational(0) ? w("savings.whose.funder")
                       : rule.person_share == Rational(1)
                           ? w("savings.whose.person")
                           : w("savings.whose.shared", {{"part", to_string(rule.person_share)}}));
  add("savings.contribution", order_rule.empty()
                                  ? w(fmt::format("savings.contribution.{}", pot::to_string(rule.contribution)))
                                  : w("savings.contribution.by-draw-rule", {{"rule", order_rule}}));
  add("savings.refund", w(fmt::format("savings.refund.{}", pot::to_string(rule.refund))));
  add("savings.payment", w(fmt::format("savings.payment.{}", pot::to_string(rule.payment))));
  if (rule.least > Pence()) add("savings.least", w("savings.least.said", {{"amount", pounds(rule.least)}}));
  add("savings.notice", w.count("quote.days", static_cast<long>(rule.notice_days)));
  add("savings.challenge", w("savings.challenge.said", {{"answer", std::to_string(rule.answer_days)},
                                                        {"after", std::to_string(rule.after_answer_days)}}));
  add("savings.since", to_words(rule.from));
  add("savings.basis", rule.basis);
  return heading2(money_words(w, rule)) + govuk::summary_list(list) + example_of(w, rule);
}

Answer show_savings(Page& p) {
  const Words& w = p.w;
  place::PlaceId place;
  if (p.actor)
    place = p.actor->place;
  else if (const auto all = store::accounts::places(p.session); !all.empty())
    place = all.front().id;
  const auto found = store::accounts::place(p.session, place);
  const std::string title = w("savings.title", {{"place", found ? found->name : ""}});
  Html out = heading(title) + paragraph(w("savings.lead")) + paragraph(w("savings.promise"));
  const auto rules = place::rules_in_force(p.session, place, p.today());
  if (rules.empty()) out += govuk::inset_text({.text = w("savings.none")});
  const auto order = place::draw_order_of_place(p.session, place, p.today());
  for (const auto& rule : rules) out += rule_words(w, rule, order ? order->rule : "");
  if (order) {
    out += heading2(w("savings.order"));
    out += paragraph(w("savings.order.lead", {{"rule", order->rule}}));
    out += streams_in_order(order->streams);
  }
  Html to_come;
  for (const auto& stated : store::savings::rules(p.session, place))
    if (stated.rule.from > p.today()) {
      const auto then = place::draw_order_of_place(p.session, place, stated.rule.from);
      to_come += rule_words(w, stated.rule, then ? then->rule : "");
    }
  if (to_come.size() > 0) out += heading2(w("savings.to-come")) + to_come;
  if (p.actor && p.actor->role == 'C' && p.actor->duty == "commissioner")
    out += html::element("p", {{"class", "govuk-body"}}, link("/savings/rules", w("savings.state"))) +
           html::element("p", {{"class", "govuk-body"}}, link("/savings/challenges", w("claw.challenges")));
  return p.show(title, out, {.back = p.actor && p.actor->role == 'P' ? "/me/pot" : "/"});
}

// A commissioner states new rules -------------------------------------------------------------------------------------

Html rules_form(const Page& p) {
  const Words& w = p.w;
  Html inner = govuk::textarea({.name = "rules",
                                .spellcheck = false,
                                .rows = 12,
                                .value = p.typed("rules"),
                                .label = {.text = w("savings.file"), .classes = "govuk-label--m"},
                                .hint = {.text = w("savings.file.hint")},
                                .error_message = {.text = p.errors.of("rules")}});
  inner += govuk::button({.text = w("savings.file.button"), .prevent_double_click = true});
  return heading(w("savings.state")) + paragraph(w("savings.state.lead")) + p.form_to("/savings/rules", inner);
}

Answer show_rules_form(Page& p) {
  return p.show(p.w("savings.state"), rules_form(p), {.back = "/savings"});
}

Answer do_rules(Page& p) {
  const auto refusals = place::state_rules(p.work(), p.form.text("rules"));
  if (refusals.empty()) return p.done("/savings", "rules-stated");
  for (const auto& r : refusals) p.errors.add("rules", r.text());
  return p.again(p.w("savings.state"), rules_form(p), {.back = "/savings"});
}

// A person's own ------------------------------------------------------------------------------------------------------

pot::Assessed figures_of(const rows::Clawback& k) {
  pot::Assessed a;
  const auto read = json::parse(k.workings, "workings");
  ONEPOT_ASSERT(read.has_value() && read->is_object());
  const auto& object = read->as_object();
  const std::initializer_list<std::pair<const char*, Pence*>> figures = {{"week", &a.week},
                                                                         {"balance", &a.balance},
                                                                         {"committed", &a.committed},
                                                                         {"free", &a.free},
                                                                         {"cap", &a.cap},
                                                                         {"contingency", &a.contingency},
                                                                         {"redundancy", &a.redundancy},
                                                                         {"set_aside", &a.set_aside},
                                                                         {"over", &a.over},
                                                                         {"stood", &a.stood},
                                                                         {"surplus", &a.surplus},
                                                                         {"kept", &a.kept},
                                                                         {"returned", &a.returned},
                                                                         {"refunded", &a.refunded}};
  for (const auto& [name, amount] : figures)
    if (const auto* value = object.if_contains(name); value && value->is_string())
      if (const auto pence = parse_pence(std::string_view(value->as_string()))) *amount = *pence;
  return a;
}

/// Where what goes back is seen and challenged: by the person, or by a supporter for them.
std::string return_address(const Page& p) {
  return p.parameter("person").empty() ? "/me/pot/return" : fmt::format("/people/{}/return", p.parameter("person"));
}

Html notice_words(Page& p, const rows::Clawback& k, const std::vector<store::savings::StatedRule>& stated) {
  const Words& w = p.w;
  const bool own = p.parameter("person").empty();
  Html out = paragraph(w("return.said", {{"amount", pounds(k.pence)}, {"day", to_words(k.worked_out_on)}}));
  govuk::SummaryList list;
  list.rows.push_back(
      {.key = {.text = w("return.state")}, .value = {.text = w(fmt::format("return.status.{}", k.status))}});
  if (k.status == "noticed")
    list.rows.push_back({.key = {.text = w("return.until")}, .value = {.text = to_words(k.deadline)}});
  for (const auto& part : rows::parts(p.session, k.id))
    list.rows.push_back({.key = {.text = part.own ? w("return.to-you") : w("return.to", {{"funder", part.funder}})},
                         .value = {.text = to_pounds(part.pence)}});
  for (const auto& s : stated)
    if (s.id == k.rule) {
      list.rows.push_back({.key = {.text = w("return.rule")}, .value = {.text = s.rule.id}});
      list.rows.push_back({.key = {.text = w("savings.basis")}, .value = {.text = s.rule.basis}});
    }
  out += govuk::summary_list(list);
  // How it was worked out says what is in the pot: for those who may see that.
  const auto pot = place::Subject::person(k.person);
  if (own || place::decide(p.session, p.actor, "see-pot", pot, p.now))
    out += govuk::details({.summary_text = w("return.worked-out"), .html = surplus_table(w, figures_of(k))});
  if (!k.challenge.empty())
    out +=
        heading2(own ? k.challenged_for_them_by.empty() ? w("return.you-said")
                                                        : w("return.said-for-you", {{"name", k.challenged_for_them_by}})
                     : w("return.they-said", {{"name", k.known_as}})) +
        govuk::inset_text({.text = k.challenge});
  if (!k.answer.empty())
    out += heading2(w("return.answer", {{"name", k.answered_by_name}})) + govuk::inset_text({.text = k.answer});
  return out;
}

Html challenge_form(const Page& p, const rows::Clawback& k) {
  const Words& w = p.w;
  Html inner = words_input(p, "words", w("return.why"), w("return.why.hint"), p.typed("words"), 5);
  inner += html::hidden("notice", k.ref);
  inner += govuk::button({.text = w("return.challenge"), .prevent_double_click = true});
  return heading2(w("return.challenge")) + paragraph(w("return.challenge.lead", {{"day", to_words(k.deadline)}})) +
         p.form_to(return_address(p) + "/challenge", inner);
}

Html return_content(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("return.title"));
  const auto stated = store::savings::rules(p.session, p.actor->place);
  Html before;
  bool open = false;
  for (const auto& k : rows::of_person(p.session, p.grant.person())) {
    if (k.open()) {
      open = true;
      out += govuk::warning_text(
          {.text = w("return.warning", {{"amount", pounds(k.pence)}}), .icon_fallback_text = w("return.icon")});
      out += notice_words(p, k, stated);
      if (k.status == "noticed" && k.challenge.empty() && p.today() <= k.deadline) out += challenge_form(p, k);
    } else {
      before += html::element("h3", {{"class", "govuk-heading-s"}}, to_words(date_of(k.raised_at))) +
                notice_words(p, k, stated);
    }
  }
  if (!open) out += paragraph(w("return.none"));
  out += heading2(w("return.today"));
  const auto standings = place::own_standing(p.work());
  if (standings.empty()) out += paragraph(w("return.no-rule"));
  for (const auto& s : standings) {
    out += html::element("h3", {{"class", "govuk-heading-s"}}, s.rule_name);
    const auto& a = s.assessed;
    const Pence room = a.cap + a.contingency + a.redundancy + a.set_aside - a.free;
    out += paragraph(!a.parts.empty() ? w("return.over-today", {{"amount", pounds(a.returned + a.refunded)}})
                     : a.too_small    ? w("return.small")
                     : room > Pence() ? w("return.under", {{"amount", pounds(room)}})
                                      : w("return.just"));
    out += govuk::details({.summary_text = w("return.worked-out"), .html = surplus_table(w, s.assessed)});
  }
  out += html::element("p", {{"class", "govuk-body"}}, link("/savings", w("savings.link")));
  if (before.size() > 0) out += heading2(w("return.before")) + before;
  return out;
}

Answer show_return(Page& p) {
  return p.show(p.w("return.title"), return_content(p), {.back = "/me/pot"});
}

/// What a supporter sees who may challenge for somebody: the notices, and nothing else of the pot.
Html return_for_somebody(Page& p) {
  const Words& w = p.w;
  const auto person = store::accounts::person(p.session, p.grant.person());
  ONEPOT_ASSERT(person.has_value());
  Html out = heading(w("return.title-of", {{"name", person->known_as}}));
  const auto stated = store::savings::rules(p.session, person->place);
  const auto notices = rows::of_person(p.session, p.grant.person());
  if (notices.empty()) out += paragraph(w("return.none-of", {{"name", person->known_as}}));
  for (const auto& k : notices) {
    out += heading2(to_words(date_of(k.raised_at))) + notice_words(p, k, stated);
    if (k.status == "noticed" && k.challenge.empty() && p.today() <= k.deadline)
      out += paragraph(w("return.for-them", {{"name", person->known_as}})) + challenge_form(p, k);
  }
  return out + html::element("p", {{"class", "govuk-body"}}, link("/savings", w("savings.link")));
}

Answer show_return_of(Page& p) {
  return p.show(p.w("return.title"), return_for_somebody(p), {.back = "/people/" + p.parameter("person")});
}

Answer do_challenge(Page& p) {
  const std::string here = return_address(p);
  const bool own = p.parameter("person").empty();
  const auto done = place::challenge(p.work(), p.form.text("notice"), p.typed("words"));
  if (done) return p.done(here, "challenged");
  if (done.error().code != "empty") return p.refused(done.error(), here);
  p.errors.add("words", done.error().sentence);
  return p.again(p.w("return.title"), own ? return_content(p) : return_for_somebody(p),
                 {.back = own ? "/me/pot" : "/people/" + p.parameter("person")});
}

}  // namespace

Html pot_ways_on(Page& p) {
  const Words& w = p.w;
  Html out;
  for (const auto& k : rows::of_person(p.session, p.grant.person()))
    if (k.open())
      out += govuk::notification_banner(
          {.html = html::all(
               html::element("p", {{"class", "govuk-notification-banner__heading"}},
                             w("return.banner", {{"amount", pounds(k.pence)}, {"day", to_words(k.deadline)}})),
               html::element("a", {{"class", "govuk-notification-banner__link"}, {"href", "/me/pot/return"}},
                             w("return.see"))),
           .title_text = w("return.banner.title")});
  for (const auto& v : store::conditions::of(p.session, p.grant.person()))
    if (v.answer.empty())
      out += govuk::inset_text({.html = html::all(w("terms.waits"), " ", link("/me/pot/money-in", w("terms.see")))});
  out += heading2(w("means.more"));
  Html list;
  for (const auto& [href, id] :
       std::initializer_list<std::pair<const char*, const char*>>{{"/me/pot/holding", "means.title"},
                                                                  {"/me/pot/money-in", "terms.title"},
                                                                  {"/me/pot/instructions", "isf.title"},
                                                                  {"/me/pot/return", "return.title"},
                                                                  {"/savings", "savings.link"}})
    list += html::element("li", {}, link(href, w(id)));
  return out += html::element("ul", {{"class", "govuk-list govuk-list--spaced"}}, list);
}

void add_savings_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/savings", "open-page", About::nothing, show_savings},
                    {get, "/savings/rules", "state-rules", About::nothing, show_rules_form},
                    {post, "/savings/rules", "state-rules", About::nothing, do_rules},
                    {get, "/me/pot/return", "see-own", About::own_person, show_return},
                    {post, "/me/pot/return/challenge", "change-own", About::own_person, do_challenge},
                    {get, "/people/{person}/return", "challenge-return", About::path, show_return_of},
                    {post, "/people/{person}/return/challenge", "challenge-return", About::path, do_challenge},
                });
  add_means_pages(routes);
  add_terms_pages(routes);
  add_isf_pages(routes);
  add_pot_finance_pages(routes);
  add_ending_pages(routes);
}

}  // namespace onepot::web
