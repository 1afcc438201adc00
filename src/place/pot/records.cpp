#include "onepot/place/records.h"

#include <limits>

#include "onepot/pot/accounts.h"
#include "onepot/pot/stream.h"
#include "onepot/store/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_sums.h"
#include "onepot/store/pots.h"
#include "onepot/store/providers.h"

namespace onepot::place {

pot::Statement statement_of(store::Session& session, std::string_view person_ref, Period period) {
  auto history = store::ledger::history_of_person(session, person_ref, std::numeric_limits<std::int32_t>::max());
  std::ranges::reverse(history);
  return pot::statement(person_ref, period, history);
}

std::vector<pot::Sheet> book_sheets(store::Session& session, Period period) {
  pot::BookSheets book(period);
  store::ledger::each(session, [&](const pot::Transfer& t) { book.add(t); });
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
  pot::BookSheets book(period);
  for (const auto& t : store::ledger::summed(work.session, period)) book.add(t);
  auto sheets = book.sheets();
  const auto streams = std::ranges::find(sheets, "Streams", &pot::Sheet::name);
  ONEPOT_ASSERT(streams != sheets.end());
  return std::move(*streams);
}

std::vector<pot::Sheet> see_records(const Work& work, Period period) {
  work.only_for({"see-finance"});
  return book_sheets(work.session, period);
}

}  // namespace onepot::place
