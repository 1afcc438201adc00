#pragma once
// Attribution: which streams of a pot a payment is drawn from. The least flexible pound goes first, so that the money
// that can pay for anything is left for what nothing else can pay.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/base/result.h"
#include "onepot/pot/stream.h"

namespace onepot::pot {

/// A stream of a pot and what is available in it (balance less commitments).
struct Purse {
  Conditions conditions;
  Pence available;
};

struct Drawn {
  std::string stream;
  Pence amount;
  std::string
      why;  ///< a sentence: "£42.00 of this comes from access-to-work because it may pay only for taxi and work"
};

/// Draws `amount` for a purpose on a day. Parts sum to the amount, none is nought. Refused ("missing-funds") with what
/// is lacking where the streams that may pay it hold too little.
Result<std::vector<Drawn>> draw(Pence amount, std::string_view purpose, Date day, std::span<const Purse> purses);

/// What all streams together could pay for a purpose on a day.
Pence available_for(std::string_view purpose, Date day, std::span<const Purse> purses);

}  // namespace onepot::pot
