#include "onepot/place/living.h"

#include <algorithm>
#include <set>

#include "onepot/base/text.h"
#include "onepot/pot/stream.h"
#include "onepot/store/accounts.h"
#include "onepot/store/pots.h"

namespace onepot::place {
namespace {

constexpr std::size_t hello_most = 600, interests_most = 10, interest_most = 40;

// What a home and the support in it are paid as. A stream that may pay for none of these (a job, a ramp) is left out.
constexpr std::string_view living_purposes[] = {"personal-care", "household",   "night",
                                                "health",        "getting-out", "housing-support"};

bool pays_for_living(const store::pots::PotStream& stream, Date today) {
  const pot::Conditions conditions{stream.code, list_of(stream.purposes), stream.from, stream.until};
  return std::ranges::any_of(living_purposes, [&](auto purpose) { return conditions.allows(purpose, today); });
}

void add_need(Seeker& out, const store::needs::Need& need, bool& some_night_alone) {
  if (need.kind == "work") return;
  const std::int64_t helpers = need.two_helpers ? 2 : 1;
  const auto with_helpers = [&](Hours h) { return Hours::minutes(h.in_minutes() * helpers); };
  out.day += with_helpers(need.day);
  out.shareable += with_helpers(need.shareable);
  out.night += with_helpers(need.night);
  if (need.nights > 0 && !need.nights_shareable) some_night_alone = true;
}

}  // namespace

std::vector<std::string> home_features(store::Session& session, PlaceId place) {
  std::set<std::string> all;
  for (const auto& home : store::clubs::free_homes(session, place))
    all.insert(home.features.begin(), home.features.end());
  all.erase("shared-house");  // says what a home is, nothing anybody must have
  return {all.begin(), all.end()};
}

Result<void> save_wish(const Work& work, const store::meeting::Wish& wish) {
  work.only_for({"change-own"});
  const auto areas = store::accounts::areas(work.session, work.actor().place);
  for (const auto& name : wish.areas)
    if (std::ranges::find(areas, name, &store::accounts::Area::name) == areas.end())
      return refuse("areas", "There is no such area here");
  if (wish.areas.empty()) return refuse("areas", "Choose at least one area");
  const auto features = home_features(work.session, work.actor().place);
  for (const auto& must : wish.musts)
    if (std::ranges::find(features, must) == features.end()) return refuse("musts", "No home says whether it has this");
  if (wish.hello.size() > hello_most) return refuse("hello", "This is long for a first hello. Make it shorter");
  if (wish.interests.size() > interests_most ||
      std::ranges::any_of(wish.interests, [](const auto& i) { return i.size() > interest_most; }))
    return refuse("interests", "At most ten interests, each a word or two");
  if (std::ranges::any_of(wish.interests, [](const auto& i) { return i.find('|') != std::string::npos; }))
    return refuse("interests", "Put commas between interests");
  store::meeting::set_wish(work.session, work.person(), wish, work.now());
  work.audit("living-wish", work.person(), wish.sharing ? "would share" : "would not share");
  return {};
}

Seeker seeker(store::Session& session, PersonId person, Date today) {
  Seeker out;
  const auto wish = store::meeting::wish(session, person);
  const auto assessment = store::needs::latest(session, person);
  const auto pot = store::pots::of(session, person);
  if (!assessment || !assessment->described_at) return out.missing = Missing::needs, out;
  if (!pot) return out.missing = Missing::pot, out;
  if (!wish || wish->areas.empty()) return out.missing = Missing::wish, out;
  bool some_night_alone = false;
  for (const auto& need : store::needs::of(session, assessment->id)) add_need(out, need, some_night_alone);
  out.night_shareable = !some_night_alone;
  out.person.name = store::accounts::person(session, person)->ref;
  for (const auto& stream : pot->streams)
    if (pays_for_living(stream, today)) out.person.budget_week += stream.week;
  out.person.day_hours = out.day.rational();
  out.person.day_shareable_hours = out.shareable.rational();
  out.person.night_hours = out.night.rational();
  out.person.night_shareable = out.night_shareable;
  out.person.areas = wish->areas;
  out.person.must = wish->musts;
  return out;
}

club::Terms terms_of(const PriceBook& book) {
  club::Terms terms;
  const auto day = book.tariff.rate("day-hour"), night = book.tariff.rate("night-hour");
  ONEPOT_ASSERT(day && night);  // affordability cannot be said without planning rates
  terms.day_rate = day->amount;
  terms.night_rate = night->amount;
  return terms;
}

club::Home for_club(const store::clubs::Home& home) {
  return {home.ref, home.area_name, home.rent, home.bedrooms, home.features};
}

LivingView see_living(const Work& work, const PriceBook& book) {
  work.only_for({"see-own", "change-own"});
  LivingView out;
  out.wish = store::meeting::wish(work.session, work.person());
  out.clubs = store::clubs::clubs_of(work.session, work.person(), work.now());
  out.terms = terms_of(book);
  out.seeker = seeker(work.session, work.person(), work.today());
  out.missing = out.seeker.missing;
  if (out.missing != Missing::nothing) return out;
  const auto homes = store::clubs::free_homes(work.session, work.actor().place);
  club::Seeking seeking;
  seeking.people = {out.seeker.person};
  for (const auto& home : homes) {
    seeking.homes.push_back(for_club(home));
    out.homes_in_areas += std::ranges::find(out.seeker.person.areas, home.area_name) != out.seeker.person.areas.end();
  }
  const auto alone = club::cheapest_alone(seeking, 0, out.terms);
  out.rent = alone.rent;
  out.support = alone.support;
  out.budget = out.seeker.person.budget_week;
  out.short_by = alone.short_by;
  if (alone.home) out.home = homes[*alone.home];
  return out;
}

}  // namespace onepot::place
