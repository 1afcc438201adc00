// What a provider was paid, for what and for whom; whether it came back and why; and the same payment as a finance
// officer sees it.
#include "onepot/place/remittance.h"

#include <fmt/format.h>

#include <map>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/pay/bank.h"
#include "onepot/place/returns.h"
#include "onepot/store/dues.h"
#include "onepot/web/pieces.h"
#include "pay.h"

namespace onepot::web {
namespace {

constexpr int payments_shown = 50;

std::string back_words(const Words& w, const store::bank::Return& r) {
  return w("paid.came-back", {{"date", to_words(r.on)}, {"why", r.reason.empty() ? r.code : r.reason}});
}

Answer show_paid(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("paid.title"));
  std::map<std::string, store::bank::Out> outs;
  for (auto& o : place::payments_to_me(p.work(), payments_shown)) outs.emplace(o.end_to_end, o);
  std::vector<html::Card> all;  // cards, not a table: this is read on a phone
  for (const auto& paid : store::dues::paid_to(p.session, place::ProviderId{p.grant.subject().id}, payments_shown)) {
    html::Card card{.title = to_words(paid.for_date), .facts = {{w("finance.total"), to_pounds(paid.pence)}}};
    const auto o = outs.find(paid.end_to_end);
    if (o != outs.end() && o->second.returned) {
      card.more = govuk::warning_text({.text = back_words(w, *o->second.returned)});
      if (!o->second.returned->mended)
        card.actions = html::element("p", {{"class", "govuk-body"}}, link("/provider/bank", w("paid.look-at-bank")));
    } else {
      card.facts.push_back({w("paid.parts"), std::to_string(paid.visits)});
      card.facts.push_back({w("run.wait"), wait_words(w, paid.longest_ms)});
    }
    if (o != outs.end())
      card.actions += html::element(
          "p", {{"class", "govuk-body"}},
          link("/provider/payments/" + paid.end_to_end, w("paid.open", {{"date", to_words(paid.for_date)}})));
    all.push_back(std::move(card));
  }
  out += all.empty() ? paragraph(w("paid.nothing")) : html::cards(all);
  return p.show(w("paid.title"), out);
}

std::string item_words(const Words& w, const store::bank::ItemOf& i) {
  if (i.kind == "visit") return w("paid.visit");
  if (i.kind == "invoice") return w("paid.invoice");
  return i.words.empty() ? w("paid.other") : i.words;
}

Html items_table(const Words& w, const place::Remittance& r, bool names) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("finance.date")}, {.text = w("paid.what")}};
  if (names) table.head.push_back({.text = w("paid.for-whom")});
  table.head.push_back({.text = w("finance.total"), .format = "numeric"});
  Pence sum;
  const auto row = [&](std::string day, std::string what, std::string whom, Pence pence) {
    std::vector<govuk::TableCell> cells{{.text = std::move(day)}, {.text = std::move(what)}};
    if (names) cells.push_back({.text = std::move(whom)});
    cells.push_back({.text = to_pounds(pence), .format = "numeric"});
    table.rows.push_back(std::move(cells));
  };
  for (const auto& i : r.items) {
    row(i.day ? to_words(*i.day) : "", item_words(w, i), i.known_as, i.pence);
    sum += i.pence;
  }
  row("", w("paid.sum"), "", sum);
  return scrolling(w("paid.what"), govuk::table(table));
}

Html payment_facts(const Words& w, const store::bank::Out& o) {
  govuk::SummaryList list;
  const auto row = [&](const std::string& key, const std::string& value) {
    list.rows.push_back({.key = {.text = key}, .value = {.text = value}});
  };
  row(w("finance.total"), to_pounds(o.pence));
  row(w("finance.date"), to_words(o.for_date));
  row(w("paid.to"), fmt::format("{}, {}", o.payee_name, pay::masked({o.payee_name, o.sort_code, o.account})));
  row(w("run.id"), o.end_to_end);
  return govuk::summary_list(list);
}

Answer show_remittance(Page& p) {
  const Words& w = p.w;
  const auto r = place::remittance(p.work(), p.parameter("payment"));
  if (!r) return nothing_here(p);
  Html out = heading(w("paid.open", {{"date", to_words(r->payment.for_date)}}));
  if (r->payment.returned) out += govuk::warning_text({.text = back_words(w, *r->payment.returned)});
  out += payment_facts(w, r->payment);
  out += items_table(w, *r, true);
  out += html::element("p", {{"class", "govuk-body op-no-print"}},
                       link(fmt::format("/provider/payments/{}/csv", r->payment.end_to_end), w("paid.csv")));
  out += html::element("p", {{"class", "govuk-hint op-no-print"}}, w("paid.print"));
  return p.show(w("paid.title"), out, {.back = "/provider/payments"});
}

Answer download_remittance(Page& p) {
  const auto r = place::remittance(p.work(), p.parameter("payment"));
  if (!r) return nothing_here(p);
  return download(place::remittance_csv(*r), "text/csv; charset=utf-8",
                  fmt::format("remittance-{}.csv", to_iso(r->payment.for_date)));
}

Html payment_page(Page& p, const place::Remittance& r) {
  const Words& w = p.w;
  const auto& o = r.payment;
  Html out = heading(w("payment.title", {{"payee", o.payee_name}}));
  if (o.returned) out += govuk::warning_text({.text = back_words(w, *o.returned)});
  out += payment_facts(w, o) + items_table(w, r, false);
  if (o.returned) return out += paragraph(w("payment.due-again"));
  Html inner = day_input(p, "day", w("payment.returned.day"), "", p.today());
  inner += line_input(p, "reason", w("payment.returned.why"), w("payment.returned.why.hint"), p.typed("reason"));
  inner += govuk::button(
      {.text = w("payment.returned.enter"), .classes = "govuk-button--warning", .prevent_double_click = true});
  out += heading2(w("payment.returned"));
  return out += p.form_to(fmt::format("/finance/payments/{}/returned", o.end_to_end), inner);
}

Answer show_payment(Page& p) {
  const auto r = place::remittance(p.work(), p.parameter("payment"));
  if (!r) return nothing_here(p);
  return p.show(p.w("finance.payments"), payment_page(p, *r), {.back = "/finance", .wide = true});
}

Answer do_returned(Page& p) {
  const auto r = place::remittance(p.work(), p.parameter("payment"));
  if (!r) return nothing_here(p);
  const std::string here = "/finance/payments/" + r->payment.end_to_end;
  const auto day = typed_day(p, "day");
  if (!day) p.errors.add("day-day", p.w("brief.from.bad"));
  if (day) {
    const auto done = place::take_return(p.work(), r->payment.end_to_end, *day, p.typed("reason"));
    if (done) return p.done(here, "return-entered");
    const auto& field = done.error().where.column;
    if (field.empty()) return p.refused(done.error(), here);
    p.errors.add(field == "day" ? "day-day" : field,
                 field == "day" ? p.w("payment.returned.day.bad") : p.w("payment.returned.why.empty"));
  }
  return p.again(p.w("finance.payments"), payment_page(p, *r), {.back = "/finance", .wide = true});
}

}  // namespace

void add_remittance_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/provider/payments", "own-provider", About::own_provider, show_paid},
                    {get, "/provider/payments/{payment}", "own-provider", About::own_provider, show_remittance},
                    {get, "/provider/payments/{payment}/csv", "own-provider", About::own_provider, download_remittance},
                    {get, "/finance/payments/{payment}", "see-finance", About::nothing, show_payment},
                    {post, "/finance/payments/{payment}/returned", "run-payments", About::nothing, do_returned},
                });
}

}  // namespace onepot::web
