#pragma once
// A transfer: an amount of one stream that moves between two accounts, or is promised to. It is never changed; a
// mistake is mended by another transfer. Its life when it is a promise (a commitment):
//
//   reserve ──post (a part, or all)──▶ money moves, the rest stays promised
//       ├────void──▶ the rest is released
//       └────expire (after its last day)──▶ the rest is released
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "onepot/base/date.h"
#include "onepot/base/hash.h"
#include "onepot/base/money.h"
#include "onepot/base/result.h"
#include "onepot/pot/earmark.h"

namespace onepot::pot {

enum class Stage : std::uint8_t { move = 0, reserve = 1, post = 2, release = 3, expire = 4 };
std::string_view to_string(Stage stage);

struct Transfer {
  std::string id = {};  ///< the client's own: the same id and body again is a repeat, another body is refused
  Date booked = {};     ///< the day it entered the books
  Date effective = {};  ///< the day it is about
  std::string from = {}, to = {};  ///< accounts; of a reservation's post and release they may be left empty
  Pence amount = {};               ///< above nought; of a release: nought (it releases all that is left)
  std::string stream = {};         ///< code of the stream: every penny belongs to exactly one
  std::string purpose = {};
  Stage stage = Stage::move;
  std::string reservation = {};              ///< of post, release, expire: the id of the reserve
  std::optional<Date> until = std::nullopt;  ///< of reserve: its last day
  std::string note = {};
  /// Which of the account's money. Nothing: the books take what is there, oldest lot first (see lots.h).
  std::optional<Earmark> of = std::nullopt;
  /// What it is where it arrives. Nothing: what it was. From an account to itself it is a switch: nothing leaves the
  /// pot, it is only held otherwise from then on.
  std::optional<Earmark> becomes = std::nullopt;
  bool operator==(const Transfer&) const = default;
};

/// The largest single amount: £100 thousand million. More is a slip of the keyboard, and sums stay far from overflow.
inline constexpr Pence amount_max = Pence(10'000'000'000'000);

/// What can be said of a transfer without knowing the books: names, amount, fields that its stage needs or forbids.
Result<void> check(const Transfer& transfer);

/// True where `again`, completed from its reservation, says what `stored` says. The amount of a release is not
/// compared: it was whatever was left.
bool same_body(const Transfer& stored, const Transfer& again);

/// A row of the books: a transfer, or as much of it as came out of one lot. Its transfer says the part's amount and in
/// full what the money was (`of`) and became (`becomes`); what of that the client said is kept beside it.
struct Part {
  Transfer transfer = {};
  std::int64_t number = 0;  ///< 0, 1, 2, … among the parts of one transfer
  bool of_said = false, becomes_said = false;
  bool operator==(const Part&) const = default;
};

/// A part without copies: what its row is made of.
struct PartView {
  const Transfer* transfer;  ///< as given, completed from its reservation
  Pence amount;
  const Earmark *of, *becomes;
  std::int64_t number = 0;
  bool of_said = false, becomes_said = false;
};
PartView view(const Part& part);

/// The chain: SHA-256 over the digest of the part before and this one's canonical bytes (each field with its length
/// before it, so that no two parts share their bytes).
Digest chained(const Digest& before, const PartView& part);

/// The transfer as the client gave it, from its parts in order (one at least); the accounts of a post, void or expire
/// are its reservation's.
Transfer whole(std::span<const Part> parts);

/// The digest before the first part: all zero.
inline constexpr Digest chain_start = {};

}  // namespace onepot::pot
