#include "unmet/nearest.h"

#include <algorithm>
#include <limits>

#include "match/values.h"

namespace onepot::club {
namespace {

using Few = std::vector<std::uint32_t>;
constexpr std::size_t most_companions = 40;

/// What parts of a group have to spend on rent, with and without its first person, by the size of the part.
struct Spare {
  std::size_t size = 0;
  std::array<std::int64_t, largest_group + 1> with{}, without{};

  explicit Spare(std::span<const Lines> people) : size(people.size()) {
    with.fill(std::numeric_limits<std::int64_t>::max());
    without = with;
    const auto cost = support_of_parts(people);
    const auto all = static_cast<unsigned>(cost.size() - 1);
    for (unsigned part = 1; part <= all; ++part) {
      std::int64_t here = -(cost[all] - cost[all & ~part]);
      for (std::size_t i = 0; i < size; ++i) here += part >> i & 1U ? people[i].budget : 0;
      auto& least = (part & 1U ? with : without)[static_cast<std::size_t>(__builtin_popcount(part))];
      least = std::min(least, here);
    }
  }

  std::optional<std::int64_t> lacks(std::int64_t rent, const RentWindow& window) const {
    std::int64_t out = 0;
    for (std::size_t j = 1; j <= size; ++j) {
      const auto part = static_cast<std::int64_t>(j), others = static_cast<std::int64_t>(size - j);
      const std::int64_t least_rent = std::max(rent - others * window.high, part * window.low);
      if (without[j] < least_rent) return std::nullopt;
      out = std::max(out, least_rent - with[j]);
    }
    return out;
  }
};

Few common_of(const Few& a, const Few& b) {
  Few out;
  std::ranges::set_intersection(a, b, std::back_inserter(out));
  return out;
}

class Walk {
 public:
  Walk(const Around& around, std::uint32_t person) : around_(around), person_(person) {}

  Miss run() {
    const auto& names = around_.names;
    for (const auto area : names.areas[person_])
      for (const auto h : names.homes_in[area])
        miss_.any_home = miss_.any_home || (around_.seeking.homes[h].bedrooms >= 1 && suits(names, person_, h));
    Few companions = around_.companions[person_];
    if (companions.size() > most_companions) {
      const auto to_spend = [&](std::uint32_t p) { return around_.lines[p].budget - around_.lines[p].own; };
      std::ranges::sort(companions, {}, [&](std::uint32_t p) { return std::pair(-to_spend(p), p); });
      companions.resize(most_companions);
      std::ranges::sort(companions);
    }
    group_ = {person_};
    grow(companions, names.areas[person_], names.must[person_]);
    miss_.night = rested_pays_ && miss_.short_by != 0;
    return std::move(miss_);
  }

 private:
  void grow(const Few& more, const Few& areas, const Few& must) {
    if (areas.empty()) return;
    if (group_.size() >= around_.terms.size_min) weigh(areas, must);
    if (group_.size() == around_.terms.size_max) return;
    for (std::size_t i = 0; i < more.size(); ++i) {
      const std::uint32_t next = more[i];
      Few after;
      std::ranges::set_intersection(std::span(more).subspan(i + 1), around_.companions[next],
                                    std::back_inserter(after));
      Few musts;
      std::ranges::set_union(must, around_.names.must[next], std::back_inserter(musts));
      group_.push_back(next);
      grow(after, common_of(areas, around_.names.areas[next]), musts);
      group_.pop_back();
    }
  }

  void weigh(const Few& areas, const Few& must) {
    miss_.any_group = true;
    const std::size_t k = group_.size();
    std::array<Lines, largest_group> lines, rested;
    for (std::size_t i = 0; i < k; ++i) lines[i] = around_.lines[group_[i]];
    rested = lines;
    const Person& me = around_.seeking.people[person_];
    const std::int64_t night = times(around_.terms.night_rate, me.night_hours).count();
    rested[0].night = 0;
    if (!me.night_shareable) rested[0].own -= night;
    const std::span<const Lines> group(lines.data(), k);
    const Spare spare(group), spare_rested(std::span<const Lines>(rested.data(), k));
    for (const auto area : areas)
      for (const auto h : around_.names.homes_in[area]) {
        const Home& home = around_.seeking.homes[h];
        if (home.bedrooms < static_cast<std::int64_t>(k) || !std::ranges::includes(around_.names.features[h], must))
          continue;
        miss_.group_housed = true;
        if (around_.seeking.values) {
          // Only whether it can be paid: what more money would do to envy-free rents cannot be promised in a figure.
          if (rooms_within_budgets(around_.seeking, group_, group, h)) note(0, h);
          continue;
        }
        const std::int64_t rent = home.rent_week.count();
        const RentWindow window = rent_window(rent, k, around_.terms.rent_spread);
        if (const auto lacks = spare.lacks(rent, window)) note(*lacks, h);
        if (const auto lacks = spare_rested.lacks(rent, window); lacks == 0 && night > 0) rested_pays_ = true;
      }
    want(group, areas, must);
  }

  void note(std::int64_t lacks, std::uint32_t h) {
    if (lacks == 0 && !around_.taken[h]) miss_.free = true;
    if (!miss_.short_by || lacks < *miss_.short_by) miss_.short_by = lacks, miss_.home = h;
  }

  /// The home this group could pay for, if it can pay more a head than the groups before it.
  void want(std::span<const Lines> group, const Few& areas, const Few& must) {
    const auto k = static_cast<std::int64_t>(group.size());
    const GroupMoney money = money_of(group);
    const auto pays = [&](std::int64_t rent) {
      return can_pay(money, rent, rent_window(rent, group.size(), around_.terms.rent_spread));
    };
    const std::int64_t beaten =
        miss_.wanted_rent ? *miss_.wanted_rent * k / static_cast<std::int64_t>(miss_.wanted_bedrooms) : -1;
    if (miss_.wanted_bedrooms != 0 && !pays(beaten + 1)) return;
    miss_.wanted_area = areas.front();
    miss_.wanted_bedrooms = group.size();
    miss_.wanted_features = must;
    miss_.wanted_rent.reset();
    std::int64_t low = std::max<std::int64_t>(beaten + 1, 0), high = std::max(low, money.budget);
    if (!pays(low)) return;
    while (low < high) {
      const std::int64_t middle = low + (high - low + 1) / 2;
      if (pays(middle))
        low = middle;
      else
        high = middle - 1;
    }
    miss_.wanted_rent = low;
  }

  const Around& around_;
  std::uint32_t person_;
  Few group_;
  Miss miss_;
  bool rested_pays_ = false;
};

}  // namespace

std::optional<std::int64_t> first_lacks(std::span<const Lines> people, std::int64_t rent, const RentWindow& window) {
  return Spare(people).lacks(rent, window);
}

Miss nearest_miss(const Around& around, std::uint32_t person) {
  return Walk(around, person).run();
}

}  // namespace onepot::club
