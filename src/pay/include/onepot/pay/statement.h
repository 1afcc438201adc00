#pragma once
// What the bank says happened on an account: ISO 20022 camt.053 (a statement) and camt.054 (a notice of entries), any
// version, and a plain CSV. Reading proves what can be proved: that opening balance and entries make the closing
// balance, and that the details of a collected entry make its amount.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::pay {

/// £100 thousand million: more is no amount, and sums of a whole statement stay far from overflow.
inline constexpr Pence most_of_one_line{10'000'000'000'000};
inline constexpr std::size_t most_lines = 200'000;

/// One movement. A collected entry with details stands as one line for each detail.
struct StatementLine {
  long line = 0;  ///< of the file
  Date booked;
  Pence amount;            ///< above nought came in, below went out
  std::string end_to_end;  ///< the id under which we sent it; empty where the bank says none
  std::string run;         ///< the id of the run of which the bank booked one sum
  std::string bank_ref;    ///< the bank's own, different for every line; may be empty
  std::string words;
  bool returned = false;  ///< a payment of ours that came back
  std::string code, reason;
};

struct Statement {
  std::string id, account;
  std::optional<Date> from, until;  ///< as the bank says, else the first and last day of a line
  std::optional<Pence> opening, closing;
  bool balances_checked = false;  ///< both are given, and the lines lead from one to the other
  std::vector<StatementLine> lines;
};

struct ReadStatements {
  std::string format;  ///< "camt.053.001.08", "camt.054.001.02", "csv"; empty where it is none of them
  std::vector<Statement> statements;
  Refusals faults;  ///< each names file, line and element or column
  std::vector<std::string> warnings;
};
/// CSV columns: date, amount (minus: went out); may be there: description, reference, balance (after the line). Other
/// columns are passed over with a warning.
ReadStatements read_statements(std::string_view text, const std::string& file);

}  // namespace onepot::pay
