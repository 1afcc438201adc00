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
  std::vector<std::size_t> lived_in;
  for (const auto& m : view.members)
    lived_in.push_back(
        static_cast<std::size_t>(std::ranges::find(view.rooms, m.room, &store::clubs::Room::id) - view.rooms.begin()));
  club::WorthTable worth;
  for (std::size_t i = 0; i < view.members.size(); ++i) {
    auto& row = worth.emplace_back();
    for (const auto room : lived_in) row.push_back(h.worth[i][room]);
    const Pence rent = *view.members[i].rent;
    division.shares.push_back({i, i, rent, row[i], row[i] - rent});
  }
  for (const auto& c : club::comparisons(worth, division))
    view.content.push_back({view.members[c.person].known_as, view.members[c.other_room].room_name, c.person == view.me,
                            c.other_rent, c.less});
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
      out.now.push_back(*m.rent + *m.support);
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
  for (std::size_t i = 0; i < view.members.size(); ++i) {
    const auto& m = view.members[i];
    view.parts.push_back({m.person, m.known_as, m.room_name, *m.rent, *m.support});
    view.support_alone.push_back(club::support_alone(h.people[i], terms));
    view.support += *m.support;
  }
  view.left = h.people[view.me].budget_week - view.parts[view.me].week();
  if (!h.complete) return view;  // somebody's pot or needs are being changed: the sums stand, comparisons wait
  compare(view, h);
  preview_exits(view, h, terms);
  return view;
}

}  // namespace onepot::place
