#pragma once
// The groups worth most to one home, found without listing all: branch and bound over cliques of people who may share.
//
// People have values (what forming a group with them gains, beyond their price), which may be below zero: somebody can
// be in a group only because they bring money. A branch is cut where the people still to come cannot lift it above what
// is asked: by the best values left; by the same with money weighed in at a rate λ (the Lagrangian of "they have enough
// for the rent and the support", so every λ ≥ 0 gives a true bound); and where the rent that those already chosen must
// carry is more than they have.
#include <cstdint>
#include <span>
#include <vector>

#include "match/groups.h"

namespace onepot::club {

/// Who may share with whom, without a list of pairs where everybody may.
class MayShare {
 public:
  explicit MayShare(const Seeking& seeking);
  /// Those of `others` who may share with `person`, in their order.
  std::vector<std::uint32_t> among(std::uint32_t person, std::span<const std::uint32_t> others) const;
  /// Whether `person` may share with everybody.
  bool with_all(std::uint32_t person) const { return !only_ && listed_[person].empty(); }

 private:
  bool only_ = false;                               // listed: those who said yes; else those kept apart
  std::vector<std::vector<std::uint32_t>> listed_;  // by person, ascending
};

struct WorthyGroup {
  std::int64_t value = 0;
  std::vector<std::uint32_t> people;  ///< ascending
};
struct Worthy {
  std::vector<WorthyGroup> groups;
  /// No lawful group for this home is worth more than this or than what was asked, whichever is more.
  std::int64_t most = 0;
  bool whole = true;  ///< false: the effort ran out
};
struct WorthyEffort {
  std::int64_t nodes = 0;       ///< branches looked at, at most
  std::size_t most_groups = 0;  /// listing: more are not kept; seeking: the best so many
};

class CliqueSearch {
 public:
  CliqueSearch(const Seeking& seeking, const Terms& terms, const Interned& names, const MoneyTest& test);

  /// The group worth most in `home` if that is more than `above`, and those that were best on the way, best last.
  Worthy best(std::uint32_t home, std::span<const std::int64_t> value, std::int64_t above,
              const WorthyEffort& effort) const;
  /// Every group worth more than `above` in `home`; not whole when there are more than `most_groups`.
  Worthy all(std::uint32_t home, std::span<const std::int64_t> value, std::int64_t above,
             const WorthyEffort& effort) const;

 private:
  friend class CliqueWalk;
  const Seeking& seeking_;
  const Terms& terms_;
  const Interned& names_;
  const MoneyTest& test_;
  MayShare may_share_;
  std::vector<std::vector<std::uint32_t>> people_in_;  // by area
};

}  // namespace onepot::club
