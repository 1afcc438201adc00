// The folder of rules: kinds of care and grades of evidence.
#include <algorithm>
#include <charconv>

#include "onepot/base/text.h"
#include "onepot/price/linked.h"

namespace onepot::price {
namespace care_rules {

Result<void> read_kinds(CareRules& rules, const csv::Table& table) {
  csv::Columns columns(table);
  const auto kind = columns.need("kind"), side = columns.need("side"), bed = columns.need("bed"),
             gives_way = columns.need("gives_way_to"), stream = columns.need("stream"), words = columns.need("words"),
             why = columns.need("why");
  ONEPOT_CHECK(columns.done());
  const auto text = [](const csv::Record& r, std::size_t c) { return std::string(trim(csv::field(r, c))); };
  for (const auto& r : table.records) {
    CareKind k{text(r, kind), text(r, side), false, {}, text(r, stream), text(r, words), text(r, why)};
    for (const auto c : {kind, side, words, why})
      if (text(r, c).empty()) return refuse("empty", "expected something here", csv::where(table, r, c));
    if (rules.kind(k.id)) return refuse("twice", "this kind stands here twice", csv::where(table, r, kind));
    const std::string is_bed = text(r, bed);
    if (is_bed != "yes" && is_bed != "no")
      return refuse("bad-value", "'" + is_bed + "' is neither yes nor no", csv::where(table, r, bed));
    k.bed = is_bed == "yes";
    rules.kinds.push_back(std::move(k));
  }
  if (rules.kinds.empty()) return refuse("empty", "there is no kind of care", Where{table.file, 1, ""});
  for (std::size_t i = 0; i < rules.kinds.size(); ++i) {
    const auto& r = table.records[i];
    const auto named = list_of(csv::field(r, gives_way));
    if (rules.kinds[i].bed && !named.empty())
      return refuse("bed-gives-way", "beds come before each other in the order of this table; expected nothing here",
                    csv::where(table, r, gives_way));
    rules.kinds[i].gives_way.resize(rules.kinds.size());
    for (const auto& one : named) {
      const auto at = rules.kind(one);
      if (!at || !rules.kinds[*at].bed)
        return refuse("not-a-bed", "'" + one + "' is not a kind of care in a bed", csv::where(table, r, gives_way));
      rules.kinds[i].gives_way[*at] = true;
    }
  }
  return {};
}

Result<void> read_grades(CareRules& rules, const csv::Table& table) {
  csv::Columns columns(table);
  const auto grade = columns.need("grade"), streams = columns.need("streams_least"), days = columns.need("days_least"),
             age = columns.need("age_most"), similar = columns.need("similar_least"),
             spread = columns.need("spread_most_percent"), words = columns.need("words");
  ONEPOT_CHECK(columns.done());
  for (const auto& r : table.records) {
    CareGrade g;
    g.id = trim(csv::field(r, grade));
    g.words = trim(csv::field(r, words));
    if (g.id.empty()) return refuse("empty", "expected a grade", csv::where(table, r, grade));
    if (g.words.empty()) return refuse("empty", "expected words for the person", csv::where(table, r, words));
    for (const auto& [column, into] :
         {std::pair{streams, &g.streams_least}, std::pair{days, &g.days_least}, std::pair{age, &g.age_most},
          std::pair{similar, &g.similar_least}, std::pair{spread, &g.spread_most}}) {
      const auto cell = trim(csv::field(r, column));
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), *into);
      if (error != std::errc() || end != cell.data() + cell.size() || *into < 0)
        return refuse("bad-value", "'" + std::string(cell) + "' is not a whole number from 0",
                      csv::where(table, r, column));
    }
    if (!rules.grades.empty()) {
      const CareGrade& above = rules.grades.back();
      if (g.streams_least > above.streams_least || g.days_least > above.days_least || g.age_most < above.age_most ||
          g.similar_least > above.similar_least || g.spread_most < above.spread_most)
        return refuse("not-in-order", "a grade further down must not ask for more than one above",
                      csv::where(table, r, grade));
    }
    rules.grades.push_back(std::move(g));
  }
  if (rules.grades.empty()) return refuse("empty", "there is no grade", Where{table.file, 1, ""});
  return {};
}

}  // namespace care_rules

std::optional<std::size_t> CareRules::kind(std::string_view id) const {
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (kinds[i].id == id) return i;
  return std::nullopt;
}

Result<CareRules> load_care_rules(const Folder& folder) {
  CareRules rules;
  ONEPOT_TRY(const auto kinds, table_of(folder, "kinds.csv"));
  ONEPOT_CHECK(care_rules::read_kinds(rules, kinds));
  ONEPOT_TRY(const auto grades, table_of(folder, "evidence.csv"));
  ONEPOT_CHECK(care_rules::read_grades(rules, grades));
  return rules;
}

}  // namespace onepot::price
