#include "pay/approval.h"

#include "onepot/store/briefs.h"

namespace onepot::place {

pay::ApprovalRequest approval_asked(const Work& work, const store::agreements::Agreement& agreement, Date worked,
                                    std::string_view answer, bool paid) {
  const auto& me = work.actor();
  pay::ApprovalRequest request;
  request.approver = me.ref;
  // Whom the door let in for this person is the person, or somebody they consented to.
  (me.person == work.person() ? request.members : request.may_approve_for_them).push_back(me.ref);
  request.paid = store::briefs::people_of(work.session, agreement.provider);
  request.state = paid                   ? pay::WorkState::paid
                  : answer == "approved" ? pay::WorkState::approved
                  : answer == "queried"  ? pay::WorkState::queried
                                         : pay::WorkState::recorded;
  request.worked = worked;
  request.today = work.today();
  request.agreement_from = agreement.from;
  request.agreement_until = agreement.until.value_or(worked);
  return request;
}

}  // namespace onepot::place
