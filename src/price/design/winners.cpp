// Who would win and who would lose, were every person paid for at the mean of their group.
#include <cmath>

#include "onepot/price/design.h"

namespace onepot::price {
namespace winning {

std::string name_of(const Known& known, std::size_t person) {
  const std::uint32_t at = known.at[person];
  return known.kind == Attribute::Kind::count ? std::to_string(known.values[at]) : known.codes[at];
}

}  // namespace winning

std::vector<ProviderOutcome> outcomes(const Design& design, const LinkedCosts& costs, const Known& provider,
                                      const std::vector<std::int64_t>& paid_now) {
  std::vector<ProviderOutcome> out(provider.distinct());
  std::vector<Pence> price(design.tree.nodes.size());
  for (std::size_t i = 0; i < price.size(); ++i) price[i] = Pence(std::llround(design.tree.nodes[i].mean));
  for (std::size_t p = 0; p < costs.people(); ++p) {
    ProviderOutcome& o = out[provider.at[p]];
    if (o.people == 0) o.provider = winning::name_of(provider, p);
    ++o.people;
    o.cost += Pence(costs.pence[p]);
    o.paid_now += Pence(paid_now[p]);
    o.by_groups += price[design.tree.leaf_of(costs, p)];
  }
  return out;
}

}  // namespace onepot::price
