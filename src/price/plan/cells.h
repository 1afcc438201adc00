#pragma once
// What is planned, posted and done, by a million of provider, line, unit, point of delivery and month.
#include <array>
#include <cstdint>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/price/rows/columns.h"

namespace onepot::price::reconciling {

inline constexpr std::size_t dims = 4;  ///< provider, line, group, pod; the month follows them

/// What is known of one provider, line, unit, point of delivery and month.
struct Cell {
  Pence plan, posted, actual;
};

/// A provider, line, unit, point of delivery and month as one number, so that a million of them are found and sorted as
/// numbers. The most of each that a plan may name:
inline constexpr std::array<unsigned, dims + 1> bits{16, 12, 20, 8, 8};
using Key = std::uint64_t;

inline std::uint32_t part_of(Key key, std::size_t dim) {
  unsigned shift = 0;
  for (std::size_t d = dims; d > dim; --d) shift += bits[d];
  return static_cast<std::uint32_t>(key >> shift & ((Key{1} << bits[dim]) - 1));
}

/// Keys to cells: one probe of a flat table.
class Cells {
 public:
  Cell& operator[](Key key) {
    if (2 * (cells_.size() + 1) > slots_.size()) grow();
    Slot& at = slots_[slot(key)];
    if (at.cell == Names::none) {
      at = {key, static_cast<std::uint32_t>(cells_.size())};
      keys_.push_back(key);
      cells_.emplace_back();
    }
    return cells_[at.cell];
  }
  std::size_t size() const { return cells_.size(); }
  Key key(std::size_t n) const { return keys_[n]; }
  Cell& cell(std::size_t n) { return cells_[n]; }

 private:
  struct Slot {
    Key key = 0;
    std::uint32_t cell = Names::none;
  };
  std::size_t slot(Key key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> 20U) & mask;
    while (slots_[at].cell != Names::none && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    slots_.assign(slots_.empty() ? 1024 : 2 * slots_.size(), Slot{});
    for (std::size_t i = 0; i < keys_.size(); ++i) slots_[slot(keys_[i])] = {keys_[i], static_cast<std::uint32_t>(i)};
  }
  std::vector<Key> keys_;
  std::vector<Cell> cells_;
  std::vector<Slot> slots_;
};

}  // namespace onepot::price::reconciling
