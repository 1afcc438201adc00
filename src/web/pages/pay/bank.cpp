// What the bank sent back: payments that came back, statements and what they leave open, and the banks' weight table.
#include "onepot/store/bank.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/place/account_check.h"
#include "onepot/place/returns.h"
#include "onepot/place/statements.h"
#include "onepot/store/payments.h"
#include "onepot/web/pieces.h"
#include "pay.h"

namespace onepot::web {
namespace {

namespace bank = store::bank;
constexpr int statements_shown = 20;
constexpr std::size_t rows_shown = 200;

// Returns -------------------------------------------------------------------------------------------------------------

Html uploading(const Page& p, const char* action, const std::string& label, const std::string& hint) {
  Html inner = file_input(p, "file", label, hint);
  inner += govuk::button({.text = p.w("bank.upload"), .prevent_double_click = true});
  return p.upload_form_to(action, inner);
}

Html returned_payments(const Page& p) {
  const Words& w = p.w;
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("finance.date")},
                {.text = w("finance.provider")},
                {.text = w("finance.total"), .format = "numeric"},
                {.text = w("bank.why")},
                {.text = w("finance.state")}};
  for (const auto& o : bank::outs(p.session)) {
    if (!o.returned || table.rows.size() >= rows_shown) continue;
    table.rows.insert(table.rows.begin(), {{.text = to_words(o.returned->on)},
                                           {.html = link("/finance/payments/" + o.end_to_end, o.payee_name)},
                                           {.text = to_pounds(o.pence), .format = "numeric"},
                                           {.text = o.returned->reason.empty() ? o.returned->code : o.returned->reason},
                                           {.text = o.returned->mended ? w("bank.mended") : w("bank.not-mended")}});
  }
  if (table.rows.empty()) return paragraph(w("bank.returns.none"));
  return scrolling(w("bank.returns"), govuk::table(table));
}

Html returns_page(const Page& p) {
  const Words& w = p.w;
  return heading(w("bank.returns")) + paragraph(w("bank.returns.lead")) +
         uploading(p, "/finance/returns", w("bank.returns.file"), w("bank.returns.file.hint")) +
         paragraph(w("bank.returns.by-hand")) + heading2(w("bank.returns.before")) + returned_payments(p);
}

Answer show_returns(Page& p) {
  return p.show(p.w("bank.returns"), returns_page(p), {.back = "/finance", .wide = true});
}

std::string fate_words(const Words& w, const place::ReturnTaken& t) {
  switch (t.match.fate) {
    case pay::ReturnFate::found:
      return w("bank.fate.found");
    case pay::ReturnFate::before:
      return w("bank.fate.before");
    case pay::ReturnFate::unknown:
      return w("bank.fate.unknown");
    case pay::ReturnFate::ambiguous:
      return w("bank.fate.ambiguous");
    case pay::ReturnFate::differs:
      break;
  }
  return w("bank.fate.differs", {{"amount", to_pounds(t.amount)}});
}

/// The file that was chosen, or nothing and an error beside the field.
std::optional<http::File> chosen(Page& p, const char* field) {
  const http::File* file = p.form.file(field);
  if (file == nullptr || file->bytes.empty()) {
    p.errors.add(field, p.w("bank.file.empty"));
    return std::nullopt;
  }
  http::File copy = *file;
  copy.name = p.w("bank.file.name");  // what they called it may say more than it should
  return copy;
}

Answer do_returns(Page& p) {
  const Words& w = p.w;
  if (const auto file = chosen(p, "file")) {
    const auto taken = place::take_returns_file(p.work(), file->bytes, file->name);
    if (taken) {
      Html out = heading(w("bank.returns"));
      govuk::Table table;
      table.classes = "govuk-table--small-text-until-tablet";
      table.head = {{.text = w("run.id")},
                    {.text = w("finance.total"), .format = "numeric"},
                    {.text = w("bank.why")},
                    {.text = w("finance.state")}};
      for (const auto& t : taken->taken) {
        const std::string reason = t.said.reason.empty() ? std::string(pay::reason_words(t.said.code)) : t.said.reason;
        const std::string id = t.match.payment.empty() ? t.said.id : t.match.payment;
        const Pence amount = t.amount != Pence() ? t.amount : t.said.amount.value_or(Pence());
        table.rows.push_back({{.text = id},
                              {.text = to_pounds(amount), .format = "numeric"},
                              {.text = reason},
                              {.text = fate_words(w, t)}});
      }
      out += table.rows.empty() ? paragraph(w("bank.returns.none-in-file"))
                                : scrolling(w("bank.returns"), govuk::table(table));
      out += paragraph(w("bank.returns.after"));
      return p.show(w("bank.returns"), out, {.back = "/finance/returns", .wide = true});
    }
    p.errors.add("file", faults_words(taken.error()));
  }
  return p.again(w("bank.returns"), returns_page(p), {.back = "/finance", .wide = true});
}

// Statements ----------------------------------------------------------------------------------------------------------

Html open_tables(const Page& p, const place::OpenItems& open) {
  const Words& w = p.w;
  Html out;
  govuk::Table lines, entries;
  lines.classes = entries.classes = "govuk-table--small-text-until-tablet";
  lines.head = {{.text = w("finance.date")},
                {.text = w("finance.total"), .format = "numeric"},
                {.text = w("bank.line")},
                {.text = w("bank.why-open")}};
  entries.head = {{.text = w("finance.date")},
                  {.text = w("finance.total"), .format = "numeric"},
                  {.text = w("finance.provider")},
                  {.text = w("bank.why-open")}};
  for (const auto& o : open.in_the_bank)
    if (lines.rows.size() < rows_shown)
      lines.rows.push_back({{.text = to_words(o.line.booked)},
                            {.text = to_pounds(o.line.pence), .format = "numeric"},
                            {.text = o.line.words.empty() ? o.line.end_to_end : o.line.words},
                            {.text = o.why}});
  for (const auto& o : open.in_the_books)
    if (entries.rows.size() < rows_shown)
      entries.rows.push_back({{.text = to_words(o.entry.date)},
                              {.text = to_pounds(o.entry.amount), .format = "numeric"},
                              {.html = link("/finance/payments/" + o.entry.id, o.entry.payee)},
                              {.text = o.why}});
  out += heading2(w("bank.open.bank"));
  out += lines.rows.empty() ? paragraph(w("bank.open.nothing")) : scrolling(w("bank.open.bank"), govuk::table(lines));
  out += heading2(w("bank.open.books"));
  out +=
      entries.rows.empty() ? paragraph(w("bank.open.nothing")) : scrolling(w("bank.open.books"), govuk::table(entries));
  return out;
}

Html statements_page(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("bank.statements")) + paragraph(w("bank.statements.lead")) +
             uploading(p, "/finance/statements", w("bank.statements.file"), w("bank.statements.file.hint"));
  const auto all = store::statements::all(p.session, p.actor->place, statements_shown);
  if (all.empty()) return out += paragraph(w("bank.no-statement"));
  // An upload form shown again after a fault stands in a write transaction, whose grant is another.
  if (p.grant.action() == "see-finance") out += open_tables(p, place::open_items(p.work()));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("bank.statement")},
                {.text = w("bank.days")},
                {.text = w("bank.opening"), .format = "numeric"},
                {.text = w("bank.closing"), .format = "numeric"},
                {.text = w("bank.matched"), .format = "numeric"}};
  for (const auto& s : all)
    table.rows.push_back(
        {{.text = s.name},
         {.text = s.from && s.until ? fmt::format("{} – {}", to_words(*s.from), to_words(*s.until)) : ""},
         {.text = s.opening ? to_pounds(*s.opening) : w("bank.not-given"), .format = "numeric"},
         {.text = s.closing ? to_pounds(*s.closing) : w("bank.not-given"), .format = "numeric"},
         {.text = fmt::format("{} / {}", s.matched, s.lines), .format = "numeric"}});
  out += heading2(w("bank.statements.before"));
  return out += scrolling(w("bank.statements.before"), govuk::table(table));
}

Answer show_statements(Page& p) {
  return p.show(p.w("bank.statements"), statements_page(p), {.back = "/finance", .wide = true});
}

Answer do_statement(Page& p) {
  const Words& w = p.w;
  if (const auto file = chosen(p, "file")) {
    const auto taken = place::take_statement(p.work(), file->bytes, file->name);
    if (taken) {
      Html out = heading(w("bank.statements"));
      out += paragraph(w("bank.statement.taken", {{"new", std::to_string(taken->new_lines)},
                                                  {"known", std::to_string(taken->known_lines)},
                                                  {"matched", std::to_string(taken->matched.size())}}));
      bool checked = true;
      for (const auto& s : taken->statements) checked = checked && s.balances_checked;
      out += paragraph(checked ? w("bank.balances.checked") : w("bank.balances.not-given"));
      out += open_tables(p, taken->open);
      return p.show(w("bank.statements"), out, {.back = "/finance/statements", .wide = true});
    }
    p.errors.add("file", faults_words(taken.error()));
  }
  return p.again(w("bank.statements"), statements_page(p), {.back = "/finance", .wide = true});
}

// The weight table ----------------------------------------------------------------------------------------------------

Html weights_page(const Page& p) {
  const Words& w = p.w;
  const auto loaded = bank::weight_table_loaded(p.session);
  Html inner = file_input(p, "weights", w("bank.weights.file"), w("bank.weights.file.hint"));
  inner += file_input(p, "substitutions", w("bank.substitutions.file"), w("bank.substitutions.file.hint"));
  inner += govuk::button({.text = w("bank.upload"), .prevent_double_click = true});
  return heading(w("bank.weights")) + paragraph(w("bank.weights.lead")) +
         paragraph(loaded ? w("bank.weights.loaded", {{"date", to_words(date_of(*loaded))}}) : w("bank.weights.none")) +
         p.upload_form_to("/finance/weights", inner);
}

Answer show_weights(Page& p) {
  return p.show(p.w("bank.weights"), weights_page(p), {.back = "/finance"});
}

Answer do_weights(Page& p) {
  if (const auto file = chosen(p, "weights")) {
    const http::File* other = p.form.file("substitutions");
    const auto loaded = place::load_weight_table(
        p.work(), {file->bytes, file->name, other == nullptr ? "" : other->bytes, p.w("bank.substitutions.file")});
    if (loaded) return p.done("/finance/weights", "weights-loaded");
    p.errors.add("weights", faults_words(loaded.error()));
  }
  return p.again(p.w("bank.weights"), weights_page(p), {.back = "/finance"});
}

}  // namespace

void add_bank_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/finance/returns", "see-finance", About::nothing, show_returns},
                                  {post, "/finance/returns", "run-payments", About::nothing, do_returns},
                                  {get, "/finance/statements", "see-finance", About::nothing, show_statements},
                                  {post, "/finance/statements", "run-payments", About::nothing, do_statement},
                                  {get, "/finance/weights", "see-finance", About::nothing, show_weights},
                                  {post, "/finance/weights", "run-payments", About::nothing, do_weights},
                              });
}

}  // namespace onepot::web
