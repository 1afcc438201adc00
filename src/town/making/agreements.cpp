// Who is supported by whom: near first, while there is room, and large providers take most. Then changes over two
// years, and from what the plan costs, the pot.
#include "onepot/town/cast.h"
#include "parts.h"

namespace onepot::town {
namespace agreement_making {

struct Choice {
  std::size_t provider = 0, offering = 0;
};

struct Maker {
  Town& town;
  const Place& place;
  Random random;
  const Numbers& n = Numbers::built_in();
  std::vector<std::int64_t> room{};  ///< minutes a week that a provider can still give
  std::map<std::string, std::vector<Choice>, std::less<>> sellers{};

  explicit Maker(Town& t) : town(t), place(t.places.front()), random(stream_of(t.options, Salt::agreements)) {
    for (std::size_t i = 0; i < town.providers.size(); ++i) {
      const Provider& p = town.providers[i];
      // A full-time worker gives about 26 hours of support a week, a care home's keeps about one resident.
      room.push_back(p.kind == "care-home" || p.kind == "shared-lives" ? p.staff_hundredths * 168 * 60 / 80
                                                                       : p.staff_hundredths * 26 * 60 / 100);
      for (std::size_t o = 0; o < p.offerings.size(); ++o)
        if (p.offerings[o].day_rate) sellers[p.offerings[o].category].push_back({i, o});
    }
  }

  /// A seller near the person with room, not `not_this`, whose price is within `rate_max`.
  std::optional<Choice> choose(const Person& person, std::string_view category, std::int64_t minutes, bool nights,
                               std::optional<std::size_t> not_this, Pence rate_max) {
    const auto it = sellers.find(category);
    if (it == sellers.end()) return std::nullopt;
    const auto& all = it->second;
    const Area& home = place.areas[person.area];
    constexpr std::size_t looked_at = 160;  // enough to find one near; keeps a large town linear
    const std::size_t start = all.size() > looked_at ? static_cast<std::size_t>(random.below(all.size())) : 0;
    std::vector<std::int64_t> weights;
    std::vector<Choice> near;
    for (std::size_t k = 0; k < std::min(all.size(), looked_at); ++k) {
      const Choice c = all[(start + k) % all.size()];
      const Provider& p = town.providers[c.provider];
      const Offering& o = p.offerings[c.offering];
      if (not_this == c.provider || (nights && !o.night_rate) || *o.day_rate > rate_max) continue;
      const Area& there = place.areas[p.area];
      const std::int64_t dx = (home.easting_m - there.easting_m) / 100, dy = (home.northing_m - there.northing_m) / 100;
      const std::int64_t near_weight =
          4'000'000 / (400 + dx * dx + dy * dy);  // tenths of a kilometre; halves at two kilometres
      // Somebody with much support is seldom with a micro: that is what makes a plain comparison wrong.
      const std::int64_t fit = size_band(p.staff_hundredths) == 0 && minutes > 15 * 60 ? 2 : 5;
      const std::int64_t space =
          std::max<std::int64_t>(0, room[c.provider] - minutes) + (room[c.provider] >= minutes ? 600 : 1);
      weights.push_back(std::max<std::int64_t>(1, near_weight * fit * std::min<std::int64_t>(space, 60000) / 1000));
      near.push_back(c);
    }
    if (near.empty()) return std::nullopt;
    return near[random.weighted(weights)];
  }

  double continuity(const Provider& p) {
    static constexpr std::array names{"continuity_micro", "continuity_small", "continuity_medium", "continuity_large"};
    const double mean = n.real(names[static_cast<std::size_t>(size_band(p.staff_hundredths))]);
    return std::clamp(mean + 0.1 * random.normal(), 0.15, 1.0);
  }

  Agreement agree(std::size_t person, Choice c, Hours day, Hours night, int from) {
    const Provider& p = town.providers[c.provider];
    const Offering& o = p.offerings[c.offering];
    room[c.provider] -= (day + night).in_minutes();
    return {person, c.provider, o.category, o.words,      *o.day_rate, o.night_rate.value_or(Pence()),
            day,    night,      from,       std::nullopt, 28,          continuity(p)};
  }

  /// The agreement now, and those before it with other providers.
  void over_time(std::vector<Agreement>& out, Agreement first, Pence rate_max) {
    for (int period = first.from_period + 2; period < periods - 1; ++period) {
      const bool micro = size_band(town.providers[first.provider].staff_hundredths) == 0;
      const double year = n.real(micro ? "change_provider_year_micro" : "change_provider_year_larger");
      if (!random.chance(static_cast<std::uint64_t>(year / 13 * 100000), 100000)) continue;
      const bool nights = first.night_week > Hours();
      const auto next = choose(town.people[first.person], first.category,
                               (first.day_week + first.night_week).in_minutes(), nights, first.provider, rate_max);
      if (!next) continue;
      first.until_period = period - 1;
      room[first.provider] += (first.day_week + first.night_week).in_minutes();
      out.push_back(first);
      first = agree(first.person, *next, first.day_week, first.night_week, period);
    }
    out.push_back(std::move(first));
  }

  void at_home(std::size_t index) {
    Person& person = town.people[index];
    Hours care, apart, night;
    // A second agreement, where there is one, is for going out, a workshop, or help around the house.
    static constexpr std::array seconds{"getting-out", "getting-out", "day-opportunities", "household", "household"};
    const std::string_view category = random.pick(seconds);
    for (const Need& need : person.needs) {
      (need.kind == (category == "household" ? "household" : "out") ? apart : care) += need.day_week;
      night += need.night_week();
    }
    const bool second = apart >= Hours::whole(1) && (person.pot.size() > 1 || random.chance(3, 10));
    if (!second) {
      care += apart;
      apart = Hours();
    }
    const bool living = night > Hours() && care > Hours::whole(12);
    const auto main = choose(person, living ? "supported-living" : "personal-care", care.in_minutes(), night > Hours(),
                             std::nullopt, Pence(100000));
    ONEPOT_ASSERT(main.has_value());
    std::vector<Agreement> now{agree(index, *main, care, night, person.first_period)};
    if (second) {
      const auto other = choose(person, category, apart.in_minutes(), false, std::nullopt, Pence(100000));
      if (other) now.push_back(agree(index, *other, apart, Hours(), person.first_period));
    }
    finish(index, std::move(now));
  }

  void in_a_home(std::size_t index) {
    const Person& person = town.people[index];
    const Hours week = Hours::whole(168);
    const auto c = choose(person, person.setting == Setting::care_home ? "care-home" : "shared-lives",
                          week.in_minutes(), false, std::nullopt, Pence(100000));
    ONEPOT_ASSERT(c.has_value());
    finish(index, {agree(index, *c, week, Hours(), person.first_period)});
  }

  void finish(std::size_t index, std::vector<Agreement> now) {
    Person& person = town.people[index];
    Pence week;
    for (const auto& a : now) week += a.week();
    const Rational headroom = between(random, n.real("budget_headroom_low"), n.real("budget_headroom_high"));
    const Pence pounds = times(week, headroom, Rounding::ceiling);
    share_out(person, now, Pence((pounds.count() + 99) / 100 * 100));
    for (auto& a : now) {
      const Pence rate_max = a.day_rate;  // a new provider never costs more than the pot was made for
      over_time(town.agreements, std::move(a), rate_max);
    }
  }

  /// Whole pounds a week from each stream; the part with no condition takes what is left.
  void share_out(Person& person, const std::vector<Agreement>& now, Pence budget) const {
    static const std::map<std::size_t, std::string_view> parts{
        {stream_health, "stream_nhs_phb_part"},
        {stream_housing, "stream_supporting_people_part"},
        {stream_independent, "stream_independent_living_fund_part"},
        {stream_own, "stream_own_part"}};
    const bool outside = now.size() > 1;
    std::erase_if(person.pot, [&](const PotPart& p) { return p.stream == stream_housing && !outside; });
    Pence left = budget;
    for (auto& part : person.pot) {
      if (part.stream == stream_care) continue;
      // A part with conditions is a part of what it may pay for, so that none of it is stranded.
      const Pence whole = part.stream == stream_own ? budget : now[part.stream == stream_housing ? 1 : 0].week();
      part.week = Pence(static_cast<std::int64_t>(n.real(parts.at(part.stream)) * static_cast<double>(whole.count())) /
                        100 * 100);
      left -= part.week;
    }
    person.pot.front().week = left;
    std::erase_if(person.pot, [](const PotPart& p) { return p.week == Pence(); });
    ONEPOT_ASSERT(left > Pence());
  }
};

}  // namespace agreement_making

void make_agreements(Town& town) {
  agreement_making::Maker maker(town);
  for (std::size_t i = cast_size; i < town.people.size(); ++i) {  // the cast buy nothing before their story
    const Setting s = town.people[i].setting;
    s == Setting::with_family || s == Setting::own_home ? maker.at_home(i) : maker.in_a_home(i);
  }
}

}  // namespace onepot::town
