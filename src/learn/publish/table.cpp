// Tables of counts, as they come in and as they go out.
#include <algorithm>
#include <charconv>

#include "onepot/base/text.h"
#include "onepot/learn/publish.h"

namespace onepot::learn {
namespace {

constexpr std::size_t most_figures = 100'000;

Result<std::int64_t> people(std::string_view text, const Where& where) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || out < 0 || out > 1'000'000'000)
    return refuse("bad-count",
                  "'" + std::string(text.substr(0, 40)) + "' is not a count of people; expected a whole number", where);
  return out;
}

}  // namespace

Result<Release> read_counts(const csv::Table& table, const std::vector<std::string>& by, const std::string& count) {
  csv::Columns columns(table);
  std::vector<std::size_t> at;
  for (const auto& name : by) at.push_back(columns.need(name));
  const std::size_t n = columns.need(count);
  ONEPOT_CHECK(columns.done());
  if (table.records.empty()) return refuse("no-rows", "there is no row to publish", Where{table.file, 1, ""});
  std::vector<std::vector<std::string>> categories(by.size());
  std::map<std::vector<std::string>, std::int64_t> counted;
  for (const auto& row : table.records) {
    std::vector<std::string> key;
    for (std::size_t d = 0; d < by.size(); ++d) {
      key.emplace_back(trim(csv::field(row, at[d])));
      if (key[d] == total_word || key[d].empty())
        return refuse("bad-category",
                      "expected a category; totals are worked out here, and a row without one has nowhere to stand",
                      csv::where(table, row, at[d]));
      categories[d].push_back(key[d]);
    }
    ONEPOT_TRY(const auto value, people(trim(csv::field(row, n)), csv::where(table, row, n)));
    counted[key] += value;
  }
  std::size_t figures = 1;
  for (auto& all : categories) {
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    all.emplace_back(total_word);
    figures *= all.size();
    if (figures > most_figures)
      return refuse("too-large",
                    fmt::format("the table has more than {} cells with its totals; publish it in parts", most_figures),
                    Where{table.file, 1, ""});
  }
  Release out{table.file, by, count, {}};
  std::map<std::vector<std::string>, std::size_t> place;
  std::vector<std::size_t> digit(by.size(), 0);
  for (std::size_t f = 0; f < figures; ++f) {
    Figure figure;
    for (std::size_t d = 0; d < by.size(); ++d) figure.key.push_back(categories[d][digit[d]]);
    place[figure.key] = f;
    out.figures.push_back(std::move(figure));
    for (std::size_t d = by.size(); d-- > 0 && ++digit[d] == categories[d].size();) digit[d] = 0;
  }
  // Each cell counts in itself and in every total above it.
  for (const auto& [key, value] : counted)
    for (std::uint32_t set = 0; set < 1U << by.size(); ++set) {
      auto up = key;
      for (std::size_t d = 0; d < by.size(); ++d)
        if ((set >> d & 1U) != 0) up[d] = total_word;
      out.figures[place.at(up)].value += value;
    }
  for (Figure& f : out.figures) {
    f.low = f.value;
    f.high = f.value;
  }
  return out;
}

Result<Release> read_release(const csv::Table& table) {
  const std::size_t width = table.header.size();
  const bool says = width >= 4 && table.header[width - 2] == "low" && table.header[width - 1] == "high";
  const std::size_t count = says ? width - 3 : width - 1;
  if (count == 0)
    return refuse("missing-column", "expected categories, and the counts in the last column", Where{table.file, 1, ""});
  Release out{table.file,
              {table.header.begin(), table.header.begin() + static_cast<std::ptrdiff_t>(count)},
              table.header[count],
              {}};
  for (const auto& row : table.records) {
    Figure f;
    f.key.assign(row.fields.begin(), row.fields.begin() + static_cast<std::ptrdiff_t>(count));
    const std::string_view printed = trim(row.fields[count]);
    f.hidden = printed == hidden_mark || printed == "*" || printed.empty();
    if (!f.hidden) {
      ONEPOT_TRY(f.value, people(printed, csv::where(table, row, count)));
      f.low = f.value;
      f.high = f.value;
    }
    if (says) {
      if (!trim(row.fields[count + 1]).empty()) {
        ONEPOT_TRY(f.low, people(trim(row.fields[count + 1]), csv::where(table, row, count + 1)));
      }
      if (!trim(row.fields[count + 2]).empty()) {
        ONEPOT_TRY(f.high, people(trim(row.fields[count + 2]), csv::where(table, row, count + 2)));
      }
    }
    out.figures.push_back(std::move(f));
  }
  return out;
}

std::string to_csv(const Release& release) {
  auto header = release.by;
  header.insert(header.end(), {release.count, "low", "high"});
  std::string out = csv::line(header);
  for (const Figure& f : release.figures) {
    auto row = f.key;
    row.push_back(f.hidden ? hidden_mark : std::to_string(f.value));
    row.push_back(std::to_string(f.low));
    row.push_back(f.high ? std::to_string(*f.high) : "");
    out += csv::line(row);
  }
  return out;
}

std::string checkers_form(const Published& published, const CountRules& rules, const std::vector<Release>& before) {
  const Release& r = published.release;
  std::int64_t narrowest = -1;
  for (const Bound& b : published.bounds)
    if (b.high && (narrowest < 0 || *b.high - b.low < narrowest)) narrowest = *b.high - b.low;
  std::string out = "Before this table goes out\n\n";
  out += fmt::format("Table: {} ({} by {})\n", r.file, r.count, join(r.by, ", "));
  out += fmt::format("Rule: counts from 1 to {} are hidden; {}\n", rules.threshold - 1,
                     rules.round > 1 ? fmt::format("others are rounded to the nearest {}", rules.round)
                                     : "others are printed as they are");
  out += fmt::format("Figures: {}; hidden because small: {}; hidden to protect those: {}\n", r.figures.size(),
                     published.small, published.more);
  std::vector<std::string> files;
  for (const Release& b : before) files.push_back(b.file);
  out += "Released before and reckoned with: " + (files.empty() ? std::string("nothing") : join(files, ", ")) + "\n";
  out += published.bounds.empty()
             ? "Attack: there was no small figure to find\n"
             : fmt::format(
                   "Attack: every small figure could be anything from 1 to {}{}\n", rules.threshold - 1,
                   narrowest < 0
                       ? ""
                       : fmt::format("; the narrowest range an outsider can give one is {} people wide", narrowest));
  out +=
      "\nFor the one who checks\n"
      "[ ] Everything released about these people before is in the list above.\n"
      "[ ] The categories do not by themselves name somebody.\n"
      "[ ] The text that goes with the table tells no hidden figure.\n"
      "Name:                         Date:\n";
  return out;
}

}  // namespace onepot::learn
