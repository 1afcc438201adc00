#pragma once
// "Groundhog Day": before somebody adds an idea they see what was tried before. Likeness is the cosine of word weights
// (term frequency × inverse document frequency over the library), on stems, without the commonest words: simple, the
// same every time, and it can say which words it went by.
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace onepot::spread {

struct Text {
  std::string id, words;
};
struct Similar {
  std::string id;
  double likeness = 0;              ///< 0 to 1
  std::vector<std::string> shared;  ///< the stems that made most of it, at most five
};
/// The texts most like `words`, best first, ties by id; at most `most`, none below `least`.
std::vector<Similar> most_similar(std::string_view words, std::span<const Text> library, std::size_t most = 5,
                                  double least = 0.05);

/// Stems of a text, in order: lower case, no common words, plural and verb endings off.
std::vector<std::string> stems(std::string_view text);

}  // namespace onepot::spread
