#pragma once
// Finding groups of people who could afford a home and support together when none of them can alone.
//
// The rules stand in docs/club.md. In order: most people served; highest sum of priority; most pairs who would love to
// live together; most money left. Groups are the cliques of people who may share; which of them are formed is an
// integer programme (set packing) solved town by town with Clp and Cbc, so the answer comes with an upper bound; where
// there are too many to list they are generated as prices ask for them. A pair who must never share (`apart`) changes
// which groups exist and is never said: no output names it or hints at it.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/base/rational.h"

namespace onepot::club {

/// Somebody who seeks a home with others. Hours are hours a week.
struct Person {
  std::string name;
  Pence budget_week;
  Rational day_hours, day_shareable_hours, night_hours;  ///< shareable ≤ day
  bool night_shareable = false;
  std::vector<std::string> areas, must, likes;
  std::int64_t priority = 0;
};

struct Home {
  std::string name, area;
  Pence rent_week;
  std::int64_t bedrooms = 1;
  std::vector<std::string> features;
};

/// A pair of people, by their index.
using Pair = std::pair<std::size_t, std::size_t>;

/// What the rooms of one home are worth a week to one person; rooms in the order of `HomeRooms::rooms`.
struct HomeRooms {
  std::size_t home = 0;
  std::vector<std::string> rooms;
  std::vector<std::pair<std::size_t, std::vector<Pence>>> worth;  ///< person, worth of each room
};

struct Seeking {
  std::vector<Person> people;
  std::vector<Home> homes;
  std::optional<std::vector<Pair>> together;  ///< where given, only these may share
  std::vector<Pair> apart;
  std::optional<std::vector<HomeRooms>> values;  ///< where given, rents must be envy-free instead of near equal
};

struct Terms {
  std::size_t size_min = 2, size_max = 4;  ///< 1 ≤ size_min ≤ size_max ≤ 8
  Pence day_rate{2000}, night_rate{1400};  ///< per hour
  Rational rent_spread{1, 4};              ///< between 0 and 1
};

struct Effort {
  std::uint64_t seed = 1;
  unsigned threads = 1;  ///< any number gives the same answer
  double limit_seconds = 60;
  std::function<double()> elapsed_seconds = [] { return 0.0; };  ///< the caller's clock; this room has none
};

struct FormedGroup {
  std::vector<std::size_t> people;  ///< in the order of the file
  std::size_t home = 0;
  std::vector<Pence> rent, support, left;  ///< a week, in the order of `people`
  std::vector<std::string> rooms;          ///< with values: who has which room
};

struct Matching {
  std::vector<FormedGroup> groups;  ///< in the order of their first person
  std::int64_t served = 0;
  std::int64_t bound = 0;  ///< no lawful answer serves more
  std::int64_t alone_possible = 0;
  std::int64_t priority = 0, mutual_likes = 0;
  Pence left;
  bool optimal = false;         ///< served = bound
  bool refined = false;         ///< the later aims (priority, likes, money left) are proven optimal as well
  std::int64_t candidates = 0;  ///< groups that could afford some home together
  /// By home: how many more people one more home just like it would serve, in thousandths, by the relaxation's prices.
  std::vector<std::int64_t> home_worth;
};

/// Groups are deterministic for a seed unless the time limit cuts the search short.
Matching match(const Seeking& seeking, const Terms& terms = {}, const Effort& effort = {});

/// "Largest group first", as somebody would do it by hand, for comparison: the largest groups in the order of the file,
/// each into the first free home of the file that it could take, nobody moved again. People served.
std::int64_t served_by_largest_first(const Seeking& seeking, const Terms& terms = {});

/// The whole model handed to Cbc at once, one column a group and home, with the settings of its own command line, for
/// comparison: people served, and whether that is proven within `seconds` (which Cbc asks its clock only now and then).
struct PlainAnswer {
  std::int64_t served = 0;
  bool proven = false;
};
PlainAnswer match_plainly(const Seeking& seeking, const Terms& terms, double seconds);

/// What a week of somebody's support costs alone.
Pence support_alone(const Person& person, const Terms& terms);

/// The cheapest home that suits a person alone, with their own support, beside their budget.
struct Alone {
  std::optional<std::size_t> home;  ///< none suits: no home in their areas has what it must have
  Pence rent, support;
  Pence short_by;  ///< zero when they can pay
};
Alone cheapest_alone(const Seeking& seeking, std::size_t person, const Terms& terms = {});

/// unmet() (unmet.h) in short, for a page that has said more already.
enum class Obstacle { no_home, nobody_said_yes, money, others_came_first };
struct WhyNot {
  std::size_t person = 0;
  Obstacle obstacle = Obstacle::money;
  Alone alone;
  std::optional<Pence>
      more_needed;  ///< the least extra a week in their own budget with which some group could be formed
};
/// For everybody not served, in the order of people. No kind or figure of it is moved by a pair kept apart.
std::vector<WhyNot> why_not(const Seeking& seeking, const Matching& matching, const Terms& terms = {});

}  // namespace onepot::club
