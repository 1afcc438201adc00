#pragma once
// What a club's step changes in the hours of its agreements: told to the provider, or asked and answered.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::agreement_changes {

/// Hours a week in a stretch of days, and what they were before.
struct Part {
  Date from;
  std::optional<Date> until;
  std::int64_t people = 0;
  Hours day, night, day_before, night_before;
};

struct Change {
  std::int64_t id = 0;
  std::string ref;
  AgreementId agreement;
  std::string agreement_ref, provider_name;
  Pence day_rate, night_rate;  ///< an hour, as agreed: a step changes no rate
  StepId step;
  std::string step_ref, kind, about_name, club_name;  ///< of the step: away join leave
  Date answer_by;
  std::string sums, status, words;
  Instant made_at{};
  std::optional<Instant> answered_at;
  std::vector<Part> parts;
};

struct NewChange {
  std::string ref;
  AgreementId agreement;
  StepId step;
  std::string sums, status;  ///< asked | told
  std::vector<Part> parts;
};
void add(Session& session, const NewChange& change, Instant now);
std::optional<Change> by_ref(Session& session, ProviderId provider, std::string_view ref);
/// The newest first.
std::vector<Change> of_provider(Session& session, ProviderId provider, int most);
std::vector<Change> of_step(Session& session, StepId step);
/// asked → yes or no; false where it is not asked (any more).
bool answer(Session& session, std::int64_t change, bool yes, std::string_view words, Instant now);
/// What is asked still about this step is asked no more.
void withdraw(Session& session, StepId step, Instant now);

/// Hours a week of an agreement on a day, by day and by night: as a step left them, else as it was made.
std::pair<Hours, Hours> hours_on(Session& session, AgreementId agreement, Date day);
/// From that day on; what was said of later days goes.
void set_hours_from(Session& session, AgreementId agreement, Date from, Hours day, Hours night);
/// The days on which its hours become others, with them.
struct HoursFrom {
  Date from;
  Hours day, night;
};
std::vector<HoursFrom> hours_changes(Session& session, AgreementId agreement);

}  // namespace onepot::store::agreement_changes
