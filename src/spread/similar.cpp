#include "onepot/spread/similar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace onepot::spread {
namespace {

constexpr std::array<std::string_view, 76> common{
    "about", "after", "all",  "also", "an",    "and",   "any",   "are",   "as",   "at",   "be",  "been", "but",
    "by",    "can",   "do",   "for",  "from",  "get",   "had",   "has",   "have", "he",   "her", "him",  "his",
    "how",   "if",    "in",   "into", "is",    "it",    "its",   "just",  "like", "many", "may", "more", "most",
    "no",    "not",   "of",   "on",   "one",   "or",    "other", "our",   "out",  "over", "own", "she",  "so",
    "some",  "than",  "that", "the",  "their", "them",  "then",  "there", "they", "this", "to",  "up",   "us",
    "was",   "we",    "were", "what", "when",  "where", "which", "who",   "will", "with", "you"};

static_assert(std::ranges::is_sorted(common));  // it is searched by halves

std::string stem(std::string word) {
  const auto cut = [&](std::string_view ending, std::size_t keep, std::string_view instead = "") {
    if (!word.ends_with(ending) || word.size() < ending.size() + keep) return false;
    word.resize(word.size() - ending.size());
    word += instead;
    return true;
  };
  if (!cut("ies", 2, "y") && !word.ends_with("ss")) cut("s", 3);
  if (!cut("ing", 3)) cut("ed", 3);
  // "sharing" and "shared" leave "shar"; "share" must too.
  cut("e", 3);
  if (word.size() > 4 && word[word.size() - 1] == word[word.size() - 2] && word.back() != 's' && word.back() != 'l')
    word.pop_back();
  return word;
}

using Weights = std::map<std::string, double>;

}  // namespace

std::vector<std::string> stems(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0) {
      word += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (c != '\'') {
      if (word.size() > 1 && !std::ranges::binary_search(common, word)) out.push_back(stem(word));
      word.clear();
    }
  }
  return out;
}

std::vector<Similar> most_similar(std::string_view words, std::span<const Text> library, std::size_t most,
                                  double least) {
  std::vector<std::vector<std::string>> texts;
  for (const Text& t : library) texts.push_back(stems(t.words));
  texts.push_back(stems(words));
  std::map<std::string, int> documents;
  for (const auto& t : texts)
    for (const auto& s : std::set<std::string>(t.begin(), t.end())) ++documents[s];
  const auto weigh = [&](const std::vector<std::string>& text) {
    Weights w;
    for (const auto& s : text) w[s] += 1;
    double squares = 0;
    for (auto& [s, weight] : w) {
      // One more document than there are, so that a word of every text still weighs a little.
      weight = (1 + std::log(weight)) * std::log((static_cast<double>(texts.size()) + 1) / documents[s]);
      squares += weight * weight;
    }
    if (squares > 0)
      for (auto& [s, weight] : w) weight /= std::sqrt(squares);
    return w;
  };
  const Weights asked = weigh(texts.back());
  std::vector<Similar> out;
  for (std::size_t i = 0; i < library.size(); ++i) {
    Similar similar{library[i].id, 0, {}};
    std::vector<std::pair<double, std::string>> shared;
    for (const auto& [s, weight] : weigh(texts[i]))
      if (const auto at = asked.find(s); at != asked.end()) {
        similar.likeness += weight * at->second;
        shared.emplace_back(-weight * at->second, s);
      }
    if (shared.empty() || similar.likeness < least) continue;
    similar.likeness = std::min(1.0, similar.likeness);
    std::ranges::sort(shared);
    for (std::size_t k = 0; k < shared.size() && k < 5; ++k) similar.shared.push_back(shared[k].second);
    out.push_back(std::move(similar));
  }
  std::ranges::sort(out, [](const Similar& a, const Similar& b) {
    return std::pair(-a.likeness, a.id) < std::pair(-b.likeness, b.id);
  });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace onepot::spread
