#pragma once
// What a person may spend: one pot, whatever the streams behind it. Affordable is what is available, never the balance.
#include <optional>
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/pot/draw.h"
#include "onepot/store/pot/conditions.h"
#include "onepot/store/pots.h"

namespace onepot::place {

struct PotView {
  std::string person_ref;
  store::pots::Pot pot;
  Pence balance;    ///< what is there
  Pence committed;  ///< promised and not yet paid
  Pence available() const { return balance - committed; }
  struct StreamMoney {
    std::string code;
    Pence balance, committed;
  };
  std::vector<StreamMoney> by_stream;
  std::vector<store::conditions::Version>
      versions;  ///< of each stream's conditions; the pot above is as they say today
  std::vector<store::pots::Promise> promises;
  std::optional<Pence> usual_visit;  ///< for "about 3 visits left"
};
/// The pot of the person the grant is about (see-pot, see-own, change-own); nothing where they have none.
std::optional<PotView> see_pot(const Work& work);
/// For use cases that already passed the door for something this person is part of.
std::optional<PotView> pot_view(store::Session& session, PersonId person, Date today);
/// The streams of a pot as purses for drawing: conditions and what is available in each.
std::vector<pot::Purse> purses(const PotView& view);

}  // namespace onepot::place
