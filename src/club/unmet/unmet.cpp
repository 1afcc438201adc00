#include "onepot/club/unmet.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "solve/parallel.h"
#include "unmet/nearest.h"

namespace onepot::club {
namespace {

/// Who could share with whom if nobody were kept apart.
std::vector<std::vector<std::uint32_t>> companions_of(const Seeking& seeking, const Interned& names) {
  const std::size_t n = seeking.people.size();
  std::vector<std::vector<std::uint32_t>> out(n);
  if (seeking.together) {
    for (const auto& [a, b] : *seeking.together) {
      if (a == b) continue;
      out[a].push_back(static_cast<std::uint32_t>(b));
      out[b].push_back(static_cast<std::uint32_t>(a));
    }
  } else {
    // All who share an area. Of a crowd the first few hundred are enough: the search around a person takes forty.
    constexpr std::size_t enough = 400;
    std::vector<std::vector<std::uint32_t>> in(names.homes_in.size());
    for (std::uint32_t p = 0; p < n; ++p)
      for (const auto area : names.areas[p])
        if (in[area].size() < enough) in[area].push_back(p);
    for (std::uint32_t p = 0; p < n; ++p)
      for (const auto area : names.areas[p])
        for (const auto other : in[area])
          if (other != p) out[p].push_back(other);
  }
  for (auto& list : out) {
    std::ranges::sort(list);
    list.erase(std::ranges::unique(list).begin(), list.end());
  }
  return out;
}

/// The companions with whom the person has an area in common.
std::size_t near(const Around& around, std::uint32_t person) {
  return static_cast<std::size_t>(std::ranges::count_if(around.companions[person], [&](std::uint32_t other) {
    return std::ranges::find_first_of(around.names.areas[person], around.names.areas[other]) !=
           around.names.areas[person].end();
  }));
}

Unmet judged(const Around& around, std::uint32_t person, const Miss& miss) {
  const Seeking& seeking = around.seeking;
  const Person& who = seeking.people[person];
  Unmet out;
  out.person = person;
  out.companions = around.companions[person].size();
  if (!who.areas.empty()) out.area = who.areas.front();
  if (miss.any_group) out.area = around.names.area_names[miss.wanted_area];
  if (miss.home) out.area = seeking.homes[*miss.home].area;

  HomeWanted wanted;
  wanted.area = out.area;
  wanted.bedrooms = static_cast<std::int64_t>(std::max(miss.wanted_bedrooms, around.terms.size_min));
  wanted.features = who.must;
  if (miss.any_group) {
    wanted.area = around.names.area_names[miss.wanted_area];
    wanted.features.clear();
    for (const auto f : miss.wanted_features) wanted.features.push_back(around.names.feature_names[f]);
    if (!seeking.values && miss.wanted_rent) wanted.rent_most = Pence(*miss.wanted_rent);
  }
  const bool home_helps = !miss.any_group || seeking.values || miss.wanted_rent.has_value();

  if (!miss.any_home) {
    out.kind = InTheWay::home;
    out.area = wanted.area;
    if (home_helps) out.home = std::move(wanted);
    return out;
  }
  if (!miss.any_group) {
    out.kind = InTheWay::nobody_suitable;
    out.people = true;
    return out;
  }
  if (!miss.group_housed) {
    out.kind = InTheWay::home;
    out.area = wanted.area;
    if (home_helps) out.home = std::move(wanted);
    out.people = true;
    return out;
  }
  if (miss.short_by == 0) {
    // They can pay. Either every home they could pay is somebody's, or those around them went elsewhere.
    out.kind = miss.free ? InTheWay::nobody_suitable : InTheWay::home;
    if (!miss.free && home_helps) out.home = std::move(wanted);
    out.people = miss.free;
    return out;
  }
  if (home_helps) out.home = std::move(wanted);
  if (miss.short_by) out.more_week = Pence(*miss.short_by);
  if (miss.night) out.night_week = times(around.terms.night_rate, who.night_hours);
  out.kind = miss.night                        ? InTheWay::night_support
             : miss.short_by || seeking.values ? InTheWay::budget
                                               : InTheWay::nobody_suitable;
  out.people = out.kind == InTheWay::nobody_suitable;
  return out;
}

std::string home_words(const HomeWanted& home) {
  std::string out = "a home with " + std::to_string(home.bedrooms) + (home.bedrooms == 1 ? " bedroom" : " bedrooms");
  if (!home.features.empty()) out += " and " + and_list(home.features);
  if (!home.area.empty()) out += " in " + home.area;
  if (home.rent_most) out += " at " + to_pounds(*home.rent_most, true) + " a week or less";
  return out;
}

}  // namespace

std::string name_of(InTheWay kind) {
  switch (kind) {
    case InTheWay::budget:
      return "budget";
    case InTheWay::home:
      return "home";
    case InTheWay::night_support:
      return "night-support";
    case InTheWay::nobody_suitable:
      return "nobody-suitable";
  }
  ONEPOT_ASSERT(false);
}

std::vector<Unmet> unmet(const Seeking& seeking, const Matching& matching, const Terms& terms, const Effort& effort) {
  const Interned names = intern(seeking);
  Around around{seeking, terms, names, {}, companions_of(seeking, names), std::vector<char>(seeking.homes.size(), 0)};
  for (const Person& p : seeking.people) around.lines.push_back(lines_of(p, terms));
  std::vector<char> served(seeking.people.size(), 0);
  for (const FormedGroup& group : matching.groups) {
    around.taken[group.home] = 1;
    for (const auto p : group.people) served[p] = 1;
  }
  std::vector<std::uint32_t> left;
  for (std::uint32_t p = 0; p < served.size(); ++p)
    if (!served[p]) left.push_back(p);
  std::vector<Unmet> out(left.size());
  in_parallel(left.size(), effort.threads, [&](std::size_t i) {
    if (effort.elapsed_seconds() < effort.limit_seconds) {
      out[i] = judged(around, left[i], nearest_miss(around, left[i]));
    } else {
      out[i].person = left[i];
      out[i].kind = near(around, left[i]) == 0 ? InTheWay::nobody_suitable : InTheWay::budget;
      out[i].people = out[i].kind == InTheWay::nobody_suitable;
      out[i].companions = around.companions[left[i]].size();
      if (!seeking.people[left[i]].areas.empty()) out[i].area = seeking.people[left[i]].areas.front();
    }
  });
  return out;
}

std::string sentence(const Unmet& one, const Seeking& seeking) {
  const std::string who = seeking.people[one.person].name + ": ";
  const std::string there = one.area.empty() ? "" : " in " + one.area;
  const std::string home = one.home ? home_words(*one.home) : "";
  switch (one.kind) {
    case InTheWay::home:
      if (!one.home) return who + "no home suits them and those around them.";
      return who + "no home that suits them is free. One more would help: " + home + ".";
    case InTheWay::nobody_suitable:
      return who + (one.companions == 0
                        ? "nobody has yet been found to share with" + there + "."
                        : "no group came together around them" + there + ". More people to share with would help.");
    case InTheWay::night_support:
      return who + "the support at night stands in the way. Where it is already there (" +
             to_pounds(one.night_week.value_or(Pence()), true) + " a week), a group around them could pay for a home" +
             there +
             (one.more_week ? "; so could they with " + to_pounds(*one.more_week, true) + " more a week." : ".");
    case InTheWay::budget:
      if (!one.more_week)
        return who + "nobody around them could pay what a home" + there + " costs with the support they need.";
      return who + "with " + to_pounds(*one.more_week, true) + " more a week a group around them could pay for a home" +
             there + (one.home ? ". It could as it is for " + home + "." : ".");
  }
  ONEPOT_ASSERT(false);
}

std::vector<WhyNot> why_not(const Seeking& seeking, const Matching& matching, const Terms& terms) {
  std::vector<WhyNot> out;
  for (const Unmet& one : unmet(seeking, matching, terms)) {
    WhyNot why{one.person, Obstacle::money, cheapest_alone(seeking, one.person, terms), one.more_week};
    if (!why.alone.home)
      why.obstacle = Obstacle::no_home;
    else if (one.companions == 0)
      why.obstacle = Obstacle::nobody_said_yes;
    else if (one.kind == InTheWay::home || one.kind == InTheWay::nobody_suitable)
      why.obstacle = Obstacle::others_came_first;
    out.push_back(std::move(why));
  }
  return out;
}

}  // namespace onepot::club
