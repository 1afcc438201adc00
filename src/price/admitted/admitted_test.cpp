#include "onepot/price/admitted/admitted.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "onepot/base/csv_scan.h"
#include "onepot/base/files.h"
#include "onepot/base/text.h"
#include "onepot/price/admitted/grouper_files.h"
#include "onepot/price/admitted/stream.h"
#include "onepot/price/rows/columns.h"

namespace onepot::price {
namespace {

const std::string source_dir = ONEPOT_SOURCE_DIR;

Folder teaching_folder() {
  return *read_folder(source_dir + "/currencies/teaching-admitted");
}
const Admitted& teaching() {
  static const Admitted loaded = [] {
    auto currency = load_admitted(teaching_folder());
    if (!currency) throw std::runtime_error(currency.error().text());
    return std::move(*currency);
  }();
  return loaded;
}

std::string shared(const std::string& name) {
  const char* set = std::getenv("ONEPOT_SHARED_DATA");
  return (set != nullptr ? std::string(set) : source_dir + "/../shared/data") + "/nhs/" + name;
}

/// A text as an input, a few bytes at a time when asked.
Read reading(const std::string& text, std::size_t piece = 1 << 20) {
  return [&text, piece, at = std::size_t{0}](char* to, std::size_t most) mutable -> Result<std::size_t> {
    const std::size_t n = std::min({most, piece, text.size() - at});
    text.copy(to, n, at);
    at += n;
    return n;
  };
}

struct Grouped {
  Totals totals;
  std::vector<std::string> outputs;
};
Result<Grouped> grouped(const std::string& text, std::optional<Layout> layout = {}, unsigned threads = 1,
                        std::size_t piece = 1 << 20) {
  ONEPOT_TRY(auto file, EpisodeFile::open(reading(text, piece), std::move(layout), "in.csv", piece));
  const Grouper grouper(teaching(), file.layout(), file.header().size(), "in.csv");
  Grouped out{{}, grouper_headers(grouper, file.header())};
  ONEPOT_TRY(out.totals, group_stream(
                             file, grouper, out.outputs.size(),
                             [](const Grouper& g, const Chunk& chunk, std::span<std::string> outputs) -> Result<void> {
                               write_grouped(g, chunk, outputs);
                               return {};
                             },
                             [&](std::size_t output, std::string_view bytes) -> Result<void> {
                               out.outputs[output] += bytes;
                               return {};
                             },
                             threads));
  return out;
}
std::string refusal_of(const std::string& text, std::optional<Layout> layout = {}) {
  const auto result = grouped(text, std::move(layout));
  return result ? "accepted" : result.error().text();
}

const std::string header_row =
    "PROCODET,PROVSPNO,EPIORDER,STARTAGE,SEX,CLASSPAT,ADMISORC,ADMIMETH,DISDEST,DISMETH,EPIDUR,MAINSPEF,NEOCARE,"
    "TRETSPEF,DIAG_01,DIAG_02,DIAG_03,OPER_01,OPER_02,CRITICALCAREDAYS,REHABILITATIONDAYS,SPCDAYS";
struct Row {
  std::string provider = "RXX", spell = "1";
  int order = 1, age = 70;
  std::string method = "21", diagnoses = "J181,,", procedures = ",";
  int days = 5, critical = 0, rehabilitation = 0, palliative = 0;
  std::string setting = "1";
  std::string text() const {
    return fmt::format("{},{},{},{},1,{},19,{},19,1,{},300,8,300,{},{},{},{},{}\n", provider, spell, order, age,
                       setting, method, days, diagnoses, procedures, critical, rehabilitation, palliative);
  }
};
std::string file_of(const std::vector<Row>& rows) {
  std::string out = header_row + "\n";
  for (const Row& row : rows) out += row.text();
  return out;
}
/// Column of a row (from 0) of an output.
std::string cell(const std::string& output, std::size_t row, const std::string& column) {
  auto rows = csv::Scanner::open(output, "out.csv");
  if (!rows) return rows.error().text();
  if (last_repeats(rows->header())) rows->let_last_repeat();
  csv::Columns columns(rows->table());
  for (std::size_t r = 0;; ++r) {
    const auto more = rows->next();
    if (!more) return more.error().text();
    if (!*more) return "no such row";
    if (r == row) return std::string((*rows)[columns.need(column)]);
  }
}

TEST(Admitted, CalcEpidurIsWhatIsLeftOfTheDays) {
  const auto g = grouped(file_of({{.days = 10, .critical = 3, .rehabilitation = 2, .palliative = 1},
                                  {.spell = "2", .days = 4, .critical = 9},
                                  {.spell = "3", .order = 1, .days = 4, .critical = 1},
                                  {.spell = "3", .order = 2, .days = 6}}));
  ASSERT_TRUE(g) << g.error().text();
  EXPECT_EQ(cell(g->outputs[0], 0, "CalcEpidur"), "4");
  EXPECT_EQ(cell(g->outputs[0], 1, "CalcEpidur"), "0");
  EXPECT_EQ(cell(g->outputs[1], 2, "SpellLOS"), "9");
  EXPECT_EQ(cell(g->outputs[1], 2, "SpellCCDays"), "1");
  EXPECT_EQ(cell(g->outputs[1], 2, "SpellEpisodeCount"), "2");
  EXPECT_EQ(cell(g->outputs[1], 2, "RowNo"), "3");
  EXPECT_EQ(cell(g->outputs[4], 0, "Warning").substr(0, 13), "more-days-out");
}

TEST(Admitted, TheHighestProcedureDecidesASpellAndPointsAreCountedOnce) {
  const auto g = grouped(file_of({{.order = 1, .diagnoses = "J181,A419,J969", .procedures = ","},
                                  {.order = 2, .diagnoses = "S720,A419,J969", .procedures = "M479,W371"},
                                  {.spell = "2", .diagnoses = "J18.1,E119,", .procedures = ","}}));
  ASSERT_TRUE(g) << g.error().text();
  EXPECT_EQ(cell(g->outputs[0], 0, "FCE_HRG"), "PNE1");
  EXPECT_EQ(cell(g->outputs[0], 1, "FCE_HRG"), "HIP1");
  EXPECT_EQ(cell(g->outputs[0], 0, "SpellReportFlag"), "0");
  EXPECT_EQ(cell(g->outputs[0], 1, "SpellReportFlag"), "1");
  EXPECT_EQ(cell(g->outputs[1], 0, "SpellHRG"), "HIP1");
  EXPECT_EQ(cell(g->outputs[1], 0, "SpellGroupingMethodFlag"), "P");
  EXPECT_EQ(cell(g->outputs[1], 0, "SpellDominantProcedure"), "W371");
  EXPECT_EQ(cell(g->outputs[1], 0, "SpellPDiag"), "S720");
  EXPECT_EQ(cell(g->outputs[1], 1, "SpellHRG"), "PNE3");
  EXPECT_EQ(cell(g->outputs[1], 1, "SpellGroupingMethodFlag"), "D");
  EXPECT_EQ(cell(g->outputs[5], 0, "Rule"), "T01");
}

TEST(Admitted, OneBadEpisodeMakesTheSpellUZ01ZAndNothingStops) {
  const auto g = grouped(file_of({{.order = 1},
                                  {.order = 2, .age = 131, .diagnoses = "JJ1,?,", .procedures = "W37,"},
                                  {.spell = "2", .diagnoses = ",,"},
                                  {.spell = "3"}}));
  ASSERT_TRUE(g) << g.error().text();
  EXPECT_EQ(g->totals.episodes, 4U);
  EXPECT_EQ(g->totals.spells, 3U);
  EXPECT_EQ(g->totals.episode_errors, 2U);
  EXPECT_EQ(g->totals.spell_errors, 2U);
  EXPECT_EQ(cell(g->outputs[0], 0, "FCE_HRG"), "PNE3");
  EXPECT_EQ(cell(g->outputs[0], 0, "SpellHRG"), "UZ01Z");
  EXPECT_EQ(cell(g->outputs[0], 1, "FCE_HRG"), "UZ01Z");
  EXPECT_EQ(cell(g->outputs[0], 1, "GroupingMethodFlag"), "U");
  EXPECT_EQ(cell(g->outputs[1], 2, "SpellHRG"), "PNE3");
  // Every fault is told: age, both diagnoses, the procedure.
  EXPECT_EQ(cell(g->outputs[3], 0, "Code Type"), "STARTAGE");
  EXPECT_EQ(cell(g->outputs[3], 0, "Error Message"),
            "bad-value: '131' is not a lawful STARTAGE; expected whole years from 0 to 130");
  EXPECT_EQ(cell(g->outputs[3], 3, "Code Type"), "OPER_01");
  EXPECT_EQ(cell(g->outputs[3], 3, "Iteration"), "4");
  EXPECT_EQ(cell(g->outputs[3], 4, "Error Message"),
            "missing-value: DIAG_01 is empty; expected an ICD-10 code such as J181");
}

TEST(Admitted, SingleItemsMakeGroupsBesideTheCoreOne) {
  const auto g = grouped(file_of({{.order = 1, .procedures = "U21.2,U201", .rehabilitation = 2},
                                  {.order = 2, .procedures = "W371,U051"},
                                  {.spell = "2", .age = 131, .procedures = "U212,"},
                                  {.spell = "3"}}));
  ASSERT_TRUE(g) << g.error().text();
  const auto lines = split_text(g->outputs[0], '\n'), spells = split_text(g->outputs[1], '\n');
  // In the grouper's shape: the first in UnbundledHRGs, the others in fields beyond the header's.
  EXPECT_TRUE(lines[1].ends_with(",SCAN1,ECHO1,RHB1*2")) << lines[1];
  EXPECT_TRUE(lines[2].ends_with(",SCAN1")) << lines[2];
  EXPECT_TRUE(spells[1].ends_with(",SCAN1,ECHO1,RHB1*2,SCAN1")) << spells[1];
  EXPECT_EQ(cell(g->outputs[0], 0, "UnbundledHRGs"), "SCAN1");
  EXPECT_EQ(cell(g->outputs[0], 0, "SpellHRG"), "HIP2");  // the core group is as it was
  EXPECT_EQ(cell(g->outputs[1], 2, "UnbundledHRGs"), "");
  EXPECT_EQ(g->outputs[6], "RowNo,Iteration,UnbundledHRGs\n1,1,SCAN1\n1,2,ECHO1\n1,3,RHB1*2\n2,1,SCAN1\n");
}

TEST(Admitted, TablesOfUnbundledGroupsAndMethodsAreRefusedWithTheirPlace) {
  const auto why = [](const std::string& name, const std::string& text) {
    Folder folder = teaching_folder();
    folder.files[name] = text;
    const auto loaded = load_admitted(folder);
    return loaded ? std::string("accepted") : loaded.error().where.column + ":" + loaded.error().code;
  };
  const std::string unbundled = "group,name,from,code,words\n", methods = "rule,method\n";
  EXPECT_EQ(why("unbundled.csv", unbundled + "S1,A scan,procedure,U21,a scan\nS1,A scan,procedure,U22,a scan\n"),
            "accepted");
  EXPECT_EQ(why("unbundled.csv", unbundled + "HIP1,A hip,procedure,U21,a hip\n"), "group:bad-group");
  EXPECT_EQ(why("unbundled.csv", unbundled + "S*1,A scan,procedure,U21,a scan\n"), "group:bad-group");
  EXPECT_EQ(why("unbundled.csv", unbundled + "S1,a,procedure,U21,a\nS2,b,procedure,U21,b\n"), "code:bad-code");
  EXPECT_EQ(why("unbundled.csv", unbundled + "S1,a,diagnosis,U21,a\n"), "from:bad-from");
  EXPECT_EQ(why("unbundled.csv", unbundled + "S1,a,days,EPIDUR,a\n"), "code:unknown-field");
  EXPECT_EQ(why("unbundled.csv", unbundled + "S1,a,days,SPCDAYS,a\nS2,b,days,SPCDAYS,b\n"), "code:repeated-code");
  EXPECT_EQ(why("methods.csv", methods + "T01,G\n"), "accepted");
  EXPECT_EQ(why("methods.csv", methods + "T01,X\n"), "method:bad-method");
  EXPECT_EQ(why("methods.csv", methods + "T999,G\n"), "rule:unknown-rule");
  Folder folder = teaching_folder();
  folder.files["methods.csv"] = methods + "T01,G\n";
  EXPECT_EQ(load_admitted(folder)->methods.front(), 'G');
}

TEST(Admitted, RowsMustBeSortedAsTextOrAsNumbers) {
  EXPECT_EQ(refusal_of(file_of({{.spell = "9"}, {.spell = "10"}})), "accepted");
  EXPECT_EQ(refusal_of(file_of({{.spell = "10"}, {.spell = "9"}})), "accepted");
  const std::string why =
      "the rows are not in the order of provider, spell and episode; sort them so that each spell stands together";
  EXPECT_EQ(refusal_of(file_of({{.spell = "2"}, {.spell = "3"}, {.spell = "2"}})), "in.csv:4:PROVSPNO: " + why);
  EXPECT_EQ(refusal_of(file_of({{.order = 2}, {.order = 1}})), "in.csv:3:PROVSPNO: " + why);
  EXPECT_EQ(refusal_of(file_of({{.provider = "RXY"}, {.provider = "RXX", .spell = "2"}})), "in.csv:3:PROVSPNO: " + why);
  const auto twice = grouped(file_of({{.order = 1}, {.order = 1}}));
  ASSERT_TRUE(twice);
  EXPECT_EQ(cell(twice->outputs[3], 0, "Error Message"), "repeated-episode: the spell has episode 1 twice");
}

TEST(Admitted, TheSampleOfTheNationalGrouper) {
  const auto text = read_file(shared("apc_sample_episodes.csv"));
  const auto rdf = read_file(shared("apc_default.rdf"));
  if (!text || !rdf) GTEST_SKIP() << "no sample data at " << shared("");
  auto layout = read_layout(*rdf, "apc_default.rdf");
  ASSERT_TRUE(layout) << layout.error().text();
  EXPECT_EQ(layout->places.size(), 43U);
  const auto one = grouped(*text, *layout);
  ASSERT_TRUE(one) << one.error().text();
  EXPECT_EQ(one->totals.episodes, 752U);
  EXPECT_EQ(one->totals.spells, 478U);
  // Its deliberate errors: no diagnosis, no specialty, a way of staying 10, sources and destinations that do not exist.
  EXPECT_GT(one->totals.episode_errors, 0U);
  EXPECT_LT(one->totals.episode_errors, 20U);
  const auto by_header = grouped(*text, std::nullopt, 2, 1000);
  ASSERT_TRUE(by_header);
  EXPECT_EQ(by_header->outputs, one->outputs);
}

TEST(Admitted, AColumnOffIsNoticedThoughEveryCodeIsLawful) {
  const auto text = read_file(shared("apc_sample_episodes.csv"));
  const auto rdf = read_file(shared("apc_default.rdf"));
  if (!text || !rdf) GTEST_SKIP() << "no sample data at " << shared("");
  const auto good = *read_layout(*rdf, "apc.rdf");
  // The header gives it away where it has the grouper's names.
  Layout off = good;
  for (std::size_t d = 0; d < off.diagnoses; ++d) ++off.places[single_fields + d].column;
  EXPECT_EQ(refusal_of(*text, off),
            "in.csv:1:DIAG_02: the layout apc.rdf reads DIAG_01 from column 16, where this file has DIAG_02");
  // Where it has names of the sender's own, the rows do.
  std::string plain = *text;
  const std::size_t end = plain.find('\n');
  std::string header;
  for (int c = 1; c <= 44; ++c) header += (c > 1 ? ",c" : "c") + std::to_string(c);
  plain.replace(0, end, header);
  EXPECT_EQ(refusal_of(plain, good), "accepted");
  EXPECT_EQ(refusal_of(plain, off).substr(0, 46), "in.csv:DIAG_01: from DIAG_01 (column 16) to DI");
  for (std::size_t first = 0; first < good.places.size(); ++first) {
    Layout later = good;
    for (auto& place : later.places)
      if (place.column >= good.places[first].column) ++place.column;
    const auto why = refusal_of(plain, later);
    EXPECT_NE(why, "accepted") << good.places[first].name;
  }
}

/// Each line of a text with something behind it; the first line is the header's.
std::string behind(const std::string& text, const std::string& header, const std::string& row) {
  std::string out;
  for (const auto& line : split_text(text, '\n'))
    if (!line.empty()) out += line + (out.empty() ? header : row) + "\n";
  return out;
}

TEST(Admitted, ColumnsBehindTheLayoutsPassNamedOrNot) {
  std::vector<Row> rows;
  for (int i = 0; i < 30; ++i) rows.push_back({.spell = std::to_string(100 + i)});
  const std::string text = file_of(rows);
  const auto plain = grouped(text), named = grouped(behind(text, ",Own", ",mine")),
             unnamed = grouped(behind(text, "", ",mine,\"a,b\"")), fewer = grouped(behind(text, ",Own,", ""));
  ASSERT_TRUE(plain && named && unnamed && fewer);
  for (const auto* g : {&*named, &*unnamed, &*fewer}) {
    EXPECT_EQ(g->outputs[1], plain->outputs[1]);
    EXPECT_EQ(cell(g->outputs[0], 29, "FCE_HRG"), "PNE3");
  }
  const auto columns = split_text(header_row, ',').size();
  EXPECT_EQ(cell(named->outputs[0], 7, "Own"), "mine");
  EXPECT_EQ(cell(unnamed->outputs[0], 7, fmt::format("Column{}", columns + 2)), "a,b");
  EXPECT_EQ(fewer->outputs[0], plain->outputs[0]);
  // One row that is longer than the others has a cell too many somewhere: nobody knows where.
  EXPECT_EQ(refusal_of(text + "x," + Row{.spell = "200"}.text()),
            fmt::format("in.csv:32: the row has {} columns; the header has {}", columns + 1, columns));
  // Too few rows to know that the columns stand behind the layout's.
  EXPECT_EQ(refusal_of(behind(file_of({{}}), "", ",mine")),
            fmt::format("in.csv:2: the row has {} columns; the header has {}", columns + 1, columns));
}

TEST(Admitted, AFileWithoutAHeaderLosesNoEpisodeUnsaid) {
  const std::string text = file_of({{.spell = "1"}, {.spell = "2"}});
  auto layout = layout_of_header(split_text(header_row, ','), "in.rdf");
  ASSERT_TRUE(layout) << layout.error().text();
  EXPECT_EQ(refusal_of(text, *layout), "accepted");
  EXPECT_EQ(refusal_of(text.substr(text.find('\n') + 1), *layout),
            "in.csv:1:PROCODET: the first row holds an episode, not the names of columns; put a header row above it, "
            "or the episode would be lost");
}

TEST(Admitted, ALineThatIsNotUtf8IsNamed) {
  EXPECT_EQ(refusal_of(file_of({{.spell = "1"}, {.spell = "2"}, {.spell = "3\xe9"}})),
            "in.csv:4: the line is not UTF-8");
}

TEST(Admitted, AnyCutAndAnyNumberOfThreadsGiveTheSameBytes) {
  EXPECT_TRUE(rc::check([] {
    std::string text = header_row + "\n";
    const int spells = *rc::gen::inRange(1, 60);
    for (int s = 0; s < spells; ++s) {
      const int episodes = *rc::gen::inRange(1, 4);
      for (int e = 1; e <= episodes; ++e) {
        Row row{.spell = std::to_string(1000 + s), .order = e, .age = *rc::gen::inRange(-1, 120)};
        row.diagnoses =
            *rc::gen::element<std::string>("J181,E119,A419", "S720,,", "\"I639\",,", "R69X6,X,", "Z380,,Z515");
        row.procedures = *rc::gen::element<std::string>(",", "W371,", "C751,W371", "\"G4\"\"5\",");
        row.days = *rc::gen::inRange(0, 40);
        text += row.text();
      }
    }
    const auto one = grouped(text);
    RC_ASSERT(one.has_value());
    const auto two = grouped(text, std::nullopt, 3, static_cast<std::size_t>(*rc::gen::inRange(7, 300)));
    RC_ASSERT(two.has_value());
    RC_ASSERT(one->outputs == two->outputs);
  }));
}

}  // namespace
}  // namespace onepot::price
