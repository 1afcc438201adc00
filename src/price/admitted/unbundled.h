#pragma once
// The tables of a currency for admitted care that need not be there.
#include "onepot/price/admitted/admitted.h"

namespace onepot::price::admitted_reading {

/// unbundled.csv into `out.unbundled`, its procedures into the column kept for them; before the tables are finished.
Result<void> read_unbundled(const Folder& folder, Admitted& out);
/// methods.csv over what the rules themselves tell.
Result<void> read_methods(const Folder& folder, Admitted& out);

}  // namespace onepot::price::admitted_reading
