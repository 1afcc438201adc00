#include "onepot/learn/verdict/savings.h"

#include <algorithm>

#include "cells.h"

namespace onepot::learn {
namespace {

template <class Line>
Result<void> sound(const Line& line) {
  if (line.what.empty() || line.source.empty())
    return refuse("no-source", "'" + line.what + "' has no source; say where the amounts come from");
  if (line.a_year.low > line.a_year.likely || line.a_year.likely > line.a_year.high)
    return refuse("out-of-order", "'" + line.what + "': expected the low amount first, then the likely, then the high");
  return {};
}

template <class Kind>
void add(KeptRange<Kind>& sum, const KeptRange<Kind>& more) {
  sum.low += more.low;
  sum.likely += more.likely;
  sum.high += more.high;
}

}  // namespace

Result<Savings> savings(std::vector<AvoidedLine> avoided, std::vector<CashableLine> cashable) {
  Savings out;
  for (const AvoidedLine& line : avoided) {
    ONEPOT_CHECK(sound(line));
    add(out.avoided_a_year, line.a_year);
  }
  for (const CashableLine& line : cashable) {
    ONEPOT_CHECK(sound(line));
    if (line.budget.empty() || line.agreed_by.empty())
      return refuse("no-budget",
                    "'" + line.what +
                        "' is cashable only where a budget is smaller: say which, from when, and who agreed; "
                        "otherwise it is a cost avoided");
    if (std::ranges::find(avoided, line.what, &AvoidedLine::what) != avoided.end())
      return refuse("both-kinds", "'" + line.what + "' is told as avoided and as cashable; it can be one of them");
    add(out.cashable_a_year, line.a_year);
  }
  out.avoided = std::move(avoided);
  out.cashable = std::move(cashable);
  return out;
}

Result<Savings> read_savings(std::string_view text, const std::string& file) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  Cells cells(table);
  const auto kind = cells.need("kind"), what = cells.need("what"), low = cells.need("low"),
             likely = cells.need("likely"), high = cells.need("high"), source = cells.need("source"),
             to = cells.may("to"), budget = cells.may("budget"), agreed = cells.may("agreed_by"),
             from = cells.may("from");
  ONEPOT_CHECK(cells.done());
  std::vector<AvoidedLine> avoided;
  std::vector<CashableLine> cashable;
  for (const auto& row : table.records) {
    ONEPOT_TRY(const auto name, cells.name(row, what));
    ONEPOT_TRY(const auto told, cells.name(row, source));
    ONEPOT_TRY(const Pence a, cells.pence(row, low));
    ONEPOT_TRY(const Pence b, cells.pence(row, likely));
    ONEPOT_TRY(const Pence c, cells.pence(row, high));
    if (a > b || b > c)
      return cells.wrong(row, likely, "out-of-order", "between low and high; expected low ≤ likely ≤ high");
    const auto which = Cells::text(row, kind);
    if (which == "avoided") {
      avoided.push_back(
          {name, told, std::string(Cells::text(row, to)), {AvoidedCost(a), AvoidedCost(b), AvoidedCost(c)}});
    } else if (which == "cashable") {
      const auto needed = {std::pair(budget, "budget"), std::pair(agreed, "agreed_by"), std::pair(from, "from")};
      for (const auto& [column, heading] : needed)
        if (Cells::text(row, column).empty())
          return refuse(
              "no-budget",
              "a saving is cashable only where a budget is smaller: expected which, from when and who agreed; "
              "otherwise it is a cost avoided",
              Where{table.file, row.line, heading});
      ONEPOT_TRY(const Date since, cells.date(row, from));
      cashable.push_back({name,
                          told,
                          std::string(Cells::text(row, budget)),
                          std::string(Cells::text(row, agreed)),
                          since,
                          {CashableSaving(a), CashableSaving(b), CashableSaving(c)}});
    } else {
      return cells.wrong(row, kind, "bad-kind", "a kind; expected avoided or cashable");
    }
  }
  auto out = savings(std::move(avoided), std::move(cashable));
  if (!out) out.error().where = Where{file, 0, "what"};
  return out;
}

}  // namespace onepot::learn
