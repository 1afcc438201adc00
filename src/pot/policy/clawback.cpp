#include "onepot/pot/policy/clawback.h"

namespace onepot::pot {
namespace {

Pence at_least_nought(Pence amount) {
  return std::max(amount, Pence());
}

Pence free_in(const StreamStanding& s) {
  return at_least_nought(s.balance - s.committed);
}

/// `total` over the weights, each part no more than its weight; nought of nought.
std::vector<Pence> spread_over(Pence total, const std::vector<std::int64_t>& weights) {
  if (total == Pence()) return std::vector<Pence>(weights.size());
  return split(total, weights);
}

struct Sides {
  Pence own, funders;
};

/// Whose the surplus is, by the rule's order; neither side gives more than is free in it.
Sides sides_of(Pence surplus, Pence own_free, Pence funders_free, Refund order) {
  switch (order) {
    case Refund::person_first: {
      const Pence own = std::min(surplus, own_free);
      return {own, surplus - own};
    }
    case Refund::funder_first: {
      const Pence funders = std::min(surplus, funders_free);
      return {surplus - funders, funders};
    }
    case Refund::pro_rata: {
      const auto parts = spread_over(surplus, {own_free.count(), funders_free.count()});
      return {parts[0], parts[1]};
    }
  }
  return {};
}

/// What is the surplus of these streams, before anybody's part of it is worked out.
void find_surplus(Assessed& out, const std::vector<const StreamStanding*>& streams, bool employs, Pence set_aside) {
  const SavingsRule& rule = *out.rule;
  Pence stood;
  for (const auto* s : streams) stood += std::min(at_least_nought(s->stood), free_in(*s));
  out.cap = weeks_of(out.week, rule.cap_weeks);
  out.contingency = weeks_of(out.week, rule.contingency_weeks);
  out.redundancy = employs ? weeks_of(out.week, rule.redundancy_weeks) : Pence();
  out.set_aside = set_aside;
  const Pence kept_back = out.contingency + out.redundancy + out.set_aside;
  out.over = at_least_nought(out.free - out.cap - kept_back);
  out.stood = rule.keep_weeks ? at_least_nought(stood - kept_back) : Pence();
  out.surplus = std::max(out.over, out.stood);
}

void divide(Assessed& out, const std::vector<const StreamStanding*>& streams) {
  const SavingsRule& rule = *out.rule;
  Pence own_free, funders_free;
  for (const auto* s : streams) (s->own ? own_free : funders_free) += free_in(*s);
  const Sides sides = sides_of(out.surplus, own_free, funders_free, rule.refund);
  // The odd penny of a shared saving is the person's.
  const Pence kept = times(sides.funders, rule.person_share, Rounding::ceiling);
  const Pence returned = sides.funders - kept;
  if (out.surplus == Pence()) return;
  if (returned + sides.own < rule.least) {
    out.too_small = true;
    return;
  }
  out.kept = kept;
  out.returned = returned;
  out.refunded = sides.own;
  std::vector<std::int64_t> own_weights, funder_weights;
  for (const auto* s : streams) {
    own_weights.push_back(s->own ? free_in(*s).count() : 0);
    funder_weights.push_back(s->own ? 0 : free_in(*s).count());
  }
  const auto own = spread_over(out.refunded, own_weights), funders = spread_over(out.returned, funder_weights);
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const Pence part = own[i] + funders[i];
    ONEPOT_ASSERT(part <= free_in(*streams[i]));
    if (part > Pence()) out.parts.push_back({streams[i]->stream, streams[i]->own, part});
  }
}

}  // namespace

std::vector<Assessed> assess(std::span<const SavingsRule> rules, const PotStanding& pot) {
  std::vector<std::pair<const SavingsRule*, std::vector<const StreamStanding*>>> groups;
  std::vector<const StreamStanding*> ruleless;
  for (const auto& stream : pot.streams) {
    const SavingsRule* rule = rule_for(rules, stream.holding, stream.stream, pot.day);
    if (!rule) {
      ruleless.push_back(&stream);
      continue;
    }
    auto group = std::ranges::find(groups, rule, [](const auto& g) { return g.first; });
    if (group == groups.end()) group = groups.insert(groups.end(), {rule, {}});
    group->second.push_back(&stream);
  }
  if (!ruleless.empty()) groups.emplace_back(nullptr, std::move(ruleless));
  Pence set_aside;
  for (const auto& one : pot.set_aside) set_aside += at_least_nought(one.amount);

  std::vector<Assessed> out;
  for (const auto& [rule, streams] : groups) {
    Assessed& a = out.emplace_back();
    a.rule = rule;
    for (const auto* s : streams) {
      a.week += s->week;
      a.balance += s->balance;
      a.committed += s->committed;
      a.free += free_in(*s);
    }
    if (!rule) continue;
    find_surplus(a, streams, pot.employs, set_aside);
    set_aside = {};
    divide(a, streams);
  }
  return out;
}

}  // namespace onepot::pot
