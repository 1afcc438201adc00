#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/base/csv.h"
#include "onepot/base/date.h"
#include "onepot/base/hash.h"
#include "onepot/base/hours.h"
#include "onepot/base/ids.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"

namespace onepot {
namespace {

TEST(Date, KnowsTheCalendar) {
  EXPECT_EQ(to_iso(*parse_date("2024-02-29")), "2024-02-29");
  for (const auto* bad : {"2023-02-29", "2026-13-01", "2026-1-01", "01/04/2026", "", "2026-04-01 "})
    EXPECT_FALSE(parse_date(bad)) << bad;
  EXPECT_EQ(to_iso(add_months(Date(2026, 1, 31), 1)), "2026-02-28");
  EXPECT_EQ(to_words(Date(2026, 4, 1)), "1 April 2026");
  EXPECT_EQ(weekday_from_monday(Date(2026, 11, 21)), 5);
  EXPECT_EQ(age_on(Date(1990, 11, 22), Date(2026, 11, 21)), 35);
  EXPECT_EQ(to_iso(*parse_instant("2026-04-01T09:30:00Z")), "2026-04-01T09:30:00Z");
}

TEST(Rational, IsExact) {
  EXPECT_EQ(*parse_rational("0.25"), Rational(1, 4));
  EXPECT_EQ(*parse_rational("-1.5"), Rational(-3, 2));
  EXPECT_EQ(*parse_rational("2/6"), Rational(1, 3));
  EXPECT_EQ(Rational(1, 3) + Rational(1, 6), Rational(1, 2));
  EXPECT_LT(Rational(-1, 2), Rational(1, 3));
  for (const auto* bad : {"", ".", "1.", "a", "1/0", "1/-2", "1.x", "-", "--1.5"})
    EXPECT_FALSE(parse_rational(bad)) << bad;
}

TEST(Hours, AreWholeMinutes) {
  EXPECT_EQ(*parse_hours("3.5"), Hours::minutes(210));
  EXPECT_FALSE(parse_hours("0.01"));
  EXPECT_EQ(cost(Hours::minutes(90), Pence(2000)), Pence(3000));
  EXPECT_EQ(to_decimal(Hours::minutes(210)), "3.5");
}

TEST(Csv, ReadsWhatRfc4180Allows) {
  const auto t = csv::parse("\xef\xbb\xbfname,words\r\nPete,\"I want, \"\"my\"\"\nown door\"\r\nSam,\r\n", "x.csv");
  ASSERT_TRUE(t) << t.error().text();
  EXPECT_EQ(t->records[0].fields[1], "I want, \"my\"\nown door");
  EXPECT_EQ(t->records[1].line, 4);
  EXPECT_EQ(csv::line({"a,b", "c"}), "\"a,b\",c\n");
}

TEST(Csv, NamesThePlaceOfWhatIsWrong) {
  EXPECT_EQ(csv::parse("a,b\n1\n", "x.csv").error().text(), "x.csv:2: this row has 1 fields; the header has 2");
  EXPECT_EQ(csv::parse("a\n\"1\n", "x.csv").error().code, "open-quote");
  EXPECT_EQ(csv::parse("a\n\xff\n", "x.csv").error().where.line, 2);
  const auto t = csv::parse("a,z\n1,2\n", "x.csv");
  csv::Columns c(*t);
  c.need("a");
  c.need("b");
  EXPECT_EQ(c.done().error().where.column, "b");
  EXPECT_EQ(c.warnings().size(), 1U);
}

TEST(Csv, AnyTableGoesThereAndBack) {
  EXPECT_TRUE(rc::check([](const std::vector<std::string>& raw) {
    std::vector<std::string> fields = raw;
    for (auto& f : fields) std::erase_if(f, [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c == '\r'; });
    fields.emplace_back("end");
    std::string header;
    for (std::size_t i = 0; i < fields.size(); ++i) header += (i > 0 ? ",c" : "c") + std::to_string(i);
    const auto back = csv::parse(header + "\n" + csv::line(fields), "x");
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->records.at(0).fields == fields);
  }));
}

TEST(Json, NamesLineAndColumn) {
  EXPECT_EQ(json::parse("{\n \"a\": 1,\n \"b\": x}", "v.json").error().where.line, 3);
  EXPECT_TRUE(json::parse("{\"a\":[1,2]} \n", "v.json"));
  EXPECT_FALSE(json::parse("{} {}", "v.json"));
  EXPECT_EQ(json::pretty(*json::parse("{\"a\":[1,{}]}", "")), "{\n  \"a\": [\n    1,\n    {}\n  ]\n}\n");
}

TEST(Hash, IsSha256) {
  EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Ids, AreVersionSevenAndInOrder) {
  Random random(1);
  const auto a = uuid7(Instant(std::chrono::milliseconds(1000)), random),
             b = uuid7(Instant(std::chrono::milliseconds(1001)), random);
  EXPECT_LT(a, b);
  EXPECT_EQ(a[14], '7');
  EXPECT_EQ(a.size(), 36U);
}

// Inputs that the fuzz targets found.
TEST(Values, RefuseWhatCannotBeKept) {
  EXPECT_EQ(parse_rational("-6104511111111.451111111").error().code, "bad-number");
  EXPECT_EQ(parse_hours("999999999999999999/999999999999").error().code, "bad-hours");
  EXPECT_EQ(json::parse("22333333000e0000049264", "x.json").error().code, "bad-json");
  EXPECT_EQ(csv::parse("\t\t", "x.csv").error().code, "no-header");
  EXPECT_EQ(csv::parse("a\n" + csv::line({""}), "x.csv")->records.size(), 1U);
}

TEST(Text, KnowsUtf8) {
  EXPECT_TRUE(valid_utf8("Siân £5 👋"));
  for (const auto* bad : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xe2\x82"})
    EXPECT_FALSE(valid_utf8(bad));
  EXPECT_EQ(and_list({"Pete", "Sam", "Ali"}), "Pete, Sam and Ali");
}

}  // namespace
}  // namespace onepot
