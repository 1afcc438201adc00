#include "onepot/plan/hints.h"

#include <algorithm>
#include <array>

#include "onepot/base/text.h"

namespace onepot::plan {
namespace {

/// Lower-case words with single blanks between and around them, so that " me " is found as a word.
std::string as_words(std::string_view text) {
  std::string out = " ";
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                        (static_cast<unsigned char>(c) & 0x80U) != 0 || c == '\'';
    if (letter)
      out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    else if (out.back() != ' ')
      out += ' ';
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

struct Said {
  std::string_view services, plain;
};
constexpr std::array<Said, 16> services_say{{
    {"access the community", "go out, or say where you go"},
    {"activities of daily living", "say which: washing, cooking, shopping"},
    {"challenging behaviour", "say what happens, and what helps"},
    {"client", "I"},
    {"compliance", "what I agreed to"},
    {"domiciliary", "at home"},
    {"engage with", "do, go to or talk to"},
    {"informal carer", "say who: my mum, my friend"},
    {"meaningful activity", "say what you like to do"},
    {"natural support", "say who: my family, my friends"},
    {"outcome", "what I want to happen"},
    {"package of care", "my support"},
    {"patient", "I"},
    {"placement", "my home"},
    {"service user", "I"},
    {"transitioning", "moving or changing"},
}};

}  // namespace

std::vector<Hint> hints(std::string_view sentence) {
  std::vector<Hint> out;
  const std::string words = as_words(sentence);
  if (words == " ") return out;
  const auto says = [&](std::string_view phrase) {
    return words.find(" " + std::string(phrase) + " ") != std::string::npos;
  };
  const std::array<std::string_view, 12> own{"i",  "me",  "my",  "mine", "myself", "we",
                                             "us", "our", "i'm", "i'd",  "i've",   "i'll"};
  if (std::ranges::none_of(own, says)) {
    out.push_back({"starts-with-i", "You could begin with I: what I want, what I like, what works for me.", ""});
    for (const std::string_view other :
         {"will be supported to", "needs to", "requires", "is unable to", "should be encouraged", "service user"})
      if (says(other)) {
        out.push_back({"about-you", "This reads as if somebody else wrote it about you. How would you say it?",
                       std::string(other)});
        break;
      }
  }
  for (const Said& s : services_say)
    if (says(s.services) || says(std::string(s.services) + "s"))
      out.push_back(
          {"service-words",
           "“" + std::string(s.services) + "” is a word services use. You could say: " + std::string(s.plain) + ".",
           std::string(s.services)});
  std::size_t longest = 0, start = 0;
  for (std::size_t i = 0; i <= sentence.size(); ++i)
    if (i == sentence.size() || sentence[i] == '.' || sentence[i] == '!' || sentence[i] == '?' || sentence[i] == '\n') {
      const std::string part = as_words(sentence.substr(start, i - start));
      longest = std::max(longest, static_cast<std::size_t>(std::ranges::count(part, ' ')) - 1);
      start = i + 1;
    }
  if (longest > 25)
    out.push_back({"long", fmt::format("One sentence has {} words. Two short ones are easier to read.", longest), ""});
  return out;
}

std::int64_t undefined_percent(Pence whole, Pence defined) {
  if (whole <= Pence(0) || defined >= whole) return 0;
  return times(Pence(100), Rational((whole - defined).count(), whole.count()), Rounding::floor).count();
}

}  // namespace onepot::plan
