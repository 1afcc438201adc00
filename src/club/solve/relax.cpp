#include "solve/relax.h"

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>

namespace onepot::club {
namespace {

constexpr std::int64_t whole_flow = 1'000'000;
constexpr std::int64_t flow_slack = 20;  // ignores what is only the solver's rounding

/// Sends each set of homes' demand to its homes, each of which takes one; what remains reachable is Hall's violation.
struct HomeFlow {
  const Town& town;
  std::vector<std::uint32_t> sets;              // sets with demand
  std::vector<std::int64_t> demand;             // left to send, by place in `sets`
  std::vector<std::int64_t> room;               // left at each home
  std::vector<std::vector<std::int64_t>> sent;  // by place in `sets`, by place in its list
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> senders;  // by home: (place, place in list)

  HomeFlow(const Town& t, const std::vector<double>& use)
      : town(t), room(t.homes.size(), whole_flow), senders(t.homes.size()) {
    std::vector<double> total(t.lists.size(), 0.0);
    for (std::size_t g = 0; g < use.size(); ++g) total[t.list[g]] += use[g];
    for (std::uint32_t l = 0; l < total.size(); ++l) {
      const auto amount = static_cast<std::int64_t>(std::llround(total[l] * static_cast<double>(whole_flow)));
      if (amount <= 0) continue;
      const auto place = static_cast<std::uint32_t>(sets.size());
      sets.push_back(l);
      demand.push_back(amount);
      sent.emplace_back(t.lists[l].size(), 0);
      for (std::uint32_t k = 0; k < t.lists[l].size(); ++k) senders[t.lists[l][k]].emplace_back(place, k);
    }
  }

  /// Breadth first from every set with demand left; true when some was sent. Marks what was reached.
  bool send(std::vector<char>& set_seen, std::vector<char>& home_seen) {
    set_seen.assign(sets.size(), 0);
    home_seen.assign(room.size(), 0);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> home_from(room.size()), set_from(sets.size());
    constexpr std::uint32_t start = static_cast<std::uint32_t>(-1);
    std::vector<std::uint32_t> queue;
    for (std::uint32_t s = 0; s < sets.size(); ++s)
      if (demand[s] > 0) set_seen[s] = 1, set_from[s] = {start, 0}, queue.push_back(s);
    for (std::size_t at = 0; at < queue.size(); ++at) {
      const auto s = queue[at];
      const auto& list = town.lists[sets[s]];
      for (std::uint32_t k = 0; k < list.size(); ++k) {
        const auto h = list[k];
        if (home_seen[h]) continue;
        home_seen[h] = 1;
        home_from[h] = {s, k};
        if (room[h] > 0) {
          push(h, home_from, set_from);
          return true;
        }
        for (const auto& [other, place] : senders[h])
          if (!set_seen[other] && sent[other][place] > 0)
            set_seen[other] = 1, set_from[other] = {h, place}, queue.push_back(other);
      }
    }
    return false;
  }

 private:
  using From = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  void push(std::uint32_t home, const From& home_from, const From& set_from) {
    constexpr std::uint32_t start = static_cast<std::uint32_t>(-1);
    std::int64_t amount = room[home];
    for (auto h = home;;) {
      const auto s = home_from[h].first;
      if (set_from[s].first == start) {
        amount = std::min(amount, demand[s]);
        break;
      }
      amount = std::min(amount, sent[s][set_from[s].second]);
      h = set_from[s].first;
    }
    room[home] -= amount;
    for (auto h = home;;) {
      const auto [s, k] = home_from[h];
      sent[s][k] += amount;
      if (set_from[s].first == start) {
        demand[s] -= amount;
        break;
      }
      sent[s][set_from[s].second] -= amount;
      h = set_from[s].first;
    }
  }
};

HallRow row_over(const Town& town, const std::vector<char>& inside) {
  HallRow row;
  for (std::uint32_t h = 0; h < inside.size(); ++h)
    if (inside[h]) row.within.push_back(h);
  row.homes = static_cast<std::int64_t>(row.within.size());
  std::vector<char> fits(town.lists.size());
  for (std::size_t l = 0; l < fits.size(); ++l)
    fits[l] = std::ranges::all_of(town.lists[l], [&](std::uint32_t h) { return inside[h] != 0; });
  for (std::uint32_t g = 0; g < town.list.size(); ++g)
    if (fits[town.list[g]]) row.groups.push_back(g);
  return row;
}

}  // namespace

void bound_from_duals(const Town& town, const double* price, const Kept& kept, Relaxed& out) {
  const auto scaled = [&](std::size_t row) {
    return std::max<std::int64_t>(0, std::llround(-price[row] * static_cast<double>(one_person)));
  };
  std::vector<std::int64_t> covered(town.groups.size(), 0);
  std::vector<std::int64_t> home_price(town.homes.size(), 0);
  std::int64_t total = 0;
  for (std::size_t p = 0; p < town.people.size(); ++p) {
    const std::int64_t y = scaled(p);
    total += y;
    if (y != 0)
      for (const auto g : town.groups_of[p]) covered[g] += y;
  }
  for (std::size_t r = 0; r < out.hall.size(); ++r) {
    const std::int64_t y = scaled(town.people.size() + r);
    total += y * out.hall[r].homes;
    if (y == 0) continue;
    for (const auto g : out.hall[r].groups) covered[g] += y;
    for (const auto h : out.hall[r].within) home_price[h] += y;
  }
  std::vector<std::int64_t> lacking(town.groups.size());
  for (std::size_t g = 0; g < lacking.size(); ++g) {
    if (!kept.groups.empty() && !kept.groups[g]) {
      lacking[g] = std::numeric_limits<std::int64_t>::max();
      continue;
    }
    const std::int64_t short_by = covered[g] - town.size_of(g) * one_person;
    // What a group is short in price is added to the bound: it is formed at most once.
    if (short_by < 0) total -= short_by;
    lacking[g] = std::max<std::int64_t>(0, short_by);
  }
  // An answer that serves more than `served` has only kept groups, so it serves no more than this.
  if (!kept.groups.empty()) total = std::max(total, kept.served * one_person);
  if (total >= out.bound_scaled) return;
  out.bound_scaled = total;
  out.bound = total >> 20;
  out.lacking = std::move(lacking);
  out.home_price = std::move(home_price);
}

std::vector<HallRow> broken_hall(const Town& town, const std::vector<double>& use) {
  HomeFlow flow(town, use);
  std::vector<char> set_seen, home_seen;
  while (flow.send(set_seen, home_seen)) {
  }
  if (std::accumulate(flow.demand.begin(), flow.demand.end(), std::int64_t{0}) <= flow_slack) return {};
  // The reached sets and homes fall into separate parts; each part with demand left is a broken row of its own.
  std::vector<HallRow> out;
  std::vector<char> done(flow.sets.size(), 0);
  for (std::uint32_t s = 0; s < flow.sets.size(); ++s) {
    if (!set_seen[s] || done[s]) continue;
    std::vector<char> inside(town.homes.size(), 0);
    std::vector<std::uint32_t> todo{s};
    done[s] = 1;
    std::int64_t left = 0;
    while (!todo.empty()) {
      const auto at = todo.back();
      todo.pop_back();
      left += flow.demand[at];
      for (const auto h : town.lists[flow.sets[at]]) {
        if (inside[h]) continue;
        inside[h] = 1;
        for (const auto& [other, place] : flow.senders[h])
          if (set_seen[other] && !done[other]) done[other] = 1, todo.push_back(other);
      }
    }
    if (left > flow_slack) out.push_back(row_over(town, inside));
  }
  return out;
}

Relaxed relax(const Town& town, const std::function<bool()>& stop) {
  const int rows = static_cast<int>(town.people.size()), columns = static_cast<int>(town.groups.size());
  std::vector<CoinBigIndex> starts{0};
  std::vector<int> indices;
  for (const auto& members : town.members) {
    indices.insert(indices.end(), members.begin(), members.end());
    starts.push_back(static_cast<CoinBigIndex>(indices.size()));
  }
  const std::vector<double> ones(indices.size(), 1.0), zeros(static_cast<std::size_t>(columns), 0.0),
      limit(static_cast<std::size_t>(rows), 1.0);
  const std::vector<double> none(static_cast<std::size_t>(rows), -COIN_DBL_MAX),
      infinite(static_cast<std::size_t>(columns), COIN_DBL_MAX);
  std::vector<double> cost;
  for (std::size_t g = 0; g < town.groups.size(); ++g) cost.push_back(-static_cast<double>(town.size_of(g)));
  ClpSimplex model;
  model.setLogLevel(0);
  model.loadProblem(columns, rows, starts.data(), indices.data(), ones.data(), zeros.data(), infinite.data(),
                    cost.data(), none.data(), limit.data());

  Relaxed out;
  out.bound_scaled = static_cast<std::int64_t>(town.people.size()) * one_person;
  out.bound = static_cast<std::int64_t>(town.people.size());
  out.lacking.assign(town.groups.size(), 0);
  out.use.assign(town.groups.size(), 0.0);
  model.dual();
  for (int round = 0;; ++round) {
    if (model.status() != 0) model.primal();
    if (model.status() != 0) return out;
    bound_from_duals(town, model.getRowPrice(), {}, out);
    out.use.assign(model.getColSolution(), model.getColSolution() + columns);
    if (stop() || round == 200) return out;
    auto broken = broken_hall(town, out.use);
    if (broken.empty()) return out;
    for (HallRow& row : broken) {
      const std::vector<int> at(row.groups.begin(), row.groups.end());
      const std::vector<double> row_ones(at.size(), 1.0);
      model.addRow(static_cast<int>(at.size()), at.data(), row_ones.data(), -COIN_DBL_MAX,
                   static_cast<double>(row.homes));
      out.hall.push_back(std::move(row));
    }
    model.dual();
  }
}

}  // namespace onepot::club
