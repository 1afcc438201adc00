#include "onepot/store/providers.h"

namespace onepot::store::providers {
namespace {

#define PROVIDER_SELECT                                                                                           \
  "SELECT p.id, p.ref, p.place_id, p.area_id, a.name, p.name, p.kind, p.about, p.staff_hundredths, p.listed_at, " \
  "p.innovation, "                                                                                                \
  "p.bank_name, p.bank_sort_code, p.bank_account FROM provider p JOIN area a ON a.id = p.area_id "

Provider provider_of(const Row& row) {
  return {row.id<ProviderId>(0), row.text(1),  row.id<PlaceId>(2), row.id<AreaId>(3), row.text(4),
          row.text(5),           row.text(6),  row.text(7),        row.integer(8),    row.instant(9),
          row.text(10),          row.text(11), row.text(12),       row.text(13)};
}

}  // namespace

std::optional<Provider> by_id(Session& session, ProviderId id) {
  const auto row = session.query(PROVIDER_SELECT "WHERE p.id = :id", {{"id", id}}).first();
  return row ? std::optional(provider_of(*row)) : std::nullopt;
}

std::optional<Provider> by_ref(Session& session, std::string_view ref) {
  const auto row = session.query(PROVIDER_SELECT "WHERE p.ref = :ref", {{"ref", ref}}).first();
  return row ? std::optional(provider_of(*row)) : std::nullopt;
}

ProviderId add(Session& session, const NewProvider& p, Instant now) {
  return session
      .query(
          "INSERT INTO provider (ref, place_id, area_id, name, kind, about, staff_hundredths, listed_at, bank_name, "
          "bank_sort_code, "
          "bank_account) VALUES (:ref, :place, :area, :name, :kind, :about, :staff, :now, :bank_name, :sort_code, "
          ":account) RETURNING id",
          {{"ref", p.ref},
           {"place", p.place},
           {"area", p.area},
           {"name", p.name},
           {"kind", p.kind},
           {"about", p.about},
           {"staff", p.staff_hundredths},
           {"now", now},
           {"bank_name", p.bank_name},
           {"sort_code", p.bank_sort_code},
           {"account", p.bank_account}})
      .one()
      .id<ProviderId>(0);
}

void set_about(Session& session, ProviderId id, std::string_view name, std::string_view kind, std::string_view about,
               std::int64_t staff_hundredths) {
  session.run(
      "UPDATE provider SET name = :name, kind = :kind, about = :about, staff_hundredths = :staff WHERE id = :id",
      {{"name", name}, {"kind", kind}, {"about", about}, {"staff", staff_hundredths}, {"id", id}});
}

void set_bank(Session& session, ProviderId id, std::string_view name, std::string_view sort_code,
              std::string_view account) {
  session.run(
      "UPDATE provider SET bank_name = :name, bank_sort_code = :sort_code, bank_account = :account WHERE id = :id",
      {{"name", name}, {"sort_code", sort_code}, {"account", account}, {"id", id}});
}

void add_offering(Session& session, ProviderId provider, std::string_view ref, std::string_view category,
                  std::string_view words, std::optional<Pence> day_rate, std::optional<Pence> night_rate, Instant now) {
  session.run(
      "INSERT INTO offering (ref, provider_id, category, words, day_rate_pence, night_rate_pence, from_at) VALUES "
      "(:ref, :provider, "
      ":category, :words, :day, :night, :now)",
      {{"ref", ref},
       {"provider", provider},
       {"category", category},
       {"words", words},
       {"day", day_rate},
       {"night", night_rate},
       {"now", now}});
}

bool end_offering(Session& session, ProviderId provider, std::string_view ref, Instant now) {
  return session.run(
             "UPDATE offering SET ended_at = :now WHERE provider_id = :provider AND ref = :ref AND ended_at IS NULL",
             {{"now", now}, {"provider", provider}, {"ref", ref}}) == 1;
}

std::vector<Offering> offerings(Session& session, ProviderId provider) {
  std::vector<Offering> out;
  for (const auto row : session.query("SELECT ref, category, words, day_rate_pence, night_rate_pence FROM offering "
                                      "WHERE provider_id = :provider AND ended_at IS NULL "
                                      "ORDER BY id",
                                      {{"provider", provider}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.maybe_pence(3), row.maybe_pence(4)});
  return out;
}

Found search(Session& session, PlaceId place, std::string_view words, std::string_view category, AreaId area, int from,
             int most) {
  // LIKE with the pattern's own signs escaped; lower() on both sides, because PostgreSQL's LIKE minds the case.
  std::string pattern = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '~') pattern += '~';
    pattern += c;
  }
  pattern += '%';
#define FOUND_WHERE                                                                                                  \
  " FROM offering o JOIN provider p ON p.id = o.provider_id JOIN area a ON a.id = p.area_id WHERE p.place_id = "     \
  ":place AND "                                                                                                      \
  "p.unlisted_at IS NULL AND o.ended_at IS NULL AND (:category = '' OR o.category = :category) AND (:area = 0 OR "   \
  "p.area_id = :area) "                                                                                              \
  "AND (:pattern = '%%' OR lower(p.name) LIKE lower(:pattern) ESCAPE '~' OR lower(o.category) LIKE lower(:pattern) " \
  "ESCAPE '~' OR lower(o.words) LIKE "                                                                               \
  "lower(:pattern) ESCAPE '~' OR lower(p.about) LIKE lower(:pattern) ESCAPE '~' OR lower(p.kind) LIKE "              \
  "lower(:pattern) ESCAPE '~') "
  Found out;
  out.of = session
               .query("SELECT COUNT(*)" FOUND_WHERE,
                      {{"place", place}, {"category", category}, {"area", area}, {"pattern", pattern}})
               .one()
               .integer(0);
  for (const auto row : session.query(
           "SELECT p.ref, p.name, p.kind, a.name, o.category, o.words, p.staff_hundredths, o.day_rate_pence" FOUND_WHERE
           "ORDER BY CASE WHEN lower(o.category) LIKE lower(:pattern) ESCAPE '~' OR lower(p.name) LIKE lower(:pattern) "
           "ESCAPE '~' THEN 0 "
           "ELSE 1 END, p.name, o.id LIMIT :most OFFSET :from",
           {{"place", place},
            {"category", category},
            {"area", area},
            {"pattern", pattern},
            {"most", most},
            {"from", from}}))
    out.listed.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.integer(6),
                          row.maybe_pence(7)});
  return out;
}

std::vector<std::string> categories(Session& session, PlaceId place) {
  std::vector<std::string> out;
  for (const auto row : session.query("SELECT DISTINCT o.category FROM offering o JOIN provider p ON p.id = "
                                      "o.provider_id WHERE p.place_id = :place AND p.unlisted_at "
                                      "IS NULL AND o.ended_at IS NULL ORDER BY o.category",
                                      {{"place", place}}))
    out.push_back(row.text(0));
  return out;
}

bool add_gap(Session& session, PlaceId place, std::string_view words, Instant now) {
  const Instant since = now - std::chrono::hours(24);
  if (!session
           .query("SELECT 1 FROM market_gap WHERE place_id = :place AND words = :words AND at > :since LIMIT 1",
                  {{"place", place}, {"words", words}, {"since", since}})
           .empty())
    return false;
  session.run("INSERT INTO market_gap (place_id, words, at) VALUES (:place, :words, :now)",
              {{"place", place}, {"words", words}, {"now", now}});
  return true;
}

}  // namespace onepot::store::providers
