// What an organisation says against a meeting: the person reads all of it and may challenge it; it is answered with
// reasons by a clock, or it ends.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "onepot/store/accounts.h"
#include "onepot/web/pieces.h"
#include "steps.h"

namespace onepot::web {
namespace block_pages {
namespace {

std::string state_of(const Words& w, const place::Block& b, Date today) {
  if (place::stands(b, today)) return w("block.state.stands", {{"date", to_words(b.review)}});
  if (b.ended_at) return w("block.state.lifted", {{"date", to_words(date_of(*b.ended_at))}});
  return w(b.review <= today ? "block.state.review" : "block.state.unanswered");
}

Html facts(const Words& w, const place::Block& b, Date today) {
  govuk::SummaryList list;
  const auto row = [&](const char* key, const std::string& value) {
    list.rows.push_back({.key = {.text = w(key)}, .value = {.text = value}});
  };
  row("block.what", b.other ? w("block.what.two", {{"one", b.person_name}, {"other", b.other_name}})
                            : w("block.what.all", {{"one", b.person_name}}));
  row("block.why", b.reason);
  row("block.basis", b.basis);
  row("block.who",
      w("block.who.value",
        {{"name", b.made_by_name}, {"organisation", b.organisation}, {"date", to_words(date_of(b.made_at))}}));
  row("block.review", to_words(b.review));
  row("block.state", state_of(w, b, today));
  for (const auto& c : b.challenges) {
    row("block.challenge", w("block.challenge.value", {{"name", c.by_name}, {"words", c.words}}));
    row("block.answer", c.answered_at ? w(fmt::format("block.answer.{}", c.outcome), {{"words", c.answer}})
                                      : w("block.answer.due", {{"date", to_words(c.answer_by)}}));
  }
  return govuk::summary_list(list);
}

Html list_content(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("blocks.title"));
  out += paragraph(w("blocks.lead"));
  const auto blocks = place::see_blocks(p.work());
  if (blocks.empty()) out += paragraph(w("blocks.none"));
  for (const auto& b : blocks) {
    Html inner = facts(w, b, p.today());
    const bool mine = std::ranges::any_of(b.challenges, [&](const auto& c) { return c.by == p.grant.person(); });
    if (place::stands(b, p.today()) && !mine) {
      const bool typed = p.form.text("block") == b.ref;
      Html form;
      form += html::hidden("block", b.ref);
      form += govuk::textarea({.id = "words-" + b.ref,
                               .name = "words",
                               .rows = 4,
                               .value = typed ? p.typed("words") : "",
                               .label = {.text = w("block.challenge.ask")},
                               .hint = {.text = w("block.challenge.hint")},
                               .error_message = {.text = typed ? p.errors.of("words-" + b.ref) : ""}});
      form += govuk::button({.text = w("block.challenge.button"), .prevent_double_click = true});
      inner += p.form_to("/me/blocks/challenge", form);
    }
    out += html::element("section", {{"class", "op-card"}}, inner);
  }
  return out;
}

Answer show_mine(Page& p) {
  return p.show(p.w("blocks.title"), list_content(p), {.back = "/me/steps"});
}

Answer do_challenge(Page& p) {
  const std::string ref = p.typed("block");
  if (const auto done = place::challenge_block(p.work(), ref, p.typed("words")); !done) {
    if (done.error().code != "words") return step_refused(p, done.error(), "/me/blocks");
    p.errors.add("words-" + ref, p.w("block.challenge.empty"));
    return p.again(p.w("blocks.title"), list_content(p), {.back = "/me/steps"});
  }
  return p.done("/me/blocks", "block-challenged");
}

// The organisation's side
// ----------------------------------------------------------------------------------------------

std::string back_to(Page& p) {
  return fmt::format("/people/{}", p.parameter("person"));
}

Html about_content(Page& p) {
  const Words& w = p.w;
  const auto person = store::accounts::person(p.session, p.grant.person());
  const std::string here = back_to(p) + "/blocks";
  Html out = heading(w("block.about", {{"name", person->known_as}}));
  for (const auto& b : place::see_blocks_about(p.work())) {
    Html inner = facts(w, b, p.today());
    if (place::stands(b, p.today())) {
      for (const auto& c : b.challenges) {
        if (c.answered_at) continue;
        Html form;
        for (const auto& [name, value] : {std::pair{"block", b.ref}, {"by", c.by_ref}})
          form += html::hidden(name, value);
        const std::string id = fmt::format("answer-{}-{}", b.ref, c.by_ref);
        govuk::Radios outcome;
        outcome.id_prefix = "outcome-" + id;
        outcome.name = "outcome";
        outcome.fieldset.legend = {.text = w("block.outcome"), .classes = "govuk-fieldset__legend--s"};
        outcome.items = {{.text = w("block.outcome.lifted"), .value = "lifted"},
                         {.text = w("block.outcome.kept"), .value = "kept"}};
        form += govuk::radios(outcome);
        form += govuk::textarea({.id = id,
                                 .name = "answer",
                                 .rows = 4,
                                 .label = {.text = w("block.answer.ask", {{"name", c.by_name}})},
                                 .hint = {.text = w("block.answer.hint", {{"date", to_words(c.answer_by)}})}});
        form += govuk::button({.text = w("block.answer.button"), .prevent_double_click = true});
        inner += p.form_to(here + "/answer", form);
      }
      inner += p.button_to(here + "/end", w("block.end"), {{"block", b.ref}}, "govuk-button--secondary");
    }
    out += html::element("section", {{"class", "op-card"}}, inner);
  }
  out += heading2(w("block.new"));
  out += paragraph(w("block.new.lead", {{"name", person->known_as}}));
  Html inner = line_input(p, "other", w("block.new.other"), w("block.new.other.hint"), p.typed("other"));
  inner += words_input(p, "reason", w("block.new.reason"), w("block.new.reason.hint"), p.typed("reason"));
  inner += line_input(p, "basis", w("block.new.basis"), w("block.new.basis.hint"), p.typed("basis"));
  inner += day_input(p, "review", w("block.new.review"), w("block.new.review.hint"), std::nullopt);
  inner +=
      govuk::button({.text = w("block.new.button"), .classes = "govuk-button--warning", .prevent_double_click = true});
  return out + p.form_to(here, inner);
}

Answer show_about(Page& p) {
  return p.show(p.w("blocks.title"), about_content(p), {.back = back_to(p)});
}

Answer do_make(Page& p) {
  const auto review = typed_day(p, "review");
  const auto made =
      place::make_block(p.work(), {p.typed("other"), p.typed("reason"), p.typed("basis"), review.value_or(p.today())});
  if (made) return p.done(back_to(p) + "/blocks", "block-made");
  const std::string& code = made.error().code;
  p.errors.add(code == "review" ? "review-day" : code, p.w(fmt::format("block.error.{}", code)));
  return p.again(p.w("blocks.title"), about_content(p), {.back = back_to(p)});
}

Answer do_answer(Page& p) {
  const place::PersonId by{store::door::id_of(p.session, store::door::Kind::person, p.typed("by"))};
  const auto done = place::answer_challenge(p.work(), p.typed("block"), by, p.typed("outcome"), p.typed("answer"));
  if (done) return p.done(back_to(p) + "/blocks", "block-answered");
  const std::string& code = done.error().code;
  if (code == "gone" || code == "taken") return step_refused(p, done.error(), back_to(p) + "/blocks");
  p.errors.add(fmt::format("answer-{}-{}", p.typed("block"), p.typed("by")), p.w(fmt::format("block.error.{}", code)));
  return p.again(p.w("blocks.title"), about_content(p), {.back = back_to(p)});
}

Answer do_end(Page& p) {
  if (const auto done = place::end_block(p.work(), p.typed("block")); !done)
    return step_refused(p, done.error(), back_to(p) + "/blocks");
  return p.done(back_to(p) + "/blocks", "block-ended");
}

}  // namespace
}  // namespace block_pages

void add_block_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace block_pages;
  routes.insert(routes.end(), {
                                  {get, "/me/blocks", "see-own", About::own_person, show_mine},
                                  {post, "/me/blocks/challenge", "change-own", About::own_person, do_challenge},
                                  {get, "/people/{person}/blocks", "block-meeting", About::path, show_about},
                                  {post, "/people/{person}/blocks", "block-meeting", About::path, do_make},
                                  {post, "/people/{person}/blocks/answer", "block-meeting", About::path, do_answer},
                                  {post, "/people/{person}/blocks/end", "block-meeting", About::path, do_end},
                              });
}

}  // namespace onepot::web
