// What a place keeps of learning, the statements themselves, on both databases.
#include <gtest/gtest.h>

#include "onepot/store/accounts.h"
#include "onepot/store/agreements.h"
#include "onepot/store/door.h"
#include "onepot/store/evaluations.h"
#include "onepot/store/lives.h"
#include "onepot/store/newness.h"
#include "onepot/store/on_both.h"
#include "onepot/store/publications.h"
#include "onepot/store/support_told.h"

namespace onepot::store {
namespace {

class Learning : public OnBoth {
 protected:
  const Instant now = *parse_instant("2026-11-21T09:00:00Z");
  PlaceId place;
  AccountId eva, dana;
  PersonId pete;

  void SetUp() override {
    OnBoth::SetUp();
    if (!db) return;
    write([&](Session& s) {
      place = s.query(
                   "INSERT INTO place (slug, name, council, nhs_partner, residents) VALUES ('a', 'Ashdale', 'A', 'A', "
                   "1) RETURNING id")
                  .one()
                  .id<PlaceId>(0);
      const auto area = s.query(
                             "INSERT INTO area (place_id, name, kind, easting_m, northing_m, residents) VALUES "
                             "(:place, 'Thornby', 'village', 0, 0, 1) RETURNING id",
                             {{"place", place}})
                            .one()
                            .id<AreaId>(0);
      pete = accounts::add_person(s, {.ref = "pete",
                                      .known_as = "Pete",
                                      .full_name = "Pete",
                                      .pseudonym = "ps",
                                      .place = place,
                                      .area = area,
                                      .born = Date(1990, 1, 1)});
      for (const auto& [name, role, account] : {std::tuple("eva", "E", &eva), std::tuple("dana", "C", &dana)})
        *account = accounts::add(s,
                                 {.ref = name,
                                  .sign_in = name,
                                  .password_hash = "-",
                                  .name = name,
                                  .role = role,
                                  .duty = "",
                                  .place = place},
                                 now);
      s.run(
          "INSERT INTO provider (ref, place_id, area_id, name, kind, staff_hundredths, listed_at) VALUES ('mo', "
          ":place, :area, 'Mo', 'micro-enterprise', 100, 0)",
          {{"place", place}, {"area", area}});
      s.run(
          "INSERT INTO agreement (ref, place_id, provider_id, person_id, category, day_rate_pence, night_rate_pence, "
          "day_minutes_week, night_minutes_week, notice_days, from_date, made_at) VALUES ('g', :place, (SELECT id "
          "FROM provider), :person, 'support', 2000, 0, 600, 0, 28, :from, 0)",
          {{"place", place}, {"person", pete}, {"from", Date(2026, 1, 5)}});
      s.run(
          "INSERT INTO agreement_share (agreement_id, person_id, week_pence) SELECT id, person_id, 20000 FROM "
          "agreement");
      s.run(
          "INSERT INTO visit (ref, agreement_id, worker, day, start_minute, day_minutes, pence, recorded_at) VALUES "
          "('v', (SELECT id FROM agreement), 'Mo', :day, 540, 60, 2000, 0)",
          {{"day", Date(2026, 5, 5)}});
      s.run("INSERT INTO visit_share (visit_id, person_id, pence) SELECT id, :person, 2000 FROM visit",
            {{"person", pete}});
      s.run("INSERT INTO life_check (person_id, at, respondent, score) VALUES (:person, :at, 'person', 17)",
            {{"person", pete}, {"at", *parse_instant("2026-09-09T12:00:00Z")}});
      door::give_consent(s, pete, std::nullopt, "evaluation", now - std::chrono::hours(1));
      door::start_relationship(s, pete, dana, "practitioner", "", now - std::chrono::hours(1));
    });
  }
  template <class F>
  void write(F&& f) {
    const auto done = database().write([&](Session& s) -> Result<int> {
      f(s);
      return 0;
    });
    ASSERT_TRUE(done.has_value());
  }
  evaluations::Plan plan() const {
    evaluations::Plan p;
    p.question = "Does it help?";
    p.support = "size:micro";
    p.compared = "others";
    p.outcomes = {"life", "cost-week"};
    p.method = "naive";
    p.estimand = "ATT";
    p.from = Date(2026, 3, 1);
    p.until = Date(2026, 11, 1);
    p.began = Date(2025, 3, 1);
    p.mature_why = "A year";
    return p;
  }
};

TEST_P(Learning, APlanIsFixedOnceAndAmendedInOrder) {
  write([&](Session& s) {
    const auto id = evaluations::add(s, place, eva, "e", "Title", "", plan(), now);
    EXPECT_TRUE(evaluations::change_draft(s, id, "Other", plan(), eva, now));
    EXPECT_TRUE(evaluations::fix(s, id, "stamp", 3, now));
    EXPECT_FALSE(evaluations::fix(s, id, "stamp", 3, now));
    EXPECT_FALSE(evaluations::change_draft(s, id, "Late", plan(), eva, now));
    auto second = plan();
    second.version = 2;
    second.reason = "Because";
    second.answers_then = 1;
    EXPECT_TRUE(evaluations::amend(s, id, second, eva, now));
    EXPECT_FALSE(evaluations::amend(s, id, second, eva, now)) << "somebody was quicker";
    const auto e = evaluations::by_ref(s, place, "e");
    ASSERT_TRUE(e.has_value());
    EXPECT_EQ(e->title, "Other");
    ASSERT_EQ(e->plans.size(), 2U);
    EXPECT_EQ(e->plans[1].outcomes, plan().outcomes);
    EXPECT_EQ(e->plans[1].results_then, 0);
    evaluations::ResultRow row;
    row.ref = "r";
    row.version = 2;
    row.maturity = "mature";
    row.figures = "{}";
    evaluations::add_result(s, id, row, eva, now);
    const auto results = evaluations::results(s, id, now);
    ASSERT_EQ(results.size(), 1U);
    evaluations::add_rerun(s, results[0].id, {}, eva, now);
    evaluations::add_conclusion(s, id, results[0].id, {.verdict = "better", .words = "Yes", .early = true}, eva, now);
    EXPECT_EQ(evaluations::results(s, id, now)[0].reruns.size(), 1U);
    EXPECT_TRUE(evaluations::conclusions(s, id).at(0).early);
    evaluations::add_saving(s, id, {.ref = "s", .kind = "avoided", .words = "Nights", .budget = "NHS", .evidence = "x"},
                            eva, now);
    EXPECT_EQ(evaluations::savings(s, id).size(), 1U);
    EXPECT_TRUE(evaluations::remove_saving(s, id, "s", now));
    EXPECT_FALSE(evaluations::remove_saving(s, id, "s", now));
    EXPECT_EQ(evaluations::all(s, place).size(), 1U);
  });
}

TEST_P(Learning, RowsAreOfThoseWhoConsentNow) {
  write([&](Session& s) {
    lives::add_life_event(s, pete, {.ref = "n", .kind = "job", .words = "Hello", .day = Date(2026, 6, 1)}, now);
    const auto rows = evaluations::lived(s, place, Date(2026, 3, 1), Date(2026, 11, 1), now);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].life_after, 17);
    EXPECT_FALSE(rows[0].life_before.has_value());
    EXPECT_EQ(rows[0].workers, 1);
    EXPECT_EQ(rows[0].events, 1);
    EXPECT_EQ(evaluations::answers(s, place, Date(2026, 3, 1), Date(2026, 11, 1)), 1);
    EXPECT_EQ(evaluations::provider_kinds(s, place), std::vector<std::string>{"micro-enterprise"});
    EXPECT_EQ(lives::own_events(s, pete).size(), 1U);
    EXPECT_TRUE(lives::told_events(s, place, now, 5).empty()) << "no consent to stories";
    EXPECT_EQ(lives::life_events(s, place, Date(2026, 1, 1), now).size(), 1U);
    EXPECT_TRUE(lives::withdraw_event(s, pete, "n", now));
    EXPECT_FALSE(lives::withdraw_event(s, pete, "n", now));
    EXPECT_TRUE(lives::life_events(s, place, Date(2026, 1, 1), now).empty());
    EXPECT_EQ(publications::people(s, place, Date(2026, 11, 1), now).size(), 1U);
    EXPECT_EQ(support_told::came_to_all(s, place, Date(2026, 1, 1), Date(2026, 11, 1), now).size(), 1U);
    door::withdraw_consent(s, pete, std::nullopt, "evaluation", now);
    EXPECT_TRUE(evaluations::lived(s, place, Date(2026, 3, 1), Date(2026, 11, 1), now).empty());
    EXPECT_TRUE(publications::people(s, place, Date(2026, 11, 1), now).empty());
    EXPECT_TRUE(support_told::came_to_all(s, place, Date(2026, 1, 1), Date(2026, 11, 1), now).empty());
    EXPECT_EQ(support_told::came_to(s, pete, Date(2026, 1, 1), Date(2026, 11, 1)).size(), 1U) << "their own they see";
  });
}

TEST_P(Learning, WhoLeftOrJoinedCountsWithTheSharesOfTheDay) {
  write([&](Session& s) {
    const auto area = s.query("SELECT id FROM area").one().id<AreaId>(0);
    PersonId wilma, jo;
    for (const auto& [name, person] : {std::pair("wilma", &wilma), std::pair("jo", &jo)}) {
      *person = accounts::add_person(s, {.ref = name,
                                         .known_as = name,
                                         .full_name = name,
                                         .pseudonym = name,
                                         .place = place,
                                         .area = area,
                                         .born = Date(1980, 1, 1)});
      door::give_consent(s, *person, std::nullopt, "evaluation", now - std::chrono::hours(1));
    }
    s.run("INSERT INTO agreement_share (agreement_id, person_id, week_pence) SELECT id, :p, 30000 FROM agreement",
          {{"p", wilma}});
    const auto agreement = s.query("SELECT id FROM agreement").one().id<AgreementId>(0);
    // Wilma leaves in June: Pete pays more. Jo comes in September.
    agreements::set_shares_from(s, agreement, Date(2026, 6, 1), {{pete, Pence(45000)}, {wilma, Pence(0)}});
    agreements::set_shares_from(s, agreement, Date(2026, 9, 1), {{pete, Pence(25000)}, {jo, Pence(24000)}});
    const auto weeks = [&](Date day) {
      std::vector<std::pair<std::string, std::int64_t>> out;
      for (const auto& l : evaluations::lived(s, place, day, Date(2026, 11, 1), now))
        out.emplace_back(l.pseudonym, l.support_week.count());
      EXPECT_EQ(publications::people(s, place, day, now).size(), out.size());
      std::size_t told = 0;
      for (const PersonId p : {pete, wilma, jo}) told += support_told::own_providers(s, p, day).size();
      EXPECT_EQ(told, out.size());
      EXPECT_EQ(support_told::views(s, place, "person", day, now).size(), out.size());
      return out;
    };
    using Weeks = std::vector<std::pair<std::string, std::int64_t>>;
    EXPECT_EQ(weeks(Date(2026, 3, 1)), (Weeks{{"ps", 20000}, {"wilma", 30000}}));
    EXPECT_EQ(weeks(Date(2026, 6, 1)), (Weeks{{"ps", 45000}}));
    EXPECT_EQ(weeks(Date(2026, 10, 1)), (Weeks{{"jo", 24000}, {"ps", 25000}}));
  });
}

TEST_P(Learning, TablesPermissionsRatingsAndSigns) {
  write([&](Session& s) {
    publications::Publication table;
    table.ref = "t";
    table.as_of = Date(2026, 11, 1);
    table.by = {"size", "age"};
    table.made_by_id = eva;
    publications::add(s, place, table, now);
    EXPECT_TRUE(publications::all(s, place, true).empty());
    EXPECT_TRUE(publications::answer(s, "t", "released", "", dana, now));
    EXPECT_FALSE(publications::answer(s, "t", "refused", "", dana, now));
    EXPECT_EQ(publications::all(s, place, true).size(), 1U);
    EXPECT_EQ(publications::everywhere(s).at(0).by, table.by);
    EXPECT_EQ(publications::place_of(s, "t"), place);
    EXPECT_FALSE(door::is_permitted(s, eva, place, "extract", now));
    publications::permit(s, place, eva, "x", "extract", "Why", dana, now, now + std::chrono::hours(1));
    EXPECT_TRUE(door::is_permitted(s, eva, place, "extract", now));
    EXPECT_FALSE(door::is_permitted(s, eva, place, "extract", now + std::chrono::hours(2)));
    EXPECT_EQ(publications::permissions(s, place, "extract", now).size(), 1U);
    EXPECT_TRUE(publications::end_permission(s, place, "x", now));
    EXPECT_FALSE(door::is_permitted(s, eva, place, "extract", now));
    EXPECT_EQ(publications::evaluators(s, place).size(), 1U);
    publications::add_extract(s, place, eva, "y", "Why", {"ps"}, "0", now);
    EXPECT_EQ(publications::extracts(s, place, now).at(0).people, 1);
    EXPECT_EQ(door::looks(s, pete, 5).at(0).action, "take-extract");
    EXPECT_TRUE(support_told::open_round(s, pete, dana, "o", now));
    EXPECT_FALSE(support_told::open_round(s, pete, dana, "p", now));
    EXPECT_TRUE(support_told::give_ratings(s, "o", learn::RatingSide::person, {1, 2, 3, 4, 5}, now));
    EXPECT_FALSE(support_told::give_ratings(s, "o", learn::RatingSide::person, {5, 5, 5, 5, 5}, now));
    const auto rounds = support_told::rounds(s, pete);
    ASSERT_EQ(rounds.size(), 1U);
    EXPECT_EQ(rounds[0].ratings.person->ratings, (learn::Ratings{1, 2, 3, 4, 5}));
    EXPECT_FALSE(rounds[0].ratings.practitioner.has_value());
    EXPECT_EQ(support_told::all_rounds(s, place, now).size(), 1U);
    EXPECT_EQ(support_told::practitioner_of(s, pete, now), dana);
    const auto mine = support_told::own_providers(s, pete, Date(2026, 11, 1));
    ASSERT_EQ(mine.size(), 1U);
    support_told::add_view(s, pete, mine[0].id, "person", 3, std::nullopt, now);
    const auto views = support_told::views(s, place, "person", Date(2026, 11, 1), now);
    ASSERT_EQ(views.size(), 1U);
    EXPECT_EQ(views[0].valued, 3);
    EXPECT_EQ(views[0].life, 17);
    EXPECT_TRUE(newness::of_place(s, place).empty());
    support_told::add_diagnostic(s, place, eva, {"d", "Home care", "", {}, {{"rota-set-time", 3, 10, "records"}}}, now);
    EXPECT_EQ(support_told::diagnostics(s, place).at(0).seen.at(0).of, 10);
    EXPECT_EQ(support_told::life_line(s, pete).size(), 1U);
    EXPECT_TRUE(support_told::stream_weeks(s, pete).empty());
  });
}

ONEPOT_ON_BOTH(Learning);

}  // namespace
}  // namespace onepot::store
