#pragma once
// Little towns for the tests of this room: random ones, and the three men of the first page.
#include "onepot/base/random.h"
#include "onepot/club/match.h"

namespace onepot::club {

inline Seeking random_town(Random& random, std::size_t people, std::size_t homes) {
  Seeking out;
  const std::vector<std::string> areas{"Ash", "Beech", "Cedar"}, features{"garden", "ramp"};
  for (std::size_t i = 0; i < people; ++i) {
    Person p;
    p.name = "P" + std::to_string(i);
    const std::int64_t day = random.between(0, 20);
    p.day_hours = Rational(day, random.chance(1, 4) ? 3 : 1);  // thirds of an hour cost fractions of a penny
    p.day_shareable_hours = Rational(random.between(0, day), p.day_hours.den() == 1 && day % 3 != 0 ? 1 : 3);
    if (p.day_shareable_hours > p.day_hours) p.day_shareable_hours = p.day_hours;
    p.night_hours = Rational(random.between(0, 10));
    p.night_shareable = random.chance(2, 3);
    p.budget_week = Pence(random.between(15000, 60000));
    for (const auto& a : areas)
      if (random.chance(2, 3)) p.areas.push_back(a);
    for (const auto& f : features)
      if (random.chance(1, 8)) p.must.push_back(f);
    for (std::size_t j = 0; j < people; ++j)
      if (random.chance(1, 4)) p.likes.push_back("P" + std::to_string(j));
    p.priority = random.between(0, 2);
    out.people.push_back(p);
  }
  for (std::size_t h = 0; h < homes; ++h) {
    Home home;
    home.name = "H" + std::to_string(h);
    home.area = random.pick(areas);
    home.rent_week = Pence(random.between(8000, 50001));
    home.bedrooms = random.between(1, 4);
    for (const auto& f : features)
      if (random.chance(1, 2)) home.features.push_back(f);
    out.homes.push_back(home);
  }
  if (random.chance(1, 2)) {
    out.together.emplace();
    for (std::size_t a = 0; a < people; ++a)
      for (std::size_t b = a + 1; b < people; ++b)
        if (random.chance(1, 2)) out.together->emplace_back(b, a);
  }
  for (std::size_t a = 0; a < people; ++a)
    for (std::size_t b = a + 1; b < people; ++b)
      if (random.chance(1, 10)) out.apart.emplace_back(a, b);
  return out;
}

/// Three men who each can afford nothing alone; Mill Lane 3 they can afford together, with £40 each to spare.
inline Seeking three_men() {
  Seeking out;
  for (const auto* name : {"Pete", "Sam", "Ali"}) {
    Person p;
    p.name = name;
    p.budget_week = Pence(42'000);
    p.day_hours = Rational(14);
    p.day_shareable_hours = Rational(8);
    p.night_hours = Rational(10);
    p.night_shareable = true;
    p.areas = {"Ash"};
    out.people.push_back(p);
  }
  out.homes = {{"Mill Lane 3", "Ash", Pence(24'000), 3, {}}, {"Bedsit", "Ash", Pence(12'000), 1, {}}};
  return out;
}

/// What every room of every home is worth to everybody, so that rents are divided without envy.
inline void value_rooms(Random& random, Seeking& seeking) {
  seeking.values.emplace();
  for (std::size_t h = 0; h < seeking.homes.size(); ++h) {
    HomeRooms rooms{h, {}, {}};
    for (std::int64_t r = 0; r < seeking.homes[h].bedrooms; ++r) rooms.rooms.push_back("R" + std::to_string(r));
    for (std::size_t p = 0; p < seeking.people.size(); ++p) {
      std::vector<Pence> row;
      for (std::size_t r = 0; r < rooms.rooms.size(); ++r) row.emplace_back(random.between(5, 12) * 1000);
      rooms.worth.emplace_back(p, row);
    }
    seeking.values->push_back(rooms);
  }
}

}  // namespace onepot::club
