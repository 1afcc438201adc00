#pragma once
// All releases over one set of unknowns: a count of people for each combination of every column that any of them has,
// on each day, and how many came into it and left it between one day and the next. Every figure is a sum of some of
// them.
#include <ClpSimplex.hpp>
#include <memory>
#include <optional>

#include "onepot/learn/publish.h"

namespace onepot::learn {

class Programme;

class World {
 public:
  /// Two days are joined by the columns that both have: whoever has a further column on one day may be anybody of those
  /// on the other, so nothing is lost. Of more days each has the columns of all. Refuses "too-large".
  static Result<World> of(const std::vector<const Release*>& releases);

  std::size_t cells() const { return cells_; }
  std::size_t days() const { return days_; }
  /// The unknowns that a figure is the sum of.
  const std::vector<int>& sum(std::size_t release, std::size_t figure) const { return sums_[release][figure]; }
  /// Those that came and that left, all together.
  const std::vector<int>& moves() const { return moves_; }
  /// Rows that say: who is there on a day was there the day before or came, less those who left. Then one for all
  /// moves, without a limit; gives its number, nothing where there is one day.
  std::optional<int> link_days(Programme& programme) const;

 private:
  struct Link {
    std::vector<int> then, before;
  };
  std::size_t cells_ = 0, days_ = 1;
  std::vector<std::vector<std::vector<int>>> sums_;
  std::vector<Link> links_;
  std::vector<int> moves_;
};

/// A linear programme with a row for each figure. One solver, asked again and again from where it stands.
class Programme {
 public:
  explicit Programme(std::size_t cells);
  /// A row low <= sum of cells − sum of minus + elastic <= high; gives its number. Infinite where there is no limit.
  int add_row(const std::vector<int>& cells, double low, double high, const std::vector<int>& minus = {});
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
    std::vector<int> cells, minus;
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

/// The fewest people, whole, who must have come or left between the days for everything to be as printed, and where
/// that is not nobody, nine more. Leaves the
/// programme, loaded with all of it, limited to so many by row `moves` of link_days.
Result<double> limit_moves(Programme& programme, const World& world, std::optional<int> moves);

/// That number, of releases.
Result<double> fewest_moves(const std::vector<const Release*>& releases);

/// Of every figure of `releases[which]`, hidden or not, the least and the greatest it can be from all of `releases`,
/// which are of one day.
Result<std::vector<Bound>> ranges(const std::vector<const Release*>& releases, std::size_t which);

}  // namespace onepot::learn
