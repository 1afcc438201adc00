#pragma once
// What a step changes for those who work in the house. A change within the agreement's notice, and more hours at any
// time, need the provider's own yes before anything is otherwise; fewer hours after the notice are told.
#include <string_view>
#include <vector>

#include "onepot/place/changes.h"
#include "onepot/store/agreement_changes.h"
#include "onepot/store/steps.h"

namespace onepot::place {

/// What one agreement's hours become by these stretches, where they become others than they are.
struct HoursChange {
  store::AgreementId agreement;
  std::string provider_name;
  bool must_ask = false;
  std::vector<store::agreement_changes::Part> parts;
};
std::vector<HoursChange> hours_changed(store::Session& session, const store::clubs::Club& club,
                                       const std::vector<Stretch>& stretches, Date today);

/// Asks every provider whose yes it needs; false where it needs none.
bool ask_providers(const Work& work, const store::steps::Step& step, const store::clubs::Club& club,
                   const std::vector<Stretch>& stretches, std::string_view sums);
/// Tells every provider whose hours it changes and who has not said yes to these very sums. Before it is carried out.
void tell_providers(const Work& work, const store::steps::Step& step, const store::clubs::Club& club,
                    const std::vector<Stretch>& stretches, std::string_view sums);

}  // namespace onepot::place
