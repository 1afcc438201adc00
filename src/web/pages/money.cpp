#include "money.h"

#include <fmt/format.h>

#include "onepot/html/govuk.h"
#include "onepot/html/svg.h"

namespace onepot::web {

Html pot_picture(const Words& w, const place::PotView& view) {
  const Pence available = view.available();
  html::svg::PotPicture jar;
  jar.name = w("pot.title");
  jar.amount = to_pounds(available);
  if (view.usual_visit && *view.usual_visit > Pence())
    jar.means = w.count("pot.visits-left", std::max<std::int64_t>(available.count() / view.usual_visit->count(), 0));
  else
    jar.means = w("pot.free");
  const std::int64_t tenths =
      view.balance > Pence() ? std::clamp<std::int64_t>(available.count() * 10 / view.balance.count(), 0, 10) : 0;
  jar.described = w("pot.jar", {{"tenths", std::to_string(tenths)}});
  jar.left = {w("pot.free"), available};
  jar.promised = {w("pot.promised"), view.committed};
  jar.caption = w("pot.jar.caption");
  Html out = html::svg::pot(jar);
  govuk::SummaryList list;
  list.rows.push_back({.key = {.text = w("pot.there")}, .value = {.text = to_pounds(view.balance)}});
  list.rows.push_back({.key = {.text = w("pot.week")}, .value = {.text = to_pounds(view.pot.week())}});
  list.rows.push_back(
      {.key = {.text = w("pot.held")}, .value = {.text = w(fmt::format("pot.holding.{}", view.pot.holding))}});
  out += govuk::summary_list(list);
  return out;
}

Html pot_streams(const Words& w, const place::PotView& view) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("pot.streams.caption");
  table.head = {{.text = w("pot.streams.from")},
                {.text = w("pot.streams.week"), .format = "numeric"},
                {.text = w("pot.streams.free"), .format = "numeric"}};
  for (std::size_t i = 0; i < view.pot.streams.size(); ++i) {
    const auto& s = view.pot.streams[i];
    const auto& m = view.by_stream[i];
    table.rows.push_back({{.html = html::all(html::element("strong", {}, s.name), Html().start("br").end(),
                                             w("pot.streams.funder", {{"funder", s.funder}}), Html().start("br").end(),
                                             html::element("span", {{"class", "govuk-hint"}}, s.legal_basis))},
                          {.text = to_pounds(s.week), .format = "numeric"},
                          {.text = to_pounds(m.balance - m.committed), .format = "numeric"}});
  }
  return govuk::table(table);
}

Html pot_promises(const Words& w, const place::PotView& view) {
  if (view.promises.empty()) return paragraph(w("pot.promises.none"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("pot.promises.caption");
  table.head = {{.text = w("pot.promises.who")},
                {.text = w("pot.promises.until")},
                {.text = w("pot.promises.left"), .format = "numeric"}};
  for (const auto& promise : view.promises)
    table.rows.push_back({{.text = promise.provider_name},
                          {.text = to_words(promise.until)},
                          {.text = to_pounds(promise.pence - promise.settled), .format = "numeric"}});
  return govuk::table(table);
}

}  // namespace onepot::web
