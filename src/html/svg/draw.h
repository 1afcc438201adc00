#pragma once
// What the charts share. Not for pages.
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "onepot/html/svg/bars.h"

namespace onepot::html::svg {

/// name="12.3": a coordinate, to a tenth.
Html& place(Html& out, Literal name, double value);
/// <line class=… x1 y1 x2 y2>.
void line(Html& out, std::string_view css_class, double x1, double y1, double x2, double y2);
/// <text class=… x y text-anchor=…>words.
void label(Html& out, std::string_view css_class, double x, double y, std::string_view anchor, std::string_view words);
/// Words broken at spaces into lines of at most `width` characters (a longer word stays whole).
std::vector<std::string> broken(std::string_view words, std::size_t width);

/// A straight scale from figures to places.
struct Scale {
  double from = 0, to = 1;
  double left = 0, right = 1;
  double operator()(double value) const { return left + (value - from) / (to - from) * (right - left); }
};

/// The scale of figures with intervals: as given, else from 0 (or the least) to the greatest. Items have `at` and
/// `interval`.
template <class Item>
Scale scale_of(const std::vector<Item>& items, const std::optional<std::pair<double, double>>& given, double left,
               double right) {
  Scale scale{.from = 0, .to = 0, .left = left, .right = right};
  const auto reach = [&](double value) {
    scale.from = std::min(scale.from, value);
    scale.to = std::max(scale.to, value);
  };
  if (given) {
    scale.from = given->first;
    scale.to = given->second;
  } else {
    for (const Item& item : items) {
      reach(item.at);
      if (item.interval) reach(item.interval->first), reach(item.interval->second);
    }
  }
  if (scale.to <= scale.from) scale.to = scale.from + 1;
  return scale;
}

using Row = std::vector<std::string>;
/// The figure around a drawing: title, picture of viewBox 0 0 width height, note, and the table.
Html figure(std::string_view title, std::string_view note, double width, double height, const Html& drawing,
            const TableWords& table, const std::vector<Row>& rows);

}  // namespace onepot::html::svg
