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

/// What one account holds of one stream that is one person's, held one way, under one version of its conditions.
struct Lot {
  std::string account, stream;
  pot::Earmark earmark;
  pot::Balance balance;
};
/// Every lot of an account, of a person's pot, or of the books; by account, stream and earmark.
std::vector<Lot> lots_of_account(Session& session, std::string_view account);
std::vector<Lot> lots_of_pot(Session& session, std::string_view person);
std::vector<Lot> lots(Session& session);
/// Every lot of a person's money wherever it stands – in the pot, with funders, with providers, gone through the bank.
/// They sum to what others passed to this person less what was passed on: to nought, where nobody did.
std::vector<Lot> lots_about(Session& session, std::string_view person);
pot::Balance lot_balance(Session& session, std::string_view account, std::string_view stream,
                         const pot::Earmark& earmark);

/// What one account holds of one stream: its lots added up.
struct Standing {
  std::string account, stream;
  pot::Balance balance;
};
pot::Balance balance(Session& session, std::string_view account, std::string_view stream);
/// By account and stream: of an account, of a person's pot, of the books.
std::vector<Standing> standings_of_account(Session& session, std::string_view account);
std::vector<Standing> standings_of_pot(Session& session, std::string_view person);
std::vector<Standing> standings(Session& session);

/// The transfer as it was given, whole; of a post, void or expire with the accounts of its reservation.
std::optional<pot::Transfer> find(Session& session, std::string_view id);
/// Its parts: what came out of which lot, and what it became.
std::vector<pot::Part> parts_of(Session& session, std::string_view id);

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

/// How far an account may go, in each stream, for what is booked on `from` and after; and who said so, when and why.
struct LimitChange {
  std::string account;
  pot::Limit limit;
  Date from;
  Instant at;
  std::string by, why;
};
/// The latest change that has begun counts. Money that is there already stays. Refused: "bad-name", "bad-limit" (the
/// lowest above the highest), "no-reason", "period-closed" (it would change days that are closed).
Result<void> set_limit(Session& session, const LimitChange& change);
/// Of one account, or of all (empty), in the order they were made.
std::vector<LimitChange> limit_changes(Session& session, std::string_view account = {});
/// What counts on a day: pot::usual_limit() where nobody has changed it.
pot::Limit limit_on(Session& session, std::string_view account, Date day);

/// The parts that touched a person's pot or an account, newest first.
std::vector<pot::Transfer> history_of_person(Session& session, std::string_view person, std::size_t limit);
std::vector<pot::Transfer> history_of_account(Session& session, std::string_view account, std::size_t limit);

/// Every part in the order of the chain: each a transfer of one lot's money, with `of` and `becomes`.
void each(Session& session, const std::function<void(const pot::Transfer&)>& f);
void each_part(Session& session, const std::function<void(const pot::Part&)>& f);

struct Verified {
  std::int64_t transfers = 0;
  std::int64_t rows = 0;  ///< a transfer that drew on several lots has as many
  std::int64_t lots = 0;
  std::string head;  ///< the last digest in hex: who keeps it can prove later that nothing before it changed
  std::vector<std::string> problems;  ///< one sentence each, at most 100; none: the books are whole
};
/// Reads everything: the chain is whole and its numbers run on; every transfer is in one stream; money that leaves a
/// lot arrives as the same person's, save what passes from pot to pot or is said to become another's; balances and
/// reservations equal what the transfers say; the books sum to nought in total, in each stream, and for each person but
/// for what passed between people; what was closed is as it was when it was closed.
Verified verify(Session& session);

}  // namespace onepot::store::ledger
