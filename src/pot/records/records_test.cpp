// Statements and sheets against the books themselves: whatever was posted, they end where the books stand.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "onepot/base/csv.h"
#include "onepot/pot/accounts.h"
#include "onepot/pot/ledger.h"
#include "onepot/pot/sheets.h"

namespace onepot::pot {
namespace {

const Date april(2026, 4, 1);

Transfer transfer(std::string id, int day, std::string from, std::string to, std::int64_t pence,
                  std::string stream = "asc", Stage stage = Stage::move, std::string reservation = "") {
  Transfer t;
  t.id = std::move(id);
  t.booked = t.effective = april + day;
  t.from = std::move(from);
  t.to = std::move(to);
  t.amount = Pence(pence);
  t.stream = std::move(stream);
  t.stage = stage;
  t.reservation = std::move(reservation);
  return t;
}

/// The rows of the books, as the store gives them.
std::vector<Transfer> rows_of(const Ledger& books) {
  std::vector<Transfer> out;
  for (const auto& part : books.parts()) out.push_back(part.transfer);
  return out;
}

Ledger month() {
  Ledger books;
  const auto post = [&](const Transfer& t) { ASSERT_TRUE(books.post(t).has_value()) << t.id; };
  post(transfer("in1", 0, "funder:asc", "pot:pete:asc", 45000));
  post(transfer("in2", 1, "funder:nhs", "pot:pete:nhs", 12000, "nhs"));
  post(transfer("v1", 8, "pot:pete:asc", "provider:mary", 6000));
  post(transfer("back", 9, "provider:mary", "pot:pete:asc", 1000));
  post(transfer("r1", 9, "pot:pete:asc", "provider:mary", 10000, "asc", Stage::reserve));
  post(transfer("p1", 20, "", "", 4000, "asc", Stage::post, "r1"));
  post(transfer("g1", 25, "pot:pete:nhs", "funder:nhs", 2000, "nhs"));
  post(transfer("late", 40, "funder:asc", "pot:pete:asc", 100));
  post(transfer("bank", 28, "provider:mary", "bank", 5000));
  return books;
}

TEST(Statement, SaysWhatCameInWasSpentAndIsLeft) {
  const auto books = month();
  const auto s = statement("pete", {april + 5, april + 29}, rows_of(books));
  EXPECT_EQ(s.all, (MoneyFlow{.opening = Pence(57000),
                              .came_in = Pence(0),
                              .spent = Pence(9000),
                              .given_back = Pence(2000),
                              .closing = Pence(46000),
                              .promised = Pence(6000)}));
  ASSERT_EQ(s.streams.size(), 2U);
  EXPECT_EQ(s.streams[0].flow.spent, Pence(9000));
  EXPECT_EQ(s.streams[1].flow.closing, Pence(10000));
  ASSERT_EQ(s.spent_with.size(), 1U);
  EXPECT_EQ(s.spent_with[0].amount, Pence(9000));
  EXPECT_EQ(s.spent_with[0].payments, 2);
  ASSERT_EQ(s.lines.size(), 4U);
  EXPECT_EQ(s.lines[1].kind, Statement::Kind::came_back);
  EXPECT_EQ(statement("nobody", {april, april + 9}, rows_of(books)).all, MoneyFlow{});
}

TEST(Sheets, TheBookSheetsAddUp) {
  BookSheets book({april + 5, april + 29});
  for (const auto& t : rows_of(month())) book.add(t);
  const auto sheets = book.sheets();
  ASSERT_EQ(sheets.size(), 5U);
  EXPECT_EQ(to_csv(sheets[4]),
            "person,opening,came_in,spent,given_back,closing,promised\n"
            "pete,570.00,0.00,90.00,20.00,460.00,60.00\n");
  EXPECT_EQ(to_csv(sheets[3]), "date,provider,stream,amount,run,id\n2026-04-29,provider:mary,asc,50.00,,bank\n");
  EXPECT_EQ(sheets[0].rows.size(), 5U);
  Pence closing;
  for (const auto& row : sheets[1].rows) closing += std::get<Pence>(row[5]);
  EXPECT_EQ(closing, Pence()) << "all accounts together are nought";
}

TEST(Sheets, NothingTypedBecomesAFormula) {
  for (const auto* bad : {"=1+1", "+44 20", "-x", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(\"http://x\")"})
    EXPECT_EQ(safe_text(bad), "'" + std::string(bad));
  for (const auto* good : {"", "Mo's = Mornings", "a-b", " ", "3 Mill Lane"}) EXPECT_EQ(safe_text(good), good);
  Sheet sheet{"x", {{Column::Kind::text, "a"}, {Column::Kind::money, "b"}}, {{std::string("=1"), Pence(-307)}}, false};
  EXPECT_EQ(to_csv(sheet), "a,b\n'=1,-3.07\n");
}

/// Random lawful and unlawful posts; whatever the books took, the statement of any period must agree with a model that
/// replays the books up to its two ends.
RC_GTEST_PROP(Statement, EndsWhereTheBooksStand, ()) {
  Ledger books;
  const auto count = *rc::gen::inRange(1, 60);
  const std::vector<std::string> streams = {"asc", "nhs"};
  for (int i = 0; i < count; ++i) {
    const auto stream = *rc::gen::elementOf(streams);
    const auto pot = "pot:" + *rc::gen::elementOf(std::vector<std::string>{"pete", "sam"}) + ":" + stream;
    const auto other = *rc::gen::elementOf(std::vector<std::string>{"funder:" + stream, "provider:mo", "provider:kit"});
    const auto day = *rc::gen::inRange(0, 30);
    const auto pence = *rc::gen::inRange(1, 500);
    const auto id = "t" + std::to_string(i);
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        (void)books.post(transfer(id, day, "funder:" + stream, pot, pence * 10, stream));
        break;
      case 1:
        (void)books.post(transfer(id, day, pot, other, pence, stream));
        break;
      case 2:
        (void)books.post(transfer(id, day, "provider:mo", pot, pence, stream));
        break;
      case 3:
        (void)books.post(transfer(id, day, pot, "provider:mo", pence, stream, Stage::reserve));
        break;
      default:
        (void)books.post(transfer(id, day, "", "", pence, stream,
                                  *rc::gen::arbitrary<bool>() ? Stage::post : Stage::release,
                                  "t" + std::to_string(*rc::gen::inRange(0, count))));
    }
  }
  const auto first = *rc::gen::inRange(0, 30), length = *rc::gen::inRange(0, 15);
  const Period period{april + first, april + first + length};
  BookSheets book(period);
  for (const auto& t : rows_of(books)) book.add(t);
  const auto sheets = book.sheets();
  for (const std::string person : {"pete", "sam"}) {
    const auto s = statement(person, period, rows_of(books));
    Pence at_start, at_end;
    for (const auto& t : rows_of(books)) {
      if (t.stage != Stage::move && t.stage != Stage::post) continue;
      Pence change;
      if (t.from.starts_with("pot:" + person + ":")) change -= t.amount;
      if (t.to.starts_with("pot:" + person + ":")) change += t.amount;
      if (t.booked < period.from) at_start += change;
      if (t.booked <= period.until) at_end += change;
    }
    RC_ASSERT(s.all.opening == at_start);
    RC_ASSERT(s.all.closing == at_end);
    RC_ASSERT(s.all.opening + s.all.came_in - s.all.spent - s.all.given_back == s.all.closing);
    Pence spent;
    for (const auto& w : s.spent_with) spent += w.amount;
    RC_ASSERT(spent == s.all.spent);
    for (const auto& row : sheets[4].rows)
      if (std::get<std::string>(row[0]) == person) {
        RC_ASSERT(std::get<Pence>(row[5]) == s.all.closing);
        RC_ASSERT(std::get<Pence>(row[6]) == s.all.promised);
      }
  }
  // To the end of time the statement is the balance.
  for (const std::string person : {"pete", "sam"}) {
    const auto s = statement(person, {april, april + 400}, rows_of(books));
    Pence posted, committed;
    for (const auto& [key, balance] : books.balances())
      if (key.first.starts_with("pot:" + person + ":")) posted += balance.posted, committed += balance.committed;
    RC_ASSERT(s.all.closing == posted);
    RC_ASSERT(s.all.promised == committed);
  }
}

}  // namespace
}  // namespace onepot::pot
