#include "solve/exact.h"

#include <CbcHeuristic.hpp>
#include <CbcHeuristicFPump.hpp>
#include <CbcHeuristicRINS.hpp>
#include <CbcModel.hpp>
#include <CglClique.hpp>
#include <CglCutGenerator.hpp>
#include <CglGomory.hpp>
#include <CglProbing.hpp>
#include <CglZeroHalf.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiAuxInfo.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <cmath>

#include "solve/search.h"

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

/// Rows asked for while branching.
class MoreRows final : public CglCutGenerator {
 public:
  explicit MoreRows(const Packing& packing) : packing_(&packing) {}
  void generateCuts(const OsiSolverInterface& solver, OsiCuts& cuts, const CglTreeInfo) override {
    for (const PackingRow& row : packing_->broken(solver.getColSolution())) {
      OsiRowCut cut;
      const std::vector<double> ones(row.columns.size(), 1.0);
      cut.setRow(static_cast<int>(row.columns.size()), row.columns.data(), ones.data());
      cut.setLb(-COIN_DBL_MAX);
      cut.setUb(row.high);
      cut.setGloballyValid();
      cuts.insert(cut);
    }
  }
  CglCutGenerator* clone() const override { return new MoreRows(*this); }

 private:
  const Packing* packing_;
};

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
  CglClique clique;
  clique.setStarCliqueReport(false);
  clique.setRowCliqueReport(false);
  model.addCutGenerator(&probing, -1, "probing");
  model.addCutGenerator(&clique, -1, "clique");
  CglGomory gomory;
  gomory.setLimit(300);
  CglZeroHalf zero_half;
  CbcRounding rounding(model);
  model.addHeuristic(&rounding);
  CbcHeuristicFPump pump(model);
  pump.setMaximumPasses(20);
  CbcHeuristicRINS rins(model);
  if (packing.broken) {
    // The rest of the aim is to prove one number, from cuts and a start that are good already: measured on 240 made
    // towns, general cuts, heuristics and strong branching cost twice what they save.
    model.setNumberStrong(0);
  } else {
    model.addCutGenerator(&gomory, -1, "gomory");
    model.addCutGenerator(&zero_half, -1, "zero-half");
    model.addHeuristic(&pump);
    model.addHeuristic(&rins);
  }
  MoreRows more(packing);
  OsiBabSolver unsure;
  if (packing.broken) {
    // Type 4: an answer that keeps the rows of the model is one only if no generator breaks it.
    unsure.setSolverType(4);
    model.solver()->setAuxiliaryInfo(&unsure);
    model.passInSolverCharacteristics(&unsure);
    model.addCutGenerator(&more, 1, "homes", true, true);
  }
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

namespace {

/// The groups that can be part of an answer serving `target` or more, as a packing.
struct Possible {
  std::vector<std::uint32_t> groups;
  std::vector<int> column;  // by group; −1: not possible
  Packing packing;

  PackingRow row(const std::vector<std::uint32_t>& of, double most) const {
    PackingRow out;
    out.high = most;
    for (const auto g : of)
      if (column[g] >= 0) out.columns.push_back(column[g]);
    return out;
  }
};

Possible possible(const Town& town, const Relaxed& relaxed, std::int64_t target) {
  const std::int64_t allowed = relaxed.bound_scaled - target * one_person;
  Possible out;
  out.column.assign(town.groups.size(), -1);
  for (std::uint32_t g = 0; g < town.groups.size(); ++g)
    if (relaxed.lacking[g] <= allowed) out.column[g] = static_cast<int>(out.groups.size()), out.groups.push_back(g);
  for (const auto g : out.groups) out.packing.worth.push_back(static_cast<double>(town.size_of(g)));
  const auto add = [&](const std::vector<std::uint32_t>& of, double most) {
    PackingRow row = out.row(of, most);
    if (static_cast<double>(row.columns.size()) > most) out.packing.rows.push_back(std::move(row));
  };
  for (const auto& of : town.groups_of) add(of, 1);
  for (const HallRow& row : relaxed.hall) add(row.groups, static_cast<double>(row.homes));
  return out;
}

/// As many of these groups as can be housed together, larger ones first.
Chosen housable(const Town& town, std::vector<std::uint32_t> groups) {
  std::ranges::sort(groups, {}, [&](std::uint32_t g) { return std::pair(-town.size_of(g), g); });
  return fill(town, groups);
}

/// Asks for an answer that serves `target`. Rows for homes are added while branching, wherever groups want more homes
/// than there are; an answer that slips through, as far as it can be housed, still starts a search.
enum class Asked { found, none, unknown };
Asked ask(const Town& town, Relaxed& relaxed, std::int64_t target, Served& out, const PackingEffort& effort,
          const Random& random, const std::function<double()>& seconds_left) {
  for (std::uint64_t round = 0;; ++round) {
    Possible now = possible(town, relaxed, target);
    now.packing.broken = [&](const double* x) {
      std::vector<double> use(town.groups.size(), 0.0);
      for (std::size_t c = 0; c < now.groups.size(); ++c) use[now.groups[c]] = x[c];
      std::vector<PackingRow> rows;
      for (const HallRow& row : broken_hall(town, use))
        rows.push_back(now.row(row.groups, static_cast<double>(row.homes)));
      return rows;
    };
    PackingEffort this_time = effort;
    this_time.seconds = std::min(effort.seconds, seconds_left());
    const Packed packed = pack(now.packing, static_cast<double>(target - 1), this_time);
    if (!packed.found) return packed.complete ? Asked::none : Asked::unknown;
    Chosen better;
    std::vector<double> use(town.groups.size(), 0.0);
    for (const int c : packed.columns) {
      better.groups.push_back(now.groups[static_cast<std::size_t>(c)]);
      use[better.groups.back()] = 1.0;
    }
    better.homes = house(town, better.groups);
    if (!better.homes.empty()) {
      out.best = std::move(better);
      return Asked::found;
    }
    // Rounding let it through: say so for good, and ask again.
    for (HallRow& row : broken_hall(town, use)) relaxed.hall.push_back(std::move(row));
    if (seconds_left() <= 0) return Asked::unknown;
    std::vector<Wide> weight;
    for (std::size_t g = 0; g < town.groups.size(); ++g) weight.push_back(town.size_of(g));
    const auto steps = static_cast<std::int64_t>(500 + 4 * town.people.size());
    Chosen mended = search(town, {weight, target, steps, [&] { return seconds_left() <= 0; }},
                           housable(town, better.groups), use, random.fork(round));
    if (mended.served(town) > out.best.served(town)) out.best = std::move(mended);
    if (out.best.served(town) >= target) return Asked::found;
  }
}

}  // namespace

Served prove_served(const Town& town, Relaxed& relaxed, const Chosen& start, const PackingEffort& effort,
                    const Random& random, const std::function<double()>& seconds_left) {
  Served out{start, relaxed.bound};
  // From the bound downwards: the higher the aim, the fewer groups can be part of it, and the best is nearly always at
  // the bound or one below.
  while (out.best.served(town) < out.bound) {
    const Asked asked =
        ask(town, relaxed, out.bound, out, effort, random.fork(static_cast<std::uint64_t>(out.bound)), seconds_left);
    if (asked == Asked::found) return out;
    if (asked == Asked::unknown) break;
    --out.bound;
  }
  // Not settled: at least something better than before.
  if (const auto served = out.best.served(town); served + 1 < out.bound && seconds_left() > 0)
    ask(town, relaxed, served + 1, out, effort, random.fork(0), seconds_left);
  return out;
}

}  // namespace onepot::club
