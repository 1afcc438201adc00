#pragma once
// Where the fields of an admitted-care file stand. The national grouper says it in a record definition file (.rdf): one
// line for the delimiter, then `name,internal name,position,picture,extract,,` a field. The 43 names are those of the
// grouper's published user manual; an outer file with a header row of these names needs no layout.
//
// The trap this guards: a layout that is one column off groups without an error and gives wrong groups, because an
// ICD-10 and an OPCS-4 code look alike. So a layout is held against the file's own header, and against what a sample of
// the rows holds, before a row is grouped.
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::price {

/// The fields that stand once in a record; diagnoses and procedures stand beside them, in order.
enum class Field : std::uint8_t {
  procodet,
  provspno,
  epiorder,
  startage,
  sex,
  classpat,
  admisorc,
  admimeth,
  disdest,
  dismeth,
  epidur,
  mainspef,
  neocare,
  tretspef,
  criticalcaredays,
  rehabilitationdays,
  spcdays,
};
constexpr std::size_t single_fields = 17;
std::string_view to_text(Field field);

struct Layout {
  /// Where one field stands. `picture` keeps the character positions marked A and drops those marked '.'; `extract`
  /// lists characters dropped wherever they stand. Both come before anything is checked.
  struct Place {
    std::string name;
    std::size_t column = 0;  ///< from 0
    std::string picture, extract;
    long line = 0;
  };
  std::string file;
  char delimiter = ',';
  std::vector<Place> places;  ///< the 17 in the order of Field, then DIAG_01…, then OPER_01…
  std::size_t diagnoses = 0, procedures = 0;

  const Place& of(Field field) const { return places[static_cast<std::size_t>(field)]; }
  std::size_t columns() const;  ///< how many columns a row must have at least
};

/// Reads a .rdf. Refuses, with the line: "bad-delimiter", "bad-line", "bad-position", "unknown-picture",
/// "repeated-field", "repeated-position", "missing-field" (a mandatory field that has no place).
Result<Layout> read_layout(std::string_view text, const std::string& file);
/// The layout that a header row of the grouper's own names gives. Refuses "missing-field".
Result<Layout> layout_of_header(std::span<const std::string> header, const std::string& file);

/// Holds the layout against the data file's header row: a header that names another field of the grouper where the
/// layout reads one is refused "layout-does-not-fit", as is one with too few columns. Names the grouper does not know
/// say nothing.
Result<void> fits_header(const Layout& layout, std::span<const std::string> header, const std::string& file);

/// So many rows tell whether a layout is off by a column.
constexpr std::size_t rows_that_tell = 20;
/// Holds the layout against a sample of rows (at least rows_that_tell are wanted): refuses "layout-is-shifted" where
/// the fields from one column on fit plainly better one column to the left or right, naming the first such field. Fit
/// is the share of lawful values, and for diagnoses and procedures also that they are filled from the first on without
/// gaps.
Result<void> fits_rows(const Layout& layout, const std::vector<std::vector<std::string>>& rows,
                       const std::string& file);

/// The value after picture and extract.
std::string taken(const Layout::Place& place, std::string_view text);

/// "A09", "A099", "M1999", "R69X6", "G20X": a letter, two digits, and at most three more (ICD-10 as the NHS writes it).
bool looks_like_icd10(std::string_view code);
/// "W371": a letter and three digits (OPCS-4 without its point).
bool looks_like_opcs4(std::string_view code);

}  // namespace onepot::price
