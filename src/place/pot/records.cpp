#include "onepot/place/records.h"

#include <fmt/format.h>
#include <malloc.h>

#include <limits>

#include "../kept.h"
#include "onepot/pot/accounts.h"
#include "onepot/pot/stream.h"
#include "onepot/store/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_sums.h"
#include "onepot/store/pots.h"
#include "onepot/store/providers.h"

namespace onepot::place {
namespace {

/// Which days, what of them; whose rows and all that stands in them says the hash of the chain, their mark.
std::string key_of(Period period, std::string_view what) {
  return fmt::format("{} {} {}", to_iso(period.from), to_iso(period.until), what);
}

/// With the single movements of the period, or – where only sums are asked for – without.
void read_books(store::Session& session, Period period, bool rows, pot::BookSheets& book) {
  for (const auto& t : store::ledger::summed(session, period))
    if (!rows || t.booked < period.from) book.add(t);
  if (rows) store::ledger::each_within(session, period, [&](const pot::Transfer& t) { book.add(t); });
}

Result<std::string> make_file(store::Session& session, Period period, const BooksFile& file) {
  auto out = [&]() -> Result<std::string> {
    pot::BookSheets book(period);
    read_books(session, period, file.xlsx || file.sheet == "Ledger" || file.sheet == "Payments", book);
    if (!file.xlsx) return pot::to_csv(book.sheet(file.sheet));
    std::vector<pot::SheetRows> sheets;
    for (const auto name : pot::BookSheets::names) sheets.push_back(book.sheet(name));
    return to_xlsx(sheets, period.until);
  }();
  ::malloc_trim(0);  // what it took to make a big file goes back to the machine
  return out;
}

}  // namespace

pot::Statement statement_of(store::Session& session, std::string_view person_ref, Period period) {
  auto history = store::ledger::history_of_person(session, person_ref, std::numeric_limits<std::int32_t>::max());
  std::ranges::reverse(history);
  return pot::statement(person_ref, period, history);
}

std::vector<pot::Sheet> book_sheets(store::Session& session, Period period) {
  pot::BookSheets book(period);
  read_books(session, period, true, book);
  return book.sheets();
}

StatementView see_statement(const Work& work, Period period) {
  work.only_for({"see-own", "see-pot"});
  const auto person = store::accounts::person(work.session, work.person());
  ONEPOT_ASSERT(person.has_value());
  StatementView view;
  view.known_as = person->known_as;
  view.full_name = person->full_name;
  if (const auto place = store::accounts::place(work.session, person->place)) view.place_name = place->name;
  auto history = store::ledger::history_of_person(work.session, person->ref, std::numeric_limits<std::int32_t>::max());
  std::ranges::reverse(history);
  for (const auto& t : history)
    if (!view.first_day || t.booked < *view.first_day) view.first_day = t.booked;
  view.statement = pot::statement(person->ref, period, history);
  const std::string prefix = pot::provider_account("");
  const auto name = [&](const std::string& account) {
    if (!account.starts_with(prefix) || view.names.contains(account)) return;
    if (const auto provider = store::providers::by_ref(work.session, account.substr(prefix.size())))
      view.names[account] = provider->name;
  };
  for (const auto& line : view.statement.lines) name(line.other);
  for (const auto& stream : pot::known_streams()) view.stream_names[std::string(stream.code)] = stream.name;
  if (const auto pot = store::pots::of(work.session, work.person()))
    for (const auto& stream : pot->streams) view.stream_names[stream.code] = stream.name;
  return view;
}

pot::Sheet see_stream_sums(const Work& work, Period period) {
  work.only_for({"see-finance"});
  static Kept<pot::Sheet> kept(64);
  return *kept.get(key_of(period, "Streams"), store::ledger::last_hash(work.session),
                   [&] {
                     pot::BookSheets book(period);
                     read_books(work.session, period, false, book);
                     auto rows = book.sheet("Streams");
                     rows.each([&](const std::vector<pot::Value>& row) { rows.head.rows.push_back(row); });
                     return Result<pot::Sheet>(std::move(rows.head));
                   })
              .value();
}

Result<std::shared_ptr<const std::string>> see_books_file(const Work& work, Period period, const BooksFile& file) {
  work.only_for({"see-finance"});
  ONEPOT_ASSERT(std::ranges::find(pot::BookSheets::names, file.sheet) != pot::BookSheets::names.end());
  constexpr std::size_t bytes_kept = 32U << 20U;
  static Kept<std::string> kept(bytes_kept, [](const std::string& bytes) { return bytes.size(); });
  return kept.get(key_of(period, file.xlsx ? "xlsx" : file.sheet), store::ledger::last_hash(work.session),
                  [&] { return make_file(work.session, period, file); });
}

}  // namespace onepot::place
