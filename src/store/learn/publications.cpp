#include "onepot/store/publications.h"

#include "learn/shares_on.h"
#include "onepot/base/text.h"
#include "onepot/store/taken_back.h"

namespace onepot::store::publications {
namespace {

std::vector<std::string> parts(std::string_view joined) {
  return joined.empty() ? std::vector<std::string>() : split_text(joined, '|');
}

constexpr const char* publication_columns =
    "SELECT b.ref, b.title, b.as_of, b.by_columns, b.threshold, b.round, b.rules, b.csv, b.csv_sha256, b.small, "
    "b.more, b.form, b.linked, b.made_by, m.name, b.made_at, b.answer, COALESCE(c.name, ''), b.checked_words, "
    "b.checked_at FROM publication b JOIN account m ON m.id = b.made_by LEFT JOIN account c ON c.id = b.checked_by ";

Publication publication_of(const Row& row) {
  Publication p;
  p.ref = row.text(0);
  p.title = row.text(1);
  p.as_of = row.date(2);
  p.by = parts(row.view(3));
  p.threshold = row.integer(4);
  p.round = row.integer(5);
  p.rules = row.text(6);
  p.csv = row.text(7);
  p.csv_sha256 = row.text(8);
  p.small = row.integer(9);
  p.more = row.integer(10);
  p.form = row.text(11);
  p.linked = parts(row.view(12));
  p.made_by_id = row.id<AccountId>(13);
  p.made_by = row.text(14);
  p.made_at = row.instant(15);
  p.answer = row.text(16);
  p.checked_by = row.text(17);
  p.checked_words = row.text(18);
  p.checked_at = row.maybe_instant(19);
  return p;
}

}  // namespace

std::vector<Publication> all(Session& session, PlaceId place, bool released) {
  std::vector<Publication> out;
  for (const auto row : session.query(std::string(publication_columns) + "WHERE b.place_id = :place AND (:all = 1 OR "
                                                                         "b.answer = 'released') ORDER BY b.id DESC",
                                      {{"place", place}, {"all", released ? 0 : 1}}))
    out.push_back(publication_of(row));
  return out;
}

std::vector<Publication> everywhere(Session& session) {
  std::vector<Publication> out;
  for (const auto row :
       session.query(std::string(publication_columns) + "WHERE b.answer = 'released' ORDER BY b.id DESC LIMIT 200"))
    out.push_back(publication_of(row));
  return out;
}

std::optional<Publication> by_ref(Session& session, std::string_view ref) {
  const auto row = session.query(std::string(publication_columns) + "WHERE b.ref = :ref", {{"ref", ref}}).first();
  return row ? std::optional(publication_of(*row)) : std::nullopt;
}

PlaceId place_of(Session& session, std::string_view ref) {
  const auto row = session.query("SELECT place_id FROM publication WHERE ref = :ref", {{"ref", ref}}).first();
  return row ? row->id<PlaceId>(0) : PlaceId{};
}

void add(Session& session, PlaceId place, const Publication& p, Instant now) {
  session.run(
      "INSERT INTO publication (ref, place_id, title, as_of, by_columns, threshold, round, rules, csv, csv_sha256, "
      "small, more, form, linked, made_by, made_at) VALUES (:ref, :place, :title, :as_of, :by, :threshold, :round, "
      ":rules, :csv, :sha, :small, :more, :form, :linked, :made_by, :now)",
      {{"ref", p.ref},
       {"place", place},
       {"title", p.title},
       {"as_of", p.as_of},
       {"by", join(p.by, "|")},
       {"threshold", p.threshold},
       {"round", p.round},
       {"rules", p.rules},
       {"csv", p.csv},
       {"sha", p.csv_sha256},
       {"small", p.small},
       {"more", p.more},
       {"form", p.form},
       {"linked", join(p.linked, "|")},
       {"made_by", p.made_by_id},
       {"now", now}});
}

bool answer(Session& session, std::string_view ref, std::string_view answer, std::string_view words, AccountId by,
            Instant now) {
  return session.run(
             "UPDATE publication SET answer = :answer, checked_words = :words, checked_by = :by, checked_at = :now "
             "WHERE ref = :ref AND answer = ''",
             {{"answer", answer}, {"words", words}, {"by", by}, {"now", now}, {"ref", ref}}) == 1;
}

std::vector<Permission> permissions(Session& session, PlaceId place, std::string_view purpose, Instant now) {
  std::vector<Permission> out;
  for (const auto row :
       session.query("SELECT x.ref, a.name, x.why, g.name, x.given_at, x.until_at FROM permission x JOIN account a ON "
                     "a.id = x.account_id JOIN account g ON g.id = x.given_by WHERE x.place_id = :place AND x.purpose "
                     "= :purpose AND x.ended_at IS NULL AND x.until_at > :now ORDER BY x.id DESC",
                     {{"place", place}, {"purpose", purpose}, {"now", now}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.instant(4), row.instant(5)});
  return out;
}

void permit(Session& session, PlaceId place, AccountId account, std::string_view ref, std::string_view purpose,
            std::string_view why, AccountId by, Instant now, Instant until) {
  session.run(
      "INSERT INTO permission (ref, place_id, account_id, purpose, why, given_by, given_at, until_at) VALUES (:ref, "
      ":place, :account, :purpose, :why, :by, :now, :until)",
      {{"ref", ref},
       {"place", place},
       {"account", account},
       {"purpose", purpose},
       {"why", why},
       {"by", by},
       {"now", now},
       {"until", until}});
}

bool end_permission(Session& session, PlaceId place, std::string_view ref, Instant now) {
  return session.run(
             "UPDATE permission SET ended_at = :now WHERE place_id = :place AND ref = :ref AND ended_at IS NULL",
             {{"now", now}, {"place", place}, {"ref", ref}}) == 1;
}

std::vector<std::pair<std::string, std::string>> evaluators(Session& session, PlaceId place) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto row : session.query("SELECT ref, name FROM account WHERE place_id = :place AND role = 'E' AND "
                                      "closed_at IS NULL ORDER BY name, id",
                                      {{"place", place}}))
    out.emplace_back(row.text(0), row.text(1));
  return out;
}

std::optional<AccountId> evaluator(Session& session, PlaceId place, std::string_view ref) {
  const auto row = session
                       .query(
                           "SELECT id FROM account WHERE place_id = :place AND ref = :ref AND role = 'E' AND "
                           "closed_at IS NULL",
                           {{"place", place}, {"ref", ref}})
                       .first();
  return row ? std::optional(row->id<AccountId>(0)) : std::nullopt;
}

std::vector<Taken> extracts(Session& session, PlaceId place, Instant now) {
  std::vector<Taken> out;
  for (const auto row :
       session.query("SELECT a.name, x.purpose, x.sha256, x.at, x.people FROM extract_taken x JOIN account a ON a.id = "
                     "x.account_id WHERE x.place_id = :place ORDER BY x.id DESC LIMIT 100",
                     {{"place", place}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.instant(3), row.integer(4),
                   taken_back::since(session,
                                     {.place = place,
                                      .from = date_of(row.instant(3)) - extract_days,
                                      .until = date_of(row.instant(3)),
                                      .made = row.instant(3),
                                      .with_events = true},
                                     now)});
  return out;
}

void add_extract(Session& session, PlaceId place, AccountId account, std::string_view ref, std::string_view purpose,
                 const std::vector<std::string>& pseudonyms, std::string_view sha256, Instant now) {
  session.run(
      "INSERT INTO extract_taken (ref, place_id, account_id, at, purpose, people, sha256) VALUES (:ref, :place, "
      ":account, :now, :purpose, :people, :sha)",
      {{"ref", ref},
       {"place", place},
       {"account", account},
       {"now", now},
       {"purpose", purpose},
       {"people", std::ssize(pseudonyms)},
       {"sha", sha256}});
  auto look = session.prepare(
      "INSERT INTO looked (person_id, account_id, at, action, outcome) SELECT id, :account, :now, 'take-extract', "
      "'allowed' FROM person WHERE pseudonym = :pseudonym");
  for (const auto& pseudonym : pseudonyms) look.run({{"account", account}, {"now", now}, {"pseudonym", pseudonym}});
}

std::vector<Counted> people(Session& session, PlaceId place, Date as_of, Instant now) {
  std::vector<Counted> out;
  for (const auto row :
       session.query("WITH " ONEPOT_SHARES_ON(
                         ":day") ", main AS (SELECT s.person_id, g.provider_id, ROW_NUMBER() OVER (PARTITION "
                                 "BY s.person_id ORDER BY s.week_pence DESC, g.id) AS n FROM shares s JOIN agreement g "
                                 "ON g.id = s.agreement_id WHERE "
                                 "g.place_id = :place AND g.from_date <= :day AND (g.until_date IS NULL OR "
                                 "g.until_date >= :day)) SELECT "
                                 "a.name, a.kind, v.kind, v.staff_hundredths, COALESCE(t.holding, ''), p.born FROM "
                                 "person p JOIN main m ON "
                                 "m.person_id = p.id AND m.n = 1 JOIN provider v ON v.id = m.provider_id JOIN area a "
                                 "ON a.id = p.area_id "
                                 "LEFT JOIN pot t ON t.person_id = p.id WHERE p.place_id = :place AND EXISTS (SELECT 1 "
                                 "FROM consent c WHERE "
                                 "c.person_id = p.id AND c.account_id IS NULL AND c.purpose = 'evaluation' AND "
                                 "c.given_at <= :now AND "
                                 "(c.withdrawn_at IS NULL OR c.withdrawn_at > :now)) ORDER BY p.id",
                     {{"place", place}, {"day", as_of}, {"now", now}})) {
    const std::int64_t staff = row.integer(3);
    const int age = age_on(row.date(5), as_of);
    out.push_back({.area = row.text(0),
                   .size = staff <= 500    ? "micro"
                           : staff <= 2500 ? "small"
                           : staff <= 9999 ? "medium"
                                           : "large",
                   .kind = row.text(2),
                   .holding = row.text(4).empty() ? "none" : row.text(4),
                   .age = age < 18   ? "under 18"
                          : age < 45 ? "18 to 44"
                          : age < 65 ? "45 to 64"
                          : age < 85 ? "65 to 84"
                                     : "85 and over",
                   .setting = row.text(1)});
  }
  return out;
}

}  // namespace onepot::store::publications
