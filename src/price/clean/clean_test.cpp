#include "onepot/price/clean.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace onepot::price {
namespace {

const std::string head = "record,person,provider,admitted,discharged,price\n";
Result<Cleaned> cleaned(const std::string& rows, const std::string& decisions = "") {
  CleanOptions options;
  if (!decisions.empty()) options.decisions = *csv::parse("finding,decision\n" + decisions, "decisions.csv");
  const auto table = csv::parse(head + rows, "stays.csv");
  if (!table) return tl::unexpected<Refusal>(table.error());
  return clean(*table, options);
}
std::vector<std::string> told(const Cleaned& c) {
  std::vector<std::string> out;
  for (const Finding& f : c.findings)
    out.push_back(fmt::format("{} {} {} {}", to_text(f.kind), f.row, f.other, to_decimal(f.effect)));
  return out;
}

TEST(Clean, EachKindWithItsPounds) {
  const auto c = cleaned(
      "a,p1,RXX,2026-01-01,2026-01-11,1000.00\n"
      "b,p1,RXX,2026-01-01,2026-01-11,900.00\n"  // the same stay again
      "c,p1,RXX,2026-01-03,2026-01-04,250.00\n"  // within a
      "d,p1,RYY,2026-01-09,2026-01-15,600.00\n"  // two of six nights are a's
      "e,p2,RXX,2025-06-01,,700.00\n"            // open for months
      "f,p3,RXX,2026-01-10,,80.00\n"             // open, and home again since
      "g,p3,RXX,2026-01-20,2026-01-21,90.00\n"
      "h,p4,RXX,2026-01-19,,50.00\n");  // open for two days: still there
  ASSERT_TRUE(c) << c.error().text();
  EXPECT_EQ(told(*c),
            (std::vector<std::string>{"duplicate 1 0 -900.00", "contained 2 0 -250.00", "two-beds 3 0 -200.00",
                                      "never-closed 4 4 -700.00", "never-closed 5 6 -80.00"}));
  EXPECT_EQ(c->before, Pence(367000));
  EXPECT_EQ(c->after, Pence(154000));
  ASSERT_EQ(c->kept.records.size(), 4U);
  EXPECT_EQ(c->kept.records[1].fields[3], "2026-01-11");
  EXPECT_EQ(c->kept.records[1].fields[5], "400.00");
}

TEST(Clean, TheSameRowSentTwiceIsADuplicateEachToBeUndone) {
  const std::string row = "a,p,R,2026-01-02,2026-01-05,10.00\n";
  const auto c = cleaned(row + row + row);
  ASSERT_TRUE(c) << c.error().text();
  EXPECT_EQ(told(*c), (std::vector<std::string>{"duplicate 1 0 -10.00", "duplicate 2 0 -10.00"}));
  EXPECT_EQ(c->after, Pence(1000));
  const auto undone = cleaned(row + row + row, c->findings[1].id + ",undo\n");
  ASSERT_TRUE(undone) << undone.error().text();
  // It stands as a stay again, and what it still is, is told in its turn.
  EXPECT_EQ(told(*undone),
            (std::vector<std::string>{"duplicate 1 0 -10.00", "duplicate 2 0 -10.00", "contained 2 0 -10.00"}));
  EXPECT_TRUE(undone->findings[0].accepted);
  EXPECT_FALSE(undone->findings[1].accepted);
}

TEST(Clean, ATransferOnOneDayIsNoOverlapAndADayOutIsNotTwoBeds) {
  const auto c = cleaned(
      "a,p1,RXX,2026-01-01,2026-01-11,1000.00\n"
      "b,p1,RYY,2026-01-11,2026-01-15,600.00\n"
      "c,p1,RYY,2026-01-05,2026-01-05,100.00\n");
  ASSERT_TRUE(c);
  EXPECT_TRUE(c->findings.empty());
}

TEST(Clean, RefusesWithThePlace) {
  const auto why = [](const std::string& rows, const std::string& decisions = "") {
    const auto c = cleaned(rows, decisions);
    return c ? std::string("accepted") : c.error().text();
  };
  EXPECT_EQ(why("a,p,R,2026-01-02,2026-01-01,1.00\n"), "stays.csv:2:discharged: the stay ends before it begins");
  EXPECT_EQ(why("a,p,R,2026-01-02,,1.00\na,p,R,2026-01-03,,1.00\n"),
            "stays.csv:3:record: another stay above has this id; a stay needs an id of its own");
  EXPECT_EQ(why("a,,R,2026-01-02,,1.00\n").substr(0, 19), "stays.csv:2:person:");
  const auto c = cleaned("a,p,R,2026-01-02,,1.00\n", "000000000000,undo\n");
  ASSERT_TRUE(c);
  EXPECT_EQ(c->unused, std::vector<std::string>{"000000000000"});
  EXPECT_EQ(why("a,p,R,2026-01-02,,1.00\n", "x,perhaps\n"),
            "decisions.csv:2:decision: 'perhaps' is not a decision; expected accept or undo");
}

/// Any stays: what is undone stands as it came; what is accepted leaves nothing more to find, and no night twice.
TEST(Clean, UndoneIsAsItCameAndAcceptedIsClean) {
  EXPECT_TRUE(rc::check([] {
    std::string rows, last;
    const int n = *rc::gen::inRange(0, 14);
    for (int i = 0; i < n; ++i) {
      const Date from = Date(2026, 1, 1) + *rc::gen::inRange(0, 30);
      const Date until = from + *rc::gen::inRange(0, 12);
      const bool open = *rc::gen::inRange(0, 8) == 0;
      if (!last.empty() && *rc::gen::inRange(0, 8) == 0) {  // sent twice
        rows += last;
        continue;
      }
      last = fmt::format("s{},p{},R{},{},{},{}.{:02}\n", i, *rc::gen::inRange(0, 3), *rc::gen::inRange(0, 2),
                         to_iso(from), open ? "" : to_iso(until), *rc::gen::inRange(0, 900), *rc::gen::inRange(0, 100));
      rows += last;
    }
    const auto c = cleaned(rows);
    RC_ASSERT(c.has_value());
    Pence effects;
    for (const Finding& f : c->findings) effects += f.effect;
    RC_ASSERT(c->before + effects == c->after);
    RC_ASSERT(c->kept.records.size() + c->out.records.size() == static_cast<std::size_t>(n));
    std::string again;
    for (const auto& row : c->kept.records) again += csv::line(row.fields);
    const auto second = cleaned(again);
    RC_ASSERT(second.has_value());
    RC_ASSERT(second->findings.empty());
    // Undo one after another until nothing is found that is not undone: what came stands as it came.
    std::string decisions;
    std::set<std::string> undone;
    for (int round = 0; round < 200; ++round) {
      const auto now = cleaned(rows, decisions);
      RC_ASSERT(now.has_value());
      const auto next = std::ranges::find_if(now->findings, [](const Finding& f) { return f.accepted; });
      if (next == now->findings.end()) {
        RC_ASSERT(now->before == now->after);
        RC_ASSERT(now->out.records.empty());
        return;
      }
      RC_ASSERT(undone.insert(next->id).second);
      decisions += next->id + ",undo\n";
    }
    RC_FAIL("undoing never ended");
  }));
}

TEST(Clean, ATariffSaysWhatANightIsWorth) {
  const auto tariff = load_activity_tariff(
      {"t",
       {{"tariff.json",
         R"({"form":"activity","id":"t","name":"T","version":"1","currency":"c","from":"2026-01-01","until":"2026-12-31",
             "status":"live","source":"a test","owner":"a test"})"},
        {"prices.csv", "group,pod,price,short_stay,trim,long_stay_day\nG,all,1000.00,,5,100.00\nH,all,80.00,,,\n"}}});
  ASSERT_TRUE(tariff) << tariff.error().text();
  const std::vector<ActivityTariff> tariffs{*tariff};
  const std::string plain = "record,person,provider,admitted,discharged,group,los\n";
  const auto table = csv::parse(plain +
                                    "a,p,RXX,2026-01-01,2026-01-11,G,10\n"  // ten nights: five beyond the trim point
                                    "b,p,RXX,2026-01-03,2026-01-04,G,1\n"   // within it
                                    "c,p,RYY,2026-01-09,2026-01-15,G,6\n"   // two of its six nights are a's
                                    "d,q,RXX,2026-01-01,2026-01-05,H,4\n"
                                    "e,q,RYY,2026-01-03,2026-01-07,H,4\n"  // a shorter stay is worth as much
                                    "f,r,RXX,2026-01-01,2026-01-02,X,1\n",
                                "stays.csv");
  ASSERT_TRUE(table);
  auto prices = StayPrices::over(tariffs, *table);
  ASSERT_TRUE(prices) << prices.error().text();
  CleanOptions options;
  options.prices = &*prices;
  const auto c = clean(*table, options);
  ASSERT_TRUE(c) << c.error().text();
  EXPECT_EQ(told(*c),
            (std::vector<std::string>{"contained 1 0 -1000.00", "two-beds 2 0 -100.00", "two-beds 4 3 0.00"}));
  EXPECT_EQ(c->before, Pence(376000));
  EXPECT_EQ(c->after, Pence(266000));
  EXPECT_EQ(prices->faults().at(5), "unknown-group");
  // What is left is worth as much when it is priced afterwards as was said here, its length told anew.
  ASSERT_EQ(c->kept.records.size(), 5U);
  EXPECT_EQ(csv::line(c->kept.records[1].fields), "c,p,RYY,2026-01-11,2026-01-15,G,4\n");
  auto after = StayPrices::over(tariffs, c->kept);
  ASSERT_TRUE(after);
  Pence sum;
  for (std::size_t i = 0; i < c->kept.records.size(); ++i) {
    const auto& fields = c->kept.records[i].fields;
    sum += after->of(i, *parse_date(fields[3]), *parse_date(fields[4]));
  }
  EXPECT_EQ(sum, c->after);
  // Two who say the price are one too many.
  const auto both = csv::parse(head + "a,p,R,2026-01-02,2026-01-05,10.00\n", "stays.csv");
  EXPECT_EQ(clean(*both, options).error().code, "priced");
}

}  // namespace
}  // namespace onepot::price
