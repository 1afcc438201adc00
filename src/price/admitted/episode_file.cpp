// Reading a file of any length in chunks of whole spells.
#include <algorithm>
#include <cstring>
#include <optional>

#include "onepot/base/text.h"
#include "onepot/price/admitted/stream.h"

namespace onepot::price {

namespace episode_reading {

constexpr std::size_t sample_bytes = 256 * 1024, most_chunk = 512U * 1024 * 1024, sampled_rows = 400;

/// Where the row that begins at `at` ends (one past its line end); npos when the text ends first. A quote opens a cell
/// only where it begins; one that stands elsewhere is refused later, with its line.
std::size_t row_end(std::string_view text, std::size_t at, char delimiter) {
  while (at < text.size()) {
    if (text[at] == '"') {
      for (++at; at < text.size(); ++at) {
        if (text[at] != '"') continue;
        if (at + 1 < text.size() && text[at + 1] == '"')
          ++at;
        else
          break;
      }
    }
    while (at < text.size() && text[at] != delimiter && text[at] != '\n') ++at;
    if (at < text.size() && text[at] == '\n') return at + 1;
    ++at;
  }
  return std::string_view::npos;
}

/// One cell of a row, without its quotes. Only for telling spells apart.
std::string_view cell_in(std::string_view row, std::size_t column, char delimiter) {
  std::size_t at = 0;
  for (std::size_t c = 0;; ++c) {
    std::size_t end = at;
    bool quoted = false;
    while (end < row.size() && (quoted || (row[end] != delimiter && row[end] != '\n' && row[end] != '\r'))) {
      if (row[end] == '"') quoted = !quoted;
      ++end;
    }
    if (c == column) {
      auto cell = trim(row.substr(at, end - at));
      if (cell.size() >= 2 && cell.front() == '"') cell = cell.substr(1, cell.size() - 2);
      return trim(cell);
    }
    if (end >= row.size() || row[end] != delimiter) return {};
    at = end + 1;
  }
}

/// All cells of a row.
std::vector<std::string> cells_of(std::string_view row, char delimiter) {
  std::vector<std::string> out;
  while (!row.empty() && (row.back() == '\n' || row.back() == '\r')) row.remove_suffix(1);
  for (std::size_t at = 0;;) {
    std::size_t end = at;
    bool quoted = false;
    while (end < row.size() && (quoted || row[end] != delimiter)) {
      if (row[end] == '"' && (quoted || end == at)) quoted = !quoted;
      ++end;
    }
    auto cell = trim(row.substr(at, end - at));
    if (cell.size() >= 2 && cell.front() == '"') cell = trim(cell.substr(1, cell.size() - 2));
    out.emplace_back(cell);
    if (end >= row.size()) return out;
    at = end + 1;
  }
}

/// The beginnings of rows, for a chunk with quotes in it, where a line end may stand inside a cell.
std::vector<std::size_t> row_starts(std::string_view text, char delimiter) {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < text.size();) {
    out.push_back(at);
    const std::size_t end = row_end(text, at, delimiter);
    if (end == std::string_view::npos) break;
    at = end;
  }
  return out;
}

/// How much of the text is whole spells, when more follows: up to where the last row's spell begins. 0: not one.
std::size_t whole_spells(std::string_view text, const Layout& layout) {
  const std::size_t provider = layout.of(Field::procodet).column, spell = layout.of(Field::provspno).column;
  const auto key = [&](std::size_t at, std::size_t end) {
    const auto row = text.substr(at, end - at);
    return std::pair(cell_in(row, provider, layout.delimiter), cell_in(row, spell, layout.delimiter));
  };
  std::vector<std::size_t> starts;
  const bool quotes = std::memchr(text.data(), '"', text.size()) != nullptr;
  const std::size_t last = text.rfind('\n');
  if (last == std::string_view::npos) return 0;
  if (quotes) {
    starts = row_starts(text, layout.delimiter);
    if (row_end(text, starts.back(), layout.delimiter) == std::string_view::npos) {
      starts.pop_back();  // the row is not whole
      if (starts.empty()) return 0;
    }
  }
  const auto before = [&](std::size_t at) -> std::size_t {  // the row before that which begins at `at`
    if (quotes) return *(std::ranges::lower_bound(starts, at) - 1);
    const std::size_t end = text.rfind('\n', at - 2);
    return end == std::string_view::npos ? 0 : end + 1;
  };
  std::size_t at = 0;
  if (quotes) {
    at = starts.back();
  } else {
    const std::size_t end = last == 0 ? std::string_view::npos : text.rfind('\n', last - 1);
    at = end == std::string_view::npos ? 0 : end + 1;
  }
  const auto wanted = key(at, text.size());
  while (at > 0) {
    const std::size_t row = before(at);
    if (key(row, at) != wanted) return at;
    at = row;
  }
  return 0;
}

/// A row of values where names should stand: numbers in all the fields that are numbers, and a diagnosis.
bool holds_values(const Layout& layout, const std::vector<std::string>& row) {
  const auto at = [&](std::size_t place) { return taken(layout.places[place], row[layout.places[place].column]); };
  for (const Field f : {Field::epiorder, Field::startage, Field::sex, Field::classpat, Field::epidur}) {
    const auto value = at(static_cast<std::size_t>(f));
    if (value.empty() || value.find_first_not_of("0123456789") != std::string::npos) return false;
  }
  return looks_like_icd10(at(single_fields));
}

/// How many cells every one of these rows has; nothing where they differ.
std::optional<std::size_t> common_width(const std::vector<std::vector<std::string>>& rows) {
  if (rows.empty()) return std::nullopt;
  const auto differs = [&](const auto& row) { return row.size() != rows.front().size(); };
  if (std::ranges::any_of(rows, differs)) return std::nullopt;
  return rows.front().size();
}

}  // namespace episode_reading

void EpisodeFile::fit_width(std::size_t width) {
  const std::size_t named = header_.size();
  if (width > named) {
    for (std::size_t c = named; c < width; ++c) header_.push_back(fmt::format("Column{}", c + 1));
    notes_.push_back(fmt::format("the rows have {} columns more than the header names; they are passed on as {}{}",
                                 width - named, header_[named], width - named == 1 ? "" : " to " + header_.back()));
  } else if (width < named) {
    notes_.push_back(fmt::format("the header names {} columns more than the rows have, from {} on; they are left out",
                                 named - width, header_[width].empty() ? "an empty name" : header_[width]));
    header_.resize(width);
  }
}

Result<void> EpisodeFile::fill(std::size_t wanted) {
  std::size_t have = ahead_.size();
  if (have >= wanted) return {};
  ahead_.resize(wanted);
  while (!ended_ && have < wanted) {
    auto got = read_(ahead_.data() + have, wanted - have);
    if (!got) {
      ahead_.resize(have);
      return tl::unexpected<Refusal>(got.error());
    }
    if (*got == 0) ended_ = true;
    have += *got;
  }
  ahead_.resize(have);
  return {};
}

Result<EpisodeFile> EpisodeFile::open(Read read, std::optional<Layout> layout, const std::string& file,
                                      std::size_t chunk) {
  using namespace episode_reading;
  EpisodeFile out;
  out.read_ = std::move(read);
  out.file_ = file;
  out.chunk_ = chunk;
  ONEPOT_CHECK(out.fill(sample_bytes));
  std::string_view text = out.ahead_;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const char delimiter = layout ? layout->delimiter : ',';
  std::size_t end = row_end(text, 0, delimiter);
  if (end == std::string_view::npos) end = text.size();
  const auto header = text.substr(0, end);
  if (!valid_utf8(header)) return refuse("bad-encoding", "the file is not UTF-8", Where{file, 1, ""});
  if (trim(header).empty()) return refuse("no-header", "the file has no header row", Where{file, 1, ""});
  out.header_ = cells_of(header, delimiter);
  if (layout) {
    out.layout_ = std::move(*layout);
  } else {
    ONEPOT_TRY(out.layout_, layout_of_header(out.header_, file));
  }
  ONEPOT_CHECK(fits_header(out.layout_, out.header_, file));
  if (holds_values(out.layout_, out.header_))
    return refuse("no-header",
                  "the first row holds an episode, not the names of columns; put a header row above it, or the episode "
                  "would be lost",
                  Where{file, 1, out.layout_.places.front().name});
  std::vector<std::vector<std::string>> sample;
  std::size_t at = end;
  while (at < text.size() && sample.size() < sampled_rows) {
    const std::size_t next = row_end(text, at, delimiter);
    if (next == std::string_view::npos && !out.ended_) break;
    const auto row = text.substr(at, next == std::string_view::npos ? text.size() - at : next - at);
    if (trim(row).empty()) break;
    sample.push_back(cells_of(row, delimiter));
    if (next == std::string_view::npos) break;
    at = next;
  }
  ONEPOT_CHECK(fits_rows(out.layout_, sample, file));
  // Columns of the sender's own behind the layout's need no name, but only where enough rows were held against the
  // layout to know that they are behind it.
  const auto width = common_width(sample);
  if (width && sample.size() >= rows_that_tell && *width >= out.layout_.columns()) out.fit_width(*width);
  out.next_line_ = 1 + static_cast<std::uint64_t>(std::ranges::count(header, '\n'));
  out.ahead_.erase(0, out.ahead_.size() - text.size() + end);
  return out;
}

Result<bool> EpisodeFile::next(Chunk& chunk) {
  using namespace episode_reading;
  std::size_t wanted = chunk_, take = 0;
  for (;;) {
    ONEPOT_CHECK(fill(wanted));
    if (ahead_.empty()) return false;
    const bool last = ended_ && ahead_.size() <= wanted;
    take = last ? ahead_.size() : whole_spells(std::string_view(ahead_).substr(0, wanted), layout_);
    if (take > 0) break;
    wanted *= 2;
    if (wanted > most_chunk)
      return refuse("spell-too-long", "one spell is longer than 512 MB; is the layout right?",
                    Where{file_, static_cast<long>(next_line_), ""});
  }
  chunk.text.assign(ahead_, 0, take);
  ahead_.erase(0, take);
  chunk.first_row = next_row_;
  chunk.first_line = next_line_;
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(chunk.text, '\n'));
  std::uint64_t rows = lines;
  if (std::memchr(chunk.text.data(), '"', chunk.text.size()) != nullptr)
    rows = row_starts(chunk.text, layout_.delimiter).size();
  next_row_ += rows;
  next_line_ += lines;
  return true;
}

}  // namespace onepot::price
