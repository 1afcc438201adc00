// Ashdale and Brackenford: invented names on an invented grid.
#include "onepot/base/text.h"
#include "onepot/pot/stream.h"
#include "parts.h"

namespace onepot::town {
namespace geography {

struct Spot {
  const char* name;
  bool town;
  std::int64_t easting_m, northing_m, residents;
};
constexpr std::array ashdale{
    Spot{"Ashdale", true, 19400, 17200, 118400},       Spot{"Kelderby", true, 31800, 22900, 61500},
    Spot{"Stonebeck", true, 9300, 24600, 38200},       Spot{"Hallowbridge", true, 25700, 7800, 24900},
    Spot{"Wexcombe", true, 12100, 8900, 17300},        Spot{"Orrin Market", true, 36200, 13400, 12600},
    Spot{"Thornby", false, 15900, 29400, 1150},        Spot{"Nether Sallow", false, 14200, 13600, 2650},
    Spot{"Great Sallow", false, 13100, 15400, 3400},   Spot{"Bramwick", false, 22800, 25300, 2900},
    Spot{"Cold Harrow", false, 4100, 31800, 640},      Spot{"Fennel Green", false, 24300, 19800, 3800},
    Spot{"Oxmere", false, 18100, 26700, 2350},         Spot{"Lindle", false, 28400, 29600, 2100},
    Spot{"Upper Lindle", false, 29900, 32700, 480},    Spot{"Withy End", false, 17300, 4200, 1700},
    Spot{"Pelham Moor", false, 7600, 16700, 1450},     Spot{"Saxby Hollow", false, 34700, 27800, 1900},
    Spot{"Crowmarsh Dene", false, 21600, 11900, 3100}, Spot{"Eldergate", false, 28800, 15100, 2750},
    Spot{"Hobbs Ferry", false, 39100, 9200, 720},      Spot{"Tansley Fold", false, 11400, 28900, 1300},
    Spot{"Marrow Hill", false, 5200, 10300, 560},      Spot{"Dunsop Vale", false, 33100, 5600, 1250},
    Spot{"Kettlewick", false, 26600, 24100, 3050},     Spot{"Barrow Mere", false, 16200, 20900, 4100},
    Spot{"Quenby Lea", false, 30700, 10400, 1850},     Spot{"Rookstead", false, 8300, 5400, 1400},
    Spot{"Sheepwash", false, 2700, 20800, 700},        Spot{"Yarrowby", false, 22400, 32200, 1800}};
constexpr std::array brackenford{Spot{"Brackenford", true, 14000, 12000, 96000},
                                 Spot{"Lower Bracken", true, 21500, 16800, 41000},
                                 Spot{"Fernhope", false, 8700, 19900, 5200}};
constexpr std::array gaps{"Cold Harrow", "Upper Lindle", "Marrow Hill", "Sheepwash", "Hobbs Ferry"};
constexpr std::int64_t usual_people = 6200;

template <std::size_t N>
std::vector<Area> areas_of(const std::array<Spot, N>& spots, std::int64_t numerator, std::int64_t denominator) {
  std::vector<Area> out;
  for (const Spot& s : spots)
    out.push_back(
        {s.name, s.town, s.easting_m, s.northing_m, std::max<std::int64_t>(1, s.residents * numerator / denominator)});
  return out;
}

std::int64_t sum(const std::vector<Area>& areas) {
  std::int64_t out = 0;
  for (const auto& a : areas) out += a.residents;
  return out;
}

}  // namespace geography

std::vector<Place> make_places(const Options& options) {
  Place ashdale{
      "ashdale",         "Ashdale", "Ashdale Council",
      "NHS Ashdale",     0,         geography::areas_of(geography::ashdale, options.people, geography::usual_people),
      "Ashdale Council", "999900",  "10000001"};
  ashdale.residents = geography::sum(ashdale.areas);
  Place brackenford{"brackenford",
                    "Brackenford",
                    "Brackenford Council",
                    "NHS Brackenford",
                    0,
                    geography::areas_of(geography::brackenford, 1, 1),
                    "Brackenford Council",
                    "999900",
                    "10000002"};
  brackenford.residents = geography::sum(brackenford.areas);
  return {std::move(ashdale), std::move(brackenford)};
}

std::size_t area_named(const Place& place, std::string_view name) {
  const auto it = std::ranges::find(place.areas, name, &Area::name);
  ONEPOT_ASSERT(it != place.areas.end());
  return static_cast<std::size_t>(it - place.areas.begin());
}

bool is_gap_village(std::string_view name) {
  return std::ranges::find(geography::gaps, name) != geography::gaps.end();
}

std::size_t draw_area(const Place& place, Random& random, bool gaps_too) {
  std::vector<std::int64_t> weights;
  for (const auto& a : place.areas) weights.push_back(gaps_too || !is_gap_village(a.name) ? a.residents : 0);
  return random.weighted(weights);
}

std::vector<Stream> make_streams() {
  std::vector<Stream> out;
  for (const pot::StreamKind& kind : pot::known_streams()) {
    std::string funder(kind.funder);
    if (funder == "the council") funder = "Ashdale Council";
    if (funder == "the NHS") funder = "NHS Ashdale";
    out.push_back({std::string(kind.code), std::string(kind.name), std::move(funder), std::string(kind.legal_basis),
                   std::string(kind.purposes), kind.public_money});
  }
  ONEPOT_ASSERT(out.size() == stream_count && out[stream_care].code == "adult-social-care" &&
                out[stream_housing].code == "supporting-people" &&
                out[stream_independent].code == "independent-living-fund" &&
                out[stream_work].code == "access-to-work" && out[stream_health].code == "nhs-phb" &&
                out[stream_own].code == "own");
  return out;
}

}  // namespace onepot::town
