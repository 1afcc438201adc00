#include <algorithm>
#include <map>

#include "cells.h"
#include "onepot/learn/compare.h"

namespace onepot::learn {
namespace {

bool is_missing(std::string_view cell) {
  return cell.empty() || cell == "NA";
}

}  // namespace

Result<Sample> read_sample(std::string_view text, const std::string& file, const CompareColumns& wanted) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  csv::Columns columns(table);
  const auto treatment = columns.need(wanted.treatment), outcome = columns.need(wanted.outcome);
  std::vector<std::size_t> covariates;
  for (const auto& name : wanted.covariates) covariates.push_back(columns.need(name));
  const auto by = wanted.cluster ? columns.need(*wanted.cluster) : csv::Columns::npos;
  ONEPOT_CHECK(columns.done());
  for (std::size_t c = 0; c < wanted.covariates.size(); ++c) {
    const auto& name = wanted.covariates[c];
    if (name == wanted.treatment || name == wanted.outcome)
      return refuse("covariate", "the " + std::string(name == wanted.outcome ? "outcome" : "treatment") + " '" + name +
                                     "' cannot be a covariate too");
    if (std::ranges::count(wanted.covariates, name) > 1)
      return refuse("covariate", "the covariate '" + name + "' is named twice");
  }
  for (const auto& name : wanted.factors)
    if (std::ranges::find(wanted.covariates, name) == wanted.covariates.end())
      return refuse("factor", "the factor '" + name + "' is not among the covariates");
  if (wanted.treatment == wanted.outcome) return refuse("outcome", "the treatment and the outcome are one column");

  Sample out;
  std::vector<std::vector<double>> numbers(covariates.size());
  std::vector<std::vector<std::string>> kinds(covariates.size());
  std::vector<bool> is_factor;
  for (const auto& name : wanted.covariates)
    is_factor.push_back(std::ranges::find(wanted.factors, name) != wanted.factors.end());
  std::map<std::string, int> clusters;
  for (const auto& row : table.records) {
    const auto cell = [&](std::size_t column) { return trim(field(row, column)); };
    bool missing =
        is_missing(cell(treatment)) || is_missing(cell(outcome)) || (by != csv::Columns::npos && is_missing(cell(by)));
    for (const std::size_t c : covariates) missing = missing || is_missing(cell(c));
    if (missing) {
      ++out.left_out;
      continue;
    }
    const auto t = cell(treatment);
    if (t != "0" && t != "1")
      return refuse("bad-treatment",
                    "'" + std::string(t.substr(0, 40)) + "' is not a treatment; expected 1 (had it) or 0",
                    where(table, row, treatment));
    out.treated.push_back(t == "1" ? 1 : 0);
    ONEPOT_TRY(const double y, cell_as<double>(table, row, outcome, "a number"));
    out.outcome.push_back(y);
    for (std::size_t c = 0; c < covariates.size(); ++c) {
      if (is_factor[c]) {
        kinds[c].emplace_back(cell(covariates[c]));
        continue;
      }
      ONEPOT_TRY(const double x,
                 cell_as<double>(table, row, covariates[c],
                                 "a number; where the column holds names of kinds, list it in --factors"));
      numbers[c].push_back(x);
    }
    if (by != csv::Columns::npos)
      out.cluster.push_back(
          clusters.try_emplace(std::string(cell(by)), static_cast<int>(clusters.size())).first->second);
  }
  for (std::size_t c = 0; c < covariates.size(); ++c) {
    const auto& name = wanted.covariates[c];
    if (!is_factor[c]) {
      out.covariates.push_back({name, name, false, std::move(numbers[c])});
      continue;
    }
    auto levels = kinds[c];
    std::ranges::sort(levels);
    levels.erase(std::ranges::unique(levels).begin(), levels.end());
    if (levels.size() > 200)
      return refuse("factor", "the factor '" + name + "' has " + std::to_string(levels.size()) +
                                  " kinds; at most 200 can be compared: is it a number or a name?");
    for (std::size_t l = 1; l < levels.size(); ++l) {
      Covariate one{name + "=" + levels[l], name, true, {}};
      one.values.reserve(kinds[c].size());
      for (const auto& k : kinds[c]) one.values.push_back(k == levels[l] ? 1 : 0);
      out.covariates.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace onepot::learn
