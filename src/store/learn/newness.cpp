#include "onepot/store/newness.h"

namespace onepot::store::newness {
namespace newness_detail {
namespace {

constexpr std::string_view columns =
    "SELECT r.ref, r.name, e.ref, e.kind, e.words, e.evidence, e.written_at FROM innovation_evidence e JOIN provider r "
    "ON r.id = e.provider_id WHERE e.removed_at IS NULL AND ";

std::vector<Said> said_in(const Rows& rows) {
  std::vector<Said> out;
  for (const auto row : rows)
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.instant(6)});
  return out;
}

}  // namespace
}  // namespace newness_detail

std::vector<Said> of_provider(Session& session, ProviderId provider) {
  return newness_detail::said_in(session.query(
      std::string(newness_detail::columns) + "e.provider_id = :provider ORDER BY e.id", {{"provider", provider}}));
}

std::vector<Said> of_place(Session& session, PlaceId place) {
  return newness_detail::said_in(session.query(
      std::string(newness_detail::columns) + "r.place_id = :place ORDER BY r.name, r.id, e.id", {{"place", place}}));
}

void add(Session& session, ProviderId provider, const Said& said, AccountId by) {
  session.run(
      "INSERT INTO innovation_evidence (ref, provider_id, kind, words, evidence, written_by, written_at) VALUES (:ref, "
      ":provider, :kind, :words, :evidence, :by, :at)",
      {{"ref", said.ref},
       {"provider", provider},
       {"kind", said.kind},
       {"words", said.words},
       {"evidence", said.evidence},
       {"by", by},
       {"at", said.at}});
}

bool take_back(Session& session, ProviderId provider, std::string_view ref, Instant now) {
  return session.run(
             "UPDATE innovation_evidence SET removed_at = :now WHERE provider_id = :provider AND ref = :ref AND "
             "removed_at IS NULL",
             {{"now", now}, {"provider", provider}, {"ref", ref}}) == 1;
}

}  // namespace onepot::store::newness
