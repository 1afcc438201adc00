#pragma once
// Tables that a place has released, or is asked to; who may take rows without names, and who did.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::publications {

struct Publication {
  std::string ref, title;
  Date as_of;
  std::vector<std::string> by;
  std::int64_t threshold = 5, round = 5;
  std::string rules;
  std::string csv, csv_sha256;
  std::int64_t small = 0, more = 0;
  std::string form;
  std::vector<std::string> linked;
  AccountId made_by_id;
  std::string made_by;
  Instant made_at{};
  std::string answer;  ///< empty: waits for a checker; released | refused
  std::string checked_by, checked_words;
  std::optional<Instant> checked_at;
  bool taken_back = false;  ///< as the use cases fill it in: somebody counted has taken their yes back since
};
/// Of a place, the newest first; with `released` only those.
std::vector<Publication> all(Session& session, PlaceId place, bool released);
/// Released ones of every place, the newest first.
std::vector<Publication> everywhere(Session& session);
std::optional<Publication> by_ref(Session& session, std::string_view ref);
void add(Session& session, PlaceId place, const Publication& p, Instant now);
/// False where somebody has answered already.
bool answer(Session& session, std::string_view ref, std::string_view answer, std::string_view words, AccountId by,
            Instant now);
PlaceId place_of(Session& session, std::string_view ref);

/// One person who consents to evaluation and had support on the day, as far as a table may count by.
struct Counted {
  std::string area, size, kind, holding, age, setting;  ///< setting: town | village
};
std::vector<Counted> people(Session& session, PlaceId place, Date as_of, Instant now);

struct Permission {
  std::string ref, account_name, why, given_by;
  Instant given_at{}, until{};
};
std::vector<Permission> permissions(Session& session, PlaceId place, std::string_view purpose, Instant now);
void permit(Session& session, PlaceId place, AccountId account, std::string_view ref, std::string_view purpose,
            std::string_view why, AccountId by, Instant now, Instant until);
/// False where there is no such permission that is live.
bool end_permission(Session& session, PlaceId place, std::string_view ref, Instant now);
/// Evaluators of a place: ref and name.
std::vector<std::pair<std::string, std::string>> evaluators(Session& session, PlaceId place);
std::optional<AccountId> evaluator(Session& session, PlaceId place, std::string_view ref);

/// Days that an extract looks back.
inline constexpr std::int64_t extract_days = 365;
struct Taken {
  std::string account_name, purpose, sha256;
  Instant at{};
  std::int64_t people = 0;
  bool taken_back = false;  ///< somebody in it has taken their yes, or an event, back since
};
std::vector<Taken> extracts(Session& session, PlaceId place, Instant now);
/// Writes down the extract, and for each of its people (by pseudonym) that it was looked at.
void add_extract(Session& session, PlaceId place, AccountId account, std::string_view ref, std::string_view purpose,
                 const std::vector<std::string>& pseudonyms, std::string_view sha256, Instant now);

}  // namespace onepot::store::publications
