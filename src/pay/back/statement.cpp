#include "onepot/pay/statement.h"

#include "camt.h"
#include "onepot/base/csv.h"
#include "onepot/base/text.h"

namespace onepot::pay {
namespace statement_reading {

void read_statement_csv(std::string_view text, const std::string& file, ReadStatements& out) {
  const auto table = csv::parse(text, file);
  if (!table) {
    out.faults.push_back(table.error());
    return;
  }
  csv::Columns columns(*table);
  const auto date = columns.need("date"), amount = columns.need("amount"), words = columns.may("description"),
             reference = columns.may("reference"), balance = columns.may("balance");
  if (const auto done = columns.done(); !done) {
    out.faults.push_back(done.error());
    out.faults.back().sentence += "; a statement is camt.053, camt.054 or such a CSV";
    return;
  }
  out.format = "csv";
  out.warnings = columns.warnings();
  Statement s;
  s.id = file;
  bool all_balances = balance != csv::Columns::npos;
  for (const auto& row : table->records) {
    const auto fault = [&](std::string code, std::string sentence, std::size_t column) {
      out.faults.push_back({std::move(code), std::move(sentence), where(*table, row, column)});
    };
    StatementLine l;
    l.line = row.line;
    const auto day = parse_date(trim(field(row, date)));
    auto pence = parse_pence(trim(field(row, amount)));
    if (pence && (*pence > most_of_one_line || *pence < -most_of_one_line))
      pence = refuse("bad-amount", "expected pounds such as -450.00");
    if (s.lines.size() >= most_lines) {
      fault("too-long", fmt::format("a statement of more than {} lines is not read", most_lines), date);
      break;
    }
    if (!day) fault(day.error().code, day.error().sentence, date);
    if (!pence) fault(pence.error().code, pence.error().sentence, amount);
    if (!day || !pence) {
      all_balances = false;
      continue;
    }
    l.booked = *day;
    l.amount = *pence;
    l.words = trim(field(row, words));
    l.end_to_end = trim(field(row, reference));
    if (all_balances) {
      auto after = parse_pence(trim(field(row, balance)));
      if (after && (*after > most_of_one_line || *after < -most_of_one_line))
        after = refuse("bad-amount", "expected pounds such as 450.00");
      if (!after) {
        fault(after.error().code, after.error().sentence, balance);
        all_balances = false;
      } else {
        if (!s.opening) s.opening = *after - *pence;
        if (s.closing && *s.closing + *pence != *after)
          fault("wrong-balance",
                "the balance before and this amount make " + to_decimal(*s.closing + *pence) + "; this line says " +
                    to_decimal(*after),
                balance);
        s.closing = *after;
      }
    }
    if (!s.from || l.booked < *s.from) s.from = l.booked;
    if (!s.until || l.booked > *s.until) s.until = l.booked;
    s.lines.push_back(std::move(l));
  }
  s.balances_checked = all_balances && s.opening && out.faults.empty();
  if (balance == csv::Columns::npos)
    out.warnings.push_back(file + ": there is no column balance: opening and closing balance were not checked");
  if (!s.balances_checked) s.opening = s.closing = std::nullopt;
  out.statements.push_back(std::move(s));
}

}  // namespace statement_reading

ReadStatements read_statements(std::string_view text, const std::string& file) {
  ReadStatements out;
  const std::string_view start = trim(text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text);
  if (!start.starts_with('<')) {
    statement_reading::read_statement_csv(text, file, out);
    return out;
  }
  const auto root = xml::parse(text, file);
  if (!root)
    out.faults.push_back(root.error());
  else if (is_camt(*root))
    read_camt(*root, file, out);
  else
    out.faults.push_back(
        {"bad-layout", "expected a Document of camt.053 or camt.054", Where{file, root->line, root->name}});
  return out;
}

}  // namespace onepot::pay
