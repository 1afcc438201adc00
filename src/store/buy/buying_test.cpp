// Buying and paying, the statements themselves, on both databases.
#include <gtest/gtest.h>

#include "onepot/store/accounts.h"
#include "onepot/store/agreements.h"
#include "onepot/store/briefs.h"
#include "onepot/store/dues.h"
#include "onepot/store/on_both.h"
#include "onepot/store/providers.h"
#include "onepot/store/visits.h"

namespace onepot::store {
namespace {

class Buying : public OnBoth {
 protected:
  const Instant now = *parse_instant("2026-11-21T09:00:00Z");
  PlaceId place;
  AreaId area;
  AccountId account;
  PersonId pete, sam;
  ProviderId mo, kit;

  PersonId person(Session& s, const std::string& name) {
    return accounts::add_person(s, {.ref = name,
                                    .known_as = name,
                                    .full_name = name,
                                    .pseudonym = "p-" + name,
                                    .place = place,
                                    .area = area,
                                    .born = Date(1990, 1, 1)});
  }
  ProviderId provider(Session& s, const std::string& name) {
    return providers::add(s,
                          {.ref = name,
                           .name = name,
                           .kind = "micro-enterprise",
                           .about = "",
                           .bank_name = name,
                           .bank_sort_code = "200000",
                           .bank_account = "55779911",
                           .place = place,
                           .area = area},
                          now);
  }
  void begin(Session& s) {
    place = s.query(
                 "INSERT INTO place (slug, name, council, nhs_partner, residents) VALUES ('a', 'A', 'A Council', 'A "
                 "NHS', 1) RETURNING id")
                .one()
                .id<PlaceId>(0);
    area = s.query(
                "INSERT INTO area (place_id, name, kind, easting_m, northing_m, residents) VALUES (:place, 'Thornby', "
                "'village', 0, 0, 1) RETURNING id",
                {{"place", place}})
               .one()
               .id<AreaId>(0);
    pete = person(s, "pete");
    sam = person(s, "sam");
    mo = provider(s, "mo");
    kit = provider(s, "kit");
    account = accounts::add(s,
                            {.ref = "acc",
                             .sign_in = "pete",
                             .password_hash = "-",
                             .name = "pete",
                             .role = "P",
                             .duty = "",
                             .place = place,
                             .person = pete},
                            now);
    s.run(
        "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES ('care', 'Care', '', '', "
        "'*', 1)");
  }
  briefs::NewBrief wish(const std::string& ref) const {
    briefs::NewBrief b;
    b.ref = ref;
    b.place = place;
    b.area = area;
    b.person = pete;
    b.by = account;
    b.words = "Mornings";
    b.category = "personal-care";
    b.day = Hours::whole(5);
    b.from = Date(2026, 11, 23);
    return b;
  }
  template <class F>
  void in_writing(F&& f) {
    const auto done = database().write([&](Session& s) -> Result<int> {
      f(s);
      return 0;
    });
    ASSERT_TRUE(done);
  }
};

TEST_P(Buying, AnOfferStandsOnceAndABriefClosesOnce) {
  in_writing([&](Session& s) {
    begin(s);
    const auto id = briefs::add(s, wish("b1"), now);
    EXPECT_TRUE(briefs::add_offer(s, id, mo, {"o1", "Me", Pence(1800), Pence(0), 14}, now));
    EXPECT_FALSE(briefs::add_offer(s, id, mo, {"o2", "Me again", Pence(1700), Pence(0), 14}, now));
    briefs::say_yes(s, id, briefs::offers(s, id)[0].id, pete, now);
    EXPECT_TRUE(briefs::withdraw_offer(s, id, mo, now));
    EXPECT_FALSE(briefs::withdraw_offer(s, id, mo, now));
    EXPECT_TRUE(briefs::yeses(s, id).empty());
    EXPECT_TRUE(briefs::add_offer(s, id, mo, {"o3", "Anew", Pence(1700), Pence(0), 14}, now));
    EXPECT_TRUE(briefs::add_offer(s, id, kit, {"o4", "Kit", Pence(1900), Pence(0), 14}, now));
    const auto offers = briefs::offers(s, id);
    ASSERT_EQ(offers.size(), 2U);
    EXPECT_EQ(offers[0].ref, "o3");
    briefs::say_yes(s, id, offers[0].id, pete, now);
    briefs::say_yes(s, id, offers[0].id, pete, now);
    briefs::say_yes(s, id, offers[1].id, pete, now);
    ASSERT_EQ(briefs::yeses(s, id).size(), 1U);
    EXPECT_EQ(briefs::yeses(s, id)[0].offer, offers[1].id);
    EXPECT_EQ(briefs::open_in(s, place, 10).size(), 1U);
    EXPECT_EQ(briefs::open_in(s, place, 10)[0].offers, 2);
    EXPECT_TRUE(briefs::choose(s, id, offers[1].id));
    EXPECT_FALSE(briefs::choose(s, id, offers[0].id));
    EXPECT_FALSE(briefs::withdraw(s, id));
    EXPECT_FALSE(briefs::withdraw_offer(s, id, kit, now)) << "what was chosen stands";
    EXPECT_TRUE(briefs::open_in(s, place, 10).empty());
    EXPECT_EQ(briefs::with_offer_of(s, kit, 10).size(), 1U);
    EXPECT_EQ(briefs::of_person(s, pete).size(), 1U);
    EXPECT_EQ(briefs::behind(s, *briefs::by_id(s, id)).size(), 1U);
    EXPECT_TRUE(briefs::people_of(s, mo).empty());
  });
}

TEST_P(Buying, FromAgreementToPaymentOnce) {
  in_writing([&](Session& s) {
    begin(s);
    const auto brief = briefs::add(s, wish("b1"), now);
    briefs::add_offer(s, brief, mo, {"o1", "Me", Pence(1800), Pence(0), 14}, now);
    agreements::NewAgreement a;
    a.ref = "a1";
    a.place = place;
    a.provider = mo;
    a.person = pete;
    a.offer = briefs::offers(s, brief)[0].id;
    a.category = "personal-care";
    a.day_rate = Pence(1800);
    a.day = Hours::whole(5);
    a.from = Date(2026, 11, 23);
    const auto agreement = agreements::add(s, a, now);
    ASSERT_TRUE(agreement);
    a.ref = "a2";
    EXPECT_FALSE(agreements::add(s, a, now)) << "an offer becomes one agreement";
    agreements::add_share(s, agreement, pete, Pence(6000));
    agreements::add_share(s, agreement, sam, Pence(3000));
    EXPECT_EQ(agreements::shares(s, agreement).size(), 2U);
    EXPECT_EQ(agreements::of_provider(s, mo, a.from).size(), 1U);
    EXPECT_EQ(agreements::of_person(s, sam, a.from).size(), 1U);
    EXPECT_FALSE(agreements::promised_until(s, agreement));
    agreements::add_commitment(s, agreement, pete, "care", "t1", a.from, a.from + 27, Pence(24000));
    EXPECT_EQ(agreements::promised_until(s, agreement), a.from + 27);
    EXPECT_TRUE(agreements::commitments(s, agreement, pete, a.from + 28).empty());
    const auto promised = agreements::commitments(s, agreement, pete, a.from);
    ASSERT_EQ(promised.size(), 1U);
    agreements::set_settled(s, promised[0].id, Pence(100));
    EXPECT_EQ(agreements::commitments(s, agreement, pete, a.from)[0].settled, Pence(100));

    visits::NewVisit v{"v1", agreement, "Mo", a.from, 570, Hours::whole(1), Hours(), "", Pence(1800), account};
    const auto visit = visits::add(s, v, now);
    ASSERT_TRUE(visit);
    v.ref = "v2";
    EXPECT_FALSE(visits::add(s, v, now));
    visits::add_share(s, visit, pete, Pence(1200));
    visits::add_share(s, visit, sam, Pence(600));
    EXPECT_EQ(visits::recorded_in_week(s, agreement, week_of(a.from)), Hours::whole(1));
    EXPECT_EQ(visits::recorded_in_week(s, agreement, week_of(a.from) + 7), Hours());
    EXPECT_EQ(visits::waiting(s, pete).size(), 1U);
    EXPECT_TRUE(visits::query(s, visit, pete, account, "Late", now));
    EXPECT_TRUE(visits::approve(s, visit, pete, account, now));
    EXPECT_FALSE(visits::approve(s, visit, pete, account, now));
    EXPECT_FALSE(visits::query(s, visit, pete, account, "Late", now));
    EXPECT_FALSE(visits::remove(s, visit));
    EXPECT_EQ(visits::of_provider(s, mo, 10).size(), 2U);
    EXPECT_EQ(visits::last(s, agreement)->ref, "v1");
    EXPECT_EQ(visits::id_of(s, agreement, "v1"), visit);

    const auto due = dues::due(s, place);
    ASSERT_EQ(due.size(), 1U) << "only what was approved";
    EXPECT_EQ(due[0].pence, Pence(1200));
    ASSERT_EQ(dues::due_by_provider(s, place).size(), 1U);
    EXPECT_EQ(dues::due_by_provider(s, place)[0].visits, 1);
    EXPECT_EQ(dues::payer(s, place).council, "A Council");
    const auto run = payments::add_run(s,
                                       {.ref = "r1",
                                        .place = place,
                                        .for_date = a.from,
                                        .made_by = account,
                                        .payments = 1,
                                        .total = Pence(1200),
                                        .format = "csv",
                                        .file = "x"},
                                       now + std::chrono::hours(5));
    const auto payment = payments::add_payment(s, run, mo, "e1", Pence(1200));
    ASSERT_TRUE(payment);
    EXPECT_EQ(dues::set_paid(s, mo, *payment), 1) << "only what was approved";
    EXPECT_EQ(dues::set_paid(s, mo, *payment), 0);
    EXPECT_TRUE(dues::due(s, place).empty());
    EXPECT_EQ(visits::part(s, "v1", pete)->paid_on, a.from);
    EXPECT_EQ(visits::answered(s, pete, 10).size(), 1U);
    ASSERT_EQ(dues::paid_by(s, run).size(), 1U);
    EXPECT_EQ(dues::paid_by(s, run)[0].longest_ms, 5 * 3'600'000);
    EXPECT_EQ(dues::paid_to(s, mo, 10).size(), 1U);
    EXPECT_EQ(dues::waits(s, run), (std::vector<std::int64_t>{5 * 3'600'000}));
    EXPECT_TRUE(dues::run(s, place, "r1"));
    EXPECT_FALSE(dues::run(s, PlaceId{place.value + 1}, "r1"));
  });
}

TEST_P(Buying, TheDirectoryIsSearchedAndGapsAreKept) {
  in_writing([&](Session& s) {
    begin(s);
    providers::add_offering(s, mo, "f1", "dog-walking", "I walk 100% of the way", Pence(1200), {}, now);
    EXPECT_EQ(providers::search(s, place, "DOG", "", {}, 0, 10).of, 1);
    EXPECT_EQ(providers::search(s, place, "100%", "", area, 0, 10).of, 1);
    EXPECT_EQ(providers::search(s, place, "100_", "", {}, 0, 10).of, 0);
    EXPECT_TRUE(providers::add_gap(s, place, "cats", now));
    EXPECT_FALSE(providers::add_gap(s, place, "cats", now + std::chrono::hours(1)));
    EXPECT_TRUE(providers::add_gap(s, place, "cats", now + std::chrono::hours(30)));
    EXPECT_TRUE(providers::end_offering(s, mo, "f1", now));
    EXPECT_FALSE(providers::end_offering(s, mo, "f1", now));
    EXPECT_EQ(providers::categories(s, place).size(), 0U);
  });
}

ONEPOT_ON_BOTH(Buying);

}  // namespace
}  // namespace onepot::store
