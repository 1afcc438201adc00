#include "onepot/pay/modulus.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/pay/bank.h"

namespace onepot::pay {
namespace {

// The rows of the published weight table that the specification's own examples need, and no others.
constexpr const char* rows =
    "074456 074456 MOD11 0 0 7 6 5 8 9 4 5 6 7 8 9 -1 12\n"
    "074456 074456 MOD10 0 3 2 4 5 8 9 4 5 6 7 8 9 -1 13\n"
    "070116 070116 MOD11 0 0 7 6 5 8 9 4 5 6 7 8 9 -1 12\n"
    "070116 070116 MOD10 0 3 2 4 5 8 9 4 5 6 7 8 9 -1 13\n"
    "086090 086090 MOD10 0 0 3 7 1 3 7 1 3 7 1 3 7 1 8\n"
    "089999 089999 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1\n"
    "107999 107999 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1\n"
    "118765 118765 DBLAL 0 0 2 1 2 1 2 1 2 1 2 1 2 1 1\n"
    "134020 134020 MOD11 0 0 0 7 5 9 8 4 6 3 5 2 0 0 4\n"
    "180002 180002 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1 14\n"
    "200901 203099 MOD11 0 0 0 0 0 0 0 7 6 5 4 3 2 1 6\r\n"
    "200901 203099 DBLAL 2 1 2 1 2 1 2 1 2 1 2 1 2 1 6\r\n"
    "\n"
    "309070 309079 MOD11 0 0 3 2 9 8 1 7 6 5 4 3 2 1 2\n"
    "309070 309079 MOD11 0 0 3 2 9 8 1 7 6 5 4 3 2 1 9\n"
    "772798 772798 MOD11 0 0 1 2 5 3 6 4 8 7 10 9 3 1 7\n"
    "820000 827999 MOD11 0 0 0 0 0 0 0 0 7 3 4 9 2 1\n"
    "820000 827999 DBLAL 2 1 2 1 2 1 2 1 2 1 2 1 2 1 3\n"
    "870000 872791 MOD11 0 0 1 2 5 3 6 4 8 7 10 9 3 1 10\n"
    "870000 872791 MOD11 0 0 5 10 9 8 0 7 6 5 4 3 2 1 11\n"
    "938000 938696 MOD11 7 6 5 4 3 2 7 6 5 4 3 2 0 0 5\n"
    "938000 938696 DBLAL 2 1 2 1 2 1 2 1 2 1 2 1 2 0 5\n";

ModulusTable table() {
  auto read = read_modulus_table(rows, "valacdos.txt", "938600 938611\n", "scsubtab.txt");
  EXPECT_TRUE(read.faults.empty()) << read.faults.front().text();
  return std::move(read.table);
}

struct Example {
  const char *what, *sort_code, *number;
  bool valid;
};
// The 34 test cases of the specification, in its order.
constexpr Example examples[] = {
    {"mod 10", "089999", "66374958", true},
    {"mod 11", "107999", "88837491", true},
    {"mod 11 and double alternate", "202959", "63748472", true},
    {"10 and 11: the first passes, the second fails", "871427", "46238510", true},
    {"10 and 11: the first fails, the second passes", "872427", "46238510", true},
    {"10: ab = 09 and g = 9", "871427", "09123496", true},
    {"10: ab = 99 and g = 9", "871427", "99123496", true},
    {"3: c = 6, the second check is left out", "820000", "73688637", true},
    {"3: c = 9, the second check is left out", "827999", "73988638", true},
    {"3: both checks", "827101", "28748352", true},
    {"4: the remainder is the check digits", "134020", "63849203", true},
    {"1: 27 is added", "118765", "64371389", true},
    {"6: fails, but is a foreign currency account", "200915", "41011166", true},
    {"5: passes", "938611", "07806039", true},
    {"5: passes with another sort code", "938600", "42368003", true},
    {"5: both checks leave 0", "938063", "55065200", true},
    {"7: fails by the table, passes without the front", "772798", "99345694", true},
    {"8: with sort code 090126", "086090", "06774744", true},
    {"2 and 9: the first passes", "309070", "02355688", true},
    {"2 and 9: the first fails, the second passes with 309634", "309070", "12345668", true},
    {"2 and 9: a is not 0, g is not 9", "309070", "12345677", true},
    {"2 and 9: a is not 0, g is 9", "309070", "99345694", true},
    {"5: the first check digit is right, the second wrong", "938063", "15764273", false},
    {"5: the first check digit is wrong, the second right", "938063", "15764264", false},
    {"5: the first check leaves 1", "938063", "15763217", false},
    {"1: fails", "118765", "64371388", false},
    {"mod 11 passes, double alternate fails", "203099", "66831036", false},
    {"mod 11 fails, double alternate passes", "203099", "58716970", false},
    {"mod 10 fails", "089999", "66374959", false},
    {"mod 11 fails", "107999", "88837493", false},
    {"12 and 13: mod 11 passes", "074456", "12345112", true},
    {"12 and 13: mod 11 passes, and mod 10 would", "070116", "34012583", true},
    {"12 and 13: mod 11 fails, mod 10 passes", "074456", "11104102", true},
    {"14: the first fails, the second passes", "180002", "00000190", true},
};

TEST(Modulus, GivesTheSpecificationsOwnAnswers) {
  const auto t = table();
  for (const auto& e : examples) {
    const auto verdict = modulus(t, e.sort_code, e.number);
    EXPECT_EQ(verdict.fit != Fit::does_not_fit, e.valid)
        << e.what << ": " << e.sort_code << " " << e.number << ": " << verdict.why;
    // Only the foreign currency account is let through without a check.
    EXPECT_EQ(verdict.fit == Fit::not_checked, std::string_view(e.number) == "41011166") << e.what;
  }
}

TEST(Modulus, SaysWhenItDidNotCheck) {
  EXPECT_EQ(modulus({}, "089999", "66374958").why, "no weight table is loaded");
  const auto none = modulus(table(), "000001", "12345678");
  EXPECT_EQ(none.fit, Fit::not_checked);
  EXPECT_EQ(none.why, "the weight table has no row for this sort code");
}

TEST(Modulus, FindsEverySingleWrongDigitOfAStandardNumber) {
  // Mod 11 with weights from 1 to 8 sees any one digit that is wrong.
  const auto t = table();
  EXPECT_TRUE(rc::check([&] {
    std::string number = "88837491";
    const auto at = *rc::gen::inRange<std::size_t>(0, 8);
    const auto other = static_cast<char>('0' + *rc::gen::inRange(0, 10));
    const bool same = number[at] == other;
    number[at] = other;
    RC_ASSERT((modulus(t, "107999", number).fit == Fit::fits) == same);
  }));
}

TEST(Modulus, ATableWithAFaultNamesTheLine) {
  const auto first = [](const char* weights, const char* substitutions = "") {
    const auto read = read_modulus_table(weights, "w", substitutions, "s");
    return read.faults.empty() ? std::string("read") : read.faults.front().text();
  };
  EXPECT_EQ(first(""), "w:1: the table is empty; expected rows of valacdos.txt");
  EXPECT_EQ(first("\n089999 089998 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1"),
            "w:2:1-2: expected two sort codes of six digits, the lower first");
  EXPECT_EQ(first("089999 089999 MOD12 0 0 0 0 0 0 7 1 3 7 1 3 7 1"), "w:1:3: expected MOD10, MOD11 or DBLAL");
  EXPECT_EQ(first("089999 089999 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 x"), "w:1:4-17: expected 14 whole weights");
  EXPECT_EQ(first("089999 089999 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1 15"),
            "w:1:18: expected an exception from 1 to 14: a later one is not known");
  EXPECT_EQ(first("089999 089999 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1", "1 2"),
            "s:1: expected two sort codes of six digits");
}

}  // namespace
}  // namespace onepot::pay
