#include "onepot/place/evaluations.h"

#include <fmt/format.h>

#include <algorithm>

#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/learn/verdict/maturity.h"

namespace onepot::place {
namespace evaluations_detail {
namespace {

using Codes = std::vector<std::string>;
constexpr std::size_t words_most = 4000;
constexpr std::ptrdiff_t periods_needed = 3, periods_most = 60;

bool has(const Codes& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

Refusals one(std::string code, std::string sentence, std::string field = {}) {
  return {Refusal{std::move(code), std::move(sentence), Where{{}, 0, std::move(field)}}};
}

Refusal gone() {
  return {"gone", "There is no such evaluation here"};
}

/// What a plan over time has to say besides.
void time_faults(const Plan& plan, Refusals& out) {
  const auto bad = [&](const char* code, const char* sentence, const char* field) {
    out.push_back({code, sentence, Where{{}, 0, field}});
  };
  const bool synth = analysis_of(plan) == "synth";
  const auto& weeks = evaluation_period_weeks();
  if (!has(evaluation_units(analysis_of(plan)), plan.unit)) bad("unknown", "Choose who is followed", "unit");
  if (std::ranges::find(weeks, plan.period_weeks) == weeks.end()) {
    bad("unknown", "Choose how long a period is", "period-weeks");
    return;
  }
  const bool named = plan.support.starts_with("area:") || plan.support.starts_with("provider:");
  if (synth != named || (synth && !plan.support.starts_with(plan.unit + ":")))
    bad("group", "Choose one of those that are followed", "support");
  const auto periods = periods_of(plan);
  if (std::ssize(periods) < periods_needed || std::ssize(periods) > periods_most)
    bad("periods", "Between the first and the last day there must be 3 to 60 whole periods", "until");
  if (!synth) return;
  std::ptrdiff_t before = 0;
  for (const auto& [from, until] : periods) before += plan.started && until < *plan.started ? 1 : 0;
  if (!plan.started || before < 2 || before >= std::ssize(periods))
    bad("started", "Two whole periods must come before this day, and one from it on", "started");
}

Codes known_groups(const Work& work) {
  auto out = evaluation_groups(work.session, work.actor().place);
  for (const auto& [code, name] : store::evaluations::named_units(work.session, work.actor().place))
    out.push_back(code);
  return out;
}

std::optional<Evaluation> of_place(const Work& work, std::string_view ref) {
  return store::evaluations::by_ref(work.session, work.actor().place, ref);
}

}  // namespace
}  // namespace evaluations_detail

using evaluations_detail::gone;
using evaluations_detail::has;
using evaluations_detail::of_place;
using evaluations_detail::one;

std::vector<std::string> evaluation_groups(store::Session& session, PlaceId place) {
  std::vector<std::string> out = {"size:micro", "size:small", "size:medium", "size:large"};
  for (const auto& kind : store::evaluations::provider_kinds(session, place)) out.push_back("kind:" + kind);
  for (const auto* group : {"innovation:any", "innovation:what", "innovation:how", "innovation:who",
                            "holding:direct-payment", "holding:isf", "holding:notional", "holding:mixed", "club:yes"})
    out.emplace_back(group);
  return out;
}
const std::vector<std::string>& evaluation_outcomes() {
  static const std::vector<std::string> codes = {"life",      "life-change", "life-carer", "workers",
                                                 "cost-hour", "cost-week",   "events"};
  return codes;
}
const std::vector<std::string>& evaluation_covariates() {
  static const std::vector<std::string> codes = {"age", "village", "budget", "life-before", "club"};
  return codes;
}
const std::vector<std::string>& evaluation_methods() {
  static const std::vector<std::string> codes = {"naive", "regression", "matching", "ipw", "aipw", "entropy"};
  return codes;
}
std::string_view analysis_of(const Plan& plan) {
  if (plan.method.starts_with("change-")) return "change";
  return plan.method == "sdid" || plan.method == "sc" ? "synth" : "compare";
}
bool is_over_time(const Plan& plan) {
  return analysis_of(plan) != "compare";
}
const std::vector<std::string>& evaluation_methods(std::string_view analysis) {
  static const std::vector<std::string> change = {"change-never", "change-not-yet"}, synth = {"sdid", "sc"};
  return analysis == "change" ? change : analysis == "synth" ? synth : evaluation_methods();
}
const std::vector<std::string>& evaluation_units(std::string_view analysis) {
  static const std::vector<std::string> change = {"person", "provider", "area"}, synth = {"area", "provider"}, none;
  return analysis == "change" ? change : analysis == "synth" ? synth : none;
}
const std::vector<int>& evaluation_period_weeks() {
  static const std::vector<int> weeks = {4, 13, 26};
  return weeks;
}
std::vector<std::string> evaluation_outcomes(std::string_view analysis) {
  auto out = evaluation_outcomes();
  if (analysis != "compare") std::erase(out, "life-change");
  return out;
}
std::vector<std::pair<Date, Date>> periods_of(const Plan& plan) {
  std::vector<std::pair<Date, Date>> out;
  if (plan.period_weeks <= 0) return out;
  for (Date from = plan.from; from + plan.period_weeks * 7 <= plan.until + 1; from = from + plan.period_weeks * 7)
    out.emplace_back(from, from + (plan.period_weeks * 7 - 1));
  return out;
}
const std::vector<std::string>& evaluation_integration() {
  static const std::vector<std::string> codes = {"across-health", "across-boundaries", "of-resources",
                                                 "around-the-person"};
  return codes;
}

std::vector<Evaluation> evaluations(const Work& work) {
  work.only_for({"see-evaluation"});
  return store::evaluations::all(work.session, work.actor().place);
}

Result<Evaluation> evaluation(const Work& work, std::string_view ref) {
  work.only_for({"see-evaluation", "evaluate"});
  auto found = of_place(work, ref);
  if (!found) return tl::unexpected(gone());
  return *std::move(found);
}

Date fair_from(const Plan& plan) {
  const auto clock = learn::maturity(
      {.began = plan.began, .set_up_months = plan.set_up_months, .effect_months = plan.effect_months}, {}, plan.began);
  return clock ? std::max(clock->earliest_verdict, plan.until) : plan.until;
}

Refusals plan_faults(const Plan& plan, std::string_view title, const std::vector<std::string>& groups) {
  Refusals out;
  const auto bad = [&](const char* code, const char* sentence, const char* field) {
    out.push_back({code, sentence, Where{{}, 0, field}});
  };
  const auto words = [&](std::string_view text, const char* field) {
    if (trim(text).empty()) bad("empty", "Say it in words", field);
    if (text.size() > evaluations_detail::words_most) bad("long", "Say it in fewer words", field);
  };
  words(title, "title");
  words(plan.question, "question");
  if (!has(groups, plan.support)) bad("group", "Choose whose support it is about", "support");
  if (plan.compared != "others" && !has(groups, plan.compared)) bad("group", "Choose with whom", "compared");
  if (!plan.support.empty() && plan.support == plan.compared)
    bad("same-group", "Choose another group to compare with", "compared");
  if (plan.outcomes.empty()) bad("none", "Choose what is looked at", "outcome");
  const auto analysis = analysis_of(plan);
  for (const auto& code : plan.outcomes)
    if (!has(evaluation_outcomes(analysis), code)) bad("unknown", "Choose from the list", "outcome");
  for (const auto& code : plan.covariates)
    if (!has(evaluation_covariates(), code)) bad("unknown", "Choose from the list", "covariates");
  for (const auto& code : plan.integration)
    if (!has(evaluation_integration(), code)) bad("unknown", "Choose from the list", "integration");
  if (!has(evaluation_methods(analysis), plan.method)) bad("unknown", "Choose from the list", "method");
  if (is_over_time(plan)) evaluations_detail::time_faults(plan, out);
  if (plan.estimand != "ATT" && plan.estimand != "ATE") bad("unknown", "Choose from the list", "estimand");
  if (plan.estimand == "ATE" && plan.method == "matching")
    bad("estimand", "Matching on its own answers for those who had the support", "estimand");
  if (analysis == "compare" && plan.method != "naive" && plan.covariates.empty())
    bad("covariates", "Say in what people should be alike", "covariates");
  if (plan.until <= plan.from) bad("order", "The last day must come after the first", "until");
  if (plan.set_up_months < 0 || plan.set_up_months > 120) bad("months", "From 0 to 120 months", "set-up");
  if (plan.effect_months < 1 || plan.effect_months > 120) bad("months", "From 1 to 120 months", "effect");
  words(plan.mature_why, "mature-why");
  return out;
}

std::string plan_text(std::string_view title, const Plan& p) {
  std::string out;
  const auto line = [&](std::string_view name, std::string_view value) {
    out += fmt::format("{}: {}\n", name, value);  // a value may have lines of its own: it is followed by its length
    out += fmt::format("{}\n", value.size());
  };
  line("title", title);
  line("version", std::to_string(p.version));
  line("question", p.question);
  line("support", p.support);
  line("compared", p.compared);
  line("outcomes", join(p.outcomes, "|"));
  line("method", p.method);
  line("estimand", p.estimand);
  line("covariates", join(p.covariates, "|"));
  line("integration", join(p.integration, "|"));
  line("from", to_iso(p.from));
  line("until", to_iso(p.until));
  line("began", to_iso(p.began));
  line("set-up", std::to_string(p.set_up_months));
  line("effect", std::to_string(p.effect_months));
  line("mature-why", p.mature_why);
  line("reason", p.reason);
  if (is_over_time(p)) {  // a plan that compares once is stamped as it always was
    line("unit", p.unit);
    line("period-weeks", std::to_string(p.period_weeks));
    line("started", p.started ? to_iso(*p.started) : "");
  }
  return out;
}

std::vector<std::string> changed_fields(const Plan& a, const Plan& b) {
  std::vector<std::string> out;
  const auto look = [&](bool same, const char* field) {
    if (!same) out.emplace_back(field);
  };
  look(a.question == b.question, "question");
  look(a.support == b.support, "support");
  look(a.compared == b.compared, "compared");
  look(a.outcomes == b.outcomes, "outcome");
  look(a.covariates == b.covariates, "covariates");
  look(a.method == b.method, "method");
  look(a.estimand == b.estimand, "estimand");
  look(a.unit == b.unit, "unit");
  look(a.period_weeks == b.period_weeks, "period-weeks");
  look(a.started == b.started, "started");
  look(a.integration == b.integration, "integration");
  look(a.from == b.from, "from");
  look(a.until == b.until, "until");
  look(a.began == b.began, "began");
  look(a.set_up_months == b.set_up_months, "set-up");
  look(a.effect_months == b.effect_months, "effect");
  look(a.mature_why == b.mature_why, "mature-why");
  return out;
}

tl::expected<std::string, Refusals> draft_evaluation(const Work& work, std::string_view title,
                                                     std::string_view innovation_ref, const Plan& plan) {
  work.only_for({"evaluate"});
  if (auto faults = plan_faults(plan, title, evaluations_detail::known_groups(work)); !faults.empty())
    return tl::unexpected(std::move(faults));
  const std::string ref = work.new_ref();
  store::evaluations::add(work.session, work.actor().place, work.actor().account, ref, trim(title), innovation_ref,
                          plan, work.now());
  work.audit("evaluation:" + ref, {}, "drafted");
  return ref;
}

tl::expected<void, Refusals> change_draft(const Work& work, std::string_view ref, std::string_view title,
                                          const Plan& plan) {
  work.only_for({"evaluate"});
  const auto found = of_place(work, ref);
  if (!found) return tl::unexpected(Refusals{gone()});
  if (auto faults = plan_faults(plan, title, evaluations_detail::known_groups(work)); !faults.empty())
    return tl::unexpected(std::move(faults));
  if (!store::evaluations::change_draft(work.session, found->id, trim(title), plan, work.actor().account, work.now()))
    return tl::unexpected(one("taken", "It is fixed: change it by an amendment"));
  work.audit("evaluation:" + found->ref, {}, "draft changed");
  return {};
}

Result<void> fix_evaluation(const Work& work, std::string_view ref) {
  work.only_for({"evaluate"});
  const auto found = of_place(work, ref);
  if (!found) return tl::unexpected(gone());
  const Plan& plan = found->now();
  const std::string stamp = to_hex(sha256(plan_text(found->title, plan)));
  const auto answers = store::evaluations::answers(work.session, work.actor().place, plan.from, plan.until);
  if (!store::evaluations::fix(work.session, found->id, stamp, answers, work.now()))
    return refuse("taken", "It was fixed already");
  work.audit("evaluation:" + found->ref, {}, "fixed");
  return {};
}

tl::expected<void, Refusals> amend_evaluation(const Work& work, std::string_view ref, Plan plan) {
  work.only_for({"evaluate"});
  const auto found = of_place(work, ref);
  if (!found) return tl::unexpected(Refusals{gone()});
  if (!found->is_fixed()) return tl::unexpected(one("draft", "It is a draft: change it as it is"));
  Refusals faults = plan_faults(plan, found->title, evaluations_detail::known_groups(work));
  if (trim(plan.reason).empty()) faults.push_back({"reason", "Say why it changes", Where{{}, 0, "reason"}});
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  if (plan.version != found->now().version)
    return tl::unexpected(one("taken", "Somebody amended it while you were writing"));
  if (changed_fields(found->now(), plan).empty()) return tl::unexpected(one("same", "Nothing is changed", "reason"));
  ++plan.version;
  plan.answers_then = store::evaluations::answers(work.session, work.actor().place, plan.from, plan.until);
  plan.stamp = to_hex(sha256(plan_text(found->title, plan)));
  if (!store::evaluations::amend(work.session, found->id, plan, work.actor().account, work.now()))
    return tl::unexpected(one("taken", "Somebody amended it while you were writing"));
  work.audit("evaluation:" + found->ref, {}, fmt::format("amended to version {}", plan.version));
  return {};
}

Result<void> conclude(const Work& work, std::string_view ref, std::string_view result_ref, std::string_view verdict,
                      std::string_view words, bool knows_early) {
  work.only_for({"evaluate"});
  const auto found = of_place(work, ref);
  if (!found) return tl::unexpected(gone());
  if (verdict != "better" && verdict != "worse" && verdict != "no-telling")
    return refuse("verdict", "Choose one", Where{{}, 0, "verdict"});
  if (trim(words).empty()) return refuse("empty", "Say it in words", Where{{}, 0, "words"});
  const auto rows = store::evaluations::results(work.session, found->id, work.now());
  const auto result = std::ranges::find(rows, result_ref, &store::evaluations::ResultRow::ref);
  if (result == rows.end()) return tl::unexpected(gone());
  if (result->taken_back) return refuse("taken-back", "Somebody took their yes back: make the result again first");
  const bool early =
      result->maturity != learn::name_of(learn::Maturity::mature) || work.today() < fair_from(found->now());
  if (early && !knows_early) return refuse("early", "It is too early: say that you know", Where{{}, 0, "early"});
  store::evaluations::add_conclusion(
      work.session, found->id, result->id,
      {.verdict = std::string(verdict), .words = std::string(trim(words)), .early = early}, work.actor().account,
      work.now());
  work.audit("evaluation:" + found->ref, {}, early ? "concluded early" : "concluded");
  return {};
}

Result<void> add_saving(const Work& work, std::string_view ref, store::evaluations::Saving saving) {
  work.only_for({"evaluate"});
  const auto found = of_place(work, ref);
  if (!found) return tl::unexpected(gone());
  if (saving.kind != "avoided" && saving.kind != "cashable") return refuse("kind", "Choose one", Where{{}, 0, "kind"});
  if (trim(saving.words).empty()) return refuse("words", "Say what it is", Where{{}, 0, "words"});
  if (trim(saving.budget).empty()) return refuse("no-budget", "Say on whose budget it falls", Where{{}, 0, "budget"});
  auto all = store::evaluations::savings(work.session, found->id);
  all.push_back(saving);
  if (const auto checked = savings_of(all); !checked) {
    const std::string code = checked.error().code;
    return refuse(code, checked.error().sentence,
                  Where{{},
                        0,
                        code == "no-source"      ? "evidence"
                        : code == "out-of-order" ? "central"
                        : code == "both-kinds"   ? "words"
                                                 : "agreed-by"});
  }
  saving.ref = work.new_ref();
  store::evaluations::add_saving(work.session, found->id, saving, work.actor().account, work.now());
  work.audit("evaluation:" + found->ref, {}, saving.kind == "avoided" ? "avoided cost added" : "cashable saving added");
  return {};
}

Result<learn::Savings> savings_of(const std::vector<store::evaluations::Saving>& all) {
  std::vector<learn::AvoidedLine> avoided;
  std::vector<learn::CashableLine> cashable;
  for (const auto& s : all)
    if (s.kind == "avoided")
      avoided.push_back(
          {.what = s.words,
           .source = s.evidence,
           .to = s.budget,
           .a_year = {learn::AvoidedCost(s.low), learn::AvoidedCost(s.central), learn::AvoidedCost(s.high)}});
    else if (!s.from)
      return refuse("no-budget", "Say from which day it leaves the budget, and who agreed");
    else
      cashable.push_back(
          {.what = s.words,
           .source = s.evidence,
           .budget = s.budget,
           .agreed_by = s.agreed_by,
           .from = *s.from,
           .a_year = {learn::CashableSaving(s.low), learn::CashableSaving(s.central), learn::CashableSaving(s.high)}});
  return learn::savings(std::move(avoided), std::move(cashable));
}

Result<void> remove_saving(const Work& work, std::string_view ref, std::string_view saving_ref) {
  work.only_for({"evaluate"});
  const auto found = of_place(work, ref);
  if (!found || !store::evaluations::remove_saving(work.session, found->id, saving_ref, work.now()))
    return tl::unexpected(gone());
  work.audit("evaluation:" + found->ref, {}, "saving removed");
  return {};
}

}  // namespace onepot::place
