// What stands in the way: to the person, with what would help; to everybody, what is wanted here, of five people or
// more.
#include "onepot/place/demand.h"

#include <fmt/format.h>

#include <chrono>

#include "../../routes.h"
#include "club.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "steps.h"

namespace onepot::web {
namespace demand_pages {
namespace {

std::vector<Html> helps(const Words& w, const club::Unmet& u) {
  std::vector<Html> out;
  if (u.more_week && *u.more_week > Pence())
    out.push_back(html::text(w("way.help.more", {{"amount", to_pounds(*u.more_week)}})));
  if (u.home) {
    const std::string beds = std::to_string(u.home->bedrooms);
    out.push_back(html::text(
        u.home->rent_most
            ? w("way.help.home-at", {{"area", u.home->area}, {"n", beds}, {"rent", to_pounds(*u.home->rent_most)}})
            : w("way.help.home", {{"area", u.home->area}, {"n", beds}})));
  }
  if (u.night_week) out.push_back(html::text(w("way.help.night", {{"amount", to_pounds(*u.night_week)}})));
  if (u.people) out.push_back(html::all(w("way.help.people"), " ", link("/me/meet", w("living.meet"))));
  return out;
}

Answer show_way(Page& p) {
  const Words& w = p.w;
  const auto way = place::see_in_my_way(p.work(), place::built_in_price_book());
  Html out = heading(w("way.title"));
  out += my_blocks(p);
  if (way.missing != place::Missing::nothing) {
    const bool wish = way.missing == place::Missing::wish, needs = way.missing == place::Missing::needs;
    out += paragraph(w(wish ? "living.missing.wish" : needs ? "living.missing.needs" : "living.missing.pot"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/home", w("living.title")));
  } else if (!way.sharing) {
    out += paragraph(w("club.none.not-sharing"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/home/wish", w("living.change")));
  } else if (way.found) {
    out += paragraph(w("way.nothing")) + find_button(p);
  } else {
    out += paragraph(w(fmt::format("way.{}", club::name_of(way.unmet->kind)), {{"area", way.unmet->area}}));
    const auto all = helps(w, *way.unmet);
    if (!all.empty()) out += heading2(w("way.help")) + paragraph(w("way.help.each")) + html::bullets(all);
    out += heading2(w("way.told"));
    out += paragraph(w("way.told.lead"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/demand", w("demand.title")));
  }
  return p.show(w("way.title"), out, {.back = "/me/home"});
}

std::string detail(const Words& w, const place::PublishedGap& gap) {
  if (gap.more_week) return w("demand.more", {{"amount", to_pounds(*gap.more_week)}});
  if (gap.bedrooms) return w("demand.bedrooms", {{"n", std::to_string(*gap.bedrooms)}});
  return {};
}

Html releases(Page& p) {
  const Words& w = p.w;
  Html out;
  const auto all = place::see_demand(p.work());
  if (all.empty()) out += paragraph(w("demand.none"));
  for (const auto& one : all) {
    out += heading2(one.place_name);
    out += paragraph(w("demand.day", {{"date", to_words(one.day)}}));
    if (one.gaps.empty()) out += paragraph(w("demand.nothing"));
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = w("demand.caption");
    table.head = {
        {.text = w("demand.area")}, {.text = w("demand.what")}, {.text = w("demand.people"), .format = "numeric"}};
    for (const auto& gap : one.gaps) {
      const std::string more = detail(w, gap);
      Html what = html::text(w(fmt::format("demand.kind.{}", gap.kind)));
      if (!more.empty())
        what += html::all(Html().markup("<br>"), html::element("span", {{"class", "govuk-hint"}}, more));
      table.rows.push_back(
          {{.text = gap.area.empty() ? w("demand.several") : gap.area},
           {.html = what},
           {.text = w("demand.at-least", {{"n", std::to_string(gap.at_least)}}), .format = "numeric"}});
    }
    if (!one.gaps.empty()) out += govuk::table(table);
  }
  return out;
}

Answer show_demand(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("demand.title"));
  out += paragraph(w("demand.lead"));
  out += releases(p);
  out += hint_paragraph(w("demand.how"));
  const bool may = p.actor && place::decide(p.session, p.actor, "publish-demand", {}, p.now).has_value();
  if (may) {
    if (const auto next = place::next_release(p.work()))
      out += paragraph(w("demand.next", {{"date", to_words(*next)}}));
    else
      out += p.button_to("/demand", w("demand.publish"));
  }
  if (p.actor && p.actor->role == 'M')
    out += html::element("p", {{"class", "govuk-body"}}, link("/provider/briefs", w("nav.briefs")));
  return p.show(w("demand.title"), out);
}

/// Reads while it is worked out, and writes only then: nobody else waits, and it takes seconds at most.
http::Response do_publish(Visit& v) {
  constexpr double seconds_most = 20;
  const auto begun = std::chrono::steady_clock::now();
  club::Effort effort;
  effort.limit_seconds = seconds_most;
  effort.elapsed_seconds = [begun] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  };
  const auto too_soon = [&] {
    return v.page(v.w("demand.title"), heading(v.w("demand.title")) + paragraph(v.w("demand.too-soon")),
                  {.back = "/demand", .status = 409});
  };
  std::optional<std::string> document;
  v.app.db().read([&](store::Session& s) {
    if (const auto grant = place::decide(s, v.actor, "publish-demand", {}, v.now))
      if (const place::Work work{s, *grant, v.random}; !place::next_release(work))
        document = place::work_out_demand(work, place::built_in_price_book(), effort);
  });
  if (!document) return too_soon();
  const auto done = v.app.db().write([&](store::Session& s) -> Result<int> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "publish-demand", {}, v.now));
    ONEPOT_CHECK(place::publish_demand({s, grant, v.random}, *document));
    return 0;
  });
  return done ? v.go("/demand", "demand-published") : too_soon();
}

}  // namespace
}  // namespace demand_pages

void add_demand_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace demand_pages;
  routes.insert(routes.end(),
                {
                    {get, "/me/home/in-the-way", "see-own", About::own_person, show_way},
                    {get, "/demand", "open-page", About::nothing, show_demand},
                    {.method = post, .pattern = "/demand", .action = "publish-demand", .run_slowly = do_publish},
                });
}

}  // namespace onepot::web
