#pragma once
// Who may say yes to work that was done, the same for a visit and for an invoice.
#include <optional>
#include <string_view>

#include "onepot/pay/due.h"
#include "onepot/place/work.h"
#include "onepot/store/agreements.h"

namespace onepot::place {

/// The question to pay::may_approve about the work of a day for the person the door let in: the approver is the person,
/// or somebody they consented to; the hours of the week are the caller's to add.
pay::ApprovalRequest approval_asked(const Work& work, const store::agreements::Agreement& agreement, Date worked,
                                    std::string_view answer, bool paid);

}  // namespace onepot::place
