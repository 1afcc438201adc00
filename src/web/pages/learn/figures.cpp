// A result of an evaluation as pictures and tables. Nothing is ranked: every estimator is shown, in the order of the
// plan's list, and where there are too few people nothing is said.
#include "figures.h"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "evaluations.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/svg.h"
#include "onepot/learn/bands.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace figures {

std::string text_of(const json::object& o, std::string_view name) {
  const auto* found = o.if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}
double number_of(const json::object& o, std::string_view name) {
  return std::strtod(text_of(o, name).c_str(), nullptr);
}
std::int64_t whole_of(const json::object& o, std::string_view name) {
  const auto* found = o.if_contains(name);
  return found != nullptr && found->is_int64() ? found->as_int64() : 0;
}
bool is_some(const json::object& o, std::string_view name) {
  const auto* found = o.if_contains(name);
  return found != nullptr && (found->is_null() || (found->is_int64() && found->as_int64() > 0));
}
std::string count_of(const Words& w, const json::object& o, std::string_view name) {
  const auto* found = o.if_contains(name);
  return found != nullptr && found->is_int64() ? std::to_string(found->as_int64()) : w("evaluation.fewer");
}
std::string two_places(double x) {
  const std::string out = fmt::format("{:.2f}", x);
  return out == "-0.00" ? "0.00" : out;
}
std::string interval_words(const Words& w, const json::object& o, std::string_view mean, std::string_view low,
                           std::string_view high) {
  return w("evaluation.interval", {{"mean", two_places(number_of(o, mean))},
                                   {"low", two_places(number_of(o, low))},
                                   {"high", two_places(number_of(o, high))}});
}
const json::array& list_of(const json::object& o, std::string_view name) {
  static const json::array none;
  const auto* found = o.if_contains(name);
  return found != nullptr && found->is_array() ? found->as_array() : none;
}

std::string slug(std::string_view name) {
  std::string out;
  for (const char c : name)
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  return out;
}

namespace {

/// The value of a note's part in words: names of covariates, methods and variants have words of their own.
std::string note_value(const Words& w, const std::string& name, const std::string& value) {
  if (name == "covariate") return w("eval.covariate." + value);
  if (name == "variant") return w("eval.variant." + slug(value));
  if (name == "weighting") return w("eval.weighting." + slug(value));
  if (name == "estimand") return estimand_words(w, value);
  if (name != "covariates") return value;
  std::vector<std::string> all;
  for (const auto& each : split_text(value, '|')) all.push_back(w("eval.covariate." + each));
  return join(all, ", ");
}

/// The notes of a result; what an earlier program wrote as a sentence stays one.
Html notes_of(const Words& w, const json::array& all) {
  std::vector<learn::Note> coded;
  Html sentences;
  for (const auto& value : all) {
    if (!value.is_object()) {
      if (std::string_view text(value.as_string()); !text.starts_with("constant:"))
        sentences += html::element("li", {}, text);
      continue;
    }
    learn::Note note;
    for (const auto& [name, part] : value.as_object())
      if (name == "n")
        note.n = part.is_int64() ? part.as_int64() : 1;  // hidden: from 1 to 4
      else if (name == "code")
        note.code = std::string(part.as_string());
      else
        note.values.emplace_back(name, std::string(part.as_string()));
    coded.push_back(std::move(note));
  }
  Html out = notes_list(w, coded);
  if (!sentences.empty()) out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, sentences);
  return out;
}

}  // namespace

Html notes_list(const Words& w, const std::vector<learn::Note>& notes) {
  Html items;
  for (const auto& note : notes) {
    std::map<std::string, std::string> of;
    for (const auto& [name, value] : note.values) of[name] = note_value(w, name, value);
    if (note.n) {
      const auto n = learn::shown(*note.n);
      of["n"] = n ? std::to_string(*n) : w("evaluation.fewer");
    }
    items += html::element("li", {},
                           w("note." + note.code, {{"covariate", of["covariate"]},
                                                   {"covariates", of["covariates"]},
                                                   {"estimand", of["estimand"]},
                                                   {"n", of["n"]},
                                                   {"share", of["share"]},
                                                   {"variant", of["variant"]},
                                                   {"weighting", of["weighting"]}}));
  }
  return items.empty() ? Html() : html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, items);
}

}  // namespace figures

using namespace figures;

namespace {

Html counted(const Words& w, const place::Plan& plan, const json::object& outcome) {
  const std::string caption = w("eval.counted", {{"outcome", w("eval.outcome." + text_of(outcome, "code"))}});
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = caption;
  table.first_cell_is_header = true;
  table.head = {{.text = w("eval.group")},
                {.text = w("evaluation.providers"), .format = "numeric"},
                {.text = w("evaluation.people"), .format = "numeric"},
                {.text = w("evaluation.missing"), .format = "numeric"}};
  for (const auto* side : {"support", "compared"}) {
    const auto& o = outcome.at(side).as_object();
    table.rows.push_back({{.text = group_words(w, std::string_view(side) == "support" ? plan.support : plan.compared)},
                          {.text = count_of(w, o, "providers"), .format = "numeric"},
                          {.text = count_of(w, o, "people"), .format = "numeric"},
                          {.text = count_of(w, o, "missing"), .format = "numeric"}});
  }
  return wide_table(caption, table);
}

/// All estimators, the one that was chosen beforehand drawn dark.
Html estimates(const Words& w, const place::Plan& plan, const std::string& outcome, const json::object& comparison) {
  html::svg::BarChart chart;
  chart.title = w("eval.chart", {{"outcome", w("eval.outcome." + outcome)}});
  chart.table.headings = {w("eval.method"), w("eval.difference"), w("eval.error")};
  chart.note = w("eval.chart.note");
  chart.table.opens = w("four.figures");
  Html answer;
  for (const auto& value : list_of(comparison, "estimates")) {
    const auto& e = value.as_object();
    const std::string method = text_of(e, "method"), estimand = text_of(e, "estimand"), variant = text_of(e, "variant");
    const bool chosen = answer.empty() && method == plan.method && estimand == plan.estimand;  // the first variant
    std::string label = fmt::format("{}, {}", w("eval.method." + method), estimand_words(w, estimand));
    if (!variant.empty()) label += ", " + w("eval.variant." + slug(variant));
    const std::string written = interval_words(w, e, "estimate", "low", "high");
    const double low = number_of(e, "low"), high = number_of(e, "high");
    chart.bars.push_back({.label = label,
                          .written = written,
                          .at = number_of(e, "estimate"),
                          .interval = std::pair(low, high),
                          .more = {two_places(number_of(e, "se"))},
                          .other = !chosen});
    if (chosen)
      answer = html::element("p", {{"class", "govuk-body-l"}},
                             w(low > 0    ? "eval.answer.more"
                               : high < 0 ? "eval.answer.less"
                                          : "eval.answer.no",
                               {{"interval", written},
                                {"support", group_words(w, plan.support)},
                                {"compared", group_words(w, plan.compared)}}));
  }
  return answer + html::svg::bars(chart);
}

Html balance(const Words& w, const std::string& outcome, const json::object& comparison) {
  const std::string caption = w("eval.balance", {{"outcome", w("eval.outcome." + outcome)}});
  const auto& rows = list_of(comparison, "balance");
  if (rows.empty()) return {};
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = caption;
  table.first_cell_is_header = true;
  table.head = {{.text = w("eval.covariate")},
                {.text = w("eval.balance.support"), .format = "numeric"},
                {.text = w("eval.balance.compared"), .format = "numeric"},
                {.text = w("eval.balance.before"), .format = "numeric"}};
  for (const auto& name : list_of(comparison, "weightings"))
    table.head.push_back(
        {.text = w("eval.balance.after", {{"method", w("eval.weighting." + slug(std::string_view(name.as_string())))}}),
         .format = "numeric"});
  for (const auto& value : rows) {
    const auto& b = value.as_object();
    std::vector<govuk::TableCell> cells = {{.text = w("eval.covariate." + text_of(b, "covariate"))},
                                           {.text = two_places(number_of(b, "treated")), .format = "numeric"},
                                           {.text = two_places(number_of(b, "control")), .format = "numeric"},
                                           {.text = two_places(number_of(b, "before")), .format = "numeric"}};
    for (const auto& after : list_of(b, "after"))
      cells.push_back(
          {.text = two_places(std::strtod(std::string(after.as_string()).c_str(), nullptr)), .format = "numeric"});
    table.rows.push_back(std::move(cells));
  }
  Html inner = paragraph(w("eval.balance.text")) + wide_table(caption, table);
  if (const auto* overlap = comparison.if_contains("overlap"); overlap != nullptr) {
    const auto& o = overlap->as_object();
    inner += paragraph(w("eval.overlap", {{"low", two_places(number_of(o, "treated_low"))},
                                          {"high", two_places(number_of(o, "treated_high"))},
                                          {"other-low", two_places(number_of(o, "control_low"))},
                                          {"other-high", two_places(number_of(o, "control_high"))}}));
  }
  inner += notes_of(w, list_of(comparison, "notes"));
  return govuk::details({.summary_text = w("eval.balance.open"), .html = inner});
}

}  // namespace

Html wide_table(const std::string& name, const govuk::Table& given) {
  govuk::Table table = given;
  if (table.head.size() > 4) table.classes += " op-table--wide";
  return html::element("div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}},
                       govuk::table(table));
}

std::string group_words(const Words& w, std::string_view code) {
  const auto colon = code.find(':');
  const std::string by(code.substr(0, colon)), value(colon == std::string_view::npos ? "" : code.substr(colon + 1));
  if (by == "size") return w("evaluation.size." + value);
  if (by == "kind") return w("eval.group.kind", {{"kind", category_words(value)}});
  if (by == "others") return w("eval.group.others");
  if (by == "area") return w("eval.group.area", {{"area", value}});
  if (by == "provider") return value.substr(std::min(value.find(' '), value.size() - 1) + 1);
  return w(fmt::format("eval.group.{}.{}", by, value));
}

std::string estimand_words(const Words& w, std::string_view estimand) {
  return w(estimand == "ATT" ? "eval.estimand.att" : "eval.estimand.ate");
}

Html figures_shown(const Words& w, const place::Plan& plan, const std::string& figures_json) {
  const auto parsed = json::parse(figures_json, "figures");
  ONEPOT_ASSERT(parsed.has_value() && parsed->is_object());
  const auto& figures = parsed->as_object();
  if (figures.contains("analysis")) return over_time_shown(w, plan, figures);
  Html out;
  bool first = true;
  for (const auto& value : list_of(figures, "outcomes")) {
    const auto& o = value.as_object();
    const std::string code = text_of(o, "code");
    Html inner = counted(w, plan, o);
    if (!o.at("enough").as_bool())
      inner += govuk::inset_text({.text = w("eval.too-few")});
    else if (const auto* comparison = o.if_contains("comparison"); comparison != nullptr)
      inner += estimates(w, plan, code, comparison->as_object()) + notes_of(w, list_of(o, "notes")) +
               balance(w, code, comparison->as_object());
    else
      inner += govuk::inset_text({.text = w("eval.refused." + text_of(o, "refused"))});
    // The outcome that answers stands open; the others are looked up.
    if (first)
      out += html::element("h3", {{"class", "govuk-heading-m"}}, w("eval.outcome." + code)) + inner;
    else
      out += govuk::details(
          {.summary_text = w("eval.outcome." + code), .html = hint_paragraph(w("eval.outcome.second")) + inner});
    first = false;
  }
  if (const auto* worth = figures.if_contains("worth"); worth != nullptr && worth->is_object()) {
    const auto& i = worth->as_object();
    // Pounds and points have no axis in common: two pictures.
    const auto chart_of = [&](const char* outcome, const char* mean, const char* low, const char* high) {
      html::svg::BarChart chart;
      chart.title = w("eval.worth.chart", {{"outcome", w(fmt::format("eval.outcome.{}", outcome))}});
      chart.table.headings = {w("eval.worth.what"), w("eval.difference")};
      chart.table.opens = w("four.figures");
      chart.note = w("eval.worth.note");
      chart.bars = {{.label = w("eval.difference-short"),
                     .written = interval_words(w, i, mean, low, high),
                     .at = number_of(i, mean),
                     .interval = std::pair(number_of(i, low), number_of(i, high))}};
      return html::svg::bars(chart);
    };
    out += html::element("h3", {{"class", "govuk-heading-m"}}, w("eval.worth")) + paragraph(w("eval.worth.text")) +
           chart_of("cost-week", "cost", "cost_low", "cost_high") +
           chart_of("life", "effect", "effect_low", "effect_high");
  }
  return out;
}

Html stands_on(const Words& w, const store::evaluations::ResultRow& r) {
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("eval.made")},
                .value = {.text = w("eval.made.value", {{"day", to_words(date_of(r.made_at))}, {"name", r.made_by}})}},
               {.key = {.text = w("eval.version")}, .value = {.text = std::to_string(r.version)}},
               {.key = {.text = w("eval.data-version")}, .value = {.text = r.data_version.substr(0, 16)}},
               {.key = {.text = w("eval.code-version")}, .value = {.text = r.code_version.substr(0, 16)}},
               {.key = {.text = w("eval.seed")}, .value = {.text = std::to_string(r.seed)}}};
  Html out = govuk::summary_list(list);
  Html items;
  for (const auto& again : r.reruns) {
    const bool same = again.figures_version == r.figures_version;
    const bool data = again.data_version == r.data_version, code = again.code_version == r.code_version;
    items += html::element("li", {},
                           w(same             ? "eval.again.same"
                             : !data && !code ? "eval.again.both"
                             : !data          ? "eval.again.data"
                             : !code          ? "eval.again.code"
                                              : "eval.again.neither",
                             {{"day", to_words(date_of(again.at))}, {"name", again.by}}));
  }
  if (!items.empty()) out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, items);
  return out;
}

}  // namespace onepot::web
