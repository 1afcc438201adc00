// Plans and their settling: by hand, and for any activity that comes late, is corrected, or runs over its terms.
#include "onepot/price/plan.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

namespace onepot::price {
namespace {
namespace plan_test {

ActivityTariff tariff(const std::string& terms, const std::string& status = "live") {
  Folder folder{"t",
                {{"tariff.json",
                  R"({"form":"activity","id":"small","name":"Small","version":"1","currency":"hrg","from":"2026-04-01",
                "until":"2027-03-31","status":")" +
                      status + R"(","source":"a test","owner":"a test"})"},
                 {"prices.csv", "group,pod,price\nA,EL,100.00\nB,EL,33.33\nB,NE,250.50\n"},
                 {"mff.csv", "provider,mff\nP1,1.148886\n*,1\n"}}};
  if (!terms.empty())
    folder.files["terms.csv"] = "line,provider,groups,pods,term,threshold,share,words,source\n" + terms;
  auto out = load_activity_tariff(folder);
  if (!out) throw std::runtime_error(out.error().text());
  return std::move(*out);
}

PlanOptions year() {
  PlanOptions out;
  out.year = Date(2026, 4, 1);
  return out;
}

Plan planned(const ActivityTariff& t, const std::string& text, const PlanOptions& options) {
  const auto table = csv::parse(text, "expected.csv");
  if (!table) throw std::runtime_error(table.error().text());
  auto out = make_plan(t, *table, options);
  if (!out) throw std::runtime_error(out.error().front().text());
  return std::move(*out);
}

Reconciled settled_by(const std::string& plan, const std::string& actual, const std::vector<std::string>& posted,
                      const ReconcileOptions& options = {}) {
  ReconcileFiles files{plan, actual, "plan.csv", "valued.csv", {}};
  for (const auto& text : posted) files.posted.emplace_back("posted.csv", text);
  auto out = reconcile(files, options);
  if (!out) throw std::runtime_error(out.error().front().text());
  return std::move(*out);
}

std::string refusal(const std::string& plan, const std::string& actual) {
  const auto out = reconcile({plan, actual, "plan.csv", "valued.csv", {}}, {});
  return out ? "accepted" : out.error().front().text();
}

Pence sum_of(const Plan& plan) {
  Pence out;
  for (const auto& r : plan.rows) out += r.amount;
  return out;
}

}  // namespace plan_test
using namespace plan_test;

TEST(Plan, ATwelfthEachMonthInAdvance) {
  const auto t = tariff("");
  const Plan plan = planned(t, "provider,group,pod,activity\nP1,B,EL,100\n", year());
  // 33.33 × 1.148886 = 38.29; × 100 = 3829.00; a twelfth is 319.0833…: the odd pennies to the first months.
  ASSERT_EQ(plan.rows.size(), 12U);
  EXPECT_EQ(plan.rows[0].unit, Pence(3829));
  EXPECT_EQ(plan.rows[0].amount, Pence(31909));
  EXPECT_EQ(plan.rows[11].amount, Pence(31908));
  EXPECT_EQ(plan.rows[9].month, "2027-01");
  EXPECT_EQ(sum_of(plan), Pence(382900));
}

TEST(Plan, AsExpectedMonthByMonthOrByProfile) {
  const auto t = tariff("");
  const std::string rows = "group,pod,month,activity,provider\nA,EL,2026-04,3,X\nA,EL,6,1.5,X\n";
  const Plan plan = planned(t, rows, year());
  ASSERT_EQ(plan.rows.size(), 2U);
  EXPECT_EQ(plan.rows[0].amount, Pence(30000));
  EXPECT_EQ(plan.rows[1].month, "2026-09");
  EXPECT_EQ(plan.rows[1].amount, Pence(15000));
  PlanOptions half = year();
  half.profile = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  const Plan by = planned(t, rows, half);
  EXPECT_EQ(by.rows.front().amount, Pence(15000));
  EXPECT_EQ(by.rows.back().month, "2027-03");
  EXPECT_EQ(sum_of(by), Pence(45000));
}

TEST(Plan, OnlyALiveTariffPlans) {
  const auto table = csv::parse("group,pod,activity,provider\nA,EL,1,X\n", "e.csv");
  for (const auto* status : {"draft", "shadow"}) {
    const auto out = make_plan(tariff("", status), *table, year());
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().front().code, "not-live");
  }
}

TEST(Plan, BadRowsSayWhere) {
  const auto t = tariff("");
  const auto table = csv::parse(
      "group,pod,month,activity,provider\nZ,EL,4,1,X\nA,EL,2027-04,1,X\nA,EL,4,1.23456,X\nA,NE,1,1,X\n", "e.csv");
  const auto out = make_plan(t, *table, year());
  ASSERT_FALSE(out);
  ASSERT_EQ(out.error().size(), 4U);
  EXPECT_EQ(out.error()[0].text(), "e.csv:2:group: 'Z' has no price in small version 1");
  EXPECT_EQ(out.error()[1].text(),
            "e.csv:3:month: '2027-04' is not a month of this year; expected 2026-04 to 2027-03, or 1 to 12");
  EXPECT_EQ(out.error()[2].where.column, "activity");
  EXPECT_EQ(out.error()[3].code, "no-price");
}

TEST(Plan, TermsBesidePricesByHand) {
  const std::vector<SettledTerm> terms{{Term::Kind::marginal, Pence(100000), Rational(7, 10)},
                                       {Term::Kind::cap, Pence(120000), 1},
                                       {Term::Kind::collar, Pence(90000), 1}};
  EXPECT_EQ(terms_text(terms), "marginal 7/10 above 1000.00; cap 1200.00; collar 900.00");
  EXPECT_EQ(terms_text(*parse_terms(terms_text(terms), {})), terms_text(terms));
  EXPECT_EQ(settled(Pence(95000), terms, Pence(1), Pence(1)), Pence(95000));
  EXPECT_EQ(settled(Pence(110000), terms, Pence(1), Pence(1)), Pence(107000));
  EXPECT_EQ(settled(Pence(200000), terms, Pence(1), Pence(1)), Pence(120000));
  EXPECT_EQ(settled(Pence(10000), terms, Pence(1), Pence(1)), Pence(90000));
  EXPECT_EQ(settled(Pence(10000), terms, Pence(1), Pence(4)), Pence(22500));  // a quarter of the year
  EXPECT_FALSE(parse_terms("cap about 3", {}));
}

TEST(Reconcile, LateAndCorrectedActivityByHand) {
  const std::string plan = "provider,month,amount\nX,2026-04,100.00\nX,2026-05,100.00\n";
  const auto april =
      settled_by(plan, "provider,month,amount\nX,2026-04,80.00\n", {}, {.through = "2026-04", .as_of = {}});
  EXPECT_EQ(adjustments_csv(april),
            "provider,line,group,pod,month,reason,plan,posted,actual,amount\nX,,,,2026-04,activity,100.00,0.00,80.00,-"
            "20.00\n");
  // In May more of April is known, and one row was wrong.
  const std::string later = "provider,month,amount\nX,2026-04-03,75.00\nX,2026-04-29,40.00\nX,2026-05-01,100.00\n";
  const auto may = settled_by(plan, later, {adjustments_csv(april)});
  EXPECT_EQ(adjustments_csv(may),
            "provider,line,group,pod,month,reason,plan,posted,actual,amount\nX,,,,2026-04,activity,100.00,-20.00,115."
            "00,35.00\n");
  EXPECT_TRUE(settled_by(plan, later, {adjustments_csv(april), adjustments_csv(may)}).adjustments.empty());
}

TEST(Reconcile, FreezeDatesHold) {
  const std::string plan = "month,amount,freeze\n2026-04,100.00,2026-06-19\n2026-05,100.00,2026-07-19\n";
  const std::string actual =
      "month,price,received\n2026-04,90.00,2026-06-19\n2026-04,30.00,2026-06-20\n2026-05,70.00,2026-06-20\n";
  const auto all = settled_by(plan, actual, {});
  EXPECT_EQ(all.late, 1);
  EXPECT_EQ(all.late_pounds, Pence(3000));
  EXPECT_EQ(all.months[0].adjustments, Pence(-1000));
  const auto earlier = settled_by(plan, actual, {}, {.through = {}, .as_of = Date(2026, 6, 19)});
  EXPECT_EQ(earlier.unknown_yet, 2);
  EXPECT_EQ(earlier.months[1].actual, Pence(0));
}

TEST(Reconcile, RefusesWhatItCannotRead) {
  const std::string plan = "month,amount\n2026-04,100.00\n";
  EXPECT_EQ(refusal(plan, "month,amount\n2026-04,1.234\n").substr(0, 21), "valued.csv:2:amount: ");
  EXPECT_EQ(refusal(plan, "month,amount\n2027-04,1\n"),
            "valued.csv:2:month: '2027-04' is not in a month of the plan; expected 2025-05 to 2027-03");
  EXPECT_EQ(
      refusal(plan, "month,amount,price_tariff\n2026-04,1,x@1 shadow\n"),
      "valued.csv:2:price_tariff: this row was priced by x@1 shadow, which moves no money; settle by the live tariff");
  EXPECT_EQ(refusal("month\n2026-04\n", "month,amount\n2026-04,1\n").substr(0, 18), "plan.csv:1:amount:");
  EXPECT_EQ(
      refusal("provider,line,month,amount,terms\nX,L,2026-04,1,cap 5\n", "month,amount\n2026-04,1\n").substr(0, 22),
      "valued.csv:1:provider:");
}

/// A year of any activity, in several runs in which rows come late, are corrected or taken away, under any terms: after
/// each run plan + Σ adjustments is what the contract pays for the activity known then, and running again posts
/// nothing.
TEST(Reconcile, PlanAndAdjustmentsAreActualToThePenny) {
  EXPECT_TRUE(rc::check([] {
    std::string terms;
    const auto lines = *rc::gen::inRange(0, 3);
    for (int i = 0; i < lines; ++i) {
      const std::string of =
          fmt::format("L{},{},{},*,", i, *rc::gen::element<std::string>("*", "P1"), i == 0 ? "A" : "B");
      const auto threshold = *rc::gen::element<std::string>("100%", "5000.00", "97%", "0.01", "103.5%");
      if (*rc::gen::inRange(0, 5) == 0) {
        terms += of + "block," + *rc::gen::element<std::string>("1234.56", "100%") + ",,w,s\n";
        continue;
      }
      if (*rc::gen::arbitrary<bool>()) terms += of + "marginal," + threshold + ",7/10,w,s\n";
      if (*rc::gen::arbitrary<bool>()) terms += of + "cap,110%,,w,s\n";
      if (*rc::gen::arbitrary<bool>()) terms += of + "collar,50%,,w,s\n";
    }
    const auto t = tariff(terms);
    std::string expected = "provider,group,pod,month,activity\n";
    const auto expecting = *rc::gen::inRange(1, 12);
    for (int i = 0; i < expecting; ++i)
      expected +=
          fmt::format("{},{},EL,{},{}\n", *rc::gen::element<std::string>("P1", "P2"),
                      *rc::gen::element<std::string>("A", "B"), *rc::gen::inRange(1, 13), *rc::gen::inRange(0, 200));
    PlanOptions options = year();
    options.pay = *rc::gen::element(PlanOptions::Pay::expected, PlanOptions::Pay::twelfths);
    const Plan plan = planned(t, expected, options);
    RC_PRE(!plan.rows.empty());
    const std::string plan_text = plan_csv(plan);

    struct Done {
      std::string provider, group, line, month;
      Pence price;
    };
    std::vector<Done> known;
    std::vector<std::string> posted;
    std::map<std::pair<std::string, std::string>, std::vector<SettledTerm>> of_line;
    for (const auto& r : plan.rows) of_line[{r.provider, r.line}] = *parse_terms(r.terms, {});
    Pence adjusted;
    const auto runs = *rc::gen::inRange(1, 5);
    for (int run = 0; run < runs; ++run) {
      const auto more = *rc::gen::inRange(0, 20);
      for (int i = 0; i < more; ++i) {
        Done d;
        d.provider = *rc::gen::element<std::string>("P1", "P2", "P3");
        d.group = *rc::gen::element<std::string>("A", "B");
        std::vector<PriceStep> steps;
        const auto price = price_activity(t, {d.provider, d.group, "EL", {}}, steps);
        d.price = price.price;
        d.line = price.line == Names::none ? "" : t.lines[price.line].id;
        d.month = to_iso(add_months(Date(2026, 4, 1), *rc::gen::inRange(0, 12))).substr(0, 7);
        known.push_back(d);
      }
      if (!known.empty() && *rc::gen::arbitrary<bool>())
        known.erase(known.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(known)));
      if (!known.empty())
        known[*rc::gen::inRange<std::size_t>(0, known.size())].price = Pence(*rc::gen::inRange(0, 1'000'000));
      std::string actual = "provider,group,pod,price_line,month,price\n";
      for (const auto& d : known)
        actual += fmt::format("{},{},EL,{},{},{}\n", d.provider, d.group, d.line, d.month, to_decimal(d.price));
      const auto done = settled_by(plan_text, actual, posted);
      for (const auto& d : done.adjustments) {
        adjusted += d.amount;
        RC_ASSERT(d.amount != Pence(0) && d.plan + d.posted + d.amount == d.actual);
      }
      posted.push_back(adjustments_csv(done));
      RC_ASSERT(settled_by(plan_text, actual, posted).adjustments.empty());

      // What the contract pays, worked out for the year at once.
      std::map<std::pair<std::string, std::string>, Pence> totals;
      for (const auto& [of, none] : of_line) totals[of];
      for (const auto& d : known) totals[{d.provider, d.line}] += d.price;
      Pence owed;
      for (const auto& [of, total] : totals) {
        const auto at = of_line.find(of);
        Pence now = total;
        if (at != of_line.end())
          for (const auto& term : at->second) {
            if (term.kind == Term::Kind::marginal && now > term.threshold)
              now = term.threshold + times(now - term.threshold, term.share);
            if (term.kind == Term::Kind::cap) now = std::min(now, term.threshold);
            if (term.kind == Term::Kind::collar) now = std::max(now, term.threshold);
            if (term.kind == Term::Kind::block) now = term.threshold;
          }
        owed += now;
      }
      RC_ASSERT(sum_of(plan) + adjusted == owed);
    }
  }));
}

}  // namespace
}  // namespace onepot::price
