#pragma once
// All releases over one set of unknowns: a count of people for each combination of every column that any of them has.
// Every figure is a sum of some of them.
#include <ClpSimplex.hpp>
#include <memory>

#include "onepot/learn/publish.h"

namespace onepot::learn {

class World {
 public:
  /// Refuses "too-large".
  static Result<World> of(const std::vector<const Release*>& releases);

  std::size_t cells() const { return cells_; }
  /// The unknowns that a figure is the sum of.
  const std::vector<int>& sum(std::size_t release, std::size_t figure) const { return sums_[release][figure]; }

 private:
  std::size_t cells_ = 1;
  std::vector<std::vector<std::vector<int>>> sums_;
};

/// A linear programme with a row for each figure. One solver, asked again and again from where it stands.
class Programme {
 public:
  explicit Programme(std::size_t cells);
  /// A row low <= sum + elastic <= high; gives its number. Infinite where there is no limit.
  int add_row(const std::vector<int>& cells, double low, double high);
  /// Lets a row give way in both directions at a price for each person.
  void make_elastic(int row, double price);
  /// Builds the rows added so far into the solver.
  void load();
  void set_row(int row, double low, double high);
  void set_price(int row, double price);  ///< of an elastic row
  /// How far an elastic row gave way.
  double gave_way(int row) const;
  /// The least or greatest of a sum. None where it has no limit. A refusal where nothing fits.
  Result<std::optional<double>> best(const std::vector<int>& cells, bool greatest);
  /// The cheapest way to let elastic rows give way; false where nothing fits.
  bool cheapest();

 private:
  struct Row {
    std::vector<int> cells;
    double low, high;
    double price = -1;
    int elastic = -1;  ///< its first extra column
  };
  std::size_t cells_;
  std::vector<Row> rows_;
  std::vector<int> asked_;
  std::unique_ptr<ClpSimplex> solver_;
  bool solved_ = false;
};

}  // namespace onepot::learn
