#pragma once
// Private money of somebody who pays for support themselves, beside public money or without any. Only the person sees
// it, and of an agreement the provider it is with. What is done here leaves its event in a trail of its own: in the
// place's audit it would tell the council that there is private money (docs/decisions/0016).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/own_money.h"

namespace onepot::place {

struct OwnMoney {
  Pence balance;  ///< put in less spent
  Pence owed;     ///< said yes to and not paid yet
  Pence week;     ///< what a week of the running agreements costs
  Pence free() const { return balance - owed; }
  std::vector<store::own_money::Deal> deals;
  std::vector<store::own_money::Visit> visits;
  std::vector<store::own_money::Entry> entries;
  bool is_used() const { return !deals.empty() || !visits.empty() || !entries.empty(); }
};
/// see-own, change-own
OwnMoney see_own_money(const Work& work);

/// change-own: writes down money put in (above nought) or taken out (below). Refused "bad-amount" for nought or over a
/// million pounds, "bad-day" for a day to come, "too-long".
Result<void> write_down_money(const Work& work, Pence amount, Date day, std::string_view words);

struct NewDeal {
  std::string provider_ref, words;
  Pence day_rate, night_rate;
  Hours day, night;
  Date from;
};
/// change-own: asks a provider. Refused "no-provider", "empty" (words), "no-time", "too-long".
Result<void> ask_provider(const Work& work, const NewDeal& asked);
/// change-own, by the person: at once, visits written down before stay. Refused "taken".
Result<void> end_own_deal(const Work& work, std::string_view deal_ref);
/// change-own. `yes`: right, and to be paid; else what is wrong. Refused "taken" after a yes, "empty".
Result<void> answer_own_visit(const Work& work, std::string_view visit_ref, bool yes, std::string_view query);
/// change-own: the person paid it from their own bank; it leaves their book, once. Refused "taken".
Result<void> paid_own_visit(const Work& work, std::string_view visit_ref);

// The provider's side (own-provider)
struct PrivateCustomers {
  std::vector<store::own_money::Deal> deals;
  std::vector<store::own_money::Visit> visits;
};
PrivateCustomers private_customers(const Work& work);
Result<void> answer_deal(const Work& work, std::string_view deal_ref, bool yes);
struct OwnVisit {
  std::string deal_ref, worker;
  Date day;
  std::int64_t start_minute = 0;
  Hours day_time, night_time;
};
/// Refused as record_visit refuses, where.column the field: "day", "hours", "worker"; "already-recorded"; "taken".
Result<void> record_own_visit(const Work& work, const OwnVisit& asked);
Result<void> take_back_own_visit(const Work& work, std::string_view visit_ref);

}  // namespace onepot::place
