#include "onepot/town/numbers.h"

#include <charconv>
#include <set>

#include "onepot/base/csv.h"
#include "town_data.h"

namespace onepot::town {
namespace numbers_file {

Result<double> decimal(std::string_view text, Where where) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size())
    return refuse("bad-number", "'" + std::string(text) + "' is not a number; expected a decimal such as 0.35",
                  std::move(where));
  return out;
}

}  // namespace numbers_file

Result<Numbers> Numbers::parse(std::string_view text, std::string file) {
  ONEPOT_TRY(const auto table, csv::parse(text, std::move(file)));
  csv::Columns columns(table);
  const auto name = columns.need("name"), value = columns.need("value"), unit = columns.need("unit"),
             source = columns.need("source"), year = columns.need("year");
  ONEPOT_CHECK(columns.done());
  Numbers out;
  std::set<std::string, std::less<>> seen;
  for (const auto& record : table.records) {
    Number n{std::string(csv::field(record, name)), std::string(csv::field(record, value)),
             std::string(csv::field(record, unit)), std::string(csv::field(record, source)), 0};
    if (!seen.insert(n.name).second)
      return refuse("repeated-name", "the figure '" + n.name + "' stands twice; expected it once",
                    csv::where(table, record, name));
    ONEPOT_CHECK(numbers_file::decimal(n.value, csv::where(table, record, value)));
    if (n.source.empty())
      return refuse("no-source",
                    "the figure '" + n.name + "' has no source; expected where it was published, or 'assumption'",
                    csv::where(table, record, source));
    ONEPOT_TRY(const double y, numbers_file::decimal(csv::field(record, year), csv::where(table, record, year)));
    n.year = static_cast<int>(y);
    out.rows_.push_back(std::move(n));
  }
  return out;
}

const Numbers& Numbers::built_in() {
  static const Numbers table = [] {
    auto parsed = parse(data::numbers_csv, "src/town/data/numbers.csv");
    ONEPOT_ASSERT(parsed.has_value());
    return std::move(*parsed);
  }();
  return table;
}

const Number& Numbers::row(std::string_view name) const {
  const auto it = std::ranges::find(rows_, name, &Number::name);
  ONEPOT_ASSERT(it != rows_.end());
  return *it;
}

Pence Numbers::pence(std::string_view name) const {
  const auto amount = parse_pence(row(name).value);
  ONEPOT_ASSERT(amount.has_value());
  return *amount;
}

std::int64_t Numbers::count(std::string_view name) const {
  const Number& n = row(name);
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(n.value.data(), n.value.data() + n.value.size(), out);
  ONEPOT_ASSERT(error == std::errc() && end == n.value.data() + n.value.size());
  return out;
}

double Numbers::real(std::string_view name) const {
  const auto value = numbers_file::decimal(row(name).value, {});
  ONEPOT_ASSERT(value.has_value());
  return *value;
}

}  // namespace onepot::town
