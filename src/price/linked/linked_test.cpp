#include "onepot/price/linked.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

namespace onepot::price {
namespace linked_tests {

Folder shipped() {
  Folder out{"rules/linked-costs", {}};
  for (const auto* name : {"kinds.csv", "evidence.csv"}) {
    std::ifstream file(std::string(ONEPOT_SOURCE_DIR) + "/rules/linked-costs/" + name);
    std::ostringstream text;
    text << file.rdbuf();
    out.files[name] = text.str();
  }
  return out;
}
CareRules rules() {
  return *load_care_rules(shipped());
}

CareRecords read(const std::string& rows, std::string_view key = "key") {
  CareRecords out;
  const auto done = add_care_records(out, "record,person,stream,kind,from,until,cost\n" + rows, "r.csv", rules(), key);
  EXPECT_TRUE(done) << (done ? "" : done.error().front().text());
  return out;
}
std::vector<std::uint32_t> everything(const CareRecords& records) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < records.records.size(); ++i) out.push_back(i);
  return out;
}
const Period year{Date(2025, 4, 1), Date(2026, 3, 31)};

/// Day by day, asking every record each day: slow and plain.
struct Slow {
  std::map<std::uint32_t, Pence> counted, aside;  // by record
  std::map<std::int64_t, int> beds;               // counted beds, by day
};
Slow slow(const CareRules& rules, const std::vector<CareRecord>& records, Period window) {
  Slow out;
  const auto last_of = [&](const CareRecord& r) {
    return rules.kinds[r.kind].bed && r.until != r.from ? r.until - 1 : r.until;
  };
  for (Date day = window.from; day <= window.until; day = day + 1) {
    std::optional<std::uint32_t> bed;
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const CareRecord& r = records[i];
      if (!rules.kinds[r.kind].bed || day < r.from || day > last_of(r)) continue;
      if (!bed || std::tuple(r.kind, r.from, i) < std::tuple(records[*bed].kind, records[*bed].from, *bed)) bed = i;
    }
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const CareRecord& r = records[i];
      if (day < r.from || day > last_of(r)) continue;
      const std::int64_t n = last_of(r) - r.from + 1, k = day - r.from;
      const Pence today(r.cost.count() * (k + 1) / n - r.cost.count() * k / n);
      const CareKind& kind = rules.kinds[r.kind];
      const bool stands = kind.bed ? bed == i : !bed || !kind.gives_way[records[*bed].kind];
      (stands ? out.counted : out.aside)[i] += today;
      if (stands && kind.bed) ++out.beds[day.number()];
    }
  }
  return out;
}

// RFC 4231, test cases 2 and 6 (a key longer than a block).
TEST(Linked, ThePseudonymIsHmacSha256) {
  EXPECT_EQ(care_pseudonym("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(care_pseudonym(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Linked, ADayInHospitalSetsHelpAtHomeAside) {
  // Ten days of help at £10; in hospital from the 3rd to the 6th: three nights, so help on the 3rd, 4th and 5th did not
  // happen, and on the 6th it did again.
  const auto records = read(
      "1,a,council,home-care,2025-06-01,2025-06-10,100.00\n"
      "1,a,hospital,hospital,2025-06-03,2025-06-06,900.00\n");
  EXPECT_EQ(records.people.size(), 1U);
  const auto pieces = count_days(rules(), records.records, everything(records), year);
  ASSERT_EQ(pieces.size(), 4U);
  EXPECT_EQ(pieces[1].days, 3);
  EXPECT_FALSE(pieces[1].counted);
  EXPECT_EQ(pieces[1].pence, Pence(3000));
  EXPECT_EQ(rule_of(rules(), records.records, pieces[1]), "hospital before home-care");
  EXPECT_EQ(pieces[2].pence, Pence(5000));
  EXPECT_EQ(pieces[3].pence, Pence(90000));
}

TEST(Linked, OverlappingBedsAreCountedOnce) {
  const auto records = read(
      "1,a,council,care-home,2025-06-01,2025-06-11,1000.00\n"
      "2,a,council,care-home,2025-06-06,2025-06-16,1000.00\n"
      "9,a,trust,hospital,2025-06-08,2025-06-09,300.00\n");
  const auto pieces = count_days(rules(), records.records, everything(records), year);
  Pence counted, aside;
  for (const auto& p : pieces) (p.counted ? counted : aside) += p.pence;
  EXPECT_EQ(counted, Pence(90000 + 50000 + 30000));  // nine days of the first, five of the second, the night
  EXPECT_EQ(counted + aside, Pence(230000));
}

RC_GTEST_PROP(Linked, TheSameAsDayByDayAndNoMoneyIsLost, ()) {
  const CareRules r = rules();
  CareRecords records;
  records.person("x");
  const auto n = *rc::gen::inRange(1, 12);
  for (int i = 0; i < n; ++i) {
    CareRecord one;
    one.kind = *rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(r.kinds.size()));
    one.from = Date(2025, 3, 20) + *rc::gen::inRange(0, 60);
    one.until = one.from + *rc::gen::inRange(0, 40);
    one.cost = Pence(*rc::gen::inRange(0, 100000));
    records.records.push_back(one);
  }
  const Period window{Date(2025, 4, 1), Date(2025, 4, 1) + *rc::gen::inRange(0, 80)};
  const auto mine = everything(records);
  const auto pieces = count_days(r, records.records, mine, window);
  const Slow day_by_day = slow(r, records.records, window);
  std::map<std::uint32_t, Pence> counted, aside;
  std::map<std::int64_t, int> beds;
  for (const auto& p : pieces) {
    RC_ASSERT(p.days > 0);
    (p.counted ? counted : aside)[p.record] += p.pence;
    if (p.counted && r.kinds[records.records[p.record].kind].bed)
      for (std::int64_t d = 0; d < p.days; ++d) ++beds[p.from.number() + d];
  }
  RC_ASSERT(counted == day_by_day.counted);
  RC_ASSERT(aside == day_by_day.aside);
  for (const auto& [day, count] : beds) RC_ASSERT(count == 1);
  // With a window over everything, what is counted and what is set aside is what came in.
  const Period wide{Date(2025, 1, 1), Date(2026, 1, 1)};
  std::map<std::uint32_t, Pence> all;
  for (const auto& p : count_days(r, records.records, mine, wide)) all[p.record] += p.pence;
  for (std::uint32_t i = 0; i < records.records.size(); ++i) RC_ASSERT(all[i] == records.records[i].cost);
}

/// A row each four weeks of 2025-26, 13 of them, ending on the last day of the year.
std::string each_period(const std::string& person, const char* stream, const char* kind, std::vector<int> pounds) {
  std::string rows;
  for (std::size_t p = 0; p < pounds.size(); ++p) {
    const Date until = year.until - static_cast<std::int64_t>(28 * p);
    rows += fmt::format("{}{}{},{},{},{},{},{},{}.00\n", person, kind, p, person, stream, kind, to_iso(until - 27),
                        to_iso(until), pounds[p]);
  }
  return rows;
}

TEST(Linked, AYearAndItsRangeAreAsByHand) {
  std::vector<int> pounds(13, 400);
  pounds[0] = 530;
  const auto records = read(each_period("a", "council", "home-care", pounds));
  const auto cost = cost_of(rules(), records, everything(records), year);
  ASSERT_TRUE(cost);
  EXPECT_EQ(cost->days, 364);
  EXPECT_EQ(cost->periods, 13);
  EXPECT_EQ(cost->all.counted, Pence(533000));
  EXPECT_EQ(cost->all.year, Pence(534464));  // × 365 ÷ 364 = 5344.6429
  // s = 130 / √13 = 36.0555; t(0.95, 12) = 1.782; half = 1.782 × 36.0555 × 13 × √(2/13) = 327.61.
  EXPECT_NEAR(static_cast<double>((cost->all.high - cost->all.year).count()), 32761, 2);
  EXPECT_EQ(cost->all.year - cost->all.low, cost->all.high - cost->all.year);
}

TEST(Linked, AnOfferLeavesWhereItIsWhatNoPotCanPay) {
  std::string rows = each_period("a", "council", "home-care", std::vector<int>(13, 364)) +
                     each_period("a", "surgery", "general-practice", std::vector<int>(13, 28)) +
                     each_period("a", "trust", "community-nursing", std::vector<int>(13, 56));
  for (int i = 0; i < 40; ++i) rows += each_period(fmt::format("z{}", i), "council", "home-care", {400, 410 + i, 400});
  const auto records = read(rows);
  std::vector<PersonCost> costs;
  for (const auto& mine : by_person(records))
    if (auto c = cost_of(rules(), records, mine, year)) costs.push_back(*c);
  ASSERT_EQ(costs.size(), 41U);
  const auto similar = similar_people(costs);
  ASSERT_EQ(similar.size(), 1U);
  EXPECT_EQ(similar[0].people, 41);
  const auto& mine = costs[records.person_at.at(care_pseudonym("key", "a"))];
  const auto evidence = evidence_of(rules(), mine, similar, Date(2026, 4, 30));
  ASSERT_TRUE(evidence.grade);
  EXPECT_EQ(rules().grades[*evidence.grade].id, "A");
  const auto offer = linked_offer(rules(), mine, evidence);
  ASSERT_TRUE(offer);
  // £364 in 28 days is £13 a day: £91 a week; nursing £14. Every period is the same, so there is no range.
  EXPECT_EQ(offer->week, Pence(10500));
  EXPECT_EQ(offer->low, Pence(10500));
  EXPECT_EQ(offer->stays_year, Pence(36500));
  Pence year_of_parts;
  for (const auto& part : offer->parts) year_of_parts += part.year;
  EXPECT_EQ(year_of_parts + offer->stays_year, mine.all.year);
  EXPECT_EQ(evidence_of(rules(), mine, similar, Date(2026, 8, 1)).grade, 1U);  // four months old
  EXPECT_EQ(evidence_of(rules(), mine, similar, Date(2027, 8, 1)).grade, std::nullopt);
  EXPECT_EQ(linked_offer(rules(), mine, evidence_of(rules(), mine, similar, Date(2027, 8, 1))).error().code,
            "no-evidence");
  EXPECT_EQ(evidence_of(rules(), mine, {}, Date(2026, 4, 30)).grade, 2U);  // nobody similar to compare with
}

TEST(Linked, TooLittleSaysNothing) {
  const auto records = read("1,a,council,home-care,2026-02-01,2026-03-31,100.00\n");
  EXPECT_EQ(cost_of(rules(), records, {0}, year).error().code, "too-little");
  EXPECT_EQ(cost_of(rules(), records, {0}, {Date(2020, 1, 1), Date(2020, 12, 31)}).error().code, "no-records");
}

TEST(Linked, TheSameRecordInTwoFilesCountsOnceAndAConflictIsRefused) {
  CareRecords out;
  const std::string head = "record,person,stream,kind,from,until,cost\n",
                    row = "7,a,s,hospital,2025-05-01,2025-05-04,90.00\n";
  ASSERT_TRUE(add_care_records(out, head + row, "a.csv", rules(), "k"));
  ASSERT_TRUE(add_care_records(out, head + row, "b.csv", rules(), "k"));
  EXPECT_EQ(out.records.size(), 1U);
  EXPECT_EQ(out.duplicates, 1U);
  EXPECT_EQ(out.duplicate_cost, Pence(9000));
  const auto refused =
      add_care_records(out, head + "7,a,s,hospital,2025-05-01,2025-05-04,91.00\n", "c.csv", rules(), "k");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().code, "conflict");
  EXPECT_EQ(refused.error().front().where, (Where{"c.csv", 2, "record"}));
}

TEST(Linked, BadRowsAreAllNamed) {
  CareRecords out;
  const auto refused = add_care_records(out,
                                        "record,person,stream,kind,from,until,cost\n"
                                        "1,a,s,hospital,2025-05-04,2025-05-01,90.00\n"
                                        "2,a,s,spaceship,2025-05-01,2025-05-01,90.00\n"
                                        "3,,s,hospital,2025-05-01,2025-15-01,-3.00\n",
                                        "bad.csv", rules(), "k");
  ASSERT_FALSE(refused);
  std::vector<std::string> said;
  for (const auto& r : refused.error()) said.push_back(fmt::format("{}:{}:{}", r.where.line, r.where.column, r.code));
  EXPECT_EQ(said, (std::vector<std::string>{"2:until:wrong-order", "3:kind:unknown-kind", "4:person:empty",
                                            "4:until:bad-date", "4:cost:bad-cost"}));
  EXPECT_EQ(add_care_records(out, "record,person\n", "b.csv", rules(), "k").error().front().code, "missing-column");
}

TEST(Linked, RulesThatDoNotFitAreRefused) {
  const auto with = [](const std::string& name, const std::string& from, const std::string& to) {
    Folder folder = shipped();
    std::string& text = folder.files[name];
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    return load_care_rules(folder).error().code;
  };
  EXPECT_EQ(with("kinds.csv", "care-home,care,yes,,", "care-home,care,yes,hospital,"), "bed-gives-way");
  EXPECT_EQ(with("kinds.csv", "home-care,care,no,hospital|", "home-care,care,no,outpatient|"), "not-a-bed");
  EXPECT_EQ(with("kinds.csv", "rehabilitation,health,yes", "hospital,health,yes"), "twice");
  EXPECT_EQ(with("evidence.csv", "B,2,168", "B,5,168"), "not-in-order");
}

}  // namespace linked_tests
}  // namespace onepot::price
