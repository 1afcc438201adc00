// What each pays for something shared once: a fixed part, a part a head, and a part by the largest need. Needs are
// nested, so the whole is the airport game of share/nested.h with the fixed part under every need.
#include <algorithm>
#include <numeric>

#include "onepot/club/casual.h"
#include "share/nested.h"

namespace onepot::club {
namespace {

Pence nested_part(const Wish& wish, const Shareable& thing) {
  return thing.fixed + times(thing.rate, wish.need);
}

}  // namespace

Pence casual_cost(const std::vector<Wish>& wishes, const std::vector<std::size_t>& who, const Shareable& thing) {
  Pence most;
  for (const std::size_t w : who) most = std::max(most, nested_part(wishes[w], thing));
  return most + thing.each * static_cast<std::int64_t>(who.size());
}

std::vector<Pence> casual_shares(const std::vector<Wish>& wishes, const std::vector<std::size_t>& who,
                                 const Shareable& thing, Splitting splitting) {
  std::vector<Pence> out;
  if (splitting == Splitting::equally) {
    // The odd pennies fall on those who said they would pay most, so that nobody is passed over for a penny.
    std::vector<std::size_t> order(who.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(-wishes[who[i]].most, i); });
    const auto parts = split_equally(casual_cost(wishes, who, thing), who.size());
    out.resize(who.size());
    for (std::size_t i = 0; i < order.size(); ++i) out[order[i]] = parts[i];
    for (std::size_t i = 0; i < who.size(); ++i)
      if (out[i] > wishes[who[i]].most) return {};
    return out;
  }
  std::vector<Pence> need;
  std::vector<std::optional<Pence>> budgets;
  for (const std::size_t w : who) {
    need.push_back(nested_part(wishes[w], thing));
    budgets.emplace_back(wishes[w].most - thing.each);
  }
  std::string why;
  const auto shares = nested_nearest(need, budgets, nested_shapley(need), std::vector<std::string>(who.size()), why);
  for (const std::int64_t s : shares) out.push_back(Pence(s) + thing.each);
  return out;
}

}  // namespace onepot::club
