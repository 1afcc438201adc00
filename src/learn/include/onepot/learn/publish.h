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
  std::int64_t threshold = 5;  ///< counts from 1 to one below are hidden; nought is shown
  std::int64_t round = 5;      ///< others to the nearest multiple, halves up; 0 or 1: as they are
};

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
  bool small = false;  ///< hidden because it is below the threshold; only the publisher knows
};

/// A table with its totals.
struct Release {
  std::string file;
  std::vector<std::string> by;
  std::string count;  ///< name of the column of counts
  std::vector<Figure> figures;
};

/// Reads rows `by…, count` of people or of subtotals: rows of one cell are summed, combinations that do not occur are
/// nought, and every total over every set of columns is made. Refuses negative or broken counts, a category called
/// "Total", tables of more than 100,000 cells.
Result<Release> read_counts(const csv::Table& table, const std::vector<std::string>& by, const std::string& count);

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
/// Refuses "too-large" (more than 250,000 combinations of all columns) and "contradiction" where no counts of people
/// could give these figures.
Result<std::vector<Bound>> attack(const std::vector<Release>& releases);

/// What was done.
struct Published {
  Release release;
  std::size_t small = 0, more = 0;  ///< figures hidden because they are small, and to protect those
  std::vector<Bound> bounds;        ///< the attack's answer on it with everything before, for the small figures
};

/// Hides and rounds until the attack, given also what was released before, cannot tell any hidden small count from any
/// other below the threshold. Refuses "cannot-protect" where what was released before already tells it.
Result<Published> publish(const Release& counts, const CountRules& rules, const std::vector<Release>& before);

/// CSV: by…, count, low, high – what each printed figure says, so that nobody has to know the rules to read it.
std::string to_csv(const Release& release);

/// What a person checks and signs before it goes out.
std::string checkers_form(const Published& published, const CountRules& rules, const std::vector<Release>& before);

}  // namespace onepot::learn
