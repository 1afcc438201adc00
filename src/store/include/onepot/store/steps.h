#pragma once
// Steps that people take together, each by their own yes: a meeting, a trial stay, somebody away, joining, leaving.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::steps {

struct Step {
  StepId id;
  std::string ref, kind, status;  ///< meeting trial away join leave; open agreed cancelled
  PlaceId place;
  ClubId club;  ///< 0 where it is about no club
  std::string club_ref, club_name;
  PersonId by;
  std::string by_name;
  Instant proposed_at{};
  std::optional<Instant> decided_at;
  Date answer_by;
  PersonId about;  ///< who is away, joins or leaves; 0 where it is about everybody
  std::string about_name;
  HomeId home;  ///< 0 where none
  std::string home_name;
  Date from;  ///< the day of a meeting; the last day of one who leaves
  std::optional<Date> until;
  std::optional<std::int64_t> start_minute;
  std::string where, words, pays;
  /// Nobody can answer any more: it came to nothing by itself.
  bool lapsed(Date today) const { return status == "open" && answer_by < today; }
  bool open(Date today) const { return status == "open" && !lapsed(today); }
};

struct NewStep {
  std::string ref, kind;
  PlaceId place;
  std::optional<ClubId> club;
  PersonId by;
  Date answer_by;
  std::optional<PersonId> about;
  std::optional<HomeId> home;
  Date from;
  std::optional<Date> until;
  std::optional<std::int64_t> start_minute;
  std::string where, words, pays;
  std::vector<PersonId> people;
};
StepId add(Session& session, const NewStep& step, Instant now);
std::optional<Step> by_ref(Session& session, std::string_view ref);
/// Those the person is asked about, the newest first.
std::vector<Step> of_person(Session& session, PersonId person);
/// Of one club, the newest first.
std::vector<Step> of_club(Session& session, ClubId club);

struct Asked {
  PersonId person;
  std::string ref, known_as, answer, sums;  ///< '' | yes, and to which sums
  std::string alongside_ref, alongside_name;
  std::optional<Pence> share;
  std::string after_words, after_seen;  ///< me | all
};
std::vector<Asked> people(Session& session, StepId step);
void add_person(Session& session, StepId step, PersonId person);

/// False where the step is not open or its last day to answer has passed.
bool answer_yes(Session& session, StepId step, PersonId person, std::string_view sums, Instant now);
/// open → agreed; false where somebody was quicker or it has lapsed.
bool agree(Session& session, StepId step, Instant now);
/// From `status` to cancelled; false where it is in another state.
bool cancel(Session& session, StepId step, std::string_view status, Instant now);
/// An absence that was agreed ends on another day.
void set_until(Session& session, StepId step, Date until);
void set_alongside(Session& session, StepId step, PersonId person, std::optional<AccountId> account);
void set_share(Session& session, StepId step, PersonId person, Pence share);
void set_after(Session& session, StepId step, PersonId person, std::string_view words, std::string_view seen,
               Instant now);

/// Meetings and stays that are not past and at which a person would like this supporter.
struct Alongside {
  Step step;
  std::string known_as;
};
std::vector<Alongside> alongside(Session& session, AccountId account, Date today);
/// Open or agreed steps, not past, in which both are asked; one who said `never` meets the other nowhere.
std::vector<StepId> with_both(Session& session, PersonId one, PersonId other, Date today);

}  // namespace onepot::store::steps
