#include "onepot/place/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "../club_rooms.h"
#include "onepot/base/hash.h"
#include "onepot/buy/agreement.h"
#include "onepot/place/promises.h"
#include "onepot/place/support_shares.h"
#include "onepot/store/accounts.h"
#include "onepot/store/agreement_changes.h"
#include "onepot/store/agreements.h"
#include "onepot/store/steps.h"

namespace onepot::place {
namespace {

namespace clubs = store::clubs;
namespace agreements = store::agreements;

struct Stay {  ///< somebody who lives there in some of the days
  clubs::Member member;
  std::optional<Date> from, last;
  bool there(Date day) const { return (!from || *from <= day) && (!last || day <= *last); }
};
struct Absence {
  PersonId person;
  Period when;
};
using PeopleThere = std::set<PersonId>;

/// The whole club as it last was with nobody away: sums that were agreed and are not worked out again.
struct WholeClub {
  std::map<PersonId, clubs::DatedShare> shares;
  std::optional<Date> from;  ///< none: as the club was formed
  PeopleThere people() const {
    PeopleThere out;
    for (const auto& [person, share] : shares) out.insert(person);
    return out;
  }
};

WholeClub base_of(store::Session& session, const clubs::Club& club, const std::vector<clubs::Member>& members,
                  Date before) {
  WholeClub out;
  for (const auto& day : clubs::shares_by_day(session, club.id)) {
    if (day.from >= before || std::ranges::any_of(day.shares, &clubs::DatedShare::away)) continue;
    out.shares.clear();
    out.from = day.from;
    for (const auto& s : day.shares) out.shares[s.person] = s;
  }
  if (!out.from)
    for (const auto& m : members)
      if (!m.from && m.rent)
        out.shares[m.person] = {m.person, m.room, m.room_name, *m.rent, m.support.value_or(Pence())};
  return out;
}

/// Rooms and rents for those who live there, by person.
using RentsOf = std::map<PersonId, clubs::DatedShare>;

class Reckoning {
 public:
  Reckoning(store::Session& session, const clubs::Club& club, std::vector<Stay> stays, const PriceBook& book,
            Instant now)
      : session_(session), club_(club), stays_(std::move(stays)), terms_(terms_of(book)), today_(date_of(now)) {
    std::vector<clubs::Member> all;
    for (const auto& s : stays_) all.push_back(s.member);
    home_ = club_rooms::household(session, club, all, today_);
    rooms_ = clubs::rooms(session, club.home.id);
    for (auto& row : home_.worth)  // who has not said what the rooms are worth: as if all were alike
      if (row.size() != rooms_.size()) row = split_equally(club.home.rent, rooms_.size());
    home_.complete = std::ranges::all_of(home_.known, [](bool b) { return b; });
    for (const auto& s : stays_) hours_.push_back(support_hours(session, s.member.person));
  }

  bool knows(PersonId person) const { return home_.known[index(person)]; }
  std::size_t rooms() const { return rooms_.size(); }
  Pence budget(PersonId person) const { return home_.people[index(person)].budget_week; }

  RentsOf rents(const PeopleThere& living, const WholeClub& base) const {
    if (living == base.people()) return base.shares;
    RentsOf out;
    const auto part = only(living);
    const auto names = in_order(living);
    if (!part.complete) {
      const auto equal = split_equally(club_.home.rent, living.size());
      std::size_t i = 0;
      for (const auto person : names) {
        clubs::DatedShare share{person, {}, "", equal[i++], {}};
        if (const auto known = base.shares.find(person); known != base.shares.end())
          share.room = known->second.room, share.room_name = known->second.room_name;
        out[person] = share;
      }
      return out;
    }
    auto divided = club_rooms::divide(part, terms_);
    if (!divided.possible) divided = club_rooms::divide_unlimited(part, terms_);
    for (std::size_t i = 0; i < names.size(); ++i)
      out[names[i]] = {names[i], rooms_[divided.room[i]].id, rooms_[divided.room[i]].name, divided.rent[i], {}};
    return out;
  }

  /// A week of one agreement: its hours, and each one's part of what they cost.
  struct Week {
    Hours day, night;
    std::map<PersonId, Pence> each;
  };
  Week agreement_week(const agreements::Agreement& a, const PeopleThere& living, const PeopleThere& away,
                      const WholeClub& base) const {
    const auto [day_before, night_before] =
        base.from ? store::agreement_changes::hours_on(session_, a.id, *base.from) : std::pair(a.day, a.night);
    std::map<PersonId, Pence> agreed;
    for (const auto& s :
         base.from ? agreements::shares(session_, a.id, *base.from) : agreements::shares(session_, a.id))
      agreed[s.person] = s.week;
    const PeopleThere before = base.people();
    if (living == before && away.empty()) return {day_before, night_before, agreed};
    Week out{day_before, night_before, {}};
    const auto hours_of = [&](const PeopleThere& people) -> std::optional<std::vector<SupportHours>> {
      std::vector<SupportHours> all;
      for (const auto person : people) {
        const auto at = find(person);
        const auto hours = at ? hours_[*at] : support_hours(session_, person);
        if (!hours) return std::nullopt;
        all.push_back(*hours);
      }
      return all;
    };
    const auto whole = hours_of(before);
    if (whole && hours_together(*whole) == std::pair(day_before, night_before)) {
      PeopleThere present;
      std::ranges::set_difference(living, away, std::inserter(present, present.end()));
      const auto theirs = hours_of(present);
      if (theirs && !theirs->empty()) {
        const auto [day, night] = hours_together(*theirs);
        out.day = day, out.night = night;
        std::vector<std::optional<SupportHours>> hours(theirs->begin(), theirs->end());
        const auto shares = shares_of_week({a.day_rate, a.night_rate, day, night}, hours,
                                           std::vector<std::optional<Pence>>(hours.size(), std::nullopt));
        for (const auto person : living) out.each[person] = Pence();
        std::size_t i = 0;
        for (const auto person : present) out.each[person] = shares.each[i++];
        return out;
      }
      if (theirs) {  // nobody is there: nothing is needed
        out.day = out.night = Hours();
        for (const auto person : living) out.each[person] = Pence();
        return out;
      }
    }
    // It was not made for what they need together: away, nothing changes; else those who stay divide it as agreed.
    std::vector<std::int64_t> weights;
    for (const auto person : living) weights.push_back(agreed.contains(person) ? agreed[person].count() : 0);
    const Pence week = buy::week_cost({a.day_rate, a.night_rate, day_before, night_before});
    const bool some = std::ranges::any_of(weights, [](auto w) { return w > 0; });
    const auto each = some ? split(week, weights) : split_equally(week, living.size());
    std::size_t i = 0;
    for (const auto person : living) out.each[person] = each[i++];
    return out;
  }

  /// Support at the tariff's planning rates, before any agreement for it.
  std::map<PersonId, Pence> planned_week(const PeopleThere& living, const PeopleThere& away,
                                         const WholeClub& base) const {
    std::map<PersonId, Pence> out;
    if (living == base.people() && away.empty()) {
      for (const auto& [person, share] : base.shares) out[person] = share.support;
      return out;
    }
    for (const auto person : living) out[person] = Pence();
    PeopleThere present;
    std::ranges::set_difference(living, away, std::inserter(present, present.end()));
    const auto part = only(present);
    if (!part.complete || present.empty()) return out;
    const auto shares = club::divide_cost(club_rooms::support_game(part.people, terms_));
    ONEPOT_ASSERT(shares.possible);  // without budgets: sharing is submodular
    std::size_t i = 0;
    for (const auto person : in_order(present)) out[person] = shares.share[i++];
    return out;
  }

  const clubs::Member& member(PersonId person) const { return stays_[index(person)].member; }

 private:
  std::optional<std::size_t> find(PersonId person) const {
    for (std::size_t i = 0; i < stays_.size(); ++i)
      if (stays_[i].member.person == person) return i;
    return std::nullopt;
  }
  std::size_t index(PersonId person) const {
    const auto at = find(person);
    ONEPOT_ASSERT(at.has_value());
    return *at;
  }
  std::vector<PersonId> in_order(const PeopleThere& people) const {
    std::vector<PersonId> out;
    for (const auto& s : stays_)
      if (people.contains(s.member.person)) out.push_back(s.member.person);
    return out;
  }
  club_rooms::Household only(const PeopleThere& people) const {
    club_rooms::Household out = home_;
    for (std::size_t i = stays_.size(); i-- > 0;)
      if (!people.contains(stays_[i].member.person)) out = club_rooms::without(out, i);
    out.complete = std::ranges::all_of(out.known, [](bool b) { return b; });
    return out;
  }

  store::Session& session_;
  const clubs::Club& club_;
  std::vector<Stay> stays_;
  club::Terms terms_;
  Date today_;
  club_rooms::Household home_;
  std::vector<clubs::Room> rooms_;
  std::vector<std::optional<SupportHours>> hours_;
};

std::vector<Absence> absences(store::Session& session, const clubs::Club& club, Date from) {
  std::vector<Absence> out;
  for (const auto& step : store::steps::of_club(session, club.id))
    if (step.kind == "away" && step.status == "agreed" && step.until && *step.until >= from)
      out.push_back({step.about, {step.from, *step.until}});
  return out;
}

std::vector<Stay> stays_of(store::Session& session, const std::vector<clubs::Member>& members, const WhatIf& what) {
  std::vector<Stay> out;
  for (const auto& m : members) out.push_back({m, m.from, m.last});
  if (what.kind == WhatIf::Kind::leave)
    for (auto& s : out)
      if (s.member.person == what.person) s.last = what.from;
  if (what.kind == WhatIf::Kind::join) {
    const auto person = store::accounts::person(session, what.person);
    clubs::Member member;
    member.person = what.person;
    member.ref = person->ref;
    member.known_as = person->known_as;
    std::erase_if(out, [&](const Stay& s) { return s.member.person == what.person; });
    out.push_back({member, what.from, std::nullopt});
  }
  return out;
}

/// Days on which something changes, from `first` on.
std::set<Date> boundaries(const std::vector<Stay>& stays, const std::vector<Absence>& away, Date first) {
  std::set<Date> out{first};
  const auto add = [&](Date day) {
    if (day > first) out.insert(day);
  };
  for (const auto& s : stays) {
    if (s.from) add(*s.from);
    if (s.last) add(*s.last + 1);
  }
  for (const auto& a : away) add(a.when.from), add(a.when.until + 1);
  return out;
}

}  // namespace

bool Stretch::everybody_can_pay() const {
  return std::ranges::all_of(sums, &DaySum::fits);
}

Result<std::vector<Stretch>> stretches_of(store::Session& session, const clubs::Club& club, const WhatIf& what,
                                          const PriceBook& book, Instant now) {
  const auto members = clubs::members(session, club.id, now);
  const auto stays = stays_of(session, members, what);
  const Date today = date_of(now);
  const Date first = what.kind == WhatIf::Kind::nothing ? today
                     : what.kind == WhatIf::Kind::leave ? what.from + 1
                                                        : what.from;
  auto away = absences(session, club, first);
  if (what.kind == WhatIf::Kind::away) away.push_back({what.person, {what.from, what.until.value_or(what.from)}});
  const Reckoning household(session, club, stays, book, now);
  if (what.kind == WhatIf::Kind::join && !household.knows(what.person))
    return refuse("needs", "They need their needs described and a pot of money first.");
  const WholeClub base = base_of(session, club, members, what.kind == WhatIf::Kind::nothing ? today + 1 : first);
  const auto bought = agreements::of_club(session, club.id, first);
  std::vector<Stretch> out;
  for (const Date day : boundaries(stays, away, first)) {
    PeopleThere living, gone;
    for (const auto& s : stays)
      if (s.there(day)) living.insert(s.member.person);
    for (const auto& a : away)
      if (a.when.contains(day) && living.contains(a.person)) gone.insert(a.person);
    if (living.empty()) continue;
    if (living.size() > household.rooms()) return refuse("no-room", "There are not enough bedrooms here.");
    const auto rents = household.rents(living, base);
    std::map<PersonId, Pence> support;
    if (bought.empty()) support = household.planned_week(living, gone, base);
    Stretch stretch{day, std::nullopt, {}, {}};
    for (const auto& agreement : bought) {
      auto& part = stretch.bought.emplace_back();
      part.agreement = agreement.id;
      auto week = household.agreement_week(agreement, living, gone, base);
      part.day = week.day;
      part.night = week.night;
      for (const auto person : living) part.week.push_back(week.each[person]), support[person] += week.each[person];
    }
    for (const auto person : living) {
      const auto& m = household.member(person);
      const auto& room = rents.at(person);
      DaySum sum{person,         m.ref,     m.known_as,      room.room,
                 room.room_name, room.rent, support[person], gone.contains(person)};
      sum.fits = sum.week() <= household.budget(person);
      stretch.sums.push_back(std::move(sum));
    }
    if (!out.empty()) out.back().until = day - 1;
    out.push_back(std::move(stretch));
  }
  return out;
}

std::string digest_of(const std::vector<Stretch>& stretches) {
  std::string all;
  for (const auto& s : stretches) {
    all += to_iso(s.from);
    for (const auto& sum : s.sums)
      all += fmt::format(";{}={},{},{},{}", sum.ref, sum.room.value, sum.rent.count(), sum.support.count(), sum.away);
    all += '\n';
  }
  return to_hex(sha256(all)).substr(0, 32);
}

Result<void> carry_out(const Work& work, const clubs::Club& club, const std::vector<Stretch>& stretches,
                       std::vector<PersonId>* short_of) {
  if (stretches.empty()) return {};
  const Date first = stretches.front().from;
  const auto bought = agreements::of_club(work.session, club.id, first);
  std::vector<clubs::SharesFrom> days;
  for (const auto& s : stretches) {
    clubs::SharesFrom day{s.from, {}};
    for (const auto& sum : s.sums)
      day.shares.push_back({sum.person, sum.room, sum.room_name, sum.rent, sum.support, sum.away});
    days.push_back(std::move(day));
  }
  for (const auto& s : stretches)  // in the order of their days: each is written over what came after it
    for (const auto& part : s.bought) {
      std::vector<std::pair<PersonId, Pence>> shares;
      for (std::size_t i = 0; i < s.sums.size(); ++i) shares.emplace_back(s.sums[i].person, part.week[i]);
      agreements::set_shares_from(work.session, part.agreement, s.from, shares);
      store::agreement_changes::set_hours_from(work.session, part.agreement, s.from, part.day, part.night);
    }
  clubs::set_shares_by_day(work.session, club.id, days);
  for (const auto& agreement : bought) ONEPOT_CHECK(promise_anew(work, agreement, first, short_of));
  return {};
}

}  // namespace onepot::place
