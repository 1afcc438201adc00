#include "solve/refine.h"

#include <algorithm>

#include "rent/assignment.h"

namespace onepot::club {
namespace {

constexpr std::size_t most_exact_columns = 8'000;
constexpr int most_exact_nodes = 5'000;

/// One aim in exact form: its worth by (group, home) column.
using Worth = std::vector<double>;

struct Columns {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // group, home
  Packing packing;
};

/// Every lawful (group, home) that could be part of an answer serving `served`, with the rows of people, homes and
/// served.
Columns columns_for(const Town& town, const Relaxed& relaxed, std::int64_t served) {
  Columns out;
  const std::int64_t allowed = relaxed.bound_scaled - served * one_person;
  std::vector<PackingRow> people(town.people.size()), homes(town.homes.size());
  PackingRow all;
  for (std::uint32_t g = 0; g < town.groups.size(); ++g) {
    if (relaxed.lacking[g] > allowed) continue;
    for (const auto h : town.lists[town.list[g]]) {
      const int column = static_cast<int>(out.pairs.size());
      out.pairs.emplace_back(g, h);
      for (const auto p : town.members[g]) people[p].columns.push_back(column);
      homes[h].columns.push_back(column);
      all.columns.push_back(column);
      all.weight.push_back(static_cast<double>(town.size_of(g)));
    }
    if (out.pairs.size() > most_exact_columns) return out;
  }
  all.low = all.high = static_cast<double>(served);
  for (auto* rows : {&people, &homes})
    for (PackingRow& row : *rows)
      if (row.columns.size() > 1) out.packing.rows.push_back(std::move(row));
  out.packing.rows.push_back(std::move(all));
  return out;
}

double worth_of(const Chosen& chosen, const Columns& columns, const Worth& worth) {
  double out = 0;
  for (std::size_t i = 0; i < chosen.groups.size(); ++i) {
    const auto at = std::ranges::find(columns.pairs, std::pair(chosen.groups[i], chosen.homes[i]));
    ONEPOT_ASSERT(at != columns.pairs.end());
    out += worth[static_cast<std::size_t>(at - columns.pairs.begin())];
  }
  return out;
}

/// Maximises each aim in turn, holding those before it; false when a solve ran out of its effort.
bool maximise_in_turn(Columns& columns, const std::vector<Worth>& aims, Chosen& best,
                      const std::function<double()>& seconds_left) {
  for (const Worth& worth : aims) {
    columns.packing.worth = worth;
    const double above = worth_of(best, columns, worth);
    const Packed packed = pack(columns.packing, above, {seconds_left(), most_exact_nodes});
    if (packed.found) {
      best = {};
      for (const int c : packed.columns) {
        best.groups.push_back(columns.pairs[static_cast<std::size_t>(c)].first);
        best.homes.push_back(columns.pairs[static_cast<std::size_t>(c)].second);
      }
    }
    if (!packed.complete) return false;
    PackingRow hold;
    hold.low = hold.high = worth_of(best, columns, worth);
    for (std::size_t c = 0; c < worth.size(); ++c)
      if (worth[c] != 0) hold.columns.push_back(static_cast<int>(c)), hold.weight.push_back(worth[c]);
    if (!hold.columns.empty()) columns.packing.rows.push_back(std::move(hold));
  }
  return true;
}

std::int64_t spread_of(const std::vector<std::int64_t>& values) {
  std::int64_t out = 0;
  for (const std::int64_t v : values) out = std::max(out, std::abs(v));
  return out;
}

}  // namespace

Score score_of(const Town& town, const Aims& aims, const Chosen& chosen) {
  Score out;
  for (std::size_t i = 0; i < chosen.groups.size(); ++i) {
    const auto g = chosen.groups[i];
    out.served += town.size_of(g);
    out.priority += aims.priority[g];
    out.likes += aims.likes[g];
    out.left += aims.left(g, chosen.homes[i]);
  }
  return out;
}

void house_cheaply(const Town& town, const Aims& aims, Chosen& chosen) {
  const std::size_t groups = chosen.groups.size(), homes = town.homes.size();
  if (groups == 0 || static_cast<double>(groups) * static_cast<double>(groups) * static_cast<double>(homes) > 5e7)
    return;
  std::int64_t most = 0;
  for (const auto g : chosen.groups)
    for (const auto h : town.lists[town.list[g]]) most = std::max(most, std::abs(aims.left(g, h)));
  const std::int64_t never = (most + 1) * static_cast<std::int64_t>(2 * groups + 2);
  std::vector<std::vector<Pence>> worth(groups, std::vector<Pence>(homes, Pence(-never)));
  for (std::size_t i = 0; i < groups; ++i)
    for (const auto h : town.lists[town.list[chosen.groups[i]]]) worth[i][h] = Pence(aims.left(chosen.groups[i], h));
  const auto best = best_assignment(worth);
  for (std::size_t i = 0; i < groups; ++i) chosen.homes[i] = static_cast<std::uint32_t>(best[i]);
}

Refined refine(const Town& town, const Aims& aims, const Relaxed& relaxed, const Chosen& start, const Random& random,
               bool prove, const std::function<double()>& seconds_left) {
  Refined out{start, false};
  house_cheaply(town, aims, out.best);
  const auto keep = [&](Chosen candidate) {
    house_cheaply(town, aims, candidate);
    if (score_of(town, aims, out.best) < score_of(town, aims, candidate)) out.best = std::move(candidate);
  };
  // By search, with one weight that puts the aims in order; a group is taken to have its cheapest home.
  std::vector<Wide> weight(town.groups.size());
  const auto people = static_cast<Wide>(town.people.size() + 1);
  std::vector<std::int64_t> left(town.groups.size());  // the most a group can have left in any of its homes
  for (std::uint32_t g = 0; g < left.size(); ++g) {
    left[g] = std::numeric_limits<std::int64_t>::min();
    for (const auto h : town.lists[town.list[g]]) left[g] = std::max(left[g], aims.left(g, h));
  }
  const Wide left_most = people * (spread_of(left) + 1);
  const Wide likes_most = people * (spread_of(aims.likes) + 1), priority_most = people * (spread_of(aims.priority) + 1);
  for (std::size_t g = 0; g < weight.size(); ++g) {
    weight[g] =
        ((static_cast<Wide>(town.size_of(g)) * 2 * priority_most + aims.priority[g]) * 2 * likes_most + aims.likes[g]) *
            2 * left_most +
        left[g];
  }
  const Wide no_target = std::numeric_limits<Wide>::max();
  const auto steps = static_cast<std::int64_t>(500 + 4 * town.people.size());
  const std::vector<double> no_guide(town.groups.size(), 0.0);
  keep(search(town, {weight, no_target, steps, [&] { return seconds_left() <= 0; }}, out.best, no_guide,
              random.fork(2)));

  if (!prove) return out;
  const std::int64_t served = out.best.served(town);
  Columns columns = columns_for(town, relaxed, served);
  if (columns.pairs.size() > most_exact_columns || seconds_left() <= 0) return out;
  std::vector<Worth> turns;
  const auto by_group = [&](const std::vector<std::int64_t>& value) {
    Worth worth;
    for (const auto& [g, h] : columns.pairs) worth.push_back(static_cast<double>(value[g]));
    return worth;
  };
  if (spread_of(aims.priority) > 0) turns.push_back(by_group(aims.priority));
  if (spread_of(aims.likes) > 0) turns.push_back(by_group(aims.likes));
  Worth money;
  for (const auto& [g, h] : columns.pairs) money.push_back(static_cast<double>(aims.left(g, h)));
  turns.push_back(std::move(money));
  Chosen exact = out.best;
  out.proven = maximise_in_turn(columns, turns, exact, seconds_left);
  if (score_of(town, aims, out.best) < score_of(town, aims, exact)) out.best = std::move(exact);
  return out;
}

}  // namespace onepot::club
