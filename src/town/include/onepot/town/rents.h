#pragma once
// What homes cost: from the built-in table (Local Housing Allowance, numbers.csv) or from a published list of real
// rents.
#include <array>
#include <string>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::town {

/// Weekly rents by size: 0 a room in a shared house, 1–4 bedrooms.
struct RentTable {
  std::array<std::vector<Pence>, 5> sorted;  ///< each ascending, not empty
  std::string source;
  static RentTable built_in();
  /// The rent at a quantile, thousandths from 0 to 1000.
  Pence at(int size, std::int64_t thousandths) const;
};

/// Reads weekly_rent,year,brma,lha_category,region (plain or gzip) and keeps the rents of one broad rental market area.
/// Categories A–E are sizes 0–4. Refuses an unreadable file, a missing column, a bad rent, an area that is not there.
Result<RentTable> read_rents(const std::string& path, const std::string& brma);

}  // namespace onepot::town
