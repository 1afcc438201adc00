#include "driver.h"

namespace onepot::store::driver {
namespace {

bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_name(char c) {
  return starts_name(c) || (c >= '0' && c <= '9');
}

/// One past the end of the quoted text, quoted name or comment that begins at `at`; `at` itself where none does.
std::size_t skip(std::string_view sql, std::size_t at) {
  const auto past = [&](std::string_view end, std::size_t from) {
    const std::size_t found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  if (sql[at] == '\'') return past("'", at + 1);  // a doubled quote is two texts side by side: the same to us
  if (sql[at] == '"') return past("\"", at + 1);
  if (sql.substr(at, 2) == "--") return past("\n", at + 2);
  if (sql.substr(at, 2) == "/*") return past("*/", at + 2);
  return at;
}

}  // namespace

Numbered number_parameters(std::string_view sql) {
  Numbered out;
  out.sql.reserve(sql.size());
  for (std::size_t i = 0; i < sql.size();) {
    if (const std::size_t end = skip(sql, i); end != i) {
      out.sql.append(sql.substr(i, end - i));
      i = end;
    } else if (sql.substr(i, 2) == "::") {
      out.sql.append("::");
      i += 2;
    } else if (sql[i] == ':' && i + 1 < sql.size() && starts_name(sql[i + 1])) {
      std::size_t stop = i + 1;
      while (stop < sql.size() && continues_name(sql[stop])) ++stop;
      const std::string name(sql.substr(i + 1, stop - i - 1));
      auto found = std::find(out.names.begin(), out.names.end(), name);
      if (found == out.names.end()) found = out.names.insert(found, name);
      out.sql += fmt::format("${}", found - out.names.begin() + 1);
      i = stop;
    } else {
      out.sql += sql[i++];
    }
  }
  return out;
}

}  // namespace onepot::store::driver
