#include "onepot/price/admitted/workbook.h"

#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>

#include "onepot/base/files.h"
#include "onepot/price/admitted/admitted.h"

namespace onepot::price {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// A workbook written by somebody else's library; numbers are numbers in it.
std::string workbook(const std::vector<std::pair<std::string, Rows>>& sheets, bool constant_memory = false) {
  const auto path = (std::filesystem::temp_directory_path() / fmt::format("onepot-{}.xlsx", ::getpid())).string();
  lxw_workbook_options options{};
  options.constant_memory = constant_memory ? LXW_TRUE : LXW_FALSE;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  for (const auto& [name, rows] : sheets) {
    lxw_worksheet* sheet = workbook_add_worksheet(book, name.c_str());
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (std::size_t c = 0; c < rows[r].size(); ++c) {
        const std::string& cell = rows[r][c];
        const bool number = !cell.empty() && cell.find_first_not_of("0123456789") == std::string::npos;
        if (number)
          worksheet_write_number(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c), std::atof(cell.c_str()),
                                 nullptr);
        else if (!cell.empty())
          worksheet_write_string(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c), cell.c_str(), nullptr);
      }
  }
  workbook_close(book);
  auto bytes = read_file(path);
  std::filesystem::remove(path);
  return bytes ? *bytes : std::string();
}

std::vector<std::pair<std::string, Rows>> small() {
  return {{"Contents", {{"A small workbook of the shape"}}},
          {"Diagnosis",
           {{"All diagnoses"},
            {},
            {"ICD-10 Code", "Label", "Root", "Hierarchy"},
            {"J18.1", "Lobar pneumonia", "ZA01", "5"},
            {"J18", "Pneumonia & more", "ZA01", "4"},
            {"I63", "Infarction", "ZB01", "9"}}},
          {"Procedure", {{"OPCS-4 Code", "Root", "Hierarchy"}, {"W37.1", "ZC01", "12"}, {"C71", "ZC02", "3"}}},
          {"CC", {{"ICD-10 Code", "CC Score"}, {"A41", "6"}, {"E11", "1"}}},
          {"HRG",
           {{"HRG", "HRG Label", "Root", "Age From", "Age To", "Days From", "Days To", "CC From", "CC To"},
            {"ZC01A", "Hip, 5+", "ZC01", "", "", "", "", "5", ""},
            {"ZC01B", "Hip, 0-4", "ZC01", "", "", "", "", "0", "4"},
            {"ZC02Z", "Eye", "ZC02"},
            {"ZA01A", "Pneumonia, 19 and over", "ZA01", "19"},
            {"ZA01B", "Pneumonia, 18 and under", "ZA01", "", "18"},
            {"ZB01A", "Stroke, 2 days or more", "ZB01", "", "", "2", ""},
            {"ZB01B", "Stroke, 1 day or less", "ZB01", "", "", "", "1"}}}};
}

Result<Folder> imported(const std::string& bytes, const std::string& map = "") {
  const auto usual = read_folder(std::string(ONEPOT_SOURCE_DIR) + "/currencies/teaching-admitted");
  if (!usual) return tl::unexpected<Refusal>(usual.error());
  ImportOptions options{.id = "hrg4plus",
                        .name = "HRG4+",
                        .version = "test",
                        .period = {Date(2024, 4, 1), Date(2025, 3, 31)},
                        .map = {},
                        .file = "book.xlsx"};
  if (!map.empty()) options.map = *csv::parse(map, "map.csv");
  return import_workbook(bytes, options, *usual, "hrg");
}
std::string why(const Result<Folder>& r) {
  return r ? "accepted" : r.error().text();
}

TEST(Workbook, ReadsWhatAnotherLibraryWrote) {
  for (const bool inline_texts : {false, true}) {
    const auto sheets = read_workbook(workbook(small(), inline_texts), "book.xlsx");
    ASSERT_TRUE(sheets) << sheets.error().text();
    ASSERT_EQ(sheets->size(), 5U);
    EXPECT_EQ((*sheets)[1].name, "Diagnosis");
    EXPECT_EQ((*sheets)[1].rows[4], (std::vector<std::string>{"J18", "Pneumonia & more", "ZA01", "4"}));
    EXPECT_TRUE((*sheets)[1].rows[1].empty());
  }
}

TEST(Workbook, BecomesACurrencyThatMayBeCalledHrg) {
  auto folder = imported(workbook(small()));
  ASSERT_TRUE(folder) << folder.error().text();
  const auto loaded = load_admitted(*folder);
  ASSERT_TRUE(loaded) << loaded.error().text();
  EXPECT_TRUE(loaded->imported);
  const Currency& c = loaded->currency;
  Record record(c.attributes.size(), 0);
  const auto set = [&](const char* attribute, const char* value) {
    const auto a = *c.attribute(attribute);
    record[a] = *parse_value(c.attributes[a], value);
  };
  set("procedure", "ZC01");
  set("points", "5");
  EXPECT_EQ(c.groups[c.group_of(record)].id, "ZC01A");
  set("points", "4");
  EXPECT_EQ(c.groups[c.group_of(record)].id, "ZC01B");
  set("procedure", "none");
  set("condition", "ZA01");
  set("age", "18");
  EXPECT_EQ(c.groups[c.group_of(record)].id, "ZA01B");
  set("condition", "other");
  EXPECT_EQ(c.groups[c.group_of(record)].id, "NOGROUP");
  // A table altered by hand is no longer the published one.
  std::string& groups = folder->files["groups.csv"];
  groups.replace(groups.find("Eye"), 3, "Ear");
  EXPECT_EQ(load_admitted(*folder).error().code, "not-hrg");
}

TEST(Workbook, RefusesWithSheetAndRow) {
  auto sheets = small();
  sheets[4].second[2] = {"ZC01B", "Hip, 0-3", "ZC01", "", "", "", "", "0", "3"};
  EXPECT_EQ(why(imported(workbook(sheets))),
            "hrg/rules.csv: no rule takes the record with procedure ZC01, condition other, points 4, age 0 and days 0");
  sheets = small();
  sheets[4].second[3] = {"ZX09Z", "Nothing leads here", "ZX09"};
  EXPECT_EQ(why(imported(workbook(sheets))), "book.xlsx:4:HRG: no code leads to the root ZX09 of the group ZX09Z");
  sheets = small();
  sheets[1].second.push_back({"J181", "Again", "ZA01", "1"});
  EXPECT_EQ(why(imported(workbook(sheets))), "book.xlsx:7:Diagnosis: the code J181 stands above already");
  sheets = small();
  sheets[2].second[0][2] = "Priority";
  EXPECT_EQ(why(imported(workbook(sheets))),
            "book.xlsx:Procedure: no row of the sheet has all the headings, such as 'Hierarchy'");
  EXPECT_EQ(why(imported("PK no workbook")).substr(0, 9), "book.xlsx");
  EXPECT_EQ(why(imported(workbook({{"One", {{"x"}}}}))),
            "book.xlsx: there is no sheet 'Procedure'; the workbook has One");
  const std::string bytes = workbook(small());
  EXPECT_NE(why(imported(bytes.substr(0, bytes.size() / 2))), "accepted");
}

TEST(Workbook, NobodyElseMayBeCalledHrg) {
  auto folder = *read_folder(std::string(ONEPOT_SOURCE_DIR) + "/currencies/teaching-admitted");
  std::string& head = folder.files["currency.json"];
  head.replace(head.find("Teaching groups"), 15, "HRG 4+ groups");
  EXPECT_EQ(load_admitted(folder).error().code, "not-hrg");
}

}  // namespace
}  // namespace onepot::price
