// A step that people take together, as each who is asked sees it: what it is, what it costs each, their own yes.
#include "steps.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "onepot/web/pieces.h"

namespace onepot::web {

std::string step_title(const Words& w, const store::steps::Step& step) {
  return w(fmt::format("step.{}.title", step.kind), {{"name", step.about_name}, {"home", step.club_name}});
}

std::string step_state(const Words& w, const store::steps::Step& step, Date today) {
  if (step.lapsed(today)) return w("step.state.lapsed", {{"date", to_words(step.answer_by)}});
  if (step.status == "open") return w("step.state.open", {{"date", to_words(step.answer_by)}});
  if (step.status == "cancelled") return w("step.state.cancelled");
  const bool past = step.until.value_or(step.from) < today;
  return w(fmt::format("step.state.{}", past ? "past" : step.kind == "leave" ? "notice" : "agreed"));
}

std::string step_when(const Words& w, const store::steps::Step& step) {
  if (step.until) return w("step.days", {{"from", to_words(step.from)}, {"until", to_words(*step.until)}});
  if (step.start_minute)
    return w("step.day-at", {{"day", to_words(step.from)}, {"time", clock_words(*step.start_minute)}});
  return to_words(step.from);
}

Html step_list(const Words& w, const std::vector<store::steps::Step>& steps, Date today) {
  std::vector<Html> items;
  for (const auto& s : steps)
    items.push_back(html::all(link(fmt::format("/me/steps/{}", s.ref), step_title(w, s)), Html().markup("<br>"),
                              html::element("span", {{"class", "govuk-hint"}},
                                            fmt::format("{} {}", step_when(w, s) + ".", step_state(w, s, today)))));
  return html::bullets(items);
}

Html stretch_tables(const Words& w, const std::vector<place::Stretch>& then, const std::vector<place::Stretch>& now) {
  Html out;
  for (const auto& s : then) {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = s.until ? w("stretch.days", {{"from", to_words(s.from)}, {"until", to_words(*s.until)}})
                            : w("stretch.from", {{"from", to_words(s.from)}});
    table.caption_classes = "govuk-table__caption--s";
    table.first_cell_is_header = true;
    table.head = {{.text = w("club.parts.who")},
                  {.text = w("club.parts.rent"), .format = "numeric"},
                  {.text = w("club.parts.support"), .format = "numeric"},
                  {.text = w("club.parts.week"), .format = "numeric"}};
    if (!now.empty()) table.head.push_back({.text = w("club.exit.now"), .format = "numeric"});
    Pence rent, support;
    for (const auto& sum : s.sums) {
      const std::string hint = sum.away ? w("stretch.away") : sum.room_name;
      std::vector<govuk::TableCell> row = {{.html = html::all(sum.known_as, Html().markup("<br>"),
                                                              html::element("span", {{"class", "govuk-hint"}}, hint))},
                                           {.text = to_pounds(sum.rent), .format = "numeric"},
                                           {.text = to_pounds(sum.support), .format = "numeric"},
                                           {.text = to_pounds(sum.week()), .format = "numeric"}};
      if (!now.empty()) {
        const auto& before = now.front().sums;
        const auto known = std::ranges::find(before, sum.person, &place::DaySum::person);
        row.push_back({.text = known == before.end() ? "–" : to_pounds(known->week()), .format = "numeric"});
      }
      table.rows.push_back(std::move(row));
      rent += sum.rent;
      support += sum.support;
    }
    std::vector<govuk::TableCell> all = {{.text = w("club.parts.all")},
                                         {.text = to_pounds(rent), .format = "numeric"},
                                         {.text = to_pounds(support), .format = "numeric"},
                                         {.text = to_pounds(rent + support), .format = "numeric"}};
    if (!now.empty()) all.push_back({});
    table.rows.push_back(std::move(all));
    out += html::element("div",
                         {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", table.caption}},
                         govuk::table(table));
  }
  return out;
}

Html blocks_inset(const Words& w, const std::vector<place::Block>& blocks) {
  Html out;
  for (const auto& b : blocks) {
    Html inner = html::p(html::strong(w("block.stands", {{"organisation", b.organisation}})));
    inner += paragraph(w("block.reason", {{"reason", b.reason}}));
    inner += paragraph(w("block.until", {{"date", to_words(b.review)}}));
    inner += html::element("p", {{"class", "govuk-body"}}, link("/me/blocks", w("block.to-list")));
    out += govuk::inset_text({.html = inner});
  }
  return out;
}

Html my_blocks(Page& p) {
  auto blocks = place::see_blocks(p.work());
  std::erase_if(blocks, [&](const place::Block& b) { return !place::stands(b, p.today()); });
  return blocks_inset(p.w, blocks);
}

Answer step_refused(Page& p, const Refusal& refusal, const std::string& back) {
  const std::string id = fmt::format("step.sorry.{}", refusal.code);
  Html out = heading(p.w("club.sorry"));
  out += paragraph(p.w.has(id) ? p.w(id) : refusal.sentence);
  const bool blocked = refusal.code == "blocked";
  out += html::element("p", {{"class", "govuk-body"}},
                       link(blocked ? "/me/blocks" : back, p.w(blocked ? "block.to-list" : "club.look-again")));
  const int status = refusal.code == "gone" ? 404 : refusal.code == "taken" || refusal.code == "changed" ? 409 : 422;
  return {p.page(p.w("club.sorry"), out, {.back = back, .status = status}), false};
}

namespace step_pages {
namespace {

using place::StepView;

std::string address(const StepView& view) {
  return fmt::format("/me/steps/{}", view.step.ref);
}

Html facts(const Words& w, const StepView& view) {
  govuk::SummaryList list;
  const auto row = [&](const char* key, const std::string& value) {
    if (!value.empty()) list.rows.push_back({.key = {.text = w(key)}, .value = {.text = value}});
  };
  const auto& s = view.step;
  std::vector<std::string> names;
  for (const auto& one : view.people) names.push_back(one.known_as);
  row("club.who", and_list(names));
  row(s.kind == "leave" ? "step.last-day" : "step.when", step_when(w, s));
  row("step.where", s.kind == "trial" ? s.home_name : s.where);
  row("step.words", s.words);
  if (s.kind == "trial") {
    row("step.pays", w(fmt::format("step.pays.{}", s.pays)));
    if (const auto share = view.people[view.me].share)
      row("step.my-part", w("step.my-part.said", {{"amount", to_pounds(*share)}}));
  }
  row("step.by", s.by_name);
  return govuk::summary_list(list);
}

/// What the providers of the house have to say to it: before the people answer, and after.
Html providers_words(const Visit& v, const StepView& view) {
  const Words& w = v.w;
  std::vector<Html> said;
  for (const auto& name : view.would_ask)
    if (std::ranges::none_of(view.with_providers, [&](const auto& c) {
          return c.provider_name == name && c.sums == view.sums && c.status != "over";
        }))
      said.push_back(html::text(w("step.provider.would-ask", {{"provider", name}})));
  for (const auto& name : view.would_tell)
    said.push_back(html::text(w("step.provider.would-tell", {{"provider", name}})));
  for (const auto& c : view.with_providers) {
    if (c.status == "over" || (c.status == "asked" && !view.step.open(v.today()))) continue;
    const std::string sentence =
        w("step.provider." + c.status, {{"provider", c.provider_name}, {"date", to_words(view.step.answer_by)}});
    said.push_back(c.words.empty() ? html::text(sentence)
                                   : html::all(sentence, " ", w("step.provider.words", {{"words", c.words}})));
  }
  if (said.empty()) return {};
  return heading2(w("step.provider")) + html::bullets(said);
}

Html change_words(const Words& w, const StepView& view) {
  const auto& s = view.step;
  Html out;
  if (view.then.empty()) return out;
  out += heading2(w("step.changes"));
  out += paragraph(w(fmt::format("step.{}.changes", s.kind), {{"name", s.about_name}}));
  out += stretch_tables(w, view.then, view.now);
  if (view.money_short) out += govuk::inset_text({.text = w("step.money-short")});
  return out;
}

/// What stays with whoever leaves, to the penny.
Html keeps(const Words& w, const StepView& view) {
  Html out = heading2(w("step.keeps"));
  out += paragraph(w("step.keeps.lead"));
  govuk::SummaryList list;
  list.rows.push_back({.key = {.text = w("step.keeps.available")}, .value = {.text = to_pounds(view.my_available)}});
  list.rows.push_back({.key = {.text = w("step.keeps.promised")}, .value = {.text = to_pounds(view.my_promised)}});
  return out + govuk::summary_list(list) + paragraph(w("step.keeps.after", {{"date", to_words(view.step.from)}}));
}

Html answers(const Visit& v, const StepView& view) {
  const Words& w = v.w;
  const auto& s = view.step;
  const bool alone = s.kind == "leave";
  Html out;
  if (s.open(v.today())) {
    out += heading2(w("club.answer"));
    if (!alone)
      out +=
          paragraph(w("club.yeses", {{"n", std::to_string(view.yeses)}, {"all", std::to_string(view.people.size())}}));
    if (view.i_said_yes) out += paragraph(w("step.you-said-yes"));
  }
  if (view.can_answer && view.blocks.empty()) {
    out += paragraph(w(alone ? "step.leave.answer" : "step.answer", {{"date", to_words(s.answer_by)}}));
    Html inner;
    inner += html::hidden("sums", view.sums);
    inner += html::approve({.text = w(fmt::format("step.{}.yes", s.kind))});
    out += v.form_to(address(view) + "/yes", inner);
  }
  if (view.can_stop) {
    const char* words = s.status == "agreed" ? (alone              ? "step.leave.stay"
                                                : s.kind == "away" ? "step.away.back"
                                                                   : "step.cancel")
                        : alone              ? "step.leave.stay"
                                             : "step.no";
    out += v.button_to(address(view) + "/stop", w(words), {}, "govuk-button--secondary");
    if (!alone && s.kind != "away") out += hint_paragraph(w("step.no.hint"));
  }
  return out;
}

Html alongside(const Visit& v, const StepView& view) {
  const Words& w = v.w;
  const auto& s = view.step;
  if ((s.kind != "meeting" && s.kind != "trial") || !view.can_stop) return {};
  Html out = heading2(w("step.alongside"));
  if (view.supporters.empty())
    return out + paragraph(w("step.alongside.none")) +
           html::element("p", {{"class", "govuk-body"}}, link("/me/people", w("around.title")));
  govuk::Radios radios;
  radios.name = "account";
  radios.value = view.people[view.me].alongside_ref.empty() ? "nobody" : view.people[view.me].alongside_ref;
  radios.fieldset.legend = {.text = w("step.alongside.ask"), .classes = "govuk-fieldset__legend--s"};
  radios.hint.text = w("step.alongside.hint");
  for (const auto& a : view.supporters) radios.items.push_back({.text = a.name, .value = a.account_ref});
  radios.items.push_back({.text = w("step.alongside.nobody"), .value = "nobody"});
  return out + v.form_to(address(view) + "/alongside",
                         govuk::radios(radios) +
                             govuk::button({.text = w("account.save"), .classes = "govuk-button--secondary"}));
}

Html after(const Visit& v, const StepView& view) {
  if (!view.can_say_after) return {};
  const Words& w = v.w;
  Html out = heading2(w("step.after"));
  for (std::size_t i = 0; i < view.people.size(); ++i) {
    const auto& one = view.people[i];
    if (i != view.me && one.after_seen == "all" && !one.after_words.empty())
      out += govuk::inset_text({.html = html::p(html::strong(one.known_as)) + html::text(one.after_words)});
  }
  const auto& mine = view.people[view.me];
  Html inner =
      words_input(v, "words", w("step.after.ask"), w("step.after.hint"), typed_or(v, "words", mine.after_words));
  govuk::Radios seen;
  seen.name = "seen";
  seen.value = typed_or(v, "seen", mine.after_seen);
  seen.fieldset.legend = {.text = w("step.after.seen"), .classes = "govuk-fieldset__legend--s"};
  seen.items = {{.text = w("step.after.seen.me"), .value = "me"}, {.text = w("step.after.seen.all"), .value = "all"}};
  inner += govuk::radios(seen);
  inner += govuk::button({.text = w("account.save"), .prevent_double_click = true});
  return out + v.form_to(address(view) + "/after", inner);
}

Html content(const Visit& v, const StepView& view) {
  const Words& w = v.w;
  Html out = heading(step_title(w, view.step));
  out += govuk::inset_text({.text = step_state(w, view.step, v.today())});
  out += blocks_inset(w, view.blocks);
  out += facts(w, view);
  if (view.step.kind == "leave" && view.step.about == view.people[view.me].person && view.can_stop)
    out += keeps(w, view);
  out += change_words(w, view);
  out += providers_words(v, view);
  out += answers(v, view);
  out += alongside(v, view);
  out += after(v, view);
  if (!view.step.club_ref.empty())
    out += html::element("p", {{"class", "govuk-body"}},
                         link(fmt::format("/clubs/{}", view.step.club_ref), view.step.club_name));
  return out;
}

Answer show_steps(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("steps.title"));
  out += paragraph(w("steps.lead"));
  std::vector<store::steps::Step> waiting, coming, past;
  for (auto& s : place::see_steps(p.work())) {
    const bool over = s.status == "cancelled" || s.lapsed(p.today()) || s.until.value_or(s.from) < p.today();
    (over ? past : s.status == "open" ? waiting : coming).push_back(std::move(s));
  }
  const auto group = [&](const char* title, const auto& steps) {
    if (!steps.empty()) out += heading2(w(title)) + step_list(w, steps, p.today());
  };
  group("steps.waiting", waiting);
  group("steps.coming", coming);
  group("steps.past", past);
  if (waiting.empty() && coming.empty() && past.empty()) out += paragraph(w("steps.none"));
  out += html::element("p", {{"class", "govuk-body"}}, link("/me/meetings/new", w("meeting.propose")));
  out += html::element("p", {{"class", "govuk-body"}}, link("/me/blocks", w("blocks.title")));
  return p.show(w("steps.title"), out, {.back = "/me"});
}

Answer show_step(Page& p) {
  const auto view = place::see_step(p.work(), p.parameter("step"), place::built_in_price_book());
  if (!view) return step_refused(p, view.error(), "/me/steps");
  return p.show(step_title(p.w, view->step), content(p, *view), {.back = "/me/steps"});
}

std::string here(Page& p) {
  return fmt::format("/me/steps/{}", p.parameter("step"));
}

Answer do_yes(Page& p) {
  const auto said =
      place::say_yes_to_step(p.work(), p.parameter("step"), p.typed("sums"), place::built_in_price_book());
  if (!said) return step_refused(p, said.error(), here(p));
  return p.done(here(p), *said == place::StepSaid::agreed           ? "step-agreed"
                         : *said == place::StepSaid::asked_provider ? "step-asked-provider"
                                                                    : "step-yes");
}

Answer do_stop(Page& p) {
  const auto done = place::stop_step(p.work(), p.parameter("step"), place::built_in_price_book());
  if (!done) return step_refused(p, done.error(), here(p));
  return p.done(here(p), "step-stopped");
}

Answer do_alongside(Page& p) {
  const std::string account = p.typed("account");
  if (const auto done = place::choose_alongside(p.work(), p.parameter("step"), account == "nobody" ? "" : account);
      !done)
    return step_refused(p, done.error(), here(p));
  return p.done(here(p), "saved");
}

Answer do_after(Page& p) {
  if (const auto done = place::say_how_it_was(p.work(), p.parameter("step"), p.typed("words"), p.typed("seen"));
      !done) {
    if (done.error().code != "words") return step_refused(p, done.error(), here(p));
    p.errors.add("words", p.w("step.after.empty"));
    const auto view = place::see_step(p.work(), p.parameter("step"), place::built_in_price_book());
    if (!view) return step_refused(p, view.error(), "/me/steps");
    return p.again(step_title(p.w, view->step), content(p, *view), {.back = "/me/steps"});
  }
  return p.done(here(p), "saved");
}

}  // namespace
}  // namespace step_pages

void add_step_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace step_pages;
  routes.insert(routes.end(), {
                                  {get, "/me/steps", "see-own", About::own_person, show_steps},
                                  {get, "/me/steps/{step}", "see-own", About::own_person, show_step},
                                  {post, "/me/steps/{step}/yes", "change-own", About::own_person, do_yes},
                                  {post, "/me/steps/{step}/stop", "change-own", About::own_person, do_stop},
                                  {post, "/me/steps/{step}/alongside", "change-own", About::own_person, do_alongside},
                                  {post, "/me/steps/{step}/after", "change-own", About::own_person, do_after},
                              });
}

}  // namespace onepot::web
