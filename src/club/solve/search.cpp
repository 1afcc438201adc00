#include "solve/search.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace onepot::club {
namespace {

constexpr std::uint32_t free_home = static_cast<std::uint32_t>(-1);

class State {
 public:
  State(const Town& town, const std::vector<Wide>& weight)
      : town_(town),
        weight_(weight),
        loss_(weight.size(), 0),
        home_(weight.size(), free_home),
        cover_(town.people.size(), free_home),
        holder_(town.homes.size(), free_home),
        stamp_(weight.size(), 0),
        seen_(town.homes.size(), 0) {}

  Wide value() const { return value_; }
  bool formed(std::uint32_t g) const { return home_[g] != free_home; }
  /// Weight gained by forming g and undoing all it collides with.
  Wide gain(std::uint32_t g) const { return weight_[g] - loss_[g]; }
  bool fits(std::uint32_t g) const { return loss_[g] == 0 && !formed(g); }

  Chosen chosen() const {
    Chosen out;
    for (std::uint32_t g = 0; g < home_.size(); ++g)
      if (formed(g)) out.groups.push_back(g), out.homes.push_back(home_[g]);
    return out;
  }

  void place(std::uint32_t g, std::uint32_t home) {
    home_[g] = home;
    holder_[home] = g;
    enter(g);
  }

  /// Forms g where it fits and a home can be found by moving others; false leaves everything as it was.
  bool form_if_housed(std::uint32_t g) {
    if (!find_home(g)) return false;
    enter(g);
    return true;
  }

  /// Forms g, undoing what it collides with; where homes lack, also the lightest group in its way, if that weighs less
  /// than `most`. Else everything stays as it was and false is returned. Lists what was undone.
  bool form(std::uint32_t g, Wide most, std::vector<std::uint32_t>& undone) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> before;
    for (const auto p : town_.members[g])
      if (const auto other = cover_[p]; other != free_home) {
        before.emplace_back(other, home_[other]);
        undo(other);
      }
    if (!find_home(g)) {
      std::uint32_t lightest = free_home;
      for (std::uint32_t h = 0; h < holder_.size(); ++h)
        if (seen_[h] == seen_round_ && (lightest == free_home || weight_[holder_[h]] < weight_[lightest]))
          lightest = holder_[h];
      if (weight_[lightest] >= most) {
        for (const auto& [other, home] : before) place(other, home);
        return false;
      }
      before.emplace_back(lightest, home_[lightest]);
      undo(lightest);
      const bool found = find_home(g);
      ONEPOT_ASSERT(found);
    }
    enter(g);
    for (const auto& [other, home] : before) undone.push_back(other);
    return true;
  }

 private:
  void enter(std::uint32_t g) {
    value_ += weight_[g];
    for (const auto p : town_.members[g]) cover_[p] = g;
    touch(g, weight_[g]);
  }
  void undo(std::uint32_t g) {
    value_ -= weight_[g];
    for (const auto p : town_.members[g]) cover_[p] = free_home;
    holder_[home_[g]] = free_home;
    home_[g] = free_home;
    touch(g, -weight_[g]);
  }
  /// Every group that shares somebody with g loses (or regains) g's weight, once.
  void touch(std::uint32_t g, Wide change) {
    ++round_;
    for (const auto p : town_.members[g])
      for (const auto other : town_.groups_of[p])
        if (stamp_[other] != round_) stamp_[other] = round_, loss_[other] += change;
  }
  bool find_home(std::uint32_t g) {
    ++seen_round_;
    return seek(g);
  }
  bool seek(std::uint32_t g) {
    const auto& list = town_.lists[town_.list[g]];
    for (const auto h : list)
      if (holder_[h] == free_home) {
        holder_[h] = g;
        home_[g] = h;
        return true;
      }
    for (const auto h : list) {
      if (seen_[h] == seen_round_) continue;
      seen_[h] = seen_round_;
      const auto other = holder_[h];
      if (seek(other)) {
        holder_[h] = g;
        home_[g] = h;
        return true;
      }
    }
    return false;
  }

  const Town& town_;
  const std::vector<Wide>& weight_;
  std::vector<Wide> loss_;
  std::vector<std::uint32_t> home_, cover_, holder_;
  std::vector<std::uint64_t> stamp_, seen_;
  std::uint64_t round_ = 0, seen_round_ = 0;
  Wide value_ = 0;
};

}  // namespace

Chosen search(const Town& town, const SearchRules& rules, const Chosen& start, const std::vector<double>& guide,
              Random random) {
  State state(town, rules.weight);
  for (std::size_t i = 0; i < start.groups.size(); ++i) state.place(start.groups[i], start.homes[i]);
  std::vector<std::uint32_t> order(town.groups.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](auto a, auto b) {
    if (guide[a] != guide[b]) return guide[a] > guide[b];
    return rules.weight[a] != rules.weight[b] ? rules.weight[a] > rules.weight[b] : a < b;
  });
  for (const auto g : order)
    if (state.fits(g)) state.form_if_housed(g);
  Chosen best = state.chosen();
  Wide best_value = state.value();
  std::vector<std::int64_t> tabu_until(town.groups.size(), 0), no_home_until(town.groups.size(), 0);
  std::vector<std::uint32_t> undone;
  for (std::int64_t step = 1; step <= rules.steps && best_value < rules.target; ++step) {
    if (step % 256 == 0 && rules.stop()) break;
    std::uint32_t pick = free_home;
    Wide pick_gain = 0;
    std::uint64_t ties = 0;
    for (std::uint32_t g = 0; g < town.groups.size(); ++g) {
      if (state.formed(g)) continue;
      const Wide gain = state.gain(g);
      if (tabu_until[g] > step && (state.value() + gain <= best_value || no_home_until[g] > step)) continue;
      if (pick == free_home || gain > pick_gain)
        pick = g, pick_gain = gain, ties = 1;
      else if (gain == pick_gain && random.below(++ties) == 0)
        pick = g;
    }
    if (pick == free_home) continue;
    undone.clear();
    // Where homes lack, forming `pick` costs one more group: worth it for a gain, now and then for a change.
    const Wide most = pick_gain + (random.chance(1, 8) ? 1 : 0);
    if (!state.form(pick, most, undone)) {
      tabu_until[pick] = no_home_until[pick] = step + 10 + static_cast<std::int64_t>(random.below(20));
      continue;
    }
    for (const auto g : undone) tabu_until[g] = step + 6 + static_cast<std::int64_t>(random.below(10));
    if (state.value() > best_value) best_value = state.value(), best = state.chosen();
  }
  return best;
}

Chosen fill(const Town& town, const std::vector<std::uint32_t>& order) {
  const std::vector<Wide> weight(town.groups.size(), 1);
  State state(town, weight);
  for (const auto g : order)
    if (state.fits(g)) state.form_if_housed(g);
  return state.chosen();
}

}  // namespace onepot::club
