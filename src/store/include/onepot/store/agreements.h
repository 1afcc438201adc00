#pragma once
// Agreements, whose money they are, and what is promised under them. The promise itself is a reservation of the ledger.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::agreements {

struct Agreement {
  AgreementId id;
  std::string ref;
  PlaceId place;
  ProviderId provider;
  std::string provider_ref, provider_name;
  ClubId club;      ///< 0 where it is one person's
  PersonId person;  ///< 0 where it is a club's
  std::string words, category;
  Pence day_rate, night_rate;  ///< an hour
  Hours day, night;            ///< a week
  std::int64_t notice_days = 0;
  Date from;
  std::optional<Date> until;
  Instant made_at{};
  std::string for_whom;  ///< the club's name, or how the person is called
};

struct NewAgreement {
  std::string ref;
  PlaceId place;
  ProviderId provider;
  std::optional<ClubId> club;
  std::optional<PersonId> person;
  std::optional<BriefOfferId> offer;  ///< nothing where it was moved in
  std::string words, category;
  Pence day_rate, night_rate;
  Hours day, night;
  std::int64_t notice_days = 0;
  Date from;
  std::optional<Date> until = {};  ///< nothing: until notice is given
};
/// 0 where an agreement was made from that offer before.
AgreementId add(Session& session, const NewAgreement& agreement, Instant now);
void add_share(Session& session, AgreementId agreement, PersonId person, Pence week);
std::optional<Agreement> by_id(Session& session, AgreementId id);
std::optional<Agreement> from_offer(Session& session, BriefOfferId offer);
/// Running or to come on `today`, the newest first.
std::vector<Agreement> of_provider(Session& session, ProviderId provider, Date today);
std::vector<Agreement> of_person(Session& session, PersonId person, Date today);

struct Share {
  PersonId person;
  std::string person_ref, known_as;
  Pence week;
};
/// As the agreement was made.
std::vector<Share> shares(Session& session, AgreementId agreement);
/// Whose money a day is: those who pay something for it, or all where nothing is to be paid.
std::vector<Share> shares(Session& session, AgreementId agreement, Date day);
/// Whose agreement it is on a day: somebody who is away too, nobody who has left.
std::vector<Share> behind(Session& session, AgreementId agreement, Date day);
/// Days on which the shares change.
std::vector<Date> share_changes(Session& session, AgreementId agreement);
/// From a day on, in place of whatever was written from that day on.
void set_shares_from(Session& session, AgreementId agreement, Date from,
                     const std::vector<std::pair<PersonId, Pence>>& shares);
void forget_shares_from(Session& session, AgreementId agreement, Date from);
/// Running or to come, the oldest first.
std::vector<Agreement> of_club(Session& session, ClubId club, Date today);

struct Commitment {
  std::int64_t id = 0;
  std::string stream, transfer_id;
  Date from, until;
  Pence pence, settled;
  PersonId person = {};
};
void add_commitment(Session& session, AgreementId agreement, PersonId person, std::string_view stream,
                    std::string_view transfer_id, Date from, Date until, Pence pence);
/// Of one person under one agreement that cover `day`, in the order in which they were made.
std::vector<Commitment> commitments(Session& session, AgreementId agreement, PersonId person, Date day);
/// Of everybody, that reach to `day` or beyond it.
std::vector<Commitment> commitments_until(Session& session, AgreementId agreement, Date day);
void set_released(Session& session, std::int64_t commitment, Instant now);
void set_settled(Session& session, std::int64_t commitment, Pence settled);
/// The last day for which anything is promised.
std::optional<Date> promised_until(Session& session, AgreementId agreement);

}  // namespace onepot::store::agreements
