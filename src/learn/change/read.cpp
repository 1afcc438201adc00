#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "cells.h"
#include "onepot/learn/change.h"

namespace onepot::learn {
Result<Panel> read_panel(std::string_view text, const std::string& file, const PanelColumns& wanted) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  csv::Columns columns(table);
  const auto id = columns.need(wanted.id), time = columns.need(wanted.time),
             cohort = wanted.cohort.empty() ? csv::Columns::npos : columns.need(wanted.cohort);
  std::vector<std::size_t> numbers{columns.need(wanted.outcome)};
  for (const auto& name : wanted.covariates) numbers.push_back(columns.need(name));
  ONEPOT_CHECK(columns.done());

  struct Row {
    std::size_t unit;
    std::int64_t time;
    std::vector<double> numbers;  // empty where something is missing
  };
  Panel out;
  std::map<std::string, std::size_t, std::less<>> index;
  std::set<std::int64_t> times;
  std::set<std::pair<std::size_t, std::int64_t>> seen;
  std::vector<Row> rows;
  std::vector<std::int64_t> cohorts;
  for (const auto& row : table.records) {
    const auto name = trim(field(row, id));
    if (name.empty()) return refuse("no-id", "the row does not say who it is about", where(table, row, id));
    ONEPOT_TRY(const auto t, cell_as<std::int64_t>(table, row, time, "a whole number such as a year"));
    std::int64_t g = 0;
    if (cohort != csv::Columns::npos) {
      ONEPOT_TRY(g, cell_as<std::int64_t>(table, row, cohort, "a whole number; 0 is never"));
    }
    if (g < 0) return refuse("bad-number", "a cohort cannot be below 0", where(table, row, cohort));
    const auto [at, fresh] = index.try_emplace(std::string(name), index.size());
    if (fresh) {
      cohorts.push_back(g);
      out.units.emplace_back(name);
    } else if (cohorts[at->second] != g) {
      return refuse("cohort",
                    "'" + std::string(name) + "' is in cohort " + std::to_string(cohorts[at->second]) +
                        " above and in " + std::to_string(g) + " here; a unit begins once",
                    where(table, row, cohort));
    }
    if (!seen.emplace(at->second, t).second)
      return refuse("repeated", "'" + std::string(name) + "' stands above already for " + std::to_string(t),
                    where(table, row, time));
    times.insert(t);
    Row one{at->second, t, {}};
    bool missing = false;
    for (const std::size_t c : numbers) missing = missing || trim(field(row, c)).empty() || trim(field(row, c)) == "NA";
    if (!missing)
      for (const std::size_t c : numbers) {
        ONEPOT_TRY(const double x, cell_as<double>(table, row, c, "a number"));
        one.numbers.push_back(x);
      }
    rows.push_back(std::move(one));
  }
  out.periods.assign(times.begin(), times.end());
  const std::size_t periods = out.periods.size();
  std::vector<std::vector<double>> values(numbers.size(), std::vector<double>(out.units.size() * periods));
  std::vector<std::size_t> whole(out.units.size(), 0);
  for (const Row& row : rows) {
    if (row.numbers.empty()) continue;
    ++whole[row.unit];
    const auto t = static_cast<std::size_t>(std::ranges::lower_bound(out.periods, row.time) - out.periods.begin());
    for (std::size_t c = 0; c < numbers.size(); ++c) values[c][row.unit * periods + t] = row.numbers[c];
  }
  std::vector<std::string> units;
  std::vector<std::vector<double>> kept(numbers.size());
  for (std::size_t u = 0; u < out.units.size(); ++u) {
    if (whole[u] != periods) continue;
    units.push_back(out.units[u]);
    out.cohort.push_back(cohorts[u]);
    for (std::size_t c = 0; c < numbers.size(); ++c) {
      const auto from = values[c].begin() + static_cast<std::ptrdiff_t>(u * periods);
      kept[c].insert(kept[c].end(), from, from + static_cast<std::ptrdiff_t>(periods));
    }
  }
  if (const std::size_t lost = out.units.size() - units.size(); lost > 0)
    out.notes.push_back(std::to_string(lost) + " are left out: they are not seen whole in every one of the " +
                        std::to_string(periods) + " periods");
  out.units = std::move(units);
  out.outcome = std::move(kept.front());
  kept.erase(kept.begin());
  out.covariate = std::move(kept);
  out.covariates = wanted.covariates;
  return out;
}

}  // namespace onepot::learn
