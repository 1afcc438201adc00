#include "onepot/html/svg/lines.h"

#include <algorithm>

#include "svg/draw.h"

namespace onepot::html::svg {
namespace {

constexpr double lines_width = 360;
constexpr double lines_top = 24;
constexpr double lines_bottom = 200;

void upright_whisker(Html& out, const Scale& up, const std::pair<double, double>& interval, double x) {
  const double low = up(interval.first);
  const double high = up(interval.second);
  line(out, "op-chart__interval", x, low, x, high);
  line(out, "op-chart__interval", x - 5, low, x + 5, low);
  line(out, "op-chart__interval", x - 5, high, x + 5, high);
}

}  // namespace

Html lines(const LineChart& chart) {
  if (chart.points.empty()) return {};
  const Scale up = scale_of(chart.points, chart.scale, lines_bottom, lines_top);
  const std::size_t count = chart.points.size();
  const double step = count > 1 ? (lines_width - 40) / static_cast<double>(count - 1) : 0;
  const auto across = [&](std::size_t i) { return 20 + step * static_cast<double>(i); };
  Html drawing;
  label(drawing, "op-chart__tick", 0, 14, "start", chart.high_written);
  line(drawing, "op-chart__axis", 0, lines_bottom, lines_width, lines_bottom);
  std::vector<Row> rows;
  // Only as many labels under the axis as there is room for; the table has them all.
  const std::size_t each = std::max<std::size_t>(1, (count + 5) / 6);
  for (std::size_t i = 0; i < count; ++i) {
    const LinePoint& point = chart.points[i];
    const double x = across(i);
    if (i > 0) line(drawing, "op-chart__line", across(i - 1), up(chart.points[i - 1].at), x, up(point.at));
    if (point.interval) upright_whisker(drawing, up, *point.interval, x);
    drawing.start("circle").classes("op-chart__dot");
    place(drawing, "cx", x);
    place(drawing, "cy", up(point.at)).markup(" r=\"5\"/>");
    if (i % each == 0) label(drawing, "op-chart__tick", x, lines_bottom + 20, "middle", point.label);
    rows.push_back({point.label, point.written});
    rows.back().insert(rows.back().end(), point.more.begin(), point.more.end());
  }
  label(drawing, "op-chart__tick", 0, lines_bottom - 6, "start", chart.low_written);
  return figure(chart.title, chart.note, lines_width, lines_bottom + 30, drawing, chart.table, rows);
}

}  // namespace onepot::html::svg
