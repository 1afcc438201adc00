#pragma once
// Ending an agreement with the notice it says. It ends when everybody has said so whose money it is; what is left of
// its promises after the last day is free at once.
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/agreements.h"

namespace onepot::place {

struct EndingView {
  store::agreements::Agreement agreement;
  Date last_day;                               ///< if the last yes came today
  std::vector<std::string> said, waiting_for;  ///< how those are called
  bool mine_said = false;
  Pence freed;  ///< of the person's own promises
};
/// end-agreement, about an agreement.
EndingView view_ending(const Work& work);

struct Ending {
  bool ended = false;  ///< this was the last yes
  Date last_day;
  std::vector<std::string> waiting_for;
};
/// end-agreement. Refused "taken" where it has an end already that is no later.
Result<Ending> end_agreement(const Work& work);

}  // namespace onepot::place
