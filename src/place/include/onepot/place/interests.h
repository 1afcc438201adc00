#pragma once
// Meeting people by what they like, not for a home, across ages: two yeses first. Nobody's age, needs or money is read.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/interests.h"

namespace onepot::place {

/// change-own. Refused with the field: "interests" (none where it is open, over ten, or one over 40 characters),
/// "hello" (over 600 characters, or none where it is open).
Result<void> save_interests(const Work& work, const store::interests::Hello& hello);

struct LikeMinded {
  std::string ref, known_as, area_name, hello;
  std::vector<std::string> shared;  ///< interests in common
  std::string my_answer;            ///< '' | yes | not-now
  bool both_said_yes = false;
};
struct InterestsView {
  store::interests::Hello mine;
  std::vector<LikeMinded> people;  ///< who share an interest, most in common first; nobody's before mine is open
};
/// see-own, change-own
InterestsView see_interests(const Work& work);
/// change-own: yes, not-now, never or '' to take back. Refused "gone" where the other cannot be seen, whatever the
/// cause.
Result<void> answer_like_minded(const Work& work, std::string_view person_ref, std::string_view answer);

}  // namespace onepot::place
