// "I want…", "We want…": a brief is posted, offers come back side by side, everybody says yes to one, an agreement is
// made.
#include "onepot/place/briefs.h"

#include <fmt/format.h>

#include <algorithm>

#include "../routes.h"
#include "onepot/base/text.h"
#include "onepot/buy/agreement.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/html/write.h"
#include "onepot/store/agreement_changes.h"
#include "onepot/store/agreements.h"
#include "onepot/store/briefs.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

namespace briefs = store::briefs;
namespace agreements = store::agreements;
constexpr Hours most_hours_week = Hours::whole(2 * 168);  // two helpers at once, all week
constexpr int listed_most = 100;

/// Rooms name their fields with underscores; forms with dashes.
std::string field_of(const Refusal& refusal, std::string otherwise) {
  std::string field = refusal.where.column;
  std::ranges::replace(field, '_', '-');
  return field.empty() ? std::move(otherwise) : field;
}

std::string hours_a_week(const Words& w, Hours time) {
  return w("brief.a-week", {{"time", hours_words(w, time)}});
}

govuk::SummaryList what_is_wanted(const Words& w, const briefs::Brief& brief) {
  govuk::SummaryList list;
  list.rows.push_back({.key = {.text = w("brief.kind")}, .value = {.text = category_words(brief.category)}});
  const auto time = [&](Hours hours) { return brief.until ? hours_words(w, hours) : hours_a_week(w, hours); };
  if (brief.day > Hours()) list.rows.push_back({.key = {.text = w("brief.day")}, .value = {.text = time(brief.day)}});
  if (brief.night > Hours())
    list.rows.push_back({.key = {.text = w("brief.night")}, .value = {.text = time(brief.night)}});
  list.rows.push_back(
      {.key = {.text = w(brief.until ? "brief.on" : "brief.from")}, .value = {.text = to_words(brief.from)}});
  list.rows.push_back({.key = {.text = w("brief.where")}, .value = {.text = brief.area_name}});
  list.rows.push_back({.key = {.text = w("brief.people")}, .value = {.text = w.count("brief.people", brief.people)}});
  return list;
}

// Posting -------------------------------------------------------------------------------------------------------------

std::string posts_to(const Page& p) {
  return p.grant.subject().kind == place::Subject::Kind::club ? fmt::format("/clubs/{}/brief", p.parameter("club"))
                                                              : "/me/brief";
}
std::string posts_from(const Page& p) {
  return p.grant.subject().kind == place::Subject::Kind::club ? fmt::format("/clubs/{}", p.parameter("club"))
                                                              : "/me/briefs";
}
std::string posting_title(const Page& p) {
  return p.grant.subject().kind == place::Subject::Kind::club ? p.w("brief.we-want") : p.w("brief.i-want");
}

Html posting_form(Page& p) {
  const Words& w = p.w;
  const auto usual = place::usual_hours(p.work());
  Html inner = words_input(p, "words", w("brief.words"), w("brief.words.hint"), p.typed("words"), 5);
  inner += govuk::radios({.fieldset = {.legend = {.text = w("brief.kind"), .classes = "govuk-fieldset__legend--s"}},
                          .error_message = {.text = p.errors.of("kind")},
                          .name = "kind",
                          .items = {{.text = w("brief.kind.personal-care"), .value = "personal-care"},
                                    {.text = w("brief.kind.household"), .value = "household"},
                                    {.text = w("brief.kind.getting-out"), .value = "getting-out"},
                                    {.text = w("brief.kind.work"), .value = "work"}},
                          .value = typed_or(p, "kind", "personal-care")});
  inner += line_input(p, "day-week", w("brief.day-week"), usual ? w("brief.hours.known") : w("brief.hours.hint"),
                      typed_or(p, "day-week", usual ? to_decimal(usual->first) : ""), "govuk-input--width-4");
  inner += line_input(p, "night-week", w("brief.night-week"), w("brief.night-week.hint"),
                      typed_or(p, "night-week", usual && usual->second > Hours() ? to_decimal(usual->second) : ""),
                      "govuk-input--width-4");
  inner += day_input(p, "from", w("brief.from"), w("brief.from.hint"), p.today());
  inner += govuk::button({.text = w("brief.post"), .prevent_double_click = true});
  return heading(posting_title(p)) + paragraph(w("brief.lead")) + p.form_to(posts_to(p), inner);
}

Answer show_posting(Page& p) {
  return p.show(posting_title(p), posting_form(p), {.back = posts_from(p)});
}

Answer do_posting(Page& p) {
  const Words& w = p.w;
  const auto day = typed_hours(p, "day-week", most_hours_week), night = typed_hours(p, "night-week", most_hours_week);
  const auto from = typed_day(p, "from");
  const std::string kind = p.typed("kind");
  if (!day) p.errors.add("day-week", w("brief.hours.bad"));
  if (!night) p.errors.add("night-week", w("brief.hours.bad"));
  if (!from) p.errors.add("from-day", w("brief.from.bad"));
  if (kind != "personal-care" && kind != "household" && kind != "getting-out" && kind != "work")
    p.errors.add("kind", w("brief.kind.empty"));
  if (p.errors.empty()) {
    const auto posted = place::post_brief(p.work(), {p.typed("words"), kind, *day, *night, *from});
    if (posted) return p.done("/briefs/" + *posted, "brief-posted");
    if (posted.error().code == "not-agreed") return p.refused(posted.error(), posts_from(p));
    const std::string field = field_of(posted.error(), "words");
    p.errors.add(field == "from" ? "from-day" : field, posted.error().sentence);
  }
  return p.again(posting_title(p), posting_form(p), {.back = posts_from(p)});
}

Answer show_mine(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("briefs.mine"));
  out += govuk::button({.text = w("brief.i-want"), .href = "/me/brief"});
  std::vector<html::Card> wanted, agreed;
  for (const auto& b : briefs::of_person(p.session, p.grant.person())) {
    if (b.status != "open") continue;
    wanted.push_back({.title = b.words.size() > 80 ? w("briefs.untitled") : b.words,
                      .href = "/briefs/" + b.ref,
                      .quiet_line = to_words(date_of(b.posted_at)),
                      .facts = {{w("briefs.offers"), std::to_string(b.offers)}}});
  }
  for (const auto& a : agreements::of_person(p.session, p.grant.person(), p.today()))
    agreed.push_back({.title = a.provider_name,
                      .href = "/agreements/" + a.ref,
                      .line = a.words,
                      .quiet_line = w("agreement.since", {{"date", to_words(a.from)}})});
  out += heading2(w("briefs.open"));
  out += wanted.empty() ? paragraph(w("briefs.none")) : html::cards(wanted);
  out += heading2(w("briefs.agreed"));
  out += agreed.empty() ? paragraph(w("briefs.none-agreed")) : html::cards(agreed);
  return p.show(w("briefs.mine"), out, {.back = "/me"});
}

// What a provider sees: what is wanted, never by whom -----------------------------------------------------------------

Answer show_open(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("briefs.title"));
  out += paragraph(w("briefs.lead"));
  const auto card_of = [&](const briefs::Brief& b) {
    html::Card card{.title = w.count("brief.wanted-by", b.people),
                    .href = "/briefs/" + b.ref,
                    .line = b.words,
                    .quiet_line = b.area_name};
    const auto time = [&](Hours hours) { return b.until ? hours_words(w, hours) : hours_a_week(w, hours); };
    if (b.day > Hours()) card.facts.push_back({w("brief.day"), time(b.day)});
    if (b.night > Hours()) card.facts.push_back({w("brief.night"), time(b.night)});
    card.facts.push_back({w(b.until ? "brief.on" : "brief.from"), to_words(b.from)});
    return card;
  };
  std::vector<html::Card> open, own;
  for (const auto& b : briefs::with_offer_of(p.session, *p.actor->provider, listed_most)) {
    own.push_back(card_of(b));
    own.back().tags = govuk::tag({.text = w(b.status == "open"     ? "brief.status.open"
                                            : b.status == "chosen" ? "brief.status.chosen"
                                                                   : "brief.status.withdrawn")});
  }
  for (const auto& b : briefs::open_in(p.session, p.actor->place, listed_most)) open.push_back(card_of(b));
  out += open.empty() ? paragraph(w("briefs.nothing-open")) : html::cards(open);
  if (!own.empty()) out += heading2(w("briefs.yours")) + html::cards(own);
  return p.show(w("briefs.title"), out, {.back = "/provider", .wide = true});
}

std::optional<briefs::Offer> own_offer(const Page& p, const briefs::Brief& brief) {
  for (auto& o : briefs::offers(p.session, brief.id))
    if (o.provider == *p.actor->provider && !o.withdrawn) return o;
  return std::nullopt;
}

Html provider_sees(Page& p, const briefs::Brief& brief) {
  const Words& w = p.w;
  Html out = heading(w.count("brief.wanted-by", brief.people));
  out += govuk::inset_text({.text = brief.words});
  out += govuk::summary_list(what_is_wanted(w, brief));
  const auto own = own_offer(p, brief);
  if (own) {
    const Pence week = buy::week_cost({own->day_rate, own->night_rate, brief.day, brief.night});
    out += heading2(w("quote.yours"));
    out += paragraph(w("quote.yours.said",
                       {{"day", pounds(own->day_rate)}, {"night", pounds(own->night_rate)}, {"week", pounds(week)}}));
    out += paragraph(own->words);
    if (brief.status == "open")
      return out += p.button_to(fmt::format("/briefs/{}/offer/withdraw", brief.ref), w("quote.take-back"), {},
                                "govuk-button--secondary");
    if (const auto agreement = brief.chosen == own->id ? agreements::from_offer(p.session, own->id) : std::nullopt) {
      out += paragraph(w("quote.chosen"));
      return out +=
             html::element("p", {{"class", "govuk-body"}}, link("/agreements/" + agreement->ref, w("agreement.see")));
    }
  }
  if (brief.status != "open") return out += paragraph(w("quote.closed"));
  Html inner;
  if (brief.day > Hours()) inner += pounds_input(p, "day-rate", w("offering.day-rate"), "", p.typed("day-rate"));
  if (brief.night > Hours())
    inner += pounds_input(p, "night-rate", w("offering.night-rate"), "", p.typed("night-rate"));
  inner += words_input(p, "words", w("quote.words"), w("quote.words.hint"), p.typed("words"));
  inner += line_input(p, "notice-days", w("quote.notice"), w("quote.notice.hint"), typed_or(p, "notice-days", "28"),
                      "govuk-input--width-3");
  inner += govuk::button({.text = w("quote.make"), .prevent_double_click = true});
  return out += heading2(w("quote.make")) + p.form_to(fmt::format("/briefs/{}/offer", brief.ref), inner);
}

// What those behind it see: the offers side by side -------------------------------------------------------------------

html::Card offer_card(const Page& p, const place::BriefView& view, const place::OfferView& o) {
  const Words& w = p.w;
  html::Card card{.title = o.offer.provider_name,
                  .href = "/providers/" + o.offer.provider_ref,
                  .heading_level = 3,
                  .line = o.offer.words,
                  .quiet_line = size_words(w, o.offer.staff_hundredths)};
  if (view.brief.day > Hours()) card.facts.push_back({w("brief.day"), rate_words(w, o.offer.day_rate)});
  if (view.brief.night > Hours()) card.facts.push_back({w("brief.night"), rate_words(w, o.offer.night_rate)});
  card.facts.push_back({w(view.brief.until ? "quote.once" : "quote.week"), pounds(o.week)});
  std::vector<std::string> said;
  bool mine = false;
  for (std::size_t i = 0; i < view.members.size(); ++i) {
    const auto& m = view.members[i];
    if (view.members.size() > 1)
      card.facts.push_back(
          {w("quote.pays", {{"name", m.known_as}}),
           w(view.brief.until ? "quote.pays.once" : "quote.pays.week", {{"amount", pounds(o.shares.each[i])}})});
    if (std::ranges::find(o.yes, m.person) == o.yes.end()) continue;
    said.push_back(m.known_as);
    mine = mine || m.person == *p.actor->person;
  }
  card.facts.push_back({w("quote.notice-card"), w.count("quote.days", static_cast<long>(o.offer.notice_days))});
  if (o.my_rule.empty())
    card.more += paragraph(o.fits_all() ? w("quote.fits") : w("quote.does-not-fit"));
  else
    card.more += paragraph(w("quote.rule", {{"rule", o.my_rule}})) +
                 html::element("p", {{"class", "govuk-body"}}, link("/rules", w("quote.rule.challenge")));
  if (view.members.size() > 1)
    card.more += hint_paragraph(o.shares.how == place::ShareHow::by_needs    ? w("quote.how.needs")
                                : o.shares.how == place::ShareHow::as_agreed ? w("quote.how.agreed")
                                                                             : w("quote.how.equal"));
  if (!said.empty()) card.more += paragraph(w("quote.said-yes", {{"names", and_list(said)}}));
  if (view.brief.status == "open" && o.fits_all() && !mine)
    card.actions = p.button_to(fmt::format("/briefs/{}/yes", view.brief.ref),
                               w("quote.yes", {{"name", o.offer.provider_name}}), {{"offer", o.offer.ref}});
  return card;
}

Html members_see(Page& p) {
  const Words& w = p.w;
  const auto view = place::view_brief(p.work());
  Html out = heading(view.brief.club ? w("brief.we-want") : w("brief.i-want"));
  out += govuk::inset_text({.text = view.brief.words});
  out += govuk::summary_list(what_is_wanted(w, view.brief));
  if (!view.agreement_ref.empty()) {
    out += paragraph(w("brief.chosen"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/agreements/" + view.agreement_ref, w("agreement.see")));
  } else if (view.brief.status == "withdrawn") {
    return out += paragraph(w("brief.withdrawn"));
  }
  out += heading2(w.count("quote.came", static_cast<long>(view.offers.size())));
  if (view.offers.empty())
    out += paragraph(w("quote.none-yet"));
  else if (view.brief.status == "open")
    out += paragraph(view.members.size() > 1 ? w("quote.everybody") : w("quote.your-yes"));
  std::vector<html::Card> all;
  for (const auto& o : view.offers) all.push_back(offer_card(p, view, o));
  if (!all.empty()) out += html::cards(all);
  if (view.brief.status == "open")
    out += p.button_to(fmt::format("/briefs/{}/withdraw", view.brief.ref), w("brief.withdraw"), {},
                       "govuk-button--secondary");
  return out;
}

Answer show_brief(Page& p) {
  const auto brief = briefs::by_id(p.session, place::BriefId{p.grant.subject().id});
  ONEPOT_ASSERT(brief.has_value());
  if (p.actor->role == 'M') return p.show(p.w("briefs.title"), provider_sees(p, *brief), {.back = "/provider/briefs"});
  return p.show(brief->club ? p.w("brief.we-want") : p.w("brief.i-want"), members_see(p),
                {.back = "/me/briefs", .wide = true});
}

Answer do_offer(Page& p) {
  const auto brief = briefs::by_id(p.session, place::BriefId{p.grant.subject().id});
  const auto rate = [&](const char* name, bool wanted) {
    if (!wanted) return Pence();
    const auto typed = typed_pounds(p, name);
    if (!typed) p.errors.add(name, p.w("offering.rate.bad"));
    return typed.value_or(Pence());
  };
  place::NewOffer offer;
  offer.words = p.typed("words");
  offer.day_rate = rate("day-rate", brief->day > Hours());
  offer.night_rate = rate("night-rate", brief->night > Hours());
  const auto notice = typed_whole(p, "notice-days", 0, 365);
  if (!notice) p.errors.add("notice-days", p.w("quote.notice.bad"));
  offer.notice_days = notice.value_or(0);
  const std::string here = "/briefs/" + brief->ref;
  if (p.errors.empty()) {
    const auto made = place::make_offer(p.work(), offer);
    if (made) return p.done(here, "offer-made");
    if (made.error().where.column.empty()) return p.refused(made.error(), here);
    p.errors.add(field_of(made.error(), "words"), made.error().sentence);
  }
  return p.again(p.w("briefs.title"), provider_sees(p, *brief), {.back = "/provider/briefs"});
}

Answer do_take_back(Page& p) {
  const std::string here = "/briefs/" + p.parameter("brief");
  if (const auto done = place::take_back_offer(p.work()); !done) return p.refused(done.error(), here);
  return p.done(here, "offer-back");
}

Answer do_yes(Page& p) {
  const std::string here = "/briefs/" + p.parameter("brief");
  const auto said = place::say_yes_to_offer(p.work(), p.typed("offer"));
  if (!said) return p.refused(said.error(), here);
  if (said->chosen) return p.done("/agreements/" + said->agreement_ref, "agreement-made");
  return p.done(here, "yes-said");
}

Answer do_withdraw(Page& p) {
  const std::string here = "/briefs/" + p.parameter("brief");
  if (const auto done = place::withdraw_brief(p.work()); !done) return p.refused(done.error(), here);
  return p.done(here, "brief-withdrawn");
}

// The agreement -------------------------------------------------------------------------------------------------------

Answer show_agreement(Page& p) {
  const Words& w = p.w;
  const auto a = agreements::by_id(p.session, place::AgreementId{p.grant.subject().id});
  ONEPOT_ASSERT(a.has_value());
  const auto shares = agreements::shares(p.session, a->id, p.today());
  const auto [day, night] = store::agreement_changes::hours_on(p.session, a->id, p.today());
  const Pence week = buy::week_cost({a->day_rate, a->night_rate, day, night});
  Html out = heading(w("agreement.title", {{"provider", a->provider_name}}));
  out += govuk::inset_text({.text = a->words});
  govuk::SummaryList list;
  if (day > Hours() || a->day > Hours())
    list.rows.push_back({.key = {.text = w("brief.day")},
                         .value = {.text = w("agreement.hours-at",
                                             {{"time", hours_a_week(w, day)}, {"rate", rate_words(w, a->day_rate)}})}});
  if (night > Hours() || a->night > Hours())
    list.rows.push_back({.key = {.text = w("brief.night")},
                         .value = {.text = w("agreement.hours-at", {{"time", hours_a_week(w, night)},
                                                                    {"rate", rate_words(w, a->night_rate)}})}});
  list.rows.push_back({.key = {.text = w("quote.week")}, .value = {.text = pounds(week)}});
  list.rows.push_back({.key = {.text = w("brief.from")}, .value = {.text = to_words(a->from)}});
  if (a->until) list.rows.push_back({.key = {.text = w("agreement.until")}, .value = {.text = to_words(*a->until)}});
  list.rows.push_back({.key = {.text = w("quote.notice-card")},
                       .value = {.text = w.count("quote.days", static_cast<long>(a->notice_days))}});
  out += govuk::summary_list(list);
  std::vector<Html> to_come;
  for (const auto& change : store::agreement_changes::hours_changes(p.session, a->id))
    if (change.from > p.today())
      to_come.push_back(html::text(w("agreement.hours-from", {{"date", to_words(change.from)},
                                                              {"day", hours_a_week(w, change.day)},
                                                              {"night", hours_a_week(w, change.night)}})));
  if (!to_come.empty()) out += heading2(w("agreement.to-come")) + html::bullets(to_come);
  out += heading2(w("agreement.who"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("agreement.person")}, {.text = w("agreement.share"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& s : shares)
    table.rows.push_back({{.text = s.known_as}, {.text = pounds(s.week), .format = "numeric"}});
  out += govuk::table(table);
  if (const auto until = agreements::promised_until(p.session, a->id))
    out += paragraph(w("agreement.promised", {{"date", to_words(*until)}}));
  if (p.actor->role == 'P' && (!a->until || *a->until > p.today()))
    out += html::element("p", {{"class", "govuk-body"}},
                         link(fmt::format("/agreements/{}/end", a->ref), w("ending.link")));
  return p.show(w("agreement.title", {{"provider", a->provider_name}}), out,
                {.back = p.actor->role == 'M' ? "/provider/visits" : "/me/briefs"});
}

}  // namespace

void add_brief_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/briefs", "see-own", About::own_person, show_mine},
                                  {get, "/me/brief", "post-brief", About::own_person, show_posting},
                                  {post, "/me/brief", "post-brief", About::own_person, do_posting},
                                  {get, "/clubs/{club}/brief", "post-brief", About::path, show_posting},
                                  {post, "/clubs/{club}/brief", "post-brief", About::path, do_posting},
                                  {get, "/provider/briefs", "own-provider", About::own_provider, show_open},
                                  {get, "/briefs/{brief}", "see-brief", About::path, show_brief},
                                  {post, "/briefs/{brief}/offer", "answer-brief", About::path, do_offer},
                                  {post, "/briefs/{brief}/offer/withdraw", "answer-brief", About::path, do_take_back},
                                  {post, "/briefs/{brief}/yes", "choose-offer", About::path, do_yes},
                                  {post, "/briefs/{brief}/withdraw", "choose-offer", About::path, do_withdraw},
                                  {get, "/agreements/{agreement}", "see-agreement", About::path, show_agreement},
                              });
}

}  // namespace onepot::web
