// For the evaluator: the four tests by size of provider, continuity, the gap between two ratings, and what support is
// arranged around where it is not the person. Sizes stand in the order of size, never of result.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../../routes.h"
#include "evaluations.h"
#include "figures.h"
#include "onepot/base/text.h"
#include "onepot/html/svg.h"
#include "onepot/html/write.h"
#include "onepot/place/support_told.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

std::string two(double x) {
  const std::string out = fmt::format("{:.2f}", x);
  return out == "-0.00" ? "0.00" : out;
}
std::string range_words(const Words& w, double mean, double low, double high) {
  return w("evaluation.interval", {{"mean", two(mean)}, {"low", two(low)}, {"high", two(high)}});
}
std::string of(const Words& w, const std::optional<learn::Interval>& i) {
  return i ? range_words(w, i->mean, i->low, i->high) : w("evaluation.too-few");
}
std::string shown_words(const Words& w, const learn::Shown& n) {
  return n ? std::to_string(*n) : w("evaluation.fewer");
}

/// What a size or a model of support is called.
using Named = std::string (*)(const Words&, const std::string&);
std::string size_named(const Words& w, const std::string& band) {
  return w("evaluation.size." + band);
}
std::string model_named(const Words& w, const std::string& kind) {
  return w.has("four.model." + kind) ? w("four.model." + kind) : category_words(kind);
}

/// One measure by size or model: counts, the figure as it is and adjusted, a picture of the second (else the first),
/// differences.
Html by_band(const Words& w, const std::string& title, const learn::BandComparison& c, Named named, const char* head) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = title;
  table.first_cell_is_header = true;
  table.head = {{.text = w(head)},
                {.text = w("evaluation.providers"), .format = "numeric"},
                {.text = w("evaluation.people"), .format = "numeric"},
                {.text = w("evaluation.missing"), .format = "numeric"},
                {.text = w("four.unadjusted")},
                {.text = w("four.adjusted")}};
  html::svg::BarChart chart;
  chart.title = title;
  chart.table = {.headings = {w(head), w("evaluation.figure")}, .opens = w("four.figures")};
  chart.note = w("evaluation.whiskers");
  for (const auto& b : c.bands) {
    const std::string size = named(w, b.band);
    table.rows.push_back({{.text = size},
                          {.text = shown_words(w, b.providers), .format = "numeric"},
                          {.text = shown_words(w, b.people), .format = "numeric"},
                          {.text = shown_words(w, b.missing), .format = "numeric"},
                          {.text = b.enough ? of(w, b.score) : w("evaluation.too-few")},
                          {.text = b.enough && b.score_adjusted ? of(w, b.score_adjusted) : w("four.no-adjusted")}});
    if (const auto& i = b.score_adjusted ? b.score_adjusted : b.score; b.enough && i)
      chart.bars.push_back({.label = size, .written = of(w, i), .at = i->mean, .interval = std::pair(i->low, i->high)});
  }
  Html out = wide_table(title, table) + html::svg::bars(chart);
  Html differences;
  for (const auto& d : c.differences)
    differences += html::element("li", {},
                                 w(d.tells_apart ? "evaluation.difference.apart" : "evaluation.difference.not-apart",
                                   {{"band", named(w, d.band)},
                                    {"than", named(w, d.than)},
                                    {"interval", of(w, d.adjusted ? d.adjusted : std::optional(d.unadjusted))}}));
  if (differences.empty()) return out + paragraph(w("evaluation.too-few"));
  return out + html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, differences);
}

Html innovative(const Words& w, const learn::FourTests& t, Named named, const char* head) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("four.innovative");
  table.first_cell_is_header = true;
  table.head = {{.text = w(head)}};
  for (const auto kind : learn::newnesses)
    table.head.push_back({.text = w(fmt::format("library.kind.{}", learn::name_of(kind)))});
  table.head.push_back({.text = w("four.claims"), .format = "numeric"});
  html::svg::BarChart chart;
  chart.title = w("four.innovative");
  chart.table = {.headings = {w(head), w("evaluation.figure")}, .opens = w("four.figures")};
  chart.note = w("evaluation.whiskers");
  chart.scale = std::pair(0.0, 100.0);
  for (const auto& b : t.innovative) {
    const std::string size = named(w, b.band);
    std::vector<govuk::TableCell> row = {{.text = size}};
    for (const auto& s : b.shares) {
      if (!b.enough || !s.share) {
        row.push_back({.text = b.enough && !s.providers ? w("evaluation.fewer") : w("evaluation.too-few")});
        continue;
      }
      const std::string written = w("four.share", {{"n", shown_words(w, s.providers)},
                                                   {"share", fmt::format("{:.0f}", *s.share * 100)},
                                                   {"low", fmt::format("{:.0f}", s.low * 100)},
                                                   {"high", fmt::format("{:.0f}", s.high * 100)}});
      row.push_back({.text = written});
      chart.bars.push_back(
          {.label = fmt::format("{}, {}", size, w(fmt::format("library.kind.{}", learn::name_of(s.newness)))),
           .written = fmt::format("{:.0f} %", *s.share * 100),
           .at = *s.share * 100,
           .interval = std::pair(s.low * 100, s.high * 100)});
    }
    while (row.size() < 4) row.push_back({.text = w("evaluation.too-few")});
    const auto claims = learn::shown(b.claims_without_evidence);
    row.push_back({.text = shown_words(w, claims), .format = "numeric"});
    table.rows.push_back(std::move(row));
  }
  return paragraph(w("four.innovative.text")) +
         html::element("p", {{"class", "govuk-body"}}, link("/evaluations/newness", w("newness.all"))) +
         wide_table(w("four.innovative"), table) + html::svg::bars(chart);
}

Html worth_by_band(const Words& w, const learn::FourTests& t, Named named, const char* head) {
  if (t.worth.empty()) return paragraph(w("evaluation.too-few"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("four.worth");
  table.first_cell_is_header = true;
  table.head = {{.text = w("four.set-against")},
                {.text = w("eval.outcome.cost-week")},
                {.text = w("eval.outcome.life")},
                {.text = w("four.benefit")}};
  html::svg::BarChart chart;
  chart.title = w("four.benefit");
  chart.table = {.headings = {w(head), w("evaluation.figure")}, .opens = w("four.figures")};
  chart.note = w("evaluation.whiskers");
  for (const auto& b : t.worth) {
    const std::string pair = w("four.against", {{"band", named(w, b.band)}, {"than", named(w, b.than)}});
    const auto& benefit = b.benefit_adjusted ? *b.benefit_adjusted : b.benefit;
    table.rows.push_back({{.text = pair},
                          {.text = of(w, b.cost_adjusted ? b.cost_adjusted : std::optional(b.cost))},
                          {.text = of(w, b.effect_adjusted ? b.effect_adjusted : std::optional(b.effect))},
                          {.text = of(w, benefit)}});
    chart.bars.push_back({.label = pair,
                          .written = of(w, benefit),
                          .at = benefit.mean,
                          .interval = std::pair(benefit.low, benefit.high)});
  }
  return paragraph(w("four.worth.text", {{"amount", fmt::format("{:.0f}", t.threshold)}})) +
         wide_table(w("four.worth"), table) + html::svg::bars(chart);
}

std::string four_address(const std::string& who, bool model, const std::string& amount) {
  return fmt::format("/evaluations/four-tests?who={}&by={}&pounds={}", who, model ? "model" : "size", amount);
}

Answer show_four(Page& p) {
  const Words& w = p.w;
  const std::string who = p.request.query.get("who") == "carer" ? "carer" : "person";
  const bool model = p.request.query.get("by") == "model";
  double threshold = 20;
  if (const auto asked = parse_rational(std::string(p.request.query.get("pounds")));
      asked && *asked > Rational(0) && *asked <= Rational(10'000))
    threshold = static_cast<double>(times(Pence(100), *asked).count()) / 100;
  const std::string amount = fmt::format("{:.0f}", threshold);
  const auto tests =
      place::four_tests(p.work(), who, threshold, model ? place::SupportBy::model : place::SupportBy::size);
  if (!tests) return p.refused(tests.error(), "/evaluations");
  const Named named = model ? model_named : size_named;
  const char* head = model ? "four.model" : "evaluation.band";
  const auto by = [&](const std::string& title, const learn::BandComparison& c) {
    return by_band(w, title, c, named, head);
  };
  const std::string title = w(model ? "four.title-model" : "four.title");
  Html out = heading(title) + paragraph(w(model ? "four.lead-model" : "four.lead"));
  out += html::element("p", {{"class", "govuk-body"}}, w(model ? "four.by-model" : "four.by-size"), " ",
                       link(four_address(who, !model, amount), w(model ? "four.see-size" : "four.see-model")));
  out += html::element("p", {{"class", "govuk-body"}}, w(fmt::format("evaluation.who.{}", who)), " ",
                       link(four_address(who == "carer" ? "person" : "carer", model, amount),
                            w(who == "carer" ? "evaluation.see-person" : "evaluation.see-carer")));
  out += heading2(w("four.valued")) + paragraph(w("four.valued.text")) + by(w("four.valued"), tests->valued);
  out += heading2(w("four.innovative")) + innovative(w, *tests, named, head);
  out += heading2(w("four.personalised")) + paragraph(w("four.personalised.text")) +
         by(w("four.personalised"), tests->personalised);
  out += heading2(w("four.worth")) + worth_by_band(w, *tests, named, head);
  out += by(w("eval.outcome.cost-week"), tests->cost) + by(w("eval.outcome.life"), tests->effect);
  Html form;
  form.open("form", {{"method", "get"}, {"action", "/evaluations/four-tests"}});
  for (const auto& [name, value] : {std::pair("who", who), std::pair("by", std::string(model ? "model" : "size"))})
    form += html::hidden(name, value);
  form += line_input(p, "pounds", w("four.threshold"), w("four.threshold.hint"), amount, "govuk-input--width-5");
  form += govuk::button({.text = w("four.threshold.button"), .classes = "govuk-button--secondary"});
  out += form.close("form");
  out += govuk::details({.summary_text = w("evaluation.how"),
                         .html = paragraph(w("evaluation.how.text")) + figures::notes_list(w, tests->coded)});
  return p.show(title, out, {.back = "/evaluations", .wide = true});
}

Answer show_continuity(Page& p) {
  const Words& w = p.w;
  const auto c = place::continuity_by_size(p.work());
  if (!c) return p.refused(c.error(), "/evaluations");
  Html out = heading(w("continuity.title")) + paragraph(w("continuity.lead"));
  if (c->overall.people_with_enough >= learn::people_needed)
    out += paragraph(w("continuity.median", {{"n", fmt::format("{:g}", c->overall.median_workers)}}));
  out += heading2(w("continuity.workers")) +
         by_band(w, w("continuity.workers"), c->workers, size_named, "evaluation.band");
  out += heading2(w("continuity.usual")) + by_band(w, w("continuity.usual"), c->usual, size_named, "evaluation.band");
  return p.show(w("continuity.title"), out, {.back = "/evaluations", .wide = true});
}

Answer show_gap(Page& p) {
  const Words& w = p.w;
  const auto gap = place::rating_gap(p.work());
  Html out = heading(w("gap.title")) + paragraph(w("gap.lead"));
  out += paragraph(w("gap.pairs", {{"n", shown_words(w, learn::shown(gap.pairs))},
                                   {"person", shown_words(w, learn::shown(gap.waiting_person))},
                                   {"practitioner", shown_words(w, learn::shown(gap.waiting_practitioner))}}));
  if (!gap.enough) return p.show(w("gap.title"), out + paragraph(w("gap.too-few")), {.back = "/evaluations"});
  html::svg::BarChart chart;
  chart.title = w("gap.chart");
  chart.note = w("gap.note");
  chart.table.headings = {w("gap.area"), w("gap.gap"), w("gap.person"), w("gap.practitioner")};
  for (const auto& a : gap.areas)
    chart.bars.push_back({.label = w(fmt::format("gap.area.{}", a.area)),
                          .written = range_words(w, a.gap, a.low, a.high),
                          .at = a.gap,
                          .interval = std::pair(a.low, a.high),
                          .more = {two(a.person), two(a.practitioner)}});
  out += html::svg::bars(chart);
  return p.show(w("gap.title"), out, {.back = "/evaluations"});
}

// What support is arranged around -------------------------------------------------------------------------------------

Html diagnosis_shown(const Words& w, const std::vector<learn::Seen>& seen) {
  const auto d = learn::diagnose(seen);
  ONEPOT_ASSERT(d.has_value());  // it was checked when it was kept
  Html out = html::element(
      "p", {{"class", "govuk-body-l"}},
      d->mostly ? w("diagnose.mostly", {{"centre", w(fmt::format("diagnose.centre.{}", learn::name_of(*d->mostly)))}})
                : w("diagnose.no-telling"));
  html::svg::BarChart chart;
  chart.title = w("diagnose.chart");
  chart.note = w("evaluation.whiskers");
  chart.table.headings = {w("diagnose.around"), w("diagnose.share")};
  chart.scale = std::pair(0.0, 100.0);
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("diagnose.evidence");
  table.head = {{.text = w("diagnose.around")},
                {.text = w("diagnose.sign")},
                {.text = w("diagnose.found"), .format = "numeric"},
                {.text = w("diagnose.source")}};
  for (const auto& c : d->centres) {
    const std::string centre = w(fmt::format("diagnose.centre.{}", learn::name_of(c.centre)));
    if (c.enough)
      chart.bars.push_back({.label = centre,
                            .written = w("diagnose.percent", {{"share", fmt::format("{:.0f}", c.share * 100)},
                                                              {"low", fmt::format("{:.0f}", c.low * 100)},
                                                              {"high", fmt::format("{:.0f}", c.high * 100)}}),
                            .at = c.share * 100,
                            .interval = std::pair(c.low * 100, c.high * 100)});
    for (const auto& s : c.evidence)
      table.rows.push_back(
          {{.text = centre},
           {.text = w("diagnose.sign." + s.sign)},
           {.text = w("diagnose.of", {{"found", std::to_string(s.found)}, {"of", std::to_string(s.of)}}),
            .format = "numeric"},
           {.text = s.source}});
  }
  out += chart.bars.empty() ? paragraph(w("evaluation.too-few")) : html::svg::bars(chart);
  return out + wide_table(w("diagnose.evidence"), table);
}

Html diagnose_form(const Visit& v) {
  const Words& w = v.w;
  Html inner = line_input(v, "subject", w("diagnose.subject"), w("diagnose.subject.hint"), v.typed("subject"));
  for (const auto centre : learn::centres) {
    Html fields;
    for (const auto& sign : learn::signs()) {
      if (sign.of != centre) continue;
      const std::string id(sign.id);
      Html one = html::element("p", {{"class", "govuk-body govuk-!-font-weight-bold"}}, w("diagnose.sign." + id));
      const auto field = [&](const std::string& name, const char* label, const std::string& classes) {
        one += govuk::input(
            {.name = name,
             .value = v.typed(name),
             .label = {.html = html::text(w(label)) + html::element("span", {{"class", "govuk-visually-hidden"}}, ": ",
                                                                    w("diagnose.sign." + id))},
             .error_message = {.text = v.errors.of(name)},
             .classes = classes});
      };
      field(id + "-found", "diagnose.found-in", "govuk-input--width-5");
      field(id + "-of", "diagnose.times", "govuk-input--width-5");
      field(id + "-source", "diagnose.source", "");
      fields += one;
    }
    inner += govuk::details({.summary_text = w(fmt::format("diagnose.centre.{}", learn::name_of(centre))),
                             .html = fields,
                             .open = !v.errors.empty()});
  }
  inner += govuk::button({.text = w("diagnose.button"), .prevent_double_click = true});
  return v.form_to("/evaluations/diagnostic", inner);
}

Html diagnostic_page(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("diagnose.title")) + paragraph(w("diagnose.lead"));
  for (const auto& d : store::support_told::diagnostics(p.session, p.actor->place)) {
    Html card = html::element("h2", {{"class", "govuk-heading-m"}}, d.subject);
    card += hint_paragraph(w("eval.made.value", {{"day", to_words(date_of(d.made_at))}, {"name", d.made_by}}));
    out += html::element("section", {{"class", "op-card"}}, card + diagnosis_shown(w, d.seen));
  }
  if (place::decide(p.session, p.actor, "diagnose", {}, p.now)) out += heading2(w("diagnose.new")) + diagnose_form(p);
  return out;
}

Answer show_diagnostic(Page& p) {
  return p.show(p.w("diagnose.title"), diagnostic_page(p), {.back = "/evaluations"});
}

Answer do_diagnostic(Page& p) {
  std::vector<learn::Seen> seen;
  for (const auto& sign : learn::signs()) {
    const std::string id(sign.id), found = p.typed(id + "-found"), times = p.typed(id + "-of"),
                                   source = p.typed(id + "-source");
    if (found.empty() && times.empty() && source.empty()) continue;
    const auto n = typed_whole(p, id + "-found", 0, 10'000'000), all = typed_whole(p, id + "-of", 1, 10'000'000);
    if (!n) p.errors.add(id + "-found", p.w("diagnose.error.count"));
    if (!all || (n && *n > *all)) p.errors.add(id + "-of", p.w("diagnose.error.of"));
    if (source.empty()) p.errors.add(id + "-source", p.w("eval.error.saving-no-source"));
    if (n && all) seen.push_back({id, *n, *all, source});
  }
  if (p.errors.empty())
    if (const auto kept = place::add_diagnostic(p.work(), p.typed("subject"), std::move(seen)); !kept)
      p.errors.add("subject", p.w(kept.error().code == "none" ? "diagnose.error.none" : "diagnose.error.subject"));
  if (!p.errors.empty()) return p.again(p.w("diagnose.title"), diagnostic_page(p), {.back = "/evaluations"});
  return p.done("/evaluations/diagnostic", "diagnosed");
}

}  // namespace

void add_support_learning_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/evaluations/four-tests", "see-evaluation", About::nothing, show_four},
                                  {get, "/evaluations/continuity", "see-evaluation", About::nothing, show_continuity},
                                  {get, "/evaluations/rating-gap", "see-evaluation", About::nothing, show_gap},
                                  {get, "/evaluations/diagnostic", "see-evaluation", About::nothing, show_diagnostic},
                                  {post, "/evaluations/diagnostic", "diagnose", About::nothing, do_diagnostic},
                              });
}

}  // namespace onepot::web
