#include "onepot/pay/check.h"

#include <set>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "readers.h"

namespace onepot::pay {

Checked check(std::string_view text, const std::string& file, const ModulusTable& weights) {
  Checked out;
  const std::string_view start = trim(text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text);
  if (start.starts_with('<'))
    check_pain(text, file, out);
  else if (start.starts_with("VOL1") || start.starts_with("HDR1") || start.starts_with("UHL1"))
    check_bacs(text, file, out);
  else
    check_csv(text, file, out);
  ONEPOT_ASSERT(out.places.size() == out.payments.size());
  for (std::size_t i = 0; i < out.payments.size(); ++i) {
    const Payment& p = out.payments[i];
    out.total += p.amount;
    const auto sort_code = parse_sort_code(p.to.sort_code);
    const auto number = parse_account_number(p.to.number);
    if (!sort_code || !number) continue;  // an IBAN, or a fault that is listed already
    const auto verdict = modulus(weights, *sort_code, *number);
    if (verdict.fit == Fit::fits) ++out.accounts_checked;
    if (verdict.fit == Fit::does_not_fit)
      out.faults.push_back({"bad-account",
                            fmt::format("{} {}: this sort code and account number cannot belong together ({})",
                                        *sort_code, *number, verdict.why),
                            out.places[i]});
  }
  return out;
}

void check_csv(std::string_view text, const std::string& file, Checked& out) {
  const auto table = csv::parse(text, file);
  if (!table) {
    out.faults.push_back(table.error());
    return;
  }
  csv::Columns columns(*table);
  const auto id = columns.need("id"), payee = columns.need("payee"), sort = columns.need("sort_code"),
             account = columns.need("account"), amount = columns.need("amount"), reference = columns.need("reference"),
             date = columns.need("date");
  if (const auto done = columns.done(); !done) {
    out.faults.push_back(done.error());
    out.faults.back().sentence += "; a payment file begins with an XML, Bacs or such a CSV header";
    return;
  }
  out.format = Format::csv;
  std::set<std::string> ids;
  for (const auto& row : table->records) {
    const auto fault = [&](const Refusal& r, std::size_t column) {
      out.faults.push_back({r.code, r.sentence, where(*table, row, column)});
    };
    Payment p{std::string(field(row, id)),
              {std::string(field(row, payee)), std::string(field(row, sort)), std::string(field(row, account))},
              {},
              std::string(field(row, reference))};
    if (p.id.empty() || p.id.size() > 35)
      fault({"bad-id", "an id has 1 to 35 characters", {}}, id);
    else if (!ids.insert(p.id).second)
      fault({"repeated-id", "the id " + p.id + " stands above already", {}}, id);
    if (const auto s = parse_sort_code(p.to.sort_code); !s) fault(s.error(), sort);
    if (const auto a = parse_account_number(p.to.number); !a || p.to.number.size() != 8)
      fault({"bad-account", "an account number has eight digits", {}}, account);
    if (p.to.name.empty()) fault({"no-name", "the payee needs a name", {}}, payee);
    if (const auto a = parse_pence(field(row, amount)); a && *a > Pence(0))
      p.amount = *a;
    else
      fault({"bad-amount", "expected pounds above nothing, such as 450.00", {}}, amount);
    const auto day = parse_date(field(row, date));
    if (!day)
      fault(day.error(), date);
    else if (!out.date)
      out.date = *day;
    else if (*out.date != *day)
      fault({"other-date", "all payments of a run move on one day", {}}, date);
    out.payments.push_back(std::move(p));
    out.places.push_back(where(*table, row, account));
  }
  if (out.payments.empty()) out.faults.push_back({"no-payments", "the file holds no payment", Where{file, 1, ""}});
}

}  // namespace onepot::pay
