#pragma once
// Streams: where public money comes from, and on which conditions. And how a pot is held.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/result.h"

namespace onepot::pot {

/// How money is held: the person holds it; a provider holds it and the person directs it; the council or NHS holds it;
/// or some of each.
enum class Holding : std::uint8_t { direct_payment, isf, notional, mixed };
std::string_view to_string(Holding holding);  ///< "direct-payment", "isf", "notional", "mixed"
Result<Holding> parse_holding(std::string_view text);

/// A stream that any place may have. `code` is how it is written in files.
struct StreamKind {
  std::string_view code, name, funder, legal_basis, purposes;  ///< purposes joined by |, * for any
  bool public_money;
};

/// The six of the Right to Control, the NHS personal health budget, and a person's own money.
std::span<const StreamKind> known_streams();

/// On what a stream's money may be spent, and when.
struct Conditions {
  std::string stream;
  std::vector<std::string> purposes;  ///< {"*"} or empty: any
  std::optional<Date> from, until;    ///< both days included
  bool any_purpose() const;
  bool allows(std::string_view purpose, Date day) const;
};

/// Least flexible first: fewest purposes (any purpose comes last), then the earliest end (no end comes last), then
/// code.
bool less_flexible(const Conditions& a, const Conditions& b);

}  // namespace onepot::pot
