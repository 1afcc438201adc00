// What finance decides about the books: months that are closed stay as they were, and an account goes as far as its
// limit says – each with who decided it, and only one of two at the same moment.
#include <gtest/gtest.h>

#include <thread>

#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::FormValues;
using testing::Market;

class Books : public Market {
 public:
  Books() { pot("pete", {{"adult-social-care", "*", 40000}}); }
  std::string account() { return onepot::pot::pot_account(ref("pete"), "adult-social-care"); }
  Result<store::ledger::Entered> pay(const std::string& id, Date booked, std::int64_t pence) {
    onepot::pot::Transfer t;
    t.id = id;
    t.booked = t.effective = booked;
    t.from = account();
    t.to = onepot::pot::provider_account("00000000-0000-7000-8000-0000000000aa");
    t.amount = Pence(pence);
    t.stream = "adult-social-care";
    return db->write([&](store::Session& s) { return store::ledger::post(s, t); });
  }
};

FormValues until(const std::string& day, const std::string& month, const std::string& year = "2026") {
  return {{"until-day", day}, {"until-month", month}, {"until-year", year}};
}

TEST(BooksPages, AMonthIsClosedOnceAndStaysClosed) {
  Books town;
  auto fin = town.as("fin");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get(fin.href("/finance/closing")), 200);
  EXPECT_TRUE(fin.has("No month has been closed yet"));
  EXPECT_TRUE(fin.has("value=\"31\"") && fin.has("value=\"10\"")) << "the last day of the month before is offered";
  EXPECT_EQ(fin.submit("/finance/closing", until("31", "2")), 422);
  EXPECT_TRUE(fin.has("Enter a real day"));
  auto today = until("21", "11");
  today.emplace_back("note", "The year is over");
  EXPECT_EQ(fin.submit("/finance/closing", today), 422);
  EXPECT_TRUE(fin.has("not over yet"));
  EXPECT_TRUE(fin.has("The year is over")) << "what was typed is kept";
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM ledger_closing"), 0);
  ASSERT_EQ(fin.submit("/finance/closing", until("31", "10")), 200) << fin.body;
  EXPECT_TRUE(fin.has("The books are closed up to 31 October 2026."));
  EXPECT_TRUE(fin.has("fin"));
  // The month that is closed takes nothing more; the open one does, and its true day can be in the closed month.
  const auto late = town.pay("late", Date(2026, 10, 30), 100);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "period-closed");
  EXPECT_TRUE(town.pay("now", Date(2026, 11, 21), 100));
  fin.get("/finance/closing");
  EXPECT_EQ(fin.submit("/finance/closing", until("30", "9")), 422);
  EXPECT_TRUE(fin.has("closed up to that day already"));
  EXPECT_TRUE(town.books_are_whole());
}

TEST(BooksPages, TwoWhoCloseTheSameMonthAtOnceCloseItOnce) {
  Books town;
  auto one = town.as("fin"), two = town.as("fin");
  one.get("/finance/closing");
  two.get("/finance/closing");
  std::thread first([&] { one.submit("/finance/closing", until("31", "10")); });
  std::thread second([&] { two.submit("/finance/closing", until("31", "10")); });
  first.join();
  second.join();
  EXPECT_EQ(std::minmax(one.status, two.status), std::minmax(200, 422));
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM ledger_closing"), 1);
}

TEST(BooksPages, ALimitBindsFromTodayAndSaysWhoSetItAndWhy) {
  Books town;
  auto fin = town.as("fin");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get(fin.href("/finance/limits")), 200);
  EXPECT_TRUE(fin.has("No limit has been changed"));
  const FormValues good = {
      {"account", town.account()}, {"below", "50"}, {"highest", ""}, {"why", "His wages come before the money"}};
  const auto but = [&](const char* field, const char* value) {
    FormValues out = good;
    for (auto& [name, v] : out)
      if (name == field) v = value;
    return out;
  };
  for (const auto& [bad, said] : {std::pair{but("account", ""), "Enter the account"},
                                  {but("account", "pot:nobody:adult-social-care"), "There is no such account"},
                                  {but("below", "lots"), "Enter an amount"},
                                  {but("highest", "-5"), "Enter an amount"},
                                  {but("why", ""), "Say why"}}) {
    EXPECT_EQ(fin.submit("/finance/limits", bad), 422) << said;
    EXPECT_TRUE(fin.has(said)) << said;
  }
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM ledger_limit"), 0);
  EXPECT_FALSE(town.pay("v1", Date(2026, 11, 21), 44000)) << "a pot does not go below nought by itself";
  ASSERT_EQ(fin.submit("/finance/limits", good), 200) << fin.body;
  EXPECT_TRUE(fin.has("His wages come before the money"));
  EXPECT_TRUE(fin.has("£50"));
  EXPECT_TRUE(town.pay("v2", Date(2026, 11, 21), 44000));
  EXPECT_FALSE(town.pay("v3", Date(2026, 11, 21), 1001)) << "a penny beyond the limit";
  // Left empty, "may go below" lets no pot go below nought; another account has no limit then.
  ASSERT_EQ(fin.submit("/finance/limits", but("below", "")), 200) << fin.body;
  EXPECT_EQ(town.count("SELECT lowest_pence FROM ledger_limit ORDER BY change DESC LIMIT 1"), 0);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM ledger_limit"), 2) << "the first change stays in the history";
}

TEST(BooksPages, AreForThoseWhoKeepTheBooks) {
  Books town;
  for (const auto* name : {"pete", "sister", "dana", "mo", "eva"})
    for (const auto* page : {"/finance/closing", "/finance/limits"}) {
      auto b = town.as(name);
      EXPECT_EQ(b.get(page), 403) << name << page;
      EXPECT_EQ(b.post(page, until("31", "10")), 403) << name << page;
    }
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM ledger_closing"), 0);
}

}  // namespace
}  // namespace onepot::web
