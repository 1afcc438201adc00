// Finance: the same activity by two tariffs, beside a block contract: who wins and who loses.
#include "onepot/price/compare.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "../pay/pay.h"
#include "onepot/html/govuk.h"
#include "onepot/place/workbench.h"
#include "onepot/web/pieces.h"
#include "price.h"

namespace onepot::web {
namespace {

Html compared_table(const Words& w, const price::Comparison& c) {
  const bool block = c.all.block.has_value();
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("compare.who");
  table.head = {{.text = w("compare.provider")},
                {.text = w("compare.rows"), .format = "numeric"},
                {.text = w("compare.now"), .format = "numeric"},
                {.text = w("compare.then"), .format = "numeric"},
                {.text = w("compare.difference"), .format = "numeric"}};
  if (block) table.head.push_back({.text = w("compare.block"), .format = "numeric"});
  table.first_cell_is_header = true;
  const auto row = [&](const std::string& name, const price::Compared& one) {
    table.rows.push_back({{.text = name},
                          {.text = std::to_string(one.rows), .format = "numeric"},
                          {.text = to_pounds(one.now), .format = "numeric"},
                          {.text = to_pounds(one.then), .format = "numeric"},
                          {.text = to_pounds(one.then - one.now), .format = "numeric"}});
    if (block) table.rows.back().push_back({.text = one.block ? to_pounds(*one.block) : "–", .format = "numeric"});
  };
  for (const auto& part : c.parts) row(part.name, part);
  row(w("compare.all"), c.all);
  return scrolling(w("compare.who"), govuk::table(table));
}

Answer compare_page(Page& p, const place::ShownTariff& t, const Refusals& refusals) {
  Html out = heading(t.name) + refusals_list(p.w, refusals) + compare_form(p, t);
  return p.again(t.name, out, {.back = "/finance/tariffs/" + t.ref, .wide = true});
}

Answer do_compare(Page& p) {
  const Words& w = p.w;
  const auto t = place::tariff(p.work(), p.parameter("book"));
  if (!t || !t->activity) return nothing_here(p);
  const auto other = place::tariff(p.work(), p.typed("other"));
  if (!other || !other->activity) p.errors.add("other", w("compare.other.bad"));
  const auto* activity = uploaded(p, "activity");
  const auto* block = p.form.file("block");
  if (!p.errors.empty()) return compare_page(p, *t, {});
  const auto done = price::compare(*other->activity, *t->activity, activity->bytes, "activity.csv",
                                   price::CompareBy::provider, block != nullptr ? block->bytes : "", "block.csv");
  if (!done) {
    p.errors.add("activity", w("upload.bad"));
    return compare_page(p, *t, {done.error()});
  }
  Html out = heading(w("compare.title"));
  out +=
      paragraph(w("compare.said", {{"now", other->name + " " + other->version}, {"then", t->name + " " + t->version}}));
  out += paragraph(w("compare.counts", {{"win", std::to_string(done->win)},
                                        {"lose", std::to_string(done->lose)},
                                        {"same", std::to_string(done->same)},
                                        {"won", to_pounds(done->won)},
                                        {"lost", to_pounds(done->lost)}}));
  out += compared_table(w, *done);
  if (done->all.unpriced_now + done->all.unpriced_then > 0)
    out += paragraph(w("compare.unpriced", {{"now", std::to_string(done->all.unpriced_now)},
                                            {"then", std::to_string(done->all.unpriced_then)}}));
  return p.show(w("compare.title"), out, {.back = "/finance/tariffs/" + t->ref, .wide = true});
}

}  // namespace

Html compare_form(Page& p, const place::ShownTariff& t) {
  const Words& w = p.w;
  govuk::Select other;
  other.name = "other";
  other.label.text = w("compare.other");
  other.error_message.text = p.errors.of("other");
  other.value = p.typed("other");
  for (const auto& one : place::tariffs(p.work()))
    if (one.activity && one.ref != t.ref)
      other.items.push_back({.value = one.ref, .text = fmt::format("{} {}", one.name, one.version)});
  Html out = heading2(w("compare.title")) + paragraph(w("compare.lead"));
  if (other.items.empty()) return out += govuk::inset_text({.text = w("compare.no-other")});
  Html inner = govuk::select(other) + file_input(p, "activity", w("compare.activity"), w("compare.activity.hint")) +
               file_input(p, "block", w("compare.block"), w("compare.block.hint")) +
               govuk::button({.text = w("compare.button"), .prevent_double_click = true});
  return out += p.upload_form_to("/finance/tariffs/" + t.ref + "/compare", inner);
}

void add_compare_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {{post, "/finance/tariffs/{book}/compare", "price-money", About::nothing, do_compare}});
}

}  // namespace onepot::web
