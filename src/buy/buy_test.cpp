#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/buy/agreement.h"
#include "onepot/buy/band.h"
#include "onepot/buy/brief.h"
#include "onepot/buy/listing.h"

namespace onepot::buy {
namespace {

TEST(Band, CountsFullTimePosts) {
  EXPECT_EQ(band_of(60), Band::micro);
  EXPECT_EQ(band_of(500), Band::micro);
  EXPECT_EQ(band_of(501), Band::small);
  EXPECT_EQ(band_of(2500), Band::small);
  EXPECT_EQ(band_of(2501), Band::medium);
  EXPECT_EQ(band_of(9999), Band::medium);
  EXPECT_EQ(band_of(10000), Band::large);
  EXPECT_EQ(band_of(900, {.micro = 900}), Band::micro);
  for (const Band b : {Band::micro, Band::small, Band::medium, Band::large}) EXPECT_EQ(*parse_band(to_text(b)), b);
  EXPECT_FALSE(parse_band("tiny"));
}

TEST(Listing, AsksLittleAndNothingTwice) {
  std::set<std::string> ids;
  std::size_t to_be_listed = 0;
  for (const Field& f : listing_fields()) {
    EXPECT_TRUE(ids.insert(f.id).second) << f.id << " is asked twice";
    EXPECT_FALSE(f.why.empty()) << f.id;
    if (f.at == AskedAt::listing && f.required) ++to_be_listed;
  }
  EXPECT_LE(to_be_listed, 6U);
  // A sole trader with none of what tenders ask for.
  const Listing zoe{.name = "Zoë",
                    .category = "good company",
                    .words = "I help with what you like doing",
                    .area = "Little Ash",
                    .day_rate = Pence(2000),
                    .staff_hundredths = 100};
  EXPECT_TRUE(missing(zoe, AskedAt::listing).empty());
  const auto more = missing(zoe, AskedAt::first_payment);
  ASSERT_EQ(more.size(), 2U);
  EXPECT_EQ(more[0].where.column, "sort_code");
  EXPECT_EQ(missing({}, AskedAt::listing).size(), to_be_listed);
  for (const auto& m : missing({}, AskedAt::first_payment)) EXPECT_TRUE(ids.contains(m.where.column)) << m.where.column;
  EXPECT_EQ(*burden(7, 6, Pence(300'000)).minutes_per_1000_pounds, Rational(2));
  EXPECT_FALSE(burden(7, 6, Pence(0)).minutes_per_1000_pounds);
}

const Brief wanted{.words = "We want somebody who likes football",
                   .day_week = Hours::whole(30),
                   .night_week = Hours::whole(63),
                   .from = Date(2026, 7, 1),
                   .members = {"pete", "sam", "ali"}};

TEST(Brief, SaysWhatIsMissing) {
  const Date today(2026, 6, 1);
  EXPECT_TRUE(check_brief(wanted, today));
  const auto code = [&](auto change) {
    Brief b = wanted;
    change(b);
    const auto out = check_brief(b, today);
    return out ? std::string("good") : out.error().code;
  };
  EXPECT_EQ(code([](Brief& b) { b.words = "  "; }), "empty");
  EXPECT_EQ(code([](Brief& b) { b.day_week = b.night_week = Hours(); }), "no-time");
  EXPECT_EQ(code([](Brief& b) { b.day_week = Hours::whole(400); }), "too-much");
  EXPECT_EQ(code([](Brief& b) { b.from = Date(2026, 5, 31); }), "in-the-past");
  EXPECT_EQ(code([](Brief& b) { b.members.clear(); }), "nobody");
}

TEST(Offer, OneAProviderAndNeverToOneself) {
  const Offer offer{
      .id = "o1", .provider = "zoe", .day_rate = Pence(2000), .night_rate = Pence(1400), .notice_days = 28};
  EXPECT_TRUE(may_offer(wanted, {}, offer, {"zoe"}));
  EXPECT_EQ(may_offer(wanted, {offer}, offer, {"zoe"}).error().code, "already-offered");
  Offer back = offer;
  back.withdrawn = true;
  EXPECT_TRUE(may_offer(wanted, {back}, offer, {"zoe"}));
  EXPECT_EQ(may_offer(wanted, {}, offer, {"zoe", "sam"}).error().code, "own-brief");
  Brief closed = wanted;
  closed.state = BriefState::chosen;
  EXPECT_EQ(may_offer(closed, {}, offer, {}).error().code, "not-open");
  Offer dear = offer;
  dear.day_rate = Pence(50'001);
  EXPECT_EQ(may_offer(wanted, {}, dear, {}).error().code, "bad-rate");
}

TEST(Offer, InAnyOrderOfYesesExactlyOneIsChosen) {
  EXPECT_TRUE(rc::check([] {
    const std::vector<Offer> offers{{.id = "a"}, {.id = "b"}};
    std::optional<std::string> chosen;
    std::map<std::string, std::vector<std::string>> said;
    int made = 0, told = 0;
    const auto steps = *rc::gen::container<std::vector<std::pair<bool, int>>>(
        rc::gen::pair(rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 3)));
    for (const auto& [second, who] : steps) {
      const Offer& offer = offers[second ? 1 : 0];
      const std::string member = wanted.members[static_cast<std::size_t>(who)];
      const auto yes = say_yes(wanted, chosen, offer, said[offer.id], member);
      if (!yes) {
        RC_ASSERT(yes.error().code == "taken" && chosen && *chosen != offer.id);
        ++told;
        continue;
      }
      said[offer.id] = yes->said;
      RC_ASSERT(yes->said.size() + yes->waiting_for.size() == 3);
      if (yes->chosen && !chosen) {
        chosen = offer.id;
        ++made;
      }
    }
    RC_ASSERT(made <= 1);
    if (told > 0) RC_ASSERT(made == 1);
  }));
  EXPECT_EQ(say_yes(wanted, {}, {.id = "a"}, {}, "eve").error().code, "not-a-member");
  EXPECT_EQ(say_yes(wanted, {}, {.id = "a", .withdrawn = true}, {}, "sam").error().code, "offer-withdrawn");
}

TEST(Agreement, AWeekAPeriodAndEverybodysPart) {
  const Terms t{Pence(2000), Pence(1400), Hours::whole(30), Hours::whole(63)};
  EXPECT_EQ(week_cost(t), Pence(148'200));
  EXPECT_EQ(period_cost(t, {Date(2026, 7, 1), Date(2026, 7, 31)}), Pence(656'314));  // 31/7 × 1482.00 = 6563.142…
  EXPECT_EQ(period_cost(t, {Date(2026, 7, 2), Date(2026, 7, 1)}), Pence(0));
  const Period year = promised(Date(2026, 7, 1), std::nullopt, 13);
  EXPECT_EQ(period_cost(t, year), Pence(148'200) * 13);
  EXPECT_EQ(promised(Date(2026, 7, 1), Date(2026, 7, 10), 13).until, Date(2026, 7, 10));
  EXPECT_EQ(ends_after_notice(Date(2026, 7, 1), 28), Date(2026, 7, 29));
  EXPECT_TRUE(rc::check([] {
    const Terms any{Pence(*rc::gen::inRange(0, 5000)), Pence(*rc::gen::inRange(0, 3000)),
                    Hours::minutes(*rc::gen::inRange(0, 5000)), Hours::minutes(*rc::gen::inRange(0, 5000))};
    const Period period{Date(2026, 1, 1), Date(2026, 1, 1) + *rc::gen::inRange(0, 800)};
    auto shares = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 100000));
    shares.push_back(1);
    const auto parts = commitments(any, period, shares);
    RC_ASSERT(static_cast<bool>(parts));
    RC_ASSERT(std::accumulate(parts->begin(), parts->end(), Pence()) == period_cost(any, period));
  }));
}

TEST(Agreement, IsAffordableFromWhatIsAvailable) {
  const auto no = affordable(Pence(150'000), Pence(99'809));
  EXPECT_FALSE(no.yes);
  EXPECT_EQ(no.short_by, Pence(50'191));
  const auto yes = affordable(Pence(99'809), Pence(99'809));
  EXPECT_TRUE(yes.yes);
  EXPECT_EQ(yes.left, Pence(0));
  EXPECT_EQ(weeks_carried(Pence(350), Pence(100)), 3);
  EXPECT_EQ(weeks_carried(Pence(-1), Pence(100)), 0);
  EXPECT_FALSE(weeks_carried(Pence(350), Pence(0)));
}

}  // namespace
}  // namespace onepot::buy
