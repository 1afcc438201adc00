#include "onepot/store/door.h"

namespace onepot::store::door {

PlaceId place_of(Session& session, Kind kind, std::int64_t id) {
  const auto from = [&](std::string_view sql) {
    const auto row = session.query(sql, {{"id", id}}).first();
    return row ? row->id<PlaceId>(0) : PlaceId{};
  };
  switch (kind) {
    case Kind::nothing:
      return {};
    case Kind::person:
      return from("SELECT place_id FROM person WHERE id = :id");
    case Kind::club:
      return from("SELECT place_id FROM club WHERE id = :id");
    case Kind::brief:
      return from("SELECT place_id FROM brief WHERE id = :id");
    case Kind::agreement:
      return from("SELECT place_id FROM agreement WHERE id = :id");
    case Kind::visit:
      return from("SELECT a.place_id FROM visit v JOIN agreement a ON a.id = v.agreement_id WHERE v.id = :id");
    case Kind::provider:
      return from("SELECT place_id FROM provider WHERE id = :id");
  }
  return {};
}

std::int64_t id_of(Session& session, Kind kind, std::string_view ref) {
  const auto from = [&](std::string_view sql) {
    const auto row = session.query(sql, {{"ref", ref}}).first();
    return row ? row->integer(0) : 0;
  };
  switch (kind) {
    case Kind::nothing:
      return 0;
    case Kind::person:
      return from("SELECT id FROM person WHERE ref = :ref");
    case Kind::club:
      return from("SELECT id FROM club WHERE ref = :ref");
    case Kind::brief:
      return from("SELECT id FROM brief WHERE ref = :ref");
    case Kind::agreement:
      return from("SELECT id FROM agreement WHERE ref = :ref");
    case Kind::visit:
      return from("SELECT id FROM visit WHERE ref = :ref");
    case Kind::provider:
      return from("SELECT id FROM provider WHERE ref = :ref");
  }
  return 0;
}

bool has_relationship(Session& session, AccountId account, PersonId person, std::string_view kind, Instant now) {
  return !session
              .query(
                  "SELECT 1 FROM relationship WHERE account_id = :account AND person_id = :person AND kind = :kind AND "
                  "from_at <= :now "
                  "AND (until_at IS NULL OR until_at > :now)",
                  {{"account", account}, {"person", person}, {"kind", kind}, {"now", now}})
              .empty();
}

bool has_consent(Session& session, PersonId person, AccountId account, std::string_view purpose, Instant now) {
  return !session
              .query(
                  "SELECT 1 FROM consent WHERE person_id = :person AND account_id = :account AND purpose = :purpose "
                  "AND given_at <= :now "
                  "AND (withdrawn_at IS NULL OR withdrawn_at > :now)",
                  {{"person", person}, {"account", account}, {"purpose", purpose}, {"now", now}})
              .empty();
}

bool is_member(Session& session, ClubId club, PersonId person, Instant now) {
  return !session
              .query(
                  "SELECT 1 FROM club_member WHERE club_id = :club AND person_id = :person AND (left_at IS NULL OR "
                  "left_at > :now)",
                  {{"club", club}, {"person", person}, {"now", now}})
              .empty();
}

bool provides(Session& session, AgreementId agreement, ProviderId provider) {
  return !session
              .query("SELECT 1 FROM agreement WHERE id = :agreement AND provider_id = :provider",
                     {{"agreement", agreement}, {"provider", provider}})
              .empty();
}

bool buys(Session& session, AgreementId agreement, PersonId person) {
  return !session
              .query("SELECT 1 FROM agreement_share WHERE agreement_id = :agreement AND person_id = :person",
                     {{"agreement", agreement}, {"person", person}})
              .empty();
}

bool is_permitted(Session& session, AccountId account, PlaceId place, std::string_view purpose, Instant now) {
  return !session
              .query(
                  "SELECT 1 FROM permission WHERE account_id = :account AND place_id = :place AND purpose = :purpose "
                  "AND given_at <= :now AND until_at > :now AND ended_at IS NULL LIMIT 1",
                  {{"account", account}, {"place", place}, {"purpose", purpose}, {"now", now}})
              .empty();
}

bool is_behind_brief(Session& session, BriefId brief, PersonId person) {
  return !session
              .query(
                  "SELECT 1 FROM brief b WHERE b.id = :brief AND (b.person_id = :person OR EXISTS (SELECT 1 FROM "
                  "club_member m "
                  "WHERE m.club_id = b.club_id AND m.person_id = :person AND m.left_at IS NULL))",
                  {{"brief", brief}, {"person", person}})
              .empty();
}

void add_look(Session& session, PersonId person, AccountId account, std::string_view action, std::string_view outcome,
              Instant now) {
  session.run(
      "INSERT INTO looked (person_id, account_id, at, action, outcome) VALUES (:person, :account, :now, :action, "
      ":outcome)",
      {{"person", person}, {"account", account}, {"now", now}, {"action", action}, {"outcome", outcome}});
}

bool looked_since(Session& session, PersonId person, AccountId account, std::string_view action,
                  std::string_view outcome, Instant since) {
  return !session
              .query(
                  "SELECT 1 FROM looked WHERE person_id = :person AND at >= :since AND account_id = :account AND "
                  "action = :action AND "
                  "outcome = :outcome LIMIT 1",
                  {{"person", person},
                   {"since", since},
                   {"account", account},
                   {"action", action},
                   {"outcome", outcome}})
              .empty();
}

std::vector<Look> looks(Session& session, PersonId person, int most) {
  std::vector<Look> out;
  for (const auto row : session.query("SELECT l.at, a.name, a.role, a.duty, COALESCE((SELECT r.words FROM relationship "
                                      "r WHERE r.account_id = a.id AND r.person_id = "
                                      "l.person_id ORDER BY r.from_at DESC LIMIT 1), ''), l.action, l.outcome FROM "
                                      "looked l JOIN account a ON a.id = l.account_id "
                                      "WHERE l.person_id = :person ORDER BY l.at DESC, l.id DESC LIMIT :most",
                                      {{"person", person}, {"most", most}}))
    out.push_back({row.instant(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)});
  return out;
}

void start_relationship(Session& session, PersonId person, AccountId account, std::string_view kind,
                        std::string_view words, Instant now) {
  if (has_relationship(session, account, person, kind, now)) return;
  session.run(
      "INSERT INTO relationship (person_id, account_id, kind, words, from_at) VALUES (:person, :account, :kind, "
      ":words, :now)",
      {{"person", person}, {"account", account}, {"kind", kind}, {"words", words}, {"now", now}});
}

void end_relationship(Session& session, PersonId person, AccountId account, Instant now) {
  session.run(
      "UPDATE relationship SET until_at = :now WHERE person_id = :person AND account_id = :account AND until_at IS "
      "NULL",
      {{"person", person}, {"account", account}, {"now", now}});
  session.run(
      "UPDATE consent SET withdrawn_at = :now WHERE person_id = :person AND account_id = :account AND withdrawn_at IS "
      "NULL",
      {{"person", person}, {"account", account}, {"now", now}});
}

void give_consent(Session& session, PersonId person, std::optional<AccountId> account, std::string_view purpose,
                  Instant now) {
  withdraw_consent(session, person, account, purpose, now);
  session.run(
      "INSERT INTO consent (person_id, account_id, purpose, given_at) VALUES (:person, :account, :purpose, :now)",
      {{"person", person}, {"account", account}, {"purpose", purpose}, {"now", now}});
}

void withdraw_consent(Session& session, PersonId person, std::optional<AccountId> account, std::string_view purpose,
                      Instant now) {
  if (account)
    session.run(
        "UPDATE consent SET withdrawn_at = :now WHERE person_id = :person AND account_id = :account AND purpose = "
        ":purpose AND "
        "withdrawn_at IS NULL",
        {{"person", person}, {"account", *account}, {"purpose", purpose}, {"now", now}});
  else
    session.run(
        "UPDATE consent SET withdrawn_at = :now WHERE person_id = :person AND account_id IS NULL AND purpose = "
        ":purpose AND "
        "withdrawn_at IS NULL",
        {{"person", person}, {"purpose", purpose}, {"now", now}});
}

std::vector<Around> around(Session& session, PersonId person, Instant now) {
  std::vector<Around> out;
  for (const auto row : session.query(
           "SELECT a.id, a.ref, a.name, a.role, r.kind, r.words FROM relationship r JOIN account a ON a.id = "
           "r.account_id WHERE "
           "r.person_id = :person AND r.from_at <= :now AND (r.until_at IS NULL OR r.until_at > :now) ORDER BY r.id",
           {{"person", person}, {"now", now}})) {
    Around one{row.id<AccountId>(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), {}};
    for (const auto purpose : session.query(
             "SELECT purpose FROM consent WHERE person_id = :person AND account_id = :account AND given_at <= :now AND "
             "(withdrawn_at IS NULL OR withdrawn_at > :now) ORDER BY purpose",
             {{"person", person}, {"account", one.account}, {"now", now}}))
      one.purposes.push_back(purpose.text(0));
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<SupportedPerson> supported_by(Session& session, AccountId account, Instant now) {
  std::vector<SupportedPerson> out;
  for (const auto row : session.query("SELECT p.ref, p.known_as, r.words FROM relationship r JOIN person p ON p.id = "
                                      "r.person_id WHERE r.account_id = :account AND "
                                      "r.kind = 'supports' AND r.from_at <= :now AND (r.until_at IS NULL OR r.until_at "
                                      "> :now) ORDER BY p.known_as, p.id",
                                      {{"account", account}, {"now", now}}))
    out.push_back({row.text(0), row.text(1), row.text(2)});
  return out;
}

std::vector<std::string> open_consents(Session& session, PersonId person, Instant now) {
  std::vector<std::string> out;
  for (const auto row : session.query(
           "SELECT purpose FROM consent WHERE person_id = :person AND account_id IS NULL AND given_at <= :now AND "
           "(withdrawn_at IS NULL OR withdrawn_at > :now) ORDER BY purpose",
           {{"person", person}, {"now", now}}))
    out.push_back(row.text(0));
  return out;
}

void add_audit(Session& session, Instant now, std::optional<AccountId> account, std::string_view action,
               std::string_view subject, std::optional<PersonId> person, std::string_view detail) {
  session.run(
      "INSERT INTO audit (at, account_id, action, subject, person_id, detail) VALUES (:now, :account, :action, "
      ":subject, :person, "
      ":detail)",
      {{"now", now},
       {"account", account},
       {"action", action},
       {"subject", subject},
       {"person", person},
       {"detail", detail}});
}

}  // namespace onepot::store::door
