#include "onepot/club/rent.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "rent/assignment.h"

namespace onepot::club {
namespace {

using Amounts = std::vector<std::int64_t>;
constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max() / 4;

/// Envy-freeness for one value-maximal assignment: rent[a] ≤ rent[b] + gap[b][a], where gap[b][a] is what the person in
/// room a would lose in worth by moving to room b. No cycle of gaps is negative, because no rotation of rooms is worth
/// more.
struct EnvyFree {
  std::vector<Amounts> gap;  // gap[from][to]

  EnvyFree(const WorthTable& worth, const std::vector<std::size_t>& person_in) {
    const std::size_t n = person_in.size();
    gap.assign(n, Amounts(n, 0));
    for (std::size_t to = 0; to < n; ++to)
      for (std::size_t from = 0; from < n; ++from)
        gap[from][to] = (worth[person_in[to]][to] - worth[person_in[to]][from]).count();
  }

  /// The greatest envy-free rents that stay at or under `ceiling` in every room: shortest paths (Bellman 1958).
  Amounts greatest_under(Amounts ceiling) const {
    const std::size_t n = gap.size();
    for (std::size_t round = 0, moved = 1; moved; ++round) {
      ONEPOT_ASSERT(round <= n);
      moved = 0;
      for (std::size_t from = 0; from < n; ++from) {
        if (ceiling[from] >= no_limit) continue;
        for (std::size_t to = 0; to < n; ++to)
          if (ceiling[from] + gap[from][to] < ceiling[to]) ceiling[to] = ceiling[from] + gap[from][to], moved = 1;
      }
    }
    return ceiling;
  }
};

/// Rooms whose rents always move together: two rooms are of one part when people could be moved round through both
/// without losing worth. Every value-maximal assignment keeps each part's people in it. Reachability along tight gaps.
std::vector<std::size_t> parts_of(const EnvyFree& rules, const Amounts& rent) {
  const std::size_t n = rent.size();
  std::vector<std::vector<char>> reach(n, std::vector<char>(n, 0));
  for (std::size_t start = 0; start < n; ++start) {
    std::vector<std::size_t> todo{start};
    reach[start][start] = 1;
    while (!todo.empty()) {
      const std::size_t at = todo.back();
      todo.pop_back();
      for (std::size_t to = 0; to < n; ++to)
        if (!reach[start][to] && rent[at] + rules.gap[at][to] == rent[to]) reach[start][to] = 1, todo.push_back(to);
    }
  }
  std::vector<std::size_t> part(n, n);
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b <= a && part[a] == n; ++b)
      if (reach[a][b] && reach[b][a]) part[a] = b == a ? a : part[b];
  return part;
}

/// Who may live where inside a part when every rent of `rent` must be within the budget of whoever pays it.
std::vector<std::size_t> matching_within(const std::vector<std::size_t>& rooms,
                                         const std::vector<std::size_t>& person_in, const WorthTable& worth,
                                         const Amounts& tight, const Amounts& rent,
                                         const std::vector<std::optional<Pence>>& budgets) {
  std::vector<std::vector<char>> allowed(rooms.size(), std::vector<char>(rooms.size(), 0));
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    const std::size_t person = person_in[rooms[i]];
    const std::int64_t own = worth[person][rooms[i]].count() - tight[rooms[i]];
    for (std::size_t j = 0; j < rooms.size(); ++j) {
      const bool indifferent = worth[person][rooms[j]].count() - tight[rooms[j]] == own;
      allowed[i][j] = indifferent && (!budgets[person] || rent[rooms[j]] <= budgets[person]->count());
    }
  }
  return perfect_matching(allowed);
}

/// The highest shift of a part's rents above `tight` at which some value-maximal assignment keeps everybody in the part
/// within budget: a bottleneck matching, by bisection over the shifts at which somebody's budget begins to bind.
std::int64_t highest_shift(const std::vector<std::size_t>& rooms, const std::vector<std::size_t>& person_in,
                           const WorthTable& worth, const Amounts& tight,
                           const std::vector<std::optional<Pence>>& budgets) {
  Amounts shifts;
  bool limited = false;
  for (const std::size_t room : rooms) {
    const auto& budget = budgets[person_in[room]];
    if (!budget) continue;
    limited = true;
    for (const std::size_t other : rooms) shifts.push_back(budget->count() - tight[other]);
  }
  if (!limited) return no_limit;
  std::ranges::sort(shifts);
  const auto works = [&](std::int64_t shift) {
    Amounts rent = tight;
    for (const std::size_t room : rooms) rent[room] += shift;
    return !matching_within(rooms, person_in, worth, tight, rent, budgets).empty();
  };
  std::size_t low = 0, high = shifts.size() - 1;
  ONEPOT_ASSERT(works(shifts.front()));
  while (low < high) {
    const std::size_t middle = (low + high + 1) / 2;
    if (works(shifts[middle]))
      low = middle;
    else
      high = middle - 1;
  }
  return shifts[low];
}

struct Envy {
  std::int64_t largest = 0;
  std::int64_t pairs = 0;
};

Envy envy_of(const EnvyFree& rules, const Amounts& rent) {
  Envy out;
  for (std::size_t to = 0; to < rent.size(); ++to)
    for (std::size_t from = 0; from < rent.size(); ++from) {
      const std::int64_t envy = rent[to] - rent[from] - rules.gap[from][to];
      out.largest = std::max(out.largest, envy);
      out.pairs += envy > 0;
    }
  return out;
}

/// Adds one penny to `extra` of the rooms in `open`, so that as little envy as possible arises.
/// A room may be raised freely once every room its person is indifferent to has been raised.
Amounts place_pennies(const EnvyFree& rules, const Amounts& floor, const std::vector<std::size_t>& open,
                      std::size_t extra, const Amounts& surplus_at_floor) {
  constexpr std::size_t few = 12;
  if (extra == 0) return floor;
  const auto raised = [&](const std::vector<std::size_t>& rooms) {
    Amounts out = floor;
    for (const std::size_t room : rooms) ++out[room];
    return out;
  };
  if (open.size() <= few) {
    Amounts best;
    std::tuple<std::int64_t, std::int64_t, std::int64_t> best_score;
    for (unsigned mask = 0; mask < 1U << open.size(); ++mask) {
      if (static_cast<std::size_t>(__builtin_popcount(mask)) != extra) continue;
      std::vector<std::size_t> rooms;
      for (std::size_t i = 0; i < open.size(); ++i)
        if (mask >> i & 1U) rooms.push_back(open[i]);
      const Amounts rent = raised(rooms);
      std::int64_t least = no_limit;
      for (std::size_t r = 0; r < rent.size(); ++r) least = std::min(least, surplus_at_floor[r] - (rent[r] - floor[r]));
      const Envy envy = envy_of(rules, rent);
      const std::tuple score{envy.largest, -least, envy.pairs};
      if (best.empty() || score < best_score) best = rent, best_score = score;
    }
    return best;
  }
  // Many rooms: raise them one at a time, each time one whose tight neighbours are all raised, if there is one.
  Amounts rent = floor;
  std::vector<char> up(floor.size(), 0);
  for (std::size_t step = 0; step < extra; ++step) {
    std::size_t chosen = floor.size(), fewest = floor.size() + 1;
    for (const std::size_t room : open) {
      if (up[room]) continue;
      std::size_t waiting = 0;
      for (const std::size_t other : open)
        waiting += other != room && !up[other] && floor[room] - floor[other] == rules.gap[other][room];
      if (waiting < fewest) fewest = waiting, chosen = room;
    }
    up[chosen] = 1;
    ++rent[chosen];
  }
  return rent;
}

std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
  return a >= 0 ? (a + b - 1) / b : -(-a / b);
}

}  // namespace

RentDivision divide_rent(const WorthTable& worth, Pence rent, const std::vector<std::optional<Pence>>& budgets) {
  const std::size_t n = worth.size();
  ONEPOT_ASSERT(n > 0 && n <= 500 && worth.front().size() == n && (budgets.empty() || budgets.size() == n));
  const std::vector<std::size_t> first_room = best_assignment(worth);
  std::vector<std::size_t> person_in(n);
  for (std::size_t person = 0; person < n; ++person) person_in[first_room[person]] = person;
  const EnvyFree rules(worth, person_in);

  // The greatest envy-free rents at which nobody pays more than the room is worth to them.
  Amounts own_worth(n);
  for (std::size_t room = 0; room < n; ++room) own_worth[room] = worth[person_in[room]][room].count();
  const Amounts top = rules.greatest_under(own_worth);

  // With budgets: the greatest envy-free rents that somebody can pay in every room.
  const std::vector<std::size_t> part = parts_of(rules, top);
  std::vector<std::vector<std::size_t>> rooms_of(n);
  for (std::size_t room = 0; room < n; ++room) rooms_of[part[room]].push_back(room);
  const bool limited = std::ranges::any_of(budgets, [](const auto& b) { return b.has_value(); });
  Amounts payable(n, no_limit);
  RentDivision out;
  if (limited) {
    for (const auto& rooms : rooms_of) {
      if (rooms.empty()) continue;
      const std::int64_t shift = highest_shift(rooms, person_in, worth, top, budgets);
      if (shift < no_limit)
        for (const std::size_t room : rooms) payable[room] = top[room] + shift;
    }
    payable = rules.greatest_under(payable);
    std::int64_t most = 0;
    for (const std::int64_t p : payable) most += p, out.most_by_room.emplace_back(p);
    out.most = Pence(most);
    if (most < rent.count()) return out;
  }
  out.possible = true;

  // With least surplus L the greatest lawful rent of a room is min(payable, top − L). Find the L at which they sum to
  // the rent.
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto binds_at = [&](std::size_t room) {
    return payable[room] >= no_limit ? -no_limit : top[room] - payable[room];
  };
  std::ranges::sort(
      order, [&](std::size_t a, std::size_t b) { return std::pair(-binds_at(a), a) < std::pair(-binds_at(b), b); });
  Amounts price(n);
  std::int64_t left = rent.count();  // to be paid by the rooms that are not at their limit
  std::int64_t top_sum = std::accumulate(top.begin(), top.end(), std::int64_t{0});
  std::size_t at_limit = 0;
  for (; at_limit < n; ++at_limit) {
    const std::size_t room = order[at_limit];
    const auto open = static_cast<std::int64_t>(n - at_limit);
    // (top_sum − left) / open is L as long as no further room reaches its limit there.
    if (static_cast<__int128>(binds_at(room)) * open <= top_sum - left) break;
    price[room] = payable[room];
    left -= payable[room];
    top_sum -= top[room];
  }
  std::vector<std::size_t> open(order.begin() + static_cast<std::ptrdiff_t>(at_limit), order.end());
  std::ranges::sort(open);
  if (!open.empty()) {
    const std::int64_t surplus = ceil_div(top_sum - left, static_cast<std::int64_t>(open.size()));
    std::int64_t sum = 0;
    for (const std::size_t room : open) price[room] = top[room] - surplus, sum += price[room];
    Amounts surplus_at_floor(n);
    for (std::size_t room = 0; room < n; ++room) surplus_at_floor[room] = own_worth[room] - price[room];
    price = place_pennies(rules, price, open, static_cast<std::size_t>(left - sum), surplus_at_floor);
  }

  // Where budgets bind, another value-maximal assignment of the same part may be the one that can pay.
  std::vector<std::size_t> room_of = first_room;
  if (limited) {
    for (const auto& rooms : rooms_of) {
      if (rooms.empty()) continue;
      const auto match = matching_within(rooms, person_in, worth, top, price, budgets);
      ONEPOT_ASSERT(!match.empty());
      for (std::size_t i = 0; i < rooms.size(); ++i) room_of[person_in[rooms[i]]] = rooms[match[i]];
    }
  }
  std::int64_t least = no_limit, envy = 0;
  Pence sum;
  for (std::size_t person = 0; person < n; ++person) {
    const std::size_t room = room_of[person];
    RoomShare share{person, room, Pence(price[room]), worth[person][room], worth[person][room] - Pence(price[room])};
    least = std::min(least, share.surplus.count());
    for (std::size_t other = 0; other < n; ++other)
      envy = std::max(envy, (worth[person][other] - Pence(price[other]) - share.surplus).count());
    sum += share.rent;
    out.shares.push_back(share);
  }
  ONEPOT_ASSERT(sum == rent && envy <= 1);
  out.least_surplus = Pence(least);
  out.largest_envy = Pence(envy);
  return out;
}

std::vector<Comparison> comparisons(const WorthTable& worth, const RentDivision& division) {
  std::vector<Comparison> out;
  for (const RoomShare& own : division.shares) {
    std::vector<Comparison> mine;
    for (const RoomShare& other : division.shares)
      if (other.room != own.room)
        mine.push_back(
            {own.person, other.room, other.rent, own.surplus - (worth[own.person][other.room] - other.rent)});
    std::ranges::sort(mine, {}, &Comparison::other_room);
    out.insert(out.end(), mine.begin(), mine.end());
  }
  return out;
}

std::string sentence(const Comparison& c, const std::vector<std::string>& people,
                     const std::vector<std::string>& rooms) {
  const std::string start = people[c.person] +
                            (c.less.count() < 0 ? " would rather have " : " would not rather have ") +
                            rooms[c.other_room] + " at " + to_pounds(c.other_rent, true) + ": to them it is worth ";
  if (c.less == Pence(0)) return start + "just as much as their own room at its rent.";
  if (c.less == Pence(-1)) return start + "1p more, a penny that could not be split.";
  if (c.less < Pence(0))
    return start + to_pounds(-c.less, true) + " more than their own room at its rent. That is not fair to them.";
  return start + to_pounds(c.less, true) + " less.";
}

std::string why_impossible(const RentDivision& division, Pence rent, const std::vector<std::string>& rooms) {
  std::string out = "Even at the highest rents that budgets allow and nobody would envy (";
  for (std::size_t room = 0; room < rooms.size(); ++room)
    out += (room > 0 ? ", " : "") + rooms[room] + " " + to_pounds(division.most_by_room[room]);
  return out + ") the rooms together bring " + to_pounds(division.most) + ", which is " +
         to_pounds(rent - division.most) + " less than the rent of " + to_pounds(rent) + ".";
}

}  // namespace onepot::club
