#include "solve/solve.h"

#include <algorithm>
#include <numeric>

#include "solve/exact.h"
#include "solve/parallel.h"
#include "solve/search.h"

namespace onepot::club {

std::vector<std::uint32_t> largest_first(const Town& town) {
  std::vector<std::uint32_t> order(town.groups.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t g) { return std::pair(-town.size_of(g), g); });
  return order;
}

std::vector<TownAnswer> solve(const std::vector<Town>& towns, const SolveRules& rules, const Effort& effort) {
  const auto seconds_left = [&] { return effort.limit_seconds - effort.elapsed_seconds(); };
  const auto stop = [&] { return seconds_left() <= 0; };
  std::vector<TownAnswer> answers(towns.size());
  const Random random(effort.seed);

  in_parallel(towns.size(), effort.threads, [&](std::size_t t) {
    const Town& town = towns[t];
    TownAnswer& answer = answers[t];
    answer.best = fill(town, largest_first(town));
    answer.bound = static_cast<std::int64_t>(town.people.size());
    if (stop()) return;
    answer.relaxed = relax(town, stop);
    answer.bound = answer.relaxed.bound;
    std::vector<Wide> weight;
    for (std::size_t g = 0; g < town.groups.size(); ++g) weight.push_back(town.size_of(g));
    const auto steps = static_cast<std::int64_t>(2'000 + 20 * town.people.size());
    for (const bool guided : {true, false}) {
      const std::vector<double> guide = guided ? answer.relaxed.use : std::vector<double>(town.groups.size(), 0.0);
      Chosen found = search(town, {weight, answer.bound, steps, stop}, guided ? Chosen{} : answer.best, guide,
                            random.fork(t).fork(guided));
      if (found.served(town) > answer.best.served(town)) answer.best = std::move(found);
      if (answer.best.served(town) >= answer.bound) break;
    }
  });

  // Every open town gets a little branching before any gets much, so that a time limit leaves the smallest gap.
  for (const int nodes : {20, 2'000, 100'000'000}) {
    std::vector<std::size_t> open;
    for (std::size_t t = 0; t < towns.size(); ++t)
      if (!answers[t].relaxed.use.empty() && answers[t].best.served(towns[t]) < answers[t].bound) open.push_back(t);
    in_parallel(open.size(), effort.threads, [&](std::size_t i) {
      if (stop()) return;
      TownAnswer& answer = answers[open[i]];
      Served served = prove_served(towns[open[i]], answer.relaxed, answer.best, {seconds_left(), nodes}, seconds_left);
      answer.best = std::move(served.best);
      answer.bound = std::min(answer.bound, served.bound);
    });
  }

  in_parallel(towns.size(), effort.threads, [&](std::size_t t) {
    TownAnswer& answer = answers[t];
    if (stop() || answer.relaxed.use.empty()) return;
    Refined refined = refine(towns[t], rules.aims(towns[t]), answer.relaxed, answer.best, random.fork(t),
                             rules.prove_later_aims, seconds_left);
    answer.best = std::move(refined.best);
    answer.refined = refined.proven && answer.best.served(towns[t]) == answer.bound;
  });
  return answers;
}

}  // namespace onepot::club
