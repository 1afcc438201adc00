#include "parts.h"

namespace onepot::town {
namespace home_making {

constexpr std::array streets{"Mill Lane",   "Church Street", "Station Road", "High Street",
                             "Chapel Row",  "Orchard Close", "School Lane",  "Bridge Street",
                             "Park Avenue", "Meadow View",   "Forge Hill",   "Market Place"};
constexpr std::array features{"step-free", "garden", "near-bus", "wet-room", "pets-welcome", "quiet-street", "parking"};
const std::vector<std::vector<std::string>> rooms{{"Room"},
                                                  {"Bedroom"},
                                                  {"Front room", "Back room"},
                                                  {"Front room", "Garden room", "Attic room"},
                                                  {"Front room", "Back room", "Garden room", "Attic room"}};

}  // namespace home_making

std::vector<Home> make_homes(const Options& options, const Place& place, const std::vector<Provider>& providers) {
  Random random = stream_of(options, Salt::homes);
  std::vector<std::size_t> landlords;
  for (std::size_t i = 0; i < providers.size(); ++i)
    if (providers[i].kind == "landlord") landlords.push_back(i);
  std::vector<Home> out;
  std::set<std::string> names;
  // The house of the story: three bedrooms, at the rent that two in ten homes of its size are below.
  out.push_back({"3 Mill Lane, Thornby",
                 area_named(place, "Thornby"),
                 landlords.front(),
                 options.rents.at(3, 200),
                 3,
                 {"step-free", "garden", "near-bus"},
                 home_making::rooms[3],
                 Date(2026, 10, 5),
                 std::nullopt});
  names.insert(out.back().name);
  const std::int64_t count = std::max<std::int64_t>(20, Numbers::built_in().count("homes") * options.people / 6200);
  const std::array<std::int64_t, 5> mix{8, 30, 34, 21, 7};
  while (std::ssize(out) < count) {
    const std::size_t area = draw_area(place, random, true);
    const std::size_t size = random.weighted(mix);
    std::string name = fmt::format("{}{} {}, {}", random.between(1, 140), size == 0 ? "A" : "",
                                   random.pick(home_making::streets), place.areas[area].name);
    if (!names.insert(name).second) continue;
    Home home{std::move(name),
              area,
              random.pick(landlords),
              options.rents.at(static_cast<int>(size), random.between(20, 980)),
              std::max(1, static_cast<int>(size)),
              {},
              home_making::rooms[size],
              first_monday + random.between(0, 724),
              std::nullopt};
    for (const auto* feature : home_making::features)
      if (random.chance(3, 10)) home.features.emplace_back(feature);
    if (size == 0) home.features.emplace_back("shared-house");
    if (chance(random, "homes_taken"))
      home.taken = home.listed + random.between(7, std::max<std::int64_t>(8, today - home.listed - 1));
    if (home.taken && *home.taken >= today) home.taken.reset();
    out.push_back(std::move(home));
  }
  return out;
}

}  // namespace onepot::town
