#pragma once
// How life is, in people's own answers; stories they gave; and what an evaluator may count, by pseudonym and by
// consent.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::lives {

struct LifeCheck {
  Instant at{};
  std::optional<std::int64_t> score;
  std::string words;
  bool share_words = false;
};
/// The newest first.
std::vector<LifeCheck> checks(Session& session, PersonId person, int most);
struct Answer {
  std::string_view area;
  int answer = 0;  ///< 0–3
};
void add_check(Session& session, PersonId person, std::string_view respondent, const std::vector<Answer>& answers,
               std::optional<std::int64_t> score, std::string_view words, bool share_words, Instant now);
void add_story(Session& session, PersonId person, std::string_view ref, std::string_view text, Instant now);
/// Withdraws every story of the person and what they shared about events: with the consent goes every use of it, and a
/// new consent brings nothing old back.
void withdraw_stories(Session& session, PersonId person, Instant now);

/// A tenancy signed, a job begun: told by the person.
struct LifeEvent {
  std::string ref, kind, words;
  Date day;
  bool may_count = true, share_words = false;
};
void add_life_event(Session& session, PersonId person, const LifeEvent& event, Instant now);
/// The person's own, the newest first; not those taken back.
std::vector<LifeEvent> own_events(Session& session, PersonId person);
/// False where there is no such event of the person, or it is taken back already.
bool withdraw_event(Session& session, PersonId person, std::string_view ref, Instant now);
/// Words about events that people of the place share now, the newest first.
std::vector<LifeEvent> told_events(Session& session, PlaceId place, Instant now, int most);

struct Story {
  std::string text;
  Instant told_at{};
};
/// Stories of the place whose person consents now, the newest first.
std::vector<Story> stories(Session& session, PlaceId place, Instant now, int most);

/// One person who consents to evaluation, with the provider that gives most of their support, and their latest answer.
struct Observed {
  std::string pseudonym, provider_ref;
  Date born;
  bool village = false;
  std::int64_t staff_hundredths = 0;
  Pence day_rate, week;
  std::optional<std::int64_t> score;
};
std::vector<Observed> observed(Session& session, PlaceId place, std::string_view respondent, Date today, Instant now);
/// How many tenancies, jobs and other events people told of since a day, by kind; only of those who consent to
/// evaluation, and only events that may be counted.
std::vector<std::pair<std::string, std::int64_t>> life_events(Session& session, PlaceId place, Date since, Instant now);

}  // namespace onepot::store::lives
