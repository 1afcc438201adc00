#include "onepot/learn/worth.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <thread>

#include "cells.h"
#include "onepot/base/csv.h"
#include "onepot/base/random.h"
#include "onepot/base/text.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {
namespace worths {

using Draws = std::vector<std::vector<double>>;  // [strategy][draw]

double mean(std::span<const double> x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

/// The p-th part of a sorted list, by the mean-based rule: the ⌈p (n+1)⌉-th, kept within it.
double part(const std::vector<double>& sorted, double p) {
  const auto n = static_cast<double>(sorted.size());
  const double at = std::clamp(p * (n + 1) - 1, 0.0, n - 1);
  const auto low = static_cast<std::size_t>(at);
  const double rest = at - static_cast<double>(low);
  return low + 1 < sorted.size() ? sorted[low] * (1 - rest) + sorted[low + 1] * rest : sorted[low];
}

/// Means of `resamples` resamples of each strategy's people, pairs kept together. Each resample has a stream of
/// randomness of its own, so that the work may be cut anywhere.
void resample(std::span<const Strategy> strategies, std::uint64_t resamples, std::uint64_t seed, unsigned threads,
              Draws& cost, Draws& effect) {
  cost.assign(strategies.size(), std::vector<double>(resamples));
  effect = cost;
  std::vector<std::vector<std::pair<double, double>>> pairs(strategies.size());
  for (std::size_t s = 0; s < strategies.size(); ++s)
    for (std::size_t i = 0; i < strategies[s].cost.size(); ++i)
      pairs[s].emplace_back(strategies[s].cost[i], strategies[s].effect[i]);
  const Random root(seed);
  const auto work = [&](std::uint64_t from, std::uint64_t until) {
    for (std::uint64_t b = from; b < until; ++b) {
      Random random = root.fork(b);
      for (std::size_t s = 0; s < pairs.size(); ++s) {
        const auto& people = pairs[s];
        const std::uint64_t n = people.size();
        double c = 0, e = 0;
        std::uint64_t i = 0;
        // Two people from one draw of 64 bits: 32 bits times n, the upper half; the unevenness is below n ÷ 2³².
        for (; i + 2 <= n; i += 2) {
          const std::uint64_t bits = random.next();
          const auto& one = people[(bits & 0xffffffffU) * n >> 32U];
          const auto& two = people[(bits >> 32U) * n >> 32U];
          c += one.first + two.first;
          e += one.second + two.second;
        }
        if (i < n) {
          const auto& one = people[(random.next() >> 32U) * n >> 32U];
          c += one.first;
          e += one.second;
        }
        cost[s][b] = c / static_cast<double>(n);
        effect[s][b] = e / static_cast<double>(n);
      }
    }
  };
  const std::uint64_t hands = std::clamp<std::uint64_t>(threads, 1, std::max<std::uint64_t>(1, resamples));
  std::vector<std::jthread> others;
  for (std::uint64_t h = 1; h < hands; ++h)
    others.emplace_back(work, resamples * h / hands, resamples * (h + 1) / hands);
  work(0, resamples / hands);
}

/// Efron's interval: percentiles moved for bias (share of resamples below the estimate) and for skewness (the influence
/// of each person on the difference of two means).
Doubt bca(const std::vector<double>& sorted, double estimate, std::span<const double> treated,
          std::span<const double> reference) {
  const auto below = static_cast<double>(std::ranges::lower_bound(sorted, estimate) - sorted.begin());
  const auto n = static_cast<double>(sorted.size());
  const double z0 = normal_quantile(std::clamp(below / n, 0.5 / n, 1 - 0.5 / n));
  double squares = 0, cubes = 0;
  const auto influence = [&](std::span<const double> x, double sign) {
    const double m = mean(x);
    for (const double v : x) {
      const double d = sign * (v - m) / (static_cast<double>(x.size()) - 1);
      squares += d * d;
      cubes += d * d * d;
    }
  };
  influence(treated, 1);
  influence(reference, -1);
  const double a = squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
  const auto moved = [&](double p) {
    const double z = z0 + normal_quantile(p);
    return normal_cdf(z0 + z / (1 - a * z));
  };
  return {part(sorted, moved(0.025)), part(sorted, moved(0.975))};
}

}  // namespace worths

std::string increment_words(double cost, double effect) {
  if (cost == 0 && effect == 0) return "costs the same and does the same";
  if (effect >= 0 && cost <= 0) return "costs no more and does no less: better";
  if (effect <= 0 && cost >= 0) return "costs no less and does no more: worse";
  return effect > 0 ? "costs more and does more" : "costs less and does less";
}

std::vector<OnFrontier> frontier(const std::vector<std::string>& names, std::span<const double> cost,
                                 std::span<const double> effect) {
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return std::tuple(effect[a], cost[a], a) < std::tuple(effect[b], cost[b], b);
  });
  std::vector<std::string> state(names.size(), "frontier");
  // From the most effect down, whatever costs no less than something that does no less is dominated.
  double cheapest = std::numeric_limits<double>::infinity();
  for (std::size_t k = order.size(); k-- > 0;) {
    const std::size_t i = order[k];
    // Of equals in effect the cheapest stands first in the order, so a later one must not hide it.
    const bool twin_before = k > 0 && effect[order[k - 1]] == effect[i];
    if (cost[i] >= cheapest || twin_before)
      state[i] = "dominated";
    else
      cheapest = cost[i];
  }
  std::vector<std::size_t> hull;
  const auto slope = [&](std::size_t a, std::size_t b) { return (cost[b] - cost[a]) / (effect[b] - effect[a]); };
  for (const std::size_t i : order) {
    if (state[i] != "frontier") continue;
    while (hull.size() > 1 && slope(hull[hull.size() - 2], hull.back()) >= slope(hull.back(), i)) {
      state[hull.back()] = "extended";
      hull.pop_back();
    }
    hull.push_back(i);
  }
  std::vector<OnFrontier> out;
  std::optional<std::size_t> before;
  for (const std::size_t i : order) {
    OnFrontier f{names[i], cost[i], effect[i], state[i], std::nullopt};
    if (state[i] == "frontier") {
      if (before) f.icer = slope(*before, i);
      before = i;
    }
    out.push_back(std::move(f));
  }
  return out;
}

Result<Worth> worth(std::span<const Strategy> strategies, const WorthOptions& options) {
  using namespace worths;
  if (strategies.size() < 2) return refuse("too-few", "it takes at least two strategies to compare");
  std::vector<double> mean_cost, mean_effect;
  Worth out;
  for (const Strategy& s : strategies) {
    if (s.cost.empty() || s.cost.size() != s.effect.size()) return refuse("too-few", s.name + " has no draws");
    if (options.bootstrap > 0 && s.cost.size() < 2)
      return refuse("too-few", s.name + " has one person only: there is nothing to resample");
    if (options.bootstrap == 0 && s.cost.size() != strategies.front().cost.size())
      return refuse("ragged", s.name + " has " + std::to_string(s.cost.size()) + " draws and " +
                                  strategies.front().name + " has " + std::to_string(strategies.front().cost.size()) +
                                  "; people, not draws, need --bootstrap");
    out.strategies.push_back(s.name);
    mean_cost.push_back(mean(s.cost));
    mean_effect.push_back(mean(s.effect));
  }
  if (options.reference) {
    const auto at = std::ranges::find(out.strategies, *options.reference);
    if (at == out.strategies.end())
      return refuse("unknown-reference",
                    "'" + *options.reference + "' is not a strategy; expected one of " + join(out.strategies, ", "));
    out.reference = static_cast<std::size_t>(at - out.strategies.begin());
  } else {
    out.reference = static_cast<std::size_t>(std::ranges::min_element(mean_cost) - mean_cost.begin());
  }
  Draws cost, effect;
  if (options.bootstrap > 0) {
    resample(strategies, options.bootstrap, options.seed, options.threads, cost, effect);
  } else {
    for (const Strategy& s : strategies) {
      cost.push_back(s.cost);
      effect.push_back(s.effect);
    }
  }
  const std::size_t draws = cost.front().size(), r = out.reference;
  for (std::size_t s = 0; s < strategies.size(); ++s) {
    if (s == r) continue;
    Increment i{
        out.strategies[s], mean_cost[s] - mean_cost[r], mean_effect[s] - mean_effect[r], {}, {}, {}, {}, {}, {}};
    i.words = increment_words(i.cost, i.effect);
    if ((i.cost > 0 && i.effect > 0) || (i.cost < 0 && i.effect < 0)) i.icer = i.cost / i.effect;
    std::vector<double> dc(draws), de(draws);
    for (std::size_t d = 0; d < draws; ++d) {
      dc[d] = cost[s][d] - cost[r][d];
      de[d] = effect[s][d] - effect[r][d];
    }
    std::ranges::sort(dc);
    std::ranges::sort(de);
    i.cost_doubt = {part(dc, 0.025), part(dc, 0.975)};
    i.effect_doubt = {part(de, 0.025), part(de, 0.975)};
    if (options.bootstrap > 0) {
      i.cost_bca = bca(dc, i.cost, strategies[s].cost, strategies[r].cost);
      i.effect_bca = bca(de, i.effect, strategies[s].effect, strategies[r].effect);
    }
    out.increments.push_back(std::move(i));
  }
  out.frontier = frontier(out.strategies, mean_cost, mean_effect);
  for (const double threshold : options.thresholds) {
    AtThreshold t;
    t.threshold = threshold;
    std::vector<double> expected(strategies.size(), 0);
    t.probability.assign(strategies.size(), 0);
    double of_best = 0;
    for (std::size_t d = 0; d < draws; ++d) {
      std::size_t best = 0;
      double most = -std::numeric_limits<double>::infinity();
      for (std::size_t s = 0; s < strategies.size(); ++s) {
        const double benefit = threshold * effect[s][d] - cost[s][d];
        expected[s] += benefit / static_cast<double>(draws);
        if (benefit > most) most = benefit, best = s;
      }
      t.probability[best] += 1 / static_cast<double>(draws);
      of_best += most / static_cast<double>(draws);
    }
    t.best = static_cast<std::size_t>(std::ranges::max_element(expected) - expected.begin());
    for (const double e : expected) t.benefit.push_back(e - expected[r]);
    t.probability_of_best = t.probability[t.best];
    t.evpi = std::max(0.0, of_best - expected[t.best]);
    out.thresholds.push_back(std::move(t));
  }
  return out;
}

Result<std::vector<Strategy>> read_draws(std::string_view text, const std::string& file, bool paired) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  csv::Columns columns(table);
  const auto strategy = columns.need("strategy"), draw = columns.need("draw"), cost = columns.need("cost"),
             effect = columns.need("effect");
  ONEPOT_CHECK(columns.done());
  struct Row {
    double cost, effect;
  };
  std::vector<std::string> names;
  std::vector<std::map<std::string, Row>> rows;
  std::map<std::string, std::size_t> index;
  for (const auto& row : table.records) {
    ONEPOT_TRY(const double c, cell_as<double>(table, row, cost, "a number"));
    ONEPOT_TRY(const double e, cell_as<double>(table, row, effect, "a number"));
    const std::string name(field(row, strategy));
    if (name.empty()) return refuse("no-strategy", "the strategy has no name", where(table, row, strategy));
    const auto [at, fresh] = index.try_emplace(name, names.size());
    if (fresh) {
      names.push_back(name);
      rows.emplace_back();
    }
    if (!rows[at->second].try_emplace(std::string(field(row, draw)), Row{c, e}).second)
      return refuse("repeated-draw",
                    "the draw '" + std::string(field(row, draw)) + "' of " + name + " stands above already",
                    where(table, row, draw));
  }
  std::vector<Strategy> out;
  for (std::size_t s = 0; s < names.size(); ++s) {
    Strategy one{names[s], {}, {}};
    for (const auto& [id, r] : rows[s]) {
      if (paired && !rows.front().contains(id))
        return refuse("ragged",
                      "the draw '" + id + "' of " + names[s] + " has no partner in " + names.front() +
                          "; for people, not draws, use --bootstrap",
                      Where{file, 0, "draw"});
      one.cost.push_back(r.cost);
      one.effect.push_back(r.effect);
    }
    if (paired && rows[s].size() != rows.front().size())
      return refuse("ragged",
                    names[s] + " has " + std::to_string(rows[s].size()) + " draws and " + names.front() + " has " +
                        std::to_string(rows.front().size()) + "; for people, not draws, use --bootstrap",
                    Where{file, 0, "draw"});
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace onepot::learn
