// Tables of counts, as they come in and as they go out.
#include "publish/table.h"

#include <algorithm>
#include <charconv>

#include "onepot/base/text.h"

namespace onepot::learn {
namespace {

constexpr std::size_t most_figures = 100'000;

Result<std::int64_t> people(std::string_view text, const Where& where) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || out < 0 || out > 1'000'000'000'000)
    return refuse("bad-count",
                  "'" + std::string(text.substr(0, 40)) + "' is not a count of people; expected a whole number", where);
  return out;
}

}  // namespace

Result<void> close_categories(std::vector<std::vector<std::string>>& categories, const std::string& file) {
  std::size_t figures = 1;
  for (auto& all : categories) {
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    all.emplace_back(total_word);
    figures *= all.size();
    if (figures > most_figures)
      return refuse("too-large",
                    fmt::format("the table has more than {} cells with its totals; publish it in parts", most_figures),
                    Where{file, 1, ""});
  }
  return {};
}

std::map<std::vector<std::string>, std::size_t> lay_out(Release& release,
                                                        const std::vector<std::vector<std::string>>& categories) {
  std::map<std::vector<std::string>, std::size_t> place;
  std::size_t figures = 1;
  for (const auto& all : categories) figures *= all.size();
  std::vector<std::size_t> digit(categories.size(), 0);
  for (std::size_t f = 0; f < figures; ++f) {
    Figure figure;
    for (std::size_t d = 0; d < categories.size(); ++d) figure.key.push_back(categories[d][digit[d]]);
    place[figure.key] = f;
    release.figures.push_back(std::move(figure));
    for (std::size_t d = categories.size(); d-- > 0 && ++digit[d] == categories[d].size();) digit[d] = 0;
  }
  return place;
}

Result<std::string> category_of(const csv::Table& table, const csv::Record& row, std::size_t column) {
  std::string out(trim(csv::field(row, column)));
  if (out == total_word || out.empty())
    return refuse("bad-category",
                  "expected a category; totals are worked out here, and a row without one has nowhere to stand",
                  csv::where(table, row, column));
  return out;
}

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
      ONEPOT_TRY(auto category, category_of(table, row, at[d]));
      key.push_back(std::move(category));
      categories[d].push_back(key[d]);
    }
    ONEPOT_TRY(const auto value, people(trim(csv::field(row, n)), csv::where(table, row, n)));
    counted[key] += value;
  }
  ONEPOT_CHECK(close_categories(categories, table.file));
  Release out{table.file, by, count, false, {}};
  const auto place = lay_out(out, categories);
  for (const auto& [key, value] : counted)
    for_each_total(key, [&](const auto& up) { out.figures[place.at(up)].value += value; });
  for (Figure& f : out.figures) {
    f.low = f.value;
    f.high = f.value;
  }
  return out;
}

Result<Release> read_release(const csv::Table& table) {
  const std::size_t width = table.header.size();
  const bool pounds = width >= 4 && table.header[width - 2] == "low_pounds" && table.header[width - 1] == "high_pounds";
  const bool says = pounds || (width >= 4 && table.header[width - 2] == "low" && table.header[width - 1] == "high");
  const std::size_t count = says ? width - 3 : width - 1;
  if (count == 0)
    return refuse("missing-column", "expected categories, and the counts in the last column", Where{table.file, 1, ""});
  Release out{table.file,
              {table.header.begin(), table.header.begin() + static_cast<std::ptrdiff_t>(count)},
              table.header[count],
              pounds,
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
  header.insert(header.end(),
                {release.count, release.pounds ? "low_pounds" : "low", release.pounds ? "high_pounds" : "high"});
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

}  // namespace onepot::learn
