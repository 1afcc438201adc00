#include "publish/world.h"

#include <CoinPackedMatrix.hpp>
#include <algorithm>
#include <cmath>

#include "onepot/base/assert.h"

namespace onepot::learn {
namespace {

constexpr std::size_t most_cells = 250'000;

}  // namespace

Result<World> World::of(const std::vector<const Release*>& releases) {
  std::map<std::string, std::vector<std::string>> categories;  // by column
  for (const Release* r : releases)
    for (std::size_t d = 0; d < r->by.size(); ++d) {
      auto& all = categories[r->by[d]];
      for (const Figure& f : r->figures)
        if (f.key[d] != total_word) all.push_back(f.key[d]);
      std::ranges::sort(all);
      all.erase(std::ranges::unique(all).begin(), all.end());
    }
  World out;
  std::vector<std::string> days;
  for (const Release* r : releases) days.push_back(r->day);
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  out.days_ = std::max<std::size_t>(days.size(), 1);
  std::map<std::string, std::size_t> step;
  for (const auto& [column, all] : categories) {
    step[column] = out.cells_;
    out.cells_ *= std::max<std::size_t>(all.size(), 1);
    if (out.cells() > most_cells)
      return refuse(
          "too-large",
          fmt::format("all columns together have more than {} combinations; publish a smaller table", most_cells));
  }
  for (const Release* r : releases) {
    auto& sums = out.sums_.emplace_back();
    const auto day = static_cast<std::size_t>(std::ranges::lower_bound(days, r->day) - days.begin());
    for (const Figure& f : r->figures) {
      std::vector<int> cells{static_cast<int>(day * out.cells_)};
      for (const auto& [column, all] : categories) {
        const auto d = static_cast<std::size_t>(std::ranges::find(r->by, column) - r->by.begin());
        std::vector<std::size_t> at;
        if (d == r->by.size() || f.key[d] == total_word)
          for (std::size_t c = 0; c < all.size(); ++c) at.push_back(c);
        else
          at.push_back(static_cast<std::size_t>(std::ranges::lower_bound(all, f.key[d]) - all.begin()));
        std::vector<int> next;
        next.reserve(cells.size() * at.size());
        for (const int cell : cells)
          for (const std::size_t c : at) next.push_back(cell + static_cast<int>(c * step.at(column)));
        cells = std::move(next);
      }
      sums.push_back(std::move(cells));
    }
  }
  return out;
}

std::vector<int> World::moves() const {
  std::vector<int> out;
  for (std::size_t c = days_ * cells_; c < cells(); ++c) out.push_back(static_cast<int>(c));
  return out;
}

std::optional<int> World::link_days(Programme& programme) const {
  if (days_ == 1) return std::nullopt;
  for (std::size_t d = 0; d + 1 < days_; ++d)
    for (std::size_t c = 0; c < cells_; ++c) {
      const auto here = static_cast<int>(d * cells_ + c), then = static_cast<int>((d + 1) * cells_ + c),
                 came = static_cast<int>((days_ + 2 * d) * cells_ + c), left = came + static_cast<int>(cells_);
      programme.add_row({then, left}, 0, 0, {here, came});
    }
  return programme.add_row(moves(), 0, COIN_DBL_MAX);
}

Result<double> limit_moves(Programme& programme, const World& world, std::optional<int> moves) {
  if (!moves) return 0.0;
  ONEPOT_TRY(const auto fewest, programme.best(world.moves(), false));
  ONEPOT_ASSERT(fewest.has_value());  // nobody moves less than not at all
  const double whole = std::ceil(*fewest - 1e-6);
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
