#pragma once
// Allocation of several purchases at once over streams with conditions. Whether a set of purchases can be paid together
// is a question of flow: streams on one side, purchases on the other, an edge where the stream may pay. Spending one
// purchase after another can strand restricted money; a flow cannot.
//
// In their order, a purchase is granted exactly when it can be paid in full together with all that were granted before.
// Among the ways of paying what is granted, the least flexible money goes first: as much as possible from the stream
// with the fewest purposes (then the earliest end, then the earlier in the list), then from the next, and so on. What
// is still open after that is settled purchase by purchase, in their order and in the same order of streams.
#include <span>
#include <string>
#include <vector>

#include "onepot/pot/draw.h"

namespace onepot::pot {

struct Purchase {
  std::string name;
  Pence amount;  ///< above nought
  std::string purpose;
  Date date;
};

struct Allocation {
  struct Payment {
    std::size_t purchase, stream;  ///< places in what was given
    Pence amount;
    std::string why;
  };
  struct Unpaid {
    std::size_t purchase;
    Pence lacking;
    std::string why;
  };
  std::vector<Payment> payments;  ///< by purchase, then least flexible stream first
  std::vector<Unpaid> unpaid;     ///< in the order of purchases
  std::vector<Pence> left;        ///< of each stream
};

/// `streams`: name, conditions and amount (not below nought). `partial`: a purchase that cannot be paid in full is paid
/// as far as it can be, and stands among the unpaid with the rest.
Allocation allocate(std::span<const Purse> streams, std::span<const Purchase> purchases, bool partial);

}  // namespace onepot::pot
