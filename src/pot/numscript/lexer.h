#pragma once
// Text to words. Every token keeps its place, so that a refusal can point at it.
#include "numscript/script.h"

namespace onepot::pot::numscript {

struct Token {
  enum class Kind { word, variable, asset, text, number, percentage, account_part, account_variable, sign, end };
  Kind kind = Kind::end;
  /// A word or sign as written ("send", "#!", "@", ":"); a variable without $; a text without its quotes.
  std::string text;
  Place at;
};

/// Refused ("parse-error") at the first character that begins no token. Comments are passed over.
Result<std::vector<Token>> tokens_of(std::string_view text, const std::string& file);

}  // namespace onepot::pot::numscript
