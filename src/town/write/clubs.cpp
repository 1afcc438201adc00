// Clubs that live already: found by the club room among people who look, so that every sum is one that it would give.
#include "onepot/store/clubs.h"

#include <algorithm>

#include "keys.h"
#include "onepot/place/changes.h"
#include "onepot/place/living.h"
#include "onepot/store/accounts.h"
#include "onepot/store/interests.h"
#include "onepot/store/meeting.h"
#include "onepot/store/outings.h"
#include "onepot/store/steps.h"

namespace onepot::town::writing {
namespace {

namespace clubs = store::clubs;

// The story's own areas are left alone: Pete, Sam and Ali look for their house there.
constexpr std::string_view story_areas[] = {"Thornby", "Oxmere", "Ashdale"};
constexpr std::size_t people_looked_among = 60, clubs_living = 2;
constexpr Date moved_in{2026, 3, 2};

bool is_of_the_story(std::string_view area) {
  return std::ranges::find(story_areas, area) != std::end(story_areas);
}

struct Looking {
  club::Seeking seeking;
  std::vector<store::PersonId> people;
  std::vector<clubs::Home> homes;
};

Looking who_looks(store::Session& session, const Town& town) {
  Looking out;
  for (std::size_t i = cast_size; i < town.people.size() && out.people.size() < people_looked_among; ++i) {
    if (!town.people[i].wish || !town.people[i].wish->sharing) continue;
    const store::PersonId person{key(i)};
    auto one = place::seeker(session, person, today);
    if (one.missing != place::Missing::nothing) continue;
    std::erase_if(one.person.areas, is_of_the_story);
    if (one.person.areas.empty()) continue;
    out.seeking.people.push_back(std::move(one.person));
    out.people.push_back(person);
  }
  for (auto& home : clubs::free_homes(session, store::PlaceId{1})) {
    if (is_of_the_story(home.area_name)) continue;
    out.seeking.homes.push_back(place::for_club(home));
    out.homes.push_back(std::move(home));
  }
  return out;
}

clubs::Club move_in(store::Session& session, const Looking& looking, const club::FormedGroup& group, Refs& refs) {
  const auto& home = looking.homes[group.home];
  clubs::NewClub made{refs.next(moved_in), home.name, "{}", store::PlaceId{1}, home.id, {}};
  for (const auto i : group.people) made.people.push_back(looking.people[i]);
  const auto id = clubs::add(session, made, at(moved_in - 30, 11));
  const auto rooms = clubs::rooms(session, home.id);
  std::vector<clubs::Share> shares;
  for (std::size_t i = 0; i < group.people.size(); ++i) {
    shares.push_back({made.people[i], rooms[i].id, group.rent[i], group.support[i], "as found"});
    std::vector<std::pair<store::RoomId, Pence>> worths;
    for (const auto& room : rooms) worths.emplace_back(room.id, group.rent[i]);
    clubs::set_worths(session, id, made.people[i], worths);
  }
  clubs::set_shares(session, id, shares);
  clubs::move(session, id, "rooms", "asked", at(moved_in - 20, 11));
  for (const auto person : made.people) clubs::answer_yes(session, id, person, at(moved_in - 14, 18));
  clubs::move(session, id, "asked", "agreed", at(moved_in - 14, 18));
  clubs::take_home(session, home.id, at(moved_in - 14, 18));
  return *clubs::club(session, id);
}

/// One of them is away for a fortnight: what the others pay in it, as the place works it out.
void goes_away(store::Session& session, const clubs::Club& club, store::PersonId who, Refs& refs) {
  const Date from = today - 3, until = today + 10;
  store::steps::NewStep step;
  step.ref = refs.next(today - 12);
  step.kind = "away";
  step.place = store::PlaceId{1};
  step.club = club.id;
  step.by = who;
  step.answer_by = from - 1;
  step.about = who;
  step.from = from;
  step.until = until;
  const auto members = clubs::members(session, club.id, at(today, 9));
  for (const auto& m : members) step.people.push_back(m.person);
  const Instant agreed = at(today - 10, 19);
  const auto stretches = place::stretches_of(session, club, {place::WhatIf::Kind::away, who, from, until},
                                             place::built_in_price_book(), agreed);
  ONEPOT_ASSERT(stretches.has_value());
  const auto id = store::steps::add(session, step, at(today - 12, 10));
  for (const auto& m : members) store::steps::answer_yes(session, id, m.person, place::digest_of(*stretches), agreed);
  store::steps::agree(session, id, agreed);
  std::vector<clubs::SharesFrom> days;
  for (const auto& s : *stretches) {
    auto& day = days.emplace_back(clubs::SharesFrom{s.from, {}});
    for (const auto& sum : s.sums)
      day.shares.push_back({sum.person, sum.room, sum.room_name, sum.rent, sum.support, sum.away});
  }
  clubs::set_shares_by_day(session, club.id, days);
}

/// Sam's taxi to the Thursday club, with Ali in it and a seat free.
void taxi_on_thursdays(store::Session& session, Refs& refs) {
  const store::PersonId people[] = {{key(sam)}, {key(ali)}};
  for (const auto person : people)
    store::interests::set_hello(session, person,
                                {true, {"football"}, "I go to the Thursday club. I like football, on telly too."},
                                at(today - 20, 18));
  store::outings::NewOuting taxi;
  taxi.ref = refs.next(today - 20);
  taxi.title = "Taxi to the Thursday club";
  taxi.words = "There at six, home at nine.";
  taxi.interest = "football";
  taxi.category = "taxi";
  taxi.rhythm = "week";
  taxi.rule = "distance";
  taxi.place = store::PlaceId{1};
  taxi.area = store::accounts::person(session, people[0])->area;
  taxi.by = people[0];
  taxi.first = this_monday + 10;  // a Thursday
  taxi.start_minute = 17 * 60 + 30;
  taxi.minutes = 60;
  taxi.seats = 4;
  taxi.cost = Pence(1800);
  const auto id = store::outings::add(session, taxi, at(today - 20, 19));
  const Pence alone[] = {Pence(1800), Pence(1100)};
  for (std::size_t i = 0; i < std::size(people); ++i) {
    store::outings::ask(session, id, people[i], alone[i], at(today - 20, 19) + std::chrono::hours(24 * i));
    store::outings::set_yes(session, id, people[i], alone[i], at(today - 18, 19));
  }
}

}  // namespace

void Writer::clubs() {
  Refs refs(town, 21);
  std::int64_t rows = 0;
  const Looking looking = who_looks(session, town);
  club::Terms terms = place::terms_of(place::built_in_price_book());
  std::size_t formed = 0;
  for (const auto& group : club::match(looking.seeking, terms).groups) {
    if (formed == clubs_living) break;
    const auto club = move_in(session, looking, group, refs);
    if (formed++ == 0) goes_away(session, club, looking.people[group.people.front()], refs);
    rows += 1 + std::ssize(group.people);
  }
  taxi_on_thursdays(session, refs);
  report("clubs", rows + 5);
}

}  // namespace onepot::town::writing
