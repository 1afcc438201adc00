// Individual service funds: a person says what the holder of their money is to pay; the holder pays that, and only
// that.
#include "onepot/place/pot/isf.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/html/write.h"
#include "onepot/place/pot/means.h"
#include "onepot/web/pieces.h"
#include "pot.h"

namespace onepot::web {
namespace {

constexpr int fund_payments_shown = 30;
constexpr std::array kinds = {"personal-care", "household", "getting-out", "work"};

Html instruction_form(const Page& p) {
  const Words& w = p.w;
  Html inner = line_input(p, "payee", w("isf.payee"), w("isf.payee.hint"), p.typed("payee"));
  inner += words_input(p, "words", w("isf.words"), w("isf.words.hint"), p.typed("words"), 3);
  auto kind = one_of(p, "kind", w("brief.kind"), typed_or(p, "kind", "personal-care"));
  for (const auto* one : kinds) {
    govuk::RadioItem item;
    item.text = w(fmt::format("brief.kind.{}", one));
    item.value = one;
    kind.items.push_back(std::move(item));
  }
  inner += govuk::radios(kind);
  inner += pounds_input(p, "most", w("isf.most"), w("isf.most.hint"), p.typed("most"));
  inner += day_input(p, "until", w("isf.until"), w("isf.until.hint"), p.today() + 28);
  inner += govuk::button({.text = w("isf.give"), .prevent_double_click = true});
  return heading2(w("isf.give")) + p.form_to("/me/pot/instructions", inner);
}

Html instructions_content(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("isf.title")) + paragraph(w("isf.lead"));
  std::string holder;
  for (const auto& s : place::see_means(p.work()).streams)
    if (s.now.terms.holding == pot::Holding::isf && !s.now.holder_name.empty()) holder = s.now.holder_name;
  if (holder.empty()) {
    out += govuk::inset_text({.text = w("isf.nobody")});
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/pot/holding", w("means.title")));
  } else {
    out += paragraph(w("isf.holder", {{"name", holder}}));
  }
  std::vector<html::Card> open, over;
  for (const auto& i : store::isf::of_person(p.session, p.grant.person())) {
    html::Card card{
        .title = i.payee,
        .line = i.words,
        .quiet_line = w("isf.to", {{"name", i.holder_name}}),
        .facts = {
            {w("isf.most"), pounds(i.most)}, {w("isf.paid"), pounds(i.paid)}, {w("isf.until"), to_words(i.until)}}};
    if (i.open(p.today())) {
      card.actions = p.button_to("/me/pot/instructions/end", w("isf.end", {{"name", i.payee}}),
                                 {{"instruction", i.ref}}, "govuk-button--secondary");
      open.push_back(std::move(card));
    } else {
      over.push_back(std::move(card));
    }
  }
  if (!open.empty()) out += heading2(w("isf.open")) + html::cards(open);
  if (!holder.empty()) out += instruction_form(p);
  const auto paid = store::isf::payments(p.session, p.grant.person(), fund_payments_shown);
  if (!paid.empty()) {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = w("isf.payments");
    table.head = {
        {.text = w("pot.spent.day")}, {.text = w("isf.payee")}, {.text = w("return.amount"), .format = "numeric"}};
    for (const auto& one : paid)
      table.rows.push_back(
          {{.text = to_words(one.day)}, {.text = one.payee}, {.text = to_pounds(one.pence), .format = "numeric"}});
    out += govuk::table(table);
  }
  if (!over.empty()) out += heading2(w("isf.over")) + html::cards(over);
  return out;
}

Answer show_instructions(Page& p) {
  return p.show(p.w("isf.title"), instructions_content(p), {.back = "/me/pot"});
}

Answer do_instruction(Page& p) {
  const auto most = typed_pounds(p, "most");
  const auto until = typed_day(p, "until");
  if (!most || *most <= Pence()) p.errors.add("most", p.w("isf.most.bad"));
  if (!until) p.errors.add("until-day", p.w("means.from.bad"));
  if (std::ranges::find(kinds, p.typed("kind")) == kinds.end()) p.errors.add("kind", p.w("brief.kind.empty"));
  if (p.errors.empty()) {
    const auto done =
        place::give_instruction(p.work(), {p.typed("payee"), p.typed("kind"), p.typed("words"), *most, *until});
    if (done) return p.done("/me/pot/instructions", "instruction-given");
    if (done.error().code == "no-fund") return p.refused(done.error(), "/me/pot/instructions");
    const std::string field = done.error().where.column;
    p.errors.add(field == "until" ? "until-day" : field, done.error().sentence);
  }
  return p.again(p.w("isf.title"), instructions_content(p), {.back = "/me/pot"});
}

Answer do_end_instruction(Page& p) {
  if (const auto done = place::end_instruction(p.work(), p.typed("instruction")); !done)
    return p.refused(done.error(), "/me/pot/instructions");
  return p.done("/me/pot/instructions", "instruction-ended");
}

// The holder's --------------------------------------------------------------------------------------------------------

Html pay_form(Page& p, const place::HeldInstruction& held, bool typed) {
  const Words& w = p.w;
  Html inner;
  const auto value = [&](const char* name) { return typed ? p.typed(name) : std::string(); };
  const std::string id = held.instruction.ref;
  inner += govuk::input({.id = "amount-" + id,
                         .name = "amount",
                         .inputmode = "decimal",
                         .value = value("amount"),
                         .label = {.text = w("isf.amount")},
                         .error_message = {.text = typed ? p.errors.of("amount-" + id) : ""},
                         .prefix = {.text = "£"},
                         .classes = "govuk-input--width-5",
                         .spellcheck = false});
  inner += govuk::input({.id = "day-" + id,
                         .name = "day",
                         .value = typed ? p.typed("day") : to_iso(p.today()),
                         .label = {.text = w("isf.day")},
                         .hint = {.text = w("isf.day.hint")},
                         .error_message = {.text = typed ? p.errors.of("day-" + id) : ""},
                         .classes = "govuk-input--width-10"});
  inner += html::hidden("instruction", id);
  const std::string form = typed && !p.typed("form").empty() ? p.typed("form") : p.work().new_ref();
  inner += html::hidden("form", form);
  inner += govuk::button({.text = w("isf.pay", {{"name", held.instruction.payee}}), .prevent_double_click = true});
  return p.form_to("/provider/funds/pay", inner);
}

Html funds_content(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("funds.title")) + paragraph(w("funds.lead"));
  std::vector<html::Card> cards;
  for (const auto& held : place::instructions_held(p.work())) {
    const auto& i = held.instruction;
    if (!i.open(p.today())) continue;
    html::Card card{.title = w("funds.for", {{"payee", i.payee}, {"name", i.known_as}}),
                    .line = i.words,
                    .facts = {{w("isf.left"), pounds(i.left())},
                              {w("isf.available"), pounds(held.available)},
                              {w("isf.until"), to_words(i.until)}}};
    card.more = pay_form(p, held, p.typed("instruction") == i.ref);
    cards.push_back(std::move(card));
  }
  return out += cards.empty() ? govuk::inset_text({.text = w("funds.none")}) : html::cards(cards);
}

Answer show_funds(Page& p) {
  return p.show(p.w("funds.title"), funds_content(p), {.back = "/provider"});
}

Answer do_pay(Page& p) {
  place::FundPayment payment;
  payment.instruction_ref = p.typed("instruction");
  payment.form_ref = p.typed("form");
  const auto amount = typed_pounds(p, "amount");
  const auto day = parse_date(p.typed("day"));
  const std::string id = payment.instruction_ref;
  if (!amount || *amount <= Pence()) p.errors.add("amount-" + id, p.w("isf.amount.bad"));
  if (!day) p.errors.add("day-" + id, p.w("isf.day.bad"));
  // Without an instruction there is nothing that could be mended on the form.
  if (p.errors.empty() || id.empty()) {
    payment.amount = amount.value_or(Pence());
    payment.day = day ? *day : p.today();
    const auto done = place::pay_from_fund(p.work(), payment);
    if (done) return p.done("/provider/funds", "fund-paid");
    if (done.error().where.column.empty()) return p.refused(done.error(), "/provider/funds");
    p.errors.add(done.error().where.column + "-" + id, done.error().sentence);
  }
  return p.again(p.w("funds.title"), funds_content(p), {.back = "/provider"});
}

}  // namespace

void add_isf_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/me/pot/instructions", "see-own", About::own_person, show_instructions},
                    {post, "/me/pot/instructions", "change-own", About::own_person, do_instruction},
                    {post, "/me/pot/instructions/end", "change-own", About::own_person, do_end_instruction},
                    {get, "/provider/funds", "own-provider", About::own_provider, show_funds},
                    {post, "/provider/funds/pay", "own-provider", About::own_provider, do_pay},
                });
}

}  // namespace onepot::web
