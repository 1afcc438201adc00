#include "solve/solve.h"

#include <algorithm>
#include <numeric>

#include "solve/exact.h"
#include "solve/parallel.h"
#include "solve/search.h"
#include "solve/tighten.h"

namespace onepot::club {
namespace {

std::vector<Wide> sizes_of(const Town& town) {
  std::vector<Wide> out;
  for (std::size_t g = 0; g < town.groups.size(); ++g) out.push_back(town.size_of(g));
  return out;
}

std::int64_t steps_for(const Town& town) {
  return static_cast<std::int64_t>(2'000 + 20 * town.people.size());
}

}  // namespace

std::vector<std::uint32_t> largest_first(const Town& town) {
  std::vector<std::uint32_t> order(town.groups.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t g) { return std::pair(-town.size_of(g), g); });
  return order;
}

TownAnswer first_answer(const Town& town, const Random& random, const std::function<bool()>& stop) {
  TownAnswer answer;
  answer.best = fill(town, largest_first(town));
  answer.bound = static_cast<std::int64_t>(town.people.size());
  if (stop()) return answer;
  answer.relaxed = relax(town, stop);
  answer.bound = answer.relaxed.bound;
  for (const bool guided : {true, false}) {
    const std::vector<double> guide = guided ? answer.relaxed.use : std::vector<double>(town.groups.size(), 0.0);
    Chosen found = search(town, {sizes_of(town), answer.bound, steps_for(town), stop}, guided ? Chosen{} : answer.best,
                          guide, random.fork(guided));
    if (found.served(town) > answer.best.served(town)) answer.best = std::move(found);
    if (answer.best.served(town) >= answer.bound) break;
  }
  return answer;
}

std::vector<TownAnswer> solve(const std::vector<Town>& towns, const SolveRules& rules, const Effort& effort) {
  const auto seconds_left = [&] { return effort.limit_seconds - effort.elapsed_seconds(); };
  const auto stop = [&] { return seconds_left() <= 0; };
  std::vector<TownAnswer> answers(towns.size());
  const Random random(effort.seed);

  in_parallel(towns.size(), effort.threads,
              [&](std::size_t t) { answers[t] = first_answer(towns[t], random.fork(t), stop); });

  // Towns still open get cuts and a search led by what the tighter relaxation uses. Its rows and what it rules out hold
  // only for better answers, so the later aims keep the first relaxation.
  const auto open_towns = [&] {
    std::vector<std::size_t> out;
    for (std::size_t t = 0; t < towns.size(); ++t)
      if (!answers[t].relaxed.use.empty() && answers[t].best.served(towns[t]) < answers[t].bound) out.push_back(t);
    return out;
  };
  std::vector<Relaxed> tight(towns.size());
  const auto first_open = open_towns();
  in_parallel(first_open.size(), effort.threads, [&](std::size_t i) {
    const std::size_t t = first_open[i];
    TownAnswer& answer = answers[t];
    tight[t] = answer.relaxed;
    if (stop()) return;
    tighten(towns[t], tight[t], answer.best.served(towns[t]), stop);
    answer.bound = std::min(answer.bound, std::max(tight[t].bound, answer.best.served(towns[t])));
    if (answer.best.served(towns[t]) >= answer.bound) return;
    Chosen found = search(towns[t], {sizes_of(towns[t]), answer.bound, steps_for(towns[t]), stop}, {}, tight[t].use,
                          random.fork(t).fork(2));
    if (found.served(towns[t]) > answer.best.served(towns[t])) answer.best = std::move(found);
  });

  // Every open town gets a little branching before any gets much, so that a time limit leaves the smallest gap.
  for (const int nodes : {20, 2'000, 100'000'000}) {
    if (nodes > 2'000 && !rules.thorough) break;
    const auto open = open_towns();
    in_parallel(open.size(), effort.threads, [&](std::size_t i) {
      if (stop()) return;
      TownAnswer& answer = answers[open[i]];
      Served served = prove_served(towns[open[i]], tight[open[i]], answer.best, {seconds_left(), nodes},
                                   random.fork(open[i]).fork(3), seconds_left);
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
