// A grown tree pruned from its weakest link, and what is asked of a tree.
#include "prune.h"

#include <algorithm>
#include <functional>

namespace onepot::price {
namespace pruning {
namespace {

/// Only what can be reached, in the order it was grown.
Tree compact(const Tree& tree) {
  Tree out;
  std::vector<std::size_t> place(tree.nodes.size(), 0);
  std::vector<bool> reached(tree.nodes.size(), false);
  reached[0] = true;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    if (!reached[i]) continue;
    place[i] = out.nodes.size();
    out.nodes.push_back(tree.nodes[i]);
    if (!tree.nodes[i].leaf()) reached[tree.nodes[i].left] = reached[tree.nodes[i].right] = true;
  }
  for (Branch& b : out.nodes)
    if (!b.leaf()) b.left = place[b.left], b.right = place[b.right];
  return out;
}

/// How much each division must lessen the squares, for every leaf it adds, to be kept: Breiman's α, worked out from the
/// leaves up as rpart works it out (Therneau and Atkinson 1997, section 4), so that the same groups come of it. A half
/// that would be given up before its whole counts as given up; none is worth more than the one above it.
std::vector<double> strengths(const Tree& tree) {
  struct Kept {
    double deviance = 0, divisions = 0;
  };
  std::vector<double> strength(tree.nodes.size(), 0);
  std::vector<Kept> kept(tree.nodes.size());
  for (std::size_t i = tree.nodes.size(); i-- > 0;) {
    const Branch& b = tree.nodes[i];
    kept[i] = {b.deviance, 0};
    if (b.leaf()) continue;
    std::size_t weaker = b.right, stronger = b.left;
    if (strength[b.right] > strength[b.left]) std::swap(weaker, stronger);
    Kept one = kept[weaker], other = kept[stronger];
    const auto worth = [&] {
      return (b.deviance - one.deviance - other.deviance) / (one.divisions + other.divisions + 1);
    };
    if (worth() > strength[weaker]) {
      one = {tree.nodes[weaker].deviance, 0};
      if (worth() > strength[stronger]) other = {tree.nodes[stronger].deviance, 0};
    }
    strength[i] = worth();
    kept[i] = {one.deviance + other.deviance, one.divisions + other.divisions + 1};
  }
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)  // parents come before their children
    if (!tree.nodes[i].leaf())
      for (const std::size_t half : {tree.nodes[i].left, tree.nodes[i].right})
        strength[half] = std::min(strength[half], strength[i]);
  return strength;
}

}  // namespace

Tree pruned(Tree tree, std::size_t most) {
  const auto strength = strengths(tree);
  std::vector<double> kept;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)
    if (!tree.nodes[i].leaf()) kept.push_back(strength[i]);
  std::ranges::sort(kept, std::greater());
  // A division adds one leaf. Those as weak as the first that is too many go with it.
  const bool none_kept = most == 0 || kept.empty();
  const double least = none_kept || kept.size() < most ? 0 : kept[most - 1];
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)
    if (!tree.nodes[i].leaf() && strength[i] <= least) tree.nodes[i].left = tree.nodes[i].right = 0;
  return compact(tree);
}

}  // namespace pruning

std::size_t Tree::leaves() const {
  return static_cast<std::size_t>(std::ranges::count_if(nodes, [](const Branch& b) { return b.leaf(); }));
}

std::size_t Tree::leaf_of(const LinkedCosts& costs, std::size_t person) const {
  std::size_t at = 0;
  while (!nodes[at].leaf()) {
    const Branch& b = nodes[at];
    const Known& known = costs.known[b.known];
    const std::uint32_t value = known.at[person];
    at = (b.low_side.empty() ? known.values[value] <= b.cut : b.low_side[value]) ? b.left : b.right;
  }
  return at;
}

std::vector<std::size_t> Tree::in_order() const {
  std::vector<std::size_t> out, open{0};
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    if (nodes[at].leaf()) {
      out.push_back(at);
    } else {
      open.push_back(nodes[at].right);
      open.push_back(nodes[at].left);
    }
  }
  return out;
}

}  // namespace onepot::price
