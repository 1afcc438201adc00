#pragma once
// What was computed or given out from people's rows before some of them took their yes back.
#include "onepot/base/date.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::taken_back {

/// Figures or a file of those who had support in the place between two days (inclusive), made at `made`.
struct Made {
  PlaceId place;
  Date from, until;
  Instant made{};
  bool with_events = false;  ///< life events of those days are counted in it
};
/// Whether somebody whose row may be in it has taken the yes to evaluation back since and not given it again, or –
/// where events are counted – taken such an event back. Rows are not kept, so that everybody counts who had support
/// then.
bool since(Session& session, const Made& made, Instant now);

}  // namespace onepot::store::taken_back
