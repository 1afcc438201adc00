#pragma once
// What stands in the way of each person who is in no group, what would help them, and the same by area for those who
// build homes and support.
//
// It is told to the person, so it is worked out as if no pair were kept apart: from their own needs and money, the
// homes, and who said yes to each other. A veto changes no kind and no figure of it. It names nobody else.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "onepot/club/match.h"

namespace onepot::club {

enum class InTheWay {
  budget,          ///< with more money a week a group around them could pay
  home,            ///< no home suits, or all that do have gone
  night_support,   ///< were the support they need at night there already, a group around them could pay
  nobody_suitable  ///< nobody to share with, or none with whom anything could be paid or is free
};
/// "budget", "home", "night-support", "nobody-suitable": how JSON and CSV name it.
std::string name_of(InTheWay kind);

/// One more home like this would do, at this rent or less.
struct HomeWanted {
  std::string area;
  std::int64_t bedrooms = 1;
  std::optional<Pence> rent_most;  ///< nullopt: at no rent, or not known, as nobody is there to share with
  std::vector<std::string> features;
};

struct Unmet {
  std::size_t person = 0;
  InTheWay kind = InTheWay::budget;
  std::string area;  ///< of the nearest miss; else the first they chose, or empty
  // What would help, each by itself; what is empty would not, or is not known.
  std::optional<Pence> more_week;   ///< so much more a week in their own budget (to the penny)
  std::optional<HomeWanted> home;   ///< one more home like this
  std::optional<Pence> night_week;  ///< the support at night that would have to be there already, a week
  bool people = false;              ///< more people to share with
  std::size_t companions = 0;       ///< with whom they may share: their own mutual yeses, or all who share an area
};

/// For everybody not served, in the order of people. The groups around a person are those of at most 40 companions (the
/// ones with most to spend); so `more_week` always suffices, and is the least where there are no more than these. With
/// room values no figure is given where rents are short, as none can be promised. Uses effort.threads; people reached
/// after its time limit get only what is seen at once.
std::vector<Unmet> unmet(const Seeking& seeking, const Matching& matching, const Terms& terms = {},
                         const Effort& effort = {});

/// "Pete: £12 a week more would let a group around them pay for a home in Ash. So would a 3-bedroom home there at £210
/// a week or less."
std::string sentence(const Unmet& one, const Seeking& seeking);

/// One cell of the gap map: how many people in an area have the same thing in their way.
struct Gap {
  std::string area;  ///< empty: several areas with too few people each, together
  InTheWay kind = InTheWay::budget;
  std::int64_t people = 0;
  std::optional<Pence> more_week;        ///< budget: half of them need at most this, to the next £5
  std::optional<std::int64_t> bedrooms;  ///< home: what most of them need
  /// home: how many more people one more home there would serve, in thousandths, by the prices (duals) of the
  /// relaxation; absent where it would serve none.
  std::optional<std::int64_t> serves_thousandths;
};
/// Area × kind, largest first, only cells of at least `least` people. Smaller cells of a kind are put together under no
/// area; what is then still too small is left out, and so is a further cell where otherwise what was left out could be
/// reckoned from the whole number of people.
std::vector<Gap> gap_map(const Seeking& seeking, const Matching& matching, const std::vector<Unmet>& unmet,
                         std::int64_t least = 5);
/// `area,kind,people,more_week,bedrooms,serves`, with a header row; an empty area stands for several small ones.
std::string gap_map_csv(const std::vector<Gap>& gaps);

}  // namespace onepot::club
