#pragma once
// "I want…", "We want…": a brief, the offers that come back, and the choice that makes an agreement – with no click of
// a council. Everybody whose money it is says yes to the same offer; the first offer to have every yes is the one.
#include <string>
#include <vector>

#include "onepot/place/support_shares.h"
#include "onepot/place/work.h"
#include "onepot/store/briefs.h"

namespace onepot::place {

struct NewBrief {
  std::string words, category;
  Hours day, night;  ///< a week
  Date from;
};
/// Gives the brief's ref. action post-brief, about a club or oneself. Refused "not-agreed" while the club is not
/// agreed, and as buy::check_brief says (where.column is the field).
Result<std::string> post_brief(const Work& work, const NewBrief& brief);
/// Hours a week to begin with: what needs described with everybody come to together; nothing where they are not all
/// known.
std::optional<std::pair<Hours, Hours>> usual_hours(const Work& work);
/// Nobody wants it any more (choose-offer). Refused "taken" where an offer was chosen.
Result<void> withdraw_brief(const Work& work);

struct NewOffer {
  std::string words;
  Pence day_rate, night_rate;  ///< an hour
  std::int64_t notice_days = 28;
};
/// action answer-brief; refused as buy::may_offer says (where.column is the field).
Result<void> make_offer(const Work& work, const NewOffer& offer);
/// action answer-brief; refused "taken" where it was chosen, or there is none.
Result<void> take_back_offer(const Work& work);

struct OfferView {
  store::briefs::Offer offer;
  Pence week;
  WeekShares shares;          ///< in the order of the members
  std::vector<bool> fits;     ///< whether weeks_promised weeks of the share are in each one's available money
  std::vector<PersonId> yes;  ///< who has said yes to it
  /// The words of the rule about spending for which the share is not within the money of the one who looks; empty where
  /// it is, or where there would not be enough without the rule either. Nobody reads of a rule that stops another.
  std::string my_rule;
  bool fits_all() const;
};
struct BriefView {
  store::briefs::Brief brief;
  std::vector<store::briefs::Member> members;
  std::vector<OfferView> offers;  ///< those that stand
  std::string agreement_ref;      ///< once one is chosen
};
/// For those behind it (see-brief).
BriefView view_brief(const Work& work);

struct Said {
  bool chosen = false;  ///< this was the last yes: the agreement is made and the money promised
  std::string agreement_ref;
  std::vector<std::string> waiting_for;  ///< how those are called whose yes is missing
};
/// action choose-offer. Refused "taken" where another offer was chosen, "offer-withdrawn", "brief-withdrawn",
/// "not-enough", and "rule" where a rule about spending stops it.
Result<Said> say_yes_to_offer(const Work& work, std::string_view offer_ref);

}  // namespace onepot::place
