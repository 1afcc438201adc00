#pragma once
// A statement of the bank account against the books (see onepot/pay/reconcile.h for the rules). Every line is kept
// once, however often and in however many overlapping files it comes; what was matched stays matched.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/pay/reconcile.h"
#include "onepot/place/work.h"
#include "onepot/store/statements.h"

namespace onepot::place {

struct OpenLine {
  store::statements::Line line;
  std::string why;
};
struct OpenEntry {
  pay::BookEntry entry;
  std::string why;
};
/// What is unexplained on either side, up to the last day that a statement covers.
struct OpenItems {
  std::vector<OpenLine> in_the_bank;
  std::vector<OpenEntry> in_the_books;
};
struct MatchedLine {
  store::statements::Line line;
  std::vector<pay::BookEntry> entries;
  pay::MatchedBy by = pay::MatchedBy::id;
};
struct StatementTaken {
  std::vector<pay::Statement> statements;  ///< as they were read
  std::int64_t new_lines = 0, known_lines = 0;
  std::vector<MatchedLine> matched;  ///< by this upload
  OpenItems open;                    ///< after it
  std::vector<std::string> warnings;
};
struct StatementWanted {
  std::string text, file;
  Instant now;
  std::optional<AccountId> by;
  std::optional<PlaceId> place;
  std::function<std::string()> new_ref;
};
/// Reads, keeps and matches. Refused with every fault of the file – layout, balances that do not lead to each other –
/// and then nothing is kept.
tl::expected<StatementTaken, Refusals> take_statement(store::Session& session, const StatementWanted& wanted);
/// By a finance officer (run-payments).
tl::expected<StatementTaken, Refusals> take_statement(const Work& work, std::string_view text, const std::string& file);

/// What is unexplained now; nothing is changed (see-finance).
OpenItems open_items(const Work& work);

}  // namespace onepot::place
