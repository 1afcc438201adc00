#pragma once
// Statements of the bank account as they were uploaded, each line once, and which payment each line is.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::statements {

struct NewStatement {
  std::string ref, sha256, name, account;
  std::optional<PlaceId> place;
  std::optional<Date> from, until;
  std::optional<Pence> opening, closing;
  bool balances_checked = false;
  std::optional<AccountId> by;
};
std::int64_t add(Session& session, const NewStatement& statement, Instant now);

struct Line {
  std::int64_t id = 0;
  Date booked;
  Pence pence;  ///< above nought came in
  std::string end_to_end, run, bank_ref, words;
};
/// False where a line with that key is there already, of whichever statement: nothing is written.
bool add_line(Session& session, std::int64_t statement, std::string_view key, const Line& line);
/// Lines that are matched to nothing, by day.
std::vector<Line> unmatched(Session& session, std::optional<PlaceId> place);
/// This line is that payment (or its return). False where the payment is matched already.
bool match(Session& session, std::int64_t line, std::string_view end_to_end, bool is_return, std::string_view how);
/// Payments, or returns, that are matched: by end-to-end id.
std::vector<std::string> matched(Session& session, bool is_return);

struct Statement {
  std::string ref, name, account;
  std::optional<Date> from, until;
  std::optional<Pence> opening, closing;
  bool balances_checked = false;
  Instant entered_at{};
  std::int64_t lines = 0, matched = 0;
};
/// Of a place (or of books without one), the newest first.
std::vector<Statement> all(Session& session, std::optional<PlaceId> place, int most);
/// The last day that any statement covers.
std::optional<Date> covered_until(Session& session, std::optional<PlaceId> place);
/// One where the same file was uploaded before.
bool is_known(Session& session, std::string_view sha256, std::optional<PlaceId> place);

}  // namespace onepot::store::statements
