#pragma once
// Rows about people that may leave the building for research: who they are becomes a pseudonym, days become months,
// ages become bands, and whoever stands out stays behind. With it goes a dictionary, which reads it back.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/result.h"

namespace onepot::learn {

/// pseudonym: HMAC-SHA-256 (RFC 2104) of the value under the extract's own key, 128 bits of it: the same person has the
/// same name within an extract and another in the next. band: whole numbers from one bound to below the next.
enum class ExtractKind : std::uint8_t { keep, number, pseudonym, month, year, band };
std::string_view name_of(ExtractKind kind);
struct ExtractColumn {
  std::string name;
  ExtractKind kind = ExtractKind::keep;
  std::vector<std::int64_t> bounds;  ///< of a band, rising
  bool tells = false;                ///< others may know it, and could look for a person by it (a quasi-identifier)
  std::string meaning;               ///< for the dictionary
};
struct ExtractPlan {
  std::vector<ExtractColumn> columns;  ///< all others stay behind
  std::int64_t together = 5;           ///< people who must share what tells (k-anonymity: Samarati and Sweeney 1998)
  std::string key;                     ///< 32 bytes at least; never printed
};
struct Extract {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  ///< sorted by their text, so that the order tells nothing
  std::string dictionary;                      ///< CSV: column,kind,tells,meaning,values,missing
  std::size_t held_back = 0;                   ///< rows of people who stand out
  std::vector<std::string> left_out;           ///< columns that stayed behind
};
/// Refuses with line and column what is not a day or a number, and "plan" – no pseudonym where rows of one person are
/// told together, a short key, bounds that do not rise, no column.
Result<Extract> extract(const csv::Table& table, const ExtractPlan& plan);
std::string to_csv(const Extract& extract);

/// Reads an extract by its dictionary: every column there and in its kind, values among those listed. Refuses with line
/// and column. What comes back is printed as what went out, to the byte.
Result<Extract> read_extract(const csv::Table& table, std::string_view dictionary, const std::string& dictionary_file);

}  // namespace onepot::learn
