#pragma once
// Needs described with a person, and the budgets offered for them.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::needs {

struct Assessment {
  AssessmentId id;
  std::string ref, own_words;
  Instant asked_at{};
  std::optional<Instant> described_at;
};
std::optional<Assessment> latest(Session& session, PersonId person);
AssessmentId ask(Session& session, PersonId person, std::string_view ref, std::string_view own_words, Instant now);
void set_own_words(Session& session, AssessmentId assessment, std::string_view own_words);

struct Need {
  std::string kind;  ///< a code of the currency: personal, household, out, health, night, work
  Hours day, shareable;
  std::int64_t nights = 0;
  Hours night;  ///< nights × the length of a night
  bool nights_shareable = false, waking = false, two_helpers = false;
  std::string words;
};
std::vector<Need> of(Session& session, AssessmentId assessment);
/// Everybody of a place whose needs have been described: the latest description.
struct Described {
  bool village = false;
  std::vector<Need> needs;
};
std::vector<Described> everybody(Session& session, PlaceId place);
/// Puts these in place of what was described before.
void describe(Session& session, AssessmentId assessment, const std::vector<Need>& needs, AccountId by, Instant now);

struct OfferPart {
  StreamId stream;
  std::string stream_code, stream_name;
  Pence week;
  std::string why;
};
struct BudgetOffer {
  BudgetOfferId id;
  std::string ref;
  AssessmentId assessment;
  Pence week, low, high, contribution;
  std::string grade, plain_words, workings, answer;
  std::string basis;  ///< needs: described and priced by the tariff; linked: what the person's care has cost
  Instant made_at{};
  std::optional<Instant> answered_at;
  std::vector<OfferPart> parts;
};
/// The newest; offers that a later one replaced are "superseded".
std::optional<BudgetOffer> latest_offer(Session& session, PersonId person);
struct NewOffer {
  std::string ref;
  AssessmentId assessment;
  Pence week, low, high, contribution;
  std::string grade, plain_words, workings, basis = "needs";
  std::vector<std::pair<StreamId, std::pair<Pence, std::string>>> parts;  ///< stream, a week's money, why
};
void add_offer(Session& session, PersonId person, const NewOffer& offer, AccountId by, Instant now);
/// False where it was answered before: an offer is answered once.
bool answer_offer(Session& session, BudgetOfferId offer, std::string_view answer, Instant now);

/// 0 where there is no such stream.
StreamId stream(Session& session, std::string_view code);

/// A person some practitioner works with, and where they are.
struct OnCaseload {
  std::string person_ref, known_as, area_name;
  bool may_see_needs = false;  ///< the person has said so
  std::optional<Instant> asked_at, described_at, offered_at;
  std::string answer;  ///< of the latest offer
  bool has_pot = false;
};
/// Those waiting for something first, then by name; at most `most`.
std::vector<OnCaseload> caseload(Session& session, AccountId practitioner, Instant now, int most);
/// The practitioner of the place who works with the fewest people.
std::optional<AccountId> least_busy_practitioner(Session& session, PlaceId place, Instant now);

}  // namespace onepot::store::needs
