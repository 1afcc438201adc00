#include "onepot/pay/bank.h"

#include <algorithm>
#include <array>

#include "onepot/base/text.h"

namespace onepot::pay {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool latin(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c);
}

/// Letters of U+00C0 … U+017F without their accents; two-letter ones as two. An empty entry has no plain form.
std::string_view plain_letter(unsigned point) {
  static constexpr std::array<std::string_view, 64> first{
      "A", "A", "A", "A", "A", "A", "AE", "C", "E",  "E",  "E", "E", "I", "I", "I", "I", "D",  "N", "O",  "O", "O", "O",
      "O", "",  "O", "U", "U", "U", "U",  "Y", "Th", "ss", "a", "a", "a", "a", "a", "a", "ae", "c", "e",  "e", "e", "e",
      "i", "i", "i", "i", "d", "n", "o",  "o", "o",  "o",  "o", "",  "o", "u", "u", "u", "u",  "y", "th", "y"};
  static constexpr std::string_view second =
      "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi.."
      "JjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
  if (point >= 0xc0 && point <= 0xff) return first[point - 0xc0];
  if (point == 0x132) return "IJ";
  if (point == 0x133) return "ij";
  if (point == 0x152) return "OE";
  if (point == 0x153) return "oe";
  if (point >= 0x100 && point < 0x100 + second.size()) return second.substr(point - 0x100, 1);
  if (point == 0x2018 || point == 0x2019) return "'";
  if (point == 0x2013 || point == 0x2014) return "-";
  return {};
}

template <class Allowed>
std::string fitted(std::string_view text, std::size_t most, Allowed allowed) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      const char c = lead < 0x20 || lead == 0x7f ? ' ' : text[i];
      out += allowed(c) ? c : '.';
      ++i;
      continue;
    }
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    unsigned point = lead & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      point = point << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
    i += length;
    std::string_view plain = plain_letter(point);
    if (plain.empty()) plain = ".";
    for (const char c : plain) out += allowed(c) ? c : '.';
  }
  std::string cut(trim(std::string_view(out).substr(0, most)));
  return cut;
}

}  // namespace

Result<std::string> parse_sort_code(std::string_view text) {
  std::string digits;
  for (const char c : trim(text))
    if (digit(c))
      digits += c;
    else if (c != '-' && c != ' ')
      digits += '?';
  if (digits.size() != 6 || !std::ranges::all_of(digits, digit))
    return refuse("bad-sort-code", "a sort code has six digits, such as 20-00-00");
  return digits;
}

Result<std::string> parse_account_number(std::string_view text) {
  std::string digits;
  for (const char c : trim(text))
    if (c != ' ') digits += c;
  if (digits.size() < 6 || digits.size() > 8 || !std::ranges::all_of(digits, digit))
    return refuse("bad-account", "an account number has six to eight digits, such as 55779911");
  return std::string(8 - digits.size(), '0') + digits;
}

std::string masked(const BankAccount& a) {
  if (a.sort_code.size() != 6 || a.number.size() != 8) return "not given";
  return a.sort_code.substr(0, 2) + "-" + a.sort_code.substr(2, 2) + "-" + a.sort_code.substr(4) + " ****" +
         a.number.substr(4);
}

std::string bank_text(std::string_view utf8, std::size_t most) {
  return fitted(utf8, most,
                [](char c) { return latin(c) || std::string_view(" /-?:().,'+").find(c) != std::string_view::npos; });
}

std::string bacs_text(std::string_view utf8, std::size_t most) {
  std::string text = fitted(utf8, utf8.size() * 2, [](char c) {
    return latin(c) || std::string_view(" .-/&").find(c) != std::string_view::npos;
  });
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return std::string(trim(std::string_view(text).substr(0, most)));
}

bool valid_iban(std::string_view text) {
  if (text.size() < 15 || text.size() > 34) return false;
  unsigned rest = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[(i + 4) % text.size()];
    if (digit(c))
      rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
    else if (c >= 'A' && c <= 'Z')
      rest = (rest * 100 + static_cast<unsigned>(c - 'A' + 10)) % 97;
    else
      return false;
  }
  return rest == 1;
}

}  // namespace onepot::pay
