// Tables of money: who contributes, which sums are sensitive, and how wide an outsider's range must stay.
#include <algorithm>
#include <cmath>

#include "cells.h"
#include "publish/table.h"

namespace onepot::learn {
namespace {

/// What the broken rules lack: how far above (and below) the sum an outsider's range must reach; nothing where none is.
std::optional<double> lacking(double sum, std::vector<double> parts, const SumRules& rules) {
  if (sum <= 0) return std::nullopt;
  std::ranges::sort(parts, std::greater<>());
  std::optional<double> out;
  const auto at_least = [&](double d) { out = std::max(out.value_or(0), d); };
  if (std::ssize(parts) < rules.contributors) at_least(std::max(rules.p_percent, 10.0) / 100 * sum);
  double largest = 0;
  for (std::size_t i = 0; i < parts.size() && i < static_cast<std::size_t>(rules.dominance_n); ++i) largest += parts[i];
  if (rules.dominance_k < 100 && largest > rules.dominance_k / 100 * sum)
    at_least(largest / (rules.dominance_k / 100) - sum);
  if (rules.p_percent > 0 && !parts.empty()) {
    const double rest = sum - parts[0] - (parts.size() > 1 ? parts[1] : 0);
    if (rest < rules.p_percent / 100 * parts[0]) at_least(rules.p_percent / 100 * parts[0] - rest);
  }
  return out;
}

std::int64_t whole_pounds(Pence amount) {
  return (amount.count() + 50) / 100;
}

}  // namespace

Result<Release> read_sums(const csv::Table& table, const std::vector<std::string>& by, const std::string& value,
                          const std::optional<std::string>& contributor, const SumRules& rules) {
  Cells cells(table);
  std::vector<std::size_t> at;
  for (const auto& name : by) at.push_back(cells.need(name));
  const auto amount = cells.need(value), who = contributor ? cells.need(*contributor) : csv::Columns::npos;
  ONEPOT_CHECK(cells.done());
  if (table.records.empty()) return refuse("no-rows", "there is no row to publish", Where{table.file, 1, ""});
  std::vector<std::vector<std::string>> categories(by.size());
  std::map<std::vector<std::string>, std::map<std::string, Pence>> parts;
  for (const auto& row : table.records) {
    std::vector<std::string> key;
    for (std::size_t d = 0; d < by.size(); ++d) {
      ONEPOT_TRY(auto category, category_of(table, row, at[d]));
      categories[d].push_back(category);
      key.push_back(std::move(category));
    }
    ONEPOT_TRY(const Pence pence, cells.pence(row, amount));
    constexpr std::int64_t most_pence = 100'000'000'000;
    if (pence < Pence() || pence.count() > most_pence)
      return cells.wrong(row, amount, "bad-amount", "an amount from 0 to 1000000000.00");
    std::string name = std::to_string(row.line);
    if (contributor) {
      ONEPOT_TRY(name, cells.name(row, who));
    }
    parts[key][name] += pence;
  }
  ONEPOT_CHECK(close_categories(categories, table.file));
  Release out{table.file, by, value, true, {}};
  const auto place = lay_out(out, categories);
  std::vector<std::map<std::string, double>> of(out.figures.size());
  for (const auto& [key, theirs] : parts) {
    Pence sum;
    for (const auto& [name, pence] : theirs) sum += pence;
    for_each_total(key, [&](const auto& up) {
      const std::size_t f = place.at(up);
      out.figures[f].value += whole_pounds(sum);
      for (const auto& [name, pence] : theirs) of[f][name] += static_cast<double>(pence.count()) / 100;
    });
  }
  for (std::size_t f = 0; f < out.figures.size(); ++f) {
    Figure& figure = out.figures[f];
    figure.low = figure.value;
    figure.high = figure.value;
    std::vector<double> list;
    for (const auto& [name, pounds] : of[f])
      if (pounds > 0) list.push_back(pounds);
    figure.contributors = std::ssize(list);
    const auto reach = lacking(static_cast<double>(figure.value), std::move(list), rules);
    if (!reach) continue;
    figure.small = true;
    const auto whole = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(*reach)));
    figure.must_low = std::max<std::int64_t>(0, figure.value - whole);
    figure.must_high = figure.value + whole;
  }
  return out;
}

}  // namespace onepot::learn
