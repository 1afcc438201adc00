#include "onepot/town/care_files.h"

#include "onepot/base/csv.h"
#include "onepot/base/hash.h"
#include "onepot/town/cast.h"

namespace onepot::town {
namespace care_files_making {

std::string number(std::size_t person) {
  return fmt::format("A{:06}", person + 1);
}
std::string_view setting_words(Setting setting) {
  switch (setting) {
    case Setting::with_family:
      return "family";
    case Setting::own_home:
      return "own-home";
    case Setting::care_home:
      return "care-home";
    case Setting::shared_lives:
      break;
  }
  return "shared-lives";
}

}  // namespace care_files_making

std::string care_key(std::uint64_t seed) {
  return to_hex(sha256(fmt::format("ashdale {}", seed)));
}

std::map<std::string, std::string> care_files(const Town& town) {
  using namespace care_files_making;
  std::map<std::string, std::string> out;
  std::map<CareService, std::int64_t> numbers;
  for (const CareLine& line : town.care) {
    std::string& text = out[fmt::format("{}.csv", name_of(line.service))];
    if (text.empty()) text = csv::line({"record", "person", "stream", "kind", "from", "until", "cost", "pathway"});
    text += csv::line({std::to_string(++numbers[line.service]), number(line.person), std::string(name_of(line.service)),
                       line.kind, to_iso(line.from), to_iso(line.until), to_decimal(line.pence), line.pathway});
  }
  std::string people = csv::line({"person", "age", "setting", "day_hours", "nights", "health_hours", "rural"});
  for (std::size_t i = 0; i < town.people.size(); ++i) {
    const Person& p = town.people[i];
    Hours day, health;
    std::int64_t nights = 0;
    for (const Need& need : p.needs) {
      (need.kind == "health" ? health : day) += need.day_week;
      nights = std::max(nights, need.nights_week);
    }
    // Whole hours: finer than they are known, a currency would divide people by chance.
    constexpr std::int64_t hour = 60;
    people +=
        csv::line({number(i), std::to_string(age_on(p.born, today)), std::string(setting_words(p.setting)),
                   std::to_string(day.in_minutes() / hour), std::to_string(nights),
                   std::to_string(health.in_minutes() / hour), town.places.front().areas[p.area].town ? "no" : "yes"});
  }
  out["people.csv"] = std::move(people);
  out["place.key"] = care_key(town.options.seed) + "\n";
  return out;
}

}  // namespace onepot::town
