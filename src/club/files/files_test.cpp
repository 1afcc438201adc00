#include "onepot/club/files.h"

#include <gtest/gtest.h>

namespace onepot::club {
namespace {

template <class T>
std::vector<std::string> refusals(const Read<T>& read) {
  std::vector<std::string> out;
  if (!read)
    for (const Refusal& r : read.error()) out.push_back(r.text());
  return out;
}

constexpr auto people_header =
    "person,budget_week,day_hours,day_shareable_hours,night_hours,night_shareable,areas,must,likes,priority\n";
std::vector<std::string> warnings;

TEST(Files, PeopleNameFileLineAndColumn) {
  const auto bad = refusals(read_people(std::string(people_header) + "Pete,620.00,10,6,8,yes,Ash|Elm,garden,Sam,1\n"
                                                                     "Pete,-1.00,x,6,8,maybe,Ash,,,1.5\n"
                                                                     ",5.001,4,6,-2,no,,,,\n",
                                        "p.csv", warnings));
  ASSERT_EQ(bad.size(), 10U);
  EXPECT_TRUE(bad[0].starts_with("p.csv:3:person: 'Pete' stands twice"));
  EXPECT_TRUE(bad[1].starts_with("p.csv:3:budget_week:"));
  EXPECT_TRUE(bad[2].starts_with("p.csv:3:day_hours: 'x'"));
  EXPECT_TRUE(bad[3].starts_with("p.csv:3:day_shareable_hours:"));
  EXPECT_TRUE(bad[4].starts_with("p.csv:3:night_shareable: 'maybe'"));
  EXPECT_TRUE(bad[5].starts_with("p.csv:3:priority: '1.5'"));
  EXPECT_TRUE(bad[6].starts_with("p.csv:4:person:"));
  EXPECT_TRUE(bad[7].starts_with("p.csv:4:budget_week:"));
}

TEST(Files, PeopleMayLeaveOutLikesAndPriorityAndChangeTheOrder) {
  const auto read = read_people(
      "\xef\xbb\xbfnight_shareable,person,budget_week,day_hours,day_shareable_hours,night_hours,areas,must\r\n"
      "yes,Pete,620,10.5,6,8,Ash|Elm,\r\n",
      "p.csv", warnings);
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)[0].day_hours, Rational(21, 2));
  EXPECT_EQ((*read)[0].areas, (std::vector<std::string>{"Ash", "Elm"}));
}

TEST(Files, HomesAndPairsAreRefusedPrecisely) {
  EXPECT_EQ(refusals(read_homes("home,area,rent_week,features\nA,Ash,1,\n", "h.csv", warnings)).at(0).substr(0, 18),
            "h.csv:1:bedrooms: ");
  EXPECT_EQ(refusals(read_homes("home,area,rent_week,bedrooms,features\nA,Ash,£1,2.5,\n", "h.csv", warnings)).size(),
            2U);
  const std::vector<Person> people{{.name = "A"}, {.name = "B"}};
  const auto pairs = read_pairs("person,person\nA,B\n", "t.csv", people, warnings);
  ASSERT_TRUE(pairs);
  EXPECT_EQ(*pairs, (std::vector<Pair>{{0, 1}}));
  const auto bad = refusals(read_pairs("person,person\nA,A\nA,C\n", "t.csv", people, warnings));
  ASSERT_EQ(bad.size(), 2U);
  EXPECT_TRUE(bad[0].starts_with("t.csv:2:person 2: the pair names one person twice"));
  EXPECT_TRUE(bad[1].starts_with("t.csv:3:person 2: 'C' is not among the people"));
  EXPECT_EQ(refusals(read_pairs("person\nA\n", "t.csv", people, warnings)).size(), 1U);
}

TEST(Files, RoomsAndPeopleMustBeAsMany) {
  EXPECT_EQ(refusals(read_values("person,A,B\nx,1,2\n", "v.csv", warnings)).at(0).substr(0, 10), "v.csv:1:B:");
  EXPECT_EQ(refusals(read_values("person,A\nx,1\ny,2\n", "v.csv", warnings)).at(0).substr(0, 15), "v.csv:3:person:");
  EXPECT_EQ(refusals(read_values("person\n", "v.csv", warnings)).size(), 1U);
}

TEST(Files, CostsOfEveryCoalition) {
  EXPECT_EQ(refusals(read_costs("members,cost\nA,1\nB,1\nC,2\nA+B,1\nA+B+C,2\n", "c.csv", warnings)).size(), 2U);
  EXPECT_EQ(refusals(read_costs("person,need\nA,-1\n", "c.csv", warnings)).at(0).substr(0, 13), "c.csv:2:need:");
  EXPECT_EQ(refusals(read_costs("who,need\nA,1\n", "c.csv", warnings)).size(), 1U);
}

}  // namespace
}  // namespace onepot::club
