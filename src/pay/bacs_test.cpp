// Standard 18 field by field, as banks publish it for those who send files ("BACS File Specification", Bank of Ireland;
// "Message Implementation Guide BACS Standard 18", HSBC, 2012): every character of every record has a meaning.
#include <gtest/gtest.h>

#include "onepot/base/text.h"
#include "onepot/pay/run.h"

namespace onepot::pay {
namespace {

/// A field: first and last position, counted from 1 as the tables do, and what must stand there.
struct Field {
  std::size_t first, last;
  std::string is;
};

void expect_record(const std::string& record, std::size_t width, const std::vector<Field>& fields) {
  ASSERT_EQ(record.size(), width) << record;
  std::size_t next = 1;
  for (const auto& f : fields) {
    EXPECT_EQ(f.first, next) << "the test's own table leaves something out";
    EXPECT_EQ(record.substr(f.first - 1, f.last - f.first + 1), f.is)
        << record.substr(0, 4) << " " << f.first << "-" << f.last;
    next = f.last + 1;
  }
  EXPECT_EQ(next, width + 1);
}

std::string blanks(std::size_t n) {
  return std::string(n, ' ');
}

TEST(Bacs, EveryFieldStandsWhereThePublishedLayoutHasIt) {
  const PaymentRun run{.id = "OP-2026-06-05-0123456789AB",
                       .created = *parse_instant("2026-06-04T15:00:00Z"),  // day 155 of the year
                       .date = Date(2026, 6, 5),
                       .from = {"Ashdale Council", "200000", "55779911"},
                       .initiator = "Ashdale Council",
                       .service_user = "123456",
                       .payments = {{"OP1", {"Zoë's Good Company", "400001", "00123456"}, Pence(45000), "Week 23"},
                                    {"OP2", {"Łukasz Nowak", "609242", "12345678"}, Pence(1), ""}}};
  const auto file = write(run, Format::bacs18);
  ASSERT_TRUE(file) << file.error().text();
  auto lines = split_text(*file, '\n');
  ASSERT_EQ(lines.size(), 11U);
  EXPECT_EQ(lines.back(), "");
  const std::string serial = "6789AB", user = "123456";
  expect_record(lines[0], 80,
                {{1, 3, "VOL"},
                 {4, 4, "1"},
                 {5, 10, serial},       // submission serial number: not all noughts or blanks
                 {11, 11, " "},         // accessibility
                 {12, 31, blanks(20)},  // reserved
                 {32, 37, blanks(6)},
                 {38, 41, blanks(4)},
                 {42, 47, user},  // owner
                 {48, 51, blanks(4)},
                 {52, 79, blanks(28)},
                 {80, 80, "1"}});  // label standard level
  const auto first_label = [&](const std::string& name) {
    return std::vector<Field>{{1, 3, name},        {4, 4, "1"},         {5, 5, "A"},          {6, 11, user},
                              {12, 12, "S"},       {13, 14, blanks(2)}, {15, 15, "1"},        {16, 21, user},
                              {22, 27, serial},  // set identification: the volume's serial
                              {28, 31, "0001"},  // file section
                              {32, 35, "0001"},  // file sequence
                              {36, 39, blanks(4)}, {40, 41, blanks(2)}, {42, 47, " 26155"},  // made on
                              {48, 53, " 26156"},  // earliest day on which it may be overwritten
                              {54, 54, " "},       {55, 60, "000000"},  {61, 73, blanks(13)}, {74, 80, blanks(7)}};
  };
  const auto second_label = [&](const std::string& name) {
    return std::vector<Field>{{1, 3, name},      {4, 4, "2"},          {5, 5, "F"},    {6, 10, "02000"},
                              {11, 15, "00100"}, {16, 50, blanks(35)}, {51, 52, "00"}, {53, 80, blanks(28)}};
  };
  expect_record(lines[1], 80, first_label("HDR"));
  expect_record(lines[2], 80, second_label("HDR"));
  expect_record(lines[3], 80,
                {{1, 3, "UHL"},
                 {4, 4, "1"},
                 {5, 10, " 26156"},       // processing day
                 {11, 20, "999999    "},  // the receiving party
                 {21, 22, "00"},          // sterling
                 {23, 28, "000000"},      // country
                 {29, 37, "1 DAILY  "},   // one processing day
                 {38, 40, "001"},         // file number
                 {41, 80, blanks(40)}});
  const auto credit = [&](const char* sort_code, const char* number, const char* pence, const std::string& reference,
                          const std::string& name) {
    return std::vector<Field>{{1, 6, sort_code},
                              {7, 14, number},
                              {15, 15, "0"},   // type of account
                              {16, 17, "99"},  // bank giro credit
                              {18, 23, "200000"},
                              {24, 31, "55779911"},
                              {32, 35, blanks(4)},
                              {36, 46, pence},
                              {47, 64, "ASHDALE COUNCIL   "},
                              {65, 82, reference + blanks(18 - reference.size())},
                              {83, 100, name + blanks(18 - name.size())}};
  };
  expect_record(lines[4], 100, credit("400001", "00123456", "00000045000", "WEEK 23", "ZOE.S GOOD COMPANY"));
  expect_record(lines[5], 100, credit("609242", "12345678", "00000000001", "OP2", "LUKASZ NOWAK"));
  auto contra = credit("200000", "55779911", "00000045001", "CONTRA", "ASHDALE COUNCIL");
  contra[3].is = "17";
  expect_record(lines[6], 100, contra);
  expect_record(lines[7], 80, first_label("EOF"));
  expect_record(lines[8], 80, second_label("EOF"));
  expect_record(lines[9], 80,
                {{1, 3, "UTL"},
                 {4, 4, "1"},
                 {5, 17, "0000000045001"},   // debits
                 {18, 30, "0000000045001"},  // credits
                 {31, 37, "0000001"},        // how many debits
                 {38, 44, "0000002"},        // how many credits
                 {45, 80, blanks(36)}});
}

}  // namespace
}  // namespace onepot::pay
