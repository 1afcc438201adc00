// Review by exception, from both sides: the person reads first what a rule found and may answer; the reviewer sees no
// more than the rule names.
#include "onepot/place/review.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/html/write.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

namespace kept = store::review;

/// "balance", "800.01" → "In the pot", "£800.01".
html::CardFact shown_fact(const Words& w, const std::string& name, const std::string& value) {
  std::string said = value;
  if (name == "balance" || name == "cap" || name == "amount") {
    if (const auto amount = parse_pence(value)) said = to_pounds(*amount);
  } else if (name == "day" || name == "last_day") {
    const auto day = parse_date(value);
    said = day ? to_words(*day) : w("reviews.never");
  }
  return {w(fmt::format("reviews.shows.{}", name == "last_day" ? "last-day" : name)), said};
}

std::string shows_words(const Words& w, const pot::review::Rule& rule) {
  std::vector<std::string> all;
  for (const auto& name : rule.shows)
    all.push_back(w(fmt::format("reviews.shows.{}", name == "last_day" ? "last-day" : name)));
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ", ") + one;
  return out.empty() ? w("reviews.shows.nothing") : out;
}

// The reviewer's desk -------------------------------------------------------------------------------------------------

html::Card desk_card(const Page& p, const kept::Exception& e) {
  const Words& w = p.w;
  html::Card card{.title = e.known_as, .line = e.rule_words};
  for (const auto& [name, value] : e.shows) card.facts.push_back(shown_fact(w, name, value));
  card.facts.push_back({w("rules.basis"), e.legal_basis});
  card.facts.push_back({w("reviews.their-answer"), e.answered_at ? e.answer : w("reviews.no-answer")});
  const bool mine = p.typed("exception") == e.ref;
  Html inner = html::hidden("exception", e.ref);
  govuk::Radios radios;
  radios.id_prefix = "outcome-" + e.ref;
  radios.fieldset.legend = {.text = w("reviews.outcome"), .classes = "govuk-fieldset__legend--s"};
  radios.error_message.text = mine ? p.errors.of("outcome") : "";
  radios.name = "outcome";
  radios.value = mine ? p.typed("outcome") : "";
  radios.items = {{.text = w("reviews.outcome.fine"), .value = "fine"},
                  {.text = w("reviews.outcome.talk"), .value = "talk"}};
  inner += govuk::radios(radios);
  inner += govuk::textarea({.id = "words-" + e.ref,
                            .name = "words",
                            .rows = 3,
                            .value = mine ? p.typed("words") : "",
                            .label = {.text = w("reviews.words")},
                            .hint = {.text = w("reviews.words.hint")},
                            .error_message = {.text = mine ? p.errors.of("words") : ""}});
  inner += govuk::button({.text = w("reviews.close"), .prevent_double_click = true});
  card.more = p.form_to("/review/close", inner);
  return card;
}

Html desk_content(Page& p) {
  const Words& w = p.w;
  const auto desk = place::review_desk(p.work());
  Html out = heading(w("reviews.title"));
  out += paragraph(w("reviews.lead"));
  if (desk.with_the_person > 0) out += paragraph(w.count("reviews.with-person", desk.with_the_person));
  std::vector<html::Card> cards;
  for (const auto& e : desk.ready) cards.push_back(desk_card(p, e));
  out += cards.empty() ? paragraph(w("reviews.nothing")) : html::cards(cards);
  out += p.button_to("/review/run", w("reviews.run"));
  if (!desk.rounds.empty()) {
    govuk::Table table;
    table.caption = w("reviews.rounds");
    table.head = {{.text = w("reviews.on")},
                  {.text = w("reviews.pots"), .format = "numeric"},
                  {.text = w("reviews.found"), .format = "numeric"}};
    for (const auto& r : desk.rounds)
      table.rows.push_back({{.text = to_words(r.on)},
                            {.text = std::to_string(r.pots), .format = "numeric"},
                            {.text = std::to_string(r.found), .format = "numeric"}});
    out += govuk::table(table);
  }
  return out;
}

Answer show_desk(Page& p) {
  return p.show(p.w("reviews.title"), desk_content(p), {.back = "/finance"});
}

Answer do_review(Page& p) {
  if (const auto done = place::review_money(p.work()); !done) return p.refused(done.error(), "/review");
  return p.done("/review", "reviewed");
}

Answer do_close(Page& p) {
  const Words& w = p.w;
  const auto outcome = p.typed("outcome");
  if (outcome != "fine" && outcome != "talk") p.errors.add("outcome", w("reviews.bad.outcome"));
  if (p.typed("words").empty()) p.errors.add("words", w("reviews.bad.words"));
  if (p.errors.empty()) {
    const auto done = place::close_exception(p.work(), p.typed("exception"), outcome == "fine", p.typed("words"));
    if (done) return p.done("/review", "review-closed");
    if (done.error().code == "taken") return p.refused(done.error(), "/review");
    p.errors.add("words", done.error().sentence);
  }
  return p.again(w("reviews.title"), desk_content(p), {.back = "/finance"});
}

// The person's side ---------------------------------------------------------------------------------------------------

html::Card own_exception_card(const Page& p, const kept::Exception& e) {
  const Words& w = p.w;
  html::Card card{.title = e.rule_words, .quiet_line = e.legal_basis};
  for (const auto& [name, value] : e.shows) card.facts.push_back(shown_fact(w, name, value));
  card.facts.push_back({w("reviews.on"), to_words(e.found_on)});
  if (e.answered_at) card.facts.push_back({w("reviews.your-answer"), e.answer});
  if (e.closed_at) {
    card.facts.push_back({w("reviews.what-came"), w(fmt::format("reviews.outcome.{}.said", e.outcome))});
    card.facts.push_back({w("reviews.their-words"), e.outcome_words});
    return card;
  }
  card.line =
      e.open_to_reviewer(p.today()) ? w("reviews.they-see") : w("reviews.you-first", {{"date", to_words(e.answer_by)}});
  if (e.answered_at) return card;
  const bool mine = p.typed("exception") == e.ref;
  Html inner = html::hidden("exception", e.ref);
  inner += govuk::textarea({.id = "words-" + e.ref,
                            .name = "words",
                            .rows = 3,
                            .value = mine ? p.typed("words") : "",
                            .label = {.text = w("reviews.answer")},
                            .hint = {.text = w("reviews.answer.hint")},
                            .error_message = {.text = mine ? p.errors.of("words") : ""}});
  inner += govuk::button({.text = w("reviews.answer.send"), .prevent_double_click = true});
  card.more = p.form_to("/me/review/answer", inner);
  return card;
}

Html own_review_content(Page& p) {
  const Words& w = p.w;
  const auto view = place::own_review(p.work());
  Html out = heading(w("reviews.own.title"));
  out += paragraph(w("reviews.own.lead"));
  std::vector<html::Card> found;
  for (const auto& e : view.exceptions) found.push_back(own_exception_card(p, e));
  if (!found.empty())
    out += html::cards(found);
  else
    out += paragraph(view.rounds.empty() ? w("reviews.own.never")
                                         : w("reviews.own.fine", {{"date", to_words(view.rounds.front().on)}}));
  out += heading2(w("reviews.own.rules"));
  Html rows;
  bool by_consent = false;
  for (const auto& rule : view.rules) {
    by_consent = by_consent || rule.by_consent;
    rows += html::element("li", {}, rule.words, " ", w("reviews.own.shows", {{"what", shows_words(w, rule)}}), " ",
                          html::element("span", {{"class", "govuk-hint"}}, rule.legal_basis,
                                        rule.by_consent ? ". " + w("reviews.own.only-if") : std::string()));
  }
  out += view.rules.empty() ? paragraph(w("reviews.own.no-rules"))
                            : html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, rows);
  if (by_consent) {
    out += paragraph(w(view.consented ? "reviews.consented" : "reviews.not-consented"));
    out += p.button_to("/me/review/consent", w(view.consented ? "reviews.consent.no" : "reviews.consent.yes"),
                       {{"may", view.consented ? "no" : "yes"}}, "govuk-button--secondary");
  }
  return out;
}

Answer show_own_review(Page& p) {
  return p.show(p.w("reviews.own.title"), own_review_content(p), {.back = "/me/pot"});
}

Answer do_answer_review(Page& p) {
  const auto done = place::answer_exception(p.work(), p.typed("exception"), p.typed("words"));
  if (done) return p.done("/me/review", "review-answered");
  if (done.error().code == "taken") return p.refused(done.error(), "/me/review");
  p.errors.add("words", done.error().code == "empty" ? p.w("reviews.bad.answer") : done.error().sentence);
  return p.again(p.w("reviews.own.title"), own_review_content(p), {.back = "/me/pot"});
}

Answer do_consent_review(Page& p) {
  if (const auto done = place::consent_to_review(p.work(), p.typed("may") == "yes"); !done)
    return p.refused(done.error(), "/me/review");
  return p.done("/me/review", "saved");
}

}  // namespace

void add_review_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/review", "review-money", About::nothing, show_desk},
                                  {post, "/review/run", "review-money", About::nothing, do_review},
                                  {post, "/review/close", "review-money", About::nothing, do_close},
                                  {get, "/me/review", "see-own", About::own_person, show_own_review},
                                  {post, "/me/review/answer", "change-own", About::own_person, do_answer_review},
                                  {post, "/me/review/consent", "change-own", About::own_person, do_consent_review},
                              });
}

}  // namespace onepot::web
