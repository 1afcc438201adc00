#pragma once
// The books as a pure model: every transfer in order, balances in maps, no thought of speed. It says what each sequence
// of transfers must do; the store's books (onepot/store/ledger.h) are tested against it.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/pot/transfer.h"

namespace onepot::pot {

/// What an account holds of one stream.
struct Balance {
  Pence posted = {};     ///< money that is there (below nought for a funder)
  Pence committed = {};  ///< promised out of it and not yet paid
  Pence available() const { return posted - committed; }
  bool operator==(const Balance&) const = default;
};

class Ledger {
 public:
  /// True: entered; false: the same id with the same body was there already. Refusals change nothing:
  /// what check() refuses; "id-taken"; "missing-funds"; "unknown-reservation", "wrong-reservation" (other accounts or
  /// stream), "not-left" (more than is left of it), "lapsed" (a post after its last day), "not-lapsed" (an expire
  /// before).
  Result<bool> post(const Transfer& transfer);

  /// Lets an account go below nought, or not. Accounts begin as may_overdraw() says.
  void set_overdraft(const std::string& account, bool allowed) { overdraft_[account] = allowed; }

  Balance balance(const std::string& account, const std::string& stream) const;
  const std::map<std::pair<std::string, std::string>, Balance>& balances() const { return balances_; }
  /// What is still promised under a reservation; nought when there is none.
  Pence left(const std::string& reservation) const;
  const std::vector<Transfer>& transfers() const { return transfers_; }

 private:
  struct Promise {
    Transfer reserve;
    Pence left;
  };
  bool overdraws(const std::string& account) const;
  Result<Transfer> completed(const Transfer& transfer) const;

  std::vector<Transfer> transfers_;  ///< completed: post and release have the accounts of their reservation
  std::map<std::string, std::size_t> by_id_;
  std::map<std::string, Promise> promises_;
  std::map<std::pair<std::string, std::string>, Balance> balances_;
  std::map<std::string, bool> overdraft_;
};

// The refusals of both books, so that they say the same.
tl::unexpected<Refusal> id_taken(const Transfer& transfer);
tl::unexpected<Refusal> missing_funds(const Transfer& transfer, Pence available);
/// Whether a post, release or expire is lawful on this reservation, of which `left` remains; gives it completed with
/// the reservation's accounts, stream and, for a release, what it releases.
Result<Transfer> complete(const Transfer& transfer, const Transfer& reserve, Pence left);
tl::unexpected<Refusal> unknown_reservation(const Transfer& transfer);

}  // namespace onepot::pot
