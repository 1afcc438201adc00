// Meeting and clubs, on both databases.
#include "onepot/store/clubs.h"

#include "onepot/store/accounts.h"
#include "onepot/store/meeting.h"
#include "onepot/store/on_both.h"

namespace onepot::store {
namespace {

class Clubs : public OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (!db) return;
    write([&](Session& s) {
      place = s.query(
                   "INSERT INTO place (slug, name, council, nhs_partner, residents) VALUES ('a', 'A', 'A', 'A', 1) "
                   "RETURNING id")
                  .one()
                  .id<PlaceId>(0);
      area = s.query(
                  "INSERT INTO area (place_id, name, kind, easting_m, northing_m, residents) VALUES (:p, 'Thornby', "
                  "'village', 0, 0, 1) RETURNING id",
                  {{"p", place}})
                 .one()
                 .id<AreaId>(0);
      for (const auto* name : {"ann", "bob", "cat"}) {
        people.push_back(accounts::add_person(s, {.ref = name,
                                                  .known_as = name,
                                                  .full_name = name,
                                                  .pseudonym = name,
                                                  .place = place,
                                                  .area = area,
                                                  .born = Date(1990, 1, 1)}));
        meeting::set_wish(s, people.back(), {true, {"Thornby", "Oxmere"}, {"garden"}, {"chess"}, "Hi"}, now);
      }
      home = s.query(
                  "INSERT INTO home (ref, place_id, area_id, name, rent_week_pence, bedrooms, features, listed_at) "
                  "VALUES ('h', :p, :a, 'House', 9000, 2, 'garden', 0) RETURNING id",
                  {{"p", place}, {"a", area}})
                 .one()
                 .id<HomeId>(0);
      for (const auto* room : {"Front", "Back"})
        s.run("INSERT INTO room (home_id, name) VALUES (:h, :n)", {{"h", home}, {"n", room}});
    });
  }
  template <class F>
  void write(F&& f) {
    ASSERT_TRUE(database().write([&](Session& s) -> Result<int> {
      f(s);
      return 0;
    }));
  }
  PlaceId place;
  AreaId area;
  HomeId home;
  std::vector<PersonId> people;
  Instant now = *parse_instant("2026-11-21T09:00:00Z");
};

TEST_P(Clubs, TwoYesesMeetAndANeverHidesBoth) {
  write([&](Session& s) {
    const auto ann = people[0], bob = people[1], cat = people[2];
    EXPECT_EQ(meeting::looking(s, place, ann).size(), 2u);
    meeting::answer(s, ann, bob, "yes", now);
    EXPECT_TRUE(meeting::companions(s, ann).empty());
    EXPECT_FALSE(meeting::looking(s, place, bob)[0].both_said_yes);
    meeting::answer(s, bob, ann, "yes", now);
    EXPECT_EQ(meeting::companions(s, ann), std::vector{bob});
    EXPECT_TRUE(meeting::looking(s, place, bob)[0].both_said_yes);
    meeting::answer(s, cat, ann, "never", now);
    EXPECT_EQ(meeting::looking(s, place, ann).size(), 1u);
    EXPECT_EQ(meeting::looking(s, place, cat).size(), 1u);
    EXPECT_EQ(meeting::looking(s, place, bob).size(), 2u);
    EXPECT_TRUE(meeting::never(s, ann).empty());
    EXPECT_EQ(meeting::never(s, cat).size(), 1u);
    meeting::answer(s, bob, ann, "not-now", now);
    EXPECT_TRUE(meeting::companions(s, ann).empty());
    const auto wish = meeting::wish(s, ann);
    EXPECT_EQ(wish->areas, (std::vector<std::string>{"Thornby", "Oxmere"}));
    EXPECT_EQ(wish->hello, "Hi");
  });
}

TEST_P(Clubs, AHomeIsTakenOnceAndRivalsEnd) {
  write([&](Session& s) {
    const auto first = clubs::add(s, {"c1", "House", "{}", place, home, {people[0], people[1]}}, now);
    const auto same_home = clubs::add(s, {"c2", "House", "{}", place, home, {people[2]}}, now);
    const auto rooms = clubs::rooms(s, home);
    clubs::set_worths(s, first, people[0], {{rooms[0].id, Pence(5000)}, {rooms[1].id, Pence(4000)}});
    EXPECT_EQ(clubs::worths(s, first).size(), 2u);
    clubs::set_shares(
        s, first,
        {{people[0], rooms[0].id, Pence(5000), Pence(100), ""}, {people[1], rooms[1].id, Pence(4000), Pence(100), ""}});
    EXPECT_TRUE(clubs::move(s, first, "rooms", "asked", now));
    EXPECT_FALSE(clubs::move(s, first, "rooms", "asked", now));
    clubs::answer_yes(s, first, people[0], now);
    EXPECT_EQ(clubs::members(s, first, now)[0].answer, "yes");
    EXPECT_EQ(clubs::members(s, first, now)[1].room_name, "Back");
    EXPECT_EQ(clubs::free_homes(s, place).size(), 1u);
    EXPECT_TRUE(clubs::take_home(s, home, now));
    EXPECT_FALSE(clubs::take_home(s, home, now));
    EXPECT_TRUE(clubs::free_homes(s, place).empty());
    EXPECT_TRUE(clubs::move(s, first, "asked", "agreed", now));
    clubs::end_rivals(s, first, now);
    EXPECT_EQ(clubs::club(s, same_home)->ended_why, "taken");
    EXPECT_EQ(clubs::club(s, first)->status, "agreed");
    // Whoever has a home with a club is not looking any more.
    EXPECT_TRUE(meeting::looking(s, place, people[2]).empty());
    EXPECT_FALSE(clubs::has_agreement(s, first));
    EXPECT_TRUE(clubs::end(s, first, "no", now));
    EXPECT_FALSE(clubs::end(s, first, "no", now));
    EXPECT_EQ(clubs::homes_turned_down(s, people[0]), std::vector{home});
    clubs::leave(s, first, people[0], now);
    EXPECT_EQ(clubs::members(s, first, now).size(), 1u);
  });
}

ONEPOT_ON_BOTH(Clubs);

}  // namespace
}  // namespace onepot::store
