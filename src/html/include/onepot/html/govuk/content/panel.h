#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct PanelAction {
  std::string text;
  std::string href;
  std::string type;
  std::string classes;
  Attributes attributes;
};
/// Shown only on an interruption panel (classes hold "govuk-panel--interruption").
struct PanelActions {
  std::vector<PanelAction> items;
  std::string classes;
  Attributes attributes;
  bool present() const { return !items.empty() || !classes.empty() || !attributes.empty(); }
};
struct Panel {
  std::string title_text;
  Html title_html;
  int heading_level = 1;
  std::string text;
  Html html;
  PanelActions actions;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Panel& options);
inline Html panel(const Panel& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
