#include "onepot/base/csv_scan.h"

#include <algorithm>
#include <array>

#include "onepot/base/text.h"

namespace onepot::csv {
namespace {

// Where an unquoted field may end, or where it is wrong.
constexpr auto stops = [] {
  std::array<bool, 256> out{};
  for (const char c : {',', '\n', '\r', '"'}) out[static_cast<unsigned char>(c)] = true;
  return out;
}();

long first_bad_line(std::string_view text) {
  long line = 1;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (!valid_utf8(text.substr(at, end - at))) break;
    at = end + 1;
  }
  return line;
}

}  // namespace

Scanner::Scanner(std::string_view text, std::string file) : text_(text) {
  table_.file = std::move(file);
}

Result<Scanner> Scanner::open(std::string_view text, std::string file) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  Scanner out(text, std::move(file));
  const std::string& name = out.table_.file;
  if (!valid_utf8(text))
    return refuse("bad-encoding", "these bytes are not UTF-8; save the file as UTF-8 CSV",
                  Where{name, first_bad_line(text), ""});
  if (out.at_ < text.size()) ONEPOT_CHECK(out.record());
  if (std::ranges::all_of(out.fields_, [](std::string_view f) { return trim(f).empty(); }))
    return refuse("no-header", "there is no header; the first row names the columns", Where{name, 1, ""});
  for (const auto f : out.fields_) {
    std::string column(trim(f));
    if (std::ranges::find(out.table_.header, column) != out.table_.header.end())
      return refuse("repeated-column", "the column '" + column + "' stands twice in the header", Where{name, 1, ""});
    out.table_.header.push_back(std::move(column));
  }
  return out;
}

Result<bool> Scanner::next() {
  if (at_ >= text_.size()) return false;
  rest_ = 0;
  ONEPOT_CHECK(record());
  // Blank lines are nothing at the end, and a record of one empty field anywhere else.
  if (blank_ && text_.find_first_not_of("\r\n", at_) == std::string_view::npos) {
    while (at_ < text_.size()) ONEPOT_CHECK(record());
    return false;
  }
  if (last_repeats_ && fields_.size() > table_.header.size())
    rest_ = fields_.size() - table_.header.size();
  else if (fields_.size() != table_.header.size())
    return refuse("ragged-row",
                  "this row has " + std::to_string(fields_.size()) + " fields; the header has " +
                      std::to_string(table_.header.size()),
                  Where{table_.file, begun_line_, ""});
  return true;
}

Result<std::string_view> Scanner::quoted_field() {
  const long opened = line_;
  const std::size_t from = ++at_;
  std::string* rewritten = nullptr;
  std::size_t copied = from;
  for (;; ++at_) {
    if (at_ >= text_.size())
      return refuse("open-quote", "a quoted field is never closed; expected a closing \"",
                    Where{table_.file, opened, ""});
    if (text_[at_] == '\n') ++line_;
    if (text_[at_] != '"') continue;
    if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
    if (rewritten == nullptr) {
      if (used_ == unquoted_.size()) unquoted_.push_back(std::make_unique<std::string>());
      rewritten = unquoted_[used_++].get();
      rewritten->clear();
    }
    rewritten->append(text_.substr(copied, at_ + 1 - copied));
    copied = ++at_ + 1;
  }
  const std::size_t end = at_++;
  if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r')
    return refuse("stray-quote", "text follows a closing quote; expected a comma or the end of the line",
                  Where{table_.file, line_, ""});
  if (rewritten == nullptr) return text_.substr(from, end - from);
  rewritten->append(text_.substr(copied, end - copied));
  return std::string_view(*rewritten);
}

Result<void> Scanner::record() {
  fields_.clear();
  used_ = 0;
  begun_line_ = line_;
  const std::size_t begun = at_;
  for (bool more = true; more;) {
    if (at_ < text_.size() && text_[at_] == '"') {
      ONEPOT_TRY(const auto field, quoted_field());
      fields_.push_back(field);
    } else {
      const std::size_t from = at_;
      while (at_ < text_.size() && !stops[static_cast<unsigned char>(text_[at_])]) ++at_;
      if (at_ < text_.size() && text_[at_] == '"')
        return refuse("stray-quote",
                      "a quote stands inside an unquoted field; quote the whole field and double the quote",
                      Where{table_.file, line_, ""});
      fields_.push_back(text_.substr(from, at_ - from));
    }
    more = at_ < text_.size() && text_[at_] == ',';
    if (more) ++at_;
  }
  blank_ = at_ == begun;
  if (at_ < text_.size() && text_[at_] == '\r') {
    ++at_;
    if (at_ < text_.size() && text_[at_] != '\n')
      return refuse("bad-line-end", "a carriage return stands alone; lines end in LF or CRLF",
                    Where{table_.file, line_, ""});
  }
  if (at_ < text_.size()) ++at_;  // the LF
  ++line_;
  return {};
}

}  // namespace onepot::csv
