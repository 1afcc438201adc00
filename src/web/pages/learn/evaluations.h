#pragma once
// Pieces that the pages of evaluations share.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/json.h"
#include "onepot/html/govuk.h"
#include "onepot/place/evaluations.h"
#include "onepot/web/app.h"
#include "onepot/web/page.h"

namespace onepot::web {

/// "Micro: 1 to 5 staff", "Provider kind: agency", "Everybody else".
std::string group_words(const Words& w, std::string_view code);
/// "for those who had it" from learn's ATT, "for everybody" from ATE.
std::string estimand_words(const Words& w, std::string_view estimand);
/// What was fixed, as a list of question and answer.
Html plan_list(const Words& w, const place::Plan& plan);
/// The changes from version to version, the newest first, each dated and with its reason.
Html plan_history(const Words& w, const place::Evaluation& e);
/// Every outcome of a result: who was counted, each estimator with its interval as a picture and a table, balance.
Html figures_shown(const Words& w, const place::Plan& plan, const std::string& figures_json);
/// The same of a plan over time: what changed since the support began, or one place against a mix of the others.
Html over_time_shown(const Words& w, const place::Plan& plan, const json::object& figures);
/// What a result stands on: data, code and seed, and what came of making it again.
Html stands_on(const Words& w, const store::evaluations::ResultRow& result);
/// Avoided cost and cashable saving, each with its own total and never one of both.
Html savings_shown(const Visit& v, const std::string& here, const std::vector<store::evaluations::Saving>& all,
                   bool may_change);
/// The warning of the maturity clock; nothing when the day has come.
Html too_early(const Visit& v, const place::Plan& plan);
/// A table that can be moved sideways on a small screen.
Html wide_table(const std::string& name, const html::govuk::Table& table);

// Called by add_evaluation_pages.
void add_support_learning_pages(std::vector<Route>& routes);  // four tests, continuity, ratings, signs: for evaluators
void add_support_person_pages(std::vector<Route>& routes);    // who came, what I think, ratings: for the person

}  // namespace onepot::web
