#pragma once
// Every group that could be formed, and the homes each could take: the candidates of the matching.
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "match/money.h"
#include "onepot/club/match.h"

namespace onepot::club {

/// Names as small numbers, so that areas and features are compared quickly; lists are sorted and without repeats.
struct Interned {
  std::vector<std::vector<std::uint32_t>> areas, must;  // by person
  std::vector<std::uint32_t> area;                      // by home
  std::vector<std::vector<std::uint32_t>> features;     // by home
  std::vector<std::vector<std::uint32_t>> homes_in;     // by area, cheapest first
  std::vector<std::string> area_names, feature_names;
};
Interned intern(const Seeking& seeking);
/// Whether a home's area and features suit somebody.
bool suits(const Interned& names, std::size_t person, std::size_t home);

/// Who may share with whom, later neighbours only, sorted. Where no pairs are given and more than twenty million people
/// share an area two by two, each keeps some two hundred of them (the same ones for the same input).
struct Neighbours {
  std::vector<std::vector<std::uint32_t>> later;
  bool complete = true;
};
Neighbours neighbours(const Seeking& seeking, const Interned& names);

/// Whether a group of people who may share could pay for a home that suits them.
class MoneyTest {
 public:
  MoneyTest(const Seeking& seeking, const Terms& terms);
  const Lines& lines(std::size_t person) const { return lines_[person]; }
  const RentWindow& window(std::size_t size, std::size_t home) const { return windows_[size][home]; }
  GroupMoney money(std::span<const std::uint32_t> group) const;
  /// `group` is ascending; `money` is its.
  bool pays(std::span<const std::uint32_t> group, const GroupMoney& money, std::size_t home) const;

 private:
  const Seeking* seeking_;
  std::vector<Lines> lines_;
  std::vector<std::vector<RentWindow>> windows_;
};

struct Candidates {
  std::vector<std::uint32_t> people;  ///< of group g: people[start[g]] … people[start[g + 1] − 1], ascending
  std::vector<std::uint32_t> start{0};
  std::vector<std::uint32_t> homes_of;                 ///< of group g: the index of its list in `home_lists`
  std::vector<std::vector<std::uint32_t>> home_lists;  ///< distinct sets of homes that a group can take, ascending
  std::vector<std::int64_t> to_spend;                  ///< of group g: budgets − support, pence a week
  bool complete = true;                                ///< false when there were too many to list: some are left out

  /// Adds a group (ascending) with the homes it can take (ascending, at least one).
  void add(std::span<const std::uint32_t> group, const std::vector<std::uint32_t>& homes, std::int64_t spend);

  std::size_t size() const { return homes_of.size(); }
  std::span<const std::uint32_t> group(std::size_t g) const {
    return std::span(people).subspan(start[g], start[g + 1] - start[g]);
  }

 private:
  struct ListHash {
    std::size_t operator()(const std::vector<std::uint32_t>& list) const {
      std::size_t h = list.size();
      for (const auto x : list) h = (h ^ x) * 0x9E3779B97F4A7C15ULL + (h >> 29);
      return h;
    }
  };
  std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, ListHash> list_of_;
};

/// The homes that suit everybody in a group (ascending), have a bedroom for each and that it could pay for, ascending.
std::vector<std::uint32_t> homes_for(const Seeking& seeking, const Interned& names, const MoneyTest& test,
                                     std::span<const std::uint32_t> group);

/// How many cliques are looked at, at most, before groups are generated as they are wanted (generate/) instead.
inline constexpr std::size_t most_listed = 3'000'000;

/// Every clique of lawful size that could pay for some home that suits them all; `complete` is false, and the list
/// useless, where more than `most` cliques would have to be looked at.
Candidates list_all(const Seeking& seeking, const Terms& terms, std::size_t most);
/// The same where that is possible; else pairs are thinned out evenly (the same ones for the same input) until it is.
Candidates list_candidates(const Seeking& seeking, const Terms& terms, std::size_t most = most_listed);

/// No lawful answer serves more, listed or not: people who could pay the least that any group could ask of them, and
/// beds.
std::int64_t plain_bound(const Seeking& seeking, const Terms& terms);

}  // namespace onepot::club
