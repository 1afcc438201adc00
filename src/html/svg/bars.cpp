#include "onepot/html/svg/bars.h"

#include <algorithm>
#include <cmath>

#include "svg/draw.h"

namespace onepot::html::svg {
namespace {

constexpr std::size_t whole_line = 38;  ///< letters that fit beside one another
constexpr double bars_width = 360;      // near a phone's width, so that letters stay legible there
constexpr double line_height = 20;
constexpr double bar_height = 18;

void whisker(Html& out, const Scale& scale, const std::pair<double, double>& interval, double middle) {
  const double from = scale(interval.first);
  const double to = scale(interval.second);
  line(out, "op-chart__interval", from, middle, to, middle);
  line(out, "op-chart__interval", from, middle - 6, from, middle + 6);
  line(out, "op-chart__interval", to, middle - 6, to, middle + 6);
}

/// Characters, not bytes.
std::size_t letters(std::string_view words) {
  return static_cast<std::size_t>(
      std::ranges::count_if(words, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// Gives the place below the row.
double bar_row(Html& out, const Scale& scale, const Bar& bar, double y) {
  // Letters that fit to the left of the figure, which is written in bold.
  const std::size_t room = bar.written.size() < 27 ? 34 - bar.written.size() : 0;
  auto words = broken(bar.label, room);
  // A long label has the whole width, and the figure a line of its own: a narrow column of syllables is hard to read.
  const bool long_label =
      words.size() > 2 || std::ranges::any_of(words, [&](const std::string& part) { return letters(part) > room; });
  if (long_label) words = broken(bar.label, whole_line);
  if (!long_label) label(out, "op-chart__value", bars_width, y + 15, "end", bar.written);
  for (const std::string& line_of : words) {
    label(out, "op-chart__label", 0, y + 15, "start", line_of);
    y += line_height;
  }
  if (long_label) {
    label(out, "op-chart__value", bars_width, y + 15, "end", bar.written);
    y += line_height;
  }
  const double zero = scale(std::clamp(0.0, scale.from, scale.to));
  const double end = scale(std::clamp(bar.at, scale.from, scale.to));
  out.start("rect").classes("op-chart__bar", bar.other ? "op-chart__bar--other" : "");
  place(out, "x", std::min(zero, end));
  place(out, "y", y);
  place(out, "width", std::abs(end - zero));
  place(out, "height", bar_height).markup("/>");
  line(out, "op-chart__axis", zero, y - 3, zero, y + bar_height + 3);
  if (bar.interval) whisker(out, scale, *bar.interval, y + bar_height / 2);
  return y + bar_height + 14;
}

}  // namespace

Html bars(const BarChart& chart) {
  if (chart.bars.empty()) return {};
  const Scale scale = scale_of(chart.bars, chart.scale, 1, bars_width - 1);
  Html drawing;
  double y = 0;
  std::vector<Row> rows;
  for (const Bar& bar : chart.bars) {
    y = bar_row(drawing, scale, bar, y);
    rows.push_back({bar.label, bar.written});
    rows.back().insert(rows.back().end(), bar.more.begin(), bar.more.end());
  }
  return figure(chart.title, chart.note, bars_width, y, drawing, chart.table, rows);
}

}  // namespace onepot::html::svg
