// The club matched anew from where it stands: who could join those who stay, and which other homes would suit them.
#include <algorithm>

#include "../club_rooms.h"
#include "../market.h"
#include "onepot/place/together.h"
#include "onepot/store/accounts.h"
#include "onepot/store/meeting.h"

namespace onepot::place {
namespace {

namespace clubs = store::clubs;

constexpr std::size_t most_homes = 8;
constexpr std::int64_t days_ahead = 28;

/// Those with whom everybody who stays has both yeses for a home, and who look still.
std::vector<PersonId> joined_to_all(store::Session& session, const std::vector<clubs::Member>& stay,
                                    const std::vector<clubs::Member>& members, Date today) {
  std::vector<PersonId> out;
  bool first = true;
  for (const auto& m : stay) {
    const auto theirs = companions_allowed(session, m.person, today);
    if (first)
      out = theirs;
    else
      std::erase_if(out, [&](PersonId p) { return std::ranges::find(theirs, p) == theirs.end(); });
    first = false;
  }
  std::erase_if(out,
                [&](PersonId p) { return std::ranges::find(members, p, &clubs::Member::person) != members.end(); });
  return out;
}

/// What the person who asks would pay there; nothing where the home does not suit everybody.
std::optional<OtherHome> at_home(const clubs::Home& home, const std::vector<club::Person>& people, std::size_t me,
                                 const club::Terms& terms) {
  for (const auto& p : people) {
    if (std::ranges::find(p.areas, home.area_name) == p.areas.end()) return std::nullopt;
    for (const auto& must : p.must)
      if (std::ranges::find(home.features, must) == home.features.end()) return std::nullopt;
  }
  if (home.bedrooms < std::ssize(people)) return std::nullopt;
  OtherHome out{home, {}, {}, false};
  club::Seeking seeking;
  seeking.people = people;
  seeking.homes = {for_club(home)};
  club::Terms these = terms;
  these.size_min = these.size_max = people.size();
  const auto found = club::match(seeking, these);
  out.everybody_can_pay = !found.groups.empty();
  if (out.everybody_can_pay) {
    out.week_then = found.groups.front().rent[me] + found.groups.front().support[me];
  } else {
    const auto support = club::divide_cost(club_rooms::support_game(people, terms));
    ONEPOT_ASSERT(support.possible);  // without budgets: sharing is submodular
    out.week_then = split_equally(home.rent, people.size())[me] + support.share[me];
  }
  return out;
}

}  // namespace

Result<WhatNext> see_what_next(const Work& work, const PriceBook& book) {
  work.only_for({"see-club", "change-club"});
  const auto club = clubs::club(work.session, ClubId{work.grant.subject().id});
  if (!club || club->status != "agreed") return refuse("taken", "This has come to an end meanwhile.");
  WhatNext out;
  out.club = *club;
  const auto members = clubs::members(work.session, club->id, work.now());
  std::vector<clubs::Member> stay;
  for (const auto& m : members) {
    if (!m.last)
      stay.push_back(m);
    else
      out.after = std::max(out.after.value_or(*m.last + 1), *m.last + 1);
  }
  const Date from = out.after.value_or(work.today() + days_ahead);
  for (const auto person : joined_to_all(work.session, stay, members, work.today())) {
    const auto known = store::accounts::person(work.session, person);
    Candidate one{known->ref, known->known_as, {}, {}};
    auto then = stretches_of(work.session, *club, {WhatIf::Kind::join, person, from, {}}, book, work.now());
    if (then)
      one.then = *std::move(then);
    else
      one.why_not = then.error().code;
    out.could_join.push_back(std::move(one));
  }
  const PersonId asks = *work.actor().person;
  std::vector<club::Person> people;
  std::size_t me = stay.size();
  for (const auto& m : stay) {
    auto one = seeker(work.session, m.person, work.today());
    if (one.missing != Missing::nothing) return out;  // somebody's needs or pot are being changed: homes wait
    if (m.person == asks) me = people.size();
    people.push_back(std::move(one.person));
  }
  if (me == stay.size()) return out;  // who leaves looks for a home on their own page
  Pence now;
  if (const auto stretches = stretches_of(work.session, *club, {}, book, work.now()))
    for (const auto& sum : stretches->back().sums)
      if (sum.person == asks) now = sum.week();
  for (const auto& home : clubs::free_homes(work.session, club->place))
    if (auto there = at_home(home, people, me, terms_of(book))) {
      there->week_now = now;
      out.homes.push_back(*std::move(there));
    }
  std::ranges::sort(out.homes, [](const OtherHome& a, const OtherHome& b) {
    return std::tuple(!a.everybody_can_pay, a.week_then, std::string_view(a.home.ref)) <
           std::tuple(!b.everybody_can_pay, b.week_then, std::string_view(b.home.ref));
  });
  if (out.homes.size() > most_homes) out.homes.resize(most_homes);
  return out;
}

Result<std::string> propose_home(const Work& work, std::string_view home_ref, const PriceBook& book) {
  work.only_for({"change-club"});
  ONEPOT_TRY(const auto next, see_what_next(work, book));
  const auto found = std::ranges::find(next.homes, home_ref, [](const OtherHome& h) { return h.home.ref; });
  if (found == next.homes.end()) return refuse("gone", "This home cannot be had now");
  clubs::NewClub made;
  for (const auto& m : clubs::members(work.session, next.club.id, work.now()))
    if (!m.last) made.people.push_back(m.person);
  for (const auto& open : clubs::clubs_of(work.session, *work.actor().person, work.now()))
    if (open.status != "ended" && open.home.id == found->home.id) return open.ref;
  made.ref = work.new_ref();
  made.name = found->home.name;
  made.place = next.club.place;
  made.home = found->home.id;
  made.workings = "{}";
  const auto id = clubs::add(work.session, made, work.now());
  clubs::follow(work.session, id, next.club.id);
  work.audit("club:" + made.ref, *work.actor().person, "another home");
  return made.ref;
}

}  // namespace onepot::place
