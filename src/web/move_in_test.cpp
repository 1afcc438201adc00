// Records come in as they are, all or none; again, and nothing changes; and people come to what is theirs.
#include "onepot/place/move_in.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "onepot/store/ledger.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::Market;

std::string example(const std::string& name) {
  std::ifstream file(std::string(ONEPOT_SOURCE_DIR) + "/docs/moving-in/" + name);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

place::MoveFiles examples() {
  return {{"people.csv", example("people.csv")},
          {"providers.csv", example("providers.csv")},
          {"pots.csv", example("pots.csv")},
          {"agreements.csv", example("agreements.csv")}};
}

class Moved : public Market {
 public:
  Moved() {
    write([](store::Session& s) {
      for (const auto* code : {"adult-social-care", "access-to-work"})
        s.run(
            "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES (:code, :code, "
            "'council', 'Care Act 2014', '*', 1)",
            {{"code", code}});
    });
  }
  place::MoveOutcome move(const place::MoveFiles& files) {
    place::MoveOutcome out;
    (void)db->write([&](store::Session& s) -> Result<int> {
      place::Actor fin;
      fin.account = accounts.at("fin");
      fin.place = place;
      fin.role = 'C';
      fin.duty = "finance";
      const auto grant = place::decide(s, fin, "move-in", {}, now);
      ONEPOT_ASSERT(grant.has_value());
      Random random(7);
      out = place::move_in({s, *grant, random}, files);
      if (!out.refusals.empty()) return refuse("refused", "");
      return 0;
    });
    return out;
  }
  std::string rows() {
    std::string out;
    for (const auto* table : {"person", "provider", "pot", "pot_stream", "agreement", "agreement_share", "ledger_id",
                              "commitment", "moved_in", "welcome"})
      out += fmt::format("{} {}\n", table, count(fmt::format("SELECT COUNT(*) FROM {}", table)));
    return out;
  }
};

TEST(MoveIn, EveryAgreementIsAsItWasAndAgainNothingChanges) {
  Moved town;
  const auto first = town.move(examples());
  ASSERT_TRUE(first.refusals.empty()) << first.refusals.front().text();
  EXPECT_EQ(first.moved.people.made, 2);
  EXPECT_EQ(first.moved.agreements.made, 2);
  EXPECT_EQ(first.moved.differences, 0);
  EXPECT_EQ(first.moved.compared.size(), 24U);
  EXPECT_EQ(first.moved.balances, Pence(168000 + 62055 + 8000));
  EXPECT_EQ(town.text("SELECT words FROM agreement WHERE day_rate_pence = 1750"), "Tuesdays in the garden");
  EXPECT_EQ(town.count("SELECT until_date FROM agreement WHERE day_rate_pence = 1750"), Date(2027, 5, 31).number());
  EXPECT_EQ(town.count("SELECT SUM(pence) FROM commitment"), 4 * (21000 + 10500));
  EXPECT_TRUE(town.books_are_whole());
  const auto rows = town.rows();
  const auto again = town.move(examples());
  EXPECT_TRUE(again.refusals.empty());
  EXPECT_EQ(again.moved.agreements.made, 0);
  EXPECT_EQ(again.moved.agreements.there, 2);
  EXPECT_EQ(again.moved.differences, 0);
  EXPECT_TRUE(again.moved.welcomes.empty());
  EXPECT_EQ(town.rows(), rows);
  // What changed in Onepot since is told, not overwritten.
  town.write([](store::Session& s) { s.run("UPDATE agreement SET notice_days = 7 WHERE day_rate_pence = 1750"); });
  EXPECT_EQ(town.move(examples()).moved.differences, 1);
  EXPECT_EQ(town.count("SELECT notice_days FROM agreement WHERE day_rate_pence = 1750"), 7);
}

/// Two people share Tuesdays in the garden: their club, each one's part and their promise come in as they were.
TEST(MoveIn, AClubsAgreementComesInWithEachOnesPart) {
  const auto with = [](const std::string& rows) {
    auto files = examples();
    files.people.text += "P-3,Kim,Kim Lee,1970-02-03,Thornby\n";
    files.agreements.text =
        "agreement,person,provider,category,words,day_rate,night_rate,day_hours,night_hours,week,notice_days,from,"
        "until,club,shares\n" +
        rows;
    return files;
  };
  const std::string row = "A-1,P-1001|P-1002,S-78,getting-out,Tuesdays,17.50,0.00,6,0,105.00,14,2025-06-02,,";
  Moved town;
  for (const auto& [rest, said] :
       {std::pair<std::string, std::string>{",70.00|35.00", "club: several people share this"},
        {"Gardeners,70.00", "shares: expected what each pays"},
        {"Gardeners,70.00|35.01", "shares: they come to 105.01 a week"},
        {"Gardeners,70.00|many", "shares: "}}) {
    const auto bad = town.move(with(row + rest + "\n"));
    ASSERT_EQ(bad.refusals.size(), 1U) << rest;
    EXPECT_NE(bad.refusals[0].text().find(said), std::string::npos) << bad.refusals[0].text();
  }
  const auto moved = town.move(with(row + "Gardeners,70.00|35.00\n"));
  ASSERT_TRUE(moved.refusals.empty()) << moved.refusals.front().text();
  EXPECT_EQ(moved.moved.differences, 0);
  EXPECT_EQ(town.text("SELECT name FROM club"), "Gardeners");
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM club_member WHERE answer = 'yes'"), 2);
  EXPECT_EQ(town.count("SELECT SUM(week_pence) FROM agreement_share"), 10500);
  EXPECT_EQ(town.count("SELECT SUM(pence) FROM commitment"), 4 * 10500);
  EXPECT_TRUE(town.books_are_whole());
  const auto again = town.move(with(row + "Gardeners,70.00|35.00\n"));
  EXPECT_TRUE(again.refusals.empty());
  EXPECT_EQ(again.moved.agreements.there, 1);
  // Another agreement of the same club is theirs too; the name for other people is refused.
  std::string second = row;
  second.replace(0, 3, "A-2");
  EXPECT_TRUE(town.move(with(row + "Gardeners,70.00|35.00\n" + second + "Gardeners,52.50|52.50\n")).refusals.empty());
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM club"), 1);
  auto files = with(row + "Gardeners,70.00|35.00\n");
  files.agreements.text +=
      "A-3,P-1001|P-3,S-78,getting-out,Tuesdays,17.50,0.00,6,0,105.00,14,2025-06-02,,Gardeners,70.00|35.00\n";
  const auto other = town.move(files);
  ASSERT_EQ(other.refusals.size(), 1U);
  EXPECT_EQ(other.refusals[0].code, "other-people");
}

TEST(MoveIn, OneBadFieldAndNothingComesIn) {
  Moved town;
  const auto rows = town.rows();
  auto files = examples();
  files.agreements.text +=
      "A-9,P-1,S-78,getting-out,x,17.50,0.00,6,0,105.00,14,2025-06-02,\n"
      "A-10,P-1002,S-78,getting-out,x,17.50,0.00,6,0,100.00,14,2025-06-02,\n";
  const auto priced = town.move(files);
  ASSERT_EQ(priced.refusals.size(), 1U);
  EXPECT_EQ(priced.refusals[0].text(),
            "agreements.csv:5:week: the rates and hours come to 105.00 a week: it would change what is paid");
  files = examples();
  files.agreements.text += "A-9,P-1,S-78,getting-out,x,17.50,0.00,6,0,105.00,14,2025-06-02,\n";
  files.people.text += "P-3,Kim,Kim Lee,1970-02-30,Thornby\n";
  const auto dated = town.move(files);
  ASSERT_EQ(dated.refusals.size(), 1U);
  EXPECT_EQ(dated.refusals[0].where, (Where{"people.csv", 4, "born"}));
  files.people = examples().people;
  const auto unknown = town.move(files);
  ASSERT_EQ(unknown.refusals.size(), 1U);
  EXPECT_EQ(unknown.refusals[0].text(), "agreements.csv:4:person: 'P-1' is not in the people's file");
  EXPECT_EQ(town.rows(), rows);
  ASSERT_TRUE(town.move(examples()).refusals.empty());
  auto changed = examples();
  changed.agreements.text.replace(changed.agreements.text.find("17.50,0.00,6,0,105.00"), 21, "18.00,0.00,6,0,108.00");
  const auto again = town.move(changed);
  ASSERT_EQ(again.refusals.size(), 1U);
  EXPECT_EQ(again.refusals[0].code, "moved-before");
}

TEST(MoveIn, ByThePageAndToOnesOwnRecord) {
  Moved town;
  auto fin = town.as("fin");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get(fin.href("/finance/move-in")), 200);
  EXPECT_EQ(fin.submit("/finance/move-in"), 422);
  EXPECT_TRUE(fin.has("Choose the file"));
  const auto moved = town.move(examples());
  ASSERT_TRUE(moved.refusals.empty());
  const std::string code = moved.moved.welcomes.at(1).code;
  EXPECT_EQ(code.size(), 14U);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM welcome WHERE code_hash = '" + code + "'"), 0) << "kept as a hash only";
  auto terry = town.nobody();
  terry.get("/join");
  ASSERT_EQ(terry.get(terry.href("/welcome")), 200);
  const testing::FormValues wrong = {{"code", code},         {"born-day", "4"},
                                     {"born-month", "10"},   {"born-year", "1979"},
                                     {"sign-in", "terry.b"}, {"password", "a garden on tuesdays"}};
  EXPECT_EQ(terry.submit("/welcome", wrong), 422);
  auto right = wrong;
  right[1].second = "3";
  ASSERT_EQ(terry.submit("/welcome", right), 200) << terry.body;
  EXPECT_EQ(terry.path, "/me");
  ASSERT_EQ(terry.get("/me/pot"), 200);
  EXPECT_TRUE(terry.has("£700.55"));
  EXPECT_TRUE(terry.has("Pat&#39;s Garden Days"));
  auto other = town.nobody();
  other.get("/welcome");
  right[4].second = "other";
  EXPECT_EQ(other.submit("/welcome", right), 422) << "a code is used once";
}

TEST(MoveIn, ACodeCannotBeGuessedDayByDay) {
  Moved town;
  const auto moved = town.move(examples());
  const std::string code = moved.moved.welcomes.at(1).code;
  const auto typed = [&](const std::string& as, int day) {
    return testing::FormValues{{"code", as},           {"born-day", std::to_string(day)},
                               {"born-month", "10"},   {"born-year", "1979"},
                               {"sign-in", "terry.b"}, {"password", "a garden on tuesdays"}};
  };
  auto thief = town.nobody();
  thief.get("/welcome");
  int tries = 0;
  while (!thief.has("There were too many tries") && ++tries < 28)
    // Spaces and case do not make another code of it.
    ASSERT_EQ(thief.submit("/welcome", typed(tries % 2 == 0 ? code : " " + code, tries + 3)), 422);
  EXPECT_LT(tries, 12);
  EXPECT_EQ(thief.submit("/welcome", typed(code, 3)), 422) << "not even the right day, for a while";
  EXPECT_TRUE(thief.has("There were too many tries"));
  town.now += std::chrono::hours(24);
  EXPECT_EQ(thief.submit("/welcome", typed(code, 3)), 200) << thief.body;
}

}  // namespace
}  // namespace onepot::web
