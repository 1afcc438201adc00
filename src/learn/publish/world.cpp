#include "publish/world.h"

#include <CoinPackedMatrix.hpp>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "onepot/base/assert.h"

namespace onepot::learn {
namespace {

constexpr std::size_t most_cells = 250'000;

using Categories = std::map<std::string, std::vector<std::string>>;  // by column, sorted

/// The unknowns of some columns: one for each combination, from `first` on.
struct Space {
  std::vector<std::string> columns;
  std::vector<std::size_t> step, many;  ///< of each column
  std::size_t size = 1, first = 0;
};
Space space_of(const std::vector<std::string>& columns, const Categories& categories, std::size_t first) {
  Space out{columns, {}, {}, 1, first};
  for (const auto& column : columns) {
    if (out.size > most_cells) break;  // it is refused by its size
    out.step.push_back(out.size);
    out.many.push_back(std::max<std::size_t>(categories.at(column).size(), 1));
    out.size *= out.many.back();
  }
  return out;
}

/// Those in which every column that stands in `at` has the category so numbered.
std::vector<int> cells_of(const Space& space, const std::map<std::string, std::size_t>& at) {
  std::vector<int> cells{static_cast<int>(space.first)};
  for (std::size_t c = 0; c < space.columns.size(); ++c) {
    const auto one = at.find(space.columns[c]);
    const std::size_t from = one == at.end() ? 0 : one->second, until = one == at.end() ? space.many[c] : from + 1;
    std::vector<int> next;
    next.reserve(cells.size() * (until - from));
    for (const int cell : cells)
      for (std::size_t k = from; k < until; ++k) next.push_back(cell + static_cast<int>(k * space.step[c]));
    cells = std::move(next);
  }
  return cells;
}

}  // namespace

Result<World> World::of(const std::vector<const Release*>& releases) {
  Categories categories;
  std::map<std::string, std::set<std::string>> columns_on;  // by day
  std::set<std::string> every;
  for (const Release* r : releases) {
    auto& columns = columns_on[r->day];
    for (std::size_t d = 0; d < r->by.size(); ++d) {
      columns.insert(r->by[d]);
      every.insert(r->by[d]);
      auto& all = categories[r->by[d]];
      for (const Figure& f : r->figures)
        if (f.key[d] != total_word) all.push_back(f.key[d]);
      std::ranges::sort(all);
      all.erase(std::ranges::unique(all).begin(), all.end());
    }
  }
  World out;
  out.days_ = std::max<std::size_t>(columns_on.size(), 1);
  std::map<std::string, Space> spaces;
  const auto take = [&](std::size_t more) -> Result<void> {
    out.cells_ += more;
    if (out.cells_ > most_cells)
      return refuse(
          "too-large",
          fmt::format("all columns together have more than {} combinations; publish a smaller table", most_cells));
    return {};
  };
  for (const auto& [day, own] : columns_on) {
    const auto& columns = out.days_ == 2 ? own : every;
    auto& space = spaces[day];
    space = space_of({columns.begin(), columns.end()}, categories, out.cells_);
    ONEPOT_CHECK(take(space.size));
  }
  for (auto day = spaces.begin(); day != spaces.end() && std::next(day) != spaces.end(); ++day) {
    const Space &here = day->second, &then = std::next(day)->second;
    std::vector<std::string> shared;
    std::ranges::set_intersection(here.columns, then.columns, std::back_inserter(shared));
    const Space moving = space_of(shared, categories, out.cells_);
    ONEPOT_CHECK(take(2 * moving.size));
    for (std::size_t cell = 0; cell < moving.size; ++cell) {
      std::map<std::string, std::size_t> at;
      for (std::size_t c = 0; c < shared.size(); ++c) at[shared[c]] = cell / moving.step[c] % moving.many[c];
      Link link{cells_of(then, at), cells_of(here, at)};
      const auto came = static_cast<int>(moving.first + cell),
                 left = static_cast<int>(moving.first + moving.size + cell);
      link.then.push_back(left);
      link.before.push_back(came);
      out.moves_.push_back(came);
      out.moves_.push_back(left);
      out.links_.push_back(std::move(link));
    }
  }
  for (const Release* r : releases) {
    auto& sums = out.sums_.emplace_back();
    for (const Figure& f : r->figures) {
      std::map<std::string, std::size_t> at;
      for (std::size_t d = 0; d < r->by.size(); ++d)
        if (f.key[d] != total_word) {
          const auto& all = categories.at(r->by[d]);
          at[r->by[d]] = static_cast<std::size_t>(std::ranges::lower_bound(all, f.key[d]) - all.begin());
        }
      sums.push_back(cells_of(spaces.at(r->day), at));
    }
  }
  return out;
}

std::optional<int> World::link_days(Programme& programme) const {
  if (days_ == 1) return std::nullopt;
  for (const Link& link : links_) programme.add_row(link.then, 0, 0, link.before);
  return programme.add_row(moves_, 0, COIN_DBL_MAX);
}

/// That nobody moved is one guess. Where some must have, how many did cannot be guessed more closely than a small count
/// may be told: publishers' thresholds go to ten.
constexpr double give_or_take = 9;

Result<double> limit_moves(Programme& programme, const World& world, std::optional<int> moves) {
  if (!moves) return 0.0;
  ONEPOT_TRY(const auto fewest, programme.best(world.moves(), false));
  ONEPOT_ASSERT(fewest.has_value());  // nobody moves less than not at all
  double whole = std::ceil(*fewest - 1e-6);
  if (whole > 0) whole += give_or_take;
  programme.set_row(*moves, 0, whole);
  return whole;
}

Programme::Programme(std::size_t cells) : cells_(cells) {}

int Programme::add_row(const std::vector<int>& cells, double low, double high, const std::vector<int>& minus) {
  rows_.push_back({cells, minus, low, high});
  return static_cast<int>(rows_.size()) - 1;
}

void Programme::make_elastic(int row, double price) {
  rows_[static_cast<std::size_t>(row)].price = price;
}

void Programme::load() {
  std::vector<int> row_of, column_of;
  std::vector<double> element;
  int columns = static_cast<int>(cells_);
  const auto put = [&](std::size_t row, int column, double value) {
    row_of.push_back(static_cast<int>(row));
    column_of.push_back(column);
    element.push_back(value);
  };
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    for (const int c : rows_[r].cells) put(r, c, 1);
    for (const int c : rows_[r].minus) put(r, c, -1);
    if (rows_[r].price < 0) continue;
    rows_[r].elastic = columns;
    put(r, columns++, 1);
    put(r, columns++, -1);
  }
  CoinPackedMatrix matrix(true, row_of.data(), column_of.data(), element.data(),
                          static_cast<CoinBigIndex>(element.size()));
  matrix.setDimensions(static_cast<int>(rows_.size()), columns);
  std::vector<double> lower(static_cast<std::size_t>(columns), 0), cost(static_cast<std::size_t>(columns), 0),
      upper(static_cast<std::size_t>(columns), COIN_DBL_MAX), row_low, row_high;
  for (const Row& r : rows_) {
    row_low.push_back(r.low);
    row_high.push_back(r.high);
    if (r.elastic >= 0)
      cost[static_cast<std::size_t>(r.elastic)] = cost[static_cast<std::size_t>(r.elastic) + 1] = r.price;
  }
  solver_ = std::make_unique<ClpSimplex>();
  solver_->setLogLevel(0);
  solver_->loadProblem(matrix, lower.data(), upper.data(), cost.data(), row_low.data(), row_high.data());
}

void Programme::set_row(int row, double low, double high) {
  solver_->setRowBounds(row, low, high);
}

void Programme::set_price(int row, double price) {
  const int column = rows_[static_cast<std::size_t>(row)].elastic;
  solver_->setObjectiveCoefficient(column, price);
  solver_->setObjectiveCoefficient(column + 1, price);
}

double Programme::gave_way(int row) const {
  const auto column = rows_[static_cast<std::size_t>(row)].elastic;
  const double* x = solver_->getColSolution();
  return x[column] + x[column + 1];
}

Result<std::optional<double>> Programme::best(const std::vector<int>& cells, bool greatest) {
  for (const int c : asked_) solver_->setObjectiveCoefficient(c, 0);
  asked_ = cells;
  for (const int c : asked_) solver_->setObjectiveCoefficient(c, greatest ? -1 : 1);
  if (solved_)
    solver_->primal(1);  // what fitted still fits: only the question changed
  else
    solver_->initialSolve();
  solved_ = true;
  if (solver_->isProvenPrimalInfeasible())
    return refuse("contradiction",
                  "no counts of people could give these figures; they are not of the same people, or one is wrong");
  if (solver_->isProvenDualInfeasible()) {
    solved_ = false;
    return std::optional<double>();
  }
  if (!solver_->isProvenOptimal()) {
    solver_->initialSolve();
    if (!solver_->isProvenOptimal()) return std::optional<double>();
  }
  return std::optional(greatest ? -solver_->getObjValue() : solver_->getObjValue());
}

bool Programme::cheapest() {
  if (solved_)
    solver_->dual();
  else
    solver_->initialSolve();
  solved_ = true;
  return solver_->isProvenOptimal();
}

}  // namespace onepot::learn
