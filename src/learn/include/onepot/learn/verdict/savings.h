#pragma once
// Cost that was avoided and money that can be taken out of a budget are two things. A hospital bed that was not needed
// is filled by somebody else: nobody's budget is smaller. So they are two types here, and nothing adds one to the
// other.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::learn {

/// An amount of one kind only; amounts of different kinds do not add, compare or turn into each other.
template <class Kind>
class Kept {
 public:
  constexpr Kept() = default;
  constexpr explicit Kept(Pence amount) : amount_(amount) {}
  constexpr Pence amount() const { return amount_; }
  friend constexpr Kept operator+(Kept a, Kept b) { return Kept(a.amount_ + b.amount_); }
  constexpr Kept& operator+=(Kept b) { return *this = *this + b; }
  constexpr auto operator<=>(const Kept&) const = default;

 private:
  Pence amount_;
};
using AvoidedCost = Kept<struct AvoidedKind>;
using CashableSaving = Kept<struct CashableKind>;

/// From low to high what it may be, and what is thought likeliest; a year, in pence.
template <class Kind>
struct KeptRange {
  Kept<Kind> low, likely, high;
};

/// A cost that would have come and did not.
struct AvoidedLine {
  std::string what, source;  ///< "emergency admissions", "unit costs 2025, table 3"
  std::string to;            ///< whose cost it would have been: "NHS", "council", "state"
  KeptRange<AvoidedKind> a_year;
};
/// Money that leaves a budget: which budget, from when, and who agreed that it does.
struct CashableLine {
  std::string what, source;
  std::string budget, agreed_by;
  Date from;
  KeptRange<CashableKind> a_year;
};
struct Savings {
  std::vector<AvoidedLine> avoided;
  std::vector<CashableLine> cashable;
  KeptRange<AvoidedKind> avoided_a_year;  ///< sums of lows, of likely ones, of highs
  KeptRange<CashableKind> cashable_a_year;
};
/// Adds each kind by itself. Refuses "no-budget" (a cashable line without a budget, a day and who agreed),
/// "out-of-order" (not low ≤ likely ≤ high), "no-source", and "both-kinds": the same `what` in both lists would be one
/// saving told twice.
Result<Savings> savings(std::vector<AvoidedLine> avoided, std::vector<CashableLine> cashable);

/// Columns kind (avoided or cashable),what,low,likely,high,source and to,budget,agreed_by,from where they apply.
/// Refuses with line and column.
Result<Savings> read_savings(std::string_view text, const std::string& file);

}  // namespace onepot::learn
