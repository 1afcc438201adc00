#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct TableCell {
  std::string text;
  Html html;
  std::string format;  ///< "numeric", or nothing.
  std::string classes;
  int colspan = 0;  ///< 0: not said.
  int rowspan = 0;
  Attributes attributes;
};
using TableRow = std::vector<TableCell>;
struct Table {
  TableRow head;
  std::vector<TableRow> rows;
  std::string caption;
  std::string caption_classes;
  bool first_cell_is_header = false;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Table& options);
inline Html table(const Table& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
