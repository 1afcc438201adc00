// Private money: the person's own book, what they agreed and pay for themselves. Nobody else sees this page.
#include "onepot/place/own_money.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/html/write.h"
#include "onepot/pot/sheets.h"
#include "onepot/store/providers.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

namespace own = store::own_money;
constexpr Hours own_week_longest = Hours::whole(168);

Html money_form(const Page& p) {
  const Words& w = p.w;
  auto radios = one_of(p, "what", w("own.what"), typed_or(p, "what", "in"));
  radios.items = {{.text = w("own.what.in"), .value = "in"}, {.text = w("own.what.out"), .value = "out"}};
  Html inner = govuk::radios(radios);
  inner += pounds_input(p, "amount", w("own.amount"), "", p.typed("amount"));
  inner += day_input(p, "day", w("own.day"), "", p.today());
  inner += line_input(p, "words", w("own.words"), w("own.words.hint"), p.typed("words"));
  inner += govuk::button({.text = w("own.write"), .prevent_double_click = true});
  return p.form_to("/me/money/write", inner);
}

Html own_visit_card_actions(const Page& p, const own::Visit& v) {
  const Words& w = p.w;
  Html out = p.button_to("/me/money/yes", w("own.visit.yes", {{"amount", pounds(v.pence)}}), {{"visit", v.ref}});
  Html inner = html::hidden("visit", v.ref);
  inner += govuk::input({.id = "wrong-" + v.ref,
                         .name = "words",
                         .label = {.text = w("own.visit.wrong.words")},
                         .error_message = {.text = p.errors.of("wrong-" + v.ref)}});
  inner += govuk::button({.text = w("own.visit.wrong.send"), .classes = "govuk-button--secondary"});
  return out += govuk::details({.summary_text = w("approvals.wrong"), .html = p.form_to("/me/money/wrong", inner)});
}

html::Card own_visit_card(const Page& p, const own::Visit& v) {
  const Words& w = p.w;
  html::Card card{.title = w("visit.when", {{"date", to_words(v.day)}, {"start", clock_words(v.start_minute)}}),
                  .heading_level = 3};
  card.line =
      w("visit.line",
        {{"worker", v.worker}, {"time", hours_words(w, v.day_time + v.night_time)}, {"amount", pounds(v.pence)}});
  card.quiet_line = v.provider_name;
  if (v.paid_at) {
    card.facts = {{w("own.visit.state"), w("own.visit.paid", {{"date", to_words(date_of(*v.paid_at))}})}};
  } else if (v.answer == "yes") {
    card.facts = {{w("own.visit.state"), w("own.visit.to-pay", {{"amount", pounds(v.pence)}})}};
    if (const auto provider = store::providers::by_id(p.session, v.provider);
        provider && !provider->bank_account.empty())
      card.facts.push_back({w("own.visit.pay-to"), fmt::format("{}, {}, {}", provider->bank_name,
                                                               provider->bank_sort_code, provider->bank_account)});
    card.actions = p.button_to("/me/money/paid", w("own.visit.i-paid"), {{"visit", v.ref}});
  } else {
    if (v.answer == "wrong") card.facts = {{w("own.visit.state"), w("visit.state.queried", {{"words", v.query}})}};
    card.actions = own_visit_card_actions(p, v);
  }
  return card;
}

html::Card deal_card(const Page& p, const own::Deal& d) {
  const Words& w = p.w;
  html::Card card{.title = d.provider_name, .heading_level = 3, .line = d.words};
  card.facts = {{w("own.deal.time"), hours_words(w, d.day + d.night)},
                {w("own.deal.from"), to_words(d.from)},
                {w("own.visit.state"), w(d.answer == "yes" ? "own.deal.yes" : "own.deal.waiting")}};
  card.actions = p.button_to("/me/money/end", w("own.deal.end"), {{"deal", d.ref}}, "govuk-button--secondary");
  return card;
}

Html entries_table(const Words& w, const place::OwnMoney& money) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("own.entries");
  table.head = {{.text = w("own.day")}, {.text = w("own.words")}, {.text = w("own.amount"), .format = "numeric"}};
  for (const auto& e : money.entries) {
    const std::string words = !e.provider_name.empty() ? w("own.entry.paid", {{"who", e.provider_name}})
                              : !e.words.empty()       ? e.words
                                                       : w(e.pence > Pence() ? "own.what.in" : "own.what.out");
    table.rows.push_back(
        {{.text = to_words(e.day)}, {.text = words}, {.text = to_pounds(e.pence), .format = "numeric"}});
  }
  return govuk::table(table);
}

Html own_money_content(Page& p) {
  const Words& w = p.w;
  const auto money = place::see_own_money(p.work());
  Html out = heading(w("own.title"));
  out += govuk::inset_text({.text = w("own.private")});
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("own.balance")}, .value = {.text = to_pounds(money.balance)}},
               {.key = {.text = w("own.owed")}, .value = {.text = to_pounds(money.owed)}},
               {.key = {.text = w("own.free")}, .value = {.text = to_pounds(money.free())}}};
  if (money.week > Pence()) {
    list.rows.push_back({.key = {.text = w("own.week")}, .value = {.text = to_pounds(money.week)}});
    const auto weeks = std::max<std::int64_t>(money.free().count() / money.week.count(), 0);
    list.rows.push_back({.key = {.text = w("own.lasts")}, .value = {.text = w.count("own.weeks", weeks)}});
  }
  out += govuk::summary_list(list);
  if (money.free() < Pence()) out += paragraph(w("own.short"));
  std::vector<html::Card> waiting, deals, before;
  for (const auto& v : money.visits) (v.paid_at ? before : waiting).push_back(own_visit_card(p, v));
  for (const auto& d : money.deals) deals.push_back(deal_card(p, d));
  if (!waiting.empty()) out += heading2(w("own.waiting")) + html::cards(waiting);
  out += heading2(w("own.write.title"));
  out += money_form(p);
  out += heading2(w("own.deals"));
  out += deals.empty() ? paragraph(w("own.no-deals")) : html::cards(deals);
  out += html::element("p", {{"class", "govuk-body"}}, link("/directory", w("own.find")));
  if (!money.entries.empty()) {
    out += entries_table(w, money);
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/money/file", w("own.file")));
  }
  if (!before.empty()) out += heading2(w("own.before")) + html::cards(before);
  return out;
}

Answer show_own_money(Page& p) {
  return p.show(p.w("own.title"), own_money_content(p), {.back = "/me"});
}

/// Everything that was written down, to keep or to take elsewhere.
Answer download_own_money(Page& p) {
  const auto money = place::see_own_money(p.work());
  using Kind = pot::Column::Kind;
  pot::Sheet sheet{"Own money",
                   {{Kind::date, "date"}, {Kind::text, "what"}, {Kind::text, "paid_to"}, {Kind::money, "amount"}},
                   {},
                   true};
  for (const auto& e : money.entries) sheet.rows.push_back({e.day, e.words, e.provider_name, e.pence});
  return {attachment(pot::to_csv(sheet), false, "my-own-money"), true};
}

Answer own_money_again(Page& p) {
  return p.again(p.w("own.title"), own_money_content(p), {.back = "/me"});
}

Answer do_write_money(Page& p) {
  const Words& w = p.w;
  const auto amount = typed_pounds(p, "amount");
  const auto day = typed_day(p, "day");
  const std::string what = p.typed("what");
  if (what != "in" && what != "out") p.errors.add("what", w("own.bad.what"));
  if (!amount || *amount == Pence()) p.errors.add("amount", w("own.bad.amount"));
  if (!day) p.errors.add("day-day", w("period.bad"));
  if (p.errors.empty()) {
    const auto done = place::write_down_money(p.work(), what == "in" ? *amount : -*amount, *day, p.typed("words"));
    if (done) return p.done("/me/money", "money-written");
    const auto& field = done.error().where.column;
    p.errors.add(field == "day" ? "day-day" : field, done.error().sentence);
  }
  return own_money_again(p);
}

Answer do_own_yes(Page& p) {
  if (const auto done = place::answer_own_visit(p.work(), p.typed("visit"), true, ""); !done)
    return p.refused(done.error(), "/me/money");
  return p.done("/me/money", "own-visit-yes");
}

Answer do_own_wrong(Page& p) {
  const auto done = place::answer_own_visit(p.work(), p.typed("visit"), false, p.typed("words"));
  if (done) return p.done("/me/money", "own-visit-wrong");
  if (done.error().code == "taken") return p.refused(done.error(), "/me/money");
  p.errors.add("wrong-" + p.typed("visit"), done.error().sentence);
  return own_money_again(p);
}

Answer do_own_paid(Page& p) {
  if (const auto done = place::paid_own_visit(p.work(), p.typed("visit")); !done)
    return p.refused(done.error(), "/me/money");
  return p.done("/me/money", "own-visit-paid");
}

Answer do_end_deal(Page& p) {
  if (const auto done = place::end_own_deal(p.work(), p.typed("deal")); !done)
    return p.refused(done.error(), "/me/money");
  return p.done("/me/money", "own-deal-ended");
}

// Agreeing something ------------------------------------------------------------------------------------------------

Html deal_form(const Page& p, const store::providers::Provider& provider) {
  const Words& w = p.w;
  std::optional<Pence> day_rate, night_rate;
  for (const auto& o : store::providers::offerings(p.session, provider.id)) {
    if (!day_rate) day_rate = o.day_rate;
    if (!night_rate) night_rate = o.night_rate;
  }
  const auto rate = [](const std::optional<Pence>& r) { return r ? to_decimal(*r) : std::string("0"); };
  Html inner = words_input(p, "words", w("own.ask.words"), w("own.ask.words.hint"), p.typed("words"), 3);
  inner +=
      line_input(p, "day-week", w("own.ask.day"), w("own.ask.hours.hint"), p.typed("day-week"), "govuk-input--width-4");
  inner += pounds_input(p, "day-rate", w("own.ask.day-rate"), w("own.ask.rate.hint"),
                        typed_or(p, "day-rate", rate(day_rate)));
  if (night_rate) {
    inner += line_input(p, "night-week", w("own.ask.night"), w("own.ask.hours.hint"), p.typed("night-week"),
                        "govuk-input--width-4");
    inner += pounds_input(p, "night-rate", w("own.ask.night-rate"), w("own.ask.rate.hint"),
                          typed_or(p, "night-rate", rate(night_rate)));
  }
  inner += day_input(p, "from", w("own.ask.from"), "", p.today());
  inner += html::hidden("provider", provider.ref);
  inner += govuk::button({.text = w("own.ask.send"), .prevent_double_click = true});
  return heading(w("own.ask.title", {{"who", provider.name}})) + govuk::inset_text({.text = w("own.private")}) +
         p.form_to("/me/money/agree", inner);
}

Answer no_provider(Page& p) {
  const Words& w = p.w;
  return {p.page(w("error.missing.title"), heading(w("error.missing.title")) + paragraph(w("error.missing.text")),
                 {.status = 404}),
          false};
}

Answer show_agree(Page& p) {
  const auto provider = store::providers::by_ref(p.session, p.request.query.get("provider"));
  if (!provider) return no_provider(p);
  return p.show(p.w("own.title"), deal_form(p, *provider), {.back = "/providers/" + provider->ref});
}

Answer do_agree(Page& p) {
  const Words& w = p.w;
  const auto provider = store::providers::by_ref(p.session, p.typed("provider"));
  if (!provider) return no_provider(p);
  const auto day = typed_hours(p, "day-week", own_week_longest), night = typed_hours(p, "night-week", own_week_longest);
  const auto day_rate = typed_pounds(p, "day-rate"),
             night_rate = p.form.has("night-rate") ? typed_pounds(p, "night-rate") : std::optional(Pence());
  const auto from = typed_day(p, "from");
  if (!day) p.errors.add("day-week", w("visit.time.bad"));
  if (!night) p.errors.add("night-week", w("visit.time.bad"));
  if (!day_rate) p.errors.add("day-rate", w("own.bad.amount"));
  if (!night_rate) p.errors.add("night-rate", w("own.bad.amount"));
  if (!from) p.errors.add("from-day", w("period.bad"));
  if (p.typed("words").empty()) p.errors.add("words", w("own.bad.words"));
  if (p.errors.empty()) {
    const auto done =
        place::ask_provider(p.work(), {provider->ref, p.typed("words"), *day_rate, *night_rate, *day, *night, *from});
    if (done) return p.done("/me/money", "own-asked");
    const auto& field = done.error().where.column;
    if (field.empty()) return p.refused(done.error(), "/me/money");
    p.errors.add(field == "hours" ? "day-week" : field, field == "hours" ? w("own.bad.hours") : done.error().sentence);
  }
  return p.again(w("own.title"), deal_form(p, *provider), {.back = "/providers/" + provider->ref});
}

}  // namespace

void add_own_money_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/money", "see-own", About::own_person, show_own_money},
                                  {get, "/me/money/file", "see-own", About::own_person, download_own_money},
                                  {post, "/me/money/write", "change-own", About::own_person, do_write_money},
                                  {post, "/me/money/yes", "change-own", About::own_person, do_own_yes},
                                  {post, "/me/money/wrong", "change-own", About::own_person, do_own_wrong},
                                  {post, "/me/money/paid", "change-own", About::own_person, do_own_paid},
                                  {post, "/me/money/end", "change-own", About::own_person, do_end_deal},
                                  {get, "/me/money/agree", "see-own", About::own_person, show_agree},
                                  {post, "/me/money/agree", "change-own", About::own_person, do_agree},
                              });
  add_private_customer_pages(routes);
}

}  // namespace onepot::web
