#pragma once
// Light-touch review: rules, not people, go through the pots; a reviewer sees of an exception only what its rule names,
// and only after the person had their say. Nothing is taken by it: money that goes back is another process.
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/review.h"

namespace onepot::place {

/// The rules of the place (rules/review), all of them with their days.
const std::vector<pot::review::Rule>& review_rules();

struct Reviewed {
  std::int64_t pots = 0, found = 0, open_before = 0;  ///< the last: found again, and with the person still
};
/// review-money: asks today's rules of every pot, and tells each person whom one finds.
Result<Reviewed> review_money(const Work& work);

struct ReviewDesk {
  std::vector<store::review::Round> rounds;
  std::vector<store::review::Exception> ready;  ///< the person answered, or their time is over
  std::int64_t with_the_person = 0;             ///< how many are not shown yet
};
/// review-money
ReviewDesk review_desk(const Work& work);
/// review-money: `fine`, or talk with the person about it; `words` go to the person. Refused "taken" where it is closed
/// or not the reviewer's to see yet, "empty" without words.
Result<void> close_exception(const Work& work, std::string_view ref, bool fine, std::string_view words);

struct OwnReview {
  std::vector<store::review::Round> rounds;
  std::vector<store::review::Exception> exceptions;
  std::vector<pot::review::Rule> rules;  ///< in force today
  bool consented = false;                ///< to the rules that need the person's consent
};
/// see-own, change-own
OwnReview own_review(const Work& work);
/// change-own. Refused "taken", "empty", "too-long".
Result<void> answer_exception(const Work& work, std::string_view ref, std::string_view words);
/// change-own: lets the rules that need it be asked, or no more.
Result<void> consent_to_review(const Work& work, bool yes);

}  // namespace onepot::place
