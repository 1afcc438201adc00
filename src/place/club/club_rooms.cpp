#include "club_rooms.h"

#include <algorithm>
#include <limits>

#include "onepot/club/share.h"

namespace onepot::place::club_rooms {
namespace {

/// All ways to choose as many rooms as people; the one that is worth most to them is lived in.
std::vector<std::size_t> rooms_lived_in(const Household& h) {
  const std::size_t n = h.rooms.size(), k = h.people.size();
  std::vector<std::size_t> best;
  Pence best_worth;
  for (unsigned mask = 0; mask < 1U << n; ++mask) {
    if (static_cast<std::size_t>(__builtin_popcount(mask)) != k) continue;
    std::vector<std::size_t> chosen;
    for (std::size_t r = 0; r < n; ++r)
      if ((mask >> r & 1U) != 0) chosen.push_back(r);
    Pence most(std::numeric_limits<std::int32_t>::min());
    do {
      Pence sum;
      for (std::size_t i = 0; i < k; ++i) sum += h.worth[i][chosen[i]];
      most = std::max(most, sum);
    } while (std::ranges::next_permutation(chosen).found);
    if (best.empty() || most > best_worth) best = chosen, best_worth = most;
  }
  return best;
}

club::WorthTable worth_in(const Household& h, const std::vector<std::size_t>& rooms) {
  club::WorthTable out;
  for (const auto& row : h.worth) {
    auto& to = out.emplace_back();
    for (const auto room : rooms) to.push_back(row[room]);
  }
  return out;
}

}  // namespace

club::ShareGame support_game(const std::vector<club::Person>& people, const club::Terms& terms) {
  club::ShareGame game;
  game.cost.resize(std::size_t{1} << people.size());
  for (std::size_t mask = 1; mask < game.cost.size(); ++mask) {
    Pence own, day, night;
    for (std::size_t i = 0; i < people.size(); ++i) {
      if ((mask >> i & 1U) == 0) continue;
      const auto& p = people[i];
      const Pence nights = times(terms.night_rate, p.night_hours);
      own += times(terms.day_rate, p.day_hours - p.day_shareable_hours);
      day = std::max(day, times(terms.day_rate, p.day_shareable_hours));
      if (p.night_shareable)
        night = std::max(night, nights);
      else
        own += nights;
    }
    game.cost[mask] = own + day + night;
  }
  for (const auto& p : people) game.people.push_back(p.name);
  return game;
}

Household household(store::Session& session, const store::clubs::Club& club,
                    const std::vector<store::clubs::Member>& members, Date today) {
  Household out;
  out.home = for_club(club.home);
  out.complete = true;
  const auto rooms = store::clubs::rooms(session, club.home.id);
  for (const auto& room : rooms) out.rooms.push_back(room.name);
  out.home.bedrooms = std::ssize(rooms);
  const auto said = store::clubs::worths(session, club.id);
  for (const auto& member : members) {
    Seeker one = seeker(session, member.person, today);
    out.known.push_back(one.missing == Missing::nothing);
    if (!out.known.back()) out.complete = false;
    one.person.name = member.ref;
    // They were found for this home: what they wish now is theirs to say by yes or no.
    one.person.areas = {out.home.area};
    one.person.must.clear();
    out.people.push_back(std::move(one.person));
    auto& row = out.worth.emplace_back();
    for (const auto& room : rooms)
      for (const auto& w : said)
        if (w.person == member.person && w.room == room.id) row.push_back(w.week);
    if (row.size() != rooms.size()) out.complete = false;
  }
  return out;
}

Household without(const Household& all, std::size_t leaver) {
  Household out = all;
  out.people.erase(out.people.begin() + static_cast<std::ptrdiff_t>(leaver));
  out.worth.erase(out.worth.begin() + static_cast<std::ptrdiff_t>(leaver));
  out.known.erase(out.known.begin() + static_cast<std::ptrdiff_t>(leaver));
  return out;
}

Divided divide(const Household& h, const club::Terms& terms) {
  ONEPOT_ASSERT(h.complete);
  club::Seeking seeking;
  seeking.people = h.people;
  seeking.homes = {h.home};
  club::HomeRooms values{0, h.rooms, {}};
  for (std::size_t i = 0; i < h.people.size(); ++i) values.worth.emplace_back(i, h.worth[i]);
  seeking.values = {{std::move(values)}};
  club::Terms these = terms;
  these.size_min = these.size_max = h.people.size();
  const auto found = club::match(seeking, these);
  Divided out;
  if (found.groups.empty()) return out;
  const auto& group = found.groups.front();
  out.possible = true;
  out.rent = group.rent;
  out.support = group.support;
  for (const auto& name : group.rooms)
    out.room.push_back(static_cast<std::size_t>(std::ranges::find(h.rooms, name) - h.rooms.begin()));
  return out;
}

Divided divide_unlimited(const Household& h, const club::Terms& terms) {
  const auto lived_in = rooms_lived_in(h);
  const auto rents = club::divide_rent(worth_in(h, lived_in), h.home.rent_week);
  const auto support = club::divide_cost(support_game(h.people, terms));
  ONEPOT_ASSERT(rents.possible &&
                support.possible);  // without budgets nothing can stand in the way: support is shared submodularly
  Divided out;
  out.possible = true;
  for (const auto& share : rents.shares) {
    out.room.push_back(lived_in[share.room]);
    out.rent.push_back(share.rent);
  }
  out.support = support.share;
  return out;
}

club::RentDivision highest_rents(const Household& h, const club::Terms& terms, std::vector<std::size_t>& rooms) {
  rooms = rooms_lived_in(h);
  const auto game = support_game(h.people, terms);
  std::vector<std::optional<Pence>> caps;
  const std::size_t all = game.cost.size() - 1;
  for (std::size_t i = 0; i < h.people.size(); ++i)
    caps.emplace_back(h.people[i].budget_week - (game.cost[all] - game.cost[all & ~(std::size_t{1} << i)]));
  return club::divide_rent(worth_in(h, rooms), h.home.rent_week, caps);
}

}  // namespace onepot::place::club_rooms
