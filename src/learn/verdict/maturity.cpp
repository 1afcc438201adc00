#include "onepot/learn/verdict/maturity.h"

#include <algorithm>

#include "cells.h"

namespace onepot::learn {

std::string_view name_of(Maturity state) {
  switch (state) {
    case Maturity::not_begun:
      return "not-begun";
    case Maturity::setting_up:
      return "setting-up";
    case Maturity::too_early:
      return "too-early";
    case Maturity::too_few:
      return "too-few";
    case Maturity::mature:
      return "mature";
  }
  return "";
}

Result<MaturityClock> maturity(const MaturityPlan& plan, std::span<const Date> began, Date on) {
  constexpr int most_months = 1200;
  if (plan.set_up_months < 0 || plan.effect_months < 0 || plan.set_up_months > most_months ||
      plan.effect_months > most_months || plan.people < 0)
    return refuse("bad-plan", fmt::format("expected months from 0 to {} and people from 0", most_months));
  MaturityClock out;
  out.set_up_until = add_months(plan.began, plan.set_up_months);
  out.earliest_verdict = add_months(out.set_up_until, plan.effect_months);
  out.days_left = std::max<std::int64_t>(0, out.earliest_verdict - on);
  const std::int64_t whole = out.earliest_verdict - plan.began;
  out.share = whole > 0 ? std::clamp(static_cast<double>(on - plan.began) / static_cast<double>(whole), 0.0, 1.0)
                        : (on >= plan.began ? 1.0 : 0.0);
  for (const Date d : began) {
    if (d <= on) ++out.people;
    if (add_months(d, plan.effect_months) <= on) ++out.people_long_enough;
  }
  if (on < plan.began)
    out.state = Maturity::not_begun;
  else if (on < out.set_up_until)
    out.state = Maturity::setting_up;
  else if (on < out.earliest_verdict)
    out.state = Maturity::too_early;
  else if (out.people_long_enough < plan.people)
    out.state = Maturity::too_few;
  else
    out.state = Maturity::mature;
  const auto until = [&] { return "too early for a verdict before " + to_words(out.earliest_verdict); };
  if (out.state == Maturity::not_begun)
    out.warnings.push_back("it has not begun; " + until());
  else if (out.state == Maturity::setting_up)
    out.warnings.push_back("it is still being set up, until " + to_words(out.set_up_until) + "; " + until());
  else if (out.state == Maturity::too_early)
    out.warnings.push_back("support has not lasted as long as its effect takes; " + until());
  if (out.early() && out.people_long_enough < plan.people)
    out.warnings.push_back(fmt::format("{} of the {} people that it takes have had support for {} months",
                                       out.people_long_enough, plan.people, plan.effect_months));
  return out;
}

Verdict::Verdict(std::string sentence, MaturityClock clock)
    : sentence_(std::move(sentence)), clock_(std::move(clock)) {}

std::string Verdict::text() const {
  std::string out = sentence_;
  for (const auto& w : clock_.warnings) out += "\nWarning: " + w + ".";
  return out;
}

Result<std::vector<Date>> read_began(std::string_view text, const std::string& file) {
  return rows_of<Date>(text, file, {"began"}, {}, [](const NamedRow& row, Date& day) -> Result<void> {
    ONEPOT_TRY(day, row.date("began"));
    return {};
  });
}

}  // namespace onepot::learn
