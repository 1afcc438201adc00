#pragma once
#include <optional>
#include <string>

#include "onepot/base/ids.h"
#include "onepot/store/ids.h"

namespace onepot::place {

using store::AccountId;
using store::AgreementId;
using store::AreaId;
using store::BriefId;
using store::ClubId;
using store::HomeId;
using store::PersonId;
using store::PlaceId;
using store::ProviderId;
using store::VisitId;

/// Who is signed in: what the door needs to know of them.
struct Actor {
  AccountId account;
  std::string ref;
  PlaceId place;
  std::string name;
  char role = 'P';   ///< P S M C E
  std::string duty;  ///< of a C: practitioner, finance, commissioner
  std::optional<PersonId> person;
  std::optional<ProviderId> provider;
};

}  // namespace onepot::place
