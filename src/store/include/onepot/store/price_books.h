#pragma once
// Currencies and tariffs that a place made for itself, as the files of their folders, with the days from which each is
// tried and used; activity plans and their settlements. Nothing here is ever changed, only added to.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/price/folder.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::price_books {

struct State {
  std::string state;  ///< shadow | live | ended
  Date from;
  std::string by;
};
struct Book {
  std::int64_t id = 0;
  std::string ref, kind, name, version, by;
  price::Folder folder;
  std::string report;  ///< JSON: how the workbench judged it; may be empty
  Instant made_at{};
  std::vector<State> states;  ///< in the order in which they were said
  /// draft until another has begun.
  std::string state_on(Date day) const;
};
/// The newest first.
std::vector<Book> all(Session& session, PlaceId place, std::string_view kind);
std::optional<Book> by_ref(Session& session, PlaceId place, std::string_view ref);
/// False where this name has this version already.
bool add(Session& session, PlaceId place, std::string_view ref, std::string_view kind, std::string_view name,
         std::string_view version, const price::Folder& folder, std::string_view report, AccountId by, Instant now);
/// False where it was said before.
bool say(Session& session, std::int64_t book, std::string_view state, Date from, AccountId by, Instant now);

struct Upload {
  std::string ref, name, body;
};
/// Keeps what was sent, and throws away what was sent more than a day ago.
void keep_upload(Session& session, PlaceId place, AccountId account, const Upload& upload, Instant now);
/// The account's own only.
std::optional<Upload> upload(Session& session, AccountId account, std::string_view ref);
void drop_upload(Session& session, AccountId account, std::string_view ref);

struct Plan {
  std::int64_t id = 0;
  std::string ref, name, csv, by;
  Date year_from;
  Pence total;
  Instant made_at{};
};
struct Settlement {
  std::string ref, csv, actual_sha256, by;
  std::int64_t run = 0;
  Pence total;
  Instant made_at{};
};
std::vector<Plan> plans(Session& session, PlaceId place, int most);
std::optional<Plan> plan(Session& session, PlaceId place, std::string_view ref);
void add_plan(Session& session, PlaceId place, const Plan& plan, AccountId by, Instant now);
/// In order of their runs.
std::vector<Settlement> settlements(Session& session, std::int64_t plan);
/// False where another run with this number was entered meanwhile.
bool add_settlement(Session& session, std::int64_t plan, const Settlement& settlement, AccountId by, Instant now);

}  // namespace onepot::store::price_books
