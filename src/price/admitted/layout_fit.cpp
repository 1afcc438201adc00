// Does a layout read what it thinks it reads? Each field is tried in its column and in those beside it.
#include <algorithm>
#include <charconv>

#include "onepot/base/text.h"
#include "onepot/price/admitted/layout.h"

namespace onepot::price {

bool looks_like_icd10(std::string_view code) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (code.size() < 3 || code.size() > 6 || code[0] < 'A' || code[0] > 'Z' || !digit(code[1]) || !digit(code[2]))
    return false;
  for (std::size_t i = 3; i < code.size(); ++i)
    if (!digit(code[i]) && code[i] != 'X' && !(i > 3 && (code[i] == 'A' || code[i] == 'D' || code[i] == '-')))
      return false;
  return true;
}

bool looks_like_opcs4(std::string_view code) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return code.size() == 4 && code[0] >= 'A' && code[0] <= 'Z' && digit(code[1]) && digit(code[2]) && digit(code[3]);
}

namespace layout_fitting {

/// Could this be a value of the field at all? Wider than what a currency lets pass: it only tells fields apart.
bool plausible(const Layout& layout, std::size_t place, std::string_view value) {
  const auto number = [&](int least, int most) {
    int n = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    return error == std::errc() && end == value.data() + value.size() && least <= n && n <= most;
  };
  const auto shaped = [&](std::size_t size) { return value.size() == size && value[0] >= '0' && value[0] <= '9'; };
  if (place >= single_fields + layout.diagnoses) return value.empty() || looks_like_opcs4(value);
  if (place > single_fields) return value.empty() || looks_like_icd10(value);
  if (place == single_fields) return looks_like_icd10(value);
  switch (static_cast<Field>(place)) {
    case Field::procodet:
      return value.size() >= 3 && value.size() <= 5;
    case Field::provspno:
      return !value.empty();
    case Field::epiorder:
      return number(1, 999);
    case Field::startage:
      return number(0, 130);
    case Field::sex:
      return number(0, 9);
    case Field::classpat:
      return number(1, 9);
    case Field::admisorc:
    case Field::admimeth:
    case Field::disdest:
      return shaped(2);
    case Field::dismeth:
    case Field::neocare:
      return shaped(1);
    case Field::epidur:
    case Field::criticalcaredays:
    case Field::rehabilitationdays:
    case Field::spcdays:
      return number(0, 99999);
    case Field::mainspef:
    case Field::tretspef:
      return shaped(3);
  }
  return false;
}

}  // namespace layout_fitting

Result<void> fits_rows(const Layout& layout, const std::vector<std::vector<std::string>>& rows,
                       const std::string& file) {
  using namespace layout_fitting;
  // What counts as plain: as much as six tenths of one field's rows are wrong here, and next to nothing is one column
  // on.
  constexpr double plainly_wrong = 0.6, next_to_nothing = 0.25;
  if (rows.size() < rows_that_tell) return {};
  const std::size_t n = layout.places.size();
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return layout.places[i].column; });

  const auto value = [&](const std::vector<std::string>& row, std::size_t place, std::int64_t shift) {
    const auto column = static_cast<std::int64_t>(layout.places[place].column) + shift;
    const bool there = column >= 0 && column < std::ssize(row);
    return there ? taken(layout.places[place], trim(row[static_cast<std::size_t>(column)])) : std::string("?");
  };
  // The share of rows that do not fit, of each field in its column and shifted by one. A code that stands after an
  // empty one is as wrong as an unlawful one: codes are filled from the first on.
  std::array<std::vector<double>, 3> wrong;
  for (std::size_t s = 0; s < 3; ++s) {
    const auto shift = static_cast<std::int64_t>(s) - 1;
    for (const std::size_t place : order) {
      const bool follows = place > single_fields && place != single_fields + layout.diagnoses;
      std::size_t count = 0;
      for (const auto& row : rows) {
        const std::string v = value(row, place, shift);
        const bool after_gap = follows && !v.empty() && value(row, place - 1, shift).empty();
        if (!plausible(layout, place, v) || after_gap) ++count;
      }
      wrong[s].push_back(static_cast<double>(count) / static_cast<double>(rows.size()));
    }
  }
  // The run of fields that gains most by standing one column on; the shortest such, so that its first field is off. The
  // column that it moves into must be nobody's, or of a field that does not fit there either: else one bad field whose
  // neighbour looks like it would pass for a shift.
  const auto free = [&](std::size_t at, std::size_t neighbour, std::int64_t shift) {
    const auto into = static_cast<std::int64_t>(layout.places[order[at]].column) + shift;
    return static_cast<std::int64_t>(layout.places[order[neighbour]].column) != into ||
           wrong[1][neighbour] >= plainly_wrong;
  };
  double best = 0;
  std::size_t first = 0, last = 0, way = 1;
  for (const std::size_t s : {std::size_t{0}, std::size_t{2}}) {
    for (std::size_t i = 0; i < n; ++i) {
      if (s == 0 && i > 0 && !free(i, i - 1, -1)) continue;
      double here = 0, there = 0, most = 0;
      std::size_t at = i;
      for (std::size_t j = i; j < n; ++j) {
        here += wrong[1][j];
        there += wrong[s][j];
        if (here < plainly_wrong || there > next_to_nothing || here - there <= most) continue;
        if (s == 2 && j + 1 < n && !free(j, j + 1, 1)) continue;
        most = here - there;
        at = j;
      }
      if (most == 0 || most < best) continue;
      best = most;
      first = i;
      last = at;
      way = s;
    }
  }
  if (best == 0) return {};
  const auto& from = layout.places[order[first]];
  const auto& until = layout.places[order[last]];
  return refuse("layout-is-shifted",
                fmt::format("from {} (column {}) to {} the columns hold what belongs one column to the {}; mend the "
                            "layout {} or the file",
                            from.name, from.column + 1, until.name, way == 0 ? "left" : "right", layout.file),
                Where{file, 0, from.name});
}

}  // namespace onepot::price
