#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Button {
  std::string text;
  Html html;
  std::string name;
  std::string type;  ///< "submit" unless said otherwise.
  std::string value;
  bool disabled = false;
  std::string href;  ///< Makes it a link that looks like a button.
  std::string classes;
  Attributes attributes;
  std::optional<bool> prevent_double_click;
  bool is_start_button = false;
  std::string id;
};
void append(Html& out, const Button& options);
inline Html button(const Button& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
