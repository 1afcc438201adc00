#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "onepot/html/html.h"

namespace onepot::html::svg {

/// The words around a chart's table.
struct TableWords {
  std::vector<std::string> headings;  ///< One for each column.
  std::string opens;                  ///< "Show the figures": folds the table away until asked for. Empty: it is open.
};

struct Bar {
  std::string label;
  std::string written;                                ///< The figure in words: "£42.10", "3.1 (2.8 to 3.4)".
  double at = 0;                                      ///< How long the bar is.
  std::optional<std::pair<double, double>> interval;  ///< From, to: drawn as a whisker over the bar's end.
  std::vector<std::string> more;  ///< Further cells of its row in the table, such as the interval's ends.
  bool other = false;             ///< Drawn in the lighter look: a comparison.
};
struct BarChart {
  std::string title;
  std::vector<Bar> bars;
  TableWords table;                                ///< Headings for label, figure and each of `more`.
  std::string note;                                ///< Below: the source, or what the whiskers are.
  std::optional<std::pair<double, double>> scale;  ///< Unless given, from 0 (or the least) to the greatest.
};
/// Horizontal bars, one below the other, that can be read on a phone 320 pixels wide; negative ones go to the left of
/// the axis. Nothing when there are no bars.
Html bars(const BarChart& chart);

}  // namespace onepot::html::svg
