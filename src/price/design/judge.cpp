// How good a design is: on people it has not seen, and whether other samples would have given the same groups.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "onepot/base/random.h"
#include "onepot/price/design.h"
#include "rule_words.h"

namespace onepot::price {
namespace judging {

constexpr std::size_t most_sampled = 50'000;

/// Two divisions of the same people compared: 1 where they are the same, about 0 where they agree as chance would
/// (Hubert and Arabie 1985).
double adjusted_rand(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  std::map<std::pair<std::size_t, std::size_t>, double> both;
  std::map<std::size_t, double> in_a, in_b;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ++both[{a[i], b[i]}];
    ++in_a[a[i]];
    ++in_b[b[i]];
  }
  const auto pairs = [](double n) { return n * (n - 1) / 2; };
  double together = 0, pairs_a = 0, pairs_b = 0;
  for (const auto& [key, n] : both) together += pairs(n);
  for (const auto& [key, n] : in_a) pairs_a += pairs(n);
  for (const auto& [key, n] : in_b) pairs_b += pairs(n);
  const double chance = pairs_a * pairs_b / pairs(static_cast<double>(a.size()));
  const double most = (pairs_a + pairs_b) / 2;
  return most == chance ? 1 : (together - chance) / (most - chance);
}

/// Some of the people, ascending.
std::vector<std::uint32_t> sampled(std::vector<std::uint32_t> from, std::size_t n, Random& random) {
  for (std::size_t i = 0; i < n; ++i) std::swap(from[i], from[i + random.below(from.size() - i)]);
  from.resize(n);
  std::ranges::sort(from);
  return from;
}

double stability(const LinkedCosts& costs, const std::vector<std::uint32_t>& people, const DesignRules& rules,
                 const Tree& tree, std::size_t samples, Random& random) {
  const std::size_t n = std::min(people.size() / 2, most_sampled);
  DesignRules smaller = rules;  // the same share of people in a group as in the whole
  smaller.min_group = std::max<std::size_t>(1, rules.min_group * n / people.size());
  double sum = 0;
  std::size_t counted = 0;
  for (std::size_t s = 0; s < samples; ++s) {
    const auto other = grow(costs, sampled(people, n, random), smaller);
    if (!other) continue;
    const auto compared = sampled(people, n, random);
    std::vector<std::size_t> a, b;
    for (const auto p : compared) {
      a.push_back(tree.leaf_of(costs, p));
      b.push_back(other->leaf_of(costs, p));
    }
    sum += adjusted_rand(a, b);
    ++counted;
  }
  return counted == 0 ? 1 : sum / static_cast<double>(counted);
}

/// Squares around the tree's means, and around their own mean.
struct Squares {
  double within = 0, total = 0;
};
Squares squares(const LinkedCosts& costs, const std::vector<std::uint32_t>& people, const Tree& tree,
                std::vector<DesignedGroup>& groups, const std::vector<std::size_t>& group_of) {
  Squares out;
  double sum = 0;
  for (const auto p : people) sum += static_cast<double>(costs.pence[p]);
  const double mean = sum / static_cast<double>(people.size());
  for (const auto p : people) {
    const std::size_t leaf = tree.leaf_of(costs, p);
    const auto y = static_cast<double>(costs.pence[p]);
    out.within += (y - tree.nodes[leaf].mean) * (y - tree.nodes[leaf].mean);
    out.total += (y - mean) * (y - mean);
    DesignedGroup& g = groups[group_of[leaf]];
    ++g.holdout_people;
    g.holdout_mean += y;
  }
  for (auto& g : groups)
    if (g.holdout_people > 0) g.holdout_mean /= static_cast<double>(g.holdout_people);
  return out;
}

}  // namespace judging

Result<Design> design(const LinkedCosts& costs, const DesignRules& rules, double holdout, std::size_t samples,
                      std::uint64_t seed) {
  using namespace judging;
  Random random(seed);
  std::vector<std::uint32_t> all(costs.people());
  std::iota(all.begin(), all.end(), 0U);
  const auto kept_back = static_cast<std::size_t>(std::llround(holdout * static_cast<double>(all.size())));
  const auto train = kept_back == 0 ? all : sampled(all, all.size() - kept_back, random);
  std::vector<std::uint32_t> rest;
  std::ranges::set_difference(all, train, std::back_inserter(rest));

  Design out;
  ONEPOT_TRY(out.tree, grow(costs, train, rules));
  out.train = train.size();
  out.holdout = rest.size();
  const auto leaves = out.tree.in_order();
  std::vector<std::size_t> group_of(out.tree.nodes.size(), 0);
  double within = 0;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const Branch& leaf = out.tree.nodes[leaves[i]];
    group_of[leaves[i]] = i;
    within += leaf.deviance;
    DesignedGroup g;
    g.id = fmt::format("G{:02}", i + 1);
    g.rule = design_words::in_words(design_words::path_to(out.tree, costs, leaves[i]), costs);
    g.people = leaf.people;
    g.mean = leaf.mean;
    g.sd = leaf.people > 1 ? std::sqrt(leaf.deviance / static_cast<double>(leaf.people - 1)) : 0;
    g.cv = leaf.mean == 0 ? 0 : g.sd / leaf.mean;
    out.groups.push_back(std::move(g));
  }
  const double total = out.tree.nodes.front().deviance;
  out.riv_train = total > 0 ? 1 - within / total : 0;
  if (!rest.empty()) {
    const Squares s = squares(costs, rest, out.tree, out.groups, group_of);
    out.riv_holdout = s.total > 0 ? 1 - s.within / s.total : 0;
  }
  if (samples > 0 && out.groups.size() > 1) out.stability = stability(costs, train, rules, out.tree, samples, random);
  return out;
}

}  // namespace onepot::price
