#pragma once
// Counts that may be published: small ones hidden, others rounded, and as many more hidden as it takes that nobody can
// work the small ones out – from this table, its totals, and everything released before. Proved by the attack itself:
// linear programmes for the least and the greatest that each hidden count can be (Kelly, Golden and Assad 1992;
// Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/result.h"

namespace onepot::learn {

/// How a publisher publishes counts.
struct CountRules {
  std::int64_t threshold = 5;  ///< counts from 1 to one below are hidden
  std::int64_t round = 5;      ///< others to the nearest multiple, halves up; 0 or 1: as they are
  bool hide_nought = false;    ///< nought is hidden too, and else shown
};

/// How a publisher publishes sums of money (Hundepool et al. 2012, chapter 4): a sum is sensitive with fewer
/// contributors than the threshold, where the largest few make too much of it, or where one can estimate another's part
/// too closely.
struct SumRules {
  std::int64_t contributors = 10;  ///< needed in a sum
  int dominance_n = 1;             ///< the n largest …
  double dominance_k = 50;         ///< … may make at most k % of it; 100: no such rule
  double p_percent = 10;           ///< nobody may know another's part to within p % of it; 0: no such rule
  std::int64_t round = 1;          ///< to the nearest multiple of whole pounds
};

/// A publisher's rules by name.
struct PublisherRules {
  std::string name, source;
  CountRules counts;
  SumRules sums;
};
/// "below-5", "0-to-4", "1-to-7", "ten".
const std::vector<PublisherRules>& publisher_rules();
/// Refuses "unknown-rules", listing the known ones.
Result<const PublisherRules*> publisher_rules(std::string_view name);

/// The word for a total over a column, and the mark of a hidden count.
inline constexpr const char* total_word = "Total";
inline constexpr const char* hidden_mark = "c";

/// A count or a total, as an outsider knows it.
struct Figure {
  std::vector<std::string> key;      ///< by column; "Total" where all of it
  std::int64_t value = 0;            ///< what is printed; of a hidden one in a table not yet published: the truth
  std::int64_t low = 0;              ///< what the printed figure says the truth is at least …
  std::optional<std::int64_t> high;  ///< … and at most
  bool hidden = false;
  bool small = false;  ///< hidden because it is small, or for its contributors; only the publisher knows
  std::int64_t must_low = 0,
               must_high = 0;     ///< of a small one: it must be possible that the truth is at most, at least
  std::int64_t contributors = 0;  ///< of a sum
};

/// A table with its totals.
struct Release {
  std::string file;
  std::vector<std::string> by;
  std::string count;    ///< name of the column of counts, or of amounts
  bool pounds = false;  ///< sums of whole pounds; tables of counts and of each kind of amount are attacked apart
  std::vector<Figure> figures;
  /// Tables of one day are of the same people; between days people come and go. In the order of the days when sorted as
  /// text ("2026-04-01"); empty where there is one day only.
  std::string day = "";
};

/// Reads rows `by…, count` of people or of subtotals: rows of one cell are summed, combinations that do not occur are
/// nought, and every total over every set of columns is made. Refuses negative or broken counts, a category called
/// "Total", tables of more than 100,000 cells.
Result<Release> read_counts(const csv::Table& table, const std::vector<std::string>& by, const std::string& count);

/// Reads rows `by…, value` of amounts in pounds, each of a contributor (a column, or else each row is one), rounded to
/// whole pounds in every cell so that totals add. Marks the sensitive sums and how far an outsider's range must reach:
/// X ± what the broken rule lacks (Hundepool et al. 2012, table 4.2). Refuses negative or broken amounts.
Result<Release> read_sums(const csv::Table& table, const std::vector<std::string>& by, const std::string& value,
                          const std::optional<std::string>& contributor, const SumRules& rules);

/// Reads a published table: as published() writes it, or any with its counts in the last column, where "c", "*" or
/// nothing is a hidden count of which nothing is known.
Result<Release> read_release(const csv::Table& table);

/// What an outsider can say of one hidden figure.
struct Bound {
  std::size_t release = 0, figure = 0;
  std::int64_t low = 0;
  std::optional<std::int64_t> high;  ///< none: no limit
};

/// The tightest bounds of every hidden figure, from all releases together: columns of one name are the same thing.
/// Where they are of several days, as if nobody had come, left or moved between them; where that does not fit, no more
/// than what is printed needs and nine. Refuses "too-large"
/// (more than 250,000 combinations of all columns) and "contradiction" where no counts of people could give these
/// figures.
Result<std::vector<Bound>> attack(const std::vector<Release>& releases);

/// What was done.
struct Published {
  Release release;
  std::size_t small = 0, more = 0;  ///< figures hidden because they are small, and to protect those
  std::size_t shielded = 0;         ///< hidden figures of earlier releases that this one would have told more of
  std::size_t changes = 0;          ///< figures hidden because they would tell how few came or left since another day
  std::vector<Bound> bounds;        ///< the attack's answer on it with everything before, for the small figures
};

/// Hides and rounds until the attack, given also what was released before, cannot tell any hidden small count from any
/// other below the threshold – nor any that was hidden before, if it could not already. Beside releases of other days
/// it hides too what would tell that some came or left, and that they were fewer than the threshold, more closely than
/// that. Refuses "cannot-protect" where what was released before already tells it.
Result<Published> publish(const Release& counts, const CountRules& rules, const std::vector<Release>& before);
/// The same for what read_sums gave: no sensitive sum may be told more closely than its range.
Result<Published> publish_sums(const Release& sums, const SumRules& rules, const std::vector<Release>& before);

/// CSV: by…, count, low, high – what each printed figure says, so that nobody has to know the rules to read it.
std::string to_csv(const Release& release);

/// A share of two printed figures, so that it tells nothing that they do not: the figure with `category` in `column`
/// out of the same with the column's total. Nothing where either is hidden, or the total is nought.
std::optional<double> printed_ratio(const Release& release, std::size_t figure, const std::string& column,
                                    const std::string& category);

/// What a person checks and signs before it goes out. `rules` is a sentence, as rules_in_words gives it.
std::string checkers_form(const Published& published, const std::string& rules, const std::vector<Release>& before);
std::string rules_in_words(const CountRules& rules);
std::string rules_in_words(const SumRules& rules);
inline std::string checkers_form(const Published& published, const CountRules& rules,
                                 const std::vector<Release>& before) {
  return checkers_form(published, rules_in_words(rules), before);
}

/// One line of a history of releases.
struct Released {
  std::string file;    ///< beside the history
  std::string sha256;  ///< of the file as it went out
  std::string on;      ///< the day it went out
  std::string rules;
};
/// Columns file,sha256,released,rules. Refuses with line and column.
Result<std::vector<Released>> read_history(std::string_view text, const std::string& file);
std::string history_csv(const std::vector<Released>& history);

}  // namespace onepot::learn
