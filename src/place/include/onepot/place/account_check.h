#pragma once
// Whether bank details can exist, by the weight table that the place has loaded (see onepot/pay/modulus.h).
#include <optional>
#include <string>
#include <string_view>

#include "onepot/pay/bank.h"
#include "onepot/pay/modulus.h"
#include "onepot/place/work.h"

namespace onepot::place {

/// The table as it is loaded; empty where none is.
pay::ModulusTable weight_table(store::Session& session);
/// Reads both files and keeps them instead of what was loaded before; gives the number of rows. Refused with every
/// fault; nothing is then kept.
struct WeightFiles {
  std::string weights, weights_file, substitutions, substitutions_file;
};
tl::expected<std::int64_t, Refusals> load_weight_table(store::Session& session, const WeightFiles& files, Instant now,
                                                       std::optional<AccountId> by);
/// The same by a finance officer (run-payments).
tl::expected<std::int64_t, Refusals> load_weight_table(const Work& work, const WeightFiles& files);

}  // namespace onepot::place
