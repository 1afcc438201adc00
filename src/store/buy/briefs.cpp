#include "onepot/store/briefs.h"

namespace onepot::store::briefs {
namespace {

#define BRIEF_SELECT                                                                                                   \
  "SELECT b.id, b.ref, b.place_id, b.area_id, a.name, b.club_id, b.person_id, b.words, b.category, "                   \
  "b.day_minutes_week, "                                                                                               \
  "b.night_minutes_week, b.from_date, b.posted_at, b.status, b.chosen_offer, CASE WHEN b.club_id IS NULL THEN 1 ELSE " \
  "(SELECT "                                                                                                           \
  "COUNT(*) FROM club_member m WHERE m.club_id = b.club_id AND m.left_at IS NULL) END, (SELECT COUNT(*) FROM "         \
  "brief_offer o WHERE "                                                                                               \
  "o.brief_id = b.id AND o.withdrawn_at IS NULL), b.until_date FROM brief b JOIN area a ON a.id = b.area_id "

Brief brief_of(const Row& row) {
  Brief b;
  b.id = row.id<BriefId>(0);
  b.ref = row.text(1);
  b.place = row.id<PlaceId>(2);
  b.area = row.id<AreaId>(3);
  b.area_name = row.text(4);
  b.club = row.maybe_id<ClubId>(5);
  b.person = row.maybe_id<PersonId>(6);
  b.words = row.text(7);
  b.category = row.text(8);
  b.day = Hours::minutes(row.integer(9));
  b.night = Hours::minutes(row.integer(10));
  b.from = row.date(11);
  b.posted_at = row.instant(12);
  b.status = row.text(13);
  b.chosen = row.maybe_id<BriefOfferId>(14);
  b.people = row.integer(15);
  b.offers = row.integer(16);
  b.until = row.maybe_date(17);
  return b;
}

std::vector<Brief> briefs_of(const Rows& rows) {
  std::vector<Brief> out;
  for (const auto row : rows) out.push_back(brief_of(row));
  return out;
}

}  // namespace

BriefId add(Session& session, const NewBrief& b, Instant now) {
  return session
      .query(
          "INSERT INTO brief (ref, place_id, area_id, club_id, person_id, posted_by, words, category, "
          "day_minutes_week, "
          "night_minutes_week, from_date, until_date, outing_id, posted_at, status) VALUES (:ref, :place, :area, "
          ":club, :person, :by, :words, "
          ":category, :day, "
          ":night, :from, :until, :outing, :now, 'open') RETURNING id",
          {{"ref", b.ref},
           {"place", b.place},
           {"area", b.area},
           {"club", b.club},
           {"person", b.person},
           {"by", b.by},
           {"words", b.words},
           {"category", b.category},
           {"day", b.day.in_minutes()},
           {"night", b.night.in_minutes()},
           {"from", b.from},
           {"until", b.until},
           {"outing", b.outing},
           {"now", now}})
      .one()
      .id<BriefId>(0);
}

std::optional<Brief> by_id(Session& session, BriefId id) {
  const auto row = session.query(BRIEF_SELECT "WHERE b.id = :id", {{"id", id}}).first();
  return row ? std::optional(brief_of(*row)) : std::nullopt;
}

std::vector<Brief> open_in(Session& session, PlaceId place, int most) {
  return briefs_of(session.query(
      BRIEF_SELECT "WHERE b.place_id = :place AND b.status = 'open' ORDER BY b.posted_at DESC, b.id DESC LIMIT :most",
      {{"place", place}, {"most", most}}));
}

std::vector<Brief> of_outing(Session& session, OutingId outing) {
  return briefs_of(session.query(BRIEF_SELECT "WHERE b.outing_id = :outing ORDER BY b.id DESC", {{"outing", outing}}));
}

std::vector<Brief> of_person(Session& session, PersonId person) {
  return briefs_of(session.query(
      BRIEF_SELECT
      "WHERE b.person_id = :person OR b.club_id IN (SELECT m.club_id FROM club_member m WHERE m.person_id = "
      ":person AND m.left_at IS NULL) ORDER BY b.posted_at DESC, b.id DESC",
      {{"person", person}}));
}

std::vector<Brief> with_offer_of(Session& session, ProviderId provider, int most) {
  return briefs_of(session.query(
      BRIEF_SELECT
      "WHERE b.id IN (SELECT o.brief_id FROM brief_offer o WHERE o.provider_id = :provider AND o.withdrawn_at IS "
      "NULL) ORDER BY b.posted_at DESC, b.id DESC LIMIT :most",
      {{"provider", provider}, {"most", most}}));
}

bool choose(Session& session, BriefId brief, BriefOfferId offer) {
  return session.run("UPDATE brief SET status = 'chosen', chosen_offer = :offer WHERE id = :brief AND status = 'open'",
                     {{"offer", offer}, {"brief", brief}}) == 1;
}

bool withdraw(Session& session, BriefId brief) {
  return session.run("UPDATE brief SET status = 'withdrawn' WHERE id = :brief AND status = 'open'",
                     {{"brief", brief}}) == 1;
}

std::vector<Member> behind(Session& session, const Brief& brief) {
  const Rows rows =
      brief.club
          ? session.query(
                "SELECT p.id, p.ref, p.known_as, m.support_week_pence FROM club_member m JOIN person p ON p.id = "
                "m.person_id WHERE m.club_id = :club AND m.left_at IS NULL ORDER BY p.id",
                {{"club", brief.club}})
          : session.query("SELECT p.id, p.ref, p.known_as, NULL FROM person p WHERE p.id = :person",
                          {{"person", brief.person}});
  std::vector<Member> out;
  for (const auto row : rows) out.push_back({row.id<PersonId>(0), row.text(1), row.text(2), row.maybe_pence(3)});
  return out;
}

std::optional<ClubOfBrief> club(Session& session, ClubId id) {
  const auto row =
      session
          .query(
              "SELECT c.ref, c.name, c.status, c.place_id, h.area_id FROM club c LEFT JOIN home h ON h.id = c.home_id "
              "WHERE c.id = :id",
              {{"id", id}})
          .first();
  if (!row) return std::nullopt;
  return ClubOfBrief{row->text(0), row->text(1), row->text(2), row->id<PlaceId>(3), row->maybe_id<AreaId>(4)};
}

bool add_offer(Session& session, BriefId brief, ProviderId provider, const NewOffer& o, Instant now) {
  return session.run(
             "INSERT INTO brief_offer (ref, brief_id, provider_id, words, day_rate_pence, night_rate_pence, "
             "notice_days, made_at) VALUES "
             "(:ref, :brief, :provider, :words, :day, :night, :notice, :now) ON CONFLICT (brief_id, provider_id) DO "
             "UPDATE SET ref = "
             "excluded.ref, words = excluded.words, day_rate_pence = excluded.day_rate_pence, night_rate_pence = "
             "excluded.night_rate_pence, notice_days = excluded.notice_days, made_at = excluded.made_at, withdrawn_at "
             "= NULL WHERE "
             "brief_offer.withdrawn_at IS NOT NULL",
             {{"ref", o.ref},
              {"brief", brief},
              {"provider", provider},
              {"words", o.words},
              {"day", o.day_rate},
              {"night", o.night_rate},
              {"notice", o.notice_days},
              {"now", now}}) == 1;
}

bool withdraw_offer(Session& session, BriefId brief, ProviderId provider, Instant now) {
  const bool stood = session.run(
                         "UPDATE brief_offer SET withdrawn_at = :now WHERE brief_id = :brief AND provider_id = "
                         ":provider AND withdrawn_at "
                         "IS NULL AND NOT EXISTS (SELECT 1 FROM brief b WHERE b.chosen_offer = brief_offer.id)",
                         {{"now", now}, {"brief", brief}, {"provider", provider}}) == 1;
  if (stood)
    session.run(
        "DELETE FROM brief_offer_yes WHERE offer_id IN (SELECT id FROM brief_offer WHERE brief_id = :brief AND "
        "provider_id = :provider)",
        {{"brief", brief}, {"provider", provider}});
  return stood;
}

std::vector<Offer> offers(Session& session, BriefId brief) {
  std::vector<Offer> out;
  for (const auto row : session.query("SELECT o.id, o.ref, p.id, p.ref, p.name, p.staff_hundredths, o.words, "
                                      "o.day_rate_pence, o.night_rate_pence, o.notice_days, "
                                      "o.made_at, o.withdrawn_at FROM brief_offer o JOIN provider p ON p.id = "
                                      "o.provider_id WHERE o.brief_id = :brief ORDER BY "
                                      "o.made_at, o.id",
                                      {{"brief", brief}}))
    out.push_back({row.id<BriefOfferId>(0), row.text(1), row.id<ProviderId>(2), row.text(3), row.text(4),
                   row.integer(5), row.text(6), row.pence(7), row.pence(8), row.integer(9), row.instant(10),
                   !row.null(11)});
  return out;
}

std::vector<Yes> yeses(Session& session, BriefId brief) {
  std::vector<Yes> out;
  for (const auto row : session.query("SELECT y.offer_id, y.person_id FROM brief_offer_yes y JOIN brief_offer o ON "
                                      "o.id = y.offer_id WHERE o.brief_id = :brief ORDER "
                                      "BY y.at, y.person_id",
                                      {{"brief", brief}}))
    out.push_back({row.id<BriefOfferId>(0), row.id<PersonId>(1)});
  return out;
}

void say_yes(Session& session, BriefId brief, BriefOfferId offer, PersonId person, Instant now) {
  session.run(
      "DELETE FROM brief_offer_yes WHERE person_id = :person AND offer_id <> :offer AND offer_id IN (SELECT id FROM "
      "brief_offer WHERE "
      "brief_id = :brief)",
      {{"person", person}, {"offer", offer}, {"brief", brief}});
  session.run(
      "INSERT INTO brief_offer_yes (offer_id, person_id, at) VALUES (:offer, :person, :now) ON CONFLICT DO NOTHING",
      {{"offer", offer}, {"person", person}, {"now", now}});
}

std::vector<std::string> people_of(Session& session, ProviderId provider) {
  std::vector<std::string> out;
  for (const auto row : session.query("SELECT a.ref, p.ref FROM account a LEFT JOIN person p ON p.id = a.person_id "
                                      "WHERE a.provider_id = :provider ORDER BY a.id",
                                      {{"provider", provider}})) {
    out.push_back(row.text(0));
    if (!row.null(1)) out.push_back(row.text(1));
  }
  return out;
}

}  // namespace onepot::store::briefs
