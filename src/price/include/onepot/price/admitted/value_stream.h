#pragma once
// Spells of a grouped chunk with their prices, in the same pass: each spell is a row of activity whose fields are the
// cells of its first episode and what grouping found, by the national grouper's names.
#include <span>
#include <string>

#include "onepot/price/activity.h"
#include "onepot/price/admitted/stream.h"

namespace onepot::price {

class SpellValuer {
 public:
  /// `tariffs` must outlive it. Refuses what Valuer::over refuses.
  static Result<SpellValuer> over(std::span<const ActivityTariff> tariffs, const std::vector<std::string>& header,
                                  const std::string& file);
  /// RowNo, PROCODET, PROVSPNO, SpellHRG, SpellEpisodeCount, SpellLOS and the columns of Valuer.
  std::string header() const;
  struct Sum {
    std::int64_t priced = 0, faults = 0;
    Pence pounds;
  };
  /// Adds a row a spell. Const use from many threads.
  Sum write(const Grouper& grouper, const Chunk& chunk, std::string& out) const;

 private:
  explicit SpellValuer(Valuer valuer, std::size_t columns) : valuer_(std::move(valuer)), columns_(columns) {}
  Valuer valuer_;
  std::size_t columns_;  ///< of the input
};

}  // namespace onepot::price
