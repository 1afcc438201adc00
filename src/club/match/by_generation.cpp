// A matching whose groups are too many to list: column generation, a search among what it generated, and where the
// prices leave few enough groups that could still matter, a list of exactly those.
#include <algorithm>

#include "match/found.h"
#include "solve/parallel.h"
#include "solve/solve.h"

namespace onepot::club {
namespace {

constexpr std::size_t most_to_start = 40'000, homes_to_start = 4;

/// Groups to begin with: those of a first answer among a thinned list, and those its relaxation uses.
struct Start {
  Candidates groups;
  Found found;
};

Start start_of(const Seeking& seeking, const Terms& terms, const Effort& effort, const std::function<bool()>& stop) {
  Start out;
  const Candidates few = list_candidates(seeking, terms, most_to_start + seeking.people.size());
  const std::vector<Town> towns = towns_of(few, seeking.people.size(), seeking.homes.size());
  const Random random(effort.seed);
  std::vector<TownAnswer> answers(towns.size());
  in_parallel(towns.size(), effort.threads,
              [&](std::size_t t) { answers[t] = first_answer(towns[t], random.fork(t), stop); });
  for (std::size_t t = 0; t < towns.size(); ++t) {
    const Town& town = towns[t];
    const Chosen& best = answers[t].best;
    for (std::size_t i = 0; i < best.groups.size(); ++i) {
      const auto people = few.group(town.groups[best.groups[i]]);
      out.groups.add(people, {town.homes[best.homes[i]]}, few.to_spend[town.groups[best.groups[i]]]);
      out.found.groups.push_back({{people.begin(), people.end()}, town.homes[best.homes[i]]});
    }
    for (std::size_t g = 0; g < answers[t].relaxed.use.size(); ++g) {
      if (answers[t].relaxed.use[g] < 1e-6) continue;
      auto homes = few.home_lists[few.homes_of[town.groups[g]]];
      homes.resize(std::min(homes.size(), homes_to_start));
      out.groups.add(few.group(town.groups[g]), homes, few.to_spend[town.groups[g]]);
    }
  }
  return out;
}

}  // namespace

Found find_by_generation(const Seeking& seeking, const Terms& terms, const Effort& effort,
                         const GenerateLimits& limits) {
  const double begun = effort.elapsed_seconds(), seconds = effort.limit_seconds - begun;
  const auto after = [&](double part) {
    return [&effort, until = begun + part * seconds] { return effort.elapsed_seconds() >= until; };
  };
  Start start = start_of(seeking, terms, effort, after(0.2));
  Found best = std::move(start.found);
  best.refined = false;
  const std::int64_t plain = plain_bound(seeking, terms);
  const Generated generated = generate(seeking, terms, start.groups, best.served() >= plain ? plain : best.served(),
                                       limits, effort.threads, after(0.6));
  best.candidates = static_cast<std::int64_t>(generated.pool.size());
  best.bound = std::min(plain, generated.prices.bound >> 20);
  best.home_worth.clear();
  for (const std::int64_t price : generated.prices.home) best.home_worth.push_back(price * 1000 / one_person);

  const auto take = [&](Found&& other) {
    if (other.served() < best.served()) return;
    best.groups = std::move(other.groups);
    best.refined = other.refined;
  };
  {
    // The groups in the master give a good answer, which saves asking for less below.
    Effort some = effort;
    some.limit_seconds = begun + 0.8 * seconds;
    Found found = find_among(seeking, generated.pool, some, false);
    found.refined = false;
    take(std::move(found));
  }
  // From the bound downwards: an answer that serves `aim` has only groups that lack little enough by the prices.
  for (std::int64_t aim = best.bound; aim >= best.served() && !after(1)(); --aim) {
    GenerateLimits list = limits;
    // Nobody more can be served than are: what is left is to prove the later aims, where that is possible at all.
    if (aim == best.served()) list.closing = std::min(list.closing, most_columns_to_refine);
    const Candidates all = groups_that_serve(seeking, terms, generated.prices, aim, list, effort.threads, after(1));
    if (!all.complete) break;
    Found found = find_among(seeking, all, effort);
    const std::int64_t served = found.served(), bound = found.bound;
    best.candidates = std::max(best.candidates, found.candidates);
    take(std::move(found));
    if (served >= aim) {
      best.bound = aim;
      break;
    }
    if (bound >= aim) break;  // not settled in time
    best.bound = aim - 1;
  }
  return best;
}

}  // namespace onepot::club
