// From text to rows and cells, without a copy of anything but cells with a doubled quote in them.
#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/price/admitted/stream.h"

namespace onepot::price {

namespace row_cutting {

/// Lines of the chunk before a byte: where a row stands in the file.
long line_of(const Chunk& chunk, std::size_t at) {
  return static_cast<long>(chunk.first_line) +
         std::count(chunk.text.begin(), chunk.text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
}

/// Where the first line begins that is not UTF-8; no character of more bytes goes over a line's end.
std::size_t not_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (!valid_utf8(text.substr(at, end - at))) return at;
    at = end + 1;
  }
  return 0;
}

/// Reads the quoted cell that begins at `at`; gives where it ends (after the closing quote), or npos.
std::size_t quoted(Chunk& chunk, std::size_t at, Chunk::Cell& cell) {
  const std::string& text = chunk.text;
  const std::size_t begin = ++at;
  bool doubled = false;
  for (; at < text.size(); ++at) {
    if (text[at] != '"') continue;
    if (at + 1 < text.size() && text[at + 1] == '"') {
      doubled = true;
      ++at;
      continue;
    }
    if (!doubled) {
      cell = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at - begin)};
    } else {
      const std::size_t from = chunk.unquoted.size();
      for (std::size_t i = begin; i < at; ++i) {
        chunk.unquoted += text[i];
        if (text[i] == '"') ++i;
      }
      cell = {static_cast<std::uint32_t>(text.size() + from), static_cast<std::uint32_t>(chunk.unquoted.size() - from)};
    }
    return at + 1;
  }
  return std::string::npos;
}

}  // namespace row_cutting

Result<void> Grouper::cut(Chunk& chunk) const {
  using namespace row_cutting;
  chunk.unquoted.clear();
  chunk.cells.clear();
  chunk.episodes.clear();
  chunk.spells.clear();
  chunk.faults.clear();
  const std::string& text = chunk.text;
  if (!valid_utf8(text))
    return refuse("bad-encoding", "the line is not UTF-8", Where{file_, line_of(chunk, not_utf8(text)), ""});
  const char delimiter = layout_.delimiter;
  const bool quotes = text.find('"') != std::string::npos;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] == '\n' || (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n')) {
      // Blank lines may stand at the end of the file, where nothing comes after them.
      if (text.find_first_not_of("\r\n", at) == std::string::npos) break;
      return refuse("ragged-row", "the line is empty", Where{file_, line_of(chunk, at), ""});
    }
    EpisodeRow row;
    row.begin = static_cast<std::uint32_t>(at);
    row.cells = static_cast<std::uint32_t>(chunk.cells.size());
    chunk.cells.resize(chunk.cells.size() + columns_);
    Chunk::Cell* cells = chunk.cells.data() + row.cells;
    std::size_t n = 0;
    const auto ragged = [&](std::size_t found) {
      return refuse("ragged-row", fmt::format("the row has {} columns; the header has {}", found, columns_),
                    Where{file_, line_of(chunk, row.begin), ""});
    };
    for (;;) {
      Chunk::Cell cell;
      if (at < text.size() && text[at] == '"') {
        const std::size_t end = quoted(chunk, at, cell);
        if (end == std::string::npos ||
            (end < text.size() && text[end] != delimiter && text[end] != '\n' && text[end] != '\r'))
          return refuse("stray-quote", "a quote is not closed, or something stands after it",
                        Where{file_, line_of(chunk, row.begin), ""});
        at = end;
      } else {
        const std::size_t begin = at;
        while (at < text.size() && text[at] != delimiter && text[at] != '\n') ++at;
        std::size_t end = at;
        if (at < text.size() && text[at] == '\n' && end > begin && text[end - 1] == '\r') --end;
        cell = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
        if (quotes && std::string_view(text).substr(begin, end - begin).find('"') != std::string_view::npos)
          return refuse("stray-quote", "a quote stands inside a cell that does not begin with one",
                        Where{file_, line_of(chunk, row.begin), ""});
      }
      if (n == columns_) return ragged(n + 1);
      cells[n++] = cell;
      if (at < text.size() && text[at] == delimiter) {
        ++at;
        continue;
      }
      break;
    }
    if (n != columns_) return ragged(n);
    if (at < text.size() && text[at] == '\r') {
      row.end = static_cast<std::uint32_t>(at);
      ++at;
    } else {
      row.end = static_cast<std::uint32_t>(at > row.begin && text[at - 1] == '\r' ? at - 1 : at);
    }
    if (at < text.size()) ++at;  // the line end
    chunk.episodes.push_back(row);
  }
  return {};
}

}  // namespace onepot::price
