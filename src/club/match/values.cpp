#include "match/values.h"

#include <algorithm>
#include <numeric>

#include "onepot/club/rent.h"
#include "rent/assignment.h"
#include "share/project.h"
#include "share/table.h"

namespace onepot::club {
namespace {

/// The rooms lived in are those that are together worth most; the rest are left to all.
struct LivedIn {
  std::vector<std::size_t> rooms;
  WorthTable worth;  // by member, by place in `rooms`
};

std::optional<LivedIn> lived_in(const HomeRooms& home, std::span<const std::uint32_t> people) {
  std::vector<std::vector<Pence>> all;
  for (const std::uint32_t person : people) {
    const auto row =
        std::ranges::find(home.worth, std::size_t{person}, &std::pair<std::size_t, std::vector<Pence>>::first);
    if (row == home.worth.end()) return std::nullopt;
    all.push_back(row->second);
  }
  if (home.rooms.size() < people.size()) return std::nullopt;
  LivedIn out;
  out.rooms = best_assignment(all);
  std::ranges::sort(out.rooms);
  for (const auto& row : all) {
    auto& to = out.worth.emplace_back();
    for (const std::size_t room : out.rooms) to.push_back(row[room]);
  }
  return out;
}

/// Whether core shares of support fit beside these rents: rent(T) ≤ budgets(T) − least support of T for every part T.
bool support_fits(std::span<const Lines> lines, const std::vector<std::int64_t>& cost,
                  const std::vector<std::int64_t>& rent) {
  const auto all = static_cast<unsigned>(cost.size() - 1);
  for (unsigned t = 1; t <= all; ++t) {
    std::int64_t spare = -(cost[all] - cost[all & ~t]);
    for (std::size_t i = 0; i < rent.size(); ++i) spare += t >> i & 1U ? lines[i].budget - rent[i] : 0;
    if (spare < 0) return false;
  }
  return true;
}

/// Exact envy-free rents for one assignment beside core shares of support, nearest to `wish`; empty when there are
/// none.
std::vector<Exact> joint_rents(const WorthTable& worth, std::span<const Lines> lines,
                               const std::vector<std::int64_t>& cost, const std::vector<std::size_t>& room,
                               const std::vector<std::int64_t>& wish) {
  const std::size_t k = room.size();  // variables: rent by member, then support by member
  const auto all = static_cast<unsigned>(cost.size() - 1);
  std::vector<Halfspace> rules;
  const auto none = [&] { return std::vector<int>(2 * k, 0); };
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      if (i == j) continue;
      auto normal = none();
      normal[i] = 1, normal[j] = -1;
      rules.push_back({std::move(normal), (worth[i][room[i]] - worth[i][room[j]]).count()});
    }
    auto normal = none();
    normal[i] = 1, normal[k + i] = 1;
    rules.push_back({std::move(normal), lines[i].budget});
  }
  for (unsigned t = 1; t < all; ++t) {
    auto normal = none();
    for (std::size_t i = 0; i < k; ++i) normal[k + i] = t >> i & 1U ? 1 : 0;
    rules.push_back({std::move(normal), cost[t]});
  }
  auto rents = none(), supports = none();
  std::fill_n(rents.begin(), k, 1);
  std::fill_n(supports.begin() + static_cast<std::ptrdiff_t>(k), k, 1);
  std::vector<Exact> target;
  for (const std::int64_t w : wish) target.emplace_back(w);
  std::vector<Pence> table;
  for (const std::int64_t c : cost) table.emplace_back(c);
  for (const Exact& share : table_shapley(table, k)) target.push_back(share);
  auto point = project(target, {rents, supports}, rules).point;
  if (!point.empty()) point.resize(k);
  return point;
}

/// Whole-penny rents around `exact` that sum to `rent`, with envy of a penny at most, beside which support fits.
std::vector<std::int64_t> rounded(const std::vector<Exact>& exact, std::int64_t rent, const WorthTable& worth,
                                  std::span<const Lines> lines, const std::vector<std::int64_t>& cost,
                                  const std::vector<std::size_t>& room) {
  const std::size_t k = room.size();
  std::vector<std::int64_t> floor(k);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < k; ++i) {
    floor[i] = nearest_with_sum({exact[i]}, static_cast<std::int64_t>(numerator(exact[i]) / denominator(exact[i])))[0];
    while (Exact(floor[i]) > exact[i]) --floor[i];
    sum += floor[i];
  }
  for (unsigned up = 0; up < 1U << k; ++up) {
    if (sum + __builtin_popcount(up) != rent) continue;
    auto out = floor;
    for (std::size_t i = 0; i < k; ++i) out[i] += up >> i & 1U;
    bool content = support_fits(lines, cost, out);
    for (std::size_t i = 0; i < k && content; ++i)
      for (std::size_t j = 0; j < k; ++j)
        content = content && out[i] - out[j] <= (worth[i][room[i]] - worth[i][room[j]]).count() + 1;
    if (content) return out;
  }
  return {};
}

}  // namespace

std::optional<RoomPlan> rooms_within_budgets(const Seeking& seeking, std::span<const std::uint32_t> people,
                                             std::span<const Lines> lines, std::size_t home) {
  const auto& values = *seeking.values;
  const auto at = std::ranges::find(values, home, &HomeRooms::home);
  if (at == values.end()) return std::nullopt;
  const auto lived = lived_in(*at, people);
  if (!lived) return std::nullopt;
  const std::size_t k = people.size();
  const Pence rent = seeking.homes[home].rent_week;
  const auto cost = support_of_parts(lines);
  // Nobody's support can fall under what they add to everybody else's: rents must fit beside at least that.
  std::vector<std::optional<Pence>> caps;
  for (std::size_t i = 0; i < k; ++i)
    caps.emplace_back(Pence(lines[i].budget - (cost.back() - cost[(cost.size() - 1) & ~(std::size_t{1} << i)])));
  const RentDivision division = divide_rent(lived->worth, rent, caps);
  if (!division.possible) return std::nullopt;
  RoomPlan out;
  for (const RoomShare& share : division.shares) {
    out.room.push_back(lived->rooms[share.room]);
    out.rent.push_back(share.rent.count());
  }
  if (support_fits(lines, cost, out.rent)) return out;
  // Every other assignment that is worth as much, with exact rents and support together.
  Pence best;
  for (const RoomShare& share : division.shares) best += share.worth;
  std::vector<std::size_t> room(k);
  std::iota(room.begin(), room.end(), std::size_t{0});
  std::vector<std::int64_t> rent_of_room(k);
  for (const RoomShare& share : division.shares) rent_of_room[share.room] = share.rent.count();
  do {
    Pence worth;
    for (std::size_t i = 0; i < k; ++i) worth += lived->worth[i][room[i]];
    if (worth != best) continue;
    std::vector<std::int64_t> wish;
    for (const std::size_t r : room) wish.push_back(rent_of_room[r]);
    const auto exact = joint_rents(lived->worth, lines, cost, room, wish);
    if (exact.empty()) continue;
    out.rent = rounded(exact, rent.count(), lived->worth, lines, cost, room);
    if (out.rent.empty()) continue;
    for (std::size_t i = 0; i < k; ++i) out.room[i] = lived->rooms[room[i]];
    return out;
  } while (std::ranges::next_permutation(room).found);
  return std::nullopt;
}

}  // namespace onepot::club
