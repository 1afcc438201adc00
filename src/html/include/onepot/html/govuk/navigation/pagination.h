#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct PaginationItem {
  std::string number;
  std::string visually_hidden_text;
  std::string href;
  bool current = false;
  bool ellipsis = false;
  Attributes attributes;
};
/// Previous or next; absent without an href.
struct PaginationLink {
  std::string text;
  Html html;
  std::string label_text;
  std::string href;
  Attributes attributes;
};
struct Pagination {
  std::vector<PaginationItem> items;
  PaginationLink previous;
  PaginationLink next;
  std::string landmark_label;  ///< "Pagination" unless said otherwise.
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Pagination& options);
inline Html pagination(const Pagination& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
