#pragma once
// "What could I get?", signed out: from a few plain answers to the kinds of support and money that might apply, each
// with its right in plain words and its law. Never a promise, never an amount except a typical range with its source.
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/price/folder.h"

namespace onepot::price {

/// What is asked, all optional: nobody needs to answer to read.
struct Answers {
  bool needs_help_at_home = false;  ///< washing, dressing, eating, keeping the home
  bool wants_to_get_out = false;    ///< friends, places, learning
  bool long_term_health = false;    ///< a health condition that lasts
  bool complex_health = false;      ///< much or unpredictable care because of health
  bool works_or_wants_to = false;
  bool home_does_not_fit = false;  ///< stairs, bath, doors
  bool wants_own_home = false;
  bool helped_by_family_or_friend = false;
  bool is_family_or_friend = false;  ///< the answers are given by the one who helps
  bool renting_or_would = false;
};

struct Possibility {
  std::string id;                  ///< stable; a message id can be made from it
  std::string stream;              ///< empty for a right without money of its own
  std::string title, words, easy;  ///< plain English, and Easy Read
  std::string right;               ///< the right in plain words
  std::string basis;               ///< the law: "Care Act 2014, section 9"
  std::optional<Pence> low, high;  ///< typical, for `per`
  std::string per, range_source;
};

struct Guide {
  struct Entry {
    std::vector<std::string> any_of;  ///< answers of which one must be yes; empty: always
    Possibility possibility;
  };
  std::vector<Entry> entries;
};

/// Reads could-get.csv of a folder of rules (rules/rights). Refuses unknown answers, rows without a legal basis, half a
/// range, and a range without a source.
Result<Guide> load_guide(const Folder& folder);
/// Those that might apply, in the guide's order.
std::vector<Possibility> could_get(const Guide& guide, const Answers& answers);
/// Names of the answers, as written in the file, in order of the struct.
const std::vector<std::string>& answer_names();

}  // namespace onepot::price
