#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct TabPanel {
  std::string text;
  Html html;
  Attributes attributes;
};
struct TabItem {
  std::string id;
  std::string label;
  Attributes attributes;
  TabPanel panel;
  bool omit = false;  ///< Left out; the others keep their numbers.
};
struct Tabs {
  std::string id;
  std::string id_prefix;
  std::string title;  ///< "Contents" unless said otherwise.
  std::vector<TabItem> items;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Tabs& options);
inline Html tabs(const Tabs& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
