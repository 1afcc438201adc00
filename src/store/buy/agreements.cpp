#include "onepot/store/agreements.h"

#include <algorithm>

namespace onepot::store::agreements {
namespace {

#define AGREEMENT_SELECT                                                                                             \
  "SELECT g.id, g.ref, g.place_id, g.provider_id, p.ref, p.name, g.club_id, g.person_id, g.words, g.category, "      \
  "g.day_rate_pence, "                                                                                               \
  "g.night_rate_pence, g.day_minutes_week, g.night_minutes_week, g.notice_days, g.from_date, g.until_date, "         \
  "g.made_at, COALESCE("                                                                                             \
  "(SELECT c.name FROM club c WHERE c.id = g.club_id), (SELECT q.known_as FROM person q WHERE q.id = g.person_id), " \
  "'') FROM "                                                                                                        \
  "agreement g JOIN provider p ON p.id = g.provider_id "

Agreement agreement_of(const Row& row) {
  Agreement a;
  a.id = row.id<AgreementId>(0);
  a.ref = row.text(1);
  a.place = row.id<PlaceId>(2);
  a.provider = row.id<ProviderId>(3);
  a.provider_ref = row.text(4);
  a.provider_name = row.text(5);
  a.club = row.maybe_id<ClubId>(6);
  a.person = row.maybe_id<PersonId>(7);
  a.words = row.text(8);
  a.category = row.text(9);
  a.day_rate = row.pence(10);
  a.night_rate = row.pence(11);
  a.day = Hours::minutes(row.integer(12));
  a.night = Hours::minutes(row.integer(13));
  a.notice_days = row.integer(14);
  a.from = row.date(15);
  a.until = row.maybe_date(16);
  a.made_at = row.instant(17);
  a.for_whom = row.text(18);
  return a;
}

Commitment commitment_of(const Row& row) {
  return {row.integer(0), row.text(2),  row.text(3),  row.date(4),
          row.date(5),    row.pence(6), row.pence(7), row.id<PersonId>(1)};
}

std::vector<Agreement> agreements_of(const Rows& rows) {
  std::vector<Agreement> out;
  for (const auto row : rows) out.push_back(agreement_of(row));
  return out;
}

}  // namespace

AgreementId add(Session& session, const NewAgreement& a, Instant now) {
  const auto row =
      session
          .query(
              "INSERT INTO agreement (ref, place_id, provider_id, club_id, person_id, brief_offer_id, words, category, "
              "day_rate_pence, night_rate_pence, day_minutes_week, night_minutes_week, notice_days, from_date, "
              "until_date, made_at) VALUES "
              "(:ref, :place, :provider, :club, :person, :offer, :words, :category, :day_rate, :night_rate, :day, "
              ":night, "
              ":notice, :from, :until, :now) ON CONFLICT (brief_offer_id) DO NOTHING RETURNING id",
              {{"ref", a.ref},
               {"place", a.place},
               {"provider", a.provider},
               {"club", a.club},
               {"person", a.person},
               {"offer", a.offer},
               {"words", a.words},
               {"category", a.category},
               {"day_rate", a.day_rate},
               {"night_rate", a.night_rate},
               {"day", a.day.in_minutes()},
               {"night", a.night.in_minutes()},
               {"notice", a.notice_days},
               {"from", a.from},
               {"until", a.until},
               {"now", now}})
          .first();
  return row ? row->id<AgreementId>(0) : AgreementId{};
}

void add_share(Session& session, AgreementId agreement, PersonId person, Pence week) {
  session.run("INSERT INTO agreement_share (agreement_id, person_id, week_pence) VALUES (:agreement, :person, :week)",
              {{"agreement", agreement}, {"person", person}, {"week", week}});
}

std::optional<Agreement> by_id(Session& session, AgreementId id) {
  const auto row = session.query(AGREEMENT_SELECT "WHERE g.id = :id", {{"id", id}}).first();
  return row ? std::optional(agreement_of(*row)) : std::nullopt;
}

std::optional<Agreement> from_offer(Session& session, BriefOfferId offer) {
  const auto row = session.query(AGREEMENT_SELECT "WHERE g.brief_offer_id = :offer", {{"offer", offer}}).first();
  return row ? std::optional(agreement_of(*row)) : std::nullopt;
}

std::vector<Agreement> of_provider(Session& session, ProviderId provider, Date today) {
  return agreements_of(
      session.query(AGREEMENT_SELECT
                    "WHERE g.provider_id = :provider AND (g.until_date IS NULL OR g.until_date >= :today) ORDER BY "
                    "g.made_at DESC, g.id DESC",
                    {{"provider", provider}, {"today", today}}));
}

std::vector<Agreement> of_person(Session& session, PersonId person, Date today) {
  return agreements_of(
      session.query(AGREEMENT_SELECT
                    "WHERE g.id IN (SELECT s.agreement_id FROM agreement_share s WHERE s.person_id = :person) AND "
                    "(g.until_date IS NULL OR g.until_date >= :today) ORDER BY g.made_at DESC, g.id DESC",
                    {{"person", person}, {"today", today}}));
}

std::vector<Share> shares(Session& session, AgreementId agreement) {
  std::vector<Share> out;
  for (const auto row : session.query("SELECT p.id, p.ref, p.known_as, s.week_pence FROM agreement_share s JOIN person "
                                      "p ON p.id = s.person_id WHERE s.agreement_id = "
                                      ":agreement ORDER BY p.id",
                                      {{"agreement", agreement}}))
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2), row.pence(3)});
  return out;
}

std::vector<Share> behind(Session& session, AgreementId agreement, Date day) {
  std::vector<Share> out;
  for (const auto row :
       session.query("SELECT p.id, p.ref, p.known_as, f.week_pence FROM agreement_share_from f JOIN person p ON p.id = "
                     "f.person_id WHERE f.agreement_id = :agreement AND f.from_date = (SELECT MAX(l.from_date) FROM "
                     "agreement_share_from l WHERE l.agreement_id = :agreement AND l.from_date <= :day) ORDER BY p.id",
                     {{"agreement", agreement}, {"day", day}}))
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2), row.pence(3)});
  return out.empty() ? shares(session, agreement) : out;
}

std::vector<Share> shares(Session& session, AgreementId agreement, Date day) {
  auto out = behind(session, agreement, day);
  const auto pays = [](const Share& s) { return s.week > Pence(); };
  if (std::ranges::any_of(out, pays)) std::erase_if(out, [&](const Share& s) { return !pays(s); });
  return out;
}

std::vector<Date> share_changes(Session& session, AgreementId agreement) {
  std::vector<Date> out;
  for (const auto row : session.query("SELECT DISTINCT from_date FROM agreement_share_from WHERE agreement_id = "
                                      ":agreement ORDER BY from_date",
                                      {{"agreement", agreement}}))
    out.push_back(row.date(0));
  return out;
}

void forget_shares_from(Session& session, AgreementId agreement, Date from) {
  session.run("DELETE FROM agreement_share_from WHERE agreement_id = :agreement AND from_date >= :from",
              {{"agreement", agreement}, {"from", from}});
}

void set_shares_from(Session& session, AgreementId agreement, Date from,
                     const std::vector<std::pair<PersonId, Pence>>& shares) {
  forget_shares_from(session, agreement, from);
  for (const auto& [person, week] : shares) {
    session.run(
        "INSERT INTO agreement_share_from (agreement_id, from_date, person_id, week_pence) VALUES (:agreement, :from, "
        ":person, :week)",
        {{"agreement", agreement}, {"from", from}, {"person", person}, {"week", week}});
    // One who joined later reads the agreement as everybody in it does.
    session.run(
        "INSERT INTO agreement_share (agreement_id, person_id, week_pence) VALUES (:agreement, :person, 0) ON CONFLICT "
        "(agreement_id, person_id) DO NOTHING",
        {{"agreement", agreement}, {"person", person}});
  }
}

std::vector<Agreement> of_club(Session& session, ClubId club, Date today) {
  return agreements_of(session.query(AGREEMENT_SELECT
                                     "WHERE g.club_id = :club AND (g.until_date IS NULL OR g.until_date >= :today) "
                                     "ORDER BY g.id",
                                     {{"club", club}, {"today", today}}));
}

void add_commitment(Session& session, AgreementId agreement, PersonId person, std::string_view stream,
                    std::string_view transfer_id, Date from, Date until, Pence pence) {
  session.run(
      "INSERT INTO commitment (agreement_id, person_id, stream_id, transfer_id, from_date, until_date, pence) SELECT "
      ":agreement, :person, "
      "s.id, :transfer, :from, :until, :pence FROM stream s WHERE s.code = :stream",
      {{"agreement", agreement},
       {"person", person},
       {"transfer", transfer_id},
       {"from", from},
       {"until", until},
       {"pence", pence},
       {"stream", stream}});
}

std::vector<Commitment> commitments(Session& session, AgreementId agreement, PersonId person, Date day) {
  std::vector<Commitment> out;
  for (const auto row :
       session.query("SELECT c.id, c.person_id, s.code, c.transfer_id, c.from_date, c.until_date, c.pence, "
                     "c.settled_pence FROM commitment c JOIN stream s ON s.id "
                     "= c.stream_id WHERE c.agreement_id = :agreement AND c.person_id = :person AND "
                     "c.from_date <= :day AND c.until_date >= :day AND "
                     "c.released_at IS NULL ORDER BY c.id",
                     {{"agreement", agreement}, {"person", person}, {"day", day}}))
    out.push_back(commitment_of(row));
  return out;
}

std::vector<Commitment> commitments_until(Session& session, AgreementId agreement, Date day) {
  std::vector<Commitment> out;
  for (const auto row : session.query("SELECT c.id, c.person_id, s.code, c.transfer_id, c.from_date, c.until_date, "
                                      "c.pence, c.settled_pence FROM commitment c JOIN stream s ON s.id = c.stream_id "
                                      "WHERE c.agreement_id = :agreement AND c.until_date >= :day AND c.released_at IS "
                                      "NULL ORDER BY c.id",
                                      {{"agreement", agreement}, {"day", day}}))
    out.push_back(commitment_of(row));
  return out;
}

void set_released(Session& session, std::int64_t commitment, Instant now) {
  session.run("UPDATE commitment SET released_at = :now WHERE id = :id", {{"now", now}, {"id", commitment}});
}

void set_settled(Session& session, std::int64_t commitment, Pence settled) {
  session.run("UPDATE commitment SET settled_pence = :settled WHERE id = :id",
              {{"settled", settled}, {"id", commitment}});
}

std::optional<Date> promised_until(Session& session, AgreementId agreement) {
  return session
      .query("SELECT MAX(until_date) FROM commitment WHERE agreement_id = :agreement", {{"agreement", agreement}})
      .one()
      .maybe_date(0);
}

}  // namespace onepot::store::agreements
