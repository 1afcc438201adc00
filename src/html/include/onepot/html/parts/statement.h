#pragma once
#include "onepot/html/html.h"

namespace onepot::html {

/// What a person says about their life, or what somebody proposes that they might say.
struct Statement {
  std::string words;
  std::string by;         ///< "Pete, with help from Sam"
  bool proposed = false;  ///< Drawn apart: not the person's until they accept it.
  std::string lang = {};  ///< Where it is not in the page's language.
  Html actions = {};
};
Html statement(const Statement& options);

}  // namespace onepot::html
