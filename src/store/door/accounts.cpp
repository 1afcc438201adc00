#include "onepot/store/accounts.h"

namespace onepot::store::accounts {
namespace {

#define ACCOUNT_COLUMNS                                                                                                \
  "a.id, a.ref, a.place_id, a.sign_in, a.password_hash, a.name, a.role, a.duty, a.person_id, a.provider_id, a.words, " \
  "a.large_print"

Account account_of(const Row& row) {
  return {row.id<AccountId>(0),
          row.text(1),
          row.id<PlaceId>(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.text(6),
          row.text(7),
          row.maybe_id<PersonId>(8),
          row.maybe_id<ProviderId>(9),
          row.text(10),
          row.boolean(11)};
}

Place place_row(const Row& row) {
  return {row.id<PlaceId>(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

}  // namespace

std::optional<Account> by_sign_in(Session& session, std::string_view sign_in) {
  const auto row =
      session
          .query("SELECT " ACCOUNT_COLUMNS " FROM account a WHERE a.sign_in = :sign_in AND a.closed_at IS NULL",
                 {{"sign_in", sign_in}})
          .first();
  return row ? std::optional(account_of(*row)) : std::nullopt;
}

std::optional<Account> by_ref(Session& session, std::string_view ref) {
  const auto row =
      session
          .query("SELECT " ACCOUNT_COLUMNS " FROM account a WHERE a.ref = :ref AND a.closed_at IS NULL", {{"ref", ref}})
          .first();
  return row ? std::optional(account_of(*row)) : std::nullopt;
}

std::optional<SignedIn> by_session(Session& session, std::string_view token_hash) {
  const auto row = session
                       .query("SELECT " ACCOUNT_COLUMNS
                              ", s.created_at, s.seen_at FROM sign_in_session s JOIN account a ON a.id = s.account_id "
                              "WHERE s.token_hash = "
                              ":hash AND s.ended_at IS NULL AND a.closed_at IS NULL",
                              {{"hash", token_hash}})
                       .first();
  if (!row) return std::nullopt;
  return SignedIn{account_of(*row), row->instant(12), row->instant(13)};
}

AccountId add(Session& session, const NewAccount& a, Instant now) {
  const auto row =
      session
          .query(
              "INSERT INTO account (ref, place_id, sign_in, password_hash, name, role, duty, person_id, provider_id, "
              "created_at) VALUES (:ref, :place, :sign_in, :hash, :name, :role, :duty, :person, :provider, :now) ON "
              "CONFLICT "
              "(sign_in) DO NOTHING RETURNING id",
              {{"ref", a.ref},
               {"place", a.place},
               {"sign_in", a.sign_in},
               {"hash", a.password_hash},
               {"name", a.name},
               {"role", a.role},
               {"duty", a.duty},
               {"person", a.person},
               {"provider", a.provider},
               {"now", now}})
          .first();
  return row ? row->id<AccountId>(0) : AccountId{};
}

void set_words(Session& session, AccountId account, std::string_view words, bool large_print) {
  session.run("UPDATE account SET words = :words, large_print = :large WHERE id = :account",
              {{"words", words}, {"large", large_print}, {"account", account}});
}

void start_session(Session& session, std::string_view token_hash, AccountId account, Instant now) {
  session.run(
      "INSERT INTO sign_in_session (token_hash, account_id, created_at, seen_at) VALUES (:hash, :account, :now, :now)",
      {{"hash", token_hash}, {"account", account}, {"now", now}});
}

void touch_session(Session& session, std::string_view token_hash, Instant now) {
  session.run("UPDATE sign_in_session SET seen_at = :now WHERE token_hash = :hash",
              {{"hash", token_hash}, {"now", now}});
}

void end_session(Session& session, std::string_view token_hash, Instant now) {
  session.run("UPDATE sign_in_session SET ended_at = :now WHERE token_hash = :hash AND ended_at IS NULL",
              {{"hash", token_hash}, {"now", now}});
}

std::vector<Attempt> attempts(Session& session, std::string_view sign_in_hash, Instant since) {
  std::vector<Attempt> out;
  for (const auto row : session.query(
           "SELECT at, succeeded FROM sign_in_attempt WHERE sign_in_hash = :hash AND at > :since ORDER BY at, id",
           {{"hash", sign_in_hash}, {"since", since}}))
    out.push_back({row.instant(0), row.boolean(1)});
  return out;
}

void add_attempt(Session& session, std::string_view sign_in_hash, bool succeeded, Instant now) {
  session.run("DELETE FROM sign_in_attempt WHERE at < :since", {{"since", now - std::chrono::hours(24)}});
  session.run("INSERT INTO sign_in_attempt (sign_in_hash, at, succeeded) VALUES (:hash, :now, :succeeded)",
              {{"hash", sign_in_hash}, {"now", now}, {"succeeded", succeeded}});
}

std::optional<Place> place(Session& session, PlaceId id) {
  const auto row =
      session.query("SELECT id, slug, name, council, nhs_partner FROM place WHERE id = :id", {{"id", id}}).first();
  return row ? std::optional(place_row(*row)) : std::nullopt;
}

std::optional<Place> place_by_slug(Session& session, std::string_view slug) {
  const auto row =
      session.query("SELECT id, slug, name, council, nhs_partner FROM place WHERE slug = :slug", {{"slug", slug}})
          .first();
  return row ? std::optional(place_row(*row)) : std::nullopt;
}

std::vector<Place> places(Session& session) {
  std::vector<Place> out;
  for (const auto row : session.query("SELECT id, slug, name, council, nhs_partner FROM place ORDER BY id"))
    out.push_back(place_row(row));
  return out;
}

bool any_synthetic(Session& session) {
  return !session.query("SELECT 1 FROM place WHERE seed IS NOT NULL LIMIT 1").empty();
}

std::vector<Area> areas(Session& session, PlaceId place) {
  std::vector<Area> out;
  for (const auto row :
       session.query("SELECT id, name, kind FROM area WHERE place_id = :place ORDER BY name", {{"place", place}}))
    out.push_back({row.id<AreaId>(0), row.text(1), row.text(2)});
  return out;
}

std::optional<Person> person(Session& session, PersonId id) {
  const auto row = session
                       .query(
                           "SELECT p.id, p.ref, p.place_id, p.area_id, a.name, p.known_as, p.full_name, p.pseudonym, "
                           "p.about, p.born FROM "
                           "person p JOIN area a ON a.id = p.area_id WHERE p.id = :id",
                           {{"id", id}})
                       .first();
  if (!row) return std::nullopt;
  return Person{row->id<PersonId>(0), row->text(1), row->id<PlaceId>(2), row->id<AreaId>(3), row->text(4),
                row->text(5),         row->text(6), row->text(7),        row->text(8),       row->date(9)};
}

PersonId add_person(Session& session, const NewPerson& p) {
  return session
      .query(
          "INSERT INTO person (ref, place_id, area_id, known_as, full_name, born, pseudonym) VALUES (:ref, :place, "
          ":area, :known_as, "
          ":full_name, :born, :pseudonym) RETURNING id",
          {{"ref", p.ref},
           {"place", p.place},
           {"area", p.area},
           {"known_as", p.known_as},
           {"full_name", p.full_name},
           {"born", p.born},
           {"pseudonym", p.pseudonym}})
      .one()
      .id<PersonId>(0);
}

void set_known_as(Session& session, PersonId person, std::string_view known_as) {
  session.run("UPDATE person SET known_as = :known_as WHERE id = :person",
              {{"known_as", known_as}, {"person", person}});
}

std::vector<Account> with_duty(Session& session, PlaceId place, std::string_view role, std::string_view duty) {
  std::vector<Account> out;
  for (const auto row : session.query(
           "SELECT " ACCOUNT_COLUMNS
           " FROM account a WHERE a.place_id = :place AND a.role = :role AND a.duty = :duty AND a.closed_at IS "
           "NULL ORDER BY a.name, a.id",
           {{"place", place}, {"role", role}, {"duty", duty}}))
    out.push_back(account_of(row));
  return out;
}

}  // namespace onepot::store::accounts
