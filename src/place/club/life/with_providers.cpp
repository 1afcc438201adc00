#include "with_providers.h"

#include <algorithm>

#include "onepot/buy/agreement.h"
#include "onepot/store/agreements.h"

namespace onepot::place {

namespace changes = store::agreement_changes;

namespace {

void put_change(const Work& work, const store::steps::Step& step, const HoursChange& change, std::string_view sums,
                const char* status) {
  const std::string ref = work.new_ref();
  changes::add(work.session, {ref, change.agreement, step.id, std::string(sums), status, change.parts}, work.now());
  work.audit("change:" + ref, {}, status);
}

}  // namespace

std::vector<HoursChange> hours_changed(store::Session& session, const store::clubs::Club& club,
                                       const std::vector<Stretch>& stretches, Date today) {
  std::vector<HoursChange> out;
  if (stretches.empty()) return out;
  for (const auto& agreement : store::agreements::of_club(session, club.id, stretches.front().from)) {
    HoursChange change{agreement.id, agreement.provider_name, false, {}};
    const Date notice_ends = buy::ends_after_notice(today, agreement.notice_days);
    for (const auto& s : stretches) {
      const auto bought = std::ranges::find(s.bought, agreement.id, &Stretch::Bought::agreement);
      if (bought == s.bought.end()) continue;
      const auto [day, night] = changes::hours_on(session, agreement.id, s.from);
      if (bought->day == day && bought->night == night) continue;
      const bool more = bought->day > day || bought->night > night;
      change.must_ask = change.must_ask || more || s.from <= notice_ends;
      const auto there = std::ranges::count_if(s.sums, [](const DaySum& sum) { return !sum.away; });
      change.parts.push_back({s.from, s.until, there, bought->day, bought->night, day, night});
    }
    if (!change.parts.empty()) out.push_back(std::move(change));
  }
  return out;
}

bool ask_providers(const Work& work, const store::steps::Step& step, const store::clubs::Club& club,
                   const std::vector<Stretch>& stretches, std::string_view sums) {
  changes::withdraw(work.session, step.id, work.now());  // other sums are another question
  bool asked = false;
  for (const auto& change : hours_changed(work.session, club, stretches, work.today()))
    if (change.must_ask) put_change(work, step, change, sums, "asked"), asked = true;
  return asked;
}

void tell_providers(const Work& work, const store::steps::Step& step, const store::clubs::Club& club,
                    const std::vector<Stretch>& stretches, std::string_view sums) {
  const auto said = changes::of_step(work.session, step.id);
  for (const auto& change : hours_changed(work.session, club, stretches, work.today()))
    if (std::ranges::none_of(said, [&](const changes::Change& c) {
          return c.agreement == change.agreement && c.status == "yes" && c.sums == sums;
        }))
      put_change(work, step, change, sums, "told");
}

}  // namespace onepot::place
