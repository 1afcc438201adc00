#include "onepot/price/records.h"

#include <gtest/gtest.h>

namespace onepot::price {
namespace {

TEST(Records, KeepsABadRowAndExplainsIt) {
  const auto folder = read_folder(std::string(ONEPOT_SOURCE_DIR) + "/currencies/ashdale-social-care");
  ASSERT_TRUE(folder);
  const auto currency = load_currency(*folder);
  ASSERT_TRUE(currency);
  const auto table = csv::parse(
      "record,kind,minutes,shareable_minutes,nights,nights_shareable,waking,two_helpers,rural,note\n"
      "a,personal,60,0,0,no,no,no,yes,x\n"
      "b,bathing,1e3,0,0,no,no,maybe,yes,\n"
      "a,out,60,90,0,,,,,\n",
      "n.csv");
  ASSERT_TRUE(table);
  const auto rows = read_records(*currency, *table);
  ASSERT_TRUE(rows) << rows.error().text();
  EXPECT_TRUE((*rows)[0].faults.empty());
  ASSERT_EQ((*rows)[1].faults.size(), 3U);
  EXPECT_EQ((*rows)[1].faults[1].text(),
            "n.csv:3:minutes: '1e3' is not a value of minutes; expected a whole number from 0 to 10080");
  EXPECT_EQ((*rows)[2].faults[0].text(), "n.csv:4:record: the record 'a' stands above already");
  const auto short_table = csv::parse("record,kind\na,out\n", "n.csv");
  EXPECT_EQ(read_records(*currency, *short_table).error().code, "missing-column");
}

}  // namespace
}  // namespace onepot::price
