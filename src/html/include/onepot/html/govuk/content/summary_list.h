#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct SummaryCell {
  std::string text;
  Html html;
  std::string classes;
};
struct SummaryActions {
  std::vector<Action> items;
  std::string classes;
};
struct SummaryRow {
  SummaryCell key;
  SummaryCell value;
  SummaryActions actions;
  std::string classes;
};
struct SummaryCardTitle {
  std::string text;
  Html html;
  int heading_level = 2;
  std::string classes;
  bool present() const { return !text.empty() || !html.empty(); }
};
struct SummaryCard {
  SummaryCardTitle title;
  SummaryActions actions;
  std::string classes;
  Attributes attributes;
};
struct SummaryList {
  std::vector<SummaryRow> rows;
  std::optional<SummaryCard> card;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const SummaryList& options);
inline Html summary_list(const SummaryList& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
