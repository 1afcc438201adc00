#pragma once
// A currency for care in hospital: an ordinary currency (currency.h) whose attributes are worked out from the 43 fields
// of the national grouper's admitted-care record, for one episode or for a whole spell. So admitted care is decided by
// the same rules, proved and explained in the same way, as any other need.
//
// Beside the files of a currency the folder holds: fields.csv (what a field may hold), derive.csv (how each attribute
// is worked out), clinical.csv (what a diagnosis or procedure code gives each attribute, by the longest prefix),
// maps.csv (what a value of a field gives), and where wanted unbundled.csv (groups that single items make beside the
// core one) and methods.csv (the letter of how a rule decides). currency.json has "kind": "admitted" and "error_group".
// docs/price.md says how.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/price/admitted/layout.h"
#include "onepot/price/currency.h"

namespace onepot::price {

/// What is known about clinical codes: the longest prefix of a code in the tables decides, attribute by attribute.
/// Looking one up follows at most one link a character.
class CodeTable {
 public:
  explicit CodeTable(std::size_t attributes = 0) : attributes_(attributes) { add_node(); }
  struct Value {
    std::int32_t value = -1;  ///< index of a code, points of a score, 1 for a flag; -1: the code says nothing
    std::int32_t rank = 0;    ///< of two, the higher is dominant
  };
  /// False when the code has a character that no code has, or the attribute has a value for this very code already.
  bool add(std::string_view code, std::size_t attribute, Value value);
  /// After the last add: lets the values of prefixes hold for what has no value of its own.
  void finish();
  /// The entry of a code, for value(). 0 for a code of which nothing is known.
  std::uint32_t find(std::string_view code) const {
    std::uint32_t at = 0;
    for (const char c : code) {
      const int letter = letter_of(c);
      if (letter < 0) break;
      const std::uint32_t next = children_[at * letters + static_cast<std::size_t>(letter)];
      if (next == 0) break;
      at = next;
    }
    return at;
  }
  Value value(std::uint32_t entry, std::size_t attribute) const { return values_[entry * attributes_ + attribute]; }

 private:
  static constexpr std::size_t letters = 36;
  static int letter_of(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1; }
  std::uint32_t add_node();
  std::size_t attributes_;
  std::vector<std::uint32_t> children_;
  std::vector<Value> values_;
};

/// A code of at most eight characters as one number, for looking it up.
inline std::uint64_t packed(std::string_view code) {
  std::uint64_t out = 0;
  for (const char c : code.substr(0, 8)) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}

/// What a field may hold. An unlawful one makes the episode ungroupable, with this rule's words.
struct FieldRule {
  enum class Kind { text, number, code, icd10, opcs4 };
  Kind kind = Kind::text;
  bool required = false;
  std::int64_t least = 0, most = 0;  ///< of a number
  std::vector<std::uint64_t> codes;  ///< packed(), sorted
  std::string words;                 ///< what was expected, for the quality file
};

/// How an attribute is worked out.
struct Derived {
  enum class How {
    number,    ///< a field as a number, of the first episode
    code,      ///< a field by maps.csv, of the first episode
    main,      ///< what the dominant episode's first diagnosis gives
    dominant,  ///< what the highest-ranked procedure gives
    score,     ///< points of the other diagnoses, each code once
    any,       ///< does any diagnosis or procedure give it?
    many,      ///< how many procedures or diagnoses there are
    length,    ///< days, without critical care, rehabilitation and specialist palliative care
    episodes,  ///< how many episodes
  };
  How how = How::number;
  Field field = Field::procodet;                            ///< of number and code
  bool procedures = false;                                  ///< any, many: of procedures, not of diagnoses
  std::size_t clinical = 0;                                 ///< which column of the code tables
  std::int64_t otherwise = 0;                               ///< where nothing gives a value
  std::vector<std::pair<std::uint64_t, std::int64_t>> map;  ///< of code: packed() → value, sorted
};

/// A group that one item of a stay makes beside the core group: a scan, days of rehabilitation.
struct UnbundledGroup {
  std::string id, name, words;
};

struct Admitted {
  Currency currency;
  std::string error_group;  ///< "UZ01Z": what an episode that cannot be grouped gets
  std::array<FieldRule, single_fields> fields;
  FieldRule first_diagnosis, other_diagnosis, procedure;
  std::vector<Derived> derived;  ///< beside the currency's attributes
  std::size_t clinical = 0;      ///< columns of the code tables
  CodeTable diagnoses, procedures;
  /// By rule, how it decides, in the national grouper's letters: P procedure, D diagnosis, or what methods.csv says.
  std::vector<char> methods;
  std::vector<UnbundledGroup> unbundled;  ///< of unbundled.csv; none without it
  std::size_t unbundled_column = 0;       ///< of `procedures`: which of them a procedure makes
  /// By field: which of them days in it make; −1: none.
  std::array<std::int32_t, single_fields> unbundled_days{};
  bool imported = false;  ///< its tables come from the published workbook, unaltered
};

/// Is the folder one of admitted care?
bool is_admitted(const Folder& folder);

/// Compiles the folder. Refuses what load_currency refuses, and with file and line: unknown fields and attributes, an
/// attribute without a way to work it out, codes that say two things, and "not-hrg" for a folder that calls itself
/// HRG4+ without tables imported from the published workbook.
Result<Admitted> load_admitted(const Folder& folder);

}  // namespace onepot::price
