#include "generate/master.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "solve/relax.h"

namespace onepot::club {

Master::Master(std::size_t people, std::size_t homes, std::size_t most_columns) : people_(people), most_(most_columns) {
  model_.setLogLevel(0);
  model_.resize(static_cast<int>(people + homes), 0);
  for (int row = 0; row < static_cast<int>(people + homes); ++row) model_.setRowBounds(row, -COIN_DBL_MAX, 1.0);
}

bool Master::add(Column column) {
  if (!known_.insert(column).second) return false;
  columns_.push_back(std::move(column));
  return true;
}

void Master::enter() {
  std::vector<CoinBigIndex> starts{0};
  std::vector<int> rows;
  std::vector<double> cost;
  for (; entered_ < columns_.size(); ++entered_) {
    const Column& column = columns_[entered_];
    rows.insert(rows.end(), column.people.begin(), column.people.end());
    rows.push_back(static_cast<int>(people_ + column.home));
    starts.push_back(static_cast<CoinBigIndex>(rows.size()));
    cost.push_back(-static_cast<double>(column.people.size()));
  }
  if (cost.empty()) return;
  const std::vector<double> ones(rows.size(), 1.0), zeros(cost.size(), 0.0), infinite(cost.size(), COIN_DBL_MAX);
  model_.addColumns(static_cast<int>(cost.size()), zeros.data(), infinite.data(), cost.data(), starts.data(),
                    rows.data(), ones.data());
}

/// Where there are too many columns, those furthest from being worth their price leave; what is in use stays.
void Master::make_room() {
  if (entered_ <= most_) return;
  std::vector<int> order;
  for (int c = 0; c < static_cast<int>(entered_); ++c)
    if (model_.getColumnStatus(c) != ClpSimplex::basic) order.push_back(c);
  const double* reduced = model_.getReducedCost();
  std::ranges::sort(order, [&](int a, int b) { return reduced[a] != reduced[b] ? reduced[a] > reduced[b] : a < b; });
  order.resize(std::min(order.size(), entered_ - most_ / 2));
  std::ranges::sort(order);
  model_.deleteColumns(static_cast<int>(order.size()), order.data());
  std::vector<Column> kept;
  std::size_t next = 0;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (next < order.size() && static_cast<std::size_t>(order[next]) == c) {
      ++next;
      known_.erase(columns_[c]);
    } else {
      kept.push_back(std::move(columns_[c]));
    }
  }
  columns_ = std::move(kept);
  entered_ -= order.size();
}

bool Master::solve() {
  prices_.assign(static_cast<std::size_t>(model_.numberRows()), 0);
  if (columns_.empty()) return true;  // nothing costs anything yet; Clp is not asked about no columns
  enter();
  model_.primal();
  if (model_.status() != 0) model_.dual();
  if (model_.status() != 0) return false;
  value_ = -model_.objectiveValue();
  const double* price = model_.getRowPrice();
  for (std::size_t r = 0; r < prices_.size(); ++r)
    prices_[r] = std::max<std::int64_t>(0, std::llround(-price[r] * static_cast<double>(one_person)));
  make_room();
  return true;
}

}  // namespace onepot::club
