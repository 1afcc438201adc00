// For the person: who came, what I think of my support, how far it is arranged around me – my practitioner answers the
// same, and neither sees the other's before both have said – and what life came to.
#include <fmt/format.h>

#include "../../routes.h"
#include "evaluations.h"
#include "onepot/html/svg.h"
#include "onepot/html/write.h"
#include "onepot/learn/life.h"
#include "onepot/place/support_told.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

Answer show_who_came(Page& p) {
  const Words& w = p.w;
  const auto c = place::who_came(p.work());
  Html out = heading(w("came.title"));
  if (c.visits == 0) return p.show(w("came.title"), out + paragraph(w("came.nobody")), {.back = "/me/visits"});
  out += html::element("p", {{"class", "govuk-body-l"}}, w.count("came.people", c.workers));
  out += paragraph(
      w("came.usual", {{"name", c.usual}, {"n", std::to_string(c.by_usual)}, {"of", std::to_string(c.visits)}}));
  html::svg::BarChart chart;
  chart.title = w("came.chart");
  chart.table.headings = {w("came.what"), w("came.visits")};
  chart.bars = {{.label = c.usual, .written = std::to_string(c.by_usual), .at = static_cast<double>(c.by_usual)}};
  if (c.workers > 1)
    chart.bars.push_back({.label = w.count("came.others", c.workers - 1),
                          .written = std::to_string(c.visits - c.by_usual),
                          .at = static_cast<double>(c.visits - c.by_usual),
                          .other = true});
  out += html::svg::bars(chart);
  if (c.visits < learn::visits_needed) out += paragraph(w("came.few"));
  return p.show(w("came.title"), out, {.back = "/me/visits"});
}

// What I think of my support ------------------------------------------------------------------------------------------

Html think_page(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("think.title")) + paragraph(w("think.lead"));
  const auto mine = place::my_providers(p.work());
  if (mine.empty()) return out + paragraph(w("think.nobody"));
  auto who = one_of(p, "provider", w("think.who"), mine.size() == 1 ? mine.front().ref : p.typed("provider"));
  for (const auto& one : mine) who.items.push_back({.text = one.name, .value = one.ref});
  Html inner = govuk::radios(who);
  for (const auto* question : {"valued", "personalised"}) {
    auto radios = one_of(p, question, w(fmt::format("think.{}", question)), p.typed(question));
    radios.classes = "govuk-radios--small";
    for (int answer = 3; answer >= 0; --answer)
      radios.items.push_back({.text = w(fmt::format("life.answer.{}", answer)), .value = std::to_string(answer)});
    inner += govuk::radios(radios);
  }
  inner += govuk::button({.text = w("think.button"), .prevent_double_click = true});
  return out + p.form_to("/me/life/support", inner);
}

Answer show_think(Page& p) {
  return p.show(p.w("think.title"), think_page(p), {.back = "/me/life"});
}

Answer do_think(Page& p) {
  const auto said = place::say_of_support(p.work(), p.typed("provider"), typed_whole(p, "valued", 0, 3),
                                          typed_whole(p, "personalised", 0, 3));
  if (!said) {
    p.errors.add(said.error().where.column, p.w("think.error." + said.error().code));
    return p.again(p.w("think.title"), think_page(p), {.back = "/me/life"});
  }
  return p.done("/me/life/support", "life-said");
}

// Two ratings, each blind until both are there ------------------------------------------------------------------------

Html ratings_form(const Visit& v, const std::string& here, const place::RoundSeen& round, const std::string& side) {
  const Words& w = v.w;
  Html inner;
  for (const auto area : learn::rating_areas) {
    auto radios = one_of(v, area, w(fmt::format("rate.{}.{}", side, area)), v.typed(area));
    radios.classes = "govuk-radios--small";
    for (int answer = learn::rating_max; answer >= 1; --answer)
      radios.items.push_back({.text = w(fmt::format("rate.answer.{}", answer)), .value = std::to_string(answer)});
    inner += govuk::radios(radios);
  }
  inner += html::hidden("round", round.ref);
  inner += govuk::button({.text = w("rate.button"), .prevent_double_click = true});
  return v.form_to(here, inner);
}

Html ratings_side_by_side(const Words& w, const place::RoundSeen& round, bool person) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("rate.both");
  table.first_cell_is_header = true;
  table.head = {{.text = w("gap.area")},
                {.text = w("gap.person"), .format = "numeric"},
                {.text = w("gap.practitioner"), .format = "numeric"},
                {.text = w("gap.gap"), .format = "numeric"}};
  const auto& own = person ? *round.seen.own : *round.seen.other;
  const auto& other = person ? *round.seen.other : *round.seen.own;
  for (std::size_t a = 0; a < learn::rating_areas.size(); ++a)
    table.rows.push_back({{.text = w(fmt::format("gap.area.{}", learn::rating_areas[a]))},
                          {.text = std::to_string(own[a]), .format = "numeric"},
                          {.text = std::to_string(other[a]), .format = "numeric"},
                          {.text = fmt::format("{:+d}", other[a] - own[a]), .format = "numeric"}});
  return wide_table(w("rate.both"), table);
}

std::string rating_title(const Words& w, bool person) {
  return w(person ? "rate.title-person" : "rate.title");
}

Html rating_page(Page& p, bool person) {
  const Words& w = p.w;
  const std::string side = person ? "person" : "practitioner",
                    here = person ? "/me/rating" : fmt::format("/people/{}/rating", p.parameter("person"));
  Html out = heading(rating_title(w, person)) + paragraph(w("rate.lead-" + side));
  const auto rounds = place::rating_rounds(p.work());
  bool open = false;
  for (const auto& r : rounds) {
    Html card = html::element("h2", {{"class", "govuk-heading-m"}},
                              w("rate.round", {{"day", to_words(r.opened)}, {"name", r.practitioner}}));
    if (r.seen.both) {
      card += ratings_side_by_side(w, r, person);
    } else {
      open = true;
      if (r.seen.own)
        card += paragraph(w("rate.waiting"));
      else if (r.mine)
        card += ratings_form(p, here, r, side);
      else
        card += paragraph(w("rate.not-yours"));
    }
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  if (!open) out += p.button_to(here + "/open", w("rate.open"));
  return out;
}

Answer show_rating(Page& p, bool person, const std::string& back) {
  return p.show(rating_title(p.w, person), rating_page(p, person), {.back = back});
}

Answer do_rating(Page& p, bool person, const std::string& here, const std::string& back) {
  learn::Ratings ratings{};
  for (std::size_t a = 0; a < ratings.size(); ++a) {
    const auto typed = typed_whole(p, learn::rating_areas[a], 1, learn::rating_max);
    if (typed)
      ratings[a] = static_cast<int>(*typed);
    else
      p.errors.add(std::string(learn::rating_areas[a]), p.w("rate.error.answer"));
  }
  if (!p.errors.empty()) return p.again(rating_title(p.w, person), rating_page(p, person), {.back = back});
  if (const auto given = place::give_ratings(p.work(), p.typed("round"), ratings); !given)
    return p.refused({given.error().code, p.w("rate.error." + given.error().code)}, here);
  return p.done(here, "rated");
}

Answer do_open_round(Page& p, const std::string& here) {
  if (const auto opened = place::open_round(p.work()); !opened)
    return p.refused({opened.error().code, p.w("rate.error." + opened.error().code)}, here);
  return p.done(here, "rating-opened");
}

std::string of_person(const Visit& v) {
  return fmt::format("/people/{}", v.parameter("person"));
}
Answer show_my_rating(Page& p) {
  return show_rating(p, true, "/me/life");
}
Answer do_my_rating(Page& p) {
  return do_rating(p, true, "/me/rating", "/me/life");
}
Answer open_my_round(Page& p) {
  return do_open_round(p, "/me/rating");
}
Answer show_their_rating(Page& p) {
  return show_rating(p, false, of_person(p));
}
Answer do_their_rating(Page& p) {
  return do_rating(p, false, of_person(p) + "/rating", of_person(p));
}
Answer open_their_round(Page& p) {
  return do_open_round(p, of_person(p) + "/rating");
}

// What life came to ---------------------------------------------------------------------------------------------------

Answer show_line(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("line.title")) + paragraph(w("line.lead"));
  const auto one = [](double x) { return fmt::format("{:.1f}", x); };
  if (const auto line = place::my_line(p.work())) {
    html::svg::LineChart chart;
    chart.title = w("line.chart");
    chart.table.headings = {w("life.when"), w("life.score"), w("line.a-year"), w("line.so-far")};
    chart.scale = std::pair(0.0, static_cast<double>(learn::life_score_max));
    chart.low_written = "0";
    chart.high_written = std::to_string(learn::life_score_max);
    chart.points.push_back({.label = to_words(line->from),
                            .written = one(line->table.front().at_from),
                            .at = line->table.front().at_from,
                            .more = {"", ""}});
    for (const auto& s : line->table)
      chart.points.push_back({.label = to_words(s.until),
                              .written = one(s.at_until),
                              .at = s.at_until,
                              .more = {fmt::format("{:+.1f}", s.a_year), one(s.so_far)}});
    out += html::element("p", {{"class", "govuk-body-l"}},
                         w(line->rate_a_year > 0.05    ? "line.better"
                           : line->rate_a_year < -0.05 ? "line.worse"
                                                       : "line.same",
                           {{"now", one(line->now)}, {"rate", one(std::abs(line->rate_a_year))}}));
    out += paragraph(w("line.total", {{"total", one(line->total)},
                                      {"mean", one(line->mean)},
                                      {"from", to_words(line->from)},
                                      {"until", to_words(line->until)}}));
    out += html::svg::lines(chart) + paragraph(w("line.unknown"));
  } else {
    out += paragraph(w("line.too-few"));
  }
  if (const auto money = place::my_money_line(p.work())) {
    out += heading2(w("line.money"));
    out += paragraph(w("line.money.text", {{"week", pounds(money->a_week_now)},
                                           {"total", pounds(money->total)},
                                           {"from", to_words(money->course.from)}}));
    govuk::Table table;
    table.caption = w("line.joined");
    table.first_cell_is_header = true;
    table.head = {{.text = w("line.kind")},
                  {.text = w("line.week"), .format = "numeric"},
                  {.text = w("line.all"), .format = "numeric"}};
    for (std::size_t k = 0; k < learn::integrations.size(); ++k)
      table.rows.push_back({{.text = w(fmt::format("line.kind.{}", learn::name_of(learn::integrations[k])))},
                            {.text = pounds(money->a_week_by_tag[k]), .format = "numeric"},
                            {.text = pounds(money->by_tag[k]), .format = "numeric"}});
    out += wide_table(w("line.joined"), table) + hint_paragraph(w("line.not-summed"));
  }
  return p.show(w("line.title"), out, {.back = "/me/life"});
}

}  // namespace

void add_support_person_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/who-came", "see-own", About::own_person, show_who_came},
                                  {get, "/me/life/support", "change-own", About::own_person, show_think},
                                  {post, "/me/life/support", "change-own", About::own_person, do_think},
                                  {get, "/me/life/line", "see-own", About::own_person, show_line},
                                  {get, "/me/rating", "see-own", About::own_person, show_my_rating},
                                  {post, "/me/rating", "change-own", About::own_person, do_my_rating},
                                  {post, "/me/rating/open", "change-own", About::own_person, open_my_round},
                                  {get, "/people/{person}/rating", "rate-support", About::path, show_their_rating},
                                  {post, "/people/{person}/rating", "rate-support", About::path, do_their_rating},
                                  {post, "/people/{person}/rating/open", "rate-support", About::path, open_their_round},
                              });
}

}  // namespace onepot::web
