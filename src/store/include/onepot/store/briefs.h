#pragma once
// Briefs ("I want…", "We want…"), the offers that come back, and who said yes to which.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::briefs {

struct Brief {
  BriefId id;
  std::string ref;
  PlaceId place;
  AreaId area;
  std::string area_name;
  ClubId club;      ///< 0 where it is one person's
  PersonId person;  ///< 0 where it is a club's
  std::string words, category;
  Hours day, night;  ///< a week
  Date from;
  std::optional<Date> until;  ///< the last day it is wanted; nothing: until notice is given
  Instant posted_at{};
  std::string status;   ///< open chosen withdrawn
  BriefOfferId chosen;  ///< 0 until one is
  std::int64_t people = 1, offers = 0;
};

struct NewBrief {
  std::string ref;
  PlaceId place;
  AreaId area;
  std::optional<ClubId> club;
  std::optional<PersonId> person;
  AccountId by;
  std::string words, category;
  Hours day, night;
  Date from;
  std::optional<Date> until = {};
  std::optional<OutingId> outing = {};  ///< what people do together that it is for
};
BriefId add(Session& session, const NewBrief& brief, Instant now);
std::optional<Brief> by_id(Session& session, BriefId id);
/// Open briefs of a place, the newest first.
std::vector<Brief> open_in(Session& session, PlaceId place, int most);
/// The person's own and those of clubs they are in, the newest first.
std::vector<Brief> of_person(Session& session, PersonId person);
/// For something people do together, the newest first; withdrawn ones too.
std::vector<Brief> of_outing(Session& session, OutingId outing);
/// What a provider has made an offer for, and it was not taken back.
std::vector<Brief> with_offer_of(Session& session, ProviderId provider, int most);
/// False where it is not open any more: nobody changes what another has closed.
bool choose(Session& session, BriefId brief, BriefOfferId offer);
bool withdraw(Session& session, BriefId brief);

/// Whose money a brief is about.
struct Member {
  PersonId person;
  std::string ref, known_as;
  std::optional<Pence> support_week;  ///< the share agreed when the club was formed
};
std::vector<Member> behind(Session& session, const Brief& brief);

/// A club as a brief needs it.
struct ClubOfBrief {
  std::string ref, name, status;
  PlaceId place;
  AreaId area;  ///< of its home; 0 where it has none
};
std::optional<ClubOfBrief> club(Session& session, ClubId id);

struct Offer {
  BriefOfferId id;
  std::string ref;
  ProviderId provider;
  std::string provider_ref, provider_name;
  std::int64_t staff_hundredths = 0;
  std::string words;
  Pence day_rate, night_rate;  ///< an hour
  std::int64_t notice_days = 0;
  Instant made_at{};
  bool withdrawn = false;
};
struct NewOffer {
  std::string ref, words;
  Pence day_rate, night_rate;
  std::int64_t notice_days = 0;
};
/// Makes it, or makes one anew that was taken back. False where the provider has one that stands.
bool add_offer(Session& session, BriefId brief, ProviderId provider, const NewOffer& offer, Instant now);
/// Takes it back, with every yes it had. False where there is none that stands.
bool withdraw_offer(Session& session, BriefId brief, ProviderId provider, Instant now);
/// Those of a brief, the first made first, with the withdrawn ones.
std::vector<Offer> offers(Session& session, BriefId brief);

struct Yes {
  BriefOfferId offer;
  PersonId person;
};
std::vector<Yes> yeses(Session& session, BriefId brief);
/// One yes a person and brief: a new one replaces the one before.
void say_yes(Session& session, BriefId brief, BriefOfferId offer, PersonId person, Instant now);

/// References of accounts that work for a provider, and of people behind them: nobody sells to themselves.
std::vector<std::string> people_of(Session& session, ProviderId provider);

}  // namespace onepot::store::briefs
