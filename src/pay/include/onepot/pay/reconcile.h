#pragma once
// A bank statement against the books: every line of the bank beside what it was, and both sides' rest. First by the id
// under which a payment was sent, then by the run of which the bank booked one sum, then by amount and day where
// exactly one of each fits. Nothing is guessed: two that could be each other's stay unmatched, and that is said.
#include <cstdint>
#include <string>
#include <vector>

#include "onepot/pay/statement.h"

namespace onepot::pay {

/// What the books say went through the bank: a payment (below nought) or one that came back (above).
struct BookEntry {
  std::string id;   ///< end-to-end id
  std::string run;  ///< of a payment
  Date date;
  Pence amount;
  bool is_return = false;
  std::string payee;  ///< for people
};

enum class MatchedBy { id, run, amount_and_day };
std::string_view to_text(MatchedBy how);

struct Match {
  std::size_t line = 0;              ///< place in `lines`
  std::vector<std::size_t> entries;  ///< places in `entries`; more than one only for a run
  MatchedBy by = MatchedBy::id;
};
struct Unmatched {
  std::size_t at = 0;
  std::string why;
};
struct Reconciled {
  std::vector<Match> matches;           ///< in the order of the lines
  std::vector<Unmatched> in_the_bank;   ///< lines that nothing in the books explains
  std::vector<Unmatched> in_the_books;  ///< entries that the bank does not show
};

/// How many days after a payment's day the bank may book it, to be matched without an id.
inline constexpr std::int64_t days_for_the_bank = 3;

Reconciled reconcile(const std::vector<StatementLine>& lines, const std::vector<BookEntry>& entries);

}  // namespace onepot::pay
