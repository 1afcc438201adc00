// Finance: payments into pots that are due, contributions that came, and money left over – notices by exception, their
// state, answers to challenges.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/place/pot/clawback.h"
#include "onepot/place/pot/funding.h"
#include "onepot/place/pot/savings.h"
#include "onepot/store/pot/clawback.h"
#include "onepot/web/pieces.h"
#include "pot.h"

namespace onepot::web {
namespace {

namespace rows = store::clawback;
constexpr std::size_t lines_shown = 200;
constexpr std::size_t people_shown = 50;
constexpr int bills_shown = 200, notices_shown = 200;

Html in_scroll(const std::string& name, const govuk::Table& table) {
  return html::element("div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}},
                       govuk::table(table));
}

Answer show_pots(Page& p) {
  const Words& w = p.w;
  const auto due = place::pots_due(p.work());
  Html out = heading(w("fund.title"));
  Pence total, asked;
  for (const auto& d : due) total += d.amount, asked += d.contribution;
  if (due.empty()) {
    out += paragraph(w("fund.nothing"));
  } else {
    out += paragraph(
        w("fund.lead", {{"amount", pounds(total)}, {"count", std::to_string(due.size())}, {"asked", pounds(asked)}}));
  }
  out += p.button_to("/finance/pots", w("fund.pay", {{"amount", pounds(total)}}));
  out += hint_paragraph(w("fund.also"));
  if (!due.empty()) {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.head = {{.text = w("fund.whose")},
                  {.text = w("pot.streams.from")},
                  {.text = w("terms.days")},
                  {.text = w("fund.pays"), .format = "numeric"},
                  {.text = w("fund.asked"), .format = "numeric"}};
    table.first_cell_is_header = true;
    for (std::size_t i = 0; i < due.size() && i < lines_shown; ++i)
      table.rows.push_back({{.text = due[i].known_as},
                            {.text = due[i].stream_name},
                            {.text = w("terms.period", {{"from", to_words(due[i].period.from)},
                                                        {"until", to_words(due[i].period.until)}})},
                            {.text = to_pounds(due[i].amount), .format = "numeric"},
                            {.text = to_pounds(due[i].contribution), .format = "numeric"}});
    out += in_scroll(w("fund.title"), table);
    if (due.size() > lines_shown) out += paragraph(w("fund.more", {{"n", std::to_string(due.size() - lines_shown)}}));
  }
  out += heading2(w("fund.bills"));
  const auto bills = store::funding::open_bills(p.session, p.actor->place, bills_shown);
  if (bills.empty()) out += paragraph(w("fund.no-bills"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("fund.whose")},
                {.text = w("terms.days")},
                {.text = w("return.amount"), .format = "numeric"},
                {.text = w("terms.payment")},
                {.text = w("fund.came")}};
  table.first_cell_is_header = true;
  for (const auto& b : bills)
    table.rows.push_back(
        {{.text = b.known_as},
         {.text = w("terms.period", {{"from", to_words(b.period.from)}, {"until", to_words(b.period.until)}})},
         {.text = to_pounds(b.pence), .format = "numeric"},
         {.text = w(fmt::format("fund.payment.{}", pot::to_string(b.payment)))},
         {.html = p.button_to("/finance/pots/contribution", w("fund.came.button", {{"name", b.known_as}}),
                              {{"bill", b.ref}}, "govuk-button--secondary govuk-!-margin-bottom-0")}});
  if (!bills.empty()) out += in_scroll(w("fund.bills"), table);
  return p.show(w("fund.title"), out, {.back = "/finance", .wide = true});
}

Answer do_pots(Page& p) {
  if (const auto done = place::pay_into_pots(p.work()); !done) return p.refused(done.error(), "/finance/pots");
  return p.done("/finance/pots", "pots-paid");
}

Answer do_contribution(Page& p) {
  if (const auto done = place::enter_contribution(p.work(), p.typed("bill")); !done)
    return p.refused(done.error(), "/finance/pots");
  return p.done("/finance/pots", "contribution-entered");
}

// Money left over -----------------------------------------------------------------------------------------------------

Html notices_form(Page& p, const std::vector<place::OverRule>& over) {
  const Words& w = p.w;
  govuk::Checkboxes boxes;
  boxes.name = "person";
  boxes.fieldset.legend = {.text = w("claw.who"), .classes = "govuk-fieldset__legend--m"};
  boxes.hint.text = w("claw.who.hint");
  boxes.error_message.text = p.errors.of("person");
  for (const auto& o : over) {
    if (std::ranges::find(boxes.items, o.person_ref, &govuk::CheckboxItem::value) != boxes.items.end()) continue;
    if (boxes.items.size() == people_shown) break;
    std::vector<std::string> said;
    for (const auto& same : over)
      if (same.person_ref == o.person_ref)
        said.push_back(w("claw.line", {{"amount", pounds(same.assessed.returned + same.assessed.refunded)},
                                       {"rule", same.rule_name},
                                       {"free", pounds(same.assessed.free)},
                                       {"day", to_words(same.deadline)}}));
    boxes.items.push_back({.text = o.known_as, .value = o.person_ref, .hint = {.text = join(said, " ")}});
  }
  return p.form_to("/finance/savings",
                   govuk::checkboxes(boxes) + govuk::button({.text = w("claw.give"), .prevent_double_click = true}));
}

Html claw_content(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("claw.title")) + paragraph(w("claw.lead"));
  out += html::element("p", {{"class", "govuk-body"}}, link("/savings", w("savings.link")));
  if (place::rules_in_force(p.session, p.actor->place, p.today()).empty())
    return out += govuk::inset_text({.text = w("savings.none")});
  std::size_t due = 0;
  Pence due_total;
  for (const auto& k : rows::due(p.session, p.actor->place, p.today())) ++due, due_total += k.pence;
  if (due > 0) {
    out += heading2(w("claw.due"));
    out += paragraph(w("claw.due.said", {{"n", std::to_string(due)}, {"amount", pounds(due_total)}}));
    out += p.button_to("/finance/savings/return", w("claw.return", {{"amount", pounds(due_total)}}));
  }
  const auto notices = rows::of_place(p.session, p.actor->place, notices_shown);
  out += heading2(w("claw.notices"));
  if (notices.empty()) out += paragraph(w("claw.no-notices"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("fund.whose")},
                {.text = w("return.amount"), .format = "numeric"},
                {.text = w("return.state")},
                {.text = w("return.until")}};
  table.first_cell_is_header = true;
  for (const auto& k : notices)
    table.rows.push_back({{.html = link("/finance/savings/" + k.ref, k.known_as)},
                          {.text = to_pounds(k.pence), .format = "numeric"},
                          {.text = w(fmt::format("return.status.{}", k.status))},
                          {.text = k.status == "noticed" ? to_words(k.deadline) : ""}});
  if (!notices.empty()) out += in_scroll(w("claw.notices"), table);
  const auto kept = place::over_the_rule(p.work());
  const auto& over = *kept;
  out += heading2(w("claw.over"));
  if (over.empty()) return out += paragraph(w("claw.none-over"));
  std::set<std::string> people;
  Pence total;
  for (const auto& o : over) people.insert(o.person_ref), total += o.assessed.returned + o.assessed.refunded;
  out += paragraph(w("claw.over.said", {{"n", std::to_string(people.size())},
                                        {"amount", pounds(total)},
                                        {"shown", std::to_string(std::min(people.size(), people_shown))}}));
  return out += notices_form(p, over);
}

Answer show_claw(Page& p) {
  return p.show(p.w("claw.title"), claw_content(p), {.back = "/finance", .wide = true});
}

Answer do_notice(Page& p) {
  std::vector<std::string> refs;
  for (const auto one : p.form.each("person")) refs.emplace_back(one);
  const auto done = place::give_notice(p.work(), refs);
  if (done) return p.done("/finance/savings", "notice-given");
  if (done.error().code != "nobody") return p.refused(done.error(), "/finance/savings");
  p.errors.add("person", p.w("claw.nobody"));
  return p.again(p.w("claw.title"), claw_content(p), {.back = "/finance", .wide = true});
}

Answer do_return(Page& p) {
  if (const auto done = place::return_due(p.work()); !done) return p.refused(done.error(), "/finance/savings");
  return p.done("/finance/savings", "returned");
}

std::string notice_path(const Page& p) {
  return fmt::format("/finance/savings/{}", p.parameter("notice"));
}

bool may_answer(const Page& p, const rows::Clawback& k) {
  return k.status == "challenged" && k.raised_by != p.actor->account;
}

Html one_notice(Page& p, const rows::Clawback& k) {
  const Words& w = p.w;
  Html out = heading(w("claw.one", {{"name", k.known_as}}));
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("return.amount")}, .value = {.text = to_pounds(k.pence)}},
               {.key = {.text = w("return.state")}, .value = {.text = w(fmt::format("return.status.{}", k.status))}},
               {.key = {.text = w("return.until")}, .value = {.text = to_words(k.deadline)}},
               {.key = {.text = w("claw.by")}, .value = {.text = k.raised_by_name}}};
  for (const auto& part : rows::parts(p.session, k.id))
    list.rows.push_back({.key = {.text = part.own ? w("claw.to-person") : w("return.to", {{"funder", part.funder}})},
                         .value = {.text = to_pounds(part.pence)}});
  out += govuk::summary_list(list);
  if (!k.challenge.empty())
    out += heading2(k.challenged_for_them_by.empty()
                        ? w("claw.challenge")
                        : w("claw.challenge-by", {{"name", k.challenged_for_them_by}, {"person", k.known_as}})) +
           govuk::inset_text({.text = k.challenge});
  if (!k.answer.empty())
    out += heading2(w("return.answer", {{"name", k.answered_by_name}})) + govuk::inset_text({.text = k.answer});
  if (k.status == "challenged" && !may_answer(p, k)) out += paragraph(w("claw.somebody-else"));
  if (may_answer(p, k)) {
    Html inner;
    auto radios = one_of(p, "answer", w("claw.answer"), p.typed("answer"), 'm');
    for (const auto* one : {"upheld", "refused"}) {
      govuk::RadioItem item;
      item.text = w(fmt::format("claw.answer.{}", one));
      item.value = one;
      radios.items.push_back(std::move(item));
    }
    inner += govuk::radios(radios);
    inner += words_input(p, "words", w("claw.reasons"), w("claw.reasons.hint"), p.typed("words"), 4);
    inner += pounds_input(p, "aside", w("claw.aside"), w("claw.aside.hint"), p.typed("aside"));
    inner += line_input(p, "aside-for", w("claw.aside-for"), "", p.typed("aside-for"));
    inner += govuk::button({.text = w("claw.answer.button"), .prevent_double_click = true});
    out += p.form_to(notice_path(p) + "/answer", inner);
  }
  if (k.open() && p.actor->duty == "finance" && !may_answer(p, k)) {
    Html inner = words_input(p, "words", w("claw.reasons"), w("claw.reasons.hint"), p.typed("words"), 3);
    inner +=
        govuk::button({.text = w("claw.withdraw"), .classes = "govuk-button--secondary", .prevent_double_click = true});
    out += heading2(w("claw.withdraw")) + p.form_to(notice_path(p) + "/withdraw", inner);
  }
  return out;
}

std::string back_from_notice(const Page& p) {
  return p.actor->duty == "finance" ? "/finance/savings" : "/savings/challenges";
}

Answer show_one(Page& p) {
  const auto k = rows::by_ref(p.session, p.actor->place, p.parameter("notice"));
  if (!k)
    return {p.page(p.w("error.missing.title"),
                   heading(p.w("error.missing.title")) + paragraph(p.w("error.missing.text")), {.status = 404}),
            false};
  return p.show(p.w("claw.one", {{"name", k->known_as}}), one_notice(p, *k), {.back = back_from_notice(p)});
}

Answer answered(Page& p, const Result<void>& done, const char* flash) {
  const auto k = rows::by_ref(p.session, p.actor->place, p.parameter("notice"));
  if (done) return p.done(notice_path(p), flash);
  if (!k || done.error().where.column.empty()) return p.refused(done.error(), back_from_notice(p));
  p.errors.add(done.error().where.column, done.error().sentence);
  return p.again(p.w("claw.one", {{"name", k->known_as}}), one_notice(p, *k), {.back = back_from_notice(p)});
}

Answer do_answer_challenge(Page& p) {
  const std::string said = p.typed("answer");
  place::ChallengeAnswer answer;
  answer.upheld = said == "upheld";
  answer.reasons = p.typed("words");
  answer.set_aside_for = p.typed("aside-for");
  if (said != "upheld" && said != "refused")
    return answered(p, refuse("empty", p.w("claw.answer.empty"), Where{"", 0, "answer"}), "");
  if (!p.typed("aside").empty()) {
    const auto aside = typed_pounds(p, "aside");
    if (!aside) return answered(p, refuse("bad-amount", p.w("terms.week.bad"), Where{"", 0, "aside"}), "");
    answer.set_aside = *aside;
  }
  return answered(p, place::answer_challenge(p.work(), p.parameter("notice"), answer), "challenge-answered");
}

Answer do_withdraw_notice(Page& p) {
  return answered(p, place::withdraw_notice(p.work(), p.parameter("notice"), p.typed("words")), "notice-withdrawn");
}

/// For whoever answers challenges and is not in finance.
Answer show_challenges(Page& p) {
  const Words& w = p.w;
  Html list;
  for (const auto& k : rows::of_place(p.session, p.actor->place, notices_shown))
    if (k.status == "challenged")
      list += html::element("li", {}, link("/finance/savings/" + k.ref, w("claw.one", {{"name", k.known_as}})));
  Html out = heading(w("claw.challenges"));
  out += list.size() == 0 ? paragraph(w("claw.no-challenges")) : html::element("ul", {{"class", "govuk-list"}}, list);
  return p.show(w("claw.challenges"), out, {.back = "/savings"});
}

}  // namespace

void add_pot_finance_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/finance/pots", "see-finance", About::nothing, show_pots},
                    {post, "/finance/pots", "run-payments", About::nothing, do_pots},
                    {post, "/finance/pots/contribution", "run-payments", About::nothing, do_contribution},
                    {get, "/finance/savings", "see-finance", About::nothing, show_claw, nullptr, nullptr, true},
                    {post, "/finance/savings", "give-notice", About::nothing, do_notice},
                    {post, "/finance/savings/return", "give-notice", About::nothing, do_return},
                    {get, "/savings/challenges", "answer-challenge", About::nothing, show_challenges},
                    {get, "/finance/savings/{notice}", "answer-challenge", About::nothing, show_one},
                    {post, "/finance/savings/{notice}/answer", "answer-challenge", About::nothing, do_answer_challenge},
                    {post, "/finance/savings/{notice}/withdraw", "give-notice", About::nothing, do_withdraw_notice},
                });
}

}  // namespace onepot::web
