#pragma once
// Column generation: the relaxation of the matching where there are more groups than can be listed.
//
// A restricted master programme over some (group, home) columns is solved by Clp; its prices say what each person and
// home is worth; the clique search finds for each home the group that gains most by them; those enter, and so on
// (Gilmore and Gomory 1961). Prices are wandered towards, not jumped to (Wentges 1997), which saves rounds.
//
// The bound never rests on the programme being solved: for any prices y of people and w of homes, none below zero, no
// answer serves more than Σ y + Σ w + Σ over homes of what the best group gains there beyond w (the Lagrangian bound;
// Farley 1990 scales the same). All in whole numbers, with the search's own upper bound where its effort ran out.
#include <cstdint>
#include <functional>
#include <vector>

#include "generate/clique_search.h"
#include "solve/town.h"

namespace onepot::club {

struct GenerateLimits {
  std::size_t listed = most_listed;            ///< so many cliques are listed instead
  std::size_t columns = 60'000;                ///< in the master programme; the worst half leave when there are more
  std::size_t closing = 500'000;               ///< (group, home) columns listed to close the gap
  std::int64_t nodes = 200'000;                ///< of one clique search in one round
  std::int64_t closing_nodes = 2'000'000'000;  ///< of all clique searches of one closing
  int rounds = 2'000;
};

/// Prices that hold for every lawful group: Σ of its people's + its home's is at least its size. In 2^-20 people.
struct Prices {
  std::vector<std::int64_t> person, home;
  std::int64_t bound = 0;  ///< Σ of all: no answer serves more
};

struct Generated {
  Candidates pool;      ///< the groups last in the master, each with all homes it can take
  Prices prices;        ///< the best found
  bool solved = false;  ///< the relaxation is solved as far as it can move the bound
  int rounds = 0;
};

/// `start` are some groups to begin with; `served` is what some answer serves already: prices that prove it best end
/// the rounds. The same for any number of threads unless `stop` says so.
Generated generate(const Seeking& seeking, const Terms& terms, const Candidates& start, std::int64_t served,
                   const GenerateLimits& limits, unsigned threads, const std::function<bool()>& stop);

/// Every (group, home) that can be part of an answer serving `target` or more, by those prices; not complete where
/// there are too many.
Candidates groups_that_serve(const Seeking& seeking, const Terms& terms, const Prices& prices, std::int64_t target,
                             const GenerateLimits& limits, unsigned threads, const std::function<bool()>& stop);

}  // namespace onepot::club
