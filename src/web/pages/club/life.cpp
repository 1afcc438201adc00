// A club's life in its home: who is away, who could join, who leaves and what each of these costs, before it happens.
#include <fmt/format.h>

#include "../../routes.h"
#include "club.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "onepot/store/accounts.h"
#include "onepot/store/clubs.h"
#include "onepot/web/pieces.h"
#include "steps.h"

namespace onepot::web {
namespace life_pages {
namespace {

namespace clubs = store::clubs;

std::string here(const Page& p, const char* part = "") {
  return fmt::format("/clubs/{}{}", p.parameter("club"), part);
}

clubs::Club club_of(Page& p) {
  auto club = clubs::club(p.session, place::ClubId{p.grant.subject().id});
  ONEPOT_ASSERT(club.has_value());
  return *std::move(club);
}

/// Clubs that are not about a home have none of these pages.
bool has_home(Page& p) {
  return clubs::club(p.session, place::ClubId{p.grant.subject().id}).has_value();
}

Answer no_home(Page& p) {
  return step_refused(p, {"taken", "", {}}, "/me/home");
}

Answer show_life(Page& p) {
  if (!has_home(p)) return no_home(p);
  const Words& w = p.w;
  const auto club = club_of(p);
  Html out = heading(w("clublife.title", {{"home", club.name}}));
  const auto history = place::see_history(p.work());
  const auto changes = clubs::shares_by_day(p.session, club.id);
  if (!changes.empty() && club.status == "agreed") {
    out += heading2(w("life.sums"));
    std::vector<place::Stretch> stretches;
    const auto members = clubs::members(p.session, club.id, p.now);
    for (const auto& day : changes) {
      if (!stretches.empty()) stretches.back().until = day.from - 1;
      place::Stretch s{day.from, std::nullopt, {}, {}};
      for (const auto& share : day.shares) {
        const auto who = std::ranges::find(members, share.person, &clubs::Member::person);
        const auto left = who == members.end() ? store::accounts::person(p.session, share.person) : std::nullopt;
        s.sums.push_back({share.person, "", left ? left->known_as : who->known_as, share.room, share.room_name,
                          share.rent, share.support, share.away, true});
      }
      stretches.push_back(std::move(s));
    }
    std::ranges::reverse(stretches);
    out += stretch_tables(w, stretches, {});
  }
  out += heading2(w("life.history"));
  out += history.empty() ? paragraph(w("life.nothing-yet")) : step_list(w, history, p.today());
  out += hint_paragraph(w("life.made", {{"date", to_words(date_of(club.made_at))}}));
  return p.show(w("clublife.title", {{"home", club.name}}), out, {.back = here(p)});
}

// Away ----------------------------------------------------------------------------------------------------------------

Html away_form(Page& p, const clubs::Club& club) {
  const Words& w = p.w;
  Html out = heading(w("away.title"));
  out += paragraph(w("away.lead"));
  auto who = one_of(p, "person", w("away.who"), p.typed("person"));
  for (const auto& m : clubs::members(p.session, club.id, p.now))
    who.items.push_back({.text = m.person == *p.actor->person ? w("away.me") : m.known_as, .value = m.ref});
  Html inner = govuk::radios(who);
  inner += day_input(p, "from", w("away.from"), w("away.from.hint"), std::nullopt);
  inner += day_input(p, "until", w("away.until"), "", std::nullopt);
  inner += govuk::button({.text = w("away.button"), .prevent_double_click = true});
  return out + p.form_to(here(p, "/away"), inner);
}

Answer show_away(Page& p) {
  if (!has_home(p)) return no_home(p);
  return p.show(p.w("away.title"), away_form(p, club_of(p)), {.back = here(p)});
}

Answer do_away(Page& p) {
  if (!has_home(p)) return no_home(p);
  const auto from = typed_day(p, "from"), until = typed_day(p, "until");
  if (!from) p.errors.add("from-day", p.w("step.day.error"));
  if (!until) p.errors.add("until-day", p.w("step.day.error"));
  if (p.typed("person").empty()) p.errors.add("person", p.w("away.who.error"));
  if (p.errors.empty()) {
    const auto made =
        place::propose_absence(p.work(), {p.typed("person"), *from, *until}, place::built_in_price_book());
    if (made) return p.done(fmt::format("/me/steps/{}", *made), "step-proposed");
    if (made.error().code == "day")
      p.errors.add("from-day", p.w("away.day.error"));
    else if (made.error().code == "person")
      p.errors.add("person", p.w("away.who.error"));
    else
      return step_refused(p, made.error(), here(p));
  }
  return p.again(p.w("away.title"), away_form(p, club_of(p)), {.back = here(p)});
}

// Trial stay ----------------------------------------------------------------------------------------------------------

Html trial_form(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("trial.title"));
  out += paragraph(w("trial.lead"));
  Html inner = day_input(p, "from", w("trial.from"), "", std::nullopt);
  inner += day_input(p, "until", w("trial.until"), w("trial.until.hint"), std::nullopt);
  auto pays = one_of(p, "pays", w("trial.pays"), p.typed("pays"));
  pays.hint.text = w("trial.pays.hint");
  pays.items = {{.text = w("step.pays.each"), .value = "each"}, {.text = w("step.pays.nobody"), .value = "nobody"}};
  inner += govuk::radios(pays);
  inner += words_input(p, "words", w("trial.words"), w("trial.words.hint"), p.typed("words"));
  inner += govuk::button({.text = w("trial.button"), .prevent_double_click = true});
  return out + p.form_to(here(p, "/trial"), inner);
}

Answer show_trial(Page& p) {
  if (!has_home(p)) return no_home(p);
  return p.show(p.w("trial.title"), trial_form(p), {.back = here(p)});
}

Answer do_trial(Page& p) {
  if (!has_home(p)) return no_home(p);
  const auto from = typed_day(p, "from"), until = typed_day(p, "until");
  if (!from) p.errors.add("from-day", p.w("step.day.error"));
  if (!until) p.errors.add("until-day", p.w("step.day.error"));
  if (p.errors.empty()) {
    const auto made = place::propose_trial(p.work(), {*from, *until, p.typed("pays"), p.typed("words")});
    if (made) return p.done(fmt::format("/me/steps/{}", *made), "step-proposed");
    if (made.error().code == "day")
      p.errors.add("from-day", p.w("trial.day.error"));
    else if (made.error().code == "pays")
      p.errors.add("pays", p.w("trial.pays.error"));
    else if (made.error().code == "words")
      p.errors.add("words", p.w("step.words.error"));
    else
      return step_refused(p, made.error(), here(p));
  }
  return p.again(p.w("trial.title"), trial_form(p), {.back = here(p)});
}

// Leaving -------------------------------------------------------------------------------------------------------------

Html leave_form(Page& p, const clubs::Club& club) {
  const Words& w = p.w;
  const Date earliest = place::earliest_last_day(p.work(), club);
  Html out = heading(w("leave.title"));
  out += paragraph(w("leave.lead", {{"date", to_words(earliest)}}));
  out += paragraph(w("leave.nobody-told"));
  Html inner = day_input(p, "last", w("leave.last"), w("leave.last.hint", {{"date", to_words(earliest)}}), earliest);
  inner += govuk::button({.text = w("leave.button"), .prevent_double_click = true});
  return out + p.form_to(here(p, "/leave"), inner);
}

Answer show_leave(Page& p) {
  if (!has_home(p)) return no_home(p);
  return p.show(p.w("leave.title"), leave_form(p, club_of(p)), {.back = here(p)});
}

Answer do_leave(Page& p) {
  if (!has_home(p)) return no_home(p);
  const auto last = typed_day(p, "last");
  if (!last) {
    p.errors.add("last-day", p.w("step.day.error"));
  } else {
    const auto made = place::prepare_leaving(p.work(), *last);
    if (made) return p.done(fmt::format("/me/steps/{}", *made));
    if (made.error().code != "day") return step_refused(p, made.error(), here(p));
    p.errors.add("last-day", p.w("leave.day.error"));
  }
  return p.again(p.w("leave.title"), leave_form(p, club_of(p)), {.back = here(p)});
}

// What next -----------------------------------------------------------------------------------------------------------

Html candidate(Page& p, const place::Candidate& one, Date from) {
  const Words& w = p.w;
  Html out = html::element("h3", {{"class", "govuk-heading-s"}}, one.known_as);
  if (one.then.empty()) return out + paragraph(w(fmt::format("next.why-not.{}", one.why_not)));
  out += stretch_tables(w, {one.then.back()}, {});
  if (!one.then.back().everybody_can_pay()) return out + paragraph(w("next.too-much"));
  Html inner;
  inner += html::hidden("person", one.ref);
  inner += day_input(p, "from", w("next.from"), "", from);
  inner += govuk::button({.text = w("next.ask", {{"name", one.known_as}}), .prevent_double_click = true});
  return out + p.form_to(here(p, "/join"), inner);
}

Html next_content(Page& p, const place::WhatNext& next) {
  const Words& w = p.w;
  const Date from = next.after.value_or(p.today() + place::least_notice_days);
  Html out = heading(w("next.title"));
  out += paragraph(next.after ? w("next.after", {{"date", to_words(*next.after)}}) : w("next.lead"));
  out += heading2(w("next.join"));
  out += paragraph(w(next.could_join.empty() ? "next.nobody" : "next.join.lead"));
  for (const auto& one : next.could_join)
    out += html::element("section", {{"class", "op-card"}}, candidate(p, one, from));
  out += html::element("p", {{"class", "govuk-body"}}, link("/me/meet", w("living.meet")));
  out += heading2(w("next.homes"));
  if (next.homes.empty()) return out + paragraph(w("next.no-homes"));
  out += paragraph(w("next.homes.lead"));
  for (const auto& h : next.homes) {
    html::Card card;
    card.title = h.home.name;
    card.heading_level = 3;
    card.line = w(h.everybody_can_pay ? "next.home.fits" : "next.home.too-much");
    card.facts = {{w("club.where"), h.home.area_name},
                  {w("club.rent"), w("club.a-week", {{"amount", to_pounds(h.home.rent)}})},
                  {w("next.home.you"), w("club.a-week", {{"amount", to_pounds(h.week_then)}})},
                  {w("next.home.now"), w("club.a-week", {{"amount", to_pounds(h.week_now)}})}};
    card.actions = p.button_to(here(p, "/move"), w("next.home.propose", {{"home", h.home.name}}),
                               {{"home", h.home.ref}}, "govuk-button--secondary");
    out += html::cards({card});
  }
  return out;
}

Answer show_next(Page& p) {
  if (!has_home(p)) return no_home(p);
  const auto next = place::see_what_next(p.work(), place::built_in_price_book());
  if (!next) return step_refused(p, next.error(), here(p));
  return p.show(p.w("next.title"), next_content(p, *next), {.back = here(p)});
}

Answer do_join(Page& p) {
  if (!has_home(p)) return no_home(p);
  const auto from = typed_day(p, "from");
  if (from) {
    const auto made = place::propose_join(p.work(), p.typed("person"), *from, place::built_in_price_book());
    if (made) return p.done(fmt::format("/me/steps/{}", *made), "step-proposed");
    if (made.error().code != "day") return step_refused(p, made.error(), here(p, "/next"));
  }
  p.errors.add("from-day", p.w("step.day.error"));
  const auto next = place::see_what_next(p.work(), place::built_in_price_book());
  if (!next) return step_refused(p, next.error(), here(p));
  return p.again(p.w("next.title"), next_content(p, *next), {.back = here(p)});
}

Answer do_move(Page& p) {
  if (!has_home(p)) return no_home(p);
  const auto made = place::propose_home(p.work(), p.typed("home"), place::built_in_price_book());
  if (!made) return step_refused(p, made.error(), here(p, "/next"));
  return p.done(fmt::format("/clubs/{}", *made), "move-proposed");
}

}  // namespace
}  // namespace life_pages

Html club_life(Page& p, const store::clubs::Club& club) {
  const Words& w = p.w;
  const std::string here = fmt::format("/clubs/{}", club.ref);
  Html out = heading2(w("life.heading"));
  const auto history = place::see_history(p.work());
  std::vector<store::steps::Step> open;
  for (const auto& s : history)
    if (s.open(p.today()) || (s.status == "agreed" && s.until.value_or(s.from) >= p.today())) open.push_back(s);
  if (!open.empty()) out += step_list(w, open, p.today());
  std::vector<Html> links;
  if (club.status == "agreed") {
    links.push_back(link(here + "/away", w("life.to-away")));
    links.push_back(link(here + "/next", w("life.to-next")));
  }
  links.push_back(link(here + "/trial", w("life.to-trial")));
  links.push_back(link("/me/meetings/new", w("meeting.propose")));
  links.push_back(link(here + "/life", w("life.to-history")));
  return out + html::bullets(links);
}

void add_life_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace life_pages;
  routes.insert(routes.end(), {
                                  {get, "/clubs/{club}/life", "see-club", About::path, show_life},
                                  {get, "/clubs/{club}/away", "see-club", About::path, show_away},
                                  {post, "/clubs/{club}/away", "change-club", About::path, do_away},
                                  {get, "/clubs/{club}/trial", "see-club", About::path, show_trial},
                                  {post, "/clubs/{club}/trial", "change-club", About::path, do_trial},
                                  {get, "/clubs/{club}/leave", "see-club", About::path, show_leave},
                                  {post, "/clubs/{club}/leave", "change-club", About::path, do_leave},
                                  {get, "/clubs/{club}/next", "see-club", About::path, show_next},
                                  {post, "/clubs/{club}/join", "change-club", About::path, do_join},
                                  {post, "/clubs/{club}/move", "change-club", About::path, do_move},
                              });
}

}  // namespace onepot::web
