// The place's draw rule: shown with its dates, tried before it is dated, followed when money moves, told to the person;
// and odd pennies that go round.
#include <gtest/gtest.h>

#include "onepot/base/files.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/draw_rules.h"
#include "onepot/store/ledger.h"
#include "onepot/store/pot/conditions.h"
#include "onepot/store/pot/savings.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::FormValues;
using testing::Market;

std::string rule_file(const char* name) {
  const auto text = read_file(std::string(ONEPOT_SOURCE_DIR) + "/rules/draw/" + name);
  EXPECT_TRUE(text.has_value()) << text.error().text();
  return text.value_or("");
}

FormValues tried(const std::string& script, const std::string& amount) {
  FormValues out = {{"script", script}, {"amount", amount}, {"purpose", "personal-care"}};
  for (const auto& kind : pot::known_streams()) out.emplace_back("balance-" + std::string(kind.code), "100");
  return out;
}

FormValues dated(const std::string& name, const std::string& day) {
  return {{"name", name}, {"remainder", "carried"}, {"from-day", day}, {"from-month", "11"}, {"from-year", "2026"}};
}

/// Three who share £10.00 visits a third each, and two streams in Pete's pot.
class Shared : public Market {
 public:
  Shared() {
    pot("pete", {{"own", "*", 100000}, {"adult-social-care", "*", 100000}});
    for (const auto* name : {"sam", "ali"}) pot(name, {{"adult-social-care", "*", 100000}});
    club({{"pete", 10000}, {"sam", 10000}, {"ali", 10000}});
  }
  void agree() {
    auto p = as("pete"), m = as("mo");
    p.get("/clubs/00000000-0000-7000-8000-00000000c1b0/brief");
    p.submit("/clubs/00000000-0000-7000-8000-00000000c1b0/brief", {{"words", "Mornings"},
                                                                   {"day-week", "3"},
                                                                   {"night-week", "0"},
                                                                   {"from-day", "22"},
                                                                   {"from-month", "11"},
                                                                   {"from-year", "2026"}});
    const std::string brief = p.path;
    m.get(brief);
    m.submit(brief + "/offer", {{"day-rate", "10"}, {"night-rate", "10"}, {"words", "Me"}, {"notice-days", "14"}});
    const auto offer = text("SELECT ref FROM brief_offer");
    for (const auto* name : {"pete", "sam", "ali"}) as(name).post(brief + "/yes", {{"offer", offer}});
    agreement = text("SELECT ref FROM agreement");
  }
  void rule(const std::string& script, const std::string& remainder) {
    write([&](store::Session& s) {
      ASSERT_TRUE(store::draw_rules::add(
          s, place, {"r-" + remainder, "A rule", script, remainder, Date(2026, 4, 1), {}}, std::nullopt, now));
    });
  }
  int visit(const std::string& start) {
    auto mo = as("mo");
    mo.get("/agreements/" + agreement + "/visits");
    return mo.submit("/agreements/" + agreement + "/visits", {{"day-day", "23"},
                                                              {"day-month", "11"},
                                                              {"day-year", "2026"},
                                                              {"start", start},
                                                              {"day-time", "1"},
                                                              {"night-time", ""},
                                                              {"worker", "Mo"},
                                                              {"note", ""}});
  }
  std::string agreement;
};

TEST(DrawRules, AreTriedBeforeTheyAreDated) {
  Shared town;
  auto fin = town.as("fin");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get(fin.href("/finance/draw-rules")), 200);
  EXPECT_TRUE(fin.has("No rule is dated yet"));
  EXPECT_EQ(fin.submit("/finance/draw-rules/try", tried("send [GBP/2 1] (", "250")), 422);
  EXPECT_TRUE(fin.has("rule:1:17"));
  EXPECT_TRUE(fin.has("send [GBP/2 1] (")) << "what was typed is kept";
  EXPECT_EQ(fin.submit("/finance/draw-rules/try", tried(rule_file("contribution-first.num"), "many")), 422);
  ASSERT_EQ(fin.submit("/finance/draw-rules/try", tried(rule_file("contribution-first.num"), "250")), 200) << fin.body;
  EXPECT_EQ(fin.heading(), "What the rule would draw");
  // £100 of the own money first, then £100 and £50 of what may pay for personal care, in the rule's order.
  EXPECT_TRUE(fin.has("Your own money"));
  EXPECT_TRUE(fin.has("£50"));
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM draw_rule"), 0) << "trying keeps nothing";
  EXPECT_EQ(fin.submit("/finance/draw-rules", dated("Own first", "1")), 422);
  EXPECT_TRUE(fin.has("tomorrow at the earliest"));
  ASSERT_EQ(fin.submit("/finance/draw-rules", dated("Own first", "30")), 200) << fin.body;
  EXPECT_TRUE(fin.has("Own first"));
  EXPECT_TRUE(fin.has("to come"));
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM draw_rule"), 1);
  // Another for the same day is refused, and so is everybody who is not finance.
  fin.submit("/finance/draw-rules/try", tried(rule_file("contribution-last.num"), "250"));
  EXPECT_EQ(fin.submit("/finance/draw-rules", dated("Own last", "30")), 422);
  EXPECT_TRUE(fin.has("Another rule begins on that day"));
  EXPECT_EQ(town.as("pete").post("/finance/draw-rules"), 403);
}

TEST(DrawRules, AreFollowedWhenMoneyIsPromised) {
  for (const auto* file : {"contribution-first.num", "contribution-last.num"}) {
    Shared town;
    town.rule(rule_file(file), "carried");
    town.agree();
    const bool own_first = std::string(file) == "contribution-first.num";
    EXPECT_EQ(
        town.count("SELECT COUNT(*) FROM commitment WHERE stream_id = (SELECT id FROM stream WHERE code = 'own')"),
        own_first ? 1 : 0)
        << file;
    auto pete = town.as("pete");
    ASSERT_EQ(pete.get("/me/pot"), 200);
    const auto own = pete.body.find("<li>Your own money"), care = pete.body.find("<li>Adult social care");
    ASSERT_NE(own, std::string::npos) << pete.body;
    ASSERT_NE(care, std::string::npos);
    EXPECT_EQ(own < care, own_first) << file;
  }
}

/// The savings rule says "first" or "last", the dated draw rule the opposite: the draw rule decides, and both pages say
/// so. Without a dated rule the savings rule decides.
TEST(DrawRules, GoBeforeWhatTheSavingsRuleSays) {
  for (const bool own_first_by_savings : {true, false})
    for (const bool with_rule : {true, false}) {
      Shared town;
      town.write([&](store::Session& s) {
        store::conditions::add_first_versions(s);
        onepot::pot::SavingsRule rule;
        rule.id = "Money you hold";
        rule.from = Date(2026, 4, 1);
        rule.cap_weeks = Rational(8);
        rule.contribution = own_first_by_savings ? onepot::pot::Spent::first : onepot::pot::Spent::last;
        rule.notice_days = 28;
        rule.basis = "Care Act 2014";
        store::savings::state(s, town.place, rule, std::nullopt, town.now);
      });
      if (with_rule)
        town.rule(rule_file(own_first_by_savings ? "contribution-last.num" : "contribution-first.num"), "carried");
      town.agree();
      const bool own_paid =
          town.count("SELECT COUNT(*) FROM commitment WHERE stream_id = (SELECT id FROM stream WHERE code = 'own')") >
          0;
      EXPECT_EQ(own_paid, own_first_by_savings != with_rule) << own_first_by_savings << with_rule;
      auto anybody = town.nobody();
      ASSERT_EQ(anybody.get("/savings"), 200);
      EXPECT_EQ(anybody.has("In the order that “A rule” says, below"), with_rule) << anybody.body;
      EXPECT_EQ(anybody.has("Which money pays first"), with_rule);
      const auto own = anybody.body.find("<li>Your own money"), care = anybody.body.find("<li>Adult social care");
      EXPECT_EQ(own != std::string::npos, with_rule);
      if (with_rule) EXPECT_EQ(own < care, !own_first_by_savings);
      auto fin = town.as("fin");
      fin.get("/finance/draw-rules");
      EXPECT_TRUE(fin.has("it alone decides which money pays first"));
    }
}

TEST(DrawRules, OddPenniesGoRound) {
  Shared town;
  town.rule(rule_file("contribution-last.num"), "carried");
  town.agree();
  town.now = *parse_instant("2026-11-23T20:00:00Z");
  for (const auto* start : {"8:00", "10:00", "12:00"}) ASSERT_EQ(town.visit(start), 200);
  EXPECT_EQ(town.count("SELECT COUNT(DISTINCT total) FROM (SELECT SUM(pence) AS total FROM visit_share GROUP BY "
                       "person_id) AS sums"),
            1);
  EXPECT_EQ(town.count("SELECT MAX(pence) FROM visit_share"), 334);
  EXPECT_EQ(town.count("SELECT SUM(millionths) FROM bill_carry"), 0);
  // A visit taken back takes back what it carried.
  auto mo = town.as("mo");
  mo.get("/provider/visits");
  ASSERT_EQ(mo.submit("/agreements/" + town.agreement + "/visits/take-back",
                      {{"visit", town.text("SELECT ref FROM visit ORDER BY id DESC LIMIT 1")}}),
            200)
      << mo.body;
  EXPECT_EQ(town.count("SELECT MAX(millionths) FROM bill_carry"), 666'666);
  EXPECT_EQ(town.count("SELECT SUM(millionths) FROM bill_carry"), 0);
}

}  // namespace
}  // namespace onepot::web
