#pragma once
// Which lots a transfer draws on, and what the money is where it arrives: the one rule for the model and for the books.
//
//   named (`of`)     that lot, and no other
//   not named        the account's lots in that stream in the order they came to be, each as far as it reaches. Where
//   an
//                    end of the transfer is a person's pot, only that person's lots: nobody pays for another
//   not enough       the rest from the lot of that person of which nothing else is said, which goes below nought –
//   where
//                    the account's limit allows it
//
// What leaves a lot arrives as what it was. In a person's pot it is that person's, and `becomes` may say otherwise.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/pot/transfer.h"

namespace onepot::pot {

/// A lot of the account that money leaves, in the transfer's stream.
struct OpenLot {
  Earmark earmark;
  Pence available;
};

struct Take {
  Earmark of;
  Pence amount;
  bool operator==(const Take&) const = default;
};

/// How far an account may go, in each stream and in each lot of it, and how far up in each stream.
struct Limit {
  std::optional<Pence> lowest = std::nullopt;   ///< available may not go below; nothing: no limit
  std::optional<Pence> highest = std::nullopt;  ///< the balance may not go above; nothing: no limit
  bool operator==(const Limit&) const = default;
};
/// Where nobody has set another: pots may not go below nought, other accounts have no limit.
Limit usual_limit(std::string_view account);

/// Whose money it can only be: the person of the pot it leaves, else of the pot where it arrives; nothing when neither
/// is a pot.
std::optional<std::string_view> whose(const Transfer& transfer);

/// The lot that a transfer names, with its person: whose the money can only be, where it says nobody.
Earmark named_lot(const Transfer& transfer);

/// What a move or a reserve takes, never empty. `lots`: those of `from` in the stream, in the order they came to be.
/// Refused: "missing-funds".
Result<std::vector<Take>> takes(const Transfer& transfer, std::span<const OpenLot> lots, std::optional<Pence> lowest);

/// What money that was `left` becomes where the transfer ends.
Earmark arrives_as(const Transfer& transfer, const Earmark& left);

tl::unexpected<Refusal> missing_funds(const Transfer& transfer, Pence available);
/// "above-limit": the account where it arrives may not hold so much.
tl::unexpected<Refusal> above_limit(const Transfer& transfer, Pence highest);

}  // namespace onepot::pot
