#include "onepot/price/told.h"

#include <gtest/gtest.h>

namespace onepot::price {
namespace {

/// So many records of a service, one day each, every so many days.
void add(CareRecords& to, const std::string& service, Date from, int records, int every) {
  for (int i = 0; i < records; ++i) {
    CareRecord r;
    r.person = to.person("a");
    r.stream = to.stream(service);
    r.from = r.until = from + i * every;
    to.records.push_back(r);
  }
}

TEST(Told, NothingWithoutRecords) {
  EXPECT_FALSE(told_by_all({}));
}

TEST(Told, AServiceThatSendsLaterEndsWhatAllHaveTold) {
  CareRecords records;
  add(records, "council", Date(2026, 1, 1), 181, 1);   // to 30 June
  add(records, "hospital", Date(2026, 2, 10), 80, 1);  // 10 February to 30 April
  const auto told = told_by_all(records);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->all.from, Date(2026, 2, 10));
  EXPECT_EQ(told->all.until, Date(2026, 4, 30));
  ASSERT_EQ(told->services.size(), 2U);
  EXPECT_EQ(told->services[0].service, "council");
  EXPECT_EQ(told->services[0].days.until, Date(2026, 6, 30));
  EXPECT_EQ(told->services[1].days.from, Date(2026, 2, 10));
}

TEST(Told, AServiceThatAlwaysPausesIsNotSilent) {
  CareRecords records;
  add(records, "council", Date(2026, 1, 1), 300, 1);  // to 27 October
  add(records, "housing", Date(2026, 1, 20), 30, 9);  // every ninth day, to 8 October: 19 days before the end
  add(records, "hospital", Date(2026, 5, 1), 29, 1);  // to 29 May, but too few to judge by
  auto told = told_by_all(records);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->all.from, Date(2026, 1, 20)) << "nineteen days, when no pause was longer than eight";
  EXPECT_EQ(told->all.until, Date(2026, 10, 8));
  records = {};
  add(records, "council", Date(2026, 1, 1), 300, 1);
  add(records, "housing", Date(2026, 1, 17), 30, 9);  // sixteen days after the first: twice the pause of eight
  told = told_by_all(records);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->all.from, Date(2026, 1, 1));
  EXPECT_EQ(told->all.until, Date(2026, 10, 5)) << "twenty-two days";
  records = {};
  add(records, "council", Date(2026, 1, 1), 300, 1);
  add(records, "surgeries", Date(2026, 1, 8), 286, 1);  // a week later, and to 20 October: a week before
  told = told_by_all(records);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->all.from, Date(2026, 1, 1)) << "a week is no silence";
  EXPECT_EQ(told->all.until, Date(2026, 10, 27));
}

TEST(Told, NothingWhereNoDayIsToldByAll) {
  CareRecords records;
  add(records, "council", Date(2026, 1, 1), 31, 1);
  add(records, "hospital", Date(2026, 3, 1), 31, 1);
  EXPECT_FALSE(told_by_all(records));
}

}  // namespace
}  // namespace onepot::price
