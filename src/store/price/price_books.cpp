#include "onepot/store/price_books.h"

#include "onepot/base/json.h"

namespace onepot::store::price_books {
namespace {

constexpr const char* book_columns =
    "SELECT b.id, b.ref, b.kind, b.name, b.version, COALESCE(a.name, ''), b.files, b.report, b.made_at FROM price_book "
    "b LEFT JOIN account a ON a.id = b.made_by ";

Book book_from(Session& session, const Row& row) {
  Book out;
  out.id = row.integer(0);
  out.ref = row.text(1);
  out.kind = row.text(2);
  out.name = row.text(3);
  out.version = row.text(4);
  out.by = row.text(5);
  out.folder.path = out.name;
  const auto files = json::parse(row.text(6), out.name);
  ONEPOT_ASSERT(files.has_value() && files->is_object());
  for (const auto& [name, text] : files->as_object())
    out.folder.files.emplace(std::string(name), std::string(text.as_string()));
  out.report = row.text(7);
  out.made_at = row.instant(8);
  for (const auto state :
       session.query("SELECT s.state, s.from_date, COALESCE(a.name, '') FROM price_book_state s LEFT "
                     "JOIN account a ON a.id = s.said_by WHERE s.book_id = :book ORDER BY s.id",
                     {{"book", out.id}}))
    out.states.push_back({state.text(0), state.date(1), state.text(2)});
  return out;
}

constexpr const char* plan_columns =
    "SELECT p.id, p.ref, p.name, p.plan, COALESCE(a.name, ''), p.year_from, p.pence, p.made_at FROM activity_plan p "
    "LEFT JOIN account a ON a.id = p.made_by WHERE p.place_id = :place ";

Plan plan_from(const Row& row) {
  return {row.integer(0), row.text(1), row.text(2),  row.text(3),
          row.text(4),    row.date(5), row.pence(6), row.instant(7)};
}

}  // namespace

std::string Book::state_on(Date day) const {
  std::string out = "draft";
  for (const State& s : states)
    if (s.from <= day) out = s.state;
  return out;
}

std::vector<Book> all(Session& session, PlaceId place, std::string_view kind) {
  std::vector<Book> out;
  for (const auto row :
       session.query(std::string(book_columns) + "WHERE b.place_id = :place AND b.kind = :kind ORDER BY "
                                                 "b.id DESC",
                     {{"place", place}, {"kind", kind}}))
    out.push_back(book_from(session, row));
  return out;
}

std::optional<Book> by_ref(Session& session, PlaceId place, std::string_view ref) {
  const auto row = session
                       .query(std::string(book_columns) + "WHERE b.place_id = :place AND b.ref = :ref",
                              {{"place", place}, {"ref", ref}})
                       .first();
  return row ? std::optional(book_from(session, *row)) : std::nullopt;
}

bool add(Session& session, PlaceId place, std::string_view ref, std::string_view kind, std::string_view name,
         std::string_view version, const price::Folder& folder, std::string_view report, AccountId by, Instant now) {
  json::object files;
  for (const auto& [file, text] : folder.files) files[file] = text;
  const std::string body = boost::json::serialize(files);
  return session.run(
             "INSERT INTO price_book (ref, place_id, kind, name, version, files, report, made_by, made_at) VALUES "
             "(:ref, :place, :kind, :name, :version, :files, :report, :by, :now) ON CONFLICT (place_id, kind, name, "
             "version) DO NOTHING",
             {{"ref", ref},
              {"place", place},
              {"kind", kind},
              {"name", name},
              {"version", version},
              {"files", body},
              {"report", report},
              {"by", by},
              {"now", now}}) == 1;
}

bool say(Session& session, std::int64_t book, std::string_view state, Date from, AccountId by, Instant now) {
  return session.run(
             "INSERT INTO price_book_state (book_id, state, from_date, said_by, said_at) VALUES (:book, :state, :from, "
             ":by, :now) ON CONFLICT (book_id, state) DO NOTHING",
             {{"book", book}, {"state", state}, {"from", from}, {"by", by}, {"now", now}}) == 1;
}

void keep_upload(Session& session, PlaceId place, AccountId account, const Upload& upload, Instant now) {
  session.run("DELETE FROM price_upload WHERE sent_at < :old", {{"old", now - std::chrono::hours(24)}});
  session.run(
      "INSERT INTO price_upload (ref, place_id, account_id, name, body, sent_at) VALUES (:ref, :place, :account, "
      ":name, :body, :now)",
      {{"ref", upload.ref},
       {"place", place},
       {"account", account},
       {"name", upload.name},
       {"body", upload.body},
       {"now", now}});
}

std::optional<Upload> upload(Session& session, AccountId account, std::string_view ref) {
  const auto row = session
                       .query("SELECT ref, name, body FROM price_upload WHERE account_id = :account AND ref = :ref",
                              {{"account", account}, {"ref", ref}})
                       .first();
  return row ? std::optional(Upload{row->text(0), row->text(1), row->text(2)}) : std::nullopt;
}

void drop_upload(Session& session, AccountId account, std::string_view ref) {
  session.run("DELETE FROM price_upload WHERE account_id = :account AND ref = :ref",
              {{"account", account}, {"ref", ref}});
}

std::vector<Plan> plans(Session& session, PlaceId place, int most) {
  std::vector<Plan> out;
  for (const auto row :
       session.query(std::string(plan_columns) + "ORDER BY p.id DESC LIMIT :most", {{"place", place}, {"most", most}}))
    out.push_back(plan_from(row));
  return out;
}

std::optional<Plan> plan(Session& session, PlaceId place, std::string_view ref) {
  const auto row =
      session.query(std::string(plan_columns) + "AND p.ref = :ref", {{"place", place}, {"ref", ref}}).first();
  return row ? std::optional(plan_from(*row)) : std::nullopt;
}

void add_plan(Session& session, PlaceId place, const Plan& plan, AccountId by, Instant now) {
  session.run(
      "INSERT INTO activity_plan (ref, place_id, name, year_from, plan, pence, made_by, made_at) VALUES (:ref, :place, "
      ":name, :from, :plan, :pence, :by, :now)",
      {{"ref", plan.ref},
       {"place", place},
       {"name", plan.name},
       {"from", plan.year_from},
       {"plan", plan.csv},
       {"pence", plan.total},
       {"by", by},
       {"now", now}});
}

std::vector<Settlement> settlements(Session& session, std::int64_t plan) {
  std::vector<Settlement> out;
  for (const auto row : session.query("SELECT s.ref, s.adjustments, s.actual_sha256, COALESCE(a.name, ''), s.run, "
                                      "s.pence, s.made_at FROM plan_settlement s LEFT JOIN account a ON a.id = "
                                      "s.made_by WHERE s.plan_id = :plan ORDER BY s.run",
                                      {{"plan", plan}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.pence(5), row.instant(6)});
  return out;
}

bool add_settlement(Session& session, std::int64_t plan, const Settlement& s, AccountId by, Instant now) {
  return session.run(
             "INSERT INTO plan_settlement (ref, plan_id, run, actual_sha256, adjustments, pence, made_by, made_at) "
             "VALUES (:ref, :plan, :run, :sha, :csv, :pence, :by, :now) ON CONFLICT (plan_id, run) DO NOTHING",
             {{"ref", s.ref},
              {"plan", plan},
              {"run", s.run},
              {"sha", s.actual_sha256},
              {"csv", s.csv},
              {"pence", s.total},
              {"by", by},
              {"now", now}}) == 1;
}

}  // namespace onepot::store::price_books
