#include "onepot/club/check.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "onepot/base/json.h"
#include "onepot/base/text.h"

namespace onepot::club {
namespace {

using NameSet = std::set<std::string>;

struct StatedGroup {
  std::vector<std::string> people;
  std::string home;
  std::map<std::string, Pence> rent, support, left;
  std::map<std::string, std::string> room;
};

/// Reads the document into plain values; any missing or mistyped member is a refusal.
class Document {
 public:
  explicit Document(std::string file) : file_(std::move(file)) {}

  tl::unexpected<Refusal> bad(const std::string& what) const { return refuse("bad-result", what, Where{file_, 0, ""}); }

  Result<const json::array*> list(const json::object& of, std::string_view name) const {
    const auto* v = of.if_contains(name);
    if (v == nullptr || !v->is_array()) return bad("'" + std::string(name) + "' is missing or is not a list");
    return &v->get_array();
  }
  Result<std::string> text(const json::object& of, std::string_view name) const {
    const auto* v = of.if_contains(name);
    if (v == nullptr || !v->is_string()) return bad("'" + std::string(name) + "' is missing or is not text");
    return std::string(v->get_string());
  }
  Result<std::int64_t> whole(const json::object& of, std::string_view name) const {
    const auto* v = of.if_contains(name);
    if (v == nullptr || !v->is_int64()) return bad("'" + std::string(name) + "' is missing or is not a whole number");
    return v->get_int64();
  }
  Result<std::map<std::string, Pence>> amounts(const json::object& of, std::string_view name,
                                               std::string_view amount) const {
    ONEPOT_TRY(const json::array* rows, list(of, name));
    std::map<std::string, Pence> out;
    for (const auto& row : *rows) {
      if (!row.is_object()) return bad("'" + std::string(name) + "' holds something that is not an object");
      ONEPOT_TRY(const std::string person, text(row.get_object(), "person"));
      ONEPOT_TRY(const std::string money, text(row.get_object(), amount));
      ONEPOT_TRY(const Pence pence, parse_pence(money));
      if (!out.emplace(person, pence).second) return bad("'" + std::string(name) + "' names " + person + " twice");
    }
    return out;
  }

 private:
  std::string file_;
};

/// Pence of hours at a rate, half to even, written out anew.
__int128 pence_of(const Rational& hours, Pence rate) {
  const __int128 exact = static_cast<__int128>(hours.num()) * rate.count();
  const __int128 whole = exact / hours.den(), twice_rest = 2 * (exact % hours.den());
  return whole + (twice_rest > hours.den() || (twice_rest == hours.den() && whole % 2 == 1) ? 1 : 0);
}

/// The weekly support of some of the people, by the rule as it is written.
__int128 support_cost(const std::vector<const Person*>& people, const Terms& terms) {
  __int128 sum = 0, longest_day = 0, longest_night = 0;
  for (const Person* p : people) {
    sum += pence_of(p->day_hours - p->day_shareable_hours, terms.day_rate);
    longest_day = std::max(longest_day, pence_of(p->day_shareable_hours, terms.day_rate));
    const __int128 night = pence_of(p->night_hours, terms.night_rate);
    if (p->night_shareable)
      longest_night = std::max(longest_night, night);
    else
      sum += night;
  }
  return sum + longest_day + longest_night;
}

class Checker {
 public:
  Checker(const Seeking& seeking, const Terms& terms) : seeking_(seeking), terms_(terms) {
    for (const Person& p : seeking.people) person_.emplace(p.name, &p);
    for (std::size_t h = 0; h < seeking.homes.size(); ++h) home_.emplace(seeking.homes[h].name, h);
    const auto pair_of = [&](const Pair& p) {
      const std::string &a = seeking.people[p.first].name, &b = seeking.people[p.second].name;
      return a < b ? std::pair(a, b) : std::pair(b, a);
    };
    if (seeking.together)
      for (const Pair& p : *seeking.together) said_yes_.insert(pair_of(p));
    for (const Pair& p : seeking.apart) apart_.insert(pair_of(p));
  }

  void group(const StatedGroup& g, std::size_t number) {
    name_ = fmt::format("group {} ({})", number, and_list(g.people));
    std::vector<const Person*> people;
    NameSet distinct;
    for (const std::string& name : g.people) {
      const auto it = person_.find(name);
      if (it == person_.end()) return say("'{}' is not among the people", name);
      if (!distinct.insert(name).second) return say("names {} twice", name);
      if (!placed_.insert(name).second) say("{} is in another group too", name);
      people.push_back(it->second);
    }
    const auto it = home_.find(g.home);
    if (it == home_.end()) return say("'{}' is not among the homes", g.home);
    if (!taken_.insert(g.home).second) say("{} is taken by another group too", g.home);
    const Home& home = seeking_.homes[it->second];
    if (people.size() < terms_.size_min || people.size() > terms_.size_max)
      say("has {} people; {} to {} may share", people.size(), terms_.size_min, terms_.size_max);
    if (home.bedrooms < static_cast<std::int64_t>(people.size()))
      say("has {} people and {} has {} bedrooms", people.size(), home.name, home.bedrooms);
    for (const Person* p : people) {
      if (std::ranges::count(p->areas, home.area) == 0)
        say("{} did not choose {}, where {} is", p->name, home.area, home.name);
      for (const std::string& feature : p->must)
        if (std::ranges::count(home.features, feature) == 0)
          say("{} must have {}, which {} lacks", p->name, feature, home.name);
    }
    bool may = true;
    for (const std::string& a : distinct)
      for (const std::string& b : distinct)
        if (a < b) may = may && (!seeking_.together || said_yes_.contains({a, b})) && !apart_.contains({a, b});
    if (!may) say("not everybody in it may share with everybody else");
    money(g, people, it->second);
  }

  std::vector<std::string> breaches;
  const NameSet& placed() const { return placed_; }

 private:
  template <class... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) {
    breaches.push_back(name_ + ": " + fmt::format(format, std::forward<Args>(args)...));
  }

  void money(const StatedGroup& g, const std::vector<const Person*>& people, std::size_t home_at) {
    const Home& home = seeking_.homes[home_at];
    NameSet expected;
    for (const Person* p : people) expected.insert(p->name);
    for (const auto& [what, amounts] :
         {std::pair<std::string_view, const std::map<std::string, Pence>&>{"rent", g.rent},
          {"support", g.support},
          {"left_week", g.left}}) {
      NameSet named;
      for (const auto& [person, amount] : amounts) named.insert(person);
      if (named != expected) return say("'{}' does not name exactly the people of the group", what);
    }
    Pence rent_sum, support_sum;
    for (const Person* p : people) {
      const Pence rent = g.rent.at(p->name), support = g.support.at(p->name);
      rent_sum += rent;
      support_sum += support;
      if (rent + support > p->budget_week)
        say("{} would pay {} of a budget of {}", p->name, to_decimal(rent + support), to_decimal(p->budget_week));
      if (g.left.at(p->name) != p->budget_week - rent - support)
        say("{} is said to have {} left, which is not budget less rent less support", p->name,
            to_decimal(g.left.at(p->name)));
      if (!seeking_.values && !near_equal(rent, home.rent_week, people.size()))
        say("{}'s rent of {} is not within the spread of an equal share of {}", p->name, to_decimal(rent),
            to_decimal(home.rent_week));
    }
    if (rent_sum != home.rent_week)
      say("rents sum to {} and the rent is {}", to_decimal(rent_sum), to_decimal(home.rent_week));
    if (support_sum.count() != support_cost(people, terms_))
      say("support shares sum to {} and support costs {}", to_decimal(support_sum),
          to_decimal(Pence(static_cast<std::int64_t>(support_cost(people, terms_)))));
    if (people.size() > 16) return say("has too many people to try every part of it");
    for (unsigned part = 1; part < (1U << people.size()) - 1; ++part) {
      std::vector<const Person*> some;
      std::vector<std::string> names;
      Pence pays;
      for (std::size_t i = 0; i < people.size(); ++i)
        if (part >> i & 1U)
          some.push_back(people[i]), names.push_back(people[i]->name), pays += g.support.at(people[i]->name);
      if (pays.count() > support_cost(some, terms_))
        say("{} would pay {} for support, more than the {} it would cost apart", and_list(names), to_decimal(pays),
            to_decimal(Pence(static_cast<std::int64_t>(support_cost(some, terms_)))));
    }
    if (seeking_.values) envy(g, people, home_at);
  }

  /// Within ± spread of rent ÷ people; or one of the whole pence next to it, where the spread is narrower than a penny.
  bool near_equal(Pence rent, Pence whole, std::size_t people) const {
    const auto n = static_cast<__int128>(people);
    const __int128 off = n * rent.count() - whole.count();  // n × (rent − equal share)
    const __int128 distance = off < 0 ? -off : off;
    return distance < n ||
           distance * terms_.rent_spread.den() <= static_cast<__int128>(whole.count()) * terms_.rent_spread.num();
  }

  void envy(const StatedGroup& g, const std::vector<const Person*>& people, std::size_t home_at) {
    const HomeRooms* rooms = nullptr;
    for (const HomeRooms& r : *seeking_.values)
      if (r.home == home_at) rooms = &r;
    if (rooms == nullptr) return say("nobody has said what the rooms of {} are worth", g.home);
    const auto worth = [&](const Person* p, const std::string& room) -> std::optional<Pence> {
      for (const auto& [who, row] : rooms->worth)
        for (std::size_t r = 0; r < row.size(); ++r)
          if (&seeking_.people[who] == p && rooms->rooms[r] == room) return row[r];
      return std::nullopt;
    };
    NameSet used;
    for (const Person* p : people) {
      if (!g.room.contains(p->name)) return say("does not say which room {} has", p->name);
      if (!used.insert(g.room.at(p->name)).second) say("the room {} is given twice", g.room.at(p->name));
    }
    for (const Person* p : people)
      for (const Person* other : people) {
        const auto own = worth(p, g.room.at(p->name)), theirs = worth(p, g.room.at(other->name));
        if (!own || !theirs) return say("{} has not said what the rooms are worth to them", p->name);
        if (*theirs - g.rent.at(other->name) > *own - g.rent.at(p->name) + Pence(1))
          say("{} would rather have {}'s room at its rent", p->name, other->name);
      }
  }

  const Seeking& seeking_;
  const Terms& terms_;
  std::map<std::string, const Person*> person_;
  std::map<std::string, std::size_t> home_;
  std::set<std::pair<std::string, std::string>> said_yes_, apart_;
  NameSet placed_, taken_;
  std::string name_;
};

Result<StatedGroup> stated(const Document& document, const json::value& v, bool rooms) {
  if (!v.is_object()) return document.bad("'groups' holds something that is not an object");
  const json::object& o = v.get_object();
  StatedGroup out;
  ONEPOT_TRY(const json::array* people, document.list(o, "people"));
  for (const auto& p : *people) {
    if (!p.is_string()) return document.bad("'people' holds something that is not a name");
    out.people.emplace_back(p.get_string());
  }
  if (out.people.empty()) return document.bad("a group has nobody in it");
  ONEPOT_TRY(out.home, document.text(o, "home"));
  ONEPOT_TRY(out.rent, document.amounts(o, "rent", "share"));
  ONEPOT_TRY(out.support, document.amounts(o, "support", "share"));
  ONEPOT_TRY(out.left, document.amounts(o, "left_week", "amount"));
  if (!rooms) return out;
  ONEPOT_TRY(const json::array* given, document.list(o, "rooms"));
  for (const auto& row : *given) {
    if (!row.is_object()) return document.bad("'rooms' holds something that is not an object");
    ONEPOT_TRY(const std::string person, document.text(row.get_object(), "person"));
    ONEPOT_TRY(out.room[person], document.text(row.get_object(), "room"));
  }
  return out;
}

/// People whose own budget pays for some home that suits them and for their support.
std::int64_t able_alone(const Seeking& seeking, const Terms& terms) {
  std::map<std::string, std::vector<const Home*>> by_area;
  for (const Home& home : seeking.homes) by_area[home.area].push_back(&home);
  std::int64_t out = 0;
  for (const Person& p : seeking.people) {
    bool able = false;
    for (const std::string& area : p.areas) {
      const auto there = by_area.find(area);
      if (there == by_area.end()) continue;
      for (const Home* home : there->second)
        able = able ||
               (home->bedrooms >= 1 && home->rent_week.count() + support_cost({&p}, terms) <= p.budget_week.count() &&
                std::ranges::all_of(p.must, [&](const std::string& feature) {
                  return std::ranges::count(home->features, feature) > 0;
                }));
    }
    out += able;
  }
  return out;
}

}  // namespace

Result<Checked> check_matching(std::string_view text, const std::string& file, const Seeking& seeking,
                               const Terms& terms) {
  ONEPOT_TRY(const json::value root, json::parse(text, file));
  const Document document(file);
  if (!root.is_object()) return document.bad("the document is not an object");
  const json::object& result = root.get_object();
  ONEPOT_TRY(const json::array* groups, document.list(result, "groups"));
  Checker checker(seeking, terms);
  for (std::size_t i = 0; i < groups->size(); ++i) {
    ONEPOT_TRY(const StatedGroup group, stated(document, (*groups)[i], seeking.values.has_value()));
    checker.group(group, i + 1);
  }
  ONEPOT_TRY(const std::int64_t served, document.whole(result, "served"));
  ONEPOT_TRY(const std::int64_t bound, document.whole(result, "bound"));
  ONEPOT_TRY(const std::int64_t alone, document.whole(result, "alone_possible"));
  ONEPOT_TRY(const std::string status, document.text(result, "status"));
  Checked out{std::move(checker.breaches), groups->size(), checker.placed().size()};
  if (served != static_cast<std::int64_t>(out.people))
    out.breaches.push_back(fmt::format("'served' says {} and the groups hold {} people", served, out.people));
  if (bound < served) out.breaches.push_back(fmt::format("'bound' says {}, fewer than the {} served", bound, served));
  if (bound > static_cast<std::int64_t>(seeking.people.size()))
    out.breaches.push_back(fmt::format("'bound' says {}, more than all {} people", bound, seeking.people.size()));
  if ((status == "optimal") != (bound == served))
    out.breaches.push_back(fmt::format("'status' says {} with {} served and a bound of {}", status, served, bound));
  if (const std::int64_t able = able_alone(seeking, terms); alone != able)
    out.breaches.push_back(
        fmt::format("'alone_possible' says {}; {} could pay for a suitable home alone", alone, able));
  return out;
}

}  // namespace onepot::club
