#include "making/parts.h"
#include "onepot/base/hash.h"
#include "onepot/town/cast.h"

namespace onepot::town {
namespace town_making {

constexpr std::int64_t people_min = 60, people_max = 1'000'000;

/// Text of everything, in order, hashed in pieces so that a large town need not stand twice in memory.
class Digest {
 public:
  template <class... T>
  void add(const T&... parts) {
    (put(parts), ...);
    text_ += '\n';
    if (text_.size() > (1 << 20)) fold();
  }
  std::string done() {
    fold();
    return state_;
  }

 private:
  void put(const std::string& s) { (text_ += s) += '\x1f'; }
  void put(Pence p) { put(p.count()); }
  void put(Hours h) { put(h.in_minutes()); }
  void put(Date d) { put(d.number()); }
  template <std::integral T>
  void put(T v) {
    fmt::format_to(std::back_inserter(text_), "{}\x1f", static_cast<std::int64_t>(v));
  }
  template <class T>
  void put(const std::optional<T>& v) {
    v ? put(*v) : put(std::string("-"));
  }
  template <class T>
  void put(const std::vector<T>& v) {
    put(v.size());
    for (const auto& x : v) put(x);
  }
  void fold() {
    state_ = to_hex(sha256(state_ + text_));
    text_.clear();
  }
  std::string text_, state_;
};

}  // namespace town_making

Result<Town> make(const Options& options) {
  using namespace town_making;
  if (options.people < people_min || options.people > people_max)
    return refuse("bad-people", fmt::format("{} people cannot be made; expected a number from {} to {}", options.people,
                                            people_min, people_max));
  Town town;
  town.options = options;
  town.places = make_places(options);
  town.streams = make_streams();
  const NameMaker names;
  const Place& place = town.places.front();
  town.providers = make_providers(options, place, names);
  town.homes = make_homes(options, place, town.providers);
  add_cast(town);
  Options rest = options;
  rest.people -= std::ssize(town.people);
  for (auto& person : make_people(rest, place, names)) town.people.push_back(std::move(person));
  Random random = stream_of(options, Salt::names);
  const std::int64_t practitioners =
      std::max<std::int64_t>(2, options.people / Numbers::built_in().count("practitioner_caseload"));
  town.practitioners.emplace_back("Dawn Whitaker");
  while (std::ssize(town.practitioners) < practitioners) {
    const auto name = names.draw(random);
    town.practitioners.push_back(name.first + " " + name.last);
  }
  for (std::size_t i = cast_size; i < town.people.size(); ++i) {
    // Dawn of the story has the smallest caseload: whoever newly asks for support comes to her.
    const auto others = town.practitioners.size() - 1;
    town.people[i].practitioner = random.chance(1, 4 * others) ? 0 : 1 + static_cast<std::size_t>(random.below(others));
    town.people[i].open_to_practitioner = chance(random, "consent_practitioner");
  }
  make_agreements(town);
  make_visits(town);
  make_money(town);
  make_lives(town);
  make_told(town);
  make_care(town);
  town.innovations = make_innovations();
  town.gaps = make_gaps(options);
  return town;
}

std::string digest(const Town& town) {
  town_making::Digest d;
  for (const auto& place : town.places) {
    d.add(place.name, place.residents);
    for (const auto& a : place.areas) d.add(a.name, a.easting_m, a.northing_m, a.residents);
  }
  for (const auto& s : town.streams) d.add(s.code, s.purposes);
  for (const auto& p : town.providers) {
    d.add(p.name, p.kind, p.about, p.innovation, p.area, p.staff_hundredths, p.bank_account, p.listed, p.workers);
    for (const auto& o : p.offerings) d.add(o.category, o.words, o.day_rate, o.night_rate);
  }
  for (const auto& h : town.homes)
    d.add(h.name, h.area, h.landlord, h.rent_week, h.bedrooms, h.features, h.rooms, h.listed, h.taken);
  for (const auto& p : town.people) {
    d.add(p.full_name, p.known_as, p.about, p.own_words, p.born, p.area, static_cast<int>(p.setting), p.holding,
          p.first_period, p.statements, p.evaluation, p.care_cost, p.open_to_practitioner, p.practitioner);
    for (const auto& n : p.needs) d.add(n.kind, n.day_week, n.shareable_week, n.nights_week, n.nights_shareable);
    for (const auto& part : p.pot) d.add(part.stream, part.week);
    if (p.wish) d.add(p.wish->areas, p.wish->musts, p.wish->interests, p.wish->hello, p.wish->since);
  }
  d.add(town.practitioners);
  for (const auto& a : town.agreements)
    d.add(a.person, a.provider, a.category, a.day_rate, a.night_rate, a.day_week, a.night_week, a.from_period,
          a.until_period.value_or(-1), static_cast<std::int64_t>(a.continuity * 1e6));
  for (const auto& v : town.visits)
    d.add(v.agreement, v.worker, v.day, v.start_minute, v.day_time, v.night_time, v.pence, static_cast<int>(v.word),
          v.run);
  for (const auto& f : town.fundings) d.add(f.person, f.stream, f.period, f.pence);
  for (const auto& s : town.spendings) d.add(s.agreement, s.stream, s.run, s.pence);
  for (const auto& c : town.commitments) d.add(c.agreement, c.stream, c.pence, c.settled);
  for (const auto& c : town.life_checks) {
    d.add(c.person, c.at, static_cast<int>(c.by_carer));
    for (const auto& a : c.answers) d.add(a.value_or(-1));
  }
  for (const auto& e : town.life_events) d.add(e.person, e.kind, e.at, e.words);
  for (const auto& v : town.support_views)
    d.add(v.person, v.provider, v.at, static_cast<int>(v.by_carer), v.valued, v.personalised);
  for (const auto& n : town.newness) d.add(n.provider, n.kind, n.words, n.evidence);
  for (const auto& r : town.ratings) {
    d.add(r.person, r.at);
    for (const int a : r.own) d.add(a);
    for (const int a : r.practitioner) d.add(a);
  }
  for (const auto& c : town.care)
    d.add(c.person, static_cast<int>(c.service), c.kind, c.pathway, c.from, c.until, c.pence);
  for (const auto& i : town.innovations) d.add(i.name, i.summary, i.core, i.adaptable);
  for (const auto& g : town.gaps) d.add(g.words, g.at);
  return d.done();
}

}  // namespace onepot::town
