// What comes after a yes: invoices, payments that come back, statements, remittance advice, hours for a payroll.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "onepot/pot/accounts.h"
#include "testing/agreed.h"

namespace onepot::web {
namespace {

using testing::Agreed;
using testing::Browser;

const std::string mo_account = pot::provider_account("00000000-0000-7000-8000-0000000000aa");

class Paid : public Agreed {
 public:
  /// A visit of £30 of which Pete's part, £7.50, is approved and paid; gives the payment's id.
  std::string one_payment() {
    as("mo").post(path(), visit());
    as("pete").post("/me/visits/approve", {{"visit", text("SELECT ref FROM visit")}});
    auto fin = as("fin");
    EXPECT_EQ(fin.post("/finance/runs"), 200) << fin.body;
    run = fin.path;
    return text("SELECT end_to_end FROM payment");
  }
  std::string run;
};

TEST(Paying, RemittanceNamesEachPartAndSumsToThePayment) {
  Paid town;
  const std::string id = town.one_payment();
  auto mo = town.as("mo");
  ASSERT_EQ(mo.get("/provider/payments"), 200);
  ASSERT_EQ(mo.get(mo.href(id)), 200) << mo.body;
  EXPECT_TRUE(mo.has("pete"));
  EXPECT_TRUE(mo.has("£7.50"));
  ASSERT_EQ(mo.get(mo.href("/csv")), 200);
  EXPECT_TRUE(mo.has("payment,date,kind,day,for_whom,what,amount"));
  EXPECT_TRUE(mo.has(",2026-11-23,pete,"));
  EXPECT_TRUE(mo.has(",7.50"));
  EXPECT_EQ(town.count("SELECT SUM(pence) FROM payment_item"), town.count("SELECT SUM(pence) FROM payment"));
  // Nobody else's provider sees it; a finance officer sees it without names.
  EXPECT_EQ(town.as("kit").get("/provider/payments/" + id), 404);
  auto fin = town.as("fin");
  ASSERT_EQ(fin.get(town.run), 200);
  ASSERT_EQ(fin.get(fin.href(id)), 200);
  EXPECT_TRUE(fin.has("£7.50"));
  EXPECT_FALSE(fin.has("pete"));
}

TEST(Paying, APaymentThatCameBackIsDueAgainAndPaidWhenTheDetailsAreMended) {
  Paid town;
  const std::string id = town.one_payment(), form = "/finance/payments/" + id + "/returned";
  auto fin = town.as("fin"), second = town.as("fin"), mo = town.as("mo");
  fin.get("/finance/payments/" + id);
  second.get("/finance/payments/" + id);
  EXPECT_EQ(fin.submit(form, {{"reason", ""}}), 422);
  EXPECT_TRUE(fin.has("Say why it came back"));
  EXPECT_EQ(fin.submit(form, {{"day-day", "1"}, {"reason", "closed"}}), 422) << "before the payment";
  EXPECT_TRUE(fin.has("value=\"closed\""));
  ASSERT_EQ(fin.submit(form, {{"day-day", "23"}, {"reason", "the account is closed"}}), 200) << fin.body;
  EXPECT_EQ(second.submit(form, {{"day-day", "23"}, {"reason", "again"}}), 422) << "somebody entered it a moment ago";
  EXPECT_EQ(town.held(mo_account), 750);
  EXPECT_EQ(town.held(pot::bank_account()), 0);
  EXPECT_TRUE(town.books_are_whole());
  ASSERT_EQ(fin.get(town.run), 200);
  EXPECT_TRUE(fin.has("Came back on 23 November 2026"));
  EXPECT_TRUE(fin.has("numeric\">1</td>")) << "what it was made of is told still";
  EXPECT_FALSE(fin.has("shortest")) << "nobody's wait ended with it";
  // The provider reads why; it waits until they have looked at their details.
  mo.get("/provider/payments");
  EXPECT_TRUE(mo.has("the account is closed"));
  ASSERT_EQ(mo.get(mo.href("/provider/bank")), 200);
  fin.get("/finance");
  EXPECT_TRUE(fin.has("the last payment came back"));
  EXPECT_EQ(fin.post("/finance/runs"), 422);
  ASSERT_EQ(
      mo.submit("/provider/bank", {{"bank-name", "M Okafor"}, {"sort-code", "20-00-00"}, {"account", "55779911"}}),
      200);
  fin.get("/finance");
  ASSERT_EQ(fin.submit("/finance/runs"), 200) << fin.body;
  EXPECT_EQ(town.held(pot::bank_account()), 750);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM payment"), 2);
  EXPECT_TRUE(town.books_are_whole());
}

TEST(Paying, TheBanksFilesAreReadOnceAndWhatIsOpenIsListed) {
  Paid town;
  const std::string id = town.one_payment();
  auto fin = town.as("fin");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get(fin.href("/finance/statements")), 200);
  EXPECT_EQ(fin.upload("/finance/statements", {{"file", ""}}), 422);
  EXPECT_TRUE(fin.has("Choose a file"));
  EXPECT_EQ(fin.upload("/finance/statements", {{"file", "date,amount\nx,1\n"}}), 422);
  EXPECT_TRUE(fin.has("the file:2:date"));
  const std::string statement = "date,amount,description,reference,balance\n2026-11-23,-7.50,Mo," + id +
                                ",92.50\n2026-11-23,-2.00,Charge,,90.50\n";
  fin.get("/finance/statements");
  ASSERT_EQ(fin.upload("/finance/statements", {{"file", statement}}), 200) << fin.body;
  EXPECT_TRUE(fin.has("2 new lines"));
  EXPECT_TRUE(fin.has("Charge"));
  fin.get("/finance/statements");
  ASSERT_EQ(fin.upload("/finance/statements", {{"file", statement}}), 200);
  EXPECT_TRUE(fin.has("0 new lines, 2 known before"));
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM bank_line"), 2);
  fin.get("/finance");
  EXPECT_TRUE(fin.has("1 in the bank, 0 in the books"));

  const std::string back = "id,date,amount,reason\n" + id + ",2026-11-23,7.50,closed\nOPX,2026-11-23,1.00,\n";
  ASSERT_EQ(fin.get("/finance/returns"), 200);
  ASSERT_EQ(fin.upload("/finance/returns", {{"file", back}}), 200) << fin.body;
  EXPECT_TRUE(fin.has("Entered now"));
  EXPECT_TRUE(fin.has("Not known"));
  fin.get("/finance/returns");
  ASSERT_EQ(fin.upload("/finance/returns", {{"file", back}}), 200);
  EXPECT_TRUE(fin.has("Entered before"));
  EXPECT_EQ(town.held(mo_account), 750);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM payment_return"), 1);
  EXPECT_TRUE(town.books_are_whole());
}

TEST(Paying, AnAccountThatCannotBeIsRefusedBesideItsField) {
  Paid town;
  auto fin = town.as("fin"), mo = town.as("mo");
  mo.get("/provider");
  EXPECT_TRUE(mo.has("could not be checked"));
  ASSERT_EQ(fin.get("/finance/weights"), 200);
  EXPECT_EQ(fin.upload("/finance/weights", {{"weights", "nonsense"}}), 422);
  fin.get("/finance/weights");
  ASSERT_EQ(fin.upload("/finance/weights", {{"weights", "089999 089999 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1\n"}}), 200);
  mo.get("/provider/bank");
  EXPECT_EQ(mo.submit("/provider/bank", {{"bank-name", "Mo"}, {"sort-code", "08-99-99"}, {"account", "66374959"}}),
            422);
  EXPECT_TRUE(mo.has("cannot belong together"));
  ASSERT_EQ(mo.submit("/provider/bank", {{"bank-name", "Mo"}, {"sort-code", "08-99-99"}, {"account", "66374958"}}),
            200);
  EXPECT_TRUE(mo.has("fit each other"));
}

TEST(Paying, AnInvoiceFromAPhoneToTheBank) {
  Paid town;
  auto mo = town.as("mo"), pete = town.as("pete"), again = town.as("pete"), ali = town.as("ali");
  const std::string form = "/agreements/" + town.agreement + "/invoice";
  mo.get("/provider/visits");
  ASSERT_EQ(mo.get(mo.href("/invoice")), 200);
  EXPECT_EQ(mo.submit(form, {{"words-1", "Shopping"}}), 422);
  EXPECT_TRUE(mo.has("Type an amount above nothing"));
  EXPECT_TRUE(mo.has("value=\"Shopping\""));
  EXPECT_EQ(mo.submit(form, {{"words-1", ""}}), 422) << "nothing on it";
  const testing::FormValues lines = {
      {"number", "A1"}, {"words-1", "Shopping"}, {"amount-1", "18.50"}, {"words-3", "Mileage"}, {"amount-3", "1.50"}};
  ASSERT_EQ(mo.submit(form, lines), 200) << mo.body;
  mo.get(form);
  EXPECT_EQ(mo.submit(form, lines), 422) << "the same number";
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM invoice"), 1);
  ASSERT_EQ(pete.get("/me/visits"), 200);
  again.get("/me/visits");
  EXPECT_TRUE(pete.has("Shopping: £18.50"));
  EXPECT_TRUE(pete.has("Your part is £5.00 of £20.00"));
  const std::string invoice = town.text("SELECT ref FROM invoice");
  ASSERT_EQ(pete.submit("/me/invoices/approve", {{"invoice", invoice}}), 200) << pete.body;
  ASSERT_EQ(again.submit("/me/invoices/approve", {{"invoice", invoice}}), 200);
  EXPECT_TRUE(again.has("Nothing is paid twice"));
  EXPECT_EQ(town.held(mo_account), 500);
  // Ali asks; Mo cannot take it back any more.
  ali.get("/me/visits");
  ASSERT_EQ(ali.get(ali.href("/wrong")), 200);
  EXPECT_EQ(ali.submit("/me/invoices/" + invoice + "/wrong", {{"words", ""}}), 422);
  ASSERT_EQ(ali.submit("/me/invoices/" + invoice + "/wrong", {{"words", "What mileage?"}}), 200);
  mo.get("/provider/visits");
  EXPECT_TRUE(mo.has("What mileage?"));
  EXPECT_EQ(mo.post(form + "/take-back", {{"invoice", invoice}}), 422);
  auto fin = town.as("fin");
  ASSERT_EQ(fin.post("/finance/runs"), 200) << fin.body;
  EXPECT_EQ(town.held(pot::bank_account()), 500);
  mo.get("/provider/payments");
  EXPECT_TRUE(mo.has("£5.00"));
  EXPECT_TRUE(mo.has("Time from yes to payment"));
  EXPECT_TRUE(town.books_are_whole());
}

TEST(Paying, AnInvoiceIsNeverApprovedByTheOneWhoIsPaid) {
  Paid town;
  ASSERT_EQ(town.as("mo").post("/agreements/" + town.agreement + "/invoice", {{"number", "1"},
                                                                              {"day-day", "23"},
                                                                              {"day-month", "11"},
                                                                              {"day-year", "2026"},
                                                                              {"words-1", "Paint"},
                                                                              {"amount-1", "10"}}),
            200);
  const std::string invoice = town.text("SELECT ref FROM invoice"),
                    theirs = "/people/" + town.ref("pete") + "/invoices/approve";
  auto sister = town.as("sister");
  EXPECT_EQ(sister.post(theirs, {{"invoice", invoice}}), 403) << "nobody asked her";
  town.relate("sister", "pete", "supports");
  town.consent("pete", "sister", "approve");
  town.write([&](store::Session& s) {
    s.run("UPDATE account SET provider_id = :provider WHERE name = 'sister'", {{"provider", town.provider}});
  });
  EXPECT_EQ(sister.post(theirs, {{"invoice", invoice}}), 422);
  EXPECT_TRUE(sister.has("Whoever is paid for the work cannot approve it."));
  EXPECT_EQ(town.held(mo_account), 0);
  town.write([&](store::Session& s) { s.run("UPDATE account SET provider_id = NULL WHERE name = 'sister'"); });
  ASSERT_EQ(sister.post(theirs, {{"invoice", invoice}}), 200) << sister.body;
  EXPECT_EQ(town.held(mo_account), 250);
}

TEST(Paying, TheSameAsLastWeekIsOneTapAndTwiceIsOnce) {
  Paid town;
  auto mo = town.as("mo");
  ASSERT_EQ(mo.post(town.path(), town.visit("9:30")), 200);
  ASSERT_EQ(mo.post(town.path(), town.visit("18:00")), 200);
  mo.get("/provider/visits");
  EXPECT_FALSE(mo.has("Same as last week"));
  town.now = *parse_instant("2026-11-30T20:00:00Z");
  mo.cookies = town.as("mo").cookies;
  mo.get("/provider/visits");
  EXPECT_TRUE(mo.has("Same as last week: 2 visits"));
  auto twice = mo;
  ASSERT_EQ(mo.submit(town.path() + "/last-week"), 200) << mo.body;
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM visit"), 4);
  EXPECT_EQ(town.count("SELECT COUNT(DISTINCT day) FROM visit"), 2);
  EXPECT_EQ(twice.submit(town.path() + "/last-week"), 422);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM visit"), 4);
}

TEST(Paying, WhoIsEmployedIsInTheBureausFileAndNotInARun) {
  Paid town;
  town.write([&](store::Session& s) {
    s.run("UPDATE agreement SET club_id = NULL, person_id = :pete", {{"pete", town.person("pete")}});
    s.run("DELETE FROM agreement_share WHERE person_id <> :pete", {{"pete", town.person("pete")}});
  });
  auto pete = town.as("pete"), mo = town.as("mo"), fin = town.as("fin");
  ASSERT_EQ(pete.get("/me/visits"), 200);
  ASSERT_EQ(pete.get(pete.href("/me/workers")), 200);
  ASSERT_EQ(pete.submit("/me/workers/employs"), 200) << pete.body;
  EXPECT_TRUE(pete.has("They are paid by your payroll"));
  ASSERT_EQ(mo.post(town.path(), town.visit()), 200);
  ASSERT_EQ(mo.post(town.path(), town.visit("15:00")), 200);
  ASSERT_EQ(pete.post("/me/visits/approve", {{"visit", town.text("SELECT MIN(ref) FROM visit")}}), 200) << pete.body;
  const std::string days = "?from=2026-11-01&until=2026-11-30";
  ASSERT_EQ(pete.get("/me/workers" + days), 200);
  EXPECT_TRUE(pete.has("£30.00"));
  ASSERT_EQ(pete.get("/me/workers/csv" + days), 200);
  EXPECT_TRUE(
      pete.has("worker,agreement,period_from,period_until,visits,day_hours,day_rate,night_hours,night_rate,pay,waiting_"
               "hours\n"));
  EXPECT_TRUE(pete.has(",2026-11-01,2026-11-30,2,1.5,20.00,0,12.00,30.00,1.5\n")) << pete.body;
  fin.get("/finance");
  EXPECT_EQ(fin.post("/finance/runs"), 422) << "their payroll pays them";
  EXPECT_EQ(town.held(mo_account), 3000);
  pete.get("/me/workers");
  EXPECT_EQ(pete.submit("/me/workers/employs"), 422) << "what is approved would be paid twice, or never";
  EXPECT_EQ(town.as("sister").get("/people/" + town.ref("pete") + "/workers"), 403);
}

}  // namespace
}  // namespace onepot::web
