#pragma once
// Evaluations as a place keeps them: plans that are never changed once fixed, results that know what they stand on, and
// the rows of people who consent from which a result is made.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::evaluations {

using EvaluationId = Id<struct EvaluationTag>;
using ResultId = Id<struct EvaluationResultTag>;

/// One version of what is asked. Codes as in migration 0014.
struct Plan {
  std::int64_t version = 1;
  std::string question, support, compared;
  std::vector<std::string> outcomes;  ///< the first answers the question
  std::string method, estimand;
  std::vector<std::string> covariates, integration;
  Date from, until;
  Date began;  ///< of setting up: the maturity clock runs from here
  int set_up_months = 12, effect_months = 12;
  std::string mature_why, reason;
  /// Change over time: who is followed (person, provider or area; empty: compared once), in periods of how many weeks
  /// from `from` on, and from which day the one place or provider of a synthetic control did something new.
  std::string unit;
  int period_weeks = 0;
  std::optional<Date> started;
  std::string written_by;  ///< a name
  Instant written_at{};
  std::optional<Instant> fixed_at;  ///< nothing: a draft
  std::optional<std::int64_t> answers_then, results_then;
  std::string stamp;
};
struct Evaluation {
  EvaluationId id;
  std::string ref, title, innovation_ref, innovation_name;
  Instant made_at{};
  std::string made_by;
  std::vector<Plan> plans;  ///< by version; the last is what holds now
  bool is_fixed() const { return plans.front().fixed_at.has_value(); }
  const Plan& now() const { return plans.back(); }
};
/// Those of a place, the newest first.
std::vector<Evaluation> all(Session& session, PlaceId place);
std::optional<Evaluation> by_ref(Session& session, PlaceId place, std::string_view ref);
/// A new one with its draft.
EvaluationId add(Session& session, PlaceId place, AccountId by, std::string_view ref, std::string_view title,
                 std::string_view innovation_ref, const Plan& plan, Instant now);
/// Changes a draft. False where it is fixed by now.
bool change_draft(Session& session, EvaluationId id, std::string_view title, const Plan& plan, AccountId by,
                  Instant now);
/// Fixes the draft. False where somebody has done so already.
bool fix(Session& session, EvaluationId id, std::string_view stamp, std::int64_t answers_then, Instant now);
/// Adds a version, fixed at once. False where another has come after `plan.version` − 1.
bool amend(Session& session, EvaluationId id, const Plan& plan, AccountId by, Instant now);

struct Rerun {
  Instant at{};
  std::string by, data_version, code_version, figures_version;
};
struct ResultRow {
  ResultId id;
  std::string ref;
  std::int64_t version = 0;
  Instant made_at{};
  std::string made_by;
  std::string maturity;  ///< what the clock said then, by learn's names
  std::int64_t seed = 0;
  std::string data_version, code_version, figures, figures_version;
  std::vector<Rerun> reruns;
  /// Somebody whose row may be in it has taken their yes back since (taken_back.h): its figures are not to be shown.
  bool taken_back = false;
};
/// The newest first, as they stand at `now`.
std::vector<ResultRow> results(Session& session, EvaluationId id, Instant now);
void add_result(Session& session, EvaluationId id, const ResultRow& row, AccountId by, Instant now);
void add_rerun(Session& session, ResultId id, const Rerun& rerun, AccountId by, Instant now);

struct Conclusion {
  std::string result_ref, verdict, words, written_by;
  bool early = false;
  Instant written_at{};
};
std::vector<Conclusion> conclusions(Session& session, EvaluationId id);
void add_conclusion(Session& session, EvaluationId id, ResultId result, const Conclusion& c, AccountId by, Instant now);

struct Saving {
  std::string ref, kind, words, budget, evidence;  ///< kind: avoided | cashable
  Pence low, central, high;                        ///< a year
  std::string agreed_by;                           ///< of a cashable one, with the day from which it leaves
  std::optional<Date> from;
  std::string written_by;
  Instant written_at{};
};
std::vector<Saving> savings(Session& session, EvaluationId id);
void add_saving(Session& session, EvaluationId id, const Saving& saving, AccountId by, Instant now);
/// False where there is no such line, or no more.
bool remove_saving(Session& session, EvaluationId id, std::string_view ref, Instant now);

/// One person who consents to evaluation, as far as it is known on the plan's days.
struct Lived {
  std::string pseudonym;
  std::string provider_ref, provider_name, provider_kind, innovation, category, holding, area;
  std::int64_t staff_hundredths = 0;
  bool in_club = false, village = false;
  Date born, began;  ///< began: this support
  Pence budget_week, support_week, day_rate;
  std::optional<std::int64_t> life_before, life_after, carer_before, carer_after;
  std::int64_t workers = 0, visits = 0, events = 0;
};
/// Those who had support on `from`: the provider that gave most of it that day, the latest answer before it, and the
/// latest answer, visits and events from then to `until`. By pseudonym. Only consents that are live now count.
std::vector<Lived> lived(Session& session, PlaceId place, Date from, Date until, Instant now);
/// The same for those who had support on `on`, with what was told and done on the days after `from` up to `until`.
std::vector<Lived> lived(Session& session, PlaceId place, Date on, Date from, Date until, Instant now);
/// Answers about life dated after `from` and up to `until` that are there now.
std::int64_t answers(Session& session, PlaceId place, Date from, Date until);
/// Kinds of provider in the place, and categories of support bought, in the alphabet.
std::vector<std::string> provider_kinds(Session& session, PlaceId place);
/// Areas and providers of support, by code ("area:Thornby", "provider:REF NAME": the name as it is now) with their
/// name, in the order of names.
std::vector<std::pair<std::string, std::string>> named_units(Session& session, PlaceId place);

}  // namespace onepot::store::evaluations
