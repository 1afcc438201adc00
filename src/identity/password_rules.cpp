#include <algorithm>
#include <array>

#include "onepot/base/text.h"
#include "onepot/identity/password.h"

namespace onepot::identity {
namespace password_rules {
namespace {

constexpr std::size_t least = 10;
constexpr std::size_t most = 200;

/// What people in Britain choose first. A longer list belongs in a file that a place can change; this one only stops
/// the guesses that throttling alone would let through.
constexpr std::array<std::string_view, 36> common{
    "password",      "passw",   "letmein",  "welcome",   "iloveyou",   "football", "liverpool", "arsenal",  "chelsea",
    "everton",       "rangers", "celtic",   "tottenham", "manchester", "england",  "scotland",  "wales",    "sunshine",
    "princess",      "monkey",  "dragon",   "superman",  "batman",     "charlie",  "jessica",   "ashley",   "michael",
    "administrator", "admin",   "changeme", "trustno",   "secret",     "master",   "computer",  "internet", "onepot"};

constexpr std::array<std::string_view, 6> rows{
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv"};

/// Small letters with the usual disguises taken off ("P@ssw0rd" is "password"), other characters left out.
std::string plain_letters(std::string_view text) {
  static constexpr std::string_view disguise = "0134$@57!";
  static constexpr std::string_view letter = "oieasastl";
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80)
      out += c;
    else if (const auto at = disguise.find(c); at != std::string_view::npos)
      out += letter[at];
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// The word without what is put on at its ends to make it count as long: "2024!", "123".
std::string_view core(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; };
  const auto from = std::find_if(text.begin(), text.end(), letter);
  const auto until = std::find_if(text.rbegin(), text.rend(), letter).base();
  return from < until ? std::string_view(from, until) : std::string_view();
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// True for "aaaa", "abab", "abcabc": a short piece over and over.
bool repeats(std::string_view text) {
  for (std::size_t piece = 1; piece <= 4; ++piece) {
    bool same = true;
    for (std::size_t i = piece; i < text.size() && same; ++i) same = text[i] == text[i - piece];
    if (same) return true;
  }
  return false;
}

/// True when the whole is made of runs of at least three neighbours on one row of keys or in the alphabet, either way.
bool runs(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t longest = 0;
    for (const auto row : rows) {
      for (const bool backwards : {false, true}) {
        std::string keys(row);
        if (backwards) std::reverse(keys.begin(), keys.end());
        for (std::size_t n = 3; n <= std::min(keys.size(), text.size() - at); ++n)
          if (keys.find(text.substr(at, n)) != std::string::npos) longest = std::max(longest, n);
      }
    }
    if (longest == 0) return false;
    at += longest;
  }
  return true;
}

}  // namespace
}  // namespace password_rules

Result<void> check_new_password(std::string_view password, std::span<const std::string> own) {
  using namespace password_rules;
  if (!valid_utf8(password)) return refuse("password-text", "a password is made of letters, digits, marks and spaces");
  if (characters(password) < least)
    return refuse("password-short", "a password has at least 10 characters; three random words do well");
  if (characters(password) > most) return refuse("password-long", "a password has at most 200 characters");

  const auto small = lower(password);
  const auto undone = plain_letters(password);
  const auto word = core(small);
  const auto is = [&](std::string_view other) {
    return word == other || undone == other || plain_letters(word) == other;
  };
  if (repeats(small) || runs(small) || std::any_of(common.begin(), common.end(), is))
    return refuse("password-common", "that password is among the first that a stranger would try");
  for (const auto& name : own) {
    const auto plain_name = plain_letters(name);
    if (plain_name.size() >= 3 && (is(plain_name) || plain_letters(lower(name)) == undone))
      return refuse("password-own", "a password is not somebody's own name or address");
  }
  return {};
}

}  // namespace onepot::identity
