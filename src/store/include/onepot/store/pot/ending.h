#pragma once
// The end of agreements: who has said so, and what was promised past it.
#include <string>
#include <vector>

#include "onepot/store/agreements.h"

namespace onepot::store::ending {

/// False where this person had said so before.
bool say(Session& session, AgreementId agreement, PersonId person, Instant now);
std::vector<PersonId> said(Session& session, AgreementId agreement);
/// False where it has an end already that is no later.
bool set_until(Session& session, AgreementId agreement, Date until);

struct Promised {
  PersonId person;
  std::string person_ref;
  agreements::Commitment commitment;
};
/// Not released, and covering days after `day`.
std::vector<Promised> promised_past(Session& session, AgreementId agreement, Date day);
void release(Session& session, std::int64_t commitment, Instant now);

}  // namespace onepot::store::ending
