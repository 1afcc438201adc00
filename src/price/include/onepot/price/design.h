#pragma once
// The workbench: groups made from what people's support really cost (P3). A regression tree (Breiman, Friedman, Olshen
// and Stone 1984, chapter 8; the method "anova" of R's rpart) divides people by what is known of them so that costs
// differ little within a group, and weakest-link pruning (chapter 3) leaves as many groups as a place can work with.
// Judged by reduction in variance on people it has not seen, spread within groups, size, and whether other samples
// would have given the same groups. Floating point is used here for variance only, never for money.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/csv_scan.h"
#include "onepot/base/money.h"
#include "onepot/price/currency.h"
#include "onepot/price/folder.h"

namespace onepot::price {

/// One thing known of everybody. `at` holds for each person the place of their value in `values` (ascending, as whole
/// numbers of 10^-places) or in `codes`.
struct Known {
  std::string name;
  Attribute::Kind kind = Attribute::Kind::count;
  int places = 0;
  std::vector<std::int64_t> values;
  std::vector<std::string> codes;
  std::vector<std::uint32_t> at;
  std::size_t distinct() const { return kind == Attribute::Kind::count ? values.size() : codes.size(); }
};

/// What everybody's support cost, and what is known of them.
struct LinkedCosts {
  std::vector<Known> known;
  std::vector<std::int64_t> pence;
  std::size_t people() const { return pence.size(); }
};

/// Reads a column of costs in pounds and those of what is known. A column of numbers (at most six places) is a count,
/// of yes and no a flag, anything else a code. Refuses, up to the limit of what is printed: missing columns, an empty
/// cell, a cost that is not money, more than 5,000 codes in a column.
tl::expected<LinkedCosts, Refusals> read_costs(std::string_view text, const std::string& file, const std::string& cost,
                                               const std::vector<std::string>& by);

/// Where a tree may not divide.
struct Together {
  std::size_t known = 0;
  std::int64_t low = 0, high = 0;    ///< of a count: no cut between two values within, both included
  std::vector<std::uint32_t> codes;  ///< of a code: these stay in one group
};

struct DesignRules {
  std::size_t min_group = 30;  ///< least people in a group
  std::size_t max_groups = 20;
  std::vector<int> direction;  ///< by known: +1 a greater value never costs less, −1 never more, 0 (or empty) either
  std::vector<Together> together;
  unsigned threads = 1;  ///< changes nothing but the time
};

/// A node of the tree. People of `left` have a value of at most `cut` (counts, in units of 10^-places) or one in
/// `low_side` (codes); a code nobody in the node had goes where most went.
struct Branch {
  std::size_t known = 0;
  std::int64_t cut = 0;
  std::vector<bool> low_side;
  std::size_t left = 0, right = 0;  ///< indices into Tree::nodes; 0: a leaf
  std::size_t people = 0;
  double mean = 0;      ///< pence
  double deviance = 0;  ///< Σ (cost − mean)², pence²
  bool leaf() const { return left == 0; }
};

struct Tree {
  std::vector<Branch> nodes;  ///< the first is the root
  std::size_t leaves() const;
  /// The leaf of a person of the data (or of other data with the same codes and values), as an index into nodes.
  std::size_t leaf_of(const LinkedCosts& costs, std::size_t person) const;
  /// Leaves from left to right.
  std::vector<std::size_t> in_order() const;
};

/// Grows and prunes a tree on some of the people (indices ascending). Refuses "too-few" below twice min_group.
Result<Tree> grow(const LinkedCosts& costs, const std::vector<std::uint32_t>& people, const DesignRules& rules);

/// A group as it came out. Pounds are in pence; floating point because they are statistics.
struct DesignedGroup {
  std::string id, rule;  ///< G01; "age <= 64 and nights >= 3"
  std::size_t people = 0;
  double mean = 0, sd = 0, cv = 0;
  std::size_t holdout_people = 0;
  double holdout_mean = 0;
};

struct Design {
  Tree tree;
  std::vector<DesignedGroup> groups;   ///< of the leaves from left to right
  std::size_t train = 0, holdout = 0;  ///< people
  double riv_train = 0;                ///< reduction in variance: 1 − within ÷ total
  std::optional<double> riv_holdout;   ///< with the means of those trained on; none without a hold-out
  double stability = 1;                ///< mean adjusted Rand index (Hubert and Arabie 1985) of groups of other samples
};

/// Divides people at random into those the tree is grown on and those it is judged by (`holdout` of them, 0 to 0.9),
/// grows, prunes and judges. `samples` half-samples of at most 50,000 people judge stability. Same seed, same design.
Result<Design> design(const LinkedCosts& costs, const DesignRules& rules, double holdout, std::size_t samples,
                      std::uint64_t seed);

/// What one provider would be paid by the groups, at the mean cost of each rounded to the penny.
struct ProviderOutcome {
  std::string provider;
  std::size_t people = 0;
  Pence cost;       ///< what their people's support cost
  Pence paid_now;   ///< what they are paid for it now; the cost where that is not known
  Pence by_groups;  ///< what they would be paid
};
/// Everybody, those held back too, by provider in the order of their codes. `provider` and `paid_now` (pence) are
/// beside the people of `costs`.
std::vector<ProviderOutcome> outcomes(const Design& design, const LinkedCosts& costs, const Known& provider,
                                      const std::vector<std::int64_t>& paid_now);

/// The design as a draft currency that load_currency takes: the folder's files by name.
Folder published(const Design& design, const LinkedCosts& costs, const std::string& path, const std::string& id);

}  // namespace onepot::price
