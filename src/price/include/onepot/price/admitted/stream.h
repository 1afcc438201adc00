#pragma once
// Admitted care by the million: rows of a CSV come in chunks of whole spells, each chunk is grouped on its own, and
// what the chunks give is written in the order they came. Nothing is kept from one chunk to the next, so memory stays
// flat and the same bytes come out whatever the number of threads. Whoever prices adds a Hook and gets each grouped
// chunk.
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/price/admitted/admitted.h"
#include "onepot/price/admitted/layout.h"

namespace onepot::price {

/// One row of a chunk.
struct EpisodeRow {
  std::uint32_t begin = 0, end = 0;           ///< the row in the chunk's text, without its line end
  std::uint32_t cells = 0;                    ///< where its cells begin in Chunk::cells
  std::uint32_t faults = 0, fault_count = 0;  ///< in Chunk::faults
  std::int32_t days = 0;                      ///< CalcEpidur
  std::int32_t rule = -1;                     ///< the rule that decided; -1 where it could not be grouped
  std::int32_t procedure = -1;                ///< its dominant procedure, as a place of the layout; -1: none
};

/// A grouped stay. Everything it points to is in its chunk.
struct SpellRow {
  std::uint32_t first = 0, count = 0;  ///< its episodes in Chunk::episodes
  std::uint32_t dominant = 0;          ///< the episode (in Chunk::episodes) that the group is taken from
  std::int32_t rule = -1;              ///< -1: UZ01Z
  std::int32_t days = 0;               ///< SpellLOS: the sum of CalcEpidur
  std::int32_t critical_days = 0;      ///< SpellCCDays
  std::int32_t procedure = -1;         ///< in the dominant episode, as EpisodeRow::procedure
  std::string_view group;              ///< "PN1A" or the error group
};

/// One thing that is wrong with an episode, or odd about it.
struct EpisodeFault {
  enum class Kind : std::uint8_t {
    bad_value,         ///< not what fields.csv lets the field hold
    missing_value,     ///< a field that must be filled is not
    repeated_episode,  ///< EPIORDER as in the row before
    breaks_check,      ///< a rule of validation.csv
    varies,            ///< told only: should be the same through the spell
    more_days_out,     ///< told only: more days of critical care, rehabilitation and palliative care than days
    code_after_gap,    ///< told only: a code stands after an empty one
  };
  Kind kind = Kind::bad_value;
  std::uint16_t place = 0;  ///< of the layout
  std::uint16_t check = 0;  ///< of breaks_check: which
  bool error() const { return kind < Kind::varies; }
};

/// A group that one item of an episode makes beside the core group.
struct UnbundledItem {
  std::uint32_t group = 0;  ///< in Admitted::unbundled
  std::int32_t days = 0;    ///< 0: it is not counted in days
};

struct Chunk {
  std::uint64_t first_row = 1;   ///< RowNo of its first episode; the header is not counted
  std::uint64_t first_line = 2;  ///< line of the file on which it begins
  std::string text;              ///< whole rows
  std::string unquoted;          ///< cells that had a doubled quote in them
  struct Cell {
    std::uint32_t at = 0, size = 0;  ///< in text, or past its end in unquoted
  };
  std::vector<Cell> cells;
  std::vector<EpisodeRow> episodes;
  std::vector<SpellRow> spells;
  std::vector<EpisodeFault> faults;
  /// Room for what grouping works out once for each row, used again from chunk to chunk.
  static constexpr std::uint32_t no_entry = 0xffffffff;
  std::vector<std::uint32_t> entries;  ///< by row and code: where the code tables have it
  std::vector<std::array<std::int32_t, single_fields>> numbers;

  std::string_view cell(const Cell& c) const {
    return c.at < text.size() ? std::string_view(text).substr(c.at, c.size)
                              : std::string_view(unquoted).substr(c.at - text.size(), c.size);
  }
  /// A cell of an episode by its column in the file.
  std::string_view at(const EpisodeRow& row, std::size_t column) const { return cell(cells[row.cells + column]); }
};

/// Groups the chunks of one file. Const use from many threads.
class Grouper {
 public:
  /// `currency` must outlive it. `columns` is how many cells a row has (the header's).
  Grouper(const Admitted& currency, Layout layout, std::size_t columns, std::string file);
  const Admitted& currency() const { return *currency_; }
  const Layout& layout() const { return layout_; }

  /// Cuts the text into rows and cells. Refuses, with the line: "ragged-row", "bad-encoding", "stray-quote".
  Result<void> cut(Chunk& chunk) const;
  /// Forms spells (the chunk must hold whole ones), checks every episode and groups episodes and spells. Whether the
  /// rows are sorted is asked by the one who knows the chunk before.
  void group(Chunk& chunk) const;

  /// Adds what the items of an episode (by its place in the chunk, which has been grouped) make beside its core group:
  /// procedures in their order, then days. Nothing for one that could not be grouped.
  void unbundled(const Chunk& chunk, std::size_t row, std::vector<UnbundledItem>& items) const;
  /// The cell of a field in one row, trimmed.
  std::string_view field(const Chunk& chunk, const EpisodeRow& row, Field f) const;
  /// A fault as it is told: "bad-value", "'777' … expected …".
  std::string_view code_of(const EpisodeFault& fault) const;
  std::string sentence_of(const Chunk& chunk, const EpisodeRow& row, const EpisodeFault& fault) const;
  /// The record (one value an attribute) that a spell, or with one row an episode, is decided by. For explaining.
  Record record_of(const Chunk& chunk, std::size_t first, std::size_t count) const;

 private:
  struct Scratch;
  void check(Chunk& chunk, std::size_t row, Scratch& scratch) const;
  void read_codes(const Chunk& chunk, std::size_t row, Scratch& scratch) const;
  struct Found {
    std::size_t dominant = 0;
    std::int32_t procedure = -1;
  };
  Found derive(const Chunk& chunk, std::size_t first, std::size_t count, const Scratch& scratch, Record& record) const;
  void same_through(Chunk& chunk, const SpellRow& spell, std::vector<EpisodeFault>& told) const;

  const Admitted* currency_;
  Layout layout_;
  std::size_t columns_;
  std::string file_;
};

/// Fills up to `most` bytes; 0 at the end of the input.
using Read = std::function<Result<std::size_t>(char* to, std::size_t most)>;

/// A file of episodes, read in chunks of whole spells.
class EpisodeFile {
 public:
  /// Reads the header and a first stretch of rows. With `layout` nothing, the header must have the grouper's own names.
  /// Refuses "no-header" (an episode in its place, too), "bad-encoding" and what layout_of_header, fits_header and
  /// fits_rows refuse, before any row is grouped. Rows that all have more or fewer cells than the header, and every
  /// field of the layout, pass: header() has a name for each of their columns then, and notes() says so.
  /// `chunk`: about how many bytes come at once; small ones are for tests.
  static Result<EpisodeFile> open(Read read, std::optional<Layout> layout, const std::string& file,
                                  std::size_t chunk = 256 * 1024);
  const std::vector<std::string>& header() const { return header_; }
  const Layout& layout() const { return layout_; }
  const std::string& file() const { return file_; }
  /// What its reader should be told: columns of the rows that the header does not name, or names without a column.
  const std::vector<std::string>& notes() const { return notes_; }
  /// The next rows, whole spells; false at the end. Refuses what `read` refuses.
  Result<bool> next(Chunk& chunk);

 private:
  EpisodeFile() = default;
  Result<void> fill(std::size_t wanted);
  void fit_width(std::size_t width);
  Read read_;
  Layout layout_;
  std::vector<std::string> header_, notes_;
  std::string file_, ahead_;
  bool ended_ = false;
  std::size_t chunk_ = 0;
  std::uint64_t next_row_ = 1, next_line_ = 2;
};

/// How many there were.
struct Totals {
  std::uint64_t episodes = 0, spells = 0, episode_errors = 0, spell_errors = 0;
};

/// Turns one grouped chunk into text, one an output. Called from many threads at once.
using Hook = std::function<Result<void>(const Grouper&, const Chunk&, std::span<std::string> outputs)>;
/// Takes the outputs in the order of the file.
using Write = std::function<Result<void>(std::size_t output, std::string_view text)>;

/// Reads, groups and writes to the end with as many threads as said. The same bytes for any number of threads. Refuses
/// what the file, the hook and the writer refuse (the first in the file's order), and "not-sorted" with the line where
/// the rows are not in the order of provider, spell and episode.
Result<Totals> group_stream(EpisodeFile& file, const Grouper& grouper, std::size_t outputs, const Hook& hook,
                            const Write& write, unsigned threads);

}  // namespace onepot::price
