#pragma once
// From a visit to money: whoever came writes it down, the person whose money it is says yes – never the one who is paid
// – and with that the money moves from the pot to what the provider is owed.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/place/work.h"

namespace onepot::place {

struct RecordedVisit {
  Date day;
  std::int64_t start_minute = 0;
  Hours day_time, night_time;
  std::string worker, note;
};
/// Gives the visit's ref; its amount is the agreed rates', its parts the agreed shares' (record-visit, about an
/// agreement). A visit after the last promised day promises the next four weeks, where the money is there. Refused
/// "not-yet" (a later day), "outside-agreement", "no-time", "too-long" (more than a day), "empty" (who came),
/// "already-recorded"; where.column is the field.
Result<std::string> record_visit(const Work& work, const RecordedVisit& visit);
/// The provider takes a visit back that nobody approved (record-visit). Refused "already-approved".
Result<void> take_back_visit(const Work& work, std::string_view visit_ref);

/// The person, or a supporter with their consent, says yes (approve-visit). The notes are for them to read, not
/// refusals. Refused as pay::may_approve says, and "not-enough" where the pot does not carry it.
Result<std::vector<std::string>> approve_visit(const Work& work, std::string_view visit_ref);
/// "Something is wrong" in the person's words (approve-visit). Refused "empty", "already-approved", "not-theirs".
Result<void> query_visit(const Work& work, std::string_view visit_ref, std::string_view words);

}  // namespace onepot::place
