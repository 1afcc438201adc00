#include "onepot/club/share.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "share/nested.h"
#include "share/table.h"

namespace onepot::club {
namespace {

bool within(const std::vector<Exact>& point, const std::vector<std::optional<Pence>>& budgets) {
  for (std::size_t i = 0; i < budgets.size(); ++i)
    if (budgets[i] && point[i] > Exact(budgets[i]->count())) return false;
  return true;
}

std::string group_name(unsigned members, const std::vector<std::string>& people) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < people.size(); ++i)
    if (members >> i & 1U) names.push_back(people[i]);
  return and_list(names);
}

std::string proof_in_words(const ShareGame& game, const std::vector<Cap>& caps, const Projection& projection,
                           Pence total) {
  std::vector<std::string> parts;
  Exact sum = 0;
  bool weighted = false;
  for (const auto& [at, weight] : projection.proof) {
    const Cap& cap = caps[at];
    weighted = weighted || weight != 1;
    std::string part =
        cap.budget ? group_name(cap.members, game.people) + " can pay " + to_pounds(Pence(cap.limit))
                   : group_name(cap.members, game.people) + " would pay " + to_pounds(Pence(cap.limit)) + " apart";
    if (weight != 1) part += " (counted " + weight.str() + " times)";
    parts.push_back(std::move(part));
    sum += weight * Exact(cap.limit);
  }
  // Rounded towards zero for the eye; the comparison itself is exact.
  const Pence most(static_cast<std::int64_t>(numerator(sum) / denominator(sum)));
  return join(parts, "; ") + ". Together these cover everybody once and allow at most " + to_pounds(most) +
         ", and the cost for everybody is " + to_pounds(total) + ".";
}

Shares divide_nested(const ShareGame& game, const std::vector<std::optional<Pence>>& budgets) {
  Shares out;
  out.alone = game.need;
  const std::vector<Exact> target = nested_shapley(game.need);
  out.rule = within(target, budgets) ? ShareRule::shapley : ShareRule::nearest_in_core;
  const auto shares = nested_nearest(game.need, budgets, target, game.people, out.why);
  out.possible = !shares.empty();
  for (const std::int64_t s : shares) out.share.emplace_back(s);
  return out;
}

Shares divide_table(const ShareGame& game, const std::vector<std::optional<Pence>>& budgets) {
  const std::size_t n = game.people.size();
  ONEPOT_ASSERT(n <= 8 && game.cost.size() == std::size_t{1} << n);
  Shares out;
  for (std::size_t i = 0; i < n; ++i) out.alone.push_back(game.cost[std::size_t{1} << i]);
  const Pence total = game.cost.back();
  const std::vector<Exact> target = table_shapley(game.cost, n);
  const std::vector<Cap> caps = caps_of(game.cost, n, budgets);
  Projection nearest = nearest_within(target, caps);
  if (nearest.point.empty()) {
    out.why = proof_in_words(game, caps, nearest, total);
    return out;
  }
  out.possible = true;
  out.rule = nearest.point == target ? ShareRule::shapley : ShareRule::nearest_in_core;
  std::int64_t breach = 0;
  for (const std::int64_t s : round_within(nearest.point, total.count(), caps, breach)) out.share.emplace_back(s);
  out.rounding_breach = Pence(breach);
  return out;
}

}  // namespace

Shares divide_cost(const ShareGame& game, const std::vector<std::optional<Pence>>& budgets) {
  ONEPOT_ASSERT(!game.people.empty() && (budgets.empty() || budgets.size() == game.people.size()));
  return game.cost.empty() ? divide_nested(game, budgets) : divide_table(game, budgets);
}

}  // namespace onepot::club
