#pragma once
// What went out through the bank and came back, for the books of a place or any other: payments with where they went
// and what they are made of, returns, and the banks' weight table. Statements: statements.h.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::bank {

struct Return {
  Date on;
  std::string code, reason, source;
  bool mended = false;  ///< the provider has looked at its bank details since
};
struct Out {
  std::string end_to_end, run, payee;
  std::string payee_name, sort_code, account;  ///< where it went, as it was that day
  Pence pence;
  Date for_date;
  std::int64_t transfers = 0;  ///< of the ledger: ID/1 … ID/transfers
  std::optional<Return> returned = std::nullopt;
};
/// False where the id is there already: nothing is written.
bool add_out(Session& session, const Out& out, Instant now);
std::optional<Out> out(Session& session, std::string_view end_to_end);
/// Every payment of those days, or from the first one; by day and id.
std::vector<Out> outs(Session& session, std::optional<Date> from = {}, std::optional<Date> until = {});
/// Payments to one payee, the newest first.
std::vector<Out> outs_to(Session& session, std::string_view payee, int most);

/// A line of a remittance advice.
struct Item {
  std::string kind;  ///< visit, invoice, other
  std::string item_ref;
  PersonId person;  ///< 0 where it is nobody's in particular
  std::optional<Date> day;
  std::string words;
  Pence pence;
};
void add_items(Session& session, std::string_view end_to_end, const std::vector<Item>& items);
struct ItemOf : Item {
  std::string known_as;  ///< of the person; for those who may see it
};
std::vector<ItemOf> items(Session& session, std::string_view end_to_end);

/// Writes down that a payment came back; false where it was written before. What it paid is due again.
bool add_return(Session& session, std::string_view end_to_end, const Return& r, std::optional<AccountId> by,
                Instant now);
/// The provider has looked at its bank details: what came back may be paid again.
void set_mended(Session& session, std::string_view payee, Instant now);
/// The newest return of each payee to which none was mended since, by payee.
std::map<std::string, Out> not_mended(Session& session);
/// Returns of a place's run, by end-to-end id.
std::map<std::string, Return> returns_of_run(Session& session, PaymentRunId run);

struct WeightTable {
  std::string weights, substitutions;
  std::int64_t rows = 0;
  Instant loaded_at{};
};
std::optional<WeightTable> weight_table(Session& session);
/// When it was loaded, without reading it.
std::optional<Instant> weight_table_loaded(Session& session);
void set_weight_table(Session& session, const WeightTable& table, std::optional<AccountId> by);

}  // namespace onepot::store::bank
