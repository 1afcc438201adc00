#include "solve/tighten.h"

#include <ClpSimplex.hpp>
#include <algorithm>
#include <array>

namespace onepot::club {
namespace {

constexpr double broken_by = 0.02;
constexpr std::size_t most_rows_a_round = 60;

using Three = std::array<std::uint32_t, 3>;

/// How far three people's cut is exceeded, for every three of whom two and two share groups in use.
std::vector<std::pair<double, Three>> broken_threes(const Town& town, const std::vector<double>& use) {
  const std::size_t n = town.people.size();
  std::vector<std::vector<std::pair<std::uint32_t, double>>> with(n);  // later person, Σ use of groups with both
  for (std::uint32_t g = 0; g < use.size(); ++g) {
    if (use[g] < 1e-6 || use[g] > 1 - 1e-6) continue;
    const auto& who = town.members[g];
    for (const auto a : who)
      for (const auto b : who) {
        if (a == b) continue;
        auto at = std::ranges::find(with[a], b, &std::pair<std::uint32_t, double>::first);
        if (at == with[a].end()) at = with[a].emplace(at, b, 0.0);
        at->second += use[g];
      }
  }
  for (auto& list : with) std::ranges::sort(list);
  const auto both = [&](std::uint32_t a, std::uint32_t b) {
    const auto at = std::ranges::lower_bound(with[a], b, {}, &std::pair<std::uint32_t, double>::first);
    return at != with[a].end() && at->first == b ? at->second : 0.0;
  };
  std::vector<std::pair<double, Three>> out;
  for (std::uint32_t a = 0; a < n; ++a)
    for (std::size_t i = 0; i < with[a].size(); ++i)
      for (std::size_t j = i + 1; j < with[a].size(); ++j) {
        const auto [b, ab] = with[a][i];
        const auto [c, ac] = with[a][j];
        // `a` is any of the three that shares groups with both others; each three is weighed once, at its least such.
        const double bc = both(b, c);
        if (bc > 0 && (a > b || a > c)) continue;
        if (ab + ac + bc <= 1 + broken_by) continue;
        double all = 0;
        for (const auto g : town.groups_of[a])
          if (use[g] > 1e-6 && std::ranges::count(town.members[g], b) != 0 &&
              std::ranges::count(town.members[g], c) != 0)
            all += use[g];
        const double sum = ab + ac + bc - 2 * all;
        if (sum <= 1 + broken_by) continue;
        Three three{a, b, c};
        std::ranges::sort(three);
        out.emplace_back(sum - 1, three);
      }
  std::ranges::sort(
      out, [](const auto& x, const auto& y) { return x.first != y.first ? x.first > y.first : x.second < y.second; });
  return out;
}

HallRow row_of(const Town& town, const Three& three) {
  HallRow row;
  row.homes = 1;
  std::vector<std::uint32_t> touched;
  for (const auto p : three) touched.insert(touched.end(), town.groups_of[p].begin(), town.groups_of[p].end());
  std::ranges::sort(touched);
  for (std::size_t i = 1; i < touched.size(); ++i)
    if (touched[i] == touched[i - 1] && (row.groups.empty() || row.groups.back() != touched[i]))
      row.groups.push_back(touched[i]);
  return row;
}

}  // namespace

void tighten(const Town& town, Relaxed& relaxed, std::int64_t served, const std::function<bool()>& stop) {
  for (int pass = 0; pass < 6; ++pass) {
    // Only groups that can be part of an answer serving one more.
    const std::int64_t allowed = relaxed.bound_scaled - (served + 1) * one_person;
    Kept kept{std::vector<char>(town.groups.size(), 0), served};
    std::vector<std::uint32_t> groups;
    std::vector<int> column(town.groups.size(), -1);
    for (std::uint32_t g = 0; g < town.groups.size(); ++g)
      if (relaxed.lacking[g] <= allowed)
        kept.groups[g] = 1, column[g] = static_cast<int>(groups.size()), groups.push_back(g);
    const std::int64_t before = relaxed.bound_scaled;
    const int columns = static_cast<int>(groups.size());
    ClpSimplex model;
    model.setLogLevel(0);
    model.resize(0, columns);
    for (int c = 0; c < columns; ++c) {
      model.setColBounds(c, 0.0, COIN_DBL_MAX);
      model.setObjectiveCoefficient(c, -static_cast<double>(town.size_of(groups[static_cast<std::size_t>(c)])));
    }
    const auto add = [&](const std::vector<std::uint32_t>& of, double most) {
      std::vector<int> at;
      for (const auto g : of)
        if (column[g] >= 0) at.push_back(column[g]);
      const std::vector<double> ones(at.size(), 1.0);
      model.addRow(static_cast<int>(at.size()), at.data(), ones.data(), -COIN_DBL_MAX, most);
    };
    for (const auto& of : town.groups_of) add(of, 1.0);
    for (const HallRow& row : relaxed.hall) add(row.groups, static_cast<double>(row.homes));
    model.dual();
    bool moved = false;
    for (int round = 0; round < 12; ++round) {
      if (model.status() != 0) model.primal();
      if (model.status() != 0) return;
      bound_from_duals(town, model.getRowPrice(), kept, relaxed);
      std::fill(relaxed.use.begin(), relaxed.use.end(), 0.0);
      for (int c = 0; c < columns; ++c) relaxed.use[groups[static_cast<std::size_t>(c)]] = model.getColSolution()[c];
      if (relaxed.bound <= served || stop()) return;
      auto rows = broken_hall(town, relaxed.use);
      auto threes = broken_threes(town, relaxed.use);
      if (threes.size() > most_rows_a_round) threes.resize(most_rows_a_round);
      for (const auto& [excess, three] : threes) rows.push_back(row_of(town, three));
      if (rows.empty()) break;
      moved = true;
      for (HallRow& row : rows) {
        add(row.groups, static_cast<double>(row.homes));
        relaxed.hall.push_back(std::move(row));
      }
      model.dual();
    }
    if (!moved || before - relaxed.bound_scaled < one_person / 50) return;
  }
}

}  // namespace onepot::club
