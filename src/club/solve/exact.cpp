#include "solve/exact.h"

#include <CbcHeuristic.hpp>
#include <CbcHeuristicFPump.hpp>
#include <CbcHeuristicRINS.hpp>
#include <CbcModel.hpp>
#include <CglClique.hpp>
#include <CglGomory.hpp>
#include <CglProbing.hpp>
#include <CglZeroHalf.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <cmath>

namespace onepot::club {
namespace {

void load(OsiClpSolverInterface& solver, const Packing& packing) {
  const int columns = static_cast<int>(packing.worth.size()), rows = static_cast<int>(packing.rows.size());
  std::vector<int> row_at, column_at;
  std::vector<double> element, low, high;
  for (int r = 0; r < rows; ++r) {
    const PackingRow& row = packing.rows[static_cast<std::size_t>(r)];
    for (std::size_t k = 0; k < row.columns.size(); ++k) {
      row_at.push_back(r);
      column_at.push_back(row.columns[k]);
      element.push_back(row.weight.empty() ? 1.0 : row.weight[k]);
    }
    low.push_back(row.low);
    high.push_back(row.high);
  }
  CoinPackedMatrix matrix(true, row_at.data(), column_at.data(), element.data(),
                          static_cast<CoinBigIndex>(element.size()));
  matrix.setDimensions(rows, columns);
  const std::vector<double> zeros(packing.worth.size(), 0.0), ones(packing.worth.size(), 1.0);
  std::vector<double> cost;
  for (const double w : packing.worth) cost.push_back(-w);
  solver.loadProblem(matrix, zeros.data(), ones.data(), cost.data(), low.data(), high.data());
  for (int c = 0; c < columns; ++c) solver.setInteger(c);
}

}  // namespace

Packed pack(const Packing& packing, double above, const PackingEffort& effort) {
  Packed out;
  out.bound = above;
  if (packing.worth.empty()) {
    out.complete = true;
    return out;
  }
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  load(solver, packing);
  CbcModel model(solver);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.solver()->messageHandler()->setLogLevel(0);
  CglProbing probing;
  probing.setUsingObjective(1);
  probing.setMaxPass(1);
  probing.setMaxProbe(10);
  CglGomory gomory;
  gomory.setLimit(300);
  CglClique clique;
  clique.setStarCliqueReport(false);
  clique.setRowCliqueReport(false);
  CglZeroHalf zero_half;
  model.addCutGenerator(&probing, -1, "probing");
  model.addCutGenerator(&gomory, -1, "gomory");
  model.addCutGenerator(&clique, -1, "clique");
  model.addCutGenerator(&zero_half, -1, "zero-half");
  CbcRounding rounding(model);
  CbcHeuristicFPump pump(model);
  pump.setMaximumPasses(20);
  CbcHeuristicRINS rins(model);
  model.addHeuristic(&rounding);
  model.addHeuristic(&pump);
  model.addHeuristic(&rins);
  model.setCutoff(-above - 0.5);
  model.setDblParam(CbcModel::CbcCutoffIncrement, 0.999);
  model.setAllowableGap(0.0);
  model.setUseElapsedTime(true);
  model.setMaximumSeconds(std::max(0.05, effort.seconds));
  model.setMaximumNodes(effort.nodes);
  model.branchAndBound();
  out.complete = model.isProvenOptimal() || model.isProvenInfeasible();
  if (const double* best = model.bestSolution(); best != nullptr && model.getObjValue() < -above - 0.25) {
    out.found = true;
    for (int c = 0; c < static_cast<int>(packing.worth.size()); ++c)
      if (best[c] > 0.5) out.columns.push_back(c);
    double worth = 0;
    for (const int c : out.columns) worth += packing.worth[static_cast<std::size_t>(c)];
    out.bound = out.complete ? worth : std::max(worth, -model.getBestPossibleObjValue());
  } else if (!out.complete) {
    out.bound = std::max(above, -model.getBestPossibleObjValue());
  }
  return out;
}

Served prove_served(const Town& town, Relaxed& relaxed, const Chosen& start, const PackingEffort& effort,
                    const std::function<double()>& seconds_left) {
  Served out{start, relaxed.bound};
  for (;;) {
    const std::int64_t served = out.best.served(town);
    if (served >= out.bound) return out;
    const std::int64_t allowed = relaxed.bound_scaled - (served + 1) * one_person;
    std::vector<std::uint32_t> groups;
    std::vector<int> column(town.groups.size(), -1);
    for (std::uint32_t g = 0; g < town.groups.size(); ++g)
      if (relaxed.lacking[g] <= allowed) column[g] = static_cast<int>(groups.size()), groups.push_back(g);
    Packing packing;
    for (const auto g : groups) packing.worth.push_back(static_cast<double>(town.size_of(g)));
    const auto add = [&](const std::vector<std::uint32_t>& of, double most) {
      PackingRow row;
      row.high = most;
      for (const auto g : of)
        if (column[g] >= 0) row.columns.push_back(column[g]);
      if (static_cast<double>(row.columns.size()) > most) packing.rows.push_back(std::move(row));
    };
    for (const auto& of : town.groups_of) add(of, 1);
    for (const HallRow& row : relaxed.hall) add(row.groups, static_cast<double>(row.homes));
    PackingEffort now = effort;
    now.seconds = std::min(now.seconds, seconds_left());
    const Packed packed = pack(packing, static_cast<double>(served), now);
    out.bound = std::min(out.bound, std::max(served, static_cast<std::int64_t>(std::floor(packed.bound + 1e-6))));
    if (!packed.found) return out;
    Chosen better;
    std::vector<double> use(town.groups.size(), 0.0);
    for (const int c : packed.columns) {
      better.groups.push_back(groups[static_cast<std::size_t>(c)]);
      use[better.groups.back()] = 1.0;
    }
    better.homes = house(town, better.groups);
    if (better.homes.empty()) {
      // More groups than homes somewhere: say so to the model and ask again.
      for (HallRow& row : broken_hall(town, use)) relaxed.hall.push_back(std::move(row));
      if (seconds_left() <= 0) return out;
      continue;
    }
    out.best = std::move(better);
    if (!packed.complete) return out;
  }
}

}  // namespace onepot::club
