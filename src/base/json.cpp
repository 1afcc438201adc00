#include "onepot/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace onepot::json {
namespace {

void print(const value& v, std::string& out, std::size_t depth) {
  const std::string inner((depth + 1) * 2, ' '), outer(depth * 2, ' ');
  const array* a = v.if_array();
  if (const object* o = v.if_object(); o && !o->empty()) {
    out += "{\n";
    bool first = true;
    for (const auto& [key, member] : *o) {
      if (!first) out += ",\n";
      first = false;
      out += inner + boost::json::serialize(value(key)) + ": ";
      print(member, out, depth + 1);
    }
    out += "\n" + outer + "}";
  } else if (a != nullptr && !a->empty() && std::ranges::any_of(*a, [](const value& e) { return e.is_structured(); })) {
    out += "[\n";
    bool first = true;
    for (const value& element : *a) {
      if (!first) out += ",\n";
      first = false;
      out += inner;
      print(element, out, depth + 1);
    }
    out += "\n" + outer + "]";
  } else if (a != nullptr && !a->empty()) {
    out += "[";
    for (std::size_t i = 0; i < a->size(); ++i) {
      if (i > 0) out += ", ";
      print((*a)[i], out, depth + 1);
    }
    out += "]";
  } else if (const double* d = v.if_double()) {
    // The shortest decimal that reads back the same, as people write it: 0.25 and not 2.5E-1.
    const std::string text = fmt::format("{}", *d);
    out += text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
  } else {
    out += boost::json::serialize(v);
  }
}

// A number beyond what a double holds has been read as infinity, which JSON cannot write.
bool has_infinity(const value& v) {
  if (const double* number = v.if_double()) return !std::isfinite(*number);
  if (const object* o = v.if_object())
    return std::ranges::any_of(*o, [](const auto& member) { return has_infinity(member.value()); });
  if (const array* a = v.if_array()) return std::ranges::any_of(*a, has_infinity);
  return false;
}

}  // namespace

Result<value> parse(std::string_view text, std::string file) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  boost::json::stream_parser parser;
  boost::json::error_code error;
  std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error && read < text.size() && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    error = boost::json::error::extra_data;
  if (!error) parser.finish(error);
  if (error) {
    const std::string_view before = text.substr(0, read);
    const long line = 1 + std::ranges::count(before, '\n');
    const std::size_t start = before.rfind('\n');
    const std::size_t column = read - (start == std::string_view::npos ? 0 : start + 1) + 1;
    return refuse("bad-json", "this is not JSON (" + error.message() + ")",
                  Where{std::move(file), line, std::to_string(column)});
  }
  value out = parser.release();
  if (has_infinity(out)) return refuse("bad-json", "a number is too large to be read", Where{std::move(file), 1, ""});
  return out;
}

std::string pretty(const value& v) {
  std::string out;
  print(v, out, 0);
  return out + "\n";
}

}  // namespace onepot::json
