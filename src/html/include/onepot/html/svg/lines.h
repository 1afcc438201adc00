#pragma once
#include "onepot/html/svg/bars.h"

namespace onepot::html::svg {

struct LinePoint {
  std::string label;    ///< Under the axis: "2024".
  std::string written;  ///< The figure in words.
  double at = 0;
  std::optional<std::pair<double, double>> interval;
  std::vector<std::string> more;
};
struct LineChart {
  std::string title;
  std::vector<LinePoint> points;
  TableWords table;  ///< Headings for label, figure and each of `more`.
  std::string note;
  std::string low_written;  ///< The axis' least and greatest figure in words.
  std::string high_written;
  std::optional<std::pair<double, double>> scale;  ///< Unless given, from 0 (or the least) to the greatest.
};
/// One figure over time, with a whisker where there is an interval.
Html lines(const LineChart& chart);

}  // namespace onepot::html::svg
