#pragma once
// From people and homes to chosen groups: by a list of all groups where that is possible, else by column generation.
#include <set>

#include "generate/generate.h"
#include "match/groups.h"
#include "solve/refine.h"

namespace onepot::club {

/// Priority, likes and money left are proven best where there are at most so many (group, home) columns in all; beyond
/// that they are improved by search, so that the proof of how many are served keeps its time.
inline constexpr std::size_t most_columns_to_refine = 8'000;

/// An answer in the numbers of the people and homes it was asked about.
struct Found {
  struct Group {
    std::vector<std::uint32_t> people;
    std::uint32_t home = 0;
  };
  std::vector<Group> groups;
  std::int64_t bound = 0;       ///< no lawful answer serves more
  std::int64_t candidates = 0;  ///< groups weighed
  bool refined = true;          ///< the later aims are proven best too
  std::vector<std::int64_t> home_worth;

  std::int64_t served() const;
};

/// Every group listed where at most `limits.listed` cliques need to be looked at; parts of the place that share nobody
/// and no home with the rest are generated where they have too many.
Found find_groups(const Seeking& seeking, const Terms& terms, const Effort& effort, const GenerateLimits& limits);
/// The groups are generated as they are wanted, however many there are.
Found find_by_generation(const Seeking& seeking, const Terms& terms, const Effort& effort,
                         const GenerateLimits& limits);

/// match() within other limits than the usual.
Matching match_within(const Seeking& seeking, const Terms& terms, const Effort& effort, const GenerateLimits& limits);

/// Pairs of people who name each other among their likes.
std::set<Pair> mutual_likes(const Seeking& seeking);
std::int64_t likes_within(const std::set<Pair>& mutual, std::span<const std::uint32_t> group);

/// The best choice among these groups; `bound` is of these alone. Not thorough: what takes much branching
/// stays open, and the later aims are not proven.
Found find_among(const Seeking& seeking, const Candidates& candidates, const Effort& effort, bool thorough = true);

}  // namespace onepot::club
