// The gap map: many people's obstacles by area, and only where they are many.
#include <algorithm>
#include <map>
#include <tuple>

#include "onepot/base/csv.h"
#include "onepot/club/unmet.h"

namespace onepot::club {
namespace {

using Cell = std::vector<const Unmet*>;

/// What half of the people of a cell need at most, to the next £5, so that nobody's own figure can be read off.
std::optional<Pence> half_need(const Cell& cell) {
  std::vector<Pence> needs;
  for (const Unmet* one : cell)
    if (one->more_week) needs.push_back(*one->more_week);
  if (needs.size() < cell.size() || needs.empty()) return std::nullopt;
  const auto middle = needs.begin() + static_cast<std::ptrdiff_t>((needs.size() - 1) / 2);
  std::ranges::nth_element(needs, middle);
  return Pence((middle->count() + 499) / 500 * 500);
}

std::optional<std::int64_t> usual_bedrooms(const Cell& cell) {
  std::map<std::int64_t, std::int64_t> count;
  for (const Unmet* one : cell)
    if (one->home) ++count[one->home->bedrooms];
  std::optional<std::int64_t> out;
  for (const auto& [bedrooms, people] : count)
    if (!out || people > count[*out]) out = bedrooms;
  return out;
}

}  // namespace

std::vector<Gap> gap_map(const Seeking& seeking, const Matching& matching, const std::vector<Unmet>& unmet,
                         std::int64_t least) {
  std::map<std::string, std::int64_t> worth;  // by area: the most that one more home there would serve
  for (std::size_t h = 0; h < matching.home_worth.size(); ++h) {
    auto& most = worth[seeking.homes[h].area];
    most = std::max(most, matching.home_worth[h]);
  }
  std::map<std::pair<InTheWay, std::string>, Cell> cells;
  for (const Unmet& one : unmet) cells[{one.kind, one.area}].push_back(&one);
  const auto enough = [&](const Cell& cell) { return static_cast<std::int64_t>(cell.size()) >= least; };

  std::map<InTheWay, Cell> small;
  std::vector<Gap> out;
  const auto show = [&](const std::string& area, InTheWay kind, const Cell& cell) {
    Gap gap{area, kind, static_cast<std::int64_t>(cell.size()), {}, {}, {}};
    if (kind == InTheWay::budget) gap.more_week = half_need(cell);
    if (kind == InTheWay::home) {
      gap.bedrooms = usual_bedrooms(cell);
      if (const auto it = worth.find(area); it != worth.end() && it->second > 0) gap.serves_thousandths = it->second;
    }
    out.push_back(std::move(gap));
  };
  for (const auto& [key, cell] : cells) {
    const auto& [kind, area] = key;
    if (enough(cell) && !area.empty())
      show(area, kind, cell);
    else
      small[kind].insert(small[kind].end(), cell.begin(), cell.end());
  }
  std::int64_t hidden = 0;
  for (const auto& [kind, cell] : small) {
    if (enough(cell))
      show("", kind, cell);
    else
      hidden += static_cast<std::int64_t>(cell.size());
  }
  std::ranges::sort(out, {}, [](const Gap& g) { return std::tuple(-g.people, g.kind, g.area); });
  // What is left out must itself be many, or it could be reckoned from the number of people not served.
  while (hidden > 0 && hidden < least && !out.empty()) {
    hidden += out.back().people;
    out.pop_back();
  }
  return out;
}

std::string gap_map_csv(const std::vector<Gap>& gaps) {
  std::string out = "area,kind,people,more_week,bedrooms,serves\n";
  for (const Gap& gap : gaps) {
    std::string serves;
    if (gap.serves_thousandths)
      serves =
          std::to_string(*gap.serves_thousandths / 1000) + "." + std::to_string(*gap.serves_thousandths / 100 % 10);
    out += csv::line({gap.area, name_of(gap.kind), std::to_string(gap.people),
                      gap.more_week ? to_decimal(*gap.more_week) : "",
                      gap.bedrooms ? std::to_string(*gap.bedrooms) : "", serves});
  }
  return out;
}

}  // namespace onepot::club
