// A home: how the person would like to live, and what it would cost them alone.
#include <fmt/format.h>

#include "../../routes.h"
#include "club.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "onepot/store/accounts.h"
#include "onepot/web/pieces.h"
#include "steps.h"

namespace onepot::web {

std::string feature_words(const Words& w, std::string_view feature) {
  const std::string id = fmt::format("feature.{}", feature);
  return w.has(id) ? w(id) : category_words(feature);
}

std::string club_status_words(const Words& w, const store::clubs::Club& club) {
  if (club.status == "ended") return w(fmt::format("club.ended.{}", club.ended_why));
  return w(fmt::format("club.status.{}", club.status));
}

Html club_cards(const Visit& v, const std::vector<store::clubs::Club>& clubs) {
  const Words& w = v.w;
  std::vector<html::Card> all;
  bool any_open = false;
  for (const auto& club : clubs) {
    if (club.status == "ended" && (any_open || !all.empty()))
      break;  // of those that ended, the last one, where nothing else is open
    any_open = any_open || club.status != "ended";
    html::Card card;
    card.title = club.home.name;
    card.href = fmt::format("/clubs/{}", club.ref);
    card.line = club_status_words(w, club);
    card.facts = {{w("club.rent"), w("club.a-week", {{"amount", to_pounds(club.home.rent)}})},
                  {w("club.bedrooms"), std::to_string(club.home.bedrooms)}};
    all.push_back(std::move(card));
  }
  return html::cards(all);
}

Html find_button(const Visit& v) {
  return v.button_to("/me/club/find", v.w("club.find"));
}

namespace living_pages {
namespace {

Html missing_words(const Words& w, place::Missing missing) {
  switch (missing) {
    case place::Missing::needs:
      return paragraph(w("living.missing.needs")) +
             html::element("p", {{"class", "govuk-body"}}, link("/me/needs", w("living.to-needs")));
    case place::Missing::pot:
      return paragraph(w("living.missing.pot")) +
             html::element("p", {{"class", "govuk-body"}}, link("/me/offer", w("living.to-offer")));
    case place::Missing::wish:
      return paragraph(w("living.missing.wish")) +
             html::element("p", {{"class", "govuk-body"}}, link("/me/home/wish", w("living.say-wish")));
    case place::Missing::nothing:
      break;
  }
  return {};
}

Html workings(const Words& w, const place::LivingView& view) {
  const Pence night = times(view.terms.night_rate, view.seeker.night.rational()), day = view.support - night;
  govuk::Table table;
  table.caption = w("living.table");
  table.caption_classes = "govuk-table__caption--s";
  table.head = {{.text = w("living.table.what")}, {.text = w("living.table.week"), .format = "numeric"}};
  const auto row = [&](const std::string& what, Pence amount) {
    table.rows.push_back({{.text = what}, {.text = to_pounds(amount), .format = "numeric"}});
  };
  if (view.home) row(w("living.table.rent", {{"home", view.home->name}}), view.rent);
  row(w("living.table.day", {{"time", hours_words(w, view.seeker.day)}, {"rate", pounds(view.terms.day_rate)}}), day);
  if (night > Pence())
    row(w("living.table.night", {{"time", hours_words(w, view.seeker.night)}, {"rate", pounds(view.terms.night_rate)}}),
        night);
  row(w("living.table.together"), view.rent + view.support);
  row(w("living.table.pot"), view.budget);
  const bool short_of = view.rent + view.support > view.budget;
  row(w(short_of ? "living.table.short" : "living.table.left"),
      short_of ? view.rent + view.support - view.budget : view.budget - view.rent - view.support);
  return govuk::table(table) + hint_paragraph(w("living.table.note"));
}

Html alone(const Words& w, const place::LivingView& view) {
  Html out = heading2(w("living.alone"));
  if (view.missing != place::Missing::nothing) return out + missing_words(w, view.missing);
  if (!view.home) {
    out += paragraph(w("living.alone.no-home"));
    if (view.support > view.budget)
      out += paragraph(
          w("living.alone.support-only", {{"support", to_pounds(view.support)}, {"pot", to_pounds(view.budget)}}));
  } else if (view.short_by > Pence()) {
    out += html::element("p", {{"class", "govuk-body-l govuk-!-font-weight-bold"}},
                         w("living.alone.short", {{"amount", to_pounds(view.short_by)}}));
    out +=
        paragraph(w("living.alone.nearest",
                    {{"home", view.home->name}, {"rent", to_pounds(view.rent)}, {"support", to_pounds(view.support)}}));
    out += paragraph(w("living.alone.pot", {{"pot", to_pounds(view.budget)}}));
    if (view.wish->sharing) out += paragraph(w("living.alone.together"));
  } else {
    out += html::element("p", {{"class", "govuk-body-l govuk-!-font-weight-bold"}}, w("living.alone.enough"));
    out +=
        paragraph(w("living.alone.enough-home",
                    {{"home", view.home->name}, {"rent", to_pounds(view.rent)}, {"support", to_pounds(view.support)}}));
  }
  return out + workings(w, view);
}

std::string in_words(const Words& w, const std::vector<std::string>& features) {
  std::vector<std::string> out;
  for (const auto& f : features) out.push_back(feature_words(w, f));
  return join(out, ", ");
}

Html wish_summary(const Words& w, const store::meeting::Wish& wish) {
  govuk::SummaryList list;
  const auto row = [&](const char* key, std::string value) {
    list.rows.push_back(
        {.key = {.text = w(key)}, .value = {.text = value.empty() ? w("living.nothing") : std::move(value)}});
  };
  row("living.where", join(wish.areas, ", "));
  row("living.musts", in_words(w, wish.musts));
  row("living.interests", join(wish.interests, ", "));
  row("living.sharing", w(wish.sharing ? "living.sharing.yes" : "living.sharing.no"));
  row("living.hello", wish.hello);
  return govuk::summary_list(list) +
         html::element("p", {{"class", "govuk-body"}}, link("/me/home/wish", w("living.change")));
}

Answer show_home(Page& p) {
  const Words& w = p.w;
  const auto view = place::see_living(p.work(), place::built_in_price_book());
  Html out = heading(w("living.title"));
  const bool has_home = std::ranges::any_of(view.clubs, [](const auto& c) { return c.status == "agreed"; });
  out += club_cards(p, view.clubs);
  if (!has_home) out += alone(w, view);
  out += heading2(w("living.wish"));
  if (!view.wish) {
    out += paragraph(w("living.wish.none"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/home/wish", w("living.say-wish")));
    return p.show(w("living.title"), out, {.back = "/me"});
  }
  out += wish_summary(w, *view.wish);
  if (view.wish->sharing && !has_home) {
    out += heading2(w("living.together"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/meet", w("living.meet")));
    if (view.missing == place::Missing::nothing) {
      out += paragraph(w("living.find.lead"));
      out += find_button(p);
      out += html::element("p", {{"class", "govuk-body"}}, link("/me/home/in-the-way", w("way.title")));
    }
  }
  return p.show(w("living.title"), out, {.back = "/me"});
}

struct WishForm {
  store::meeting::Wish wish;
  std::string interests, hello;  // as typed
};

WishForm typed_wish(const Visit& v) {
  WishForm form;
  for (const auto area : v.form.each("areas")) form.wish.areas.emplace_back(area);
  for (const auto must : v.form.each("musts")) form.wish.musts.emplace_back(must);
  form.interests = v.typed("interests");
  for (const auto& part : split_text(form.interests, ','))
    if (!trim(part).empty()) form.wish.interests.emplace_back(trim(part));
  form.wish.sharing = v.typed("sharing") == "yes";
  form.hello = v.typed("hello");
  form.wish.hello = form.wish.sharing ? form.hello : std::string();  // who would not share is not to be found
  return form;
}

Html wish_form(Page& p, const WishForm& form, bool answered) {
  const Words& w = p.w;
  Html out = heading(w("living.wish"));
  govuk::Checkboxes areas;
  areas.fieldset.legend = {.text = w("living.areas"), .classes = "govuk-fieldset__legend--m"};
  areas.error_message.text = p.errors.of("areas");
  areas.name = "areas";
  areas.values = form.wish.areas;
  for (const auto& area : store::accounts::areas(p.session, p.actor->place))
    areas.items.push_back({.text = area.name, .value = area.name});
  govuk::Checkboxes musts;
  musts.fieldset.legend = {.text = w("living.musts.ask"), .classes = "govuk-fieldset__legend--m"};
  musts.hint.text = w("living.musts.hint");
  musts.error_message.text = p.errors.of("musts");
  musts.name = "musts";
  musts.values = form.wish.musts;
  for (const auto& feature : place::home_features(p.session, p.actor->place))
    musts.items.push_back({.text = feature_words(w, feature), .value = feature});
  auto sharing = one_of(p, "sharing", w("living.sharing.ask"), !answered ? "" : form.wish.sharing ? "yes" : "no", 'm');
  sharing.items = {{.text = w("living.sharing.yes"), .value = "yes"}, {.text = w("living.sharing.no"), .value = "no"}};
  Html inner = govuk::checkboxes(areas);
  if (!musts.items.empty()) inner += govuk::checkboxes(musts);
  inner += line_input(p, "interests", w("living.interests.ask"), w("living.interests.hint"), form.interests);
  inner += govuk::radios(sharing);
  inner += words_input(p, "hello", w("living.hello"), w("living.hello.hint"), form.hello);
  inner += govuk::button({.text = w("living.save"), .prevent_double_click = true});
  return out + p.form_to("/me/home/wish", inner);
}

Answer show_wish(Page& p) {
  WishForm form;
  const auto wish = store::meeting::wish(p.session, p.grant.person());
  if (wish) form = {*wish, join(wish->interests, ", "), wish->hello};
  return p.show(p.w("living.wish"), wish_form(p, form, wish.has_value()), {.back = "/me/home"});
}

Answer do_wish(Page& p) {
  const WishForm form = typed_wish(p);
  const bool answered = p.typed("sharing") == "yes" || p.typed("sharing") == "no";
  if (!answered) p.errors.add("sharing", p.w("living.sharing.empty"));
  if (const auto done = place::save_wish(p.work(), form.wish); !done)
    p.errors.add(done.error().code, p.w(fmt::format("living.error.{}", done.error().code)));
  if (!p.errors.empty()) return p.again(p.w("living.wish"), wish_form(p, form, answered), {.back = "/me/home"});
  return p.done("/me/home", "wish-saved");
}

/// Why no home was found, in plain words, and the way on.
Html nothing_fits(Page& p, const place::Found& found) {
  const Words& w = p.w;
  Html out = heading(w("club.none.title"));
  out += my_blocks(p);
  using club::Obstacle;
  switch (found.why.obstacle) {
    case Obstacle::no_home:
      out += paragraph(w("club.none.no-home"));
      break;
    case Obstacle::nobody_said_yes:
      out += paragraph(w("club.none.nobody"));
      break;
    case Obstacle::others_came_first:
      out += paragraph(w("club.none.others"));
      break;
    case Obstacle::money:
      out += paragraph(w("club.none.money"));
      if (found.why.more_needed && *found.why.more_needed > Pence())
        out += paragraph(w("club.none.more", {{"amount", to_pounds(*found.why.more_needed)}}));
      break;
  }
  if (found.why.alone.short_by > Pence())
    out += paragraph(w("club.none.alone", {{"amount", to_pounds(found.why.alone.short_by)}}));
  out += heading2(w("club.none.next"));
  out += html::bullets({link("/me/meet", w("living.meet")), link("/me/home/wish", w("living.change"))});
  return out;
}

Answer do_find(Page& p) {
  const auto found = place::find_home(p.work(), place::built_in_price_book());
  if (!found) {
    const std::string& code = found.error().code;
    if (code == "have-home") return p.done("/me/home", "have-home");
    Html out = heading(p.w("club.none.title"));
    out += code == "not-sharing"
               ? paragraph(p.w("club.none.not-sharing")) +
                     html::element("p", {{"class", "govuk-body"}}, link("/me/home/wish", p.w("living.change")))
               : missing_words(p.w, code == "wish"    ? place::Missing::wish
                                    : code == "needs" ? place::Missing::needs
                                                      : place::Missing::pot);
    return {p.page(p.w("club.none.title"), out, {.back = "/me/home", .status = 422}), false};
  }
  if (found->club_ref.empty()) return p.show(p.w("club.none.title"), nothing_fits(p, *found), {.back = "/me/home"});
  return p.done(fmt::format("/clubs/{}", found->club_ref), found->known_before ? "club-known" : "club-found");
}

}  // namespace
}  // namespace living_pages

void add_living_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace living_pages;
  routes.insert(routes.end(), {
                                  {get, "/me/home", "see-own", About::own_person, show_home},
                                  {get, "/me/home/wish", "see-own", About::own_person, show_wish},
                                  {post, "/me/home/wish", "change-own", About::own_person, do_wish},
                                  {post, "/me/club/find", "change-own", About::own_person, do_find},
                              });
}

}  // namespace onepot::web
