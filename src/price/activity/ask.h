#pragma once
// How a condition on a field of activity is written and asked.
#include "onepot/price/activity.h"

namespace onepot::price::activity {

/// "admission=2* & los<=1": conditions in one cell, all of which must hold. Fields that are new are added to `fields`.
Result<std::vector<Ask>> read_asks(std::string_view cell, std::vector<std::string>& fields, const Where& at);

enum class Answer { yes, no, not_a_number };
Answer answer(const Ask& ask, std::string_view value);

/// Whole days, years and so on: digits alone, at most nine of them.
std::optional<std::int64_t> small_number(std::string_view text);

/// All of `asks` hold; the first that does not, or that cannot be told, is left in `failed`.
inline Answer all_hold(const std::vector<Ask>& asks, std::span<const std::string_view> fields,
                       const Ask** failed = nullptr) {
  for (const Ask& a : asks)
    if (const Answer said = answer(a, fields[a.field]); said != Answer::yes) {
      if (failed != nullptr) *failed = &a;
      return said;
    }
  return Answer::yes;
}

}  // namespace onepot::price::activity
