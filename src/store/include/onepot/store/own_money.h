#pragma once
// Private money: what a person agreed with a provider and pays for themselves, the visits under it, and the person's
// own book of what they put in and spent. It stands in tables of its own that no other file names (tests/structure), so
// that nothing that is added up for the council can hold any of it (docs/decisions/0016).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::own_money {

struct Deal {
  std::int64_t id = 0;
  std::string ref;
  PersonId person;
  ProviderId provider;
  std::string known_as, provider_name, words;
  Pence day_rate, night_rate;  ///< an hour
  Hours day, night;            ///< a week
  Date from;
  std::string answer;  ///< the provider's: '' yes no
  std::optional<Instant> ended_at;
  bool runs() const { return answer == "yes" && !ended_at; }
};
void add_deal(Session& session, const Deal& deal, Instant now);
/// Those not ended and not declined, newest first.
std::vector<Deal> deals_of(Session& session, PersonId person);
std::vector<Deal> deals_of(Session& session, ProviderId provider);
std::optional<Deal> deal(Session& session, std::string_view ref);
/// False where it was answered or ended already.
bool answer_deal(Session& session, std::int64_t deal, std::string_view answer, Instant now);
bool end_deal(Session& session, std::int64_t deal, Instant now);

struct Visit {
  std::int64_t id = 0;
  std::string ref;
  std::int64_t deal = 0;
  PersonId person;
  ProviderId provider;
  std::string known_as, provider_name, worker;
  Date day;
  std::int64_t start_minute = 0;
  Hours day_time, night_time;
  Pence pence;
  std::string answer;  ///< '' yes wrong
  std::string query;
  std::optional<Instant> paid_at;
};
/// False where the same worker came at the same minute already.
bool add_visit(Session& session, const Visit& visit, Instant now);
/// Newest first.
std::vector<Visit> visits_of(Session& session, PersonId person, int most);
std::vector<Visit> visits_of(Session& session, ProviderId provider, int most);
std::optional<Visit> visit(Session& session, std::string_view ref);
/// False where the person said yes to it already.
bool answer_visit(Session& session, std::int64_t visit, std::string_view answer, std::string_view query, Instant now);
/// False where the person did not say yes, or paid already.
bool set_paid(Session& session, std::int64_t visit, Instant now);
/// False where the person said yes to it.
bool remove_visit(Session& session, std::int64_t visit);

struct Entry {
  std::string ref;
  Date day;
  Pence pence;  ///< plus: put in; minus: spent
  std::string words;
  std::string provider_name;  ///< of a paid visit
};
void add_entry(Session& session, PersonId person, const Entry& entry, std::optional<std::int64_t> visit, Instant now);
/// By day, newest first.
std::vector<Entry> entries(Session& session, PersonId person, int most);
Pence balance(Session& session, PersonId person);
/// Said yes to and not paid yet.
Pence owed(Session& session, PersonId person);

/// What was done: apart from the place's audit, which others may read.
void add_event(Session& session, AccountId by, std::string_view action, std::string_view subject, Instant now);

}  // namespace onepot::store::own_money
