#include "onepot/base/csv.h"

#include <algorithm>

#include "onepot/base/text.h"

namespace onepot::csv {

Result<Table> parse(std::string_view text, std::string file) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const auto bad = [&](const char* code, long line, std::string sentence) {
    return refuse(code, std::move(sentence), Where{file, line, ""});
  };
  if (!valid_utf8(text)) {
    long line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (!valid_utf8(text.substr(at, end - at))) break;
      at = end + 1;
    }
    return bad("bad-encoding", line, "these bytes are not UTF-8; save the file as UTF-8 CSV");
  }
  std::vector<Record> records;
  std::size_t kept = 0;  // records up to the last that is not a blank line; a quoted "" is not blank
  std::size_t at = 0;
  long line = 1;
  while (at < text.size()) {
    Record record{line, {}};
    const std::size_t begun = at;
    for (bool more = true; more;) {
      std::string value;
      if (at < text.size() && text[at] == '"') {
        const long opened = line;
        for (++at;; ++at) {
          if (at >= text.size())
            return bad("open-quote", opened, "a quoted field is never closed; expected a closing \"");
          if (text[at] == '"') {
            if (at + 1 < text.size() && text[at + 1] == '"') {
              value += '"';
              ++at;
            } else {
              ++at;
              break;
            }
          } else {
            if (text[at] == '\n') ++line;
            value += text[at];
          }
        }
        if (at < text.size() && text[at] != ',' && text[at] != '\n' && text[at] != '\r')
          return bad("stray-quote", line, "text follows a closing quote; expected a comma or the end of the line");
      } else {
        while (at < text.size() && text[at] != ',' && text[at] != '\n' && text[at] != '\r') {
          if (text[at] == '"')
            return bad("stray-quote", line,
                       "a quote stands inside an unquoted field; quote the whole field and double the quote");
          value += text[at++];
        }
      }
      record.fields.push_back(std::move(value));
      more = at < text.size() && text[at] == ',';
      if (more) ++at;
    }
    const bool blank = at == begun;
    if (at < text.size() && text[at] == '\r') {
      ++at;
      if (at < text.size() && text[at] != '\n')
        return bad("bad-line-end", line, "a carriage return stands alone; lines end in LF or CRLF");
    }
    if (at < text.size()) ++at;  // the LF
    ++line;
    records.push_back(std::move(record));
    if (!blank) kept = records.size();
  }
  records.resize(kept);
  if (records.empty() ||
      std::ranges::all_of(records.front().fields, [](const auto& name) { return trim(name).empty(); }))
    return bad("no-header", 1, "there is no header; the first row names the columns");
  Table table{file, std::move(records.front().fields), {}};
  for (auto& name : table.header) name = std::string(trim(name));
  for (std::size_t i = 0; i < table.header.size(); ++i)
    if (std::find(table.header.begin(), table.header.begin() + static_cast<std::ptrdiff_t>(i), table.header[i]) !=
        table.header.begin() + static_cast<std::ptrdiff_t>(i))
      return bad("repeated-column", 1, "the column '" + table.header[i] + "' stands twice in the header");
  for (std::size_t i = 1; i < records.size(); ++i) {
    if (records[i].fields.size() != table.header.size())
      return bad("ragged-row", records[i].line,
                 "this row has " + std::to_string(records[i].fields.size()) + " fields; the header has " +
                     std::to_string(table.header.size()));
    table.records.push_back(std::move(records[i]));
  }
  return table;
}

Columns::Columns(const Table& table) : table_(table), asked_(table.header.size(), false) {}

std::size_t Columns::may(std::string_view name) {
  known_.emplace_back(name);
  const auto it = std::ranges::find(table_.header, name);
  if (it == table_.header.end()) return npos;
  const auto at = static_cast<std::size_t>(it - table_.header.begin());
  asked_[at] = true;
  return at;
}

std::size_t Columns::need(std::string_view name) {
  const std::size_t at = may(name);
  if (at == npos) missing_.emplace_back(name);
  return at;
}

Result<void> Columns::done() const {
  if (missing_.empty()) return {};
  return refuse("missing-column",
                "the column " + and_list(missing_) + (missing_.size() > 1 ? " are" : " is") + " missing; expected " +
                    join(known_, ","),
                Where{table_.file, 1, missing_.front()});
}

std::vector<std::string> Columns::warnings() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < asked_.size(); ++i)
    if (!asked_[i])
      out.push_back(table_.file + ": the column '" + table_.header[i] + "' is not known and was passed over");
  return out;
}

std::string_view field(const Record& record, std::size_t column) {
  return column < record.fields.size() ? std::string_view(record.fields[column]) : std::string_view();
}

Where where(const Table& table, const Record& record, std::size_t column) {
  return {table.file, record.line, column < table.header.size() ? table.header[column] : ""};
}

std::string quoted(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string line(const std::vector<std::string>& fields) {
  if (fields.size() == 1 && fields[0].empty()) return "\"\"\n";  // else it would be a blank line, which is no record
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    out += quoted(fields[i]);
  }
  return out + '\n';
}

}  // namespace onepot::csv
