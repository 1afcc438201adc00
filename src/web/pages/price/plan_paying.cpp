// Finance: paying an activity plan. Who its providers are, and the officer's yes to each month and each settlement; the
// next payment run takes them in beside visits and invoices.
#include <fmt/format.h>

#include <algorithm>

#include "../../routes.h"
#include "../pay/pay.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/place/plan_payments.h"
#include "onepot/store/payments.h"
#include "onepot/web/pieces.h"
#include "price.h"

namespace onepot::web {
namespace {

namespace books = store::price_books;
using place::PlanMoney;
using place::PlanPart;

const store::plan_dues::Payee* payee_of(const PlanMoney& money, const std::string& code) {
  const auto at = std::ranges::find(money.payees, code, &store::plan_dues::Payee::code);
  return at == money.payees.end() ? nullptr : &*at;
}

bool everybody_known(const PlanMoney& money) {
  return std::ranges::all_of(money.codes, [&](const auto& code) { return payee_of(money, code) != nullptr; });
}

std::string code_words(const Words& w, const std::string& code) {
  return code.empty() ? w("plan-pay.no-code") : code;
}

void hidden(Html& form, const std::string& name, const std::string& value) {
  form.start("input").attribute("type", "hidden").attribute("name", name).attribute("value", value).end();
}

/// A select for each provider of the file, and one for whose money it is.
Html payees_form(Page& p, const books::Plan& plan, const PlanMoney& money) {
  const Words& w = p.w;
  const auto providers = store::payments::provider_details(p.session, p.actor->place);
  const auto streams = place::plan_streams(p.work());
  Html inner;
  for (std::size_t i = 0; i < money.codes.size(); ++i) {
    const auto& code = money.codes[i];
    const auto* known = payee_of(money, code);
    const std::string n = std::to_string(i);
    govuk::Select provider;
    provider.name = "provider-" + n;
    provider.label.text = w("plan-pay.provider", {{"code", code_words(w, code)}});
    provider.error_message.text = p.errors.of(provider.name);
    provider.items.push_back({.value = "", .text = w("plan-pay.choose")});
    std::string guess;
    for (const auto& one : providers) {
      provider.items.push_back({.value = one.ref, .text = one.provider_name});
      if (one.ref == code || one.provider_name == code) guess = one.ref;
    }
    provider.value = typed_or(p, provider.name, known != nullptr ? known->provider_ref : guess);
    govuk::Select stream;
    stream.name = "stream-" + n;
    stream.label.text = w("plan-pay.stream", {{"code", code_words(w, code)}});
    stream.error_message.text = p.errors.of(stream.name);
    for (const auto& [id, name] : streams) stream.items.push_back({.value = id, .text = name});
    stream.items.push_back({.value = std::string(place::contract_stream), .text = w("plan-pay.contract")});
    stream.value = typed_or(p, stream.name, known != nullptr ? known->stream : std::string(place::contract_stream));
    hidden(inner, "code-" + n, code);
    inner += govuk::select(provider) + govuk::select(stream);
  }
  inner += govuk::button({.text = w("plan-pay.keep"), .classes = "govuk-button--secondary"});
  return p.form_to("/finance/plan/" + plan.ref + "/payees", inner);
}

std::string state_of(Page& p, const PlanPart& part) {
  const Words& w = p.w;
  const auto& first = part.said.front();
  const bool paid = std::ranges::all_of(part.said, [](const auto& d) { return d.payment || d.pence == Pence(); });
  return w(paid ? "plan-pay.paid" : "plan-pay.said",
           {{"day", to_words(date_of(first.said_at))}, {"name", first.said_by}});
}

Html part_cell(Page& p, const books::Plan& plan, const PlanPart& part, bool known) {
  const Words& w = p.w;
  if (!part.said.empty()) return html::text(state_of(p, part));
  if (!known) return html::text(w("plan-pay.who-first"));
  if (part.due && p.today() < *part.due - place::advance_days)
    return html::text(w("plan-pay.from", {{"day", to_words(*part.due - place::advance_days)}}));
  return p.button_to("/finance/plan/" + plan.ref + "/due", w("plan-pay.due", {{"what", part_words(w, part.what)}}),
                     {{"what", part.what}}, "govuk-button--secondary");
}

/// The day beneath its month: a column of its own would leave no room for the button on a phone.
Html due_hint(const Words& w, const PlanPart& part) {
  return part.due ? hint_paragraph(w("activity.due") + " " + to_words(*part.due)) : Html();
}

Answer plan_again(Page& p, const books::Plan& plan) {
  return p.again(plan.name, plan_content(p, plan, {}), {.back = "/finance/plan", .wide = true});
}

Answer do_payees(Page& p) {
  const auto plan = books::plan(p.session, p.actor->place, p.parameter("plan"));
  if (!plan) return nothing_here(p);
  std::vector<place::SaidPayee> said;
  const auto money = place::plan_money(p.work(), *plan);
  for (std::size_t i = 0; i < money.codes.size(); ++i) {
    const std::string n = std::to_string(i);
    // The files may name another provider since the page was shown.
    if (p.typed("code-" + n) != money.codes[i])
      return p.refused({"taken", p.w("plan-pay.changed")}, "/finance/plan/" + plan->ref);
    if (p.typed("provider-" + n).empty()) p.errors.add("provider-" + n, p.w("plan-pay.provider.bad"));
    said.push_back({money.codes[i], p.typed("provider-" + n), p.typed("stream-" + n)});
  }
  if (!p.errors.empty()) return plan_again(p, *plan);
  if (const auto done = place::say_payees(p.work(), *plan, said); !done)
    return p.refused(done.error(), "/finance/plan/" + plan->ref);
  return p.done("/finance/plan/" + plan->ref, "plan-payees");
}

Answer do_due(Page& p) {
  const auto plan = books::plan(p.session, p.actor->place, p.parameter("plan"));
  if (!plan) return nothing_here(p);
  const std::string base = "/finance/plan/" + plan->ref;
  if (const auto done = place::say_due(p.work(), *plan, p.typed("what")); !done) return p.refused(done.error(), base);
  return p.done(base, "plan-due");
}

}  // namespace

std::string part_words(const Words& w, const std::string& what) {
  return what.starts_with("run-") ? w("activity.run.n", {{"n", what.substr(4)}}) : what;
}

Html paying_section(Page& p, const books::Plan& plan) {
  const Words& w = p.w;
  const auto money = place::plan_money(p.work(), plan);
  const bool known = everybody_known(money);
  Html out = heading2(w("plan-pay.title")) + paragraph(w("plan-pay.lead"));
  if (known && p.errors.empty()) {
    std::vector<Html> who;
    for (const auto& payee : money.payees)
      who.push_back(html::text(fmt::format("{}: {}", code_words(w, payee.code), payee.provider_name)));
    out += html::bullets(who) +
           govuk::details({.summary_text = w("plan-pay.change"), .html = payees_form(p, plan, money)});
  } else {
    out += payees_form(p, plan, money);
  }
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("plan-pay.parts");
  table.head = {
      {.text = w("plan-pay.what")}, {.text = w("activity.amount"), .format = "numeric"}, {.text = w("plan-pay.state")}};
  table.first_cell_is_header = true;
  for (const auto& part : money.parts)
    table.rows.push_back({{.html = html::text(part_words(w, part.what)) + due_hint(w, part)},
                          {.text = to_pounds(part.pence), .format = "numeric"},
                          {.html = part_cell(p, plan, part, known)}});
  out += scrolling(w("plan-pay.parts"), govuk::table(table));
  return out += paragraph(w("plan-pay.sum", {{"amount", to_pounds(money.said)}})) +
                link_line("/finance", w("plan-pay.to-run"));
}

void add_plan_paying_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {post, "/finance/plan/{plan}/payees", "price-money", About::nothing, do_payees},
                                  {post, "/finance/plan/{plan}/due", "price-money", About::nothing, do_due},
                              });
}

}  // namespace onepot::web
