// What people tell, and an evaluation that was fixed before its answers came.
#include "keys.h"
#include "onepot/base/hash.h"
#include "onepot/learn/support/rating_gap.h"
#include "onepot/place/evaluations.h"
#include "onepot/store/accounts.h"
#include "onepot/store/innovations.h"

namespace onepot::town::writing {

void Writer::told() {
  Refs refs(town, 12);
  store::Load event(session, "life_event",
                    {"ref", "person_id", "kind", "day", "words", "may_count", "share_words", "told_at"});
  store::Load consent(session, "consent", {"person_id", "purpose", "given_at"});
  std::vector<bool> tells(town.people.size());
  for (const LifeEvent& e : town.life_events) {
    event.row({refs.next(e.at), key(e.person), e.kind, e.at, e.words, 1, e.words.empty() ? 0 : 1, at(e.at + 1, 15)});
    if (!e.words.empty() && !tells[e.person]) {
      tells[e.person] = true;
      consent.row({key(e.person), "story", at(e.at + 1, 15)});
    }
  }
  std::int64_t rows = event.done() + consent.done();
  store::Load view(session, "support_view", {"person_id", "provider_id", "respondent", "at", "valued", "personalised"});
  for (const SupportView& v : town.support_views)
    view.row({key(v.person), key(v.provider), v.by_carer ? "carer" : "person", at(v.at, 14), v.valued, v.personalised});
  rows += view.done();
  store::Load newness(session, "innovation_evidence",
                      {"ref", "provider_id", "kind", "words", "evidence", "written_at"});
  for (const NewnessEvidence& e : town.newness)
    newness.row(
        {refs.next(Date(2026, 10, 1)), key(e.provider), e.kind, e.words, e.evidence, at(Date(2026, 10, 1), 10)});
  rows += newness.done();
  store::Load round(session, "rating_round",
                    {"id", "ref", "person_id", "practitioner_id", "opened_at", "person_at", "practitioner_at"});
  store::Load rated(session, "rating_answer", {"round_id", "side", "item", "answer"});
  for (std::size_t i = 0; i < town.ratings.size(); ++i) {
    const RatingRound& r = town.ratings[i];
    const auto given = [&](const auto& side, int days) {
      return side[0] == 0 ? std::nullopt : std::optional(at(r.at + days, 12));
    };
    round.row({key(i), refs.next(r.at), key(r.person), keys.practitioners[town.people[r.person].practitioner],
               at(r.at, 10), given(r.own, 3), given(r.practitioner, 1)});
  }
  rows += round.done();
  for (std::size_t i = 0; i < town.ratings.size(); ++i)
    for (std::size_t area = 0; area < learn::rating_areas.size(); ++area) {
      if (const int a = town.ratings[i].own[area]; a > 0) rated.row({key(i), "person", learn::rating_areas[area], a});
      if (const int a = town.ratings[i].practitioner[area]; a > 0)
        rated.row({key(i), "practitioner", learn::rating_areas[area], a});
    }
  report("what people tell", rows + rated.done());
}

/// Elena fixed the question in February, before any answer of its time; in June she asked for one thing more.
void Writer::evaluation() {
  const auto elena = store::accounts::by_sign_in(session, "elena");
  if (!elena) return;
  store::evaluations::Plan plan;
  plan.question = "Is life better for people whose support is by a micro-enterprise than for those with an agency?";
  plan.support = "kind:micro-enterprise";
  plan.compared = "kind:agency";
  plan.outcomes = {"life", "life-change", "workers", "cost-hour", "cost-week", "events"};
  plan.method = "regression";
  plan.estimand = "ATT";
  plan.covariates = {"age", "budget"};
  plan.integration = {"around-the-person"};
  plan.from = Date(2026, 2, 27);
  plan.until = Date(2026, 10, 31);
  plan.began = Date(2024, 11, 18);
  plan.set_up_months = 12;
  plan.effect_months = 6;
  plan.mature_why =
      "The micro-enterprises were a year in setting up, and people said that half a year with the same face "
      "is when life begins to change";
  Refs refs(town, 13);
  const std::string ref = refs.next(plan.from), title = "Micro-enterprises beside agencies";
  const Date drafted(2026, 2, 23), amended(2026, 6, 8);
  std::string innovation;
  for (const auto& entry : store::innovations::all(session))
    if (entry.innovation.name.starts_with("Micro-enterprises")) innovation = entry.ref;
  const auto id =
      store::evaluations::add(session, elena->place, elena->id, ref, title, innovation, plan, at(drafted, 9));
  store::evaluations::fix(session, id, to_hex(sha256(place::plan_text(title, plan))), 0, at(plan.from, 10));
  plan.version = 2;
  plan.covariates = {"age", "budget", "village"};
  plan.reason = "People who read the plan said that villages have few agencies to choose from";
  plan.answers_then = store::evaluations::answers(session, elena->place, plan.from, amended);
  plan.stamp = to_hex(sha256(place::plan_text(title, plan)));
  ONEPOT_ASSERT(store::evaluations::amend(session, id, plan, elena->id, at(amended, 11)));
  report("an evaluation", 3);
}

}  // namespace onepot::town::writing
