#include "onepot/place/pot/means.h"

#include <fmt/format.h>

#include "onepot/base/text.h"
#include "onepot/place/pot/savings.h"
#include "onepot/place/pots.h"
#include "onepot/place/rules.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/providers.h"

namespace onepot::place {
namespace {

namespace conditions = store::conditions;
using conditions::Version;

constexpr std::int64_t furthest_ahead = 366;
constexpr std::string_view own_stream = "own";
constexpr Pence most_a_week = Pence(2'000'000);  // £20,000: more is a slip of the keyboard

tl::unexpected<Refusal> means_refused(const char* field, const char* code, std::string sentence) {
  return refuse(code, std::move(sentence), Where{"", 0, field});
}

/// The version that counts on the day, else the first that will.
const Version* now_or_next(const std::vector<Version>& all, const std::string& stream, Date day) {
  if (const auto* now = conditions::in_force(all, stream, day)) return now;
  const Version* next = nullptr;
  for (const auto& v : all)
    if (v.stream_code == stream && v.answer == "accepted" && v.terms.from > day &&
        (!next || v.terms.from < next->terms.from))
      next = &v;
  return next;
}

std::vector<std::string> streams_of(const std::vector<Version>& all) {
  std::vector<std::string> out;
  for (const auto& v : all)
    if (std::ranges::find(out, v.stream_code) == out.end()) out.push_back(v.stream_code);
  return out;
}

conditions::NewVersion like(const Version& v, Date from) {
  conditions::NewVersion out;
  out.stream = v.stream;
  out.from = from;
  out.until = v.terms.until;
  out.week = v.terms.week;
  out.contribution = v.terms.contribution;
  out.payment = v.terms.payment;
  out.holding = v.terms.holding;
  if (v.holder) out.holder = v.holder;
  out.purposes = v.terms.purposes.empty() ? "*" : join(v.terms.purposes, "|");
  out.legal_basis = v.legal_basis;
  return out;
}

Result<std::pair<SwitchPreview, std::vector<conditions::NewVersion>>> planned(const Work& work,
                                                                              const SwitchPlan& plan) {
  const auto all = conditions::of(work.session, work.person());
  if (all.empty()) return refuse("no-pot", "There is no pot yet.");
  if (plan.from < work.today() || plan.from > work.today() + furthest_ahead)
    return means_refused("from", "bad-day", "Choose today or a day in the year to come.");
  const auto person = store::accounts::person(work.session, work.person());
  SwitchPreview preview;
  preview.employs_before = conditions::employs(work.session, work.person());
  preview.employs_after = plan.employs;
  std::vector<conditions::NewVersion> versions;
  for (const auto& asked : plan.streams) {
    const Version* base = now_or_next(all, asked.stream, plan.from);
    if (!base) return means_refused("stream", "no-stream", "This money is not in your pot.");
    if (asked.holding == pot::Holding::mixed)
      return means_refused("holding", "bad-holding", "Choose one way of holding for each part of the money.");
    std::optional<store::providers::Provider> holder;
    if (asked.holding == pot::Holding::isf) {
      holder = store::providers::by_ref(work.session, asked.holder_ref);
      if (!holder || holder->place != work.actor().place)
        return means_refused("holder", "no-holder", "Choose who is to hold the money for you.");
    }
    const ProviderId holder_id = holder ? holder->id : ProviderId{};
    if (base->terms.holding == asked.holding && base->holder == holder_id) continue;
    const auto held = store::ledger::balance(work.session, pot::pot_account(person->ref, asked.stream), asked.stream);
    preview.changes.push_back({base->stream_code, base->stream_name, base->terms.holding, asked.holding,
                               base->holder_name, holder ? holder->name : "", held.posted, held.committed});
    auto version = like(*base, std::max(plan.from, base->terms.from));
    version.holding = asked.holding;
    version.holder = holder ? std::optional(holder->id) : std::nullopt;
    versions.push_back(std::move(version));
  }
  if (versions.empty() && preview.employs_before == preview.employs_after)
    return refuse("nothing-changes", "The money is held like that already.");
  return std::pair(std::move(preview), std::move(versions));
}

}  // namespace

MeansView see_means(const Work& work) {
  work.only_for({"see-own", "change-own", "see-pot", "set-conditions"});
  MeansView view;
  const auto all = conditions::of(work.session, work.person());
  const auto person = store::accounts::person(work.session, work.person());
  view.employs = conditions::employs(work.session, work.person());
  view.set_aside = conditions::set_aside(work.session, work.person());
  for (const auto& stream : streams_of(all)) {
    StreamMeans means;
    const Version* now = now_or_next(all, stream, work.today());
    for (const auto& v : all) {
      if (v.stream_code != stream || v.answer == "declined") continue;
      if (!now) now = &v;
      if (v.answer.empty())
        means.waiting.push_back(v);
      else if (now->terms.version < v.terms.version && v.terms.from > work.today())
        means.to_come.push_back(v);
      else if (v.terms.version < now->terms.version)
        means.before.insert(means.before.begin(), v);
    }
    if (!now) continue;
    means.now = *now;
    const auto held = store::ledger::balance(work.session, pot::pot_account(person->ref, stream), stream);
    means.balance = held.posted;
    means.committed = held.committed;
    view.streams.push_back(std::move(means));
  }
  return view;
}

Result<SwitchPreview> preview_switch(const Work& work, const SwitchPlan& plan) {
  work.only_for({"see-own", "change-own"});
  ONEPOT_TRY(auto both, planned(work, plan));
  return std::move(both.first);
}

Result<void> switch_holding(const Work& work, const SwitchPlan& plan) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto both, planned(work, plan));
  for (const auto& version : both.second)
    conditions::add(work.session, work.person(), version, work.actor().account, "accepted", work.now());
  conditions::set_employs(work.session, work.person(), plan.employs);
  if (plan.from <= work.today()) ONEPOT_CHECK(settle_switches(work.session, work.person(), work.today()));
  work.audit("pot", work.person(), fmt::format("held otherwise from {}", to_iso(plan.from)));
  return {};
}

Result<void> propose_terms(const Work& work, const NewTerms& terms) {
  work.only_for({"set-conditions"});
  const auto all = conditions::of(work.session, work.person());
  const Version* base = now_or_next(all, terms.stream, terms.from);
  if (!base) return means_refused("stream", "no-stream", "This money is not in the pot.");
  if (terms.from <= work.today() || terms.from > work.today() + furthest_ahead)
    return means_refused("from", "bad-day", "Choose a day to come, within a year.");
  if (terms.until && *terms.until < terms.from)
    return means_refused("until", "bad-day", "The last day is before the first.");
  if (terms.week < Pence() || terms.week > most_a_week)
    return means_refused("week", "bad-amount", "Give the amount a week in pounds.");
  if (terms.contribution < Pence() || terms.contribution > terms.week)
    return means_refused("contribution", "bad-amount", "The contribution is between nothing and the amount a week.");
  if (list_of(terms.purposes).empty())
    return means_refused("purposes", "bad-purposes", "Name what the money may pay for, or * for anything.");
  if (trim(terms.why).empty()) return means_refused("why", "no-reason", "Say why, so that the person can judge it.");
  auto version = like(*base, terms.from);
  version.until = terms.until;
  version.week = terms.week;
  version.contribution = terms.contribution;
  version.payment = terms.payment;
  version.purposes = join(list_of(terms.purposes), "|");
  version.why = trim(terms.why);
  conditions::add(work.session, work.person(), version, work.actor().account, "", work.now());
  work.audit("conditions:" + terms.stream, work.person(), "proposed");
  return {};
}

Result<void> answer_terms(const Work& work, std::string_view stream, std::int64_t version, bool yes) {
  work.only_for({"change-own"});
  const auto all = conditions::of(work.session, work.person());
  const auto found = std::ranges::find_if(
      all, [&](const Version& v) { return v.stream_code == stream && v.terms.version == version && v.answer.empty(); });
  if (found == all.end()) return refuse("taken", "This has been answered already.");
  if (!conditions::answer(work.session, work.person(), found->stream, version, yes ? "accepted" : "declined",
                          work.now()))
    return refuse("taken", "This has been answered already.");
  work.audit(fmt::format("conditions:{}", stream), work.person(), yes ? "accepted" : "declined");
  return {};
}

Result<std::vector<pot::Drawn>> draw_from_pot(store::Session& session, PersonId person, Pence amount,
                                              std::string_view purpose, Date day, Date today, Rules about_spending) {
  const auto view = pot_view(session, person, today);
  auto purses = view ? place::purses(*view) : std::vector<pot::Purse>();
  if (about_spending == Rules::asked) purses = under_rules(session, person, std::move(purses), purpose, today).purses;
  const auto who = store::accounts::person(session, person);
  const auto rules = who ? rules_in_force(session, who->place, today) : std::vector<pot::SavingsRule>();
  Pence own_week, all_weeks;
  auto order = pot::Spent::last;
  if (view)
    for (const auto& stream : view->pot.streams)
      if (const auto* v = conditions::in_force(view->versions, stream.code, today)) {
        const bool own = v->stream_code == own_stream;
        all_weeks += v->terms.week;
        own_week += own ? v->terms.week : v->terms.contribution;
        if (own || v->terms.contribution > Pence())
          if (const auto* rule = pot::rule_for(rules, v->terms.holding, v->stream_code, today))
            order = rule->contribution;
      }
  return pot::draw_with_contribution(amount, purpose, day, purses, own_stream, order, own_week, all_weeks);
}

std::string holding_of(const std::vector<Version>& versions, Date day) {
  std::optional<pot::Holding> one;
  for (const auto& stream : streams_of(versions)) {
    const Version* v = now_or_next(versions, stream, day);
    if (!v) continue;
    if (one && *one != v->terms.holding) return std::string(pot::to_string(pot::Holding::mixed));
    one = v->terms.holding;
  }
  return std::string(pot::to_string(one.value_or(pot::Holding::notional)));
}

Result<void> settle_switches(store::Session& session, PersonId person, Date today) {
  const auto pot = store::pots::of(session, person);
  if (!pot) return {};
  const auto versions = conditions::of(session, person);
  if (const std::string held = holding_of(versions, today); pot->holding != held)
    conditions::set_holding(session, person, held);
  // What is free is held the new way from now on. What is promised stays as it was promised, until it is paid or free.
  const auto who = store::accounts::person(session, person);
  for (const auto& lot : store::ledger::lots_of_pot(session, who->ref)) {
    const auto* now = conditions::in_force(versions, lot.stream, today);
    if (!now || lot.balance.available() <= Pence() || lot.earmark.holding == now->terms.holding) continue;
    if (!lot.earmark.holding && now->terms.version == 1) continue;  // it was never said, and nothing changed
    pot::Transfer t;
    for (int n = 1; t.id.empty() || store::ledger::find(session, t.id); ++n)
      t.id = fmt::format("switch:{}:{}:{}:{}", pot->ref, lot.stream, now->terms.version, n);
    t.booked = t.effective = today;
    t.from = t.to = lot.account;
    t.amount = lot.balance.available();
    t.stream = lot.stream;
    t.purpose = "switch";
    t.of = lot.earmark;
    t.becomes = lot.earmark;
    t.becomes->holding = now->terms.holding;
    ONEPOT_CHECK(store::ledger::post(session, t));
  }
  return {};
}

}  // namespace onepot::place
