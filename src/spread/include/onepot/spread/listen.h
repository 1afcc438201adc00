#pragma once
// What people who vote on each other's statements agree on, and where they part (capability S5). The method is that of
// Polis (Small and others 2021), as published: two principal components of the votes, opinion groups by k-means on
// them, the number of groups by silhouette, and, per group, what it stands for. Common ground is what every group
// agrees with: the product over groups of (agree + 1) ÷ (seen + 2). Nobody is made to agree, and dissent stays in the
// figures.
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::spread {

struct Votes {
  std::vector<std::string> participants,
      statements;  ///< in order of arrival: by time where votes have one, else as they stand
  /// [participant][statement]: 1 agree, −1 disagree, 0 pass; nothing: not seen.
  std::vector<std::vector<std::optional<int>>> votes;
  /// When each participant had cast the seventh vote, by which Polis counts somebody in; orders the k-means' starts.
  std::vector<std::size_t> entered;  ///< participants in that order; those who never did are not in it
};
/// CSV participant,statement,vote[,time] (also a Polis export: voter-id, comment-id, vote, timestamp) or JSON, a list
/// of objects with participant_id, statement_id, vote, modified. A later vote on the same statement replaces an earlier
/// one. Refuses with line and column what is not a vote.
Result<Votes> read_votes(std::string_view text, const std::string& file);

struct Seen {
  std::int64_t agree = 0, disagree = 0, seen = 0;
};
struct Stands {
  std::size_t group = 0, statement = 0;
  bool agree = true;        ///< it agrees with it, or disagrees
  double repness = 0;       ///< how much more than the others: ratio of smoothed shares
  double repness_test = 0;  ///< z of that difference
  double p_success = 0, p_test = 0;
};
struct BaseCluster {
  std::vector<std::size_t> members;
  double x = 0, y = 0;
};
struct Listened {
  std::size_t k = 0;  ///< 1 where there is nothing to tell people apart by
  double silhouette = 0;
  std::vector<double> center;                     ///< as Polis publishes it: agreement counts −1, disagreement 1
  std::vector<std::vector<double>> components;    ///< two, unit length
  std::vector<std::pair<double, double>> at;      ///< a participant
  std::vector<std::optional<std::size_t>> group;  ///< a participant; nothing for those with too few votes
  std::vector<std::vector<Seen>> seen;            ///< [statement][group]
  std::vector<double> consensus;                  ///< a statement
  std::vector<Stands> stands;                     ///< at most five a group, what tells it apart first
  std::vector<BaseCluster> base;
};
/// `without`: statements left out of the picture (about people rather than opinions), by id; they are still counted.
/// The same votes give the same groups. Refuses "too-few" under two participants or statements.
Result<Listened> listen(const Votes& votes, const std::set<std::string>& without = {});

}  // namespace onepot::spread
