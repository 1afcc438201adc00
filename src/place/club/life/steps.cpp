// Steps as one of those who are asked sees and answers them.
#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/place/pots.h"
#include "onepot/place/together.h"
#include "onepot/store/agreements.h"
#include "step_rules.h"
#include "with_providers.h"

namespace onepot::place {

namespace steps = store::steps;
namespace clubs = store::clubs;
namespace changes = store::agreement_changes;

namespace {

constexpr int most_changes_shown = 40;

tl::unexpected<Refusal> step_is_over() {
  return refuse("taken", "This has come to an end meanwhile. Look at it again.");
}

std::vector<PersonId> ids_of_asked(const std::vector<steps::Asked>& people) {
  std::vector<PersonId> out;
  for (const auto& p : people) out.push_back(p.person);
  return out;
}

bool step_is_past(const steps::Step& step, Date today) {
  return step.until.value_or(step.from) < today;
}

Result<std::pair<steps::Step, std::vector<steps::Asked>>> step_asked(const Work& work, std::string_view ref) {
  auto step = steps::by_ref(work.session, ref);
  if (!step) return refuse("gone", "There is no such thing");
  auto people = steps::people(work.session, step->id);
  if (std::ranges::find(people, work.person(), &steps::Asked::person) == people.end())
    return refuse("gone", "There is no such thing");
  return std::pair(*std::move(step), std::move(people));
}

/// What a club's change would come to; nothing for steps that change no sums.
Result<std::vector<Stretch>> change_of(const Work& work, const steps::Step& step, const PriceBook& book) {
  const auto what = step_rules::what_if(step);
  if (what.kind == WhatIf::Kind::nothing) return std::vector<Stretch>();
  const auto club = clubs::club(work.session, step.club);
  if (!club || club->status != "agreed") return step_is_over();
  return stretches_of(work.session, *club, what, book, work.now());
}

/// Done once, by the last yes.
Result<void> take_effect(const Work& work, const steps::Step& step, const std::vector<Stretch>& stretches) {
  const auto what = step_rules::what_if(step);
  if (what.kind == WhatIf::Kind::nothing) return {};
  const auto club = clubs::club(work.session, step.club);
  tell_providers(work, step, *club, stretches, digest_of(stretches));
  if (what.kind == WhatIf::Kind::join) clubs::join(work.session, club->id, step.about, step.from, work.now());
  if (what.kind != WhatIf::Kind::leave) return carry_out(work, *club, stretches, nullptr);
  clubs::leave(work.session, club->id, step.about, Instant((step.from + 1).days()));
  // Nobody can be kept because another's pot is short: the club is told, and looks on from there.
  std::vector<PersonId> short_of;
  ONEPOT_CHECK(carry_out(work, *club, stretches, &short_of));
  for (const auto& m : clubs::members(work.session, club->id, work.now()))
    steps::add_person(work.session, step.id, m.person);
  return {};
}

}  // namespace

std::vector<steps::Step> see_steps(const Work& work) {
  work.only_for({"see-own", "change-own"});
  return steps::of_person(work.session, work.person());
}

bool step_waits(const Work& work) {
  for (const auto& step : see_steps(work)) {
    if (!step.open(work.today())) continue;
    for (const auto& p : steps::people(work.session, step.id))
      if (p.person == work.person() && p.answer.empty()) return true;
  }
  return false;
}

Result<StepView> see_step(const Work& work, std::string_view ref, const PriceBook& book) {
  work.only_for({"see-own", "change-own"});
  ONEPOT_TRY(auto asked, step_asked(work, ref));
  StepView view;
  view.step = std::move(asked.first);
  view.people = std::move(asked.second);
  const Date today = work.today();
  view.me = static_cast<std::size_t>(std::ranges::find(view.people, work.person(), &steps::Asked::person) -
                                     view.people.begin());
  const bool open = view.step.open(today);
  if (open) {
    if (const auto club = clubs::club(work.session, view.step.club); club && club->status == "agreed") {
      if (auto then = change_of(work, view.step, book))
        view.then = *std::move(then);
      else
        view.money_short = true;
      for (auto& change : hours_changed(work.session, *club, view.then, today))
        (change.must_ask ? view.would_ask : view.would_tell).push_back(std::move(change.provider_name));
      if (auto now = stretches_of(work.session, *club, {}, book, work.now())) view.now = *std::move(now);
    }
    for (const auto& s : view.then) view.money_short = view.money_short || !s.everybody_can_pay();
  }
  view.with_providers = changes::of_step(work.session, view.step.id);
  view.sums = view.then.empty() ? "" : digest_of(view.then);
  for (const auto& p : view.people) view.yeses += p.answer == "yes" && (!open || p.sums == view.sums);
  const auto& mine = view.people[view.me];
  view.i_said_yes = mine.answer == "yes" && (!open || mine.sums == view.sums);
  view.can_answer = open && !view.i_said_yes;
  view.can_stop = open || (view.step.status == "agreed" && step_rules::may_stop(view.step, work.person(), today));
  const bool can_be_told = view.step.kind == "meeting" || view.step.kind == "trial";
  view.can_say_after = can_be_told && view.step.status == "agreed" && view.step.from <= today;
  for (auto& around : store::door::around(work.session, work.person(), work.now()))
    if (around.kind == "supports") view.supporters.push_back(std::move(around));
  if (view.step.kind == "leave" && view.step.about == work.person())
    if (const auto pot = pot_view(work.session, work.person(), today))
      view.my_available = pot->available(), view.my_promised = pot->committed;
  if (view.step.kind != "leave" && !step_is_past(view.step, today))
    view.blocks = blocks_between(work.session, ids_of_asked(view.people), today);
  return view;
}

Result<StepSaid> say_yes_to_step(const Work& work, std::string_view ref, std::string_view sums, const PriceBook& book) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto before, step_asked(work, ref));
  if (before.first.club) clubs::hold(work.session, before.first.club);
  ONEPOT_TRY(const auto asked, step_asked(work, ref));
  const auto& step = asked.first;
  if (!step.open(work.today())) return step_is_over();
  if (step.kind != "leave" && !blocks_between(work.session, ids_of_asked(asked.second), work.today()).empty())
    return refuse("blocked", "An organisation stands against this. Read why, and what you can do.");
  ONEPOT_TRY(const auto stretches, change_of(work, step, book));
  const std::string current = stretches.empty() ? "" : digest_of(stretches);
  const bool fits = std::ranges::all_of(stretches, &Stretch::everybody_can_pay);
  if (step.kind == "join" && !fits) return refuse("not-enough", "Together you could not pay this.");
  if (sums != current) return refuse("changed", "The sums have changed since you looked. Look at them again.");
  if (!steps::answer_yes(work.session, step.id, work.person(), current, work.now())) return step_is_over();
  work.audit("step:" + step.ref, work.person(), "yes");
  for (const auto& p : steps::people(work.session, step.id))
    if (p.answer != "yes" || p.sums != current) return StepSaid::waiting;
  if (!stretches.empty())
    if (const auto club = clubs::club(work.session, step.club); ask_providers(work, step, *club, stretches, current))
      return StepSaid::asked_provider;
  if (!steps::agree(work.session, step.id, work.now())) return step_is_over();
  ONEPOT_CHECK(take_effect(work, step, stretches));
  return StepSaid::agreed;
}

std::vector<changes::Change> see_changes(const Work& work) {
  work.only_for({"own-provider"});
  return changes::of_provider(work.session, *work.actor().provider, most_changes_shown);
}

bool change_waits(const Work& work) {
  return std::ranges::any_of(
      see_changes(work), [&](const changes::Change& c) { return c.status == "asked" && c.answer_by >= work.today(); });
}

Result<StepSaid> answer_change(const Work& work, std::string_view change_ref, bool yes, std::string_view words,
                               const PriceBook& book) {
  work.only_for({"own-provider"});
  const auto said = trim(words);
  if (said.size() > step_rules::longest_words) return refuse("words", "Make it shorter");
  const auto change = changes::by_ref(work.session, *work.actor().provider, change_ref);
  if (!change) return refuse("gone", "There is no such thing");
  const auto found = steps::by_ref(work.session, change->step_ref);
  clubs::hold(work.session, found->club);
  const auto step = *steps::by_ref(work.session, change->step_ref);  // as it is now that nobody else changes it
  if (!step.open(work.today())) return step_is_over();
  const auto asked = steps::people(work.session, step.id);
  if (!yes) {
    if (!changes::answer(work.session, change->id, false, said, work.now())) return step_is_over();
    changes::withdraw(work.session, step.id, work.now());
    if (!steps::cancel(work.session, step.id, "open", work.now())) return step_is_over();
    work.audit("change:" + change->ref, {}, "no");
    return StepSaid::waiting;
  }
  ONEPOT_TRY(const auto stretches, change_of(work, step, book));
  const std::string current = digest_of(stretches);
  const auto counts = [&](const steps::Asked& p) { return p.answer == "yes" && p.sums == current; };
  if (change->sums != current || !std::ranges::all_of(asked, counts))
    return refuse("changed", "The club's sums have changed since. They are asked again.");
  if (step.kind != "leave" && !blocks_between(work.session, ids_of_asked(asked), work.today()).empty())
    return refuse("blocked", "An organisation stands against this.");
  if (!changes::answer(work.session, change->id, true, said, work.now())) return step_is_over();
  work.audit("change:" + change->ref, {}, "yes");
  for (const auto& other : changes::of_step(work.session, step.id))
    if (other.status == "asked") return StepSaid::asked_provider;
  if (!steps::agree(work.session, step.id, work.now())) return step_is_over();
  ONEPOT_CHECK(take_effect(work, step, stretches));
  return StepSaid::agreed;
}

Result<void> stop_step(const Work& work, std::string_view ref, const PriceBook& book) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto asked, step_asked(work, ref));
  const auto& step = asked.first;
  if (step.club) clubs::hold(work.session, step.club);
  const bool agreed = step.status == "agreed";
  if (!step.open(work.today()) && !(agreed && step_rules::may_stop(step, work.person(), work.today())))
    return step_is_over();
  if (!steps::cancel(work.session, step.id, step.status, work.now())) return step_is_over();
  changes::withdraw(work.session, step.id, work.now());
  work.audit("step:" + step.ref, work.person(), "stopped");
  if (!agreed || step_rules::what_if(step).kind == WhatIf::Kind::nothing) return {};
  // A change that was agreed is undone from tomorrow on: the sums are again as they were before it.
  const auto club = clubs::club(work.session, step.club);
  if (!club || club->status != "agreed") return step_is_over();
  if (step.kind == "leave") clubs::stay(work.session, club->id, step.about);
  WhatIf as_it_was;  // an absence of nobody, from the first day that is undone
  as_it_was.kind = WhatIf::Kind::away;
  as_it_was.from = std::max(step.kind == "leave" ? step.from + 1 : step.from, work.today() + 1);
  as_it_was.until = as_it_was.from;
  ONEPOT_TRY(const auto stretches, stretches_of(work.session, *club, as_it_was, book, work.now()));
  tell_providers(work, step, *club, stretches, digest_of(stretches));
  std::vector<PersonId> short_of;
  return carry_out(work, *club, stretches, &short_of);
}

Result<void> choose_alongside(const Work& work, std::string_view ref, std::string_view account_ref) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto asked, step_asked(work, ref));
  std::optional<AccountId> chosen;
  for (const auto& around : store::door::around(work.session, work.person(), work.now()))
    if (around.kind == "supports" && around.account_ref == account_ref) chosen = around.account;
  if (!account_ref.empty() && !chosen) return refuse("supporter", "Choose one of your supporters");
  if (asked.first.status == "cancelled" || asked.first.lapsed(work.today())) return step_is_over();
  steps::set_alongside(work.session, asked.first.id, work.person(), chosen);
  work.audit("step:" + asked.first.ref, work.person(), "alongside");
  return {};
}

Result<void> say_how_it_was(const Work& work, std::string_view ref, std::string_view words, std::string_view seen) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto asked, step_asked(work, ref));
  const auto said = trim(words);
  if (said.empty() || said.size() > step_rules::longest_words)
    return refuse("words", "Say how it was, in your own words");
  if (seen != "me" && seen != "all") return refuse("seen", "Choose who may read it");
  if (asked.first.status != "agreed" || asked.first.from > work.today()) return step_is_over();
  steps::set_after(work.session, asked.first.id, work.person(), said, seen, work.now());
  work.audit("step:" + asked.first.ref, work.person(), "told how it was");
  return {};
}

std::vector<steps::Alongside> see_alongside(const Work& work) {
  work.only_for({"see-supported"});
  return steps::alongside(work.session, work.actor().account, work.today());
}

std::vector<steps::Step> see_history(const Work& work) {
  work.only_for({"see-club", "change-club"});
  const PersonId me = *work.actor().person;
  auto out = steps::of_club(work.session, ClubId{work.grant.subject().id});
  std::erase_if(out, [&](const steps::Step& s) {
    const auto people = steps::people(work.session, s.id);
    return std::ranges::find(people, me, &steps::Asked::person) == people.end();
  });
  return out;
}

}  // namespace onepot::place
