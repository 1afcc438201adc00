#pragma once
// The evaluation workspace: what is asked is fixed and stamped before any result can be seen; a later change stays
// visible with its reason; a result knows its data, its code and its seed, so that anybody can make it again.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/json.h"
#include "onepot/learn/verdict/savings.h"
#include "onepot/place/work.h"
#include "onepot/store/evaluations.h"

namespace onepot::place {

using store::evaluations::Evaluation;
using store::evaluations::Plan;

// What a plan may ask for, by code.
std::vector<std::string> evaluation_groups(store::Session& session, PlaceId place);  ///< "size:micro", "kind:agency", …
const std::vector<std::string>& evaluation_outcomes();
const std::vector<std::string>& evaluation_covariates();
const std::vector<std::string>& evaluation_methods();  ///< the estimators, by learn's names
/// What a plan is about: "compare" (once), "change" (a support that began at different times: methods "change-never"
/// and "change-not-yet", named after whom it is compared with) or "synth" (one place or provider against a mix of the
/// others: methods "sdid" and "sc").
std::string_view analysis_of(const Plan& plan);
bool is_over_time(const Plan& plan);
const std::vector<std::string>& evaluation_methods(std::string_view analysis);
const std::vector<std::string>& evaluation_units(std::string_view analysis);
const std::vector<int>& evaluation_period_weeks();
/// Outcomes that an analysis can look at: what compares an answer with one before it is no outcome of a period.
std::vector<std::string> evaluation_outcomes(std::string_view analysis);
/// The whole periods between a plan's first and last day, each with its own first and last day.
std::vector<std::pair<Date, Date>> periods_of(const Plan& plan);
const std::vector<std::string>& evaluation_integration();  ///< four kinds of integration

/// see-evaluation.
std::vector<Evaluation> evaluations(const Work& work);
/// see-evaluation. Refused "gone".
Result<Evaluation> evaluation(const Work& work, std::string_view ref);

/// The day from which a verdict is fair: set-up, then time to work, and never before the last answers are in.
Date fair_from(const Plan& plan);
/// Everything wrong with a plan; where.column is the field.
Refusals plan_faults(const Plan& plan, std::string_view title, const std::vector<std::string>& groups);
/// evaluate. Gives the ref of a new draft. Refuses what plan_faults names.
tl::expected<std::string, Refusals> draft_evaluation(const Work& work, std::string_view title,
                                                     std::string_view innovation_ref, const Plan& plan);
/// evaluate. Refuses what plan_faults names, "gone", and "fixed" where it is no draft any more.
tl::expected<void, Refusals> change_draft(const Work& work, std::string_view ref, std::string_view title,
                                          const Plan& plan);
/// evaluate. Stamps the draft. Refused "taken" where that is done already.
Result<void> fix_evaluation(const Work& work, std::string_view ref);
/// evaluate. A dated amendment: `plan.version` is the one that was read, `plan.reason` says why. Refuses what
/// plan_faults names, "reason", "same" where nothing changes, "draft", and "taken" where it was amended meanwhile.
tl::expected<void, Refusals> amend_evaluation(const Work& work, std::string_view ref, Plan plan);
/// Names of the fields in which two versions differ.
std::vector<std::string> changed_fields(const Plan& before, const Plan& after);
/// What is stamped, as text.
std::string plan_text(std::string_view title, const Plan& plan);

/// A result that is made and not yet kept.
struct MadeResult {
  std::int64_t version = 0, seed = 1;
  std::string data_version, code_version, figures, figures_version;
  std::string maturity;  ///< of the clock today; no part of the figures
};
/// SHA-256 of the sources that results are made by: another whenever any of them changes.
std::string_view evaluation_code_version();
/// Reads the rows of those who consent now and computes everything. Slow: for the slow lane, in a read transaction.
/// Refused "gone" and "draft": nothing is computed before the plan is fixed. `version` 0: the plan as it holds now.
Result<MadeResult> make_result(const Work& work, std::string_view ref, std::int64_t version = 0, std::int64_t seed = 1);
/// evaluate. Keeps it; gives its ref. Refused "taken" where the plan was amended meanwhile.
Result<std::string> keep_result(const Work& work, std::string_view ref, const MadeResult& made);
/// evaluate. Keeps that a result was made again, and as what. Refused "gone".
Result<void> keep_rerun(const Work& work, std::string_view ref, std::string_view result_ref, const MadeResult& made);

/// The figures of a plan over rows: pure, so that a test can hold it against a slow version.
json::object figures_of(const Plan& plan, const std::vector<store::evaluations::Lived>& rows, std::int64_t seed);
/// One period of a plan over time: those who had support on its first day, with what was told and done in it.
struct PeriodRows {
  Date from, until;
  std::vector<store::evaluations::Lived> rows;
};
/// The figures of a plan over time: group-time differences-in-differences, or synthetic controls. Pure. Who began
/// counts from the first period on whose first day they had the support, and goes on counting when they leave it.
json::object figures_over_time(const Plan& plan, const std::vector<PeriodRows>& periods, std::int64_t seed);
/// Whether somebody belongs to a group; "others" is not asked here.
bool in_group(const store::evaluations::Lived& row, std::string_view group);

/// evaluate. What the evaluator concludes from a result. Refused "gone", "empty", "verdict", "taken-back"
/// where somebody in the figures has taken their yes back, and "early" where it is
/// before the clock says that it is time and `knows_early` is not said: the conclusion then carries the warning for
/// good.
Result<void> conclude(const Work& work, std::string_view ref, std::string_view result_ref, std::string_view verdict,
                      std::string_view words, bool knows_early);
/// evaluate. Refused by field: "kind", "words", and what learn::savings refuses: "no-budget", "no-source",
/// "out-of-order", "both-kinds".
Result<void> add_saving(const Work& work, std::string_view ref, store::evaluations::Saving saving);
/// The place's lines as learn's two types, which nothing adds.
Result<learn::Savings> savings_of(const std::vector<store::evaluations::Saving>& all);
Result<void> remove_saving(const Work& work, std::string_view ref, std::string_view saving_ref);

}  // namespace onepot::place
