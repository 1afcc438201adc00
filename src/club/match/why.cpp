// What stands in the way of somebody who is in no group, said of their own money, homes and companions only.
#include <algorithm>
#include <limits>

#include "match/groups.h"
#include "onepot/base/text.h"

namespace onepot::club {
namespace {

/// The least that one person's budget must grow for a group around them to pay for some home.
class Nearest {
 public:
  Nearest(const Seeking& seeking, const Terms& terms, const Interned& names,
          const std::vector<std::vector<char>>& may_share)
      : seeking_(seeking), terms_(terms), names_(names), may_share_(may_share) {}

  std::optional<std::int64_t> around(std::uint32_t person, const std::vector<std::uint32_t>& companions) {
    group_ = {person};
    best_.reset();
    grow(companions, 0);
    return best_;
  }

 private:
  void grow(const std::vector<std::uint32_t>& companions, std::size_t from) {
    if (group_.size() >= terms_.size_min) weigh();
    if (group_.size() == terms_.size_max) return;
    for (std::size_t i = from; i < companions.size(); ++i) {
      if (!std::ranges::all_of(group_, [&](auto g) { return may_share_[g][companions[i]] != 0; })) continue;
      group_.push_back(companions[i]);
      grow(companions, i + 1);
      group_.pop_back();
    }
  }

  void weigh() {
    const std::size_t k = group_.size();
    std::vector<Lines> lines;
    for (const auto p : group_) lines.push_back(lines_of(seeking_.people[p], terms_));
    // With an unlimited budget for the person, the others' parts must hold by themselves; then the shortfall is exact.
    for (std::size_t h = 0; h < seeking_.homes.size(); ++h) {
      const Home& home = seeking_.homes[h];
      if (home.bedrooms < static_cast<std::int64_t>(k)) continue;
      if (!std::ranges::all_of(group_, [&](auto p) { return suits(names_, p, h); })) continue;
      const std::int64_t rent = home.rent_week.count();
      const RentWindow window = rent_window(rent, k, terms_.rent_spread);
      std::vector<Lines> with = lines;
      std::int64_t low = 0, high = rent + money_of(lines).support;
      with[0].budget = lines[0].budget + high;
      if (!can_pay(money_of(with), rent, window)) continue;
      while (low < high) {
        const std::int64_t middle = (low + high) / 2;
        with[0].budget = lines[0].budget + middle;
        if (can_pay(money_of(with), rent, window))
          high = middle;
        else
          low = middle + 1;
      }
      best_ = std::min(best_.value_or(low), low);
    }
  }

  const Seeking& seeking_;
  const Terms& terms_;
  const Interned& names_;
  const std::vector<std::vector<char>>& may_share_;
  std::vector<std::uint32_t> group_;
  std::optional<std::int64_t> best_;
};

// Beyond these only the shortfall alone is given: the groups around somebody grow with the cube of their companions.
constexpr std::size_t most_for_nearest = 400, most_companions = 40;

}  // namespace

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

std::vector<WhyNot> why_not(const Seeking& seeking, const Matching& matching, const Terms& terms) {
  const std::size_t n = seeking.people.size();
  std::vector<char> served(n, 0);
  for (const auto& group : matching.groups)
    for (const auto p : group.people) served[p] = 1;
  const Interned names = intern(seeking);
  const auto later = neighbours(seeking, names);
  const bool small = n <= most_for_nearest && !seeking.values;
  std::vector<std::vector<char>> may_share(small ? n : 0, std::vector<char>(n, 0));
  std::vector<std::vector<std::uint32_t>> companions(n);
  for (std::uint32_t a = 0; a < n; ++a)
    for (const auto b : later[a]) {
      companions[a].push_back(b);
      companions[b].push_back(a);
      if (small) may_share[a][b] = may_share[b][a] = 1;
    }
  std::vector<WhyNot> out;
  Nearest nearest(seeking, terms, names, may_share);
  for (std::uint32_t p = 0; p < n; ++p) {
    if (served[p]) continue;
    WhyNot why{p, Obstacle::money, cheapest_alone(seeking, p, terms), std::nullopt};
    if (small && companions[p].size() <= most_companions)
      if (const auto more = nearest.around(p, companions[p])) why.more_needed = Pence(*more);
    if (!why.alone.home)
      why.obstacle = Obstacle::no_home;
    else if (companions[p].empty())
      why.obstacle = Obstacle::nobody_said_yes;
    else if (why.more_needed == Pence(0))
      why.obstacle = Obstacle::others_came_first;
    out.push_back(std::move(why));
  }
  return out;
}

std::string sentence(const WhyNot& why, const Seeking& seeking) {
  const std::string& name = seeking.people[why.person].name;
  if (!why.alone.home) return name + ": no home in the areas they chose has all that it must have.";
  std::string out = name + ": alone ";
  out += why.alone.short_by > Pence(0) ? "they can afford no home with the support they need: short by " +
                                             to_pounds(why.alone.short_by, true) + " a week."
                                       : "they could afford a home with the support they need.";
  switch (why.obstacle) {
    case Obstacle::nobody_said_yes:
      return out + " Nobody has yet been found to share with.";
    case Obstacle::others_came_first:
      return out + " A group around them could pay for a home; this time the homes or companions went to others.";
    default:
      break;
  }
  if (why.more_needed)
    out += " With " + to_pounds(*why.more_needed, true) + " more a week a group around them could pay for a home.";
  return out;
}

}  // namespace onepot::club
