// Rules about spending: anybody may read them and challenge one; the council keeps them, answers, renews.
#include "onepot/place/rules.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/html/write.h"
#include "onepot/pot/stream.h"
#include "onepot/store/accounts.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

namespace kept = store::rules;

/// The place of whoever asks; for somebody signed out, the one that is here.
std::optional<store::accounts::Place> place_here(const Page& p) {
  if (p.actor) return store::accounts::place(p.session, p.actor->place);
  const auto all = store::accounts::places(p.session);
  return all.empty() ? std::nullopt : std::optional(all.front());
}

bool keeps_rules(const Page& p) {
  return p.actor && place::decide(p.session, p.actor, "keep-rules", {}, p.now).has_value();
}

std::string stream_words(const Words& w, const std::string& code) {
  if (code.empty()) return w("rules.every-stream");
  for (const auto& stream : pot::known_streams())
    if (stream.code == code) return std::string(stream.name);
  return code;
}

Html state_tag(const Words& w, const kept::Rule& rule, Date today) {
  if (rule.ended_at) return govuk::tag({.text = w("rules.state.ended"), .classes = "govuk-tag--grey"});
  const auto state = pot::state_of(rule.says, today);
  const char* colour = state == pot::RuleState::in_force  ? "govuk-tag--blue"
                       : state == pot::RuleState::resting ? "govuk-tag--orange"
                                                          : "govuk-tag--grey";
  return govuk::tag({.text = w(fmt::format("rules.state.{}", pot::to_string(state))), .classes = colour});
}

std::string what_it_stops(const Words& w, const pot::SpendingRule& rule) {
  if (rule.never_for.empty()) return w("rules.stops-nothing");
  std::vector<std::string> all;
  for (const auto& purpose : rule.never_for) all.push_back(category_words(purpose));
  return w("rules.stops", {{"what", join(all, ", ")}, {"stream", stream_words(w, rule.stream)}});
}

Answer show_rules(Page& p) {
  const Words& w = p.w;
  const auto place = place_here(p);
  Html out = heading(w("rules.title"));
  out += paragraph(w("rules.lead", {{"place", place ? place->name : ""}}));
  out += paragraph(w("rules.lead.challenge"));
  std::vector<html::Card> cards;
  if (place)
    for (const auto& rule : place::rules_of(p.session, place->id)) {
      long open = 0;
      for (const auto& c : rule.challenges) open += c.answer.empty();
      html::Card card{.title = rule.says.words, .href = "/rules/" + rule.says.ref};
      card.line = what_it_stops(w, rule.says);
      card.facts = {{w("rules.basis"), rule.says.legal_basis},
                    {w("rules.owner"), rule.says.owner},
                    {w("rules.until"), to_words(rule.says.until)}};
      if (open > 0) card.facts.push_back({w("rules.challenges"), w.count("rules.open", open)});
      card.tags = state_tag(w, rule, p.today());
      cards.push_back(std::move(card));
    }
  out += cards.empty() ? paragraph(w("rules.none")) : html::cards(cards);
  if (keeps_rules(p)) out += govuk::button({.text = w("rules.add"), .href = "/rules/new"});
  return p.show(w("rules.title"), out);
}

Answer no_such_rule(Page& p) {
  const Words& w = p.w;
  return {p.page(w("error.missing.title"), heading(w("error.missing.title")) + paragraph(w("error.missing.text")),
                 {.status = 404}),
          false};
}

// Keeping one ---------------------------------------------------------------------------------------------------------

Html rule_form(const Page& p, const kept::Rule* before) {
  const Words& w = p.w;
  const auto owners = place::rule_owners(p.session, p.actor->place);
  std::string owner = p.actor->ref;
  for (const auto& account : owners)
    if (before != nullptr && account.id == before->owner) owner = account.ref;
  Html inner = words_input(p, "words", w("rules.words"), w("rules.words.hint"),
                           typed_or(p, "words", before ? before->says.words : ""), 3);
  inner += line_input(p, "legal_basis", w("rules.basis"), w("rules.basis.hint"),
                      typed_or(p, "legal_basis", before ? before->says.legal_basis : ""));
  govuk::Select who;
  who.name = "owner";
  who.label = {.text = w("rules.owner")};
  who.hint.text = w("rules.owner.hint");
  who.error_message.text = p.errors.of("owner");
  who.value = typed_or(p, "owner", owner);
  for (const auto& account : owners) who.items.push_back({.value = account.ref, .text = account.name});
  inner += govuk::select(who);
  inner += day_input(p, "from", w("rules.from"), "", p.today());
  inner += day_input(p, "until", w("rules.until"), w("rules.until.hint"), std::nullopt);
  inner += line_input(p, "answer_days", w("rules.answer-days"), w("rules.answer-days.hint"),
                      typed_or(p, "answer_days", std::to_string(before ? before->says.answer_days : 28)),
                      "govuk-input--width-3");
  govuk::Select stream;
  stream.name = "stream";
  stream.label = {.text = w("rules.stream")};
  stream.value = typed_or(p, "stream", before ? before->says.stream : "");
  stream.items.push_back({.value = "", .text = w("rules.every-stream")});
  for (const auto& s : pot::known_streams())
    stream.items.push_back({.value = std::string(s.code), .text = std::string(s.name)});
  inner += govuk::select(stream);
  std::vector<std::string> never;
  if (before != nullptr)
    for (const auto& purpose : before->says.never_for) never.push_back(category_words(purpose));
  inner += line_input(p, "never_for", w("rules.never-for"), w("rules.never-for.hint"),
                      typed_or(p, "never_for", join(never, ", ")));
  inner += html::hidden("replaces", before ? before->says.ref : p.typed("replaces"));
  inner += govuk::button({.text = w("rules.keep"), .prevent_double_click = true});
  return heading(w(before ? "rules.renew" : "rules.add")) + paragraph(w("rules.add.lead")) +
         p.form_to("/rules/new", inner);
}

std::optional<kept::Rule> to_renew(const Page& p, std::string_view ref) {
  auto rule = ref.empty() ? std::nullopt : kept::by_ref(p.session, ref);
  if (rule && (rule->place != p.actor->place || rule->ended_at)) return std::nullopt;
  return rule;
}

Answer show_new_rule(Page& p) {
  const auto before = to_renew(p, p.request.query.get("renew"));
  return p.show(p.w(before ? "rules.renew" : "rules.add"), rule_form(p, before ? &*before : nullptr),
                {.back = "/rules"});
}

Answer do_new_rule(Page& p) {
  const Words& w = p.w;
  place::NewRule asked;
  asked.says.words = p.typed("words");
  asked.says.legal_basis = p.typed("legal_basis");
  asked.owner = p.typed("owner");
  asked.replaces = p.typed("replaces");
  asked.says.stream = p.typed("stream");
  for (const auto& part : split_text(p.typed("never_for"), ','))
    if (!trim(part).empty()) asked.says.never_for.push_back(place::category_of(part));
  const auto from = typed_day(p, "from"), until = typed_day(p, "until");
  const auto days = typed_whole(p, "answer_days", 1, pot::rule_answer_days_max);
  if (!from) p.errors.add("from-day", w("period.bad"));
  if (!until) p.errors.add("until-day", w("rules.bad.until"));
  if (!days) p.errors.add("answer_days", w("rules.bad.answer-days"));
  if (asked.says.words.empty()) p.errors.add("words", w("rules.bad.words"));
  if (asked.says.legal_basis.empty()) p.errors.add("legal_basis", w("rules.bad.basis"));
  if (p.errors.empty()) {
    asked.says.from = *from;
    asked.says.until = *until;
    asked.says.answer_days = *days;
    const auto done = place::keep_rule(p.work(), asked);
    if (done) return p.done("/rules/" + *done, "rule-kept");
    const auto& field = done.error().where.column;
    if (field.empty()) return p.refused(done.error(), "/rules");
    if (field == "until")
      p.errors.add("until-day", w("rules.bad.until"));
    else if (field == "owner")
      p.errors.add("owner", w("rules.bad.owner"));
    else
      p.errors.add(field, done.error().sentence);
  }
  return p.again(w("rules.add"), rule_form(p, nullptr), {.back = "/rules"});
}

// One rule ------------------------------------------------------------------------------------------------------------

Html challenge_part(const Page& p, const kept::Rule& rule, const kept::Challenge& c, bool may_answer) {
  const Words& w = p.w;
  Html out = html::element("h3", {{"class", "govuk-heading-s"}},
                           w("rules.challenge-of", {{"date", to_words(date_of(c.made_at))}}));
  out += govuk::inset_text({.text = c.words});
  if (!c.answer.empty()) {
    out += paragraph(w(c.answer == "kept" ? "rules.answer.kept" : "rules.answer.ended",
                       {{"name", c.answered_by}, {"date", to_words(date_of(*c.answered_at))}}));
    return out += govuk::inset_text({.text = c.reasons});
  }
  out += paragraph(w(c.answer_by < p.today() ? "rules.overdue" : "rules.waits", {{"date", to_words(c.answer_by)}}));
  if (!may_answer) return out;
  Html inner = html::hidden("challenge", c.ref);
  inner += words_input(p, "reasons", w("rules.reasons"), w("rules.reasons.hint"), p.typed("reasons"), 3);
  auto radios = one_of(p, "decision", w("rules.decide"), p.typed("decision"));
  radios.items = {{.text = w("rules.decide.keep"), .value = "keep"}, {.text = w("rules.decide.end"), .value = "end"}};
  inner += govuk::radios(radios);
  inner += govuk::button({.text = w("rules.send-answer"), .prevent_double_click = true});
  return out += p.form_to(fmt::format("/rules/{}/answer", rule.says.ref), inner);
}

Html rule_content(const Page& p, const kept::Rule& rule) {
  const Words& w = p.w;
  Html out = heading(w("rules.one"));
  out += state_tag(w, rule, p.today());
  out += govuk::inset_text({.text = rule.says.words});
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("rules.basis")}, .value = {.text = rule.says.legal_basis}},
               {.key = {.text = w("rules.owner")}, .value = {.text = rule.says.owner}},
               {.key = {.text = w("rules.from")}, .value = {.text = to_words(rule.says.from)}},
               {.key = {.text = w("rules.until")}, .value = {.text = to_words(rule.says.until)}},
               {.key = {.text = w("rules.what")}, .value = {.text = what_it_stops(w, rule.says)}},
               {.key = {.text = w("rules.clock")}, .value = {.text = w.count("rules.days", rule.says.answer_days)}}};
  out += govuk::summary_list(list);
  const auto state = pot::state_of(rule.says, p.today());
  if (!rule.ended_at && state == pot::RuleState::resting) out += paragraph(w("rules.resting"));
  const bool keeps = keeps_rules(p) && rule.place == p.actor->place && !rule.ended_at;
  const bool answers = keeps && (rule.owner == p.actor->account || p.actor->duty == "commissioner");
  out += heading2(w("rules.challenges"));
  if (rule.challenges.empty()) out += paragraph(w("rules.no-challenges"));
  bool first = true;  // two open forms would share their fields' names
  for (const auto& c : rule.challenges) {
    out += challenge_part(p, rule, c, answers && first);
    if (c.answer.empty()) first = false;
  }
  if (!rule.ended_at) {
    if (p.actor) {
      Html inner =
          words_input(p, "words", w("rules.challenge.words"),
                      w("rules.challenge.hint", {{"days", std::to_string(rule.says.answer_days)}}), p.typed("words"));
      inner += govuk::button({.text = w("rules.challenge.send"), .prevent_double_click = true});
      out += heading2(w("rules.challenge"));
      out += p.form_to(fmt::format("/rules/{}/challenge", rule.says.ref), inner);
    } else {
      out += html::element("p", {{"class", "govuk-body"}},
                           link(fmt::format("/sign-in?then=/rules/{}", rule.says.ref), w("rules.sign-in")));
    }
  }
  if (keeps) {
    out += heading2(w("rules.keeping"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/rules/new?renew=" + rule.says.ref, w("rules.renew")));
    out += p.button_to(fmt::format("/rules/{}/end", rule.says.ref), w("rules.end"), {}, "govuk-button--warning");
  }
  return out;
}

Answer show_rule(Page& p) {
  const auto rule = kept::by_ref(p.session, p.parameter("rule"));
  if (!rule) return no_such_rule(p);
  return p.show(p.w("rules.one"), rule_content(p, *rule), {.back = "/rules"});
}

Answer do_challenge(Page& p) {
  const auto done = place::challenge_rule(p.work(), p.parameter("rule"), p.typed("words"));
  if (done) return p.done("/rules/" + p.parameter("rule"), "rule-challenged");
  const auto rule = kept::by_ref(p.session, p.parameter("rule"));
  if (done.error().code == "taken" || !rule) return p.refused(done.error(), "/rules");
  p.errors.add("words", done.error().code == "empty" ? p.w("rules.bad.challenge") : done.error().sentence);
  return p.again(p.w("rules.one"), rule_content(p, *rule), {.back = "/rules"});
}

Answer do_answer(Page& p) {
  const auto rule = kept::by_ref(p.session, p.parameter("rule"));
  if (!rule) return p.refused(Refusal{"taken", p.w("error.missing.text"), {}}, "/rules");
  const auto decision = p.typed("decision");
  if (decision != "keep" && decision != "end") p.errors.add("decision", p.w("rules.bad.decision"));
  if (p.typed("reasons").empty()) p.errors.add("reasons", p.w("rules.bad.reasons"));
  if (p.errors.empty()) {
    const auto done = place::answer_challenge(p.work(), p.parameter("rule"), p.typed("challenge"), decision == "keep",
                                              p.typed("reasons"));
    if (done) return p.done("/rules/" + p.parameter("rule"), "rule-answered");
    return p.refused(done.error(), "/rules/" + p.parameter("rule"));
  }
  return p.again(p.w("rules.one"), rule_content(p, *rule), {.back = "/rules"});
}

Answer do_end_rule(Page& p) {
  if (const auto done = place::end_rule(p.work(), p.parameter("rule")); !done) return p.refused(done.error(), "/rules");
  return p.done("/rules", "rule-ended");
}

}  // namespace

void add_rule_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/rules", "open-page", About::nothing, show_rules},
                                  {get, "/rules/new", "keep-rules", About::nothing, show_new_rule},
                                  {post, "/rules/new", "keep-rules", About::nothing, do_new_rule},
                                  {get, "/rules/{rule}", "open-page", About::nothing, show_rule},
                                  {post, "/rules/{rule}/challenge", "challenge-rule", About::nothing, do_challenge},
                                  {post, "/rules/{rule}/answer", "keep-rules", About::nothing, do_answer},
                                  {post, "/rules/{rule}/end", "keep-rules", About::nothing, do_end_rule},
                              });
}

}  // namespace onepot::web
