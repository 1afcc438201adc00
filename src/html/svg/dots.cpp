#include "onepot/html/svg/dots.h"

#include <algorithm>
#include <cmath>

#include "svg/draw.h"

namespace onepot::html::svg {
namespace {

constexpr double map_width = 360;
constexpr double map_height = 300;
constexpr double margin = 24;

struct Frame {
  double least_x, greatest_x, least_y, greatest_y, scale;
  double across(double x) const { return map_width / 2 + (x - (least_x + greatest_x) / 2) * scale; }
  double down(double y) const { return map_height / 2 - (y - (least_y + greatest_y) / 2) * scale; }
};

Frame fitted(const std::vector<Dot>& dots) {
  const auto [left, right] =
      std::minmax_element(dots.begin(), dots.end(), [](const Dot& a, const Dot& b) { return a.x < b.x; });
  const auto [low, high] =
      std::minmax_element(dots.begin(), dots.end(), [](const Dot& a, const Dot& b) { return a.y < b.y; });
  Frame frame{.least_x = left->x, .greatest_x = right->x, .least_y = low->y, .greatest_y = high->y, .scale = 1};
  const double wide = frame.greatest_x - frame.least_x;
  const double tall = frame.greatest_y - frame.least_y;
  const double by_width = wide > 0 ? (map_width - 2 * margin) / wide : 1e6;
  const double by_height = tall > 0 ? (map_height - 2 * margin) / tall : 1e6;
  frame.scale = wide <= 0 && tall <= 0 ? 1 : std::min(by_width, by_height);
  return frame;
}

/// A shape for each group, so that they differ in print and to every eye.
void shape(Html& out, const Dot& dot, double x, double y) {
  const double r = dot.marked ? 12 : 10;
  const std::string_view marked = dot.marked ? "op-chart__dot--marked" : "";
  const auto turned = [&](double degrees) {
    out.markup(" transform=\"rotate(").number(static_cast<std::int64_t>(degrees)).markup(" ");
    out.number(std::lround(x)).markup(" ").number(std::lround(y)).markup(")\"");
  };
  if (dot.group % 3 == 0) {
    out.start("circle").classes("op-chart__dot", marked);
    place(out, "cx", x);
    place(out, "cy", y);
    place(out, "r", r);
  } else {
    out.start("rect").classes("op-chart__dot", marked);
    place(out, "x", x - r);
    place(out, "y", y - r);
    place(out, "width", 2 * r);
    place(out, "height", 2 * r);
    if (dot.group % 3 == 2) turned(45);
  }
  out.markup("/>");
}

}  // namespace

Html dots(const DotMap& map) {
  if (map.dots.empty()) return {};
  const Frame frame = fitted(map.dots);
  Html drawing;
  drawing.markup("<rect class=\"op-chart__ground\" x=\"1\" y=\"1\" width=\"358\" height=\"298\" rx=\"8\"/>");
  std::vector<Row> rows;
  for (std::size_t i = 0; i < map.dots.size(); ++i) {
    const Dot& dot = map.dots[i];
    const double x = frame.across(dot.x);
    const double y = frame.down(dot.y);
    const std::string number = std::to_string(i + 1);
    shape(drawing, dot, x, y);
    label(drawing, dot.marked ? "op-chart__number op-chart__number--marked" : "op-chart__number", x, y + 4, "middle",
          number);
    rows.push_back({number, dot.label});
    rows.back().insert(rows.back().end(), dot.more.begin(), dot.more.end());
  }
  return figure(map.title, map.note, map_width, map_height, drawing, map.table, rows);
}

}  // namespace onepot::html::svg
