#include "onepot/store/evaluations.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/store/taken_back.h"

namespace onepot::store::evaluations {
namespace {

std::vector<std::string> listed(std::string_view joined) {
  return joined.empty() ? std::vector<std::string>() : split_text(joined, '|');
}

std::vector<Plan> plans(Session& session, EvaluationId id) {
  std::vector<Plan> out;
  for (const auto row : session.query(
           "SELECT p.version, p.question, p.support, p.compared, p.outcomes, p.method, p.estimand, p.covariates, "
           "p.integration, p.from_date, p.until_date, p.began_date, p.set_up_months, p.effect_months, p.mature_why, "
           "p.reason, COALESCE(a.name, ''), "
           "p.written_at, p.fixed_at, p.answers_then, p.results_then, p.stamp, p.unit, p.period_weeks, p.started_date "
           "FROM evaluation_plan p LEFT JOIN account "
           "a ON a.id = p.written_by WHERE p.evaluation_id = :id ORDER BY p.version",
           {{"id", id}})) {
    Plan p;
    p.version = row.integer(0);
    p.question = row.text(1);
    p.support = row.text(2);
    p.compared = row.text(3);
    p.outcomes = listed(row.view(4));
    p.method = row.text(5);
    p.estimand = row.text(6);
    p.covariates = listed(row.view(7));
    p.integration = listed(row.view(8));
    p.from = row.date(9);
    p.until = row.date(10);
    p.began = row.date(11);
    p.set_up_months = static_cast<int>(row.integer(12));
    p.effect_months = static_cast<int>(row.integer(13));
    p.mature_why = row.text(14);
    p.reason = row.text(15);
    p.written_by = row.text(16);
    p.written_at = row.instant(17);
    p.fixed_at = row.maybe_instant(18);
    p.answers_then = row.maybe_integer(19);
    p.results_then = row.maybe_integer(20);
    p.stamp = row.text(21);
    p.unit = row.text(22);
    p.period_weeks = static_cast<int>(row.integer(23));
    p.started = row.maybe_date(24);
    out.push_back(std::move(p));
  }
  return out;
}

Evaluation evaluation_of(Session& session, const Row& row) {
  Evaluation e;
  e.id = row.id<EvaluationId>(0);
  e.ref = row.text(1);
  e.title = row.text(2);
  e.innovation_ref = row.text(3);
  e.innovation_name = row.text(4);
  e.made_at = row.instant(5);
  e.made_by = row.text(6);
  e.plans = plans(session, e.id);
  return e;
}

constexpr const char* columns =
    "SELECT e.id, e.ref, e.title, COALESCE(i.ref, ''), COALESCE(i.name, ''), e.made_at, COALESCE(a.name, '') FROM "
    "evaluation e LEFT JOIN innovation i ON i.id = e.innovation_id LEFT JOIN account a ON a.id = e.made_by ";

}  // namespace

std::vector<Evaluation> all(Session& session, PlaceId place) {
  std::vector<Evaluation> out;
  for (const auto row : session.query(std::string(columns) + "WHERE e.place_id = :place ORDER BY e.id DESC LIMIT 200",
                                      {{"place", place}}))
    out.push_back(evaluation_of(session, row));
  return out;
}

std::optional<Evaluation> by_ref(Session& session, PlaceId place, std::string_view ref) {
  const auto row =
      session
          .query(std::string(columns) + "WHERE e.place_id = :place AND e.ref = :ref", {{"place", place}, {"ref", ref}})
          .first();
  if (!row) return std::nullopt;
  return evaluation_of(session, *row);
}

EvaluationId add(Session& session, PlaceId place, AccountId by, std::string_view ref, std::string_view title,
                 std::string_view innovation_ref, const Plan& plan, Instant now) {
  const auto id = session
                      .query(
                          "INSERT INTO evaluation (ref, place_id, innovation_id, title, made_by, made_at) VALUES "
                          "(:ref, :place, (SELECT i.id FROM innovation i WHERE i.ref = :innovation), :title, :by, "
                          ":now) RETURNING id",
                          {{"ref", ref},
                           {"place", place},
                           {"innovation", innovation_ref},
                           {"title", title},
                           {"by", by},
                           {"now", now}})
                      .one()
                      .id<EvaluationId>(0);
  session.run(
      "INSERT INTO evaluation_plan (evaluation_id, version, question, support, compared, outcomes, method, estimand, "
      "covariates, integration, from_date, until_date, began_date, set_up_months, effect_months, mature_why, "
      "unit, period_weeks, started_date, written_by, written_at) VALUES (:id, "
      "1, :question, :support, :compared, :outcomes, :method, :estimand, :covariates, :integration, :from, :until, "
      ":began, :set_up, :effect, :why, :unit, :weeks, :started, :by, :now)",
      {{"id", id},
       {"question", plan.question},
       {"support", plan.support},
       {"compared", plan.compared},
       {"outcomes", join(plan.outcomes, "|")},
       {"method", plan.method},
       {"estimand", plan.estimand},
       {"covariates", join(plan.covariates, "|")},
       {"integration", join(plan.integration, "|")},
       {"from", plan.from},
       {"until", plan.until},
       {"began", plan.began},
       {"set_up", plan.set_up_months},
       {"effect", plan.effect_months},
       {"why", plan.mature_why},
       {"unit", plan.unit},
       {"weeks", plan.period_weeks},
       {"started", plan.started},
       {"by", by},
       {"now", now}});
  return id;
}

bool change_draft(Session& session, EvaluationId id, std::string_view title, const Plan& plan, AccountId by,
                  Instant now) {
  const auto changed = session.run(
      "UPDATE evaluation_plan SET question = :question, support = :support, compared = :compared, outcomes = "
      ":outcomes, method = :method, estimand = :estimand, covariates = :covariates, integration = :integration, "
      "from_date = :from, until_date = :until, began_date = :began, set_up_months = :set_up, effect_months = :effect, "
      "mature_why = :why, unit = :unit, period_weeks = :weeks, started_date = :started, written_by = :by, written_at "
      "= :now WHERE evaluation_id = :id AND version = 1 AND fixed_at IS NULL",
      {{"id", id},
       {"question", plan.question},
       {"support", plan.support},
       {"compared", plan.compared},
       {"outcomes", join(plan.outcomes, "|")},
       {"method", plan.method},
       {"estimand", plan.estimand},
       {"covariates", join(plan.covariates, "|")},
       {"integration", join(plan.integration, "|")},
       {"from", plan.from},
       {"until", plan.until},
       {"began", plan.began},
       {"set_up", plan.set_up_months},
       {"effect", plan.effect_months},
       {"why", plan.mature_why},
       {"unit", plan.unit},
       {"weeks", plan.period_weeks},
       {"started", plan.started},
       {"by", by},
       {"now", now}});
  if (changed != 1) return false;
  session.run("UPDATE evaluation SET title = :title WHERE id = :id", {{"title", title}, {"id", id}});
  return true;
}

bool fix(Session& session, EvaluationId id, std::string_view stamp, std::int64_t answers_then, Instant now) {
  return session.run(
             "UPDATE evaluation_plan SET fixed_at = :now, stamp = :stamp, answers_then = :answers, results_then = 0 "
             "WHERE evaluation_id = :id AND version = 1 AND fixed_at IS NULL",
             {{"id", id}, {"now", now}, {"stamp", stamp}, {"answers", answers_then}}) == 1;
}

bool amend(Session& session, EvaluationId id, const Plan& plan, AccountId by, Instant now) {
  return session.run(
             "INSERT INTO evaluation_plan (evaluation_id, version, question, support, compared, outcomes, method, "
             "estimand, covariates, integration, from_date, until_date, began_date, set_up_months, effect_months, "
             "mature_why, reason, unit, period_weeks, started_date, written_by, "
             "written_at, fixed_at, answers_then, results_then, stamp) SELECT :id, :version, :question, :support, "
             ":compared, :outcomes, :method, :estimand, :covariates, :integration, CAST(:from AS BIGINT), CAST(:until "
             "AS BIGINT), CAST(:began AS BIGINT), CAST(:set_up AS BIGINT), CAST(:effect AS BIGINT), :why, :reason, "
             ":unit, CAST(:weeks AS BIGINT), CAST(:started AS BIGINT), "
             "CAST(:by AS BIGINT), CAST(:now AS BIGINT), CAST(:now "
             "AS BIGINT), CAST(:answers AS BIGINT), (SELECT COUNT(*) FROM evaluation_result r WHERE r.evaluation_id = "
             ":id), :stamp WHERE (SELECT MAX(p.version) FROM evaluation_plan p WHERE p.evaluation_id = :id AND "
             "p.fixed_at IS NOT NULL) = :version - 1 ON CONFLICT (evaluation_id, version) DO NOTHING",
             {{"id", id},
              {"version", plan.version},
              {"question", plan.question},
              {"support", plan.support},
              {"compared", plan.compared},
              {"outcomes", join(plan.outcomes, "|")},
              {"method", plan.method},
              {"estimand", plan.estimand},
              {"covariates", join(plan.covariates, "|")},
              {"integration", join(plan.integration, "|")},
              {"from", plan.from},
              {"until", plan.until},
              {"began", plan.began},
              {"set_up", plan.set_up_months},
              {"effect", plan.effect_months},
              {"why", plan.mature_why},
              {"unit", plan.unit},
              {"weeks", plan.period_weeks},
              {"started", plan.started},
              {"reason", plan.reason},
              {"by", by},
              {"now", now},
              {"answers", plan.answers_then},
              {"stamp", plan.stamp}}) == 1;
}

std::vector<ResultRow> results(Session& session, EvaluationId id, Instant now) {
  std::vector<ResultRow> out;
  for (const auto row : session.query(
           "SELECT r.id, r.ref, r.version, r.made_at, COALESCE(a.name, ''), r.maturity, r.seed, r.data_version, "
           "r.code_version, r.figures, r.figures_version, e.place_id, p.from_date, p.until_date, p.outcomes FROM "
           "evaluation_result r JOIN evaluation e ON e.id = r.evaluation_id JOIN evaluation_plan p ON p.evaluation_id "
           "= e.id AND p.version = r.version LEFT JOIN account a ON a.id = r.made_by WHERE r.evaluation_id = :id ORDER "
           "BY r.id DESC",
           {{"id", id}})) {
    ResultRow r;
    r.id = row.id<ResultId>(0);
    r.ref = row.text(1);
    r.version = row.integer(2);
    r.made_at = row.instant(3);
    r.made_by = row.text(4);
    r.maturity = row.text(5);
    r.seed = row.integer(6);
    r.data_version = row.text(7);
    r.code_version = row.text(8);
    r.figures = row.text(9);
    r.figures_version = row.text(10);
    const auto outcomes = listed(row.view(14));
    r.taken_back = taken_back::since(session,
                                     {.place = row.id<PlaceId>(11),
                                      .from = row.date(12),
                                      .until = row.date(13),
                                      .made = r.made_at,
                                      .with_events = std::ranges::find(outcomes, "events") != outcomes.end()},
                                     now);
    for (const auto again :
         session.query("SELECT r.made_at, COALESCE(a.name, ''), r.data_version, r.code_version, r.figures_version FROM "
                       "evaluation_rerun r LEFT JOIN account a ON a.id = r.made_by WHERE r.result_id = :id ORDER BY "
                       "r.id DESC LIMIT 20",
                       {{"id", r.id}}))
      r.reruns.push_back({again.instant(0), again.text(1), again.text(2), again.text(3), again.text(4)});
    out.push_back(std::move(r));
  }
  return out;
}

void add_result(Session& session, EvaluationId id, const ResultRow& row, AccountId by, Instant now) {
  session.run(
      "INSERT INTO evaluation_result (ref, evaluation_id, version, made_by, made_at, maturity, seed, data_version, "
      "code_version, figures, figures_version) VALUES (:ref, :id, :version, :by, :now, :maturity, :seed, :data, :code, "
      ":figures, :figures_version)",
      {{"ref", row.ref},
       {"id", id},
       {"version", row.version},
       {"by", by},
       {"now", now},
       {"maturity", row.maturity},
       {"seed", row.seed},
       {"data", row.data_version},
       {"code", row.code_version},
       {"figures", row.figures},
       {"figures_version", row.figures_version}});
}

void add_rerun(Session& session, ResultId id, const Rerun& rerun, AccountId by, Instant now) {
  session.run(
      "INSERT INTO evaluation_rerun (result_id, made_by, made_at, data_version, code_version, figures_version) VALUES "
      "(:id, :by, :now, :data, :code, :figures)",
      {{"id", id},
       {"by", by},
       {"now", now},
       {"data", rerun.data_version},
       {"code", rerun.code_version},
       {"figures", rerun.figures_version}});
}

std::vector<Conclusion> conclusions(Session& session, EvaluationId id) {
  std::vector<Conclusion> out;
  for (const auto row :
       session.query("SELECT r.ref, c.verdict, c.words, COALESCE(a.name, ''), c.early, c.written_at FROM "
                     "evaluation_conclusion c JOIN evaluation_result r ON r.id = c.result_id LEFT JOIN account a ON "
                     "a.id = c.written_by WHERE c.evaluation_id = :id ORDER BY c.id DESC",
                     {{"id", id}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.boolean(4), row.instant(5)});
  return out;
}

void add_conclusion(Session& session, EvaluationId id, ResultId result, const Conclusion& c, AccountId by,
                    Instant now) {
  session.run(
      "INSERT INTO evaluation_conclusion (evaluation_id, result_id, verdict, words, early, written_by, written_at) "
      "VALUES (:id, :result, :verdict, :words, :early, :by, :now)",
      {{"id", id},
       {"result", result},
       {"verdict", c.verdict},
       {"words", c.words},
       {"early", c.early},
       {"by", by},
       {"now", now}});
}

std::vector<Saving> savings(Session& session, EvaluationId id) {
  std::vector<Saving> out;
  for (const auto row :
       session.query("SELECT s.ref, s.kind, s.words, s.budget, s.evidence, s.low_pence, s.central_pence, s.high_pence, "
                     "s.agreed_by, s.from_date, "
                     "COALESCE(a.name, ''), s.written_at FROM evaluation_saving s LEFT JOIN account a ON a.id = "
                     "s.written_by WHERE s.evaluation_id = :id AND s.removed_at IS NULL ORDER BY s.id",
                     {{"id", id}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.pence(5), row.pence(6),
                   row.pence(7), row.text(8), row.maybe_date(9), row.text(10), row.instant(11)});
  return out;
}

void add_saving(Session& session, EvaluationId id, const Saving& saving, AccountId by, Instant now) {
  session.run(
      "INSERT INTO evaluation_saving (ref, evaluation_id, kind, words, budget, low_pence, central_pence, high_pence, "
      "evidence, agreed_by, from_date, written_by, written_at) VALUES (:ref, :id, :kind, :words, :budget, :low, "
      ":central, "
      ":high, :evidence, :agreed, :from, "
      ":by, :now)",
      {{"ref", saving.ref},
       {"id", id},
       {"kind", saving.kind},
       {"words", saving.words},
       {"budget", saving.budget},
       {"low", saving.low},
       {"central", saving.central},
       {"high", saving.high},
       {"evidence", saving.evidence},
       {"agreed", saving.agreed_by},
       {"from", saving.from},
       {"by", by},
       {"now", now}});
}

bool remove_saving(Session& session, EvaluationId id, std::string_view ref, Instant now) {
  return session.run(
             "UPDATE evaluation_saving SET removed_at = :now WHERE evaluation_id = :id AND ref = :ref AND removed_at "
             "IS NULL",
             {{"now", now}, {"id", id}, {"ref", ref}}) == 1;
}

}  // namespace onepot::store::evaluations
