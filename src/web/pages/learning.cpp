// A person says how life is; an evaluator sees what it says about support by provider size, with intervals.
#include <fmt/format.h>

#include <cmath>

#include "../routes.h"
#include "learn/figures.h"
#include "onepot/html/govuk.h"
#include "onepot/html/svg.h"
#include "onepot/place/lives.h"

namespace onepot::web {
namespace {

Html life_form(const Visit& v) {
  const Words& w = v.w;
  Html inner;
  for (const auto area : learn::life_areas) {
    govuk::Radios radios;
    radios.fieldset.legend = {.text = w(fmt::format("life.area.{}", area)), .classes = "govuk-fieldset__legend--s"};
    radios.name = std::string(area);
    radios.value = v.typed(area);
    radios.classes = "govuk-radios--small";
    for (int answer = 3; answer >= 0; --answer)
      radios.items.push_back({.text = w(fmt::format("life.answer.{}", answer)), .value = std::to_string(answer)});
    inner += govuk::radios(radios);
  }
  inner += govuk::textarea({.name = "words",
                            .rows = 4,
                            .value = v.typed("words"),
                            .label = {.text = w("life.words"), .classes = "govuk-label--m"},
                            .hint = {.text = w("life.words.hint")},
                            .error_message = {.text = v.errors.of("words")}});
  std::vector<std::string> ticked;
  if (v.form.has("share")) ticked.emplace_back("yes");
  inner += govuk::checkboxes({.hint = {.text = w("life.share.hint")},
                              .name = "share",
                              .items = {{.text = w("life.share"), .value = "yes"}},
                              .values = ticked});
  inner += govuk::button({.text = w("life.button"), .prevent_double_click = true});
  return heading(w("life.title")) + paragraph(w("life.lead")) + v.form_to("/me/life", inner);
}

Html earlier(const Words& w, const std::vector<store::lives::LifeCheck>& checks) {
  if (checks.empty()) return {};
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("life.earlier");
  table.head = {{.text = w("life.when")}, {.text = w("life.score"), .format = "numeric"}, {.text = w("life.said")}};
  for (const auto& c : checks)
    table.rows.push_back({{.text = to_words(date_of(c.at))},
                          {.text = c.score ? w("life.of", {{"score", std::to_string(*c.score)},
                                                           {"most", std::to_string(learn::life_score_max)}})
                                           : w("life.no-score"),
                           .format = "numeric"},
                          {.text = c.words}});
  return govuk::table(table);
}

Answer show_life(Page& p) {
  Html more;
  for (const auto& [address, words] :
       {std::pair("/me/life/events", "life-event.link"), std::pair("/me/life/support", "think.link"),
        std::pair("/me/rating", "rate.link"), std::pair("/me/who-came", "came.link"),
        std::pair("/me/life/line", "line.link")})
    more += html::element("li", {}, link(address, p.w(words)));
  const Html events = html::element("ul", {{"class", "govuk-list govuk-list--spaced"}}, more);
  return p.show(p.w("life.title"), life_form(p) + events + earlier(p.w, place::my_life(p.work())), {.back = "/me"});
}

Answer do_life(Page& p) {
  learn::LifeAnswers answers{};
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::string typed = p.typed(learn::life_areas[i]);
    if (typed.size() == 1 && typed[0] >= '0' && typed[0] <= '3') answers[i] = typed[0] - '0';
  }
  if (const auto done = place::say_how_life_is(p.work(), answers, p.typed("words"), p.form.has("share")); !done) {
    p.errors.add("words", p.w("life.empty"));
    return p.again(p.w("life.title"), life_form(p), {.back = "/me"});
  }
  return p.done("/me/life", "life-said");
}

/// With a minus that is no hyphen, and no sign before nought.
std::string one_place(double x) {
  const std::string size = fmt::format("{:.1f}", std::abs(x));
  return x < 0 && size != "0.0" ? "−" + size : size;
}

std::string with_interval(const Words& w, const learn::Interval& i) {
  return w("evaluation.interval",
           {{"mean", one_place(i.mean)}, {"low", one_place(i.low)}, {"high", one_place(i.high)}});
}

std::string count_words(const Words& w, const learn::Shown& n) {
  return n ? fmt::format("{}", *n) : w("evaluation.fewer");
}

/// A column of figures with a picture beside it; only the bands that have enough.
Html chart(const Words& w, const learn::BandComparison& c, const char* message,
           std::optional<learn::Interval> learn::BandResult::* figure) {
  html::svg::BarChart bars;
  bars.title = w(message);
  bars.table.headings = {w("evaluation.band"), w("evaluation.figure")};
  bars.note = w("evaluation.whiskers");
  for (const auto& b : c.bands)
    if (const auto& i = b.*figure)
      bars.bars.push_back({.label = w(fmt::format("evaluation.size.{}", b.band)),
                           .written = with_interval(w, *i),
                           .at = i->mean,
                           .interval = std::pair(i->low, i->high)});
  if (bars.bars.empty()) return paragraph(w("evaluation.too-few"));
  return html::svg::bars(bars);
}

Answer show_evaluation(Page& p) {
  const Words& w = p.w;
  const std::string respondent = p.request.query.get("who") == "carer" ? "carer" : "person";
  const auto found = place::evaluate_by_size(p.work(), respondent);
  if (!found) return p.refused(found.error(), "/");
  const auto& c = found->comparison;
  Html out = heading(w("evaluation.title"));
  out += paragraph(w("evaluation.lead", {{"people", std::to_string(found->people)}, {"day", to_words(p.today())}}));
  out += html::element("p", {{"class", "govuk-body"}}, w(fmt::format("evaluation.who.{}", respondent)), " ",
                       link(respondent == "carer" ? "/evaluation" : "/evaluation?who=carer",
                            w(respondent == "carer" ? "evaluation.see-person" : "evaluation.see-carer")));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("evaluation.caption");
  table.head = {{.text = w("evaluation.band")},
                {.text = w("evaluation.providers"), .format = "numeric"},
                {.text = w("evaluation.people"), .format = "numeric"},
                {.text = w("evaluation.missing"), .format = "numeric"},
                {.text = w("evaluation.score")},
                {.text = w("evaluation.score-adjusted")},
                {.text = w("evaluation.cost")}};
  for (const auto& b : c.bands) {
    const auto cell = [&](const std::optional<learn::Interval>& i) {
      return b.enough && i ? with_interval(w, *i) : w("evaluation.too-few");
    };
    table.rows.push_back({{.text = w(fmt::format("evaluation.size.{}", b.band))},
                          {.text = count_words(w, b.providers), .format = "numeric"},
                          {.text = count_words(w, b.people), .format = "numeric"},
                          {.text = count_words(w, b.missing), .format = "numeric"},
                          {.text = cell(b.score)},
                          {.text = cell(b.score_adjusted)},
                          {.text = cell(b.cost_hour)}});
  }
  table.first_cell_is_header = true;
  out += html::element(
      "div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", w("evaluation.caption")}},
      govuk::table(table));
  out += heading2(w("evaluation.score"));
  out += chart(w, c, "evaluation.chart.score", &learn::BandResult::score);
  out += heading2(w("evaluation.score-adjusted"));
  out += chart(w, c, "evaluation.chart.adjusted", &learn::BandResult::score_adjusted);
  out += heading2(w("evaluation.differences"));
  if (c.differences.empty()) out += paragraph(w("evaluation.too-few"));
  Html differences;
  for (const auto& d : c.differences) {
    const auto& best = d.adjusted ? *d.adjusted : d.unadjusted;
    differences += html::element("li", {},
                                 w(d.tells_apart ? "evaluation.difference.apart" : "evaluation.difference.not-apart",
                                   {{"band", w(fmt::format("evaluation.size.{}", d.band))},
                                    {"than", w(fmt::format("evaluation.size.{}", d.than))},
                                    {"interval", with_interval(w, best)}}));
  }
  if (!c.differences.empty()) out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, differences);
  out += govuk::details({.summary_text = w("evaluation.how"),
                         .html = paragraph(w("evaluation.how.text")) + figures::notes_list(w, c.coded)});
  if (!found->events.empty()) {
    out += heading2(w("evaluation.events"));
    govuk::Table events;
    events.classes = "govuk-table--small-text-until-tablet";
    events.caption = w("evaluation.events.caption");
    events.head = {{.text = w("evaluation.events.what")}, {.text = w("evaluation.events.count"), .format = "numeric"}};
    for (const auto& [kind, n] : found->events)
      events.rows.push_back({{.text = w("life-event." + kind)}, {.text = count_words(w, n), .format = "numeric"}});
    out += govuk::table(events);
  }
  out += heading2(w("evaluation.stories"));
  if (found->stories.empty()) out += paragraph(w("evaluation.no-stories"));
  for (const auto& s : found->stories)
    out += html::element("blockquote", {{"class", "govuk-inset-text"}}, s.text, Html().start("br").end(),
                         html::element("span", {{"class", "govuk-hint"}}, to_words(date_of(s.told_at))));
  return p.show(w("evaluation.title"), out, {.wide = true});
}

}  // namespace

void add_learning_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/life", "see-own", About::own_person, show_life},
                                  {post, "/me/life", "change-own", About::own_person, do_life},
                                  {get, "/evaluation", "see-evaluation", About::nothing, show_evaluation},
                              });
}

}  // namespace onepot::web
