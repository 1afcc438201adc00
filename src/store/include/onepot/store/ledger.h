#pragma once
// The books of a place: pot::Transfer in, balances out, in the session of whoever calls – so that money moves in the
// same transaction as what it moved for. Rules and refusals are those of the model, onepot/pot/ledger.h.
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/pot/ledger.h"
#include "onepot/pot/transfer.h"
#include "onepot/store/session.h"

namespace onepot::store::ledger {

struct Entered {
  std::int64_t number = 0;  ///< its place in the chain
  bool repeat = false;      ///< it was there already, and nothing happened
};

/// Enters one transfer. A refusal (see pot::Ledger::post) has changed nothing.
Result<Entered> post(Session& session, const pot::Transfer& transfer);

/// Enters them in order, faster than one by one. At the first refusal it stops; its where.line is the place of the
/// refused transfer among them, from 1. Those before it are then in the session: refuse in turn, or call it within
/// attempt().
Result<std::vector<Entered>> post(Session& session, std::span<const pot::Transfer> transfers);

/// What one account holds of one stream.
struct Lot {
  std::string account, stream;
  pot::Balance balance;
};

pot::Balance balance(Session& session, std::string_view account, std::string_view stream);
/// Every stream of an account, by stream.
std::vector<Lot> lots_of_account(Session& session, std::string_view account);
/// Every lot of a person's pot, by account.
std::vector<Lot> lots_of_person(Session& session, std::string_view person);
/// Every lot of the books, by account and stream.
std::vector<Lot> lots(Session& session);

std::optional<pot::Transfer> find(Session& session, std::string_view id);

/// A commitment of which something is left.
struct Reservation {
  std::string id, from, to, stream, purpose;
  Pence left;
  std::optional<Date> until;
};
/// Of one account, oldest first.
std::vector<Reservation> reservations_from(Session& session, std::string_view account);
/// What is left of a reservation; nought when there is none of that id.
Pence left(Session& session, std::string_view reservation);

/// Settles `amount` out of reservations, in the order given, as posts called ID/1, ID/2, …: for an approved visit or an
/// invoice. Refused ("not-left") where together less than the amount is left. Repeats are safe.
Result<std::vector<Entered>> settle(Session& session, std::string_view id, Pence amount,
                                    std::span<const std::string> reservations, Date booked, Date effective,
                                    std::string_view note);

/// Releases what is left of every reservation whose last day is before `today`; gives how many.
Result<std::size_t> expire_due(Session& session, Date today);

/// Lets an account go below nought, or not; makes it when it is new.
void set_overdraft(Session& session, std::string_view account, bool allowed);

/// The transfers of a person's pot or of an account, newest first.
std::vector<pot::Transfer> history_of_person(Session& session, std::string_view person, std::size_t limit);
std::vector<pot::Transfer> history_of_account(Session& session, std::string_view account, std::size_t limit);

/// Every transfer in the order of the chain.
void each(Session& session, const std::function<void(const pot::Transfer&)>& f);

struct Verified {
  std::int64_t transfers = 0;
  std::int64_t lots = 0;
  std::string head;  ///< the last digest in hex: who keeps it can prove later that nothing before it changed
  std::vector<std::string> problems;  ///< one sentence each, at most 100; none: the books are whole
};
/// Reads everything: the chain is whole and its numbers run on; every posting is in one stream; balances and
/// reservations equal what the transfers say; the books sum to nought in total and in each stream.
Verified verify(Session& session);

}  // namespace onepot::store::ledger
