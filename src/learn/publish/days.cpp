#include "publish/days.h"

#include <algorithm>
#include <map>

#include "publish/world.h"

namespace onepot::learn {
namespace {

/// A figure by its columns and their categories, without those of which it is the total.
using Place = std::vector<std::pair<std::string, std::string>>;
Place place_of(const Release& release, const Figure& figure) {
  Place out;
  for (std::size_t d = 0; d < release.by.size(); ++d)
    if (figure.key[d] != total_word) out.emplace_back(release.by[d], figure.key[d]);
  std::ranges::sort(out);
  return out;
}

bool too_close(std::int64_t low, std::int64_t high, std::int64_t threshold) {
  return low > 0 && high < threshold && (low > 1 || high < threshold - 1);
}

}  // namespace

Result<std::vector<ToldChange>> changes_told(const std::vector<const Release*>& releases, std::int64_t threshold) {
  std::map<std::string, std::vector<const Release*>> days;
  for (const Release* r : releases) days[r->day].push_back(r);
  const auto& own = days[releases[0]->day];
  // By place, for a place may stand in several tables of a day: they know the same of it.
  const auto known = [](const std::vector<const Release*>& of_day) -> Result<std::map<Place, Bound>> {
    std::map<Place, Bound> out;
    for (std::size_t r = 0; r < of_day.size(); ++r) {
      ONEPOT_TRY(const auto all, ranges(of_day, r));
      for (const Bound& b : all) out.try_emplace(place_of(*of_day[r], of_day[r]->figures[b.figure]), b);
    }
    return out;
  };
  ONEPOT_TRY(const auto now, known(own));
  std::vector<ToldChange> out;
  for (const auto& [day, of_day] : days) {
    if (day == releases[0]->day) continue;
    ONEPOT_TRY(const auto then, known(of_day));
    for (const auto& [place, b] : now) {
      const auto at = then.find(place);
      if (at == then.end() || !b.high || !at->second.high) continue;
      const std::int64_t low = b.low - *at->second.high, high = *b.high - at->second.low;
      if (too_close(low, high, threshold))
        out.push_back({b.release, b.figure, *at->second.high});
      else if (too_close(-high, -low, threshold))
        out.push_back({b.release, b.figure, at->second.low});
    }
  }
  return out;
}

}  // namespace onepot::learn
