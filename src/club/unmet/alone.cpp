// What one person could do without anybody.
#include <algorithm>

#include "match/money.h"

namespace onepot::club {

Pence support_alone(const Person& person, const Terms& terms) {
  const Lines lines = lines_of(person, terms);
  return Pence(lines.own + lines.day + lines.night);
}

Alone cheapest_alone(const Seeking& seeking, std::size_t person, const Terms& terms) {
  const Person& who = seeking.people[person];
  Alone out;
  out.support = support_alone(who, terms);
  const auto in = [](const std::vector<std::string>& list, const std::string& name) {
    return std::ranges::find(list, name) != list.end();
  };
  for (std::size_t h = 0; h < seeking.homes.size(); ++h) {
    const Home& home = seeking.homes[h];
    if (home.bedrooms < 1 || !in(who.areas, home.area)) continue;
    if (!std::ranges::all_of(who.must, [&](const auto& feature) { return in(home.features, feature); })) continue;
    if (!out.home || home.rent_week < out.rent) out.home = h, out.rent = home.rent_week;
  }
  if (out.home) out.short_by = std::max(Pence(0), out.rent + out.support - who.budget_week);
  return out;
}

}  // namespace onepot::club
