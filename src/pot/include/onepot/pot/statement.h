#pragma once
// What happened to a person's money between two days, added up from the transfers of their pot: what came in, what was
// spent and with whom, what went back, what is promised, what is left. Days are days booked, as in every balance of the
// books, so that a statement's end is the books' balance of that day, to the penny.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/pot/transfer.h"

namespace onepot::pot {

/// Sums over a period. opening + came_in − spent − given_back = closing, always.
struct MoneyFlow {
  Pence opening = {};     ///< when the first day began
  Pence came_in = {};     ///< from whoever is not paid for support: funders, the person's own contribution
  Pence spent = {};       ///< with providers, less what they paid back
  Pence given_back = {};  ///< to funders and others who are not providers
  Pence closing = {};     ///< when the last day ended
  Pence promised = {};    ///< of the closing balance, when the last day ended
  bool operator==(const MoneyFlow&) const = default;
};

struct Statement {
  Period period;
  MoneyFlow all;
  struct OfStream {
    std::string stream;
    MoneyFlow flow;
  };
  std::vector<OfStream> streams;  ///< by code; those that held or moved anything
  struct With {
    std::string account;  ///< provider:REF
    Pence amount;         ///< less what came back
    std::int64_t payments = 0;
  };
  std::vector<With> spent_with;  ///< the most first, then by account
  enum class Kind : std::uint8_t { came_in, spent, came_back, given_back, held_anew };
  struct Line {
    Date booked, effective;
    Kind kind = Kind::came_in;
    Pence amount;                                  ///< above nought
    std::string stream, other, purpose, note, id;  ///< `other`: the account at the other end
    std::string holding = {};                      ///< of held_anew: how it is held from then on
  };
  std::vector<Line> lines;  ///< by day booked, then in the order given
};

/// `transfers`: every transfer that touched the person's pot, in the order of the chain, each completed from its
/// reservation (as the books give them). Money that only moved within the pot is neither in nor out; where it is held
/// in another way from then on, a line says so.
Statement statement(std::string_view person, Period period, std::span<const Transfer> transfers);

}  // namespace onepot::pot
