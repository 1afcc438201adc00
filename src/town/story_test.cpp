// The sums of the story: what Sam, Ali and Pete are offered is what the price room offers for their needs; alone none
// of them can afford a home with the support they need; together they can, with the built-in rents and with real ones.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "onepot/club/match.h"
#include "onepot/price/offer.h"
#include "onepot/town/cast.h"
#include "onepot/town/town.h"

namespace onepot::town {
namespace {

std::string source_path(const std::string& folder) {
  return std::string(ONEPOT_SOURCE_DIR) + "/" + folder;
}

TEST(Story, ThePotIsWhatTheTariffOffersForTheNeeds) {
  const auto currency_folder = price::read_folder(source_path("currencies/ashdale-social-care"));
  const auto tariff_folder = price::read_folder(source_path("tariffs/ashdale-2026-27"));
  ASSERT_TRUE(currency_folder && tariff_folder);
  const auto currency = price::load_currency(*currency_folder);
  ASSERT_TRUE(currency) << currency.error().text();
  const auto tariff = price::load_tariff(*tariff_folder, *currency);
  ASSERT_TRUE(tariff) << tariff.error().text();
  std::vector<price::Need> needs;
  for (const Need& n : story_needs())
    needs.push_back({n.kind, n.day_week, n.shareable_week, n.nights_week, n.nights_shareable, false, false});
  const auto priced = price::price_needs(*currency, *tariff, needs, {.rural = true});
  ASSERT_TRUE(priced) << priced.error().text();
  const auto offer = price::make_offer(*currency, *tariff, *priced);
  ASSERT_TRUE(offer) << offer.error().text();
  Pence pot;
  for (const PotPart& part : story_pot()) pot += part.week;
  EXPECT_EQ(offer->week, pot);
  ASSERT_EQ(offer->parts.size(), story_pot().size());
}

/// The support formula of `club match`, written out: a second reading for three people with the same needs.
Pence support_cost(std::int64_t people, Pence day_rate, Pence night_rate) {
  Hours day, shareable, night;
  for (const Need& n : story_needs()) {
    if (n.kind == "work") continue;  // that help goes where the job is
    day += n.day_week;
    shareable += n.shareable_week;
    night += n.night_week();
  }
  const Hours apart = day - shareable;
  return cost(Hours::minutes(apart.in_minutes() * people) + shareable, day_rate) + cost(night, night_rate);
}

/// What the pot can pay for a home and the support in it: the part for a job is for the job.
Pence pot_for_home() {
  Pence out;
  for (const PotPart& part : story_pot())
    if (part.stream != stream_work) out += part.week;
  return out;
}

void fits_only_together(const Town& town, Pence day_rate, Pence night_rate) {
  const Person& person = town.people[sam];
  Pence cheapest_alone = Pence(1'000'000'00);
  std::size_t shareable_homes = 0;
  for (const Home& home : town.homes) {
    const auto& area = town.places.front().areas[home.area].name;
    if (home.taken || std::ranges::find(person.wish->areas, area) == person.wish->areas.end()) continue;
    cheapest_alone = std::min(cheapest_alone, home.rent_week);
    // Each within the largest unequal share of the rent that the rules allow (a quarter above an equal one).
    const Pence most_rent = times(home.rent_week, Rational(125, 300), Rounding::ceiling);
    if (home.bedrooms >= 3 &&
        most_rent + times(support_cost(3, day_rate, night_rate), Rational(1, 3), Rounding::ceiling) <= pot_for_home())
      ++shareable_homes;
  }
  EXPECT_GT(support_cost(1, day_rate, night_rate) + cheapest_alone, pot_for_home());
  EXPECT_GE(shareable_homes, 1u);
  const Home& house = town.homes.front();
  EXPECT_EQ(house.bedrooms, 3);
  EXPECT_EQ(house.rooms.size(), 3u);
  EXPECT_FALSE(house.taken);
}

/// The three of them and every home that is to let, as `club match` reads them.
club::Seeking seeking_of(const Town& town) {
  club::Seeking out;
  for (const std::size_t i : {pete, sam, ali}) {
    club::Person p;
    p.name = town.people[i].known_as;
    p.budget_week = pot_for_home();
    for (const Need& n : story_needs()) {
      if (n.kind == "work") continue;
      p.day_hours = p.day_hours + n.day_week.rational();
      p.day_shareable_hours = p.day_shareable_hours + n.shareable_week.rational();
      p.night_hours = p.night_hours + n.night_week().rational();
    }
    p.night_shareable = true;
    p.areas = town.people[sam].wish->areas;
    out.people.push_back(std::move(p));
  }
  for (const Home& h : town.homes)
    if (!h.taken)
      out.homes.push_back({h.name, town.places.front().areas[h.area].name, h.rent_week, h.bedrooms, h.features});
  out.together = std::vector<club::Pair>{{pete, sam}, {pete, ali}, {sam, ali}};
  return out;
}

void matched_only_together(const Town& town, const club::Terms& terms) {
  const club::Seeking seeking = seeking_of(town);
  for (const std::size_t i : {pete, sam, ali}) {
    const club::Alone alone = club::cheapest_alone(seeking, i, terms);
    ASSERT_TRUE(alone.home);
    EXPECT_GT(alone.short_by, Pence(30000));  // hundreds of pounds a week: no home is near
  }
  const club::Matching found = club::match(seeking, terms);
  EXPECT_TRUE(found.optimal);
  EXPECT_EQ(found.alone_possible, 0);
  EXPECT_EQ(found.served, 3);
  ASSERT_EQ(found.groups.size(), 1u);
  for (const Pence left : found.groups[0].left) EXPECT_GE(left, Pence());
}

/// The rooms of 3 Mill Lane divided so that nobody envies, when each says what a room is worth to them.
void rooms_can_be_shared_out(const Town& town, const club::Terms& terms) {
  const Home& house = town.homes.front();
  for (const auto& worth :
       std::vector<std::vector<std::vector<std::int64_t>>>{{{60, 55, 50}, {55, 60, 50}, {55, 50, 60}},
                                                           {{70, 60, 50}, {70, 60, 50}, {70, 60, 50}},
                                                           {{90, 40, 30}, {60, 60, 40}, {50, 50, 70}}}) {
    club::Seeking seeking = seeking_of(town);
    std::erase_if(seeking.homes, [&](const club::Home& h) { return h.name != house.name; });
    ASSERT_EQ(seeking.homes.size(), 1u);
    club::HomeRooms rooms{0, house.rooms, {}};
    for (const std::size_t i : {pete, sam, ali}) {
      rooms.worth.push_back({i, {}});
      for (const std::int64_t pounds : worth[i]) rooms.worth.back().second.push_back(Pence(pounds * 100));
    }
    seeking.values = {{std::move(rooms)}};
    club::Terms of_three = terms;
    of_three.size_min = of_three.size_max = 3;
    EXPECT_EQ(club::match(seeking, of_three).served, 3);
  }
}

TEST(Story, AloneNoHomeIsWithinThePotAndTogetherOneIs) {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const auto town = make({.people = 6200, .seed = seed});
    ASSERT_TRUE(town);
    fits_only_together(*town, Pence(2410), Pence(1400));  // the tariff's planning rates
    fits_only_together(*town, Pence(2000), Pence(1400));  // the usual rates of `club match`
    matched_only_together(*town, {.day_rate = Pence(2410)});
    rooms_can_be_shared_out(*town, {.day_rate = Pence(2410)});
    matched_only_together(*town, {});
  }
}

TEST(Story, TheSameHoldsWithRealRents) {
  const char* shared = std::getenv("ONEPOT_SHARED_DATA");
  const std::string path =
      (shared ? std::string(shared) : source_path("../shared/data")) + "/rents/private_rents_2019_20.csv.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no list of real rents at " << path;
  const auto rents = read_rents(path, "BIRMINGHAM");
  ASSERT_TRUE(rents) << rents.error().text();
  std::size_t count = 0;
  for (const auto& size : rents->sorted) count += size.size();
  EXPECT_EQ(count, 13516u);
  EXPECT_EQ(rents->at(3, 500), Pence(16685));
  const auto town = make({.people = 6200, .seed = 1, .rents = *rents});
  ASSERT_TRUE(town);
  fits_only_together(*town, Pence(2410), Pence(1400));
  fits_only_together(*town, Pence(2000), Pence(1400));
  matched_only_together(*town, {.day_rate = Pence(2410)});
  rooms_can_be_shared_out(*town, {.day_rate = Pence(2410)});
  matched_only_together(*town, {});
  // A typical Pete against every real rent, not only those on Ashdale's list: the cheapest of all is out of reach
  // alone.
  Pence cheapest = rents->sorted[0].front();
  for (const auto& size : rents->sorted) cheapest = std::min(cheapest, size.front());
  EXPECT_GT(support_cost(1, Pence(2410), Pence(1400)) + cheapest, pot_for_home());
}

}  // namespace
}  // namespace onepot::town
