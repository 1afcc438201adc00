#pragma once
// Records of care under pseudonyms, the files they came in, and what was worked out of them all.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/price/linked.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::care {

/// The place's key, as hexadecimal digits; empty where none was made yet.
std::string key(Session& session, PlaceId place);
/// Keeps this key unless there is one already; gives the one that is kept.
std::string keep_key(Session& session, PlaceId place, std::string_view key_hex, Instant now);

struct LoadedFile {
  std::int64_t id = 0;
  std::string ref, name, by;  ///< by: empty where it came with the place
  std::int64_t rows = 0;
  Pence pence;
  Instant loaded_at{};
  std::optional<Instant> withdrawn_at;
};
/// The newest first.
std::vector<LoadedFile> loads(Session& session, PlaceId place, int most);
/// Adds the records as one file.
void add(Session& session, PlaceId place, std::string_view ref, std::string_view name, const price::CareRules& rules,
         const price::CareRecords& records, std::size_t from_record, std::optional<AccountId> by, Instant now);
/// False where there is no such file or it was taken out already.
bool withdraw(Session& session, PlaceId place, std::string_view ref, Instant now);

/// All records that count, or one person's. Kinds that the rules do not know (any more) are left out.
price::CareRecords records(Session& session, PlaceId place, const price::CareRules& rules,
                           std::optional<std::string_view> pseudonym = {});
/// The last day of any record that counts.
std::optional<Date> last_day(Session& session, PlaceId place);

void keep_summary(Session& session, PlaceId place, std::string_view what, std::string_view body, Instant now);
struct Summary {
  std::string body;
  Instant made_at{};
};
std::optional<Summary> summary(Session& session, PlaceId place, std::string_view what);

/// The number under which other records know a person: as they came in, else our own ref of them.
std::string number_of(Session& session, PersonId person);

}  // namespace onepot::store::care
