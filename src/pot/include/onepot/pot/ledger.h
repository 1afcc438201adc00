#pragma once
// The books as a pure model: every transfer in order, balances in maps, no thought of speed. It says what each sequence
// of transfers must do; the store's books (onepot/store/ledger.h) are tested against it.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/pot/lots.h"
#include "onepot/pot/transfer.h"

namespace onepot::pot {

/// What a lot holds, or an account of one stream.
struct Balance {
  Pence posted = {};     ///< money that is there (below nought for a funder)
  Pence committed = {};  ///< promised out of it and not yet paid
  Pence available() const { return posted - committed; }
  bool operator==(const Balance&) const = default;
};

class Ledger {
 public:
  /// True: entered; false: the same id with the same body was there already. Refusals change nothing:
  /// what check() refuses; "id-taken"; "missing-funds"; "above-limit"; "period-closed"; "unknown-reservation",
  /// "wrong-reservation" (other accounts or stream), "not-left" (more than is left of it), "lapsed" (a post after its
  /// last day), "not-lapsed" (an expire before).
  Result<bool> post(const Transfer& transfer);

  /// Changes how far an account may go. Accounts begin as usual_limit() says.
  void set_limit(const std::string& account, const Limit& limit) { limits_[account] = limit; }
  /// Nothing can be booked on or before this day any more. Closing never goes back.
  void close_until(Date day) { closed_ = closed_ ? std::max(*closed_, day) : day; }

  /// What one account holds of one stream, over its lots.
  Balance balance(const std::string& account, const std::string& stream) const;
  std::map<std::pair<std::string, std::string>, Balance> balances() const;
  /// Every lot by account, stream and earmark.
  std::map<std::tuple<std::string, std::string, Earmark>, Balance> lots() const;
  /// What is still promised under a reservation; nought when there is none.
  Pence left(const std::string& reservation) const;
  /// The rows of the books, in order.
  const std::vector<Part>& parts() const { return parts_; }

 private:
  struct Lot {
    Earmark earmark;
    Balance balance;
  };
  struct Promised {
    std::size_t part;  ///< of the reserve, in parts_
    Pence left;
  };
  struct Promise {
    Transfer reserve;  ///< as given
    std::vector<Promised> parts;
    Pence left() const;
  };
  using Lots = std::vector<Lot>;  ///< of one account and stream, in the order they came to be

  Limit limit(const std::string& account) const;
  std::vector<OpenLot> open(const std::string& account, const std::string& stream) const;
  Lot& lot(const std::string& account, const std::string& stream, const Earmark& earmark);
  Result<std::vector<Part>> taken(const Transfer& transfer) const;
  Result<std::vector<Part>> of_promise(const Transfer& transfer) const;
  void enter(const Part& part);

  std::vector<Part> parts_;
  std::map<std::string, std::pair<std::size_t, std::size_t>> by_id_;  ///< first part and how many
  std::map<std::string, Promise> promises_;
  std::map<std::pair<std::string, std::string>, Lots> lots_;
  std::map<std::string, Limit> limits_;
  std::optional<Date> closed_;
};

// The refusals of both books, so that they say the same.
tl::unexpected<Refusal> id_taken(const Transfer& transfer);
/// "period-closed": it is booked on a day that is closed.
tl::unexpected<Refusal> period_closed(const Transfer& transfer, Date closed_until);
/// Whether a post, release or expire is lawful on this reservation, of which `left` remains; gives it completed with
/// the reservation's accounts, stream and, for a release, what it releases.
Result<Transfer> complete(const Transfer& transfer, const Transfer& reserve, Pence left);
tl::unexpected<Refusal> unknown_reservation(const Transfer& transfer);

}  // namespace onepot::pot
