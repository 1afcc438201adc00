#pragma once
// How the rows of the books lie in the database: some of them one after the other in a segment of bytes, as many as a
// commit brought, up to a limit. A row of a table would cost as much as everything else about a transfer together; what
// was entered is never changed, so that nothing is lost by packing it.
//
// One row: two bytes of flags, then – each as a number of 7 bits a byte, lowest first, or as text with its length
// before it – id; part, if above 0; booked; effective less booked, if not the same; lot left; lot of arrival; pence;
// reservation, as how many rows before; last day less booked; purpose; note; the row before in each of both lots, as
// how many rows before. What may be below nought is doubled, and made odd where it is.
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "onepot/pot/transfer.h"

namespace onepot::store::ledger {

/// A row with its lots by number. Texts borrow from the segment, or from whoever packs it.
struct PackedPart {
  std::int64_t number = 0;
  std::string_view id;
  std::int64_t part = 0;
  pot::Stage stage = pot::Stage::move;
  int said = 0;  ///< whether the client named the lot it leaves (1), the one where it arrives (2), both (3)
  Date booked, effective;
  std::int64_t from_lot = 0, to_lot = 0;
  Pence amount;
  std::int64_t reservation = 0;  ///< number of the promise's part; 0: none
  std::optional<Date> until;
  std::string_view purpose, note;
  std::int64_t from_before = 0, to_before = 0;  ///< the number of the row before in each of the two lots; 0: none
};

/// Adds one row at the end of a segment.
void pack(std::string& body, const PackedPart& part);

/// Every row of a segment whose first number this is, until f gives false; false where it cannot be read.
bool unpack(std::string_view body, std::int64_t first, const std::function<bool(const PackedPart&)>& f);

/// Limits of one segment: reading one row of it reads all of it.
inline constexpr std::int64_t segment_parts_max = 128;
inline constexpr std::size_t segment_bytes_max = 12'000;

}  // namespace onepot::store::ledger
