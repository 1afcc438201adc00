#include "onepot/store/marks.h"

#include "driver.h"

namespace onepot::store::marks {

std::optional<std::string> of(Session& session, std::initializer_list<std::string_view> tables) {
  if (session.connection().writing) return std::nullopt;
  if (session.dialect() == Dialect::postgres)
    return session.query("SELECT CAST(pg_current_snapshot() AS TEXT)").one().text(0);
  std::string names;  // our own words, never anybody's
  for (const auto table : tables) names += fmt::format("{}'{}'", names.empty() ? "" : ", ", table);
  const auto rows = session.query("SELECT writes FROM watched WHERE name IN (" + names + ") ORDER BY name");
  ONEPOT_ASSERT(rows.size() == tables.size());
  std::string out;
  for (const auto row : rows) out += fmt::format("{} ", row.integer(0));
  return out;
}

}  // namespace onepot::store::marks
