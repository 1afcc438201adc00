#include <algorithm>
#include <set>

#include "onepot/base/text.h"
#include "readers.h"

namespace onepot::pay {
namespace bacs_reading {

bool digits(std::string_view t) {
  return !t.empty() && std::ranges::all_of(t, [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t number(std::string_view t) {
  std::int64_t n = 0;
  for (const char c : t) n = n * 10 + (c - '0');
  return n;
}

/// " YYDDD" → the day, in 2000 to 2099.
std::optional<Date> day(std::string_view t) {
  if (t.size() != 6 || t[0] != ' ' || !digits(t.substr(1))) return std::nullopt;
  const std::int64_t of_year = number(t.substr(3));
  const Date first(static_cast<int>(2000 + number(t.substr(1, 2))), 1, 1);
  const Date date = first + (of_year - 1);
  if (of_year < 1 || date.ymd().year() != first.ymd().year()) return std::nullopt;
  return date;
}

}  // namespace bacs_reading

void check_bacs(std::string_view text, const std::string& file, Checked& out) {
  using namespace bacs_reading;
  out.format = Format::bacs18;
  auto lines = split_text(text, '\n');
  while (!lines.empty() && trim(lines.back()).empty()) lines.pop_back();
  const auto fault = [&](std::size_t line, const char* columns, const char* code, std::string sentence) {
    out.faults.push_back({code, std::move(sentence), Where{file, static_cast<long>(line + 1), columns}});
  };
  static const std::vector<std::string> order{"VOL1", "HDR1", "HDR2", "UHL1", "", "EOF1", "EOF2", "UTL1"};
  std::size_t stage = 0, width = 100;
  std::int64_t debits = 0, credits = 0, debit_count = 0, credit_count = 0;
  bool totals_seen = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].ends_with('\r')) lines[i].pop_back();
    const std::string& l = lines[i];
    const std::string label = l.substr(0, 4);
    if (std::ranges::find(order, label) != order.end() && !label.empty()) {
      while (stage < order.size() && order[stage] != label) ++stage;
      if (stage == order.size()) {
        fault(i, "1-4", "bad-layout",
              label + " stands too late; expected the order VOL1, HDR1, HDR2, UHL1, payments, EOF1, EOF2, UTL1");
        return;
      }
      if (l.size() != 80) {
        fault(i, "", "bad-layout", fmt::format("a label has 80 characters; this has {}", l.size()));
        ++stage;
        continue;
      }
      if (label == "VOL1") out.id = trim(l.substr(4, 6));
      if (label == "HDR2") {
        width = l.substr(10, 5) == "00106" ? 106 : 100;
        if (l.substr(10, 5) != "00100" && l.substr(10, 5) != "00106")
          fault(i, "11-15", "bad-layout", "the record length must be 00100 or 00106");
      }
      if (label == "UHL1") {
        out.date = day(std::string_view(l).substr(4, 6));
        if (!out.date) fault(i, "5-10", "bad-date", "expected the processing day as ' YYDDD'");
      }
      if (label == "UTL1") {
        const std::string_view sums = std::string_view(l).substr(4, 40);
        totals_seen = true;
        if (!digits(sums)) {
          fault(i, "5-44", "bad-layout", "expected two totals of 13 digits and two counts of 7");
        } else {
          if (number(sums.substr(0, 13)) != debits)
            fault(i, "5-17", "wrong-total",
                  "says debits of " + to_decimal(Pence(number(sums.substr(0, 13)))) + "; they sum to " +
                      to_decimal(Pence(debits)));
          if (number(sums.substr(13, 13)) != credits)
            fault(i, "18-30", "wrong-total",
                  "says credits of " + to_decimal(Pence(number(sums.substr(13, 13)))) + "; they sum to " +
                      to_decimal(Pence(credits)));
          if (number(sums.substr(26, 7)) != debit_count)
            fault(i, "31-37", "wrong-count",
                  fmt::format("says {} debits; there are {}", number(sums.substr(26, 7)), debit_count));
          if (number(sums.substr(33, 7)) != credit_count)
            fault(i, "38-44", "wrong-count",
                  fmt::format("says {} credits; there are {}", number(sums.substr(33, 7)), credit_count));
        }
      }
      ++stage;
      continue;
    }
    if (stage < 4 || stage > 4) {
      fault(i, "1-4", "bad-layout",
            stage > 4 ? "a payment stands after the end label" : "a payment stands before UHL1");
      return;
    }
    if (l.size() != width) {
      fault(i, "", "bad-layout", fmt::format("a payment has {} characters; this has {}", width, l.size()));
      continue;
    }
    for (const char c : l)
      if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            std::string_view(" .-/&").find(c) != std::string_view::npos)) {
        fault(i, "", "bad-character",
              "a character that Bacs does not carry; expected A to Z, 0 to 9, blank and . - / &");
        break;
      }
    const std::string_view v = l;
    if (!digits(v.substr(0, 14)) || !digits(v.substr(17, 14)))
      fault(i, "1-31", "bad-account", "sort codes have six digits and account numbers eight");
    if (!digits(v.substr(35, 11))) {
      fault(i, "36-46", "bad-amount", "expected pence in eleven digits");
      continue;
    }
    const std::int64_t pence = number(v.substr(35, 11));
    if (pence == 0) fault(i, "36-46", "bad-amount", "the amount must be above nothing");
    const auto code = v.substr(15, 2);
    if (code == "17") {
      debits += pence;
      ++debit_count;
      if (v.substr(0, 14) != v.substr(17, 14))
        fault(i, "1-31", "bad-contra", "a contra takes from the account that pays");
      continue;
    }
    if (code != "99") fault(i, "16-17", "bad-layout", "the transaction code must be 99 (credit) or 17 (contra)");
    credits += pence;
    ++credit_count;
    out.from = {std::string(trim(v.substr(46, 18))), std::string(v.substr(17, 6)), std::string(v.substr(23, 8))};
    Payment p{std::string(trim(v.substr(64, 18))),
              {std::string(trim(v.substr(82, 18))), std::string(v.substr(0, 6)), std::string(v.substr(6, 8))},
              Pence(pence),
              std::string(trim(v.substr(64, 18)))};
    if (p.to.name.empty()) fault(i, "83-100", "no-name", "the payee needs a name");
    out.payments.push_back(std::move(p));
    out.places.push_back(Where{file, static_cast<long>(i + 1), "1-14"});
  }
  const std::size_t end = lines.empty() ? 0 : lines.size() - 1;
  if (!totals_seen) fault(end, "", "no-total", "there is no UTL1: the totals cannot be proved");
  if (debits != credits)
    fault(end, "", "wrong-total",
          "the contra takes " + to_decimal(Pence(debits)) + "; the payments sum to " + to_decimal(Pence(credits)));
  if (out.payments.empty()) fault(end, "", "no-payments", "the file holds no payment");
}

}  // namespace onepot::pay
