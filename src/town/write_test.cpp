#include "onepot/town/write.h"

#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/on_both.h"
#include "onepot/town/cast.h"

namespace onepot::town {
namespace {

Town small_town(std::uint64_t seed = 1) {
  return *make({.people = 300, .seed = seed});
}

std::int64_t number(store::Database& db, std::string_view sql) {
  return db.read([&](store::Session& s) { return s.query(sql).one().integer(0); });
}

class WriteTown : public store::OnBoth {};

TEST_P(WriteTown, EverythingIsThereAndTheBooksTie) {
  const Town town = small_town();
  const auto written = write(town, database(), {.password_hash = "x"});
  ASSERT_TRUE(written) << written.error().text();
  auto& db = database();
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM person"), 300);
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM provider"), std::ssize(town.providers));
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM visit"), std::ssize(town.visits));
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM pot"), 299);  // all but Pete

  const auto verified = db.read([](store::Session& s) { return store::ledger::verify(s); });
  EXPECT_TRUE(verified.problems.empty()) << verified.problems.front();
  EXPECT_EQ(verified.transfers, written->transfers);

  // Agreements, visits, payments and the books say the same.
  EXPECT_EQ(number(db,
                   "SELECT COUNT(*) FROM visit v JOIN agreement a ON a.id = v.agreement_id WHERE v.day < a.from_date "
                   "OR v.day > a.until_date"),
            0);
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM visit_share s JOIN visit v ON v.id = s.visit_id WHERE s.pence <> v.pence"),
            0);
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM visit_share WHERE payment_id IS NOT NULL AND answer <> 'approved'"), 0);
  EXPECT_EQ(number(db,
                   "SELECT COUNT(*) FROM payment p WHERE pence <> (SELECT SUM(s.pence) FROM visit_share s WHERE "
                   "s.payment_id = p.id)"),
            0);
  EXPECT_EQ(number(db,
                   "SELECT COUNT(*) FROM payment_run r WHERE total_pence <> (SELECT COALESCE(SUM(pence), 0) FROM "
                   "payment p WHERE p.run_id = r.id)"),
            0);
  const auto bank = db.read([](store::Session& s) { return store::ledger::lots_of_account(s, pot::bank_account()); });
  Pence through_bank;
  for (const auto& lot : bank) through_bank += lot.balance.posted;
  EXPECT_EQ(through_bank.count(), number(db, "SELECT SUM(pence) FROM payment"));
  EXPECT_EQ(through_bank, written->through_bank);
  // What providers have earned and not been paid is what is approved and not paid.
  EXPECT_EQ(
      (written->to_providers - written->through_bank).count(),
      number(db, "SELECT COALESCE(SUM(pence), 0) FROM visit_share WHERE answer = 'approved' AND payment_id IS NULL"));
  // Commitments stand in the books as promised money, and no pot is below nought.
  EXPECT_EQ(number(db,
                   "SELECT COUNT(*) FROM commitment c JOIN ledger_id i ON i.id = c.transfer_id JOIN "
                   "ledger_reservation r ON r.number = i.number "
                   "WHERE r.left_pence <> c.pence - c.settled_pence"),
            0);
  EXPECT_EQ(
      number(db, "SELECT COUNT(*) FROM commitment c LEFT JOIN ledger_id i ON i.id = c.transfer_id WHERE i.id IS NULL"),
      0);
  for (const auto& lot : db.read([](store::Session& s) { return store::ledger::lots(s); }))
    if (pot::person_of(lot.account)) EXPECT_GE(lot.balance.available(), Pence()) << lot.account;
}

TEST_P(WriteTown, TheCastStandWhereTheirStoryBegins) {
  const Town town = small_town(7);
  ASSERT_TRUE(write(town, database(), {.password_hash = "x"}));
  auto& db = database();
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM account WHERE sign_in = 'pete' AND role = 'P' AND person_id = 1"), 1);
  for (const Seat& seat : seats())
    EXPECT_EQ(number(db, "SELECT COUNT(*) FROM account WHERE sign_in = '" + seat.sign_in + "'"), 1) << seat.sign_in;
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM assessment WHERE person_id = 1"), 0);
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM pot WHERE person_id = 1"), 0);
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM pot WHERE person_id IN (2, 3)"), 2);
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM agreement WHERE person_id <= 3"), 0);
  EXPECT_EQ(number(db, "SELECT SUM(week_pence) FROM pot_stream WHERE pot_id = 2"), 71437);
  EXPECT_EQ(number(db, "SELECT COUNT(*) FROM person_yes WHERE answer = 'yes'"), 2);
  EXPECT_EQ(
      number(db, "SELECT COUNT(*) FROM home h JOIN room r ON r.home_id = h.id WHERE h.name = '3 Mill Lane, Thornby'"),
      3);
}

TEST_P(WriteTown, IsRefusedWhereAPlaceIs) {
  const Town town = *make({.people = 60});
  ASSERT_TRUE(write(town, database(), {.password_hash = "x"}));
  const auto again = write(town, database(), {.password_hash = "x"});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "not-empty");
  EXPECT_EQ(number(database(), "SELECT COUNT(*) FROM place"), 2);
}
ONEPOT_ON_BOTH(WriteTown);

TEST(WriteTownTwice, TheSameSeedGivesTheSameRows) {
  const auto dump = [](std::uint64_t seed) {
    auto db = store::TestDatabase::make(store::Dialect::sqlite);
    const Town town = small_town(seed);
    EXPECT_TRUE(write(town, **db, {.password_hash = "x"}));
    return (*db)->read([](store::Session& s) {
      std::string out = store::ledger::verify(s).head;
      for (const auto* sql : {"SELECT ref || pseudonym FROM person ORDER BY id", "SELECT ref FROM visit ORDER BY id",
                              "SELECT ref || sign_in FROM account ORDER BY id"})
        for (const auto row : s.query(sql)) out += row.text(0);
      return out;
    });
  };
  const auto first = dump(5);
  EXPECT_EQ(first, dump(5));
  EXPECT_NE(first, dump(6));
}

TEST(DemoPassword, FollowsFromTheSeed) {
  const auto a = demo_password_hash(1), b = demo_password_hash(1), c = demo_password_hash(2);
  ASSERT_TRUE(a && b && c);
  EXPECT_EQ(*a, *b);
  EXPECT_NE(*a, *c);
  EXPECT_TRUE(a->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
}

}  // namespace
}  // namespace onepot::town
