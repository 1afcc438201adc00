// A club: who pays what and why that is fair, what happens if somebody leaves, and each one's own yes or no.
#include "club.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "onepot/web/pieces.h"
#include "steps.h"

namespace onepot::web {
namespace club_pages {
namespace {

using place::ClubView;

std::string address(const ClubView& view) {
  return fmt::format("/clubs/{}", view.club.ref);
}

/// A table that may be wider than a phone scrolls in a box of its own, which the keyboard reaches.
Html scrolling(const govuk::Table& table) {
  return html::element("div",
                       {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", table.caption}},
                       govuk::table(table));
}

Html home_facts(const Words& w, const ClubView& view) {
  govuk::SummaryList list;
  const auto row = [&](const char* key, const std::string& value) {
    list.rows.push_back({.key = {.text = w(key)}, .value = {.text = value}});
  };
  std::vector<std::string> names, features;
  for (const auto& m : view.members) names.push_back(m.known_as);
  for (const auto& f : view.club.home.features) features.push_back(feature_words(w, f));
  row("club.who", and_list(names));
  row("club.where", view.club.home.area_name);
  row("club.rent", w("club.a-week", {{"amount", to_pounds(view.rent)}}));
  row("club.bedrooms", std::to_string(view.club.home.bedrooms));
  if (!features.empty()) row("club.features", join(features, ", "));
  return govuk::summary_list(list);
}

Html parts_table(const Words& w, const ClubView& view) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("club.parts");
  table.first_cell_is_header = true;
  table.head = {{.text = w("club.parts.who")},
                {.text = w("club.parts.rent"), .format = "numeric"},
                {.text = w("club.parts.support"), .format = "numeric"},
                {.text = w("club.parts.week"), .format = "numeric"}};
  Pence rent, support;
  for (const auto& part : view.parts) {
    table.rows.push_back({{.html = html::all(part.known_as, Html().markup("<br>"),
                                             html::element("span", {{"class", "govuk-hint"}}, part.room))},
                          {.text = to_pounds(part.rent), .format = "numeric"},
                          {.text = to_pounds(part.support), .format = "numeric"},
                          {.text = to_pounds(part.week()), .format = "numeric"}});
    rent += part.rent;
    support += part.support;
  }
  table.rows.push_back({{.text = w("club.parts.all")},
                        {.text = to_pounds(rent), .format = "numeric"},
                        {.text = to_pounds(support), .format = "numeric"},
                        {.text = to_pounds(rent + support), .format = "numeric"}});
  return scrolling(table);
}

std::string content_sentence(const Words& w, const place::Content& c) {
  const char* how = c.less > Pence() ? "less" : c.less == Pence() ? "same" : "penny";
  return w(
      fmt::format("club.fair.{}.{}", c.me ? "you" : "other", how),
      {{"name", c.person}, {"room", c.other_room}, {"rent", to_pounds(c.other_rent)}, {"less", to_pounds(c.less)}});
}

/// Why the shares are fair: each one's own room against the others, and support shared against support apart.
Html fairness(const Words& w, const ClubView& view) {
  Html out = heading2(w("club.fair"));
  std::vector<Html> mine, others;
  for (const auto& c : view.content) (c.me ? mine : others).push_back(html::text(content_sentence(w, c)));
  out += paragraph(w("club.fair.rent"));
  out += html::bullets(mine);
  if (!others.empty()) out += govuk::details({.summary_text = w("club.fair.others"), .html = html::bullets(others)});
  out += paragraph(w("club.fair.support", {{"share", to_pounds(view.parts[view.me].support)},
                                           {"alone", to_pounds(view.support_alone[view.me])}}));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("club.fair.support.table");
  table.head = {{.text = w("club.parts.who")},
                {.text = w("club.fair.shared"), .format = "numeric"},
                {.text = w("club.fair.apart"), .format = "numeric"}};
  for (std::size_t i = 0; i < view.parts.size(); ++i)
    table.rows.push_back({{.text = view.parts[i].known_as},
                          {.text = to_pounds(view.parts[i].support), .format = "numeric"},
                          {.text = to_pounds(view.support_alone[i]), .format = "numeric"}});
  return out + govuk::details({.summary_text = w("club.fair.support.open"),
                               .html = scrolling(table) + paragraph(w("club.fair.support.rule"))});
}

/// What the others would pay if one left: seen before anybody says yes.
Html exits(const Words& w, const ClubView& view) {
  Html out = heading2(w("club.exit"));
  out += paragraph(w("club.exit.lead"));
  for (const auto& exit : view.exits) {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = w("club.exit.table", {{"name", exit.leaver}});
    table.caption_classes = "govuk-table__caption--s";
    table.head = {{.text = w("club.parts.who")},
                  {.text = w("club.exit.now"), .format = "numeric"},
                  {.text = w("club.exit.then"), .format = "numeric"}};
    for (std::size_t i = 0; i < exit.others.size(); ++i)
      table.rows.push_back({{.text = exit.others[i].known_as},
                            {.text = to_pounds(exit.now[i]), .format = "numeric"},
                            {.text = to_pounds(exit.others[i].week()), .format = "numeric"}});
    out += govuk::details(
        {.summary_text = w("club.exit.if", {{"name", exit.leaver}}),
         .html = scrolling(table) + paragraph(w(exit.affordable ? "club.exit.affordable" : "club.exit.too-much"))});
  }
  return out + paragraph(w("club.exit.remainder"));
}

Html my_sum(const Words& w, const ClubView& view) {
  const auto& mine = view.parts[view.me];
  Html out = html::element("p", {{"class", "govuk-body-l govuk-!-font-weight-bold"}},
                           w("club.you-pay", {{"amount", to_pounds(mine.week())}}));
  out += paragraph(w("club.you-pay.parts",
                     {{"room", mine.room}, {"rent", to_pounds(mine.rent)}, {"support", to_pounds(mine.support)}}));
  if (view.left >= Pence()) return out + paragraph(w("club.left", {{"amount", to_pounds(view.left)}}));
  return out + govuk::warning_text({.text = w("club.not-enough", {{"amount", to_pounds(-view.left)}}),
                                    .icon_fallback_text = w("club.warning")});
}

Html no_button(const Visit& v, const ClubView& view, const char* words) {
  return v.button_to(address(view) + "/no", v.w(words), {}, "govuk-button--secondary");
}

Html answers(const Visit& v, const ClubView& view) {
  const Words& w = v.w;
  Html out = heading2(w("club.answer"));
  out += paragraph(w("club.yeses", {{"n", std::to_string(view.yeses)}, {"all", std::to_string(view.members.size())}}));
  if (view.members[view.me].answer == "yes") {
    out += paragraph(w("club.you-said-yes"));
    return out + no_button(v, view, "club.say-no-after-all");
  }
  out += paragraph(w("club.answer.lead"));
  Html inner;
  inner += html::hidden("week", std::to_string(view.parts[view.me].week().count()));
  inner += html::approve({.text = w("club.say-yes", {{"amount", to_pounds(view.parts[view.me].week())}})});
  out += v.form_to(address(view) + "/yes", inner);
  out += no_button(v, view, "club.say-no");
  return out + html::element("p", {{"class", "govuk-body"}}, link(address(view) + "/rooms", w("club.other-worths")));
}

Html while_rooms(const Visit& v, const ClubView& view) {
  const Words& w = v.w;
  const long said = std::ranges::count(view.has_said, true);
  Html out = paragraph(w("club.rooms.lead"));
  if (view.impossible) out += govuk::inset_text({.text = w("rooms.impossible")});
  out += paragraph(w("rooms.said", {{"n", std::to_string(said)}, {"all", std::to_string(view.members.size())}}));
  out += govuk::button(
      {.text = w(view.has_said[view.me] ? "club.rooms.change" : "club.rooms.say"), .href = address(view) + "/rooms"});
  return out + no_button(v, view, "club.say-no");
}

Html while_agreed(const Visit& v, const ClubView& view) {
  const Words& w = v.w;
  Html out = govuk::panel({.title_text = w("club.agreed"), .text = view.club.home.name});
  out += paragraph(w("club.agreed.next"));
  out += govuk::button({.text = w("club.brief"), .href = address(view) + "/brief"});
  return out;
}

Answer show_club(Page& p) {
  const Words& w = p.w;
  const auto seen = place::see_club(p.work(), place::built_in_price_book());
  if (!seen) return p.refused(seen.error(), "/me/home");
  const ClubView& view = *seen;
  Html out = heading(view.club.home.name);
  if (view.club.status == "ended") {
    out += govuk::inset_text({.text = club_status_words(w, view.club)});
    out += paragraph(w("club.ended.next"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/home", w("living.title")));
    return p.show(view.club.home.name, out, {.back = "/me/home"});
  }
  if (view.club.status == "agreed") out = while_agreed(p, view);
  out += home_facts(w, view);
  if (view.club.status == "rooms") {
    out += while_rooms(p, view);
    out += club_life(p, view.club);
    return p.show(view.club.home.name, out, {.back = "/me/home"});
  }
  out += my_sum(w, view);
  out += parts_table(w, view);
  if (view.days.size() > 1)
    out +=
        heading2(w("life.to-come")) + stretch_tables(w, {view.days.begin() + 1, view.days.end()}, {view.days.front()});
  if (view.club.status == "agreed") out += club_life(p, view.club);
  if (!view.content.empty()) out += fairness(w, view);
  if (!view.exits.empty()) out += exits(w, view);
  if (view.club.status == "asked")
    out += answers(p, view) + club_life(p, view.club);
  else if (!view.has_agreement)
    out += heading2(w("club.leave")) + paragraph(w("club.leave.lead")) + no_button(p, view, "club.leave.button");
  else
    out += heading2(w("leave.title")) + paragraph(w("leave.link-lead")) +
           html::element("p", {{"class", "govuk-body"}}, link(address(view) + "/leave", w("leave.link")));
  return p.show(view.club.home.name, out, {.back = "/me/home"});
}

/// What was asked cannot be done any more: said kindly, with the way back.
Answer sorry(Page& p, const Refusal& refusal) {
  if (refusal.code == "blocked") return step_refused(p, refusal, fmt::format("/clubs/{}", p.parameter("club")));
  Html out = heading(p.w("club.sorry"));
  const std::string id = fmt::format("club.sorry.{}", refusal.code);
  out += paragraph(p.w.has(id) ? p.w(id) : refusal.sentence);
  const std::string back = fmt::format("/clubs/{}", p.parameter("club"));
  out += html::element("p", {{"class", "govuk-body"}}, link(back, p.w("club.look-again")));
  return {p.page(p.w("club.sorry"), out, {.back = back, .status = refusal.code == "living" ? 422 : 409}), false};
}

Answer do_yes(Page& p) {
  const auto week = typed_whole(p, "week", 0, 100'000'000);
  const auto done = place::say_yes(p.work(), Pence(week.value_or(-1)));
  if (!done) return sorry(p, done.error());
  return p.done(fmt::format("/clubs/{}", p.parameter("club")),
                *done == place::Answered::agreed ? "club-agreed" : "club-yes");
}

Answer do_no(Page& p) {
  if (const auto done = place::say_no(p.work()); !done) return sorry(p, done.error());
  return p.done("/me/home", "club-no");
}

}  // namespace
}  // namespace club_pages

void add_club_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace club_pages;
  add_living_pages(routes);
  add_meet_pages(routes);
  add_rooms_pages(routes);
  add_step_pages(routes);
  add_change_pages(routes);
  add_meeting_pages(routes);
  add_life_pages(routes);
  add_block_pages(routes);
  add_interest_pages(routes);
  add_outing_pages(routes);
  add_demand_pages(routes);
  routes.insert(routes.end(), {
                                  {get, "/clubs/{club}", "see-club", About::path, show_club},
                                  {post, "/clubs/{club}/yes", "change-club", About::path, do_yes},
                                  {post, "/clubs/{club}/no", "change-club", About::path, do_no},
                              });
}

}  // namespace onepot::web
