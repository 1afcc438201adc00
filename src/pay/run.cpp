#include "onepot/pay/run.h"

#include <algorithm>
#include <set>

#include "onepot/base/csv.h"
#include "writers.h"

namespace onepot::pay {

Result<Format> parse_format(std::string_view text) {
  for (const Format f : {Format::pain_09, Format::pain_03, Format::bacs18, Format::csv})
    if (text == to_text(f)) return f;
  return refuse("bad-format", "'" + std::string(text.substr(0, 40)) +
                                  "' is not a format; expected pain.001.001.09, pain.001.001.03, bacs18 or csv");
}

std::string_view to_text(Format format) {
  switch (format) {
    case Format::pain_09:
      return "pain.001.001.09";
    case Format::pain_03:
      return "pain.001.001.03";
    case Format::bacs18:
      return "bacs18";
    case Format::csv:
      break;
  }
  return "csv";
}

namespace {
constexpr Pence most_of_one_payment{
    2'000'000'000};  // Bacs: £20 million for one payment; the lowest of the schemes used
bool account_shape(const BankAccount& a) {
  const auto s = parse_sort_code(a.sort_code);
  return s && *s == a.sort_code && a.number.size() == 8 && parse_account_number(a.number);
}
}  // namespace

Refusals faults(const PaymentRun& run, Format format) {
  Refusals out;
  const auto fault = [&](const char* code, std::string sentence) { out.push_back({code, std::move(sentence), {}}); };
  if (run.payments.empty()) fault("no-payments", "there is nothing to pay");
  if (bank_text(run.id, 36).empty() || run.id.size() > 35 || bank_text(run.id, 35) != run.id)
    fault("bad-run-id", "a run needs an id of at most 35 plain characters");
  if (!account_shape(run.from))
    fault("bad-account", "the account that pays needs six digits of sort code and eight of number");
  if (bank_text(run.from.name, 70).empty() || bank_text(run.initiator, 70).empty())
    fault("no-name", "the account that pays and who sends the file need names");
  if (format == Format::bacs18 && (run.service_user.size() != 6 ||
                                   !std::ranges::all_of(run.service_user, [](char c) { return c >= '0' && c <= '9'; })))
    fault("bad-service-user", "Bacs needs the six digits of a service user number");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < run.payments.size(); ++i) {
    const Payment& p = run.payments[i];
    const std::string which = fmt::format("payment {} ({}): ", i + 1, p.id);
    if (p.id.empty() || p.id.size() > 35 || bank_text(p.id, 35) != p.id)
      fault("bad-id", which + "the id must have 1 to 35 plain characters");
    if (!ids.insert(p.id).second)
      fault("repeated-id", which + "the id stands in the run already; nothing is paid twice");
    if (p.amount <= Pence(0)) fault("bad-amount", which + "the amount must be above nothing");
    if (p.amount > most_of_one_payment)
      fault("bad-amount", which + "the amount is above the limit of £20,000,000.00 for one payment");
    if (!account_shape(p.to))
      fault("bad-account", which + "the payee's account needs six digits of sort code and eight of number");
    if (bank_text(p.to.name, 70).empty()) fault("no-name", which + "the payee needs a name");
    if (p.to.sort_code == run.from.sort_code && p.to.number == run.from.number)
      fault("pays-itself", which + "the payee is the account that pays");
  }
  return out;
}

Pence total(const PaymentRun& run) {
  Pence sum;
  for (const Payment& p : run.payments) sum += p.amount;
  return sum;
}

Result<std::string> write(const PaymentRun& run, Format format) {
  if (auto wrong = faults(run, format); !wrong.empty()) return tl::unexpected<Refusal>(std::move(wrong.front()));
  switch (format) {
    case Format::pain_09:
    case Format::pain_03:
      return write_pain(run, format == Format::pain_09);
    case Format::bacs18:
      return write_bacs(run);
    case Format::csv:
      break;
  }
  std::string out = csv::line({"id", "payee", "sort_code", "account", "amount", "reference", "date"});
  for (const Payment& p : run.payments)
    out +=
        csv::line({p.id, p.to.name, p.to.sort_code, p.to.number, to_decimal(p.amount), p.reference, to_iso(run.date)});
  return out;
}

}  // namespace onepot::pay
