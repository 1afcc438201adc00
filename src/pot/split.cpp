#include "onepot/pot/split.h"

#include "onepot/base/assert.h"

namespace onepot::pot {
namespace {

using Wide = __int128;

/// Exact shares in millionths of a penny; what rounding leaves of a millionth goes to the largest remainders, so that
/// they sum to the total.
std::vector<std::int64_t> exact_shares(Pence total, std::span<const std::int64_t> weights) {
  Wide sum = 0;
  for (const auto w : weights) sum += w;
  const Wide whole = static_cast<Wide>(total.count()) * carried_unit;
  std::vector<std::int64_t> out;
  std::vector<std::pair<Wide, std::size_t>> cut;
  Wide left = whole;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    // In two steps, so that no product leaves 128 bits.
    const Wide per = whole / sum, rest = whole % sum;
    const Wide share = per * weights[i] + rest * weights[i] / sum;
    cut.emplace_back(-(rest * weights[i] % sum), i);
    out.push_back(static_cast<std::int64_t>(share));
    left -= share;
  }
  std::ranges::sort(cut);
  for (std::size_t i = 0; left > 0; ++i, --left) ++out[cut[i].second];
  return out;
}

/// Whole pennies near what each owes, Σ = total: rounded down, then a penny at a time to whoever is left owing most, or
/// off whoever is ahead most. Who has no weight in this bill pays nothing of it.
std::vector<Pence> near(Pence total, const std::vector<std::int64_t>& owed, std::span<const std::int64_t> weights) {
  std::vector<std::int64_t> pennies;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < owed.size(); ++i) {
    const std::int64_t down = owed[i] / carried_unit;
    pennies.push_back(weights[i] > 0 ? std::max<std::int64_t>(down, 0) : 0);
    sum += pennies.back();
  }
  const auto open = [&](std::size_t i) { return owed[i] - pennies[i] * carried_unit; };
  for (; sum < total.count(); ++sum) {
    std::size_t most = owed.size();
    for (std::size_t i = 0; i < owed.size(); ++i)
      if (weights[i] > 0 && (most == owed.size() || open(i) > open(most))) most = i;
    ++pennies[most];
  }
  for (; sum > total.count(); --sum) {
    std::size_t ahead = owed.size();
    for (std::size_t i = 0; i < owed.size(); ++i)
      if (pennies[i] > 0 && (ahead == owed.size() || open(i) < open(ahead))) ahead = i;
    --pennies[ahead];
  }
  std::vector<Pence> out;
  for (const auto p : pennies) out.emplace_back(p);
  return out;
}

std::vector<Pence> first_ones(Pence total, std::span<const std::int64_t> weights) {
  Wide sum = 0;
  for (const auto w : weights) sum += w;
  std::vector<Pence> out;
  Pence left = total;
  for (const auto w : weights) {
    out.emplace_back(static_cast<std::int64_t>(static_cast<Wide>(total.count()) * w / sum));
    left -= out.back();
  }
  for (std::size_t i = 0; left > Pence(); ++i) {
    if (weights[i] == 0) continue;  // who has no part in a bill pays no penny of it
    out[i] += Pence(1);
    left -= Pence(1);
  }
  return out;
}

}  // namespace

std::string_view to_string(Remainder rule) {
  switch (rule) {
    case Remainder::first:
      return "first-n";
    case Remainder::largest:
      return "largest-remainder";
    case Remainder::carried:
      return "carried";
  }
  ONEPOT_ASSERT(false);
}

Result<Remainder> parse_remainder(std::string_view text) {
  for (const auto rule : {Remainder::first, Remainder::largest, Remainder::carried})
    if (text == to_string(rule)) return rule;
  return refuse("bad-rule", fmt::format("'{}' is not a rule; expected first-n, largest-remainder or carried", text));
}

Result<SplitShares> split_bill(Remainder rule, Pence total, std::span<const std::int64_t> weights,
                               std::span<const std::int64_t> carried) {
  ONEPOT_ASSERT(carried.empty() || carried.size() == weights.size());
  constexpr std::int64_t most = 1'000'000'000'000;  // leaves room for every millionth of a penny
  if (total < Pence() || total > Pence(most)) return refuse("bad-total", "a bill is between £0.00 and £10,000,000,000");
  if (std::ranges::any_of(weights, [](auto w) { return w < 0 || w > most; }))
    return refuse("bad-share", "a share is between nothing and 1,000,000,000,000");
  if (std::ranges::all_of(weights, [](auto w) { return w == 0; }))
    return refuse("no-shares", "nobody has a share; somebody must pay");
  SplitShares out;
  out.carried.assign(carried.begin(), carried.end());
  out.carried.resize(weights.size());
  if (rule == Remainder::first) {
    out.parts = first_ones(total, weights);
  } else if (rule == Remainder::largest) {
    out.parts = split(total, weights);
  } else {
    const auto exact = exact_shares(total, weights);
    std::vector<std::int64_t> owed;
    for (std::size_t i = 0; i < exact.size(); ++i) owed.push_back(out.carried[i] + exact[i]);
    out.parts = near(total, owed, weights);
    for (std::size_t i = 0; i < owed.size(); ++i) out.carried[i] = owed[i] - out.parts[i].count() * carried_unit;
  }
  return out;
}

std::vector<std::int64_t> without_bill(Pence total, std::span<const std::int64_t> weights, std::span<const Pence> parts,
                                       std::span<const std::int64_t> carried) {
  ONEPOT_ASSERT(parts.size() == weights.size() && carried.size() == weights.size());
  const auto exact = exact_shares(total, weights);
  std::vector<std::int64_t> out(carried.begin(), carried.end());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += parts[i].count() * carried_unit - exact[i];
  return out;
}

}  // namespace onepot::pot
