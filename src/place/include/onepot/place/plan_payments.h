#pragma once
// What an activity plan pays: each month in advance, and what each settlement changed. A finance officer says that a
// sum is due; it then stands in the books as owed to the provider and goes out with the next payment run, as visits and
// invoices do. There is no other way of paying.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/plan_dues.h"
#include "onepot/store/price_books.h"

namespace onepot::place {

/// What is said due at once: an advance of a month, or a settlement's differences.
struct PlanPart {
  std::string what;         ///< 2026-04, or run-3
  std::optional<Date> due;  ///< of an advance
  Pence pence;
  std::map<std::string, Pence> by_code;     ///< by the provider's name in the file; those of nothing too
  std::vector<store::plan_dues::Due> said;  ///< empty: not yet
};
struct PlanMoney {
  std::vector<PlanPart> parts;     ///< the months, then the settlements
  std::vector<std::string> codes;  ///< every provider the files name
  std::vector<store::plan_dues::Payee> payees;
  Pence said;  ///< everything said due so far
};
/// price-money.
PlanMoney plan_money(const Work& work, const store::price_books::Plan& plan);

/// Streams a plan may be paid from: public money, and money for contracts, which is in nobody's pot.
inline constexpr std::string_view contract_stream = "health-contract";
std::vector<std::pair<std::string, std::string>> plan_streams(const Work& work);

struct SaidPayee {
  std::string code, provider_ref, stream;
};
/// Who the providers of the plan's file are (price-money). Refuses "no-provider", "no-stream", "no-code".
Result<void> say_payees(const Work& work, const store::price_books::Plan& plan, const std::vector<SaidPayee>& said);

/// Days before a month's first from which its advance may be said due.
constexpr std::int64_t advance_days = 31;
/// One part becomes due to its providers (price-money): owed in the books from today, once. Refuses "no-part",
/// "no-payee" (somebody of it is not known), "not-yet", and "taken" where somebody said it before.
Result<void> say_due(const Work& work, const store::price_books::Plan& plan, std::string_view what);

}  // namespace onepot::place
