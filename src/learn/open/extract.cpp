#include "onepot/learn/open/extract.h"

#include <algorithm>
#include <map>
#include <set>

#include "cells.h"
#include "onepot/base/hash.h"

namespace onepot::learn {
namespace {

constexpr std::size_t key_bytes = 32, block = 64, pseudonym_digits = 32, most_values = 40;

/// RFC 2104 with SHA-256.
std::string hmac_hex(std::string_view key, std::string_view message) {
  std::string k(key);
  if (k.size() > block) {
    const auto digest = sha256(k);
    k.assign(digest.begin(), digest.end());
  }
  k.resize(block, '\0');
  std::string inner, outer;
  for (const char c : k) {
    inner += static_cast<char>(c ^ 0x36);
    outer += static_cast<char>(c ^ 0x5c);
  }
  const auto first = sha256(inner + std::string(message));
  return to_hex(sha256(outer + std::string(first.begin(), first.end())));
}

std::string band_name(const std::vector<std::int64_t>& bounds, std::int64_t value) {
  const auto above = std::ranges::upper_bound(bounds, value);
  if (above == bounds.begin()) return fmt::format("under {}", bounds.front());
  if (above == bounds.end()) return fmt::format("{} and over", bounds.back());
  return *above - *(above - 1) == 1 ? fmt::format("{}", *(above - 1))
                                    : fmt::format("{} to {}", *(above - 1), *above - 1);
}

Result<void> sound(const ExtractPlan& plan) {
  if (plan.columns.empty()) return refuse("plan", "no column is taken; expected at least one");
  for (const ExtractColumn& c : plan.columns) {
    if (c.name.empty()) return refuse("plan", "a column without a name cannot be taken");
    if (c.kind == ExtractKind::pseudonym && plan.key.size() < key_bytes)
      return refuse("plan", fmt::format("the key for pseudonyms is short; expected {} bytes at least", key_bytes));
    if (c.kind == ExtractKind::band && (c.bounds.empty() || !std::ranges::is_sorted(c.bounds, std::less_equal<>())))
      return refuse("plan", "the bounds of '" + c.name + "' must rise, such as 18,65,85");
    if (std::ranges::count(plan.columns, c.name, &ExtractColumn::name) > 1)
      return refuse("plan", "'" + c.name + "' is taken twice");
  }
  if (plan.together < 1) return refuse("plan", "expected that at least one person shares what tells");
  return {};
}

Result<std::string> told(const Cells& cells, const csv::Record& row, std::size_t at, const ExtractColumn& c,
                         const std::string& key) {
  const auto text = Cells::text(row, at);
  if (text.empty()) return std::string();
  switch (c.kind) {
    case ExtractKind::keep:
      return std::string(text);
    case ExtractKind::pseudonym:
      return hmac_hex(key, c.name + '\x1f' + std::string(text)).substr(0, pseudonym_digits);
    case ExtractKind::number: {
      ONEPOT_CHECK(cells.number(row, at));
      return std::string(text);
    }
    case ExtractKind::month:
    case ExtractKind::year: {
      ONEPOT_TRY(const Date day, cells.date(row, at));
      return to_iso(day).substr(0, c.kind == ExtractKind::month ? 7 : 4);
    }
    case ExtractKind::band: {
      ONEPOT_TRY(const auto value, cells.count(row, at));
      return band_name(c.bounds, value);
    }
  }
  return std::string();
}

std::string dictionary_of(const ExtractPlan& plan, const std::vector<std::vector<std::string>>& rows) {
  std::string out = csv::line({"column", "kind", "tells", "meaning", "values", "missing"});
  for (std::size_t c = 0; c < plan.columns.size(); ++c) {
    const ExtractColumn& column = plan.columns[c];
    std::set<std::string> values;
    std::size_t missing = 0;
    for (const auto& row : rows)
      if (row[c].empty())
        ++missing;
      else
        values.insert(row[c]);
    const bool list = (column.kind == ExtractKind::keep || column.kind == ExtractKind::band) &&
                      values.size() <= most_values &&
                      std::ranges::none_of(values, [](const auto& v) { return v.find('|') != std::string::npos; });
    out += csv::line({column.name, std::string(name_of(column.kind)), column.tells ? "yes" : "no", column.meaning,
                      list ? join({values.begin(), values.end()}, "|") : "", std::to_string(missing)});
  }
  return out;
}

}  // namespace

std::string_view name_of(ExtractKind kind) {
  switch (kind) {
    case ExtractKind::keep:
      return "keep";
    case ExtractKind::number:
      return "number";
    case ExtractKind::pseudonym:
      return "pseudonym";
    case ExtractKind::month:
      return "month";
    case ExtractKind::year:
      return "year";
    case ExtractKind::band:
      return "band";
  }
  return "";
}

Result<Extract> extract(const csv::Table& table, const ExtractPlan& plan) {
  ONEPOT_CHECK(sound(plan));
  Cells cells(table);
  Extract out;
  std::vector<std::size_t> at;
  for (const ExtractColumn& c : plan.columns) {
    at.push_back(cells.need(c.name));
    out.header.push_back(c.name);
  }
  ONEPOT_CHECK(cells.done());
  for (const auto& name : table.header)
    if (std::ranges::find(out.header, name) == out.header.end()) out.left_out.push_back(name);
  // Who shares what tells: people, where there is a pseudonym, for one person with many rows is no crowd.
  const auto who = std::ranges::find(plan.columns, ExtractKind::pseudonym, &ExtractColumn::kind) - plan.columns.begin();
  const bool named = who < std::ssize(plan.columns);
  std::map<std::vector<std::string>, std::set<std::string>> crowd;
  std::vector<std::vector<std::string>> rows, tells;
  for (const auto& row : table.records) {
    std::vector<std::string> line, quasi;
    for (std::size_t c = 0; c < plan.columns.size(); ++c) {
      ONEPOT_TRY(auto cell, told(cells, row, at[c], plan.columns[c], plan.key));
      if (plan.columns[c].tells) quasi.push_back(cell);
      line.push_back(std::move(cell));
    }
    const std::string person = named ? line[static_cast<std::size_t>(who)] : std::string();
    crowd[quasi].insert(person.empty() ? fmt::format("row {}", row.line) : person);
    rows.push_back(std::move(line));
    tells.push_back(std::move(quasi));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (std::ssize(crowd[tells[i]]) < plan.together)
      ++out.held_back;
    else
      out.rows.push_back(std::move(rows[i]));
  }
  std::ranges::sort(out.rows);
  out.dictionary = dictionary_of(plan, out.rows);
  return out;
}

std::string to_csv(const Extract& extract) {
  std::string out = csv::line(extract.header);
  for (const auto& row : extract.rows) out += csv::line(row);
  return out;
}

Result<Extract> read_extract(const csv::Table& table, std::string_view dictionary, const std::string& dictionary_file) {
  ONEPOT_TRY(const auto book, csv::parse(dictionary, dictionary_file));
  Cells words(book);
  const auto name = words.need("column"), kind = words.need("kind"), values = words.need("values");
  words.may("tells");
  ONEPOT_CHECK(words.done());
  Cells cells(table);
  Extract out;
  out.dictionary = std::string(dictionary);
  struct Column {
    std::size_t at;
    std::string kind;
    std::vector<std::string> values;
  };
  std::vector<Column> columns;
  for (const auto& row : book.records) {
    std::string column(csv::field(row, name));  // as it stands: a heading may begin with a space
    columns.push_back({cells.need(column), std::string(Cells::text(row, kind)), list_of(Cells::text(row, values))});
    out.header.push_back(std::move(column));
  }
  ONEPOT_CHECK(cells.done());
  for (const auto& row : table.records) {
    std::vector<std::string> line;
    for (const Column& c : columns) {
      const std::string cell(csv::field(row, c.at));
      if (!cell.empty()) {
        const auto month = [](std::string_view m) { return m.size() == 7 && parse_date(std::string(m) + "-01"); };
        const auto year = [](std::string_view y) { return y.size() == 4 && parse_date(std::string(y) + "-01-01"); };
        if (c.kind == "number") ONEPOT_CHECK(cells.number(row, c.at));
        if (c.kind == "month" && !month(cell)) return cells.wrong(row, c.at, "bad-month", "a month such as 2026-04");
        if (c.kind == "year" && !year(cell)) return cells.wrong(row, c.at, "bad-year", "a year");
        if (c.kind == "pseudonym" &&
            (cell.size() != pseudonym_digits || cell.find_first_not_of("0123456789abcdef") != std::string::npos))
          return cells.wrong(row, c.at, "bad-pseudonym", "a pseudonym of 32 hexadecimal digits");
        if (!c.values.empty() && std::ranges::find(c.values, cell) == c.values.end())
          return cells.wrong(row, c.at, "bad-value", "in the dictionary; expected " + join(c.values, ", "));
      }
      line.push_back(cell);
    }
    out.rows.push_back(std::move(line));
  }
  return out;
}

}  // namespace onepot::learn
