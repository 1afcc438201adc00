#include <CbcModel.hpp>
#include <CbcSolver.hpp>
#include <OsiClpSolverInterface.hpp>
#include <cmath>

#include "match/groups.h"

namespace onepot::club {

PlainAnswer match_plainly(const Seeking& seeking, const Terms& terms, double seconds) {
  const Candidates candidates = list_candidates(seeking, terms);
  const int rows = static_cast<int>(seeking.people.size() + seeking.homes.size());
  std::vector<CoinBigIndex> starts{0};
  std::vector<int> at, integer;
  std::vector<double> cost;
  for (std::size_t g = 0; g < candidates.size(); ++g)
    for (const auto h : candidates.home_lists[candidates.homes_of[g]]) {
      integer.push_back(static_cast<int>(cost.size()));
      at.insert(at.end(), candidates.group(g).begin(), candidates.group(g).end());
      at.push_back(static_cast<int>(seeking.people.size() + h));
      starts.push_back(static_cast<CoinBigIndex>(at.size()));
      cost.push_back(-static_cast<double>(candidates.group(g).size()));
    }
  if (cost.empty()) return {0, true};
  const std::vector<double> element(at.size(), 1.0), zeros(cost.size(), 0.0), ones(cost.size(), 1.0);
  const std::vector<double> least(static_cast<std::size_t>(rows), -COIN_DBL_MAX),
      most(static_cast<std::size_t>(rows), 1.0);
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  solver.loadProblem(static_cast<int>(cost.size()), rows, starts.data(), at.data(), element.data(), zeros.data(),
                     ones.data(), cost.data(), least.data(), most.data());
  solver.setInteger(integer.data(), static_cast<int>(integer.size()));
  CbcModel model(solver);
  model.setLogLevel(0);
  CbcSolverUsefulData data;
  CbcMain0(model, data);
  const std::string limit = std::to_string(seconds);
  const char* words[] = {"cbc", "-log", "0", "-timeMode", "elapsed", "-seconds", limit.c_str(), "-solve", "-quit"};
  CbcMain1(9, words, model, [](CbcModel*, int) { return 0; }, data);
  PlainAnswer out;
  if (const double* best = model.bestSolution(); best != nullptr)
    for (std::size_t c = 0; c < cost.size(); ++c) out.served += best[c] > 0.5 ? std::llround(-cost[c]) : 0;
  out.proven = model.isProvenOptimal();
  return out;
}

}  // namespace onepot::club
