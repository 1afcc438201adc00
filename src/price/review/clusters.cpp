#include "onepot/price/admitted/clusters.h"

#include <algorithm>

#include "condition.h"
#include "onepot/base/text.h"

namespace onepot::price {

Result<std::vector<std::optional<std::int64_t>>> load_review(const Folder& folder, const Currency& currency) {
  std::vector<std::optional<std::int64_t>> out(currency.groups.size());
  if (!folder.files.contains("review.csv")) return out;
  ONEPOT_TRY(const auto table, table_of(folder, "review.csv"));
  csv::Columns columns(table);
  const auto group = columns.need("group"), days = columns.need("days");
  columns.may("words");
  ONEPOT_CHECK(columns.done());
  for (const auto& row : table.records) {
    const auto at = currency.group(field(row, group));
    if (!at || out[*at])
      return refuse("unknown-group", "'" + std::string(field(row, group)) + "' is not a group, or stands above already",
                    where(table, row, group));
    ONEPOT_TRY(const auto n, whole(field(row, days), where(table, row, days)));
    if (n < 1 || n > 3660) return refuse("bad-days", "expected 1 to 3660 days", where(table, row, days));
    out[*at] = n;
  }
  for (std::size_t g = 0; g < out.size(); ++g)
    if (!out[g])
      return refuse("missing-group", "nothing says when " + currency.groups[g].id + " is looked at again",
                    Where{table.file, 0, "group"});
  return out;
}

Result<Grid> load_grid(const csv::Table& table, const Currency& currency) {
  csv::Columns columns(table);
  const auto cluster = columns.need("cluster"), item = columns.need("item"), least = columns.need("least"),
             most = columns.need("most"), need = columns.need("need");
  ONEPOT_CHECK(columns.done());
  Grid out;
  out.by_group.resize(currency.groups.size());
  const auto attribute = currency.attribute("cluster");
  for (const auto& row : table.records) {
    auto group = currency.group(field(row, cluster));
    if (!group && attribute) {  // "4" as the records say it: the group that the rules give it
      if (const auto code = parse_value(currency.attributes[*attribute], field(row, cluster))) {
        Record record;
        for (const Attribute& a : currency.attributes) record.push_back(a.least);
        record[*attribute] = *code;
        group = currency.group_of(record);
      }
    }
    if (!group)
      return refuse("unknown-group", "'" + std::string(field(row, cluster)) + "' is not a cluster of " + currency.id,
                    where(table, row, cluster));
    const std::string name(trim(field(row, item)));
    if (name.empty()) return refuse("bad-item", "name the item that is rated", where(table, row, item));
    auto at = std::ranges::find(out.items, name);
    if (at == out.items.end()) at = out.items.insert(out.items.end(), name);
    Grid::Range range;
    range.item = static_cast<std::size_t>(at - out.items.begin());
    ONEPOT_TRY(range.least, whole(field(row, least), where(table, row, least)));
    ONEPOT_TRY(range.most, whole(field(row, most), where(table, row, most)));
    if (range.least > range.most) return refuse("bad-range", "the range holds nothing", where(table, row, least));
    const auto n = field(row, need);
    if (n != "must" && n != "expected")
      return refuse("bad-need", "'" + std::string(n) + "' is not a need; expected must or expected",
                    where(table, row, need));
    range.must = n == "must";
    auto& of = out.by_group[*group];
    if (std::ranges::any_of(of, [&](const Grid::Range& r) { return r.item == range.item; }))
      return refuse("bad-item", "this item of the cluster stands above already", where(table, row, item));
    of.push_back(range);
  }
  for (std::size_t g = 0; g < out.by_group.size(); ++g)
    if (!out.by_group[g].empty() && std::ranges::none_of(out.by_group[g], &Grid::Range::must))
      return refuse("no-must", "the cluster " + currency.groups[g].id + " has nothing that must be rated so",
                    Where{table.file, 0, "need"});
  return out;
}

std::vector<std::size_t> fitting(const Grid& grid, const std::vector<std::int64_t>& ratings) {
  std::vector<std::pair<std::ptrdiff_t, std::size_t>> found;  // expected ranges that hold, negated; group
  for (std::size_t g = 0; g < grid.by_group.size(); ++g) {
    if (grid.by_group[g].empty()) continue;
    const auto holds = [&](const Grid::Range& r) { return r.least <= ratings[r.item] && ratings[r.item] <= r.most; };
    if (std::ranges::any_of(grid.by_group[g], [&](const Grid::Range& r) { return r.must && !holds(r); })) continue;
    const auto expected =
        std::ranges::count_if(grid.by_group[g], [&](const Grid::Range& r) { return !r.must && holds(r); });
    found.emplace_back(-expected, g);
  }
  std::ranges::sort(found);
  std::vector<std::size_t> out;
  for (const auto& [expected, group] : found) out.push_back(group);
  return out;
}

}  // namespace onepot::price
