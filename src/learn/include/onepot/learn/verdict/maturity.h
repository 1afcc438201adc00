#pragma once
// The maturity clock: a pilot is not judged before it had time to set up, its support time to work, and enough people
// that time. It never forbids a verdict; it never lets one stand without its warning.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/result.h"

namespace onepot::learn {

/// Fixed before data are seen.
struct MaturityPlan {
  Date began;                ///< the first day of setting up
  int set_up_months = 12;    ///< the Right to Control's sites took about twelve to get the right people round a table
  int effect_months = 12;    ///< how long support must last before its effect can be seen
  std::int64_t people = 30;  ///< how many must have had it that long
};

enum class Maturity : std::uint8_t { not_begun, setting_up, too_early, too_few, mature };
std::string_view name_of(Maturity state);  ///< "not-begun", "setting-up", "too-early", "too-few", "mature"

struct MaturityClock {
  Maturity state = Maturity::not_begun;
  Date set_up_until, earliest_verdict;  ///< began + set_up_months; that + effect_months
  std::int64_t days_left = 0;           ///< until the earliest verdict; nought when it is past
  double share = 0;                     ///< of the time from began to the earliest verdict that has passed, 0 to 1
  std::int64_t people = 0, people_long_enough = 0;  ///< who began by that day; who had it for effect_months
  std::vector<std::string> warnings;                ///< in plain words; empty only when mature
  bool early() const { return state != Maturity::mature; }
};
/// The clock on a day. `began` holds the day on which each person's support began. Refuses "bad-plan" where months or
/// people are negative.
Result<MaturityClock> maturity(const MaturityPlan& plan, std::span<const Date> began, Date on);

/// A verdict is a sentence with its clock: there is no other way to make one, so none is without its warning.
class Verdict {
 public:
  Verdict(std::string sentence, MaturityClock clock);
  const std::string& sentence() const { return sentence_; }
  const MaturityClock& clock() const { return clock_; }
  /// The sentence, and every warning after it.
  std::string text() const;

 private:
  std::string sentence_;
  MaturityClock clock_;
};

/// Column began, one row a person. Refuses with line and column.
Result<std::vector<Date>> read_began(std::string_view text, const std::string& file);

}  // namespace onepot::learn
