// A club as one of its members sees it.
#include <algorithm>

#include "club_rooms.h"
#include "onepot/place/clubs.h"

namespace onepot::place {
namespace {

using club_rooms::Household;

void say_why_impossible(ClubView& view, const Household& h, const club::Terms& terms) {
  if (club_rooms::divide(h, terms).possible) return;
  view.impossible = true;
  std::vector<std::size_t> rooms;
  const auto division = club_rooms::highest_rents(h, terms, rooms);
  if (division.possible) return;  // each could pay, but not together with the support of some of them
  for (std::size_t i = 0; i < rooms.size(); ++i) view.highest.emplace_back(h.rooms[rooms[i]], division.most_by_room[i]);
  view.lacking = h.home.rent_week - division.most;
}

/// Everybody's own room against every other at its rent, from what is written down, not from a new division.
void compare(ClubView& view, const Household& h) {
  club::RentDivision division;
  division.possible = true;
  std::vector<std::size_t> living, lived_in;
  for (std::size_t i = 0; i < view.parts.size(); ++i) {
    const auto room = std::ranges::find(view.rooms, view.parts[i].room, &store::clubs::Room::name);
    if (room == view.rooms.end()) continue;              // not there yet
    if (h.worth[i].size() != view.rooms.size()) return;  // somebody has never said what the rooms are worth
    living.push_back(i);
    lived_in.push_back(static_cast<std::size_t>(room - view.rooms.begin()));
  }
  club::WorthTable worth;
  for (std::size_t i = 0; i < living.size(); ++i) {
    auto& row = worth.emplace_back();
    for (const auto room : lived_in) row.push_back(h.worth[living[i]][room]);
    const Pence rent = view.parts[living[i]].rent;
    division.shares.push_back({i, i, rent, row[i], row[i] - rent});
  }
  for (const auto& c : club::comparisons(worth, division))
    view.content.push_back({view.parts[living[c.person]].known_as, view.parts[living[c.other_room]].room,
                            living[c.person] == view.me, c.other_rent, c.less});
}

/// What a member pays on the first day of a stretch; nothing for one who is not there yet.
Part on_day(const Stretch& day, const store::clubs::Member& m) {
  const auto sum = std::ranges::find(day.sums, m.person, &DaySum::person);
  if (sum == day.sums.end()) return {m.person, m.known_as, "", Pence(), Pence()};
  return {m.person, m.known_as, sum->room_name, sum->rent, sum->support};
}

void preview_exits(ClubView& view, const Household& h, const club::Terms& terms) {
  for (std::size_t leaver = 0; leaver < view.members.size(); ++leaver) {
    const Household rest = club_rooms::without(h, leaver);
    Exit out;
    out.leaver = view.members[leaver].known_as;
    auto divided = club_rooms::divide(rest, terms);
    out.affordable = divided.possible;
    if (!divided.possible) divided = club_rooms::divide_unlimited(rest, terms);
    for (std::size_t i = 0, at = 0; i < view.members.size(); ++i) {
      if (i == leaver) continue;
      const auto& m = view.members[i];
      out.others.push_back({m.person, m.known_as, h.rooms[divided.room[at]], divided.rent[at], divided.support[at]});
      out.now.push_back(view.parts[i].week());
      ++at;
    }
    view.exits.push_back(std::move(out));
  }
}

}  // namespace

Result<ClubView> see_club(const Work& work, const PriceBook& book) {
  work.only_for({"see-club", "change-club"});
  ClubView view;
  auto club = store::clubs::club(work.session, ClubId{work.grant.subject().id});
  if (!club) return refuse("no-home", "This club is not about a home");
  view.club = *std::move(club);
  view.members = store::clubs::members(work.session, view.club.id, work.now());
  view.rooms = store::clubs::rooms(work.session, view.club.home.id);
  const auto is_me = [&](const auto& m) { return m.person == *work.actor().person; };
  view.me = static_cast<std::size_t>(std::ranges::find_if(view.members, is_me) - view.members.begin());
  ONEPOT_ASSERT(view.me < view.members.size());
  const auto said = store::clubs::worths(work.session, view.club.id);
  for (const auto& m : view.members) {
    view.has_said.push_back(std::ranges::find(said, m.person, &store::clubs::Worth::person) != said.end());
    view.yeses += m.answer == "yes";
  }
  view.my_worths = split_equally(view.club.home.rent, view.rooms.size());
  if (view.has_said[view.me])
    for (std::size_t r = 0; r < view.rooms.size(); ++r)
      for (const auto& w : said)
        if (w.person == view.members[view.me].person && w.room == view.rooms[r].id) view.my_worths[r] = w.week;
  view.rent = view.club.home.rent;
  view.has_agreement = store::clubs::has_agreement(work.session, view.club.id);
  if (view.club.status == "ended") return view;
  const auto terms = terms_of(book);
  const auto h = club_rooms::household(work.session, view.club, view.members, work.today());
  if (view.club.status == "rooms") {
    if (h.complete) say_why_impossible(view, h, terms);
    return view;
  }
  if (view.club.status == "agreed") {
    ONEPOT_TRY(view.days, stretches_of(work.session, view.club, {}, book, work.now()));
  }
  for (std::size_t i = 0; i < view.members.size(); ++i) {
    const auto& m = view.members[i];
    Part part{m.person, m.known_as, m.room_name, m.rent.value_or(Pence()), m.support.value_or(Pence())};
    if (view.club.status == "agreed") part = on_day(view.days.front(), m);
    view.support_alone.push_back(club::support_alone(h.people[i], terms));
    view.support += part.support;
    view.parts.push_back(std::move(part));
  }
  view.left = h.people[view.me].budget_week - view.parts[view.me].week();
  compare(view, h);
  // In a home that is lived in, what leaving costs is worked out by day and by the agreement (prepare_leaving).
  if (h.complete && !view.has_agreement) preview_exits(view, h, terms);
  return view;
}

}  // namespace onepot::place
