#pragma once
// What the readers of this folder share.
#include <map>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "onepot/club/files.h"

namespace onepot::club {

/// The largest amount of money a file may hold: £10,000,000,000 either way, far above any rent, far below overflow.
inline constexpr Pence largest_amount{1'000'000'000'000};

/// Collects refusals while reading goes on.
class Gather {
 public:
  Gather(const csv::Table& table, Refusals& refusals) : table_(table), refusals_(refusals) {}
  void add(const char* code, const csv::Record& record, std::size_t column, std::string sentence) {
    refusals_.push_back({code, std::move(sentence), csv::where(table_, record, column)});
  }
  /// The amount in a field, or zero and a refusal.
  Pence money(const csv::Record& record, std::size_t column) {
    const auto amount = parse_pence(csv::field(record, column));
    if (!amount) {
      add(amount.error().code.c_str(), record, column, amount.error().sentence);
      return {};
    }
    if (*amount > largest_amount || *amount < -largest_amount) {
      add("too-large", record, column, "the amount is beyond £10,000,000,000, the most that is taken");
      return {};
    }
    return *amount;
  }
  /// A name that is not empty.
  std::string name(const csv::Record& record, std::size_t column, const char* what) {
    std::string out(trim(csv::field(record, column)));
    if (out.empty()) add("empty", record, column, std::string("the ") + what + " is empty; expected a name");
    return out;
  }

 private:
  const csv::Table& table_;
  Refusals& refusals_;
};

inline tl::unexpected<Refusals> all(Refusals refusals) {
  return tl::unexpected<Refusals>(std::move(refusals));
}
inline tl::unexpected<Refusals> only(Refusal refusal) {
  return all(Refusals{std::move(refusal)});
}
inline void take(std::vector<std::string>& into, std::vector<std::string> more) {
  into.insert(into.end(), more.begin(), more.end());
}

}  // namespace onepot::club
