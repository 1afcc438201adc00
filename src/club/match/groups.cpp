#include "match/groups.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <unordered_map>

#include "match/values.h"
#include "onepot/base/random.h"

namespace onepot::club {
namespace {

using Small = std::vector<std::uint32_t>;

struct Names {
  std::unordered_map<std::string, std::uint32_t> number;
  std::vector<std::string> in_order;
  std::uint32_t of(const std::string& name) {
    const auto [it, fresh] = number.emplace(name, static_cast<std::uint32_t>(number.size()));
    if (fresh) in_order.push_back(name);
    return it->second;
  }
  Small list(const std::vector<std::string>& names) {
    Small out;
    for (const auto& n : names) out.push_back(of(n));
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
  }
};

Small common(const Small& a, const Small& b) {
  Small out;
  std::ranges::set_intersection(a, b, std::back_inserter(out));
  return out;
}

Small joined(const Small& a, const Small& b) {
  Small out;
  std::ranges::set_union(a, b, std::back_inserter(out));
  return out;
}

Small homes_among(const Seeking& seeking, const Interned& names, const MoneyTest& test,
                  std::span<const std::uint32_t> group, const GroupMoney& money, const Small& areas,
                  const Small& must) {
  Small homes;
  for (const std::uint32_t area : areas)
    for (const std::uint32_t h : names.homes_in[area])
      if (seeking.homes[h].bedrooms >= static_cast<std::int64_t>(group.size()) &&
          std::ranges::includes(names.features[h], must) && test.pays(group, money, h))
        homes.push_back(h);
  std::ranges::sort(homes);
  return homes;
}

/// Walks the cliques in order of their first person, carrying the areas and musts that all have in common.
class Lister {
 public:
  Lister(const Seeking& seeking, const Terms& terms, const Interned& names, const std::vector<Small>& later,
         std::size_t most)
      : seeking_(seeking), terms_(terms), most_(most), names_(names), later_(later), test_(seeking, terms) {}

  Candidates run() {
    for (std::uint32_t first = 0; first < seeking_.people.size() && out_.complete; ++first) {
      group_ = {first};
      grow(later_[first], names_.areas[first], names_.must[first]);
    }
    return std::move(out_);
  }

 private:
  void grow(const Small& more, const Small& areas, const Small& must) {
    if (areas.empty() || !out_.complete) return;
    if (++looked_at_ > most_) {
      out_.complete = false;
      return;
    }
    if (group_.size() >= terms_.size_min) keep(areas, must);
    if (group_.size() == terms_.size_max) return;
    for (const std::uint32_t next : more) {
      group_.push_back(next);
      grow(common(more, later_[next]), common(areas, names_.areas[next]), joined(must, names_.must[next]));
      group_.pop_back();
    }
  }

  void keep(const Small& areas, const Small& must) {
    const GroupMoney money = test_.money(group_);
    const Small homes = homes_among(seeking_, names_, test_, group_, money, areas, must);
    if (!homes.empty()) out_.add(group_, homes, money.budget - money.support);
  }

  const Seeking& seeking_;
  const Terms& terms_;
  std::size_t most_, looked_at_ = 0;
  const Interned& names_;
  const std::vector<Small>& later_;
  MoneyTest test_;
  Small group_;
  Candidates out_;
};

/// Whether there are more than `left` cliques of at most `more` people besides those chosen; counts them off. The last
/// person of each is counted, not visited.
bool too_many(const std::vector<Small>& later, const Small& others, std::size_t more, std::size_t& left) {
  if (others.size() > left) return true;
  left -= others.size();
  if (more > 1)
    for (const auto next : others)
      if (too_many(later, common(others, later[next]), more - 1, left)) return true;
  return false;
}

}  // namespace

MoneyTest::MoneyTest(const Seeking& seeking, const Terms& terms) : seeking_(&seeking), windows_(terms.size_max + 1) {
  for (const Person& p : seeking.people) lines_.push_back(lines_of(p, terms));
  for (std::size_t k = terms.size_min; k <= terms.size_max; ++k)
    for (const Home& h : seeking.homes) windows_[k].push_back(rent_window(h.rent_week.count(), k, terms.rent_spread));
}

GroupMoney MoneyTest::money(std::span<const std::uint32_t> group) const {
  std::array<Lines, largest_group> lines;
  for (std::size_t i = 0; i < group.size(); ++i) lines[i] = lines_[group[i]];
  return money_of(std::span<const Lines>(lines.data(), group.size()));
}

bool MoneyTest::pays(std::span<const std::uint32_t> group, const GroupMoney& money, std::size_t home) const {
  if (!seeking_->values) return can_pay(money, seeking_->homes[home].rent_week.count(), windows_[group.size()][home]);
  std::array<Lines, largest_group> lines;
  for (std::size_t i = 0; i < group.size(); ++i) lines[i] = lines_[group[i]];
  return rooms_within_budgets(*seeking_, group, std::span<const Lines>(lines.data(), group.size()), home).has_value();
}

void Candidates::add(std::span<const std::uint32_t> group, const std::vector<std::uint32_t>& homes,
                     std::int64_t spend) {
  const auto [it, fresh] = list_of_.emplace(homes, static_cast<std::uint32_t>(home_lists.size()));
  if (fresh) home_lists.push_back(homes);
  homes_of.push_back(it->second);
  people.insert(people.end(), group.begin(), group.end());
  start.push_back(static_cast<std::uint32_t>(people.size()));
  to_spend.push_back(spend);
}

Small homes_for(const Seeking& seeking, const Interned& names, const MoneyTest& test,
                std::span<const std::uint32_t> group) {
  Small areas = names.areas[group[0]], must = names.must[group[0]];
  for (const auto p : group) areas = common(areas, names.areas[p]), must = joined(must, names.must[p]);
  return homes_among(seeking, names, test, group, test.money(group), areas, must);
}

Interned intern(const Seeking& seeking) {
  Interned out;
  Names areas, features;
  for (const Person& p : seeking.people) {
    out.areas.push_back(areas.list(p.areas));
    out.must.push_back(features.list(p.must));
  }
  for (const Home& h : seeking.homes) {
    out.area.push_back(areas.of(h.area));
    out.features.push_back(features.list(h.features));
  }
  out.area_names = std::move(areas.in_order);
  out.feature_names = std::move(features.in_order);
  out.homes_in.resize(out.area_names.size());
  for (std::uint32_t h = 0; h < seeking.homes.size(); ++h) out.homes_in[out.area[h]].push_back(h);
  for (auto& list : out.homes_in)
    std::ranges::sort(list, {}, [&](std::uint32_t h) { return std::pair(seeking.homes[h].rent_week, h); });
  return out;
}

bool suits(const Interned& names, std::size_t person, std::size_t home) {
  return std::ranges::binary_search(names.areas[person], names.area[home]) &&
         std::ranges::includes(names.features[home], names.must[person]);
}

Neighbours neighbours(const Seeking& seeking, const Interned& names) {
  constexpr std::size_t most_pairs = 20'000'000, some = 200;
  const std::size_t n = seeking.people.size();
  Neighbours out;
  std::vector<Small>& later = out.later;
  later.resize(n);
  std::set<std::pair<std::size_t, std::size_t>> apart;
  for (const auto& [a, b] : seeking.apart) apart.insert(std::minmax(a, b));
  const auto add = [&](std::size_t a, std::size_t b) {
    if (a == b || apart.contains(std::minmax(a, b))) return;
    later[std::min(a, b)].push_back(static_cast<std::uint32_t>(std::max(a, b)));
  };
  if (seeking.together) {
    for (const auto& [a, b] : *seeking.together) add(a, b);
  } else {
    // Everybody who shares an area may share a home.
    std::vector<Small> by_area(names.homes_in.size());
    for (std::uint32_t p = 0; p < n; ++p)
      for (const auto area : names.areas[p])
        if (!names.homes_in[area].empty()) by_area[area].push_back(p);
    std::size_t pairs = 0;
    for (const Small& people : by_area)
      pairs += people.size() * (people.size() - std::min<std::size_t>(1, people.size())) / 2;
    out.complete = pairs <= most_pairs;
    Random random(n);
    for (const Small& people : by_area)
      for (std::size_t i = 0; i < people.size(); ++i) {
        const std::size_t after = people.size() - i - 1;
        if (out.complete || after <= some)
          for (std::size_t j = i + 1; j < people.size(); ++j) add(people[i], people[j]);
        else
          for (std::size_t k = 0; k < some; ++k) add(people[i], people[i + 1 + random.below(after)]);
      }
  }
  for (Small& list : later) {
    std::ranges::sort(list);
    list.erase(std::ranges::unique(list).begin(), list.end());
  }
  return out;
}

Candidates list_all(const Seeking& seeking, const Terms& terms, std::size_t most) {
  ONEPOT_ASSERT(terms.size_min >= 1 && terms.size_min <= terms.size_max && terms.size_max <= largest_group);
  const Interned names = intern(seeking);
  const auto [later, complete] = neighbours(seeking, names);
  Candidates out;
  Small everybody(seeking.people.size());
  std::iota(everybody.begin(), everybody.end(), 0U);
  std::size_t left = most;
  out.complete = complete && !too_many(later, everybody, terms.size_max, left);
  if (out.complete) out = Lister(seeking, terms, names, later, most).run();
  return out;
}

Candidates list_candidates(const Seeking& seeking, const Terms& terms, std::size_t most) {
  ONEPOT_ASSERT(terms.size_min >= 1 && terms.size_min <= terms.size_max && terms.size_max <= largest_group);
  const Interned names = intern(seeking);
  auto [later, complete] = neighbours(seeking, names);
  std::size_t pairs = 0;
  for (const Small& list : later) pairs += list.size();
  // First to forty companions each on average, which already leaves far more groups than people; then by halves.
  std::size_t keep = std::max<std::size_t>(1, 20 * seeking.people.size());
  for (;;) {
    Candidates out = Lister(seeking, terms, names, later, most).run();
    if (out.complete) {
      out.complete = complete;
      return out;
    }
    complete = false;
    keep = std::min(keep, pairs / 2);
    Random random(pairs);
    for (Small& list : later) std::erase_if(list, [&](std::uint32_t) { return random.below(pairs) >= keep; });
    pairs = 0;
    for (const Small& list : later) pairs += list.size();
  }
}

std::int64_t plain_bound(const Seeking& seeking, const Terms& terms) {
  const Interned names = intern(seeking);
  std::int64_t people = 0, beds = 0;
  for (const Home& home : seeking.homes) beds += std::min(home.bedrooms, static_cast<std::int64_t>(terms.size_max));
  for (std::size_t p = 0; p < seeking.people.size(); ++p) {
    const Lines lines = lines_of(seeking.people[p], terms);
    const auto could_pay = [&](std::uint32_t h) {
      if (!suits(names, p, h)) return false;
      if (seeking.values) return true;
      for (std::size_t k = terms.size_min; k <= terms.size_max; ++k)
        if (seeking.homes[h].bedrooms >= static_cast<std::int64_t>(k) &&
            lines.own + rent_window(seeking.homes[h].rent_week.count(), k, terms.rent_spread).low <= lines.budget)
          return true;
      return false;
    };
    people += std::ranges::any_of(
        names.areas[p], [&](std::uint32_t area) { return std::ranges::any_of(names.homes_in[area], could_pay); });
  }
  return std::min(people, beds);
}

}  // namespace onepot::club
