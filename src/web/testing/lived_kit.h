#pragma once
// Eighty people whose support and lives are known, for tests of learning.
#include "village.h"

namespace onepot::web::testing {

/// Eighty people who consent, with six small providers and six agencies; life is three points better with the small.
/// "somebody0" to "somebody79": even ones with "provider-0" to "provider-5" (micro-enterprises), odd ones with
/// "provider-6" to "provider-11" (agencies).
void fill_with_lives(Village& village);

}  // namespace onepot::web::testing
