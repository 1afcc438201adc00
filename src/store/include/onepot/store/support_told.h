#pragma once
// What is told about support: who came, what people think of it, how far it is arranged around them, and signs of what
// else it may be arranged around.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/learn/support/diagnostic.h"
#include "onepot/learn/support/rating_gap.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::support_told {

struct Came {
  std::string person;  ///< pseudonym
  std::string provider_ref;
  std::int64_t staff_hundredths = 0;
  std::string worker;
  Date day;
  std::int64_t start_minute = 0;
};
/// One person's visits, with the workers' names: the person knows them.
std::vector<Came> came_to(Session& session, PersonId person, Date from, Date until);
/// Everybody's who consents to evaluation now, in the order of people.
std::vector<Came> came_to_all(Session& session, PlaceId place, Date from, Date until, Instant now);

/// The latest word of one kind of respondent about the provider that gives most of a person's support now.
struct View {
  std::string person, provider_ref;
  std::int64_t staff_hundredths = 0;
  std::optional<std::int64_t> valued, personalised, life;
  Pence week, budget_week;
  Date born;
  bool village = false;
  std::string provider_kind;
};
std::vector<View> views(Session& session, PlaceId place, std::string_view respondent, Date today, Instant now);
void add_view(Session& session, PersonId person, ProviderId provider, std::string_view respondent,
              std::optional<std::int64_t> valued, std::optional<std::int64_t> personalised, Instant now);
/// Providers of a person's live agreements.
struct OwnProvider {
  ProviderId id;
  std::string ref, name;
};
std::vector<OwnProvider> own_providers(Session& session, PersonId person, Date today);

/// Rounds of ratings about one person's support, the newest first.
struct Round {
  std::string practitioner;
  AccountId practitioner_id;
  Date opened;
  learn::RatingRound ratings;
};
std::vector<Round> rounds(Session& session, PersonId person);
/// Everybody's who consents to evaluation now.
std::vector<learn::RatingRound> all_rounds(Session& session, PlaceId place, Instant now);
/// Opens a round; refuses to open a second beside an open one: gives false then.
bool open_round(Session& session, PersonId person, AccountId practitioner, std::string_view ref, Instant now);
/// False where that side has answered already.
bool give_ratings(Session& session, std::string_view round_ref, learn::RatingSide side, const learn::Ratings& ratings,
                  Instant now);
std::optional<AccountId> practitioner_of(Session& session, PersonId person, Instant now);

struct Diagnostic {
  std::string ref, subject, made_by;
  Instant made_at{};
  std::vector<learn::Seen> seen;
};
std::vector<Diagnostic> diagnostics(Session& session, PlaceId place);
void add_diagnostic(Session& session, PlaceId place, AccountId by, const Diagnostic& diagnostic, Instant now);

/// A person's own scores of how life is, by day, oldest first.
std::vector<std::pair<Date, std::int64_t>> life_line(Session& session, PersonId person);
struct StreamWeek {
  std::string code, name;
  Pence week;
  Date from;
  std::optional<Date> until;
};
/// What each stream puts in a week, of one person's pot.
std::vector<StreamWeek> stream_weeks(Session& session, PersonId person);

}  // namespace onepot::store::support_told
