// What was fixed, what changed since and why, whether it is time yet, and what is saved for whom.
#include <fmt/format.h>

#include "evaluations.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

std::string listed(const Words& w, const std::string& prefix, const std::vector<std::string>& codes) {
  std::vector<std::string> out;
  out.reserve(codes.size());
  for (const auto& code : codes) out.push_back(w(prefix + code));
  return out.empty() ? w("eval.none") : join(out, "; ");
}

/// A field's value in words, for the list and for "from … to …".
std::string field_words(const Words& w, const place::Plan& p, std::string_view field) {
  if (field == "question") return p.question;
  if (field == "support") return group_words(w, p.support);
  if (field == "compared") return group_words(w, p.compared);
  if (field == "outcome") return listed(w, "eval.outcome.", p.outcomes);
  if (field == "covariates") return listed(w, "eval.covariate.", p.covariates);
  if (field == "method") return w("eval.method." + p.method);
  if (field == "estimand") return estimand_words(w, p.estimand);
  if (field == "unit") return w("eval.unit." + p.unit);
  if (field == "period-weeks") return w("eval.period-weeks." + std::to_string(p.period_weeks));
  if (field == "started") return p.started ? to_words(*p.started) : w("eval.none");
  if (field == "integration") return listed(w, "eval.integration.", p.integration);
  if (field == "from") return to_words(p.from);
  if (field == "until") return to_words(p.until);
  if (field == "began") return to_words(p.began);
  if (field == "set-up") return w.count("eval.months", p.set_up_months);
  if (field == "effect") return w.count("eval.months", p.effect_months);
  ONEPOT_ASSERT(field == "mature-why");
  return p.mature_why;
}

std::string stamp_words(const Words& w, const place::Plan& p) {
  return w("eval.stamp", {{"day", to_words(date_of(*p.fixed_at))},
                          {"time", clock_words((p.fixed_at->time_since_epoch().count() / 60'000) % 1440)},
                          {"name", p.written_by},
                          {"stamp", p.stamp.substr(0, 16)}});
}

}  // namespace

Html plan_list(const Words& w, const place::Plan& plan) {
  govuk::SummaryList list;
  const auto analysis = place::analysis_of(plan);
  using Fields = std::vector<const char*>;
  Fields fields = {"question", "support", "compared", "outcome", "from", "until"};
  if (analysis == "compare") fields.insert(fields.end(), {"covariates", "method", "estimand"});
  if (analysis == "change") fields.insert(fields.end(), {"unit", "period-weeks", "covariates", "method"});
  if (analysis == "synth") fields.insert(fields.end(), {"started", "unit", "period-weeks", "method"});
  fields.insert(fields.end(), {"integration", "began", "set-up", "effect", "mature-why"});
  for (const auto* field : fields) {
    const bool outcome = std::string_view(field) == "outcome";
    list.rows.push_back(
        {.key = {.text = w(fmt::format("eval.field.{}", field))},
         .value = {.text = outcome ? w("eval.outcome." + plan.outcomes.front()) : field_words(w, plan, field)}});
    if (const std::vector<std::string> others(plan.outcomes.begin() + 1, plan.outcomes.end());
        outcome && !others.empty())
      list.rows.push_back({.key = {.text = w("eval.outcomes")}, .value = {.text = listed(w, "eval.outcome.", others)}});
  }
  return govuk::summary_list(list);
}

Html plan_history(const Words& w, const place::Evaluation& e) {
  Html out;
  for (std::size_t i = e.plans.size(); i-- > 0;) {
    const auto& plan = e.plans[i];
    if (!plan.fixed_at) continue;
    Html card = html::element(
        "p", {{"class", "govuk-body govuk-!-font-weight-bold"}},
        w(i == 0 ? "eval.history.fixed" : "eval.history.amended", {{"version", std::to_string(plan.version)}}));
    card += paragraph(stamp_words(w, plan));
    const std::int64_t there = plan.answers_then.value_or(0);
    card += paragraph(there == 0
                          ? w("eval.before-data")
                          : w("eval.after-data", {{"n", there < 5 ? w("evaluation.fewer") : std::to_string(there)}}));
    if (i > 0) {
      card += paragraph(w("eval.history.why", {{"why", plan.reason}}));
      if (plan.results_then.value_or(0) > 0)
        card += govuk::warning_text({.text = w.count("eval.history.seen", static_cast<long>(*plan.results_then)),
                                     .icon_fallback_text = w("eval.warning")});
      Html changes;
      for (const auto& field : place::changed_fields(e.plans[i - 1], plan))
        changes += html::element("li", {},
                                 w("eval.history.change", {{"field", w("eval.field." + field)},
                                                           {"from", field_words(w, e.plans[i - 1], field)},
                                                           {"to", field_words(w, plan, field)}}));
      card += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, changes);
    }
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  return out;
}

Html too_early(const Visit& v, const place::Plan& plan) {
  if (v.today() >= place::fair_from(plan)) return {};
  return govuk::warning_text(
      {.text = v.w("eval.early", {{"day", to_words(place::fair_from(plan))}, {"why", plan.mature_why}}),
       .icon_fallback_text = v.w("eval.warning")});
}

Html savings_shown(const Visit& v, const std::string& here, const std::vector<store::evaluations::Saving>& all,
                   bool may_change) {
  const Words& w = v.w;
  Html out = heading2(w("eval.savings")) + paragraph(w("eval.savings.text"));
  const auto sums = place::savings_of(all);
  ONEPOT_ASSERT(sums.has_value());  // each line was checked with all others when it was added
  for (const auto* kind : {"avoided", "cashable"}) {
    const bool avoided = std::string_view(kind) == "avoided";
    const Pence low = avoided ? sums->avoided_a_year.low.amount() : sums->cashable_a_year.low.amount(),
                likely = avoided ? sums->avoided_a_year.likely.amount() : sums->cashable_a_year.likely.amount(),
                high = avoided ? sums->avoided_a_year.high.amount() : sums->cashable_a_year.high.amount();
    const std::string caption = w(fmt::format("eval.savings.{}", kind));
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = caption;
    table.first_cell_is_header = true;
    table.head = {{.text = w("eval.savings.what")},
                  {.text = w("eval.savings.budget")},
                  {.text = w("eval.savings.year"), .format = "numeric"},
                  {.text = w("eval.savings.range"), .format = "numeric"},
                  {.text = w("eval.savings.evidence")}};
    if (may_change) table.head.push_back({.text = w("eval.savings.remove")});
    const auto range = [&](Pence from, Pence to) {
      return w("eval.savings.low-high", {{"low", pounds(from)}, {"high", pounds(to)}});
    };
    for (const auto& s : all) {
      if (s.kind != kind) continue;
      table.rows.push_back(
          {{.text = s.words},
           {.text = s.from ? w("eval.savings.budget-from",
                               {{"budget", s.budget}, {"day", to_words(*s.from)}, {"name", s.agreed_by}})
                           : s.budget},
           {.text = pounds(s.central), .format = "numeric"},
           {.text = range(s.low, s.high), .format = "numeric"},
           {.text = s.evidence}});
      if (may_change)
        table.rows.back().push_back({.html = v.button_to(fmt::format("{}/savings/{}/remove", here, s.ref),
                                                         w("eval.savings.remove"), {}, "govuk-button--secondary")});
    }
    if (table.rows.empty()) {
      out += paragraph(w(fmt::format("eval.savings.none-{}", kind)));
      continue;
    }
    table.rows.push_back({{.text = w(fmt::format("eval.savings.total-{}", kind))},
                          {},
                          {.text = pounds(likely), .format = "numeric"},
                          {.text = range(low, high), .format = "numeric"},
                          {}});
    if (may_change) table.rows.back().push_back({});
    out += wide_table(caption, table);
  }
  return out;
}

}  // namespace onepot::web
