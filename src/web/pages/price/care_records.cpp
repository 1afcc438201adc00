// Finance: records of care that were brought in, and what moved between health and care.
#include <fmt/format.h>

#include <map>

#include "../../routes.h"
#include "../pay/pay.h"
#include "onepot/base/hash.h"
#include "onepot/html/govuk.h"
#include "onepot/html/svg.h"
#include "onepot/html/write.h"
#include "onepot/identity/token.h"
#include "onepot/place/linked.h"
#include "price.h"

namespace onepot::web {
namespace {

constexpr int loads_shown = 50;

/// Up to when all have told, and each service beside it.
Html told_list(const Words& w, const price::Told& told) {
  Html out = paragraph(w("care.told", {{"from", to_words(told.all.from)}, {"until", to_words(told.all.until)}}));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("care.service")}, {.text = w("care.first-day")}, {.text = w("care.last-day")}};
  table.first_cell_is_header = true;
  for (const auto& s : told.services)
    table.rows.push_back({{.text = s.service}, {.text = to_words(s.days.from)}, {.text = to_words(s.days.until)}});
  return out += scrolling(w("care.told.title"), govuk::table(table));
}

Html records_content(Page& p, const Refusals& refusals) {
  const Words& w = p.w;
  Html out = heading(w("care.title")) + paragraph(w("care.lead")) + refusals_list(w, refusals);
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("care.file")},
                {.text = w("care.rows"), .format = "numeric"},
                {.text = w("care.pounds"), .format = "numeric"},
                {.text = w("care.when")},
                {.text = w("care.take-out")}};
  table.first_cell_is_header = true;
  for (const auto& f : store::care::loads(p.session, p.actor->place, loads_shown))
    table.rows.push_back(
        {{.text = f.name},
         {.text = std::to_string(f.rows), .format = "numeric"},
         {.text = to_pounds(f.pence), .format = "numeric"},
         {.text = to_words(date_of(f.loaded_at))},
         f.withdrawn_at
             ? govuk::TableCell{.text = w("care.out", {{"day", to_words(date_of(*f.withdrawn_at))}})}
             : govuk::TableCell{.html = p.button_to("/finance/care-records/withdraw",
                                                    w("care.take-out.button", {{"name", f.name}}), {{"load", f.ref}},
                                                    "govuk-button--secondary govuk-!-margin-bottom-0")}});
  out += table.rows.empty() ? paragraph(w("care.none")) : scrolling(w("care.title"), govuk::table(table));
  if (const auto told = place::care_told(p.work())) out += heading2(w("care.told.title")) + told_list(w, *told);
  out += heading2(w("care.add"));
  Html inner = govuk::file_upload({.name = "records",
                                   .label = {.text = w("care.upload")},
                                   .hint = {.text = w("care.upload.hint")},
                                   .error_message = {.text = p.errors.of("records")},
                                   .attributes = {{"accept", ".csv,text/csv"}}});
  inner += govuk::button({.text = w("care.send"), .prevent_double_click = true});
  out += p.upload_form_to("/finance/care-records", inner);
  out += heading2(w("care.kinds")) + paragraph(w("care.kinds.lead"));
  govuk::Table kinds;
  kinds.classes = table.classes;
  kinds.head = {{.text = w("care.kind")}, {.text = w("linked.side")}, {.text = w("linked.rule")}};
  kinds.first_cell_is_header = true;
  for (const auto& k : place::built_in_care_rules().kinds)
    kinds.rows.push_back({{.text = k.id}, {.text = k.side}, {.text = k.why}});
  return out += scrolling(w("care.kinds"), govuk::table(kinds));
}

Answer show_records(Page& p) {
  return p.show(p.w("care.title"), records_content(p, {}), {.back = "/finance", .wide = true});
}

Answer do_records(Page& p) {
  Refusals refusals;
  if (const auto* file = uploaded(p, "records")) {
    const auto key = to_hex(sha256(identity::new_token()));
    const auto done =
        place::load_care_records(p.work(), file->name.empty() ? "records.csv" : file->name, file->bytes, key);
    if (done) return p.done("/finance/care-records", "care-loaded");
    refusals = done.error();
    p.errors.add("records", p.w("upload.bad"));
  }
  return p.again(p.w("care.title"), records_content(p, refusals), {.back = "/finance", .wide = true});
}

Answer do_withdraw(Page& p) {
  if (const auto done = place::withdraw_care_records(p.work(), p.form.text("load")); !done)
    return p.refused(done.error(), "/finance/care-records");
  return p.done("/finance/care-records", "care-withdrawn");
}

// What moved between health and care
// -----------------------------------------------------------------------------------

std::string whole(Pence amount) {
  constexpr std::int64_t pound = 100;
  const std::int64_t n = amount.count();
  return to_pounds(Pence((n + (n < 0 ? -pound : pound) / 2) / pound * pound), true);
}

std::string says_words(const Words& w, price::ShiftLine::Says says) {
  using enum price::ShiftLine::Says;
  switch (says) {
    case too_few:
      return w("shift.too-few");
    case neither:
      return w("shift.neither");
    case to_care:
      return w("shift.to-care");
    case to_health:
      break;
  }
  return w("shift.to-health");
}

std::string pathway_words(const Words& w, const std::string& pathway) {
  if (pathway.empty()) return w("shift.everybody");
  std::string out = pathway;
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

Html picture(const Words& w, const std::string& name, const std::vector<const place::ShownShift*>& lines) {
  html::svg::BarChart chart;
  chart.title = w("shift.picture", {{"pathway", name}});
  chart.table = {.headings = {w("shift.quarter"), w("shift.each"), w("shift.says")}, .opens = ""};
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("shift.quarter")},
                {.text = w("shift.health")},
                {.text = w("shift.care")},
                {.text = w("shift.people"), .format = "numeric"}};
  table.first_cell_is_header = true;
  chart.note = w("shift.note");
  for (const auto* s : lines) {
    const auto& l = s->line;
    const auto pair = [&](Pence before, Pence after) {
      return w("shift.from-to", {{"before", whole(l.each(before))}, {"after", whole(l.each(after))}});
    };
    html::svg::Bar bar;
    bar.label = w("shift.from", {{"day", to_words(l.after.from)}});
    if (s->hidden) {
      bar.written = w("shift.hidden");
      bar.more = {w("shift.too-few")};
      table.rows.push_back({{.text = bar.label}, {}, {}, {.text = w("shift.hidden"), .format = "numeric"}});
    } else {
      const Pence each = l.each(l.to_care);
      bar.at = static_cast<double>(each.count()) / 100;
      bar.written = whole(each);
      if (l.low_each) {
        bar.interval = {static_cast<double>(l.low_each->count()) / 100,
                        static_cast<double>(l.high_each->count()) / 100};
        bar.written =
            w("shift.interval", {{"amount", whole(each)}, {"low", whole(*l.low_each)}, {"high", whole(*l.high_each)}});
      }
      bar.more = {says_words(w, l.says())};
      table.rows.push_back({{.text = bar.label},
                            {.text = pair(l.health_before, l.health_after)},
                            {.text = pair(l.care_before, l.care_after)},
                            {.text = w("shift.about", {{"n", std::to_string(s->people_about)}}), .format = "numeric"}});
    }
    chart.bars.push_back(std::move(bar));
  }
  return html::svg::bars(chart) + scrolling(name, govuk::table(table));
}

Answer show_shift(Page& p) {
  const Words& w = p.w;
  const auto view = place::see_shift(p.work());
  Html out = heading(w("shift.title")) + paragraph(w("shift.lead"));
  out += link_line("/finance/care-records", w("care.title"));
  if (view.lines.empty()) {
    out += govuk::inset_text({.text = w("shift.none")});
    if (view.told) out += told_list(w, *view.told);
    return p.show(w("shift.title"), out, {.back = "/finance", .wide = true});
  }
  out += paragraph(w("shift.how"));
  std::map<std::string, std::vector<const place::ShownShift*>> pathways;
  for (const auto& line : view.lines) pathways[line.line.pathway].push_back(&line);
  for (const auto& [pathway, lines] : pathways) {
    const std::string name = pathway_words(w, pathway);
    out += heading2(name) + picture(w, name, lines);
  }
  if (view.told) out += heading2(w("care.told.title")) + told_list(w, *view.told);
  out += hint_paragraph(w("shift.made", {{"day", to_words(date_of(view.made_at))}}));
  return p.show(w("shift.title"), out, {.back = "/finance", .wide = true});
}

}  // namespace

void add_care_record_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/finance/care-records", "price-money", About::nothing, show_records},
                                  {post, "/finance/care-records", "price-money", About::nothing, do_records},
                                  {post, "/finance/care-records/withdraw", "price-money", About::nothing, do_withdraw},
                                  {get, "/finance/cost-shift", "see-finance", About::nothing, show_shift},
                              });
}

}  // namespace onepot::web
