// Every route × everybody × related or not × consented or not, against the table that people can read. What the table
// does not allow must be refused; what it allows must get past the door. The table is read here a second time, on its
// own.
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "testing/village.h"

namespace onepot::web {
namespace {

using testing::Village;

constexpr const char* club_ref = "00000000-0000-7000-8000-00000000c1ab";
constexpr const char* brief_ref = "00000000-0000-7000-8000-0000000b51ef";
constexpr const char* agreement_ref = "00000000-0000-7000-8000-00000000a94e";
constexpr const char* visit_ref = "00000000-0000-7000-8000-0000000b1517";

struct Row {
  std::string action, who, related, consent;
};

std::vector<Row> table() {
  std::ifstream file(std::string(ONEPOT_SOURCE_DIR) + "/src/place/door/access.table");
  std::vector<Row> out;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    Row row;
    if (line.starts_with('#') || !(words >> row.action >> row.who >> row.related >> row.consent)) continue;
    out.push_back(row);
  }
  return out;
}

struct Somebody {
  std::string sign_in;  ///< empty: signed out
  char role = '-';
  std::string duty;
  bool related = false, consented = false;
  std::string words() const {
    return (sign_in.empty() ? "nobody" : sign_in) + (related ? ", related" : "") + (consented ? ", consented" : "");
  }
};

/// Pete's record, his club, his brief, his agreement with Mo, and a visit of it.
void furnish(Village& village) {
  village.write([&](store::Session& s) {
    const auto pete = village.person("pete");
    const auto home = s.query(
                           "INSERT INTO home (ref, place_id, area_id, name, rent_week_pence, bedrooms, listed_at) "
                           "VALUES ('h', :place, :area, 'h', 10000, 1, "
                           "0) RETURNING id",
                           {{"place", village.place}, {"area", village.area}})
                          .one()
                          .integer(0);
    const auto room =
        s.query("INSERT INTO room (home_id, name) VALUES (:home, 'r') RETURNING id", {{"home", home}}).one().integer(0);
    const auto club = s.query(
                           "INSERT INTO club (ref, place_id, name, purpose, home_id, status, made_at) VALUES (:ref, "
                           ":place, 'c', 'home', :home, 'agreed', 0) "
                           "RETURNING id",
                           {{"ref", club_ref}, {"place", village.place}, {"home", home}})
                          .one()
                          .integer(0);
    s.run(
        "INSERT INTO club_member (club_id, person_id, room_id, rent_week_pence, support_week_pence, answer) VALUES "
        "(:club, :person, :room, 10000, 0, 'yes')",
        {{"club", club}, {"person", pete}, {"room", room}});
    s.run(
        "INSERT INTO brief (ref, place_id, area_id, club_id, posted_by, words, day_minutes_week, night_minutes_week, "
        "from_date, posted_at, status) "
        "VALUES (:ref, :place, :area, :club, :by, 'We want', 600, 0, 20800, 0, 'open')",
        {{"ref", brief_ref},
         {"place", village.place},
         {"area", village.area},
         {"club", club},
         {"by", village.accounts.at("pete")}});
    const auto agreement =
        s.query(
             "INSERT INTO agreement (ref, place_id, provider_id, club_id, category, day_rate_pence, night_rate_pence, "
             "day_minutes_week, "
             "night_minutes_week, notice_days, from_date, made_at) VALUES (:ref, :place, :provider, :club, 'support', "
             "2000, 1400, 600, 0, 28, 20000, 0) "
             "RETURNING id",
             {{"ref", agreement_ref}, {"place", village.place}, {"provider", village.provider}, {"club", club}})
            .one()
            .integer(0);
    s.run("INSERT INTO agreement_share (agreement_id, person_id, week_pence) VALUES (:agreement, :person, 20000)",
          {{"agreement", agreement}, {"person", pete}});
    const auto visit = s.query(
                            "INSERT INTO visit (ref, agreement_id, worker, day, start_minute, day_minutes, pence, "
                            "recorded_at) VALUES (:ref, :agreement, "
                            "'Mo', 20770, 540, 60, 2000, 0) RETURNING id",
                            {{"ref", visit_ref}, {"agreement", agreement}})
                           .one()
                           .integer(0);
    s.run("INSERT INTO visit_share (visit_id, person_id, pence) VALUES (:visit, :person, 2000)",
          {{"visit", visit}, {"person", pete}});
  });
}

std::string address(Village& village, std::string_view pattern) {
  std::string out(pattern);
  for (std::size_t open = out.find('{'); open != std::string::npos; open = out.find('{', open + 1)) {
    const std::size_t close = out.find('}', open);
    const std::string name = out.substr(open + 1, close - open - 1);
    const std::string ref = name == "person"      ? village.ref("pete")
                            : name == "club"      ? club_ref
                            : name == "brief"     ? brief_ref
                            : name == "agreement" ? agreement_ref
                            : name == "visit"     ? visit_ref
                            : name == "provider"  ? "00000000-0000-7000-8000-0000000000aa"
                                                  : "00000000-0000-7000-8000-00000000ffff";
    out.replace(open, close - open + 1, ref);
  }
  return out;
}

/// What is true between somebody and what the route is about: the test's own knowledge of the furnished village.
std::set<std::string> relations(const Somebody& who, const Route& route) {
  std::set<std::string> out = {"-"};
  if (who.sign_in.empty()) return out;
  std::string about;
  if (route.about == About::own_person)
    about = who.role == 'P' ? "own" : "none";
  else if (route.about == About::own_provider)
    about = who.role == 'M' ? "own-provider" : "none";
  else if (route.about == About::path) {
    std::size_t first = std::string::npos;
    for (const auto* kind : {"person", "club", "brief", "agreement", "visit", "provider"})
      if (const auto at = route.pattern.find(std::string("{") + kind + "}"); at < first) first = at, about = kind;
  }
  out.insert("same-place");
  const bool pete = who.sign_in == "pete", mo = who.sign_in == "mo";
  if (about == "own" || (about == "person" && pete)) out.insert("self");
  if (about == "person" && who.related) out.insert(who.role == 'S' ? "supports" : "practitioner");
  if (about == "club" && pete) out.insert("member");
  if (about == "brief" && pete) out.insert("addressed");
  if (about == "agreement" && pete) out.insert("buys");
  if (about == "agreement" && mo) out.insert("provides");
  if (about == "own-provider" || (about == "provider" && mo)) out.insert("works-for");
  return out;
}

bool allowed(const std::vector<Row>& rows, const Somebody& who, const Route& route) {
  const auto holds = relations(who, route);
  for (const Row& row : rows) {
    if (row.action != route.action) continue;
    const bool role =
        row.who == "anyone" ||
        (!who.sign_in.empty() && row.who.substr(0, row.who.find(':')).find(who.role) != std::string::npos &&
         (row.who.find(':') == std::string::npos || row.who.substr(row.who.find(':') + 1) == who.duty));
    if (role && holds.contains(row.related) && (row.consent == "-" || who.consented)) return true;
  }
  return false;
}

std::vector<Somebody> everybody() {
  std::vector<Somebody> out = {{.sign_in = ""}, {"pete", 'P'},           {"sam", 'P'},
                               {"mo", 'M'},     {"fin", 'C', "finance"}, {"cara", 'C', "commissioner"},
                               {"eva", 'E'}};
  for (const bool related : {false, true})
    for (const bool consented : {false, true}) {
      out.push_back({"sister", 'S', "", related, consented});
      out.push_back({"dana", 'C', "practitioner", related, consented});
    }
  return out;
}

TEST(Access, EveryRouteAgreesWithTheTable) {
  const auto rows = table();
  ASSERT_GT(rows.size(), 30U);
  std::size_t tried = 0, refused = 0;
  for (const Somebody& who : everybody()) {
    const auto arrive = [&](Village& village) {
      furnish(village);
      if (who.related) village.relate(who.sign_in, "pete", who.role == 'S' ? "supports" : "practitioner");
      if (who.consented)
        for (const auto* purpose : {"needs", "plan", "pot", "approve", "challenge"})
          village.consent("pete", who.sign_in, purpose);
      return who.sign_in.empty() ? village.nobody() : village.as(who.sign_in);
    };
    Village kept;  // looking and being refused change nothing; where something may change, everybody begins afresh
    auto looking = arrive(kept);
    const auto changes_nothing = [&](std::size_t r) {
      const Route& route = kept.app->routes()[r];
      return route.method == http::Method::get || !allowed(rows, who, route);
    };
    std::vector<std::size_t> order;  // changes last: each furnishing moves the refs that addresses are made of
    for (const bool still : {true, false})
      for (std::size_t r = 0; r < kept.app->routes().size(); ++r)
        if (changes_nothing(r) == still) order.push_back(r);
    for (const std::size_t r : order) {
      const bool still = changes_nothing(r);
      std::optional<Village> fresh;
      std::optional<testing::Browser> acting;
      if (!still) acting.emplace(arrive(fresh.emplace()));
      Village& village = still ? kept : *fresh;
      testing::Browser& browser = still ? looking : *acting;
      const Route& route = village.app->routes()[r];
      const std::string target = address(village, route.pattern);
      const int status = route.method == http::Method::get ? browser.get(target) : browser.post(target);
      const bool at_sign_in = who.sign_in.empty() && browser.path == "/sign-in" && target != "/sign-in";
      const bool let_in = status != 403 && !at_sign_in;
      const bool may = allowed(rows, who, route);
      EXPECT_EQ(let_in, may) << http::to_text(route.method) << " " << route.pattern << " (" << route.action << ") by "
                             << who.words() << ": status " << status << " at " << browser.path;
      EXPECT_LT(status, 500) << http::to_text(route.method) << " " << route.pattern << " by " << who.words();
      ++tried;
      refused += !may;
    }
  }
  std::printf("%zu of %zu combinations are refused, the others let in, as the table says\n", refused, tried);
}

TEST(Access, EveryActionOfARouteStandsInTheTable) {
  Village village;
  std::set<std::string> named;
  for (const auto& row : table()) named.insert(row.action);
  for (const auto& route : village.app->routes())
    EXPECT_TRUE(named.contains(std::string(route.action))) << route.pattern;
}

TEST(Access, WhatEndedOpensNothing) {
  Village village;
  village.relate("sister", "pete", "supports");
  village.consent("pete", "sister", "plan");
  auto sister = village.as("sister");
  const std::string plan = "/people/" + village.ref("pete") + "/plan";
  EXPECT_EQ(sister.get(plan), 200);
  village.now += std::chrono::hours(1);
  village.write([&](store::Session& s) {
    store::door::withdraw_consent(s, village.person("pete"), village.accounts.at("sister"), "plan", village.now);
  });
  EXPECT_EQ(sister.get(plan), 403);
}

TEST(Access, TheTableRefusesWhatIsNoRule) {
  EXPECT_EQ(place::read_rules("a X - - no\n", "t").error().where.line, 1);
  EXPECT_EQ(place::read_rules("\n# words\nsee P self -\n", "t").error().where.line, 3);
  EXPECT_EQ(place::read_rules("a P near - no\n", "t").error().where.column, "related");
  EXPECT_EQ(place::read_rules("a anyone self - no\n", "t").error().where.column, "related");
  EXPECT_EQ(place::read_rules("a P self - maybe\n", "t").error().where.column, "looked");
}

}  // namespace
}  // namespace onepot::web
