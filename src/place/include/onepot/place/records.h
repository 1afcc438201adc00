#pragma once
// The books for people who check them: a person's statement, and the place's books as spreadsheets.
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/pot/sheets.h"

namespace onepot::place {

/// An Excel workbook of the sheets, whose last row sums the columns of money. Text is always written as text, so that
/// nothing typed is ever a formula. `made` is the day it says it was made: the same sheets and day give the same bytes.
/// Refused "too-many-rows" where a sheet has more than Excel's 1,048,576; "machine" where no temporary file can be
/// made.
Result<std::string> to_xlsx(std::span<const pot::Sheet> sheets, Date made);
Result<std::string> to_xlsx(std::span<const pot::SheetRows> sheets, Date made);

struct StatementView {
  std::string known_as, full_name, place_name;
  pot::Statement statement;
  std::map<std::string, std::string> names;         ///< of provider accounts
  std::map<std::string, std::string> stream_names;  ///< of stream codes
  std::optional<Date> first_day;                    ///< the first on which money moved; nothing when none has
};
/// The person's own statement of their public money (see-own, see-pot). Their private money is never in it.
StatementView see_statement(const Work& work, Period period);

/// A file of the place's books over a period (see-finance): a workbook of every sheet of pot::BookSheets, or one of
/// them as CSV. It is kept for whoever asks next, while the books have the same rows; refused as to_xlsx() refuses.
struct BooksFile {
  bool xlsx = false;
  std::string_view sheet = "Ledger";  ///< one of pot::BookSheets::names
};
Result<std::shared_ptr<const std::string>> see_books_file(const Work& work, Period period, const BooksFile& file);
/// The sums by stream alone, without reading every row's names (see-finance); kept in the same way.
pot::Sheet see_stream_sums(const Work& work, Period period);
/// Every sheet for whoever has the books in their hands: the command line.
std::vector<pot::Sheet> book_sheets(store::Session& session, Period period);
/// One person's statement, by the ref that stands in the accounts' names.
pot::Statement statement_of(store::Session& session, std::string_view person_ref, Period period);

}  // namespace onepot::place
