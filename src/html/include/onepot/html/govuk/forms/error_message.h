#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct ErrorMessage {
  std::string text;
  Html html;
  std::string id;
  std::string classes;
  Attributes attributes;
  std::string visually_hidden_text = "Error";
  bool present() const { return !text.empty() || !html.empty(); }
};
void append(Html& out, const ErrorMessage& options);
inline Html error_message(const ErrorMessage& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
