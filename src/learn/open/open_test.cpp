#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "onepot/learn/open/cld.h"
#include "onepot/learn/open/extract.h"

namespace onepot::learn {
namespace {

const std::string key(32, 'k');

csv::Table table_of(const std::string& text) {
  return *csv::parse(text, "t.csv");
}

ExtractPlan people_plan(std::int64_t together) {
  return {{{"person", ExtractKind::pseudonym, {}, false, "who"},
           {"born", ExtractKind::year, {}, true, "year of birth"},
           {"age", ExtractKind::band, {18, 65, 85}, true, "age"},
           {"area", ExtractKind::keep, {}, true, "ward"},
           {"score", ExtractKind::number, {}, false, "how life is"}},
          together,
          key};
}

TEST(Extract, PseudonymsBandsAndMonths) {
  const auto out = extract(table_of("name,person,born,age,area,score\nPete Smith,p1,1990-05-06,36,North,12.5\n"
                                    "Sam Jones,p2,1990-01-02,36,North,\n"),
                           people_plan(2));
  ASSERT_TRUE(out) << out.error().text();
  const std::string text = to_csv(*out);
  EXPECT_EQ(text.find("Pete"), std::string::npos);
  EXPECT_EQ(text.find("p1"), std::string::npos);
  EXPECT_NE(text.find("1990,18 to 64,North,12.5"), std::string::npos);
  EXPECT_EQ(out->left_out, std::vector<std::string>{"name"});
  EXPECT_EQ(out->held_back, 0U);
  EXPECT_NE(out->dictionary.find("age,band,yes,age,18 to 64,0"), std::string::npos);
  // Another key, other names; the same key, the same.
  auto other = people_plan(2);
  other.key[0] = 'x';
  const auto again =
      extract(table_of("person,born,age,area,score\np1,1990-05-06,36,North,1\np2,1990-01-02,36,North,\n"), other);
  std::set<std::string> a{out->rows[0][0], out->rows[1][0]}, b{again->rows[0][0], again->rows[1][0]};
  EXPECT_EQ(a.size(), 2U);
  EXPECT_TRUE(std::ranges::none_of(a, [&](const auto& x) { return b.contains(x); }));
}

TEST(Extract, TheKeyedHashIsThePublishedOne) {
  // HMAC-SHA-256 (RFC 2104) by another program, openssl dgst -mac HMAC, of "person" 0x1f "p1" under 32 bytes 0x0b.
  ExtractPlan plan{{{"person", ExtractKind::pseudonym, {}, false, ""}}, 1, std::string(32, '\x0b')};
  const auto out = extract(table_of("person\np1\n"), plan);
  EXPECT_EQ(out->rows[0][0], "79344206c6f4415aa80078908dc7b7a5");
}

TEST(Extract, RefusesAPlanThatWouldTell) {
  auto plan = people_plan(1);
  plan.key = "short";
  EXPECT_EQ(extract(table_of("person,born,age,area,score\n"), plan).error().code, "plan");
  const auto bad = extract(table_of("person,born,age,area,score\np,1990-13-01,3,N,1\n"), people_plan(1));
  EXPECT_TRUE(bad.error().text().starts_with("t.csv:2:born: '1990-13-01' is not a day"));
}

RC_GTEST_PROP(Extract, NobodyStandsOutAndItReadsBackToTheByte, ()) {
  std::string text = "person,born,age,area,score\n";
  for (int i = *rc::gen::inRange(0, 60); i > 0; --i)
    text += fmt::format("p{},{}-01-01,{},a{},{}\n", *rc::gen::inRange(0, 30), *rc::gen::inRange(1990, 1993),
                        *rc::gen::inRange(10, 90), *rc::gen::inRange(0, 3), *rc::gen::inRange(0, 24));
  const auto plan = people_plan(*rc::gen::inRange(1, 6));
  const auto out = extract(table_of(text), plan);
  RC_ASSERT(out);
  std::map<std::vector<std::string>, std::set<std::string>> crowd;
  for (const auto& row : out->rows) crowd[{row[1], row[2], row[3]}].insert(row[0]);
  for (const auto& [tells, people] : crowd) RC_ASSERT(std::ssize(people) >= plan.together);
  const std::string bytes = to_csv(*out);
  const auto back = read_extract(*csv::parse(bytes, "e.csv"), out->dictionary, "d.csv");
  RC_ASSERT(back);
  RC_ASSERT(to_csv(*back) == bytes);
}

TEST(Cld, NhsNumbers) {
  EXPECT_TRUE(valid_nhs_number("943 476 5919"));  // the NHS Data Dictionary's example
  EXPECT_FALSE(valid_nhs_number("943 476 5918"));
  EXPECT_FALSE(valid_nhs_number("94347659"));
  EXPECT_FALSE(valid_nhs_number("943476591x"));
}

const std::string head =
    "LA_Code,Reporting_Period_Start_Date,Reporting_Period_End_Date,NHS_Number,LA_Person_Unique_Identifier,Gender,"
    "Ethnicity,"
    "Date_of_Birth,Client_Type,Primary_Support_Reason,Postcode,Accommodation_Status,Has_Unpaid_Carer,Client_Funding_"
    "Status,"
    "Event_Type,Event_Start_Date,Event_End_Date,Event_Outcome,Request Route of Access,Service_Type,Service_Component,"
    "Delivery_Mechanism,Unit_Cost,Cost_Frequency_Unit_Type,Planned_units_per_week\n";
const std::string service_row =
    "999,2026-01-01,2026-03-31,9434765919,p1,Female,White: Irish,1960-02-03,Service user,Physical support,AB1 "
    "2CD,Tenant,No,"
    "Council,Service,2025-06-01,,Continuation of support or services,,Long term support: Community,Home support,Direct "
    "payment,120.00,Weekly,3.5\n";
const std::string request_row =
    "999,2026-01-01,2026-03-31,9434765919,p2,Male,White: Roma,1970-02-03,Service user,,AB1 "
    "2CD,Tenant,No,,Request,2026-02-01,"
    "2026-02-03,NFA: Support declined,Community,,,,,,\n";

TEST(Cld, ASoundFileHasNoFaultAndComesBackAsItWas) {
  const auto file = read_cld(table_of(head + service_row + request_row));
  ASSERT_TRUE(file) << file.error().text();
  const auto report = check_cld(file->events);
  for (const auto& f : report.faults) ADD_FAILURE() << f.line << " " << f.field << " " << f.sentence;
  EXPECT_EQ(report.events, 2);
  const auto again = read_cld(table_of(cld_csv(file->events, true)));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->missing.empty());
  EXPECT_EQ(cld_csv(again->events, true), cld_csv(file->events, true));
  const std::string open = cld_csv(file->events, false);
  EXPECT_EQ(open.find("9434765919"), std::string::npos);
  EXPECT_EQ(open.find("AB1 2CD"), std::string::npos);
  EXPECT_EQ(open.find("1960-02-03"), std::string::npos);
}

TEST(Cld, EachRuleIsBrokenOnce) {
  const auto faults = [](std::string text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    std::string out;
    for (const auto& f : check_cld(read_cld(table_of(head + text))->events).faults) out += f.field + ":" + f.code + " ";
    return out;
  };
  EXPECT_EQ(faults(service_row, "9434765919", "9434765918"), "NHS_Number:invalid ");
  EXPECT_EQ(faults(service_row, "White: Irish", "Green"), "Ethnicity:invalid ");
  EXPECT_EQ(faults(service_row, "120.00,Weekly", ",Weekly"), "Unit_Cost:blank ");
  EXPECT_EQ(faults(service_row, "120.00,Weekly", "a lot,Weekly"), "Unit_Cost:invalid ");
  EXPECT_EQ(faults(service_row, "Weekly,3.5", "Weekly,"), "Planned_units_per_week:blank ");
  EXPECT_EQ(faults(service_row, "Weekly,3.5", "Weekly,often"), "Planned_units_per_week:invalid ");
  EXPECT_EQ(faults(service_row, "2025-06-01", "2026-04-01"), "Event_Start_Date:order ");
  EXPECT_EQ(faults(service_row, "2025-06-01,,", "2025-06-01,2025-12-31,"), "Event_End_Date:order ");
  EXPECT_EQ(faults(request_row, "2026-02-03,NFA", ",NFA"), "Event_End_Date:blank ");
  EXPECT_EQ(faults(request_row, "2026-02-03,NFA", "2026-01-31,NFA"), "Event_End_Date:order ");
  EXPECT_EQ(faults(request_row, "Community,,,,,,", "Community,Long term support: Community,,,,,"),
            "Service_Type:not-applicable ");
  // What names a person stands in no message.
  for (const auto& f : check_cld(read_cld(table_of(head + service_row))->events).faults)
    EXPECT_EQ(f.sentence.find("9434765919"), std::string::npos);
}

TEST(Cld, WhatIsNotClientLevelDataIsRefused) {
  EXPECT_TRUE(read_cld(table_of("a,b\n1,2\n")).error().text().starts_with("t.csv:1:LA_Code: this is not client level"));
  EXPECT_TRUE(
      read_cld(table_of("LA_Code,LA code,Event_Type\n1,2,3\n")).error().text().starts_with("t.csv:1:LA code: "));
  EXPECT_EQ(read_cld(table_of("LA_Code,Event_Type,Shoe_Size\n1,Request,9\n"))->unknown,
            std::vector<std::string>{"Shoe_Size"});
}

}  // namespace
}  // namespace onepot::learn
