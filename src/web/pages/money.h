#pragma once
// A pot in words and pictures, the same wherever it is shown.
#include "onepot/place/pots.h"
#include "onepot/web/page.h"

namespace onepot::web {

/// What is available, in words and as a bar; what is promised; about how many visits that is. No stream is named.
Html pot_picture(const Words& w, const place::PotView& view);
/// The streams behind it, for whoever opens them.
Html pot_streams(const Words& w, const place::PotView& view);
/// What is promised and to whom.
Html pot_promises(const Words& w, const place::PotView& view);

}  // namespace onepot::web
