#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct AccordionItem {
  Content heading;
  Content summary;
  Content content;
  bool expanded = false;
  bool omit = false;  ///< Left out; the others keep their numbers.
};
struct Accordion {
  std::string id;
  int heading_level = 2;
  std::string classes;
  Attributes attributes;
  std::optional<bool> remember_expanded;
  std::string hide_all_sections_text;
  std::string hide_section_text;
  std::string hide_section_aria_label_text;
  std::string show_all_sections_text;
  std::string show_section_text;
  std::string show_section_aria_label_text;
  std::vector<AccordionItem> items;
};
void append(Html& out, const Accordion& options);
inline Html accordion(const Accordion& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
