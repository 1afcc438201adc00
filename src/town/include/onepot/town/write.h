#pragma once
// Puts a town into a database: every table of a place, and its books through the ledger, in one transaction.
#include <functional>
#include <string>
#include <string_view>

#include "onepot/store/database.h"
#include "onepot/town/town.h"

namespace onepot::town {

struct WriteOptions {
  std::string password_hash;  ///< of the demo's accounts, as identity made it
  /// Told what is being written and how many rows it had: for a person who waits.
  std::function<void(std::string_view part, std::int64_t rows)> progress = {};
  /// Besides the cast, this many of the people can sign in (person-0004, …): for measuring under load.
  std::int64_t accounts_for_load = 200;
};

struct Written {
  std::int64_t rows = 0, transfers = 0;
  Pence into_pots, to_providers, through_bank;
};

/// Refuses ("not-empty") a database that already holds a place; what the ledger refuses is a fault of ours and is
/// passed on.
Result<Written> write(const Town& town, store::Database& database, const WriteOptions& options);

}  // namespace onepot::town
