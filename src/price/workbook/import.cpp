#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "admitted/imported.h"
#include "condition.h"
#include "onepot/base/hash.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/price/admitted/admitted.h"
#include "onepot/price/admitted/workbook.h"

namespace onepot::price {

namespace workbook_importing {

constexpr std::string_view no_group = "NOGROUP", none = "none", other = "other";

/// Which sheet and heading one column of our tables is taken from.
struct Source {
  std::string sheet, heading;
};
using Map = std::map<std::string, std::map<std::string, Source>>;  // table → column → where

struct Column {
  std::string_view table, name;
  bool needed = false;
};
constexpr std::array<Column, 17> columns{{{"diagnoses", "code", true},
                                          {"diagnoses", "root", true},
                                          {"diagnoses", "rank", false},
                                          {"procedures", "code", true},
                                          {"procedures", "root", true},
                                          {"procedures", "rank", true},
                                          {"points", "code", false},
                                          {"points", "points", false},
                                          {"groups", "group", true},
                                          {"groups", "name", true},
                                          {"groups", "root", true},
                                          {"groups", "age_from", false},
                                          {"groups", "age_to", false},
                                          {"groups", "days_from", false},
                                          {"groups", "days_to", false},
                                          {"groups", "points_from", false},
                                          {"groups", "points_to", false}}};

Result<Map> read_map(const csv::Table& table) {
  csv::Columns by(table);
  const auto t = by.need("table"), c = by.need("column"), sheet = by.need("sheet"), heading = by.need("heading");
  ONEPOT_CHECK(by.done());
  Map out;
  for (const auto& row : table.records) {
    const std::string into(field(row, t)), column(field(row, c));
    if (std::ranges::none_of(columns, [&](const Column& k) { return k.table == into && k.name == column; }))
      return refuse("bad-map", "'" + into + "' has no column '" + column + "'", where(table, row, c));
    if (!out[into].emplace(column, Source{std::string(field(row, sheet)), std::string(field(row, heading))}).second)
      return refuse("bad-map", "this column stands above already", where(table, row, c));
  }
  for (const Column& k : columns) {
    const auto at = out.find(std::string(k.table));
    if (k.needed && (at == out.end() || !at->second.contains(std::string(k.name))))
      return refuse("bad-map", "nothing says where " + std::string(k.table) + "'s " + std::string(k.name) + " stands",
                    Where{table.file, 0, std::string(k.name)});
  }
  for (const auto& [name, of] : out)
    for (const auto& [column, source] : of)
      if (source.sheet != of.begin()->second.sheet)
        return refuse("bad-map", "all columns of " + name + " must stand on one sheet", Where{table.file, 0, "sheet"});
  if (out.contains("points") && out["points"].size() != 2)
    return refuse("bad-map", "points need both code and points", Where{table.file, 0, "column"});
  return out;
}

bool alike(std::string_view a, std::string_view b) {
  const auto plain = [](std::string_view t) {
    std::string out;
    for (const char c : t)
      if (c != ' ' && c != '\n' && c != '\r' && c != '_' && c != '-')
        out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return out;
  };
  return plain(a) == plain(b);
}

/// One of our tables, read out of its sheet. The heading row is the first that has all its headings.
struct Taken {
  std::string sheet;
  struct Row {
    std::size_t number = 0;  ///< as Excel counts
    std::map<std::string, std::string> values;
  };
  std::vector<Row> rows;
};

Result<Taken> take(const std::vector<Sheet>& sheets, const std::map<std::string, Source>& from,
                   const std::string& file) {
  Taken out;
  out.sheet = from.begin()->second.sheet;
  const auto sheet = std::ranges::find_if(sheets, [&](const Sheet& s) { return alike(s.name, out.sheet); });
  if (sheet == sheets.end()) {
    std::vector<std::string> there;
    for (const Sheet& s : sheets) there.push_back(s.name);
    return refuse("missing-sheet", "there is no sheet '" + out.sheet + "'; the workbook has " + and_list(there),
                  Where{file, 0, ""});
  }
  constexpr std::size_t searched = 60;
  std::map<std::string, std::size_t> at;
  std::size_t head = 0;
  std::string missed;
  for (; head < std::min(searched, sheet->rows.size()); ++head) {
    at.clear();
    for (const auto& [column, source] : from) {
      const auto cell =
          std::ranges::find_if(sheet->rows[head], [&](const std::string& c) { return alike(c, source.heading); });
      if (cell == sheet->rows[head].end()) continue;
      at[column] = static_cast<std::size_t>(cell - sheet->rows[head].begin());
    }
    if (at.size() == from.size()) break;
    if (!at.empty())
      for (const auto& [column, source] : from)
        if (!at.contains(column)) missed = source.heading;
  }
  if (at.size() != from.size())
    return refuse("missing-heading",
                  "no row of the sheet has all the headings" + (missed.empty() ? "" : ", such as '" + missed + "'"),
                  Where{file, 0, out.sheet});
  for (std::size_t r = head + 1; r < sheet->rows.size(); ++r) {
    Taken::Row row{r + 1, {}};
    bool any = false;
    for (const auto& [column, c] : at) {
      const auto value = c < sheet->rows[r].size() ? std::string(trim(sheet->rows[r][c])) : std::string();
      any = any || !value.empty();
      row.values[column] = value;
    }
    if (any) out.rows.push_back(std::move(row));
  }
  return out;
}

std::string plain_code(std::string_view code) {
  std::string out;
  for (const char c : code)
    if (c != '.') out += c;
  return out;
}

/// A range of two cells as a condition: "19..", "..18" and so on; empty where there is none.
Result<std::string> range_of(const Taken::Row& row, const std::string& what, const Where& at) {
  const auto bound = [&](const std::string& column) -> Result<std::string> {
    const auto cell = row.values.find(column);
    if (cell == row.values.end() || cell->second.empty()) return std::string();
    ONEPOT_TRY(const auto n, whole(cell->second, at));
    return std::to_string(n);
  };
  ONEPOT_TRY(const auto from, bound(what + "_from"));
  ONEPOT_TRY(const auto to, bound(what + "_to"));
  if (from.empty() && to.empty()) return std::string();
  if (to.empty()) return ">=" + from;
  if (from.empty()) return "<=" + to;
  return from + ".." + to;
}

class Maker {
 public:
  Maker(const std::vector<Sheet>& sheets, const Map& map, const std::string& file)
      : sheets_(sheets), map_(map), file_(file) {}

  Result<std::map<std::string, std::string>> run() {
    ONEPOT_CHECK(codes("procedures", "procedure", procedure_roots_));
    ONEPOT_CHECK(codes("diagnoses", "diagnosis", diagnosis_roots_));
    ONEPOT_CHECK(points());
    ONEPOT_CHECK(groups());
    std::string code_list = csv::line({"attribute", "code", "words"});
    code_list += csv::line({"procedure", std::string(none), "nothing that counts"});
    for (const auto& root : procedure_roots_) code_list += csv::line({"procedure", root, root});
    code_list += csv::line({"condition", std::string(other), "a diagnosis without a root"});
    for (const auto& root : diagnosis_roots_) code_list += csv::line({"condition", root, root});
    return std::map<std::string, std::string>{
        {"codes.csv", code_list},
        {"clinical.csv", csv::line({"scheme", "code", "attribute", "value", "rank"}) + clinical_},
        {"groups.csv", csv::line({"group", "name", "words"}) + groups_},
        {"rules.csv",
         csv::line({"rule", "procedure", "condition", "points", "age", "days", "group", "words"}) + rules_},
        {"attributes.csv",
         "attribute,kind,least,most,words\nprocedure,code,,,the procedure of highest rank\n"
         "condition,code,,,the first diagnosis\npoints,count,0,1000,points of the other diagnoses\n"
         "age,count,0,130,years of age when the stay began\ndays,count,0,99999,days in a bed\n"},
        {"derive.csv",
         "attribute,how,from,otherwise\nprocedure,dominant,,none\ncondition,main,,other\npoints,score,,\n"
         "age,number,STARTAGE,\ndays,length,,\n"}};
  }

 private:
  Where where_of(const Taken& taken, const Taken::Row& row) const {
    return {file_, static_cast<long>(row.number), taken.sheet};
  }

  Result<void> codes(const std::string& table, const std::string& scheme, std::vector<std::string>& roots) {
    ONEPOT_TRY(const auto taken, take(sheets_, map_.at(table), file_));
    std::set<std::string> seen, roots_seen;
    for (const auto& row : taken.rows) {
      const auto code = plain_code(row.values.at("code"));
      const auto& root = row.values.at("root");
      if (code.empty() || root.empty()) continue;  // a code that leads nowhere
      if (!seen.insert(code).second)
        return refuse("repeated-code", "the code " + code + " stands above already", where_of(taken, row));
      if (root == none || root == other || root.find_first_of("|,") != std::string::npos)
        return refuse("bad-root", "'" + root + "' cannot be a root", where_of(taken, row));
      if (roots_seen.insert(root).second) roots.push_back(root);
      std::string rank;
      if (const auto at = row.values.find("rank"); at != row.values.end() && !at->second.empty()) {
        ONEPOT_TRY(const auto n, whole(at->second, where_of(taken, row)));
        rank = std::to_string(n);
      }
      clinical_ += csv::line({scheme, code, scheme == "procedure" ? "procedure" : "condition", root, rank});
    }
    if (roots.empty()) return refuse("no-codes", "the sheet gives no code", Where{file_, 0, taken.sheet});
    return {};
  }

  Result<void> points() {
    if (!map_.contains("points")) return {};
    ONEPOT_TRY(const auto taken, take(sheets_, map_.at("points"), file_));
    for (const auto& row : taken.rows) {
      const auto code = plain_code(row.values.at("code"));
      if (code.empty() || row.values.at("points").empty()) continue;
      ONEPOT_TRY(const auto n, whole(row.values.at("points"), where_of(taken, row)));
      clinical_ += csv::line({"diagnosis", code, "points", std::to_string(n), ""});
    }
    return {};
  }

  Result<void> groups() {
    ONEPOT_TRY(const auto taken, take(sheets_, map_.at("groups"), file_));
    std::string of_procedures, of_diagnoses;
    std::set<std::string> seen;
    for (const auto& row : taken.rows) {
      const auto& group = row.values.at("group");
      const auto& root = row.values.at("root");
      if (group.empty() || root.empty()) continue;
      ONEPOT_TRY(const auto points, range_of(row, "points", where_of(taken, row)));
      ONEPOT_TRY(const auto age, range_of(row, "age", where_of(taken, row)));
      ONEPOT_TRY(const auto days, range_of(row, "days", where_of(taken, row)));
      const bool by_procedure = std::ranges::find(procedure_roots_, root) != procedure_roots_.end();
      const bool by_diagnosis = std::ranges::find(diagnosis_roots_, root) != diagnosis_roots_.end();
      if (!by_procedure && !by_diagnosis)
        return refuse("unknown-root", "no code leads to the root " + root + " of the group " + group,
                      where_of(taken, row));
      if (seen.insert(group).second) groups_ += csv::line({group, row.values.at("name"), row.values.at("name")});
      const auto rule = taken.sheet + " row " + std::to_string(row.number);
      if (by_procedure) of_procedures += csv::line({rule, root, "", points, age, days, group, row.values.at("name")});
      if (by_diagnosis)
        of_diagnoses += csv::line({rule + (by_procedure ? " diagnosis" : ""), std::string(none), root, points, age,
                                   days, group, row.values.at("name")});
    }
    groups_ += csv::line({std::string(no_group), "No group of the workbook", "what no table of the workbook names"});
    rules_ = of_procedures + of_diagnoses +
             csv::line({"rest", std::string(none), std::string(other), "", "", "", std::string(no_group),
                        "No procedure that counts and a diagnosis without a root"});
    return {};
  }

  const std::vector<Sheet>& sheets_;
  const Map& map_;
  const std::string& file_;
  std::vector<std::string> procedure_roots_, diagnosis_roots_;
  std::string clinical_, groups_, rules_;
};

}  // namespace workbook_importing

std::string_view standard_map() {
  return "table,column,sheet,heading\n"
         "diagnoses,code,Diagnosis,ICD-10 Code\n"
         "diagnoses,root,Diagnosis,Root\n"
         "diagnoses,rank,Diagnosis,Hierarchy\n"
         "procedures,code,Procedure,OPCS-4 Code\n"
         "procedures,root,Procedure,Root\n"
         "procedures,rank,Procedure,Hierarchy\n"
         "points,code,CC,ICD-10 Code\n"
         "points,points,CC,CC Score\n"
         "groups,group,HRG,HRG\n"
         "groups,name,HRG,HRG Label\n"
         "groups,root,HRG,Root\n"
         "groups,age_from,HRG,Age From\n"
         "groups,age_to,HRG,Age To\n"
         "groups,days_from,HRG,Days From\n"
         "groups,days_to,HRG,Days To\n"
         "groups,points_from,HRG,CC From\n"
         "groups,points_to,HRG,CC To\n";
}

Result<Folder> import_workbook(std::string_view bytes, const ImportOptions& options, const Folder& usual,
                               const std::string& path) {
  using namespace workbook_importing;
  ONEPOT_TRY(const auto sheets, read_workbook(bytes, options.file));
  csv::Table table = options.map;
  if (table.header.empty()) {
    ONEPOT_TRY(table, csv::parse(standard_map(), "the usual map"));
  }
  ONEPOT_TRY(const auto map, read_map(table));
  ONEPOT_TRY(auto files, Maker(sheets, map, options.file).run());
  Folder out{path, std::move(files)};
  if (const auto fields = usual.files.find("fields.csv"); fields != usual.files.end())
    out.files["fields.csv"] = fields->second;
  out.files["currency.json"] = json::pretty(json::object{{"id", options.id},
                                                         {"name", options.name},
                                                         {"version", options.version},
                                                         {"kind", "admitted"},
                                                         {"error_group", "UZ01Z"},
                                                         {"from", to_iso(options.period.from)},
                                                         {"until", to_iso(options.period.until)},
                                                         {"status", "draft"},
                                                         {"hit", "first"},
                                                         {"source", "imported from " + options.file}});
  json::array names;
  for (const Sheet& sheet : sheets) names.push_back(boost::json::string(sheet.name));
  out.files["imported.json"] = json::pretty(json::object{{"workbook", options.file},
                                                         {"sha256", to_hex(sha256(bytes))},
                                                         {"sheets", names},
                                                         {"tables", digest_of_tables(out)}});
  ONEPOT_CHECK(load_admitted(out));
  return out;
}

}  // namespace onepot::price
