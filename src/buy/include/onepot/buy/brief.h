#pragma once
// "I want…", "We want…": a brief is posted, offers come back, one is chosen by everybody whose money it is. When two
// are chosen at once, the first whose last yes arrives wins and the other is told.
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/hours.h"
#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::buy {

enum class BriefState { open, chosen, withdrawn };

struct Brief {
  std::string words;
  Hours day_week, night_week;
  Date from;
  BriefState state = BriefState::open;
  std::vector<std::string> members;  ///< persons whose money it is
};
/// Refuses "empty", "too-long" (2,000 characters), "no-time" (neither day nor night) and "too-much" (more than a week
/// holds).
Result<void> check_brief(const Brief& brief, Date today);

struct Offer {
  std::string id, provider, words;
  Pence day_rate, night_rate;  ///< an hour
  std::int64_t notice_days = 0;
  bool withdrawn = false;
};
/// May this provider make this offer? Refuses "not-open", "already-offered" (one a provider; it may be withdrawn and
/// made anew), "own-brief" (a member cannot sell to themselves), "bad-rate" (below nothing or above £500 an hour),
/// "bad-notice" (0 to 84 days).
Result<void> may_offer(const Brief& brief, const std::vector<Offer>& others, const Offer& offer,
                       const std::vector<std::string>& providers_people);

struct Yes {
  std::vector<std::string> said;  ///< members who have said yes to this offer, with this one
  std::vector<std::string> waiting_for;
  bool chosen = false;  ///< everybody has: the agreement is made in the same transaction
};
/// One member says yes to one offer. Refuses "taken" (another offer was chosen: the others are told so),
/// "brief-withdrawn", "offer-withdrawn" and "not-a-member". A second yes of the same member changes nothing.
Result<Yes> say_yes(const Brief& brief, const std::optional<std::string>& chosen_offer, const Offer& offer,
                    const std::vector<std::string>& said_before, const std::string& member);

}  // namespace onepot::buy
