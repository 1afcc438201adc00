// A result over time as pictures and tables: what changed by time since the support began, or one place against a mix
// of the others. Two-way fixed effects and plain differences are only ever shown to compare.
#include <fmt/format.h>

#include "evaluations.h"
#include "figures.h"
#include "onepot/html/svg.h"

namespace onepot::web {
namespace over_time {
namespace {

using namespace figures;

/// The words of one outcome, and the days of the periods.
struct Told {
  const Words& w;
  const place::Plan& plan;
  const json::array& periods;
  std::string outcome;

  /// The first day of the period with that number, from 1.
  std::string begins(std::int64_t period) const {
    if (period < 1 || period > std::ssize(periods)) return {};
    const auto day = parse_date(text_of(periods[static_cast<std::size_t>(period - 1)].as_object(), "from"));
    ONEPOT_ASSERT(day.has_value());
    return to_words(*day);
  }
};

Html h4(const std::string& words) {
  return html::element("h4", {{"class", "govuk-heading-s"}}, words);
}

Html answer(const Told& t, const json::object& o) {
  const double low = number_of(o, "low"), high = number_of(o, "high");
  const auto id = low > 0 ? "eval.time.answer.more" : high < 0 ? "eval.time.answer.less" : "eval.time.answer.no";
  return html::element("p", {{"class", "govuk-body-l"}},
                       t.w(id, {{"interval", interval_words(t.w, o, "att", "low", "high")}}));
}

Html counted(const Told& t, const json::object& o) {
  const Words& w = t.w;
  const bool people = t.plan.unit == "person";
  const std::string caption = w("eval.counted", {{"outcome", w("eval.outcome." + t.outcome)}});
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = caption;
  table.first_cell_is_header = true;
  table.head = {{.text = w("eval.group")}, {.text = w("eval.units." + t.plan.unit), .format = "numeric"}};
  if (people) table.head.push_back({.text = w("evaluation.providers"), .format = "numeric"});
  table.head.push_back({.text = w("eval.time.missing"), .format = "numeric"});
  for (const auto* side : {"support", "compared"}) {
    const auto& s = o.at(side).as_object();
    const bool support = std::string_view(side) == "support";
    std::vector<govuk::TableCell> cells = {
        {.text = support ? w("eval.time.began", {{"support", group_words(w, t.plan.support)}})
                         : w("eval.time.not-begun", {{"compared", group_words(w, t.plan.compared)}})},
        {.text = count_of(w, s, "units"), .format = "numeric"}};
    if (people) cells.push_back({.text = count_of(w, s, "providers"), .format = "numeric"});
    cells.push_back({.text = count_of(w, s, "missing"), .format = "numeric"});
    table.rows.push_back(std::move(cells));
  }
  Html out = wide_table(caption, table) + hint_paragraph(w("eval.time.missing.hint"));
  for (const auto* left : {"already", "few_together"})
    if (is_some(o, left))
      out += paragraph(w(std::string_view(left) == "already" ? "eval.time.already" : "eval.time.few-together",
                         {{"n", count_of(w, o, left)}}));
  return out;
}

/// Bars with the band that covers all of them, and each one's own interval in the table.
html::svg::BarChart banded(const Told& t, const std::string& title, const json::array& all, const auto& label_of) {
  html::svg::BarChart chart;
  chart.title = title;
  chart.note = t.w("eval.time.band-note");
  chart.table.headings = {t.w("eval.time.when"), t.w("eval.time.with-band"), t.w("eval.time.alone"), t.w("eval.error")};
  chart.table.opens = t.w("four.figures");
  for (const auto& value : all) {
    const auto& o = value.as_object();
    chart.bars.push_back({.label = label_of(whole_of(o, "key")),
                          .written = interval_words(t.w, o, "att", "band_low", "band_high"),
                          .at = number_of(o, "att"),
                          .interval = std::pair(number_of(o, "band_low"), number_of(o, "band_high")),
                          .more = {interval_words(t.w, o, "att", "low", "high"), two_places(number_of(o, "se"))},
                          .other = whole_of(o, "key") < 0});
  }
  return chart;
}

html::svg::Bar bar_of(const Told& t, const std::string& label, const json::object& o, bool other) {
  return {.label = label,
          .written = interval_words(t.w, o, "att", "low", "high"),
          .at = number_of(o, "att"),
          .interval = std::pair(number_of(o, "low"), number_of(o, "high")),
          .more = {two_places(number_of(o, "se"))},
          .other = other};
}

Html cells(const Told& t, const json::object& changes) {
  const Words& w = t.w;
  const std::string caption = w("eval.time.cells", {{"outcome", w("eval.outcome." + t.outcome)}});
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = caption;
  table.first_cell_is_header = true;
  table.head = {{.text = w("eval.time.cohort")},
                {.text = w("eval.time.period")},
                {.text = w("eval.time.cell-began"), .format = "numeric"},
                {.text = w("eval.time.cell-compared"), .format = "numeric"},
                {.text = w("eval.time.alone"), .format = "numeric"},
                {.text = w("eval.time.with-band"), .format = "numeric"}};
  for (const auto& value : list_of(changes, "cells")) {
    const auto& o = value.as_object();
    const bool told = o.contains("att");
    table.rows.push_back(
        {{.text = t.begins(whole_of(o, "cohort"))},
         {.text = t.begins(whole_of(o, "period"))},
         {.text = count_of(w, o, "treated"), .format = "numeric"},
         {.text = count_of(w, o, "control"), .format = "numeric"},
         {.text = told ? interval_words(w, o, "att", "low", "high") : w("eval.time.nobody"), .format = "numeric"},
         {.text = told ? interval_words(w, o, "att", "band_low", "band_high") : w("eval.time.nobody"),
          .format = "numeric"}});
  }
  return govuk::details({.summary_text = caption, .html = wide_table(caption, table)});
}

Html change(const Told& t, const json::object& o) {
  const Words& w = t.w;
  Html out = counted(t, o);
  if (!o.at("enough").as_bool())
    return out +
           govuk::inset_text({.text = w(t.plan.unit == "person" ? "eval.time.too-few" : "eval.time.too-few-units")});
  const auto* found = o.if_contains("changes");
  if (found == nullptr) return out + govuk::inset_text({.text = w("eval.refused." + text_of(o, "refused"))});
  const auto& changes = found->as_object();
  out += answer(t, changes.at("simple").as_object());
  const std::string outcome = w("eval.outcome." + t.outcome);
  out += h4(w("eval.time.dynamic")) + paragraph(w("eval.time.dynamic.text"));
  out += html::svg::bars(
      banded(t, w("eval.time.dynamic.chart", {{"outcome", outcome}}), list_of(changes, "dynamic"), [&](std::int64_t e) {
        return e == 0  ? w("eval.time.at-beginning")
               : e < 0 ? w.count("eval.time.before", static_cast<long>(-e))
                       : w.count("eval.time.after", static_cast<long>(e));
      }));
  out += h4(w("eval.time.group"));
  out += html::svg::bars(banded(t, w("eval.time.group.chart", {{"outcome", outcome}}), list_of(changes, "group"),
                                [&](std::int64_t g) { return w("eval.time.began-on", {{"day", t.begins(g)}}); }));
  html::svg::BarChart chart;
  chart.title = w("eval.time.averages.chart", {{"outcome", outcome}});
  chart.table.headings = {w("eval.time.average"), w("eval.difference"), w("eval.error")};
  chart.table.opens = w("four.figures");
  chart.note = w("eval.time.averages.note");
  chart.bars = {bar_of(t, w("eval.time.simple"), changes.at("simple").as_object(), false),
                bar_of(t, w("eval.time.by-group"), changes.at("group_overall").as_object(), true),
                bar_of(t, w("eval.time.by-time"), changes.at("dynamic_overall").as_object(), true)};
  if (const auto* twfe = changes.if_contains("twfe"); twfe != nullptr)
    chart.bars.push_back(bar_of(t, w("eval.time.twfe"), twfe->as_object(), true));
  return out + h4(w("eval.time.averages")) + html::svg::bars(chart) + cells(t, changes);
}

Html weights(const Told& t, const json::object& o) {
  const Words& w = t.w;
  const auto table_of = [&](const char* list, const std::string& caption, const std::string& first, const auto& name) {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = caption;
    table.first_cell_is_header = true;
    table.head = {{.text = first}, {.text = w("eval.time.weight"), .format = "numeric"}};
    for (const auto& value : list_of(o, list))
      table.rows.push_back({{.text = name(value.as_object())},
                            {.text = two_places(number_of(value.as_object(), "weight")), .format = "numeric"}});
    return table.rows.empty() ? Html() : wide_table(caption, table);
  };
  return table_of("weights", w("eval.time.mix"), w("eval.units." + t.plan.unit),
                  [](const json::object& r) { return text_of(r, "name"); }) +
         table_of("times", w("eval.time.mix-times"), w("eval.time.period"),
                  [&](const json::object& r) { return t.begins(whole_of(r, "period")); });
}

Html gap(const Told& t, const json::object& o) {
  const Words& w = t.w;
  html::svg::LineChart chart;
  chart.title =
      w("eval.time.gap.chart", {{"outcome", w("eval.outcome." + t.outcome)}, {"unit", group_words(w, t.plan.support)}});
  chart.table.headings = {w("eval.time.number"), w("eval.difference"), w("eval.time.period"), w("eval.time.when")};
  chart.table.opens = w("four.figures");
  chart.note =
      w("eval.time.gap.note", {{"day", t.begins(whole_of(o, "from"))}, {"n", std::to_string(whole_of(o, "from"))}});
  double low = 0, high = 0;
  for (const auto& value : list_of(o, "gap")) {
    const auto& g = value.as_object();
    const double at = number_of(g, "gap");
    low = std::min(low, at);
    high = std::max(high, at);
    const std::int64_t period = whole_of(g, "period");
    chart.points.push_back({.label = std::to_string(period),
                            .written = two_places(at),
                            .at = at,
                            .more = {t.begins(period), w(period >= whole_of(o, "from") ? "eval.time.gap.after"
                                                                                       : "eval.time.gap.before")}});
  }
  if (low == high) high = low + 1;
  chart.scale = std::pair(low, high);
  chart.low_written = two_places(low);
  chart.high_written = two_places(high);
  return html::svg::lines(chart);
}

Html synth(const Told& t, const json::object& o) {
  const Words& w = t.w;
  Html out = paragraph(w("eval.time.others-" + t.plan.unit, {{"n", std::to_string(whole_of(o, "others"))},
                                                             {"left", std::to_string(whole_of(o, "left_out"))}}));
  if (!o.at("treated_whole").as_bool())
    return out + govuk::inset_text({.text = w("eval.time.too-few-one", {{"unit", group_words(w, t.plan.support)}})});
  if (!o.at("enough").as_bool()) return out + govuk::inset_text({.text = w("eval.time.too-few-others")});
  html::svg::BarChart chart;
  chart.title = w("eval.time.synth.chart", {{"outcome", w("eval.outcome." + t.outcome)}});
  chart.table.headings = {w("eval.method"), w("eval.difference"), w("eval.error")};
  chart.table.opens = w("four.figures");
  chart.note = w("eval.time.synth.note");
  Html told;
  for (const auto& value : list_of(o, "estimates")) {
    const auto& e = value.as_object();
    if (!e.contains("att")) continue;
    const bool chosen = text_of(e, "method") == t.plan.method;
    auto one = bar_of(t, w("eval.method." + text_of(e, "method")), e, !chosen);
    if (!e.contains("se")) {
      one.written = two_places(one.at);
      one.interval.reset();
      one.more = {w("eval.none")};
    }
    chart.bars.push_back(std::move(one));
    if (!chosen) continue;
    if (e.contains("se")) told += answer(t, e);
    if (e.contains("placebo_share"))
      told += paragraph(w("eval.time.placebo", {{"n", std::to_string(whole_of(e, "placebos"))},
                                                {"share", two_places(number_of(e, "placebo_share"))}}));
    if (whole_of(e, "placebos") < 20) told += paragraph(w("eval.time.placebo-few"));
  }
  if (told.empty()) return out + govuk::inset_text({.text = w("eval.refused.too-few")});
  return out + told + html::svg::bars(chart) + h4(w("eval.time.gap")) + gap(t, o) +
         govuk::details(
             {.summary_text = w("eval.time.mix"), .html = paragraph(w("eval.time.mix.text")) + weights(t, o)});
}

}  // namespace
}  // namespace over_time

Html over_time_shown(const Words& w, const place::Plan& plan, const json::object& figures) {
  using namespace over_time;
  const auto& periods = list_of(figures, "periods");
  Html out =
      hint_paragraph(w("eval.time.periods", {{"n", std::to_string(periods.size())},
                                             {"long", w(fmt::format("eval.period-weeks.{}", plan.period_weeks))}}));
  bool first = true;
  for (const auto& value : list_of(figures, "outcomes")) {
    const auto& o = value.as_object();
    const Told told{w, plan, periods, text_of(o, "code")};
    const Html inner = text_of(figures, "analysis") == "change" ? change(told, o) : synth(told, o);
    const std::string name = w("eval.outcome." + told.outcome);
    if (first)
      out += html::element("h3", {{"class", "govuk-heading-m"}}, name) + inner;
    else
      out += govuk::details({.summary_text = name, .html = hint_paragraph(w("eval.outcome.second")) + inner});
    first = false;
  }
  return out;
}

}  // namespace onepot::web
