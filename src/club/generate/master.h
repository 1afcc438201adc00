#pragma once
// The restricted master programme of column generation: some (group, home) columns, a row for every person and home.
#include <ClpSimplex.hpp>
#include <set>
#include <vector>

#include "match/groups.h"

namespace onepot::club {

class Master {
 public:
  struct Column {
    std::vector<std::uint32_t> people;
    std::uint32_t home = 0;
    auto operator<=>(const Column&) const = default;
  };

  Master(std::size_t people, std::size_t homes, std::size_t most_columns);
  /// False when it is there already.
  bool add(Column column);
  /// Solves; false when Clp could not.
  bool solve();
  /// Prices of people, then homes, of the last solve: none below zero, in 2^-20 people.
  const std::vector<std::int64_t>& prices() const { return prices_; }
  /// Of the last solve, in people.
  double value() const { return value_; }
  const std::vector<Column>& columns() const { return columns_; }

 private:
  void enter();
  void make_room();

  std::size_t people_, most_;
  ClpSimplex model_;
  std::vector<Column> columns_;
  std::set<Column> known_;
  std::size_t entered_ = 0;
  double value_ = 0;
  std::vector<std::int64_t> prices_;
};

}  // namespace onepot::club
