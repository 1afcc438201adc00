#include "money.h"

#include <fmt/format.h>

#include "onepot/html/govuk.h"

namespace onepot::web {

Html pot_picture(const Words& w, const place::PotView& view) {
  Html out;
  const Pence available = view.available();
  out += html::element("p", {{"class", "op-amount"}}, w("pot.available", {{"amount", to_pounds(available)}}));
  if (view.usual_visit && *view.usual_visit > Pence()) {
    const auto visits = std::max<std::int64_t>(available.count() / view.usual_visit->count(), 0);
    out += paragraph(w.count("pot.visits-left", visits));
  }
  // The bar says nothing that the words beside it do not: it is hidden from screen readers.
  const std::int64_t whole = std::max<std::int64_t>(view.balance.count(), 1);
  const auto percent = [&](Pence part) { return std::clamp<std::int64_t>(part.count() * 100 / whole, 0, 100); };
  Html svg;
  svg.start("svg").attribute("class", "onepot-pot").attribute("viewBox", "0 0 100 14").attribute("width", "100%").attribute("height", "36");
  svg.attribute("preserveAspectRatio", "none").attribute("aria-hidden", "true").attribute("focusable", "false").end();
  svg.start("rect").attribute("class", "onepot-pot__all").attribute("x", "0").attribute("y", "1").attribute("width", "100").attribute("height", "12").end().close("rect");
  svg.start("rect").attribute("class", "onepot-pot__available").attribute("x", "0").attribute("y", "1").attribute("width", percent(available)).attribute("height", "12").end().close("rect");
  svg.close("svg");
  out += svg;
  govuk::SummaryList list;
  list.rows.push_back({.key = {.text = w("pot.there")}, .value = {.text = to_pounds(view.balance)}});
  list.rows.push_back({.key = {.text = w("pot.promised")}, .value = {.text = to_pounds(view.committed)}});
  list.rows.push_back({.key = {.text = w("pot.free")}, .value = {.text = to_pounds(available)}});
  list.rows.push_back({.key = {.text = w("pot.week")}, .value = {.text = to_pounds(view.pot.week())}});
  list.rows.push_back({.key = {.text = w("pot.held")}, .value = {.text = w(fmt::format("pot.holding.{}", view.pot.holding))}});
  out += govuk::summary_list(list);
  return out;
}

Html pot_streams(const Words& w, const place::PotView& view) {
  govuk::Table table;
  table.caption = w("pot.streams.caption");
  table.head = {{.text = w("pot.streams.from")}, {.text = w("pot.streams.week"), .format = "numeric"}, {.text = w("pot.streams.free"), .format = "numeric"}};
  for (std::size_t i = 0; i < view.pot.streams.size(); ++i) {
    const auto& s = view.pot.streams[i];
    const auto& m = view.by_stream[i];
    table.rows.push_back({{.html = html::all(html::element("strong", {}, s.name), html::element("br", {}), w("pot.streams.funder", {{"funder", s.funder}}),
                                             html::element("br", {}), html::element("span", {{"class", "govuk-hint"}}, s.legal_basis))},
                          {.text = to_pounds(s.week), .format = "numeric"},
                          {.text = to_pounds(m.balance - m.committed), .format = "numeric"}});
  }
  return govuk::table(table);
}

Html pot_promises(const Words& w, const place::PotView& view) {
  if (view.promises.empty()) return paragraph(w("pot.promises.none"));
  govuk::Table table;
  table.caption = w("pot.promises.caption");
  table.head = {{.text = w("pot.promises.who")}, {.text = w("pot.promises.until")}, {.text = w("pot.promises.left"), .format = "numeric"}};
  for (const auto& promise : view.promises)
    table.rows.push_back({{.text = promise.provider_name},
                          {.text = to_words(promise.until)},
                          {.text = to_pounds(promise.pence - promise.settled), .format = "numeric"}});
  return govuk::table(table);
}

}  // namespace onepot::web
