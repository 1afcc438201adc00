#pragma once
#include "onepot/html/govuk/forms/textarea.h"

namespace onepot::html::govuk {

struct CountMessage {
  std::string classes;
};
struct CharacterCount {
  std::string id;  ///< The name, unless given.
  std::string name;
  int rows = 5;
  std::string value;
  int maxlength = 0;  ///< Characters; 0 for none.
  int maxwords = 0;   ///< Words; 0 for none.
  std::string count_type;
  int threshold = 0;  ///< Per cent of the limit from which the count is shown.
  Label label;
  Hint hint;
  ErrorMessage error_message;
  FormGroup form_group;
  std::string classes;
  Attributes attributes;
  std::optional<bool> spellcheck;
  CountMessage count_message;
  std::string textarea_description_text;  ///< "%{count}" stands for the limit.
  Plurals characters_under_limit_text;
  std::string characters_at_limit_text;
  Plurals characters_over_limit_text;
  Plurals words_under_limit_text;
  std::string words_at_limit_text;
  Plurals words_over_limit_text;
};
void append(Html& out, const CharacterCount& options);
inline Html character_count(const CharacterCount& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
