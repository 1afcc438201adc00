#include "onepot/price/admitted/layout.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"

namespace onepot::price {

namespace layout_reading {

constexpr std::array<std::string_view, single_fields> names{
    "PROCODET", "PROVSPNO", "EPIORDER", "STARTAGE", "SEX",     "CLASSPAT", "ADMISORC",         "ADMIMETH",
    "DISDEST",  "DISMETH",  "EPIDUR",   "MAINSPEF", "NEOCARE", "TRETSPEF", "CRITICALCAREDAYS", "REHABILITATIONDAYS",
    "SPCDAYS"};
constexpr std::size_t most_codes = 99, most_columns = 1000;

/// A name of the grouper: which of the 17, or which diagnosis or procedure (from 0).
struct Named {
  enum class Kind { single, diagnosis, procedure } kind = Kind::single;
  std::size_t at = 0;
};

std::string upper(std::string_view text) {
  std::string out(trim(text));
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::optional<Named> named(std::string_view text) {
  const std::string name = upper(text);
  if (const auto at = std::ranges::find(names, name); at != names.end())
    return Named{Named::Kind::single, static_cast<std::size_t>(at - names.begin())};
  for (const auto& [prefix, kind] :
       {std::pair{std::string_view("DIAG_"), Named::Kind::diagnosis}, {"OPER_", Named::Kind::procedure}}) {
    if (!name.starts_with(prefix)) continue;
    const auto digits = std::string_view(name).substr(prefix.size());
    std::size_t n = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.size() != 2 || n == 0) continue;
    return Named{kind, n - 1};
  }
  return std::nullopt;
}

std::string name_of(const Named& n) {
  if (n.kind == Named::Kind::single) return std::string(names[n.at]);
  return fmt::format("{}_{:02}", n.kind == Named::Kind::diagnosis ? "DIAG" : "OPER", n.at + 1);
}

/// Puts places in the order of Field and then by number; refuses a field that is missing or stands twice.
Result<void> arrange(Layout& layout, std::vector<Layout::Place> found) {
  std::vector<std::optional<Layout::Place>> single(single_fields), diagnoses(most_codes), procedures(most_codes);
  for (auto& place : found) {
    const auto n = named(place.name);
    if (!n) continue;  // a column of the sender's own
    auto& slot = n->kind == Named::Kind::single      ? single[n->at]
                 : n->kind == Named::Kind::diagnosis ? diagnoses[n->at]
                                                     : procedures[n->at];
    const Where at{layout.file, place.line, place.name};
    if (slot) return refuse("repeated-field", "the field " + name_of(*n) + " has two places", at);
    place.name = name_of(*n);
    slot = std::move(place);
  }
  for (std::size_t f = 0; f < single_fields; ++f) {
    if (!single[f])
      return refuse("missing-field", "the mandatory field " + std::string(names[f]) + " has no place",
                    Where{layout.file, 0, std::string(names[f])});
    layout.places.push_back(std::move(*single[f]));
  }
  for (auto* codes : {&diagnoses, &procedures}) {
    auto& count = codes == &diagnoses ? layout.diagnoses : layout.procedures;
    const Named::Kind kind = codes == &diagnoses ? Named::Kind::diagnosis : Named::Kind::procedure;
    while (count < codes->size() && (*codes)[count]) layout.places.push_back(std::move(*(*codes)[count++]));
    if (count == 0)
      return refuse("missing-field", "the mandatory field " + name_of({kind, 0}) + " has no place",
                    Where{layout.file, 0, name_of({kind, 0})});
    for (std::size_t i = count; i < codes->size(); ++i)
      if ((*codes)[i])
        return refuse("missing-field", name_of({kind, i}) + " has a place but " + name_of({kind, count}) + " has none",
                      Where{layout.file, (*codes)[i]->line, name_of({kind, count})});
  }
  std::vector<const Layout::Place*> by_column(layout.columns(), nullptr);
  for (const auto& place : layout.places) {
    auto& there = by_column[place.column];
    if (there != nullptr)
      return refuse("repeated-position",
                    fmt::format("{} and {} both stand in column {}", there->name, place.name, place.column + 1),
                    Where{layout.file, place.line, place.name});
    there = &place;
  }
  return {};
}

}  // namespace layout_reading

std::string_view to_text(Field field) {
  return layout_reading::names[static_cast<std::size_t>(field)];
}

std::size_t Layout::columns() const {
  std::size_t most = 0;
  for (const auto& place : places) most = std::max(most, place.column + 1);
  return most;
}

Result<Layout> read_layout(std::string_view text, const std::string& file) {
  using namespace layout_reading;
  Layout layout;
  layout.file = file;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  std::vector<Layout::Place> found;
  long line = 0;
  for (const auto& raw : split_text(text, '\n')) {
    ++line;
    const auto row = trim(raw);
    if (line == 1) {
      const std::string way = upper(row);
      if (way == "COMMA DELIMITED")
        layout.delimiter = ',';
      else if (way == "TAB DELIMITED")
        layout.delimiter = '\t';
      else if (way == "PIPE DELIMITED")
        layout.delimiter = '|';
      else
        return refuse(
            "bad-delimiter",
            "'" + std::string(row.substr(0, 40)) + "' does not say how the file is cut; expected COMMA DELIMITED",
            Where{file, 1, ""});
      continue;
    }
    if (row.empty()) continue;
    // The definition file is cut as it says that the data are.
    const auto cells = split_text(raw, layout.delimiter);
    if (cells.size() < 3) return refuse("bad-line", "expected name, internal name and position", Where{file, line, ""});
    Layout::Place place;
    place.name = std::string(trim(cells[1]));
    place.line = line;
    const auto digits = trim(cells[2]);
    std::size_t position = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), position);
    if (error != std::errc() || end != digits.data() + digits.size() || position == 0 || position > most_columns)
      return refuse("bad-position",
                    "'" + std::string(digits.substr(0, 40)) + "' is not the number of a column; expected 1 or more",
                    Where{file, line, place.name});
    place.column = position - 1;
    if (cells.size() > 3) place.picture = std::string(trim(cells[3]));
    if (cells.size() > 4) place.extract = std::string(trim(cells[4]));
    if (place.picture.find_first_not_of("A.") != std::string::npos)
      return refuse("unknown-picture", "'" + place.picture.substr(0, 40) + "' is not a picture; expected A and . only",
                    Where{file, line, place.name});
    for (std::size_t i = 5; i < cells.size(); ++i)
      if (!trim(cells[i]).empty())
        return refuse("bad-line", "the line holds more than name, internal name, position, picture and extract",
                      Where{file, line, place.name});
    found.push_back(std::move(place));
  }
  ONEPOT_CHECK(arrange(layout, std::move(found)));
  return layout;
}

Result<Layout> layout_of_header(std::span<const std::string> header, const std::string& file) {
  using namespace layout_reading;
  Layout layout;
  layout.file = file;
  std::vector<Layout::Place> found;
  for (std::size_t c = 0; c < header.size(); ++c) found.push_back({header[c], c, "", "", 1});
  ONEPOT_CHECK(arrange(layout, std::move(found)));
  return layout;
}

Result<void> fits_header(const Layout& layout, std::span<const std::string> header, const std::string& file) {
  using namespace layout_reading;
  if (header.size() < layout.columns())
    return refuse(
        "layout-does-not-fit",
        fmt::format("the layout {} reads {} columns; this file has {}", layout.file, layout.columns(), header.size()),
        Where{file, 1, ""});
  for (const auto& place : layout.places) {
    const auto there = named(header[place.column]);
    if (there && name_of(*there) != place.name)
      return refuse("layout-does-not-fit",
                    fmt::format("the layout {} reads {} from column {}, where this file has {}", layout.file,
                                place.name, place.column + 1, name_of(*there)),
                    Where{file, 1, name_of(*there)});
  }
  return {};
}

std::string taken(const Layout::Place& place, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!place.picture.empty() && (i >= place.picture.size() || place.picture[i] != 'A')) continue;
    if (place.extract.find(text[i]) != std::string::npos) continue;
    out += text[i];
  }
  return out;
}

}  // namespace onepot::price
