// onepot pot export --format xlsx | csv: the books as spreadsheets, for a period, for a place or one person.
#include <fmt/format.h>

#include <algorithm>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/place/records.h"
#include "onepot/store/database.h"
#include "onepot/store/ledger_sums.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

Result<Period> period_asked(store::Session& session, const PotRecordsOptions& options) {
  const auto booked = store::ledger::days_booked(session).value_or(Period{});
  Period period = booked;
  if (!options.from.empty()) {
    ONEPOT_TRY(period.from, parse_date(options.from));
  }
  if (!options.until.empty()) {
    ONEPOT_TRY(period.until, parse_date(options.until));
  }
  if (period.until < period.from) return refuse("bad-period", "--until is before --from");
  return period;
}

}  // namespace

int run_pot_records(const PotRecordsOptions& options) {
  auto db = store::Database::open(options.ledger, {.create = false});
  if (!db) return refused(db.error());
  const auto bytes = db->read([&](store::Session& s) -> Result<std::string> {
    ONEPOT_TRY(const auto period, period_asked(s, options));
    const auto sheets = options.person.empty() ? place::book_sheets(s, period)
                                               : pot::sheets_of(place::statement_of(s, options.person, period));
    if (options.format == "xlsx") return place::to_xlsx(sheets, period.until);
    const std::string wanted = options.what.empty() ? (options.person.empty() ? "ledger" : "lines") : options.what;
    std::vector<std::string> names;
    for (const auto& sheet : sheets) {
      std::string name = sheet.name;
      std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c | 0x20); });
      if (name == wanted) return pot::to_csv(sheet);
      names.push_back(name);
    }
    return refuse("bad-what", fmt::format("'{}' is not there; expected {}", wanted, fmt::join(names, ", ")));
  });
  if (!bytes) return refused(bytes.error());
  const auto done = write_file(options.out, *bytes);
  return done ? static_cast<int>(exit_done) : refused(done.error());
}

}  // namespace onepot::cli
