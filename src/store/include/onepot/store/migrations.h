#pragma once
// The schema as numbered steps of plain SQL, compiled in. A step that was applied never changes: its checksum is kept.
#include <cstdint>
#include <span>
#include <string_view>

namespace onepot::store {

struct Migration {
  std::int64_t number = 0;
  std::string_view name;  ///< "ledger" of 0002_ledger.sql
  std::string_view sql;   ///< with @KEY and @BYTES still in it
};

/// The steps of src/store/migrations, in order.
std::span<const Migration> compiled_migrations();

}  // namespace onepot::store
