#pragma once
// Made-up people who seek a home with others, for measuring: towns of 250, in each of which people have said yes to
// each other at random, mostly within a circle of shared interest. Every figure below is a choice of this bench, not a
// statistic.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/random.h"
#include "onepot/base/text.h"
#include "onepot/club/match.h"

namespace onepot::bench {

inline club::Seeking made_town(std::size_t people, double mean_degree, std::uint64_t seed) {
  constexpr std::size_t town_size = 250, circles = 8;
  club::Seeking out;
  out.together.emplace();
  Random random(seed);
  std::vector<std::size_t> circle;
  for (std::size_t i = 0; i < people; ++i) {
    const std::string town = "T" + std::to_string(i / town_size);
    club::Person p;
    p.name = "P" + std::to_string(i);
    p.day_hours = Rational(random.between(10, 40), 2);
    p.day_shareable_hours = Rational(random.between(0, p.day_hours.num() / p.day_hours.den()));
    p.night_hours = Rational(random.chance(1, 2) ? random.between(1, 10) * 7 / 2 : 0);
    p.night_shareable = random.chance(3, 4);
    const Pence alone = club::support_alone(p, {});
    p.budget_week = Pence(alone.count() * random.between(70, 100) / 100 + random.between(3'500, 11'000));
    for (int a = 0; a < 3; ++a)
      if (random.chance(2, 3)) p.areas.push_back(town + "-" + std::to_string(a));
    if (p.areas.empty()) p.areas.push_back(town + "-0");
    if (random.chance(1, 8)) p.must.push_back("step-free");
    if (random.chance(1, 12)) p.must.push_back("garden");
    p.priority = random.between(0, 3);
    circle.push_back(random.below(circles));
    out.people.push_back(std::move(p));
  }
  // Half of the pairs fall within a circle, half anywhere in town.
  std::set<club::Pair> pairs;
  for (std::size_t first = 0; first < people; first += town_size) {
    const std::size_t size = std::min(town_size, people - first);
    const auto wanted = static_cast<std::size_t>(mean_degree * static_cast<double>(size) / 2);
    for (std::size_t made = 0, tries = 0; made < wanted && tries < 100 * wanted; ++tries) {
      const std::size_t a = first + random.below(size), b = first + random.below(size);
      if (a == b || (made % 2 == 0 && circle[a] != circle[b])) continue;
      made += pairs.emplace(std::min(a, b), std::max(a, b)).second;
    }
  }
  out.together->assign(pairs.begin(), pairs.end());
  for (const auto& [a, b] : pairs) {
    if (random.chance(1, 5)) out.people[a].likes.push_back(out.people[b].name);
    if (random.chance(1, 5)) out.people[b].likes.push_back(out.people[a].name);
  }
  const std::size_t homes = people * 2 / 5;
  for (std::size_t h = 0; h < homes; ++h) {
    club::Home home;
    home.name = "H" + std::to_string(h);
    home.area = "T" + std::to_string(h * people / homes / town_size) + "-" + std::to_string(random.below(3));
    home.bedrooms = random.between(2, 4);
    home.rent_week = Pence(8'000 + home.bedrooms * 4'000 + random.between(-2'000, 6'000));
    if (random.chance(1, 3)) home.features.push_back("step-free");
    if (random.chance(1, 2)) home.features.push_back("garden");
    out.homes.push_back(std::move(home));
  }
  return out;
}

/// Writes people.csv, homes.csv and together.csv into a folder, for `onepot club match`.
inline Result<void> write_town(const club::Seeking& town, const std::string& folder) {
  const auto hours = [](const Rational& h) { return to_decimal(Pence(h.num() * 100 / h.den())); };
  std::string people =
      "person,budget_week,day_hours,day_shareable_hours,night_hours,night_shareable,areas,must,likes,priority\n";
  for (const auto& p : town.people)
    people += csv::line({p.name, to_decimal(p.budget_week), hours(p.day_hours), hours(p.day_shareable_hours),
                         hours(p.night_hours), p.night_shareable ? "yes" : "no", join(p.areas, "|"), join(p.must, "|"),
                         join(p.likes, "|"), std::to_string(p.priority)});
  std::string homes = "home,area,rent_week,bedrooms,features\n";
  for (const auto& h : town.homes)
    homes += csv::line({h.name, h.area, to_decimal(h.rent_week), std::to_string(h.bedrooms), join(h.features, "|")});
  std::string pairs = "person,person\n";
  for (const auto& [a, b] : *town.together) pairs += csv::line({town.people[a].name, town.people[b].name});
  ONEPOT_CHECK(write_file(folder + "/people.csv", people));
  ONEPOT_CHECK(write_file(folder + "/homes.csv", homes));
  return write_file(folder + "/together.csv", pairs);
}

}  // namespace onepot::bench
