// A rule with its grounds binds what is bought; anybody may challenge it; late answers and ended days unbind it.
#include <gtest/gtest.h>

#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::FormValues;
using testing::Market;

FormValues taxi_rule() {
  return {{"words", "Social care money does not pay for taxis."},
          {"legal_basis", "Care Act 2014, section 31"},
          {"until-day", "20"},
          {"until-month", "5"},
          {"until-year", "2027"},
          {"stream", "adult-social-care"},
          {"never_for", "Getting out"}};
}

TEST(Rules, WithoutItsGroundsARuleIsRefusedAndWhatWasTypedStays) {
  Market town;
  auto fin = town.as("fin");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get("/rules"), 200);
  ASSERT_EQ(fin.get(fin.href("/rules/new")), 200);
  EXPECT_EQ(fin.submit("/rules/new", {{"words", "No taxis"}}), 422);
  EXPECT_TRUE(fin.has("Say on which law it stands"));
  EXPECT_TRUE(fin.has("Say when it ends"));
  EXPECT_TRUE(fin.has("No taxis"));
  auto rule = taxi_rule();
  rule.push_back({"until-year", "2032"});
  rule.erase(rule.begin() + 4);
  EXPECT_EQ(fin.submit("/rules/new", rule), 422) << "no rule lasts for ever";
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM spending_rule"), 0);
}

class Ruled : public Market {
 public:
  Ruled() {
    pot("pete", {{"adult-social-care", "*", 400000}});
    auto fin = as("fin");
    fin.get("/rules/new");
    EXPECT_EQ(fin.submit("/rules/new", taxi_rule()), 200) << fin.body;
    rule = fin.path;
  }
  /// Pete asks for taxis, Mo offers, Pete says yes: the status of that.
  int buy_taxis() {
    auto p = as("pete"), m = as("mo");
    const auto day = date_of(now).ymd();
    p.post("/me/brief", {{"words", "A taxi to college"},
                         {"kind", "getting-out"},
                         {"day-week", "2"},
                         {"from-day", std::to_string(static_cast<unsigned>(day.day()))},
                         {"from-month", std::to_string(static_cast<unsigned>(day.month()))},
                         {"from-year", std::to_string(static_cast<int>(day.year()))}});
    EXPECT_EQ(p.status, 200) << p.body;
    const std::string brief = p.path;
    m.get(brief);
    EXPECT_EQ(
        m.submit(brief + "/offer", {{"day-rate", "20"}, {"night-rate", "0"}, {"words", "Me"}, {"notice-days", "14"}}),
        200)
        << m.body;
    const auto offer = text("SELECT ref FROM brief_offer ORDER BY id DESC LIMIT 1");
    const int status = p.post(brief + "/yes", {{"offer", offer}});
    said = p.body;
    return status;
  }
  std::string rule, said;
};

TEST(Rules, ARuleBindsWhatIsBoughtUntilItsChallengeIsLate) {
  Ruled town;
  EXPECT_EQ(town.buy_taxis(), 422);
  EXPECT_NE(town.said.find("Social care money does not pay for taxis."), std::string::npos) << town.said;
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM agreement"), 0);
  auto asks = town.as("pete");
  ASSERT_EQ(asks.get("/briefs/" + town.text("SELECT ref FROM brief ORDER BY id DESC LIMIT 1")), 200);
  EXPECT_TRUE(asks.has("A rule about spending stops your money paying for this: Social care money")) << asks.body;
  EXPECT_FALSE(asks.has("does not fit"));
  auto nobody = town.nobody();
  ASSERT_EQ(nobody.get("/rules"), 200);
  ASSERT_EQ(nobody.get(town.rule), 200);
  EXPECT_TRUE(nobody.has("Care Act 2014, section 31"));
  EXPECT_TRUE(nobody.has("Sign in to challenge"));
  auto pete = town.as("pete");
  pete.get(town.rule);
  EXPECT_EQ(pete.submit(town.rule + "/challenge", {{"words", " "}}), 422);
  ASSERT_EQ(pete.submit(town.rule + "/challenge", {{"words", "There is no bus to my college."}}), 200);
  nobody.get(town.rule);
  EXPECT_TRUE(nobody.has("There is no bus to my college."));
  EXPECT_TRUE(nobody.has("by 19 December 2026"));
  EXPECT_FALSE(nobody.has("pete"));
  EXPECT_EQ(town.buy_taxis(), 422) << "it waits, within its time";
  town.now = *parse_instant("2026-12-20T09:00:00Z");
  nobody.get(town.rule);
  EXPECT_TRUE(nobody.has("Does not count now"));
  EXPECT_EQ(town.buy_taxis(), 200) << town.said;
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM agreement"), 1);
  // The owner answers late, with reasons: from now on the rule counts again, for what is bought anew.
  auto fin = town.as("fin");
  fin.get(town.rule);
  EXPECT_EQ(fin.submit(town.rule + "/answer", {{"decision", "keep"}}), 422);
  ASSERT_EQ(fin.submit(town.rule + "/answer", {{"decision", "keep"}, {"reasons", "There is a bus at eight."}}), 200);
  EXPECT_TRUE(fin.has("There is a bus at eight."));
  EXPECT_EQ(town.buy_taxis(), 422);
  EXPECT_EQ(fin.post(town.rule + "/answer", {{"decision", "keep"}, {"reasons", "x"}}), 409);
}

TEST(Rules, AnAnswerCanEndARuleAndAnEndedDayUnbindsIt) {
  Ruled town;
  auto sister = town.as("sister"), cara = town.as("cara");
  sister.get(town.rule);
  ASSERT_EQ(sister.submit(town.rule + "/challenge", {{"words", "No bus."}}), 200);
  cara.get(town.rule);
  ASSERT_EQ(cara.submit(town.rule + "/answer", {{"decision", "end"}, {"reasons", "You are right."}}), 200);
  EXPECT_EQ(town.buy_taxis(), 200) << town.said;
  EXPECT_EQ(sister.post(town.rule + "/challenge", {{"words", "Again"}}), 409);

  Ruled other;
  other.now = *parse_instant("2027-05-20T09:00:00Z");
  EXPECT_EQ(other.buy_taxis(), 422);
  other.now = *parse_instant("2027-05-21T09:00:00Z");
  EXPECT_EQ(other.buy_taxis(), 200) << other.said;
  auto cara2 = other.as("cara");
  ASSERT_EQ(cara2.get("/rules/new?renew=" + other.rule.substr(7)), 200);
  ASSERT_EQ(cara2.submit("/rules/new", {{"until-day", "1"}, {"until-month", "6"}, {"until-year", "2027"}}), 200)
      << cara2.body;
  EXPECT_EQ(other.count("SELECT COUNT(*) FROM spending_rule WHERE ended_at IS NULL"), 1);
  EXPECT_EQ(other.buy_taxis(), 422) << "renewed, it counts again";
  EXPECT_EQ(cara2.post(other.rule + "/end"), 409) << "the one before was ended by being renewed";
}

}  // namespace
}  // namespace onepot::web
