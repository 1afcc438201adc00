// How life is, twice a year, in people's own answers. The true effects are synthetic and stand in numbers.csv.
#include "onepot/town/cast.h"
#include "parts.h"

namespace onepot::town {

void make_lives(Town& town) {
  const Numbers& n = Numbers::built_in();
  Random random = stream_of(town.options, Salt::lives);
  const double mean = n.real("life_mean"), sd_person = n.real("life_sd_person"), sd_noise = n.real("life_sd_noise");
  const double continuity = n.real("life_effect_continuity"), micro = n.real("life_effect_micro"),
               selection = n.real("life_effect_selection");
  std::vector<std::vector<std::size_t>> of_person(town.people.size());
  for (std::size_t i = 0; i < town.agreements.size(); ++i) of_person[town.agreements[i].person].push_back(i);
  constexpr std::array checks{Date(2025, 3, 10), Date(2025, 9, 8), Date(2026, 3, 9), Date(2026, 9, 7)};
  for (std::size_t i = cast_size; i < town.people.size(); ++i) {
    if (!chance(random, "life_check_people")) continue;
    const double person = sd_person * random.normal();
    for (const Date at : checks) {
      const Agreement* main = nullptr;  // the one that gives most time on that day
      for (const std::size_t k : of_person[i]) {
        const Agreement& a = town.agreements[k];
        const bool live =
            period_start(a.from_period) <= at && (!a.until_period || at < period_start(*a.until_period + 1));
        if (live && (!main || a.day_week > main->day_week)) main = &a;
      }
      const Date day = at + random.between(0, 20);
      if (!main || !chance(random, "life_check_answered")) continue;
      const double hours = std::min(40.0, static_cast<double>(main->day_week.in_minutes()) / 60);
      const bool small = size_band(town.providers[main->provider].staff_hundredths) == 0;
      const double score = mean + person - selection * (hours - 12) / 8 + continuity * (main->continuity - 0.6) +
                           (small ? micro : 0) + sd_noise * random.normal();
      LifeCheck check{i, day, chance(random, "life_check_by_carer"), {}};
      for (auto& answer : check.answers) {
        const double a = score / 8 + 0.45 * random.normal();
        if (!chance(random, "life_area_missing")) answer = std::clamp(static_cast<int>(a + 0.5), 0, 3);
      }
      town.life_checks.push_back(check);
    }
  }
}

}  // namespace onepot::town
