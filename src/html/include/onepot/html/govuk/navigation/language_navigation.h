#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Language {
  std::string text;
  Html html;
  std::string href;
  std::string lang;
  std::string href_lang;
  std::string dir;
  bool current = false;
  std::string language_description_text;
  std::string classes;
  Attributes attributes;
};
struct LanguageNavigation {
  std::vector<Language> items;
  std::string aria_label = "Language";
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const LanguageNavigation& options);
inline Html language_navigation(const LanguageNavigation& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
