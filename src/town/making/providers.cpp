// 420 providers, most of them micro: what each is, what it offers, what it charges, who may come.
#include "parts.h"

namespace onepot::town {
namespace provider_making {

using namespace std::string_view_literals;

struct Trade {
  std::string_view category, words, name;
};
// What a micro-enterprise offers and how it might call itself after its village.
constexpr std::array trades{
    Trade{"personal-care", "Help with washing, dressing and getting up, at the time you choose", "Helping Hands"},
    Trade{"personal-care", "One-to-one support at home from somebody you know", "Home Companions"},
    Trade{"household", "Cleaning, laundry, shopping and cooking with you, not for you", "Home and Hearth"},
    Trade{"household", "Cooking together and a full freezer", "Kitchen Table"},
    Trade{"getting-out", "Days out, walks, the gym, a pint: you say where", "Out and About"},
    Trade{"getting-out", "Support to clubs, college and friends", "Good Company"},
    Trade{"day-opportunities", "A small workshop for up to six people", "Makers"},
    Trade{"day-opportunities", "Gardening and growing together", "Allotment Project"},
    Trade{"work", "Help to find a paid job and to keep it", "Work Mates"},
    Trade{"transport", "Lifts in an accessible car", "Lifts"},
    Trade{"gardening", "Gardens kept tidy", "Gardens"},
    Trade{"companionship", "A visit, a chat and a walk", "Friendly Visits"}};
constexpr std::array agency_names{"Care at Home", "Community Care", "Support Services",
                                  "Homecare",     "Living Support", "Care Partners"};
constexpr std::array circle_words{"A few people who meet around one person and get things done"sv};

struct Maker {
  const Options& options;
  const Place& place;
  const NameMaker& names;
  Random random;
  std::vector<Provider> out{};
  std::map<std::string, int> taken{};
  std::int64_t account = 20000000;

  std::int64_t count(std::string_view name) const {
    return std::max<std::int64_t>(1, Numbers::built_in().count(name) * options.people / 6200);
  }
  std::string once(std::string name) {
    const int before = taken[name]++;
    return before == 0 ? name : fmt::format("{} ({})", name, before + 1);
  }
  Pence spread(std::string_view middle, std::string_view width) {
    const std::int64_t m = Numbers::built_in().pence(middle).count(), w = Numbers::built_in().pence(width).count();
    return Pence((m + random.between(-w, w) + 5) / 10 * 10);  // prices end in whole ten pence
  }
  /// Workers' names as people would use them: a first name and an initial.
  std::vector<std::string> workers(std::int64_t staff_hundredths) {
    const std::int64_t n = std::clamp<std::int64_t>((staff_hundredths + 50) / 100, 1, 60);
    std::vector<std::string> pool;
    for (std::int64_t i = 0; i < n; ++i) {
      const auto name = names.draw(random);
      pool.push_back(name.first + " " + name.last.substr(0, 1) + ".");
    }
    return pool;
  }
  Provider& add(std::string name, std::string kind, std::string about, std::size_t area, std::int64_t staff) {
    Provider p{once(std::move(name)),
               std::move(kind),
               std::move(about),
               "",
               area,
               staff,
               "",
               "999901",
               std::to_string(++account),
               Date(),
               {},
               {}};
    p.bank_name = p.name;
    p.listed = Date(2024, 6, 1) + random.between(0, 150);
    p.workers = workers(staff);
    out.push_back(std::move(p));
    return out.back();
  }
  std::size_t anywhere() { return draw_area(place, random, false); }
  std::size_t anywhere_even() {  // micros are as likely in a village as in a town's suburb
    for (;;) {
      const std::size_t area = static_cast<std::size_t>(random.below(place.areas.size()));
      if (!is_gap_village(place.areas[area].name)) return area;
    }
  }

  void micros() {
    for (std::int64_t i = count("providers_micro_enterprise"); i > 0; --i) {
      const std::size_t area = random.chance(2, 5) ? anywhere_even() : anywhere();
      const bool somebody_cares = std::ranges::any_of(
          out, [](const Provider& each) { return each.offerings.front().category == trades.front().category; });
      // Gwen of the story is one: the smallest towns may draw none.
      const Trade& drawn = random.pick(trades);
      const Trade& trade = i == 1 && !somebody_cares ? trades.front() : drawn;
      const std::int64_t staff = random.chance(3, 5) ? random.between(3, 10) * 10 : random.between(11, 50) * 10;
      const std::string owner = names.draw(random).first;
      const bool by_name = random.chance(1, 3);
      Provider& p = add(
          by_name ? owner + "’s " + std::string(trade.name) : place.areas[area].name + " " + std::string(trade.name),
          "micro-enterprise", staff <= 100 ? "One person, working for themselves" : "A few people who work together",
          area, staff);
      const Pence rate = spread("micro_hour", "micro_hour_spread");
      p.offerings.push_back({std::string(trade.category), std::string(trade.words), rate, std::nullopt});
      if (trade.category == "personal-care"sv) {
        p.offerings.back().night_rate = Numbers::built_in().pence("night_hour");
        p.offerings.push_back({"getting-out", "Going out together", rate, std::nullopt});
      }
      if (random.chance(1, 6)) p.innovation = std::string(random.pick(std::array{"what"sv, "how"sv, "who"sv}));
    }
  }
  void agencies(std::string_view count_name, std::string_view rate_name, std::int64_t low, std::int64_t high) {
    for (std::int64_t i = count(count_name); i > 0; --i) {
      const std::size_t area = anywhere();
      Provider& p = add(place.areas[area].name + " " + random.pick(agency_names), "agency",
                        "A registered home care agency", area, random.between(low, high) * 10);
      const Pence rate = spread(rate_name, "agency_hour_spread");
      p.offerings.push_back(
          {"personal-care", "Care at home, every day of the year", rate, Numbers::built_in().pence("night_hour")});
      p.offerings.push_back({"getting-out", "Support outside the home", rate, std::nullopt});
      p.offerings.push_back({"household", "Help around the house", rate, std::nullopt});
    }
  }
  void larger() {
    const Numbers& n = Numbers::built_in();
    for (std::int64_t i = count("providers_supported_living"); i > 0; --i) {
      const std::size_t area = anywhere();
      Provider& p = add(place.areas[area].name + " Supported Living", "supported-living",
                        "Support for people in homes of their own", area, random.between(26, 160) * 100);
      p.offerings.push_back({"supported-living", "Support in your own tenancy, day and night",
                             spread("medium_hour", "agency_hour_spread"), n.pence("night_hour")});
    }
    for (std::int64_t i = count("providers_care_home"); i > 0; --i) {
      const std::size_t area = anywhere();
      const auto size = random.below(10);
      const std::int64_t staff = size < 5   ? random.between(12, 25)
                                 : size < 9 ? random.between(30, 80)
                                            : random.between(100, 150);
      static constexpr std::array homes{"House", "Lodge", "Court", "Grange", "Manor"};
      Provider& p =
          add(place.areas[area].name + " " + random.pick(homes), "care-home", "A care home", area, staff * 100);
      const Rational hour =
          Rational(1, 168) * between(random, 1 - n.real("care_home_spread"), 1 + n.real("care_home_spread"));
      p.offerings.push_back(
          {"care-home", "A room, meals and care day and night", times(n.pence("care_home_week"), hour), std::nullopt});
    }
    for (std::int64_t i = count("providers_shared_lives"); i > 0; --i) {
      Provider& p = add("Ashdale Shared Lives", "shared-lives",
                        "People who open their home and family life to somebody who needs support",
                        area_named(place, "Ashdale"), 900);
      p.innovation = "what";
      p.offerings.push_back({"shared-lives", "A home in a family that you choose and that chooses you",
                             n.pence("shared_lives_hour_of_stay"), std::nullopt});
    }
  }
  void free_and_housing() {
    for (std::int64_t i = count("providers_homeshare"); i > 0; --i) {
      Provider& p = add("Ashdale Homeshare", "homeshare",
                        "Brings together people with a spare room and people who can help about the house",
                        area_named(place, "Ashdale"), 180);
      p.innovation = "what";
      p.offerings.push_back({"homeshare", "Somebody to live in your spare room and help for ten hours a week",
                             std::nullopt, std::nullopt});
    }
    for (std::int64_t i = count("providers_circle"); i > 0; --i) {
      const std::size_t area = anywhere();
      Provider& p =
          add(place.areas[area].name + " Circles", "circle", "Circles of people around one person", area, 100);
      p.innovation = "how";
      p.offerings.push_back({"circle", std::string(circle_words[0]), std::nullopt, std::nullopt});
    }
    static constexpr std::array volunteer_offers{
        Trade{"companionship", "A visit each week from the same person", ""},
        Trade{"transport", "A lift to the surgery or the shops", ""},
        Trade{"day-opportunities", "A club at the village hall on Thursdays, free, with tea", ""},
        Trade{"getting-out", "A walking group at your pace", ""},
        Trade{"check-in-visit", "A knock on the door from the postman, and a word to the people you choose", ""},
        Trade{"care-navigation", "Somebody who knows what there is and rings with you", ""},
        Trade{"gardening", "A hand in the garden, twice a month", ""}};
    const std::int64_t groups = count("providers_volunteers"), offers = std::max(groups, count("volunteer_offers"));
    const std::size_t first = out.size();
    for (std::int64_t i = 0; i < groups; ++i) {
      const std::size_t area = i == 0 ? area_named(place, "Thornby") : anywhere();
      add(place.areas[area].name + " Neighbours", "volunteers", "Neighbours who give time", area, 10);
    }
    for (std::int64_t i = 0; i < offers; ++i) {
      const Trade& t = volunteer_offers[static_cast<std::size_t>(i * 9 + 2) % volunteer_offers.size()];
      out[first + static_cast<std::size_t>(i % groups)].offerings.push_back(
          {std::string(t.category), std::string(t.words), std::nullopt, std::nullopt});
    }
    for (std::int64_t i = count("providers_landlord"); i > 0; --i) {
      const bool association = i % 3 == 0;
      const std::size_t area = anywhere();
      add(association ? place.areas[area].name + " Homes" : names.draw(random).last + " Lettings", "landlord",
          association ? "A housing association" : "Homes to let", area,
          association ? random.between(26, 90) * 100 : random.between(1, 5) * 100);
    }
  }
};

}  // namespace provider_making

int size_band(std::int64_t staff_hundredths) {
  return staff_hundredths <= 500 ? 0 : staff_hundredths <= 2500 ? 1 : staff_hundredths < 10000 ? 2 : 3;
}

std::vector<Provider> make_providers(const Options& options, const Place& place, const NameMaker& names) {
  provider_making::Maker maker{options, place, names, stream_of(options, Salt::providers)};
  maker.micros();
  maker.agencies("providers_agency_small", "small_hour", 60, 250);
  maker.agencies("providers_agency_medium", "medium_hour", 260, 990);
  maker.agencies("providers_agency_large", "large_hour", 1000, 2400);
  maker.larger();
  maker.free_and_housing();
  return std::move(maker.out);
}

}  // namespace onepot::town
