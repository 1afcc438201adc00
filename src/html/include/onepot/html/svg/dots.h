#pragma once
#include "onepot/html/svg/bars.h"

namespace onepot::html::svg {

struct Dot {
  std::string label;
  double x = 0;                   ///< To the right (east).
  double y = 0;                   ///< Up (north), in the same unit as x.
  std::vector<std::string> more;  ///< Further cells of its row in the table.
  bool marked = false;            ///< Stands out: the place that the page is about.
  int group = 0;                  ///< 0 to 5: drawn in shapes that differ without colour.
};
struct DotMap {
  std::string title;
  std::vector<Dot> dots;
  TableWords table;  ///< Headings for the number, the label and each of `more`.
  std::string note;
};
/// Points on a plain ground, fitted to the frame without stretching, each numbered as in the table. For where things
/// are, and for opinion groups.
Html dots(const DotMap& map);

}  // namespace onepot::html::svg
