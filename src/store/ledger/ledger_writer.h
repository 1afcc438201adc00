#pragma once
// Enters transfers into one session. Balances are kept in memory and written now and then: a thousand payments out of
// one account cost one write of its balance. Rows are packed into segments, and ids are
// claimed in their own order, because neighbours share pages.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger_kept.h"
#include "ledger_limits.h"
#include "onepot/store/ledger.h"

namespace onepot::store::ledger {

class Writer {
 public:
  explicit Writer(Session& session);

  /// Enters them in order; at the first refusal, whose where.line counts from 1, it stops. What was entered is written
  /// when this returns.
  Result<std::vector<Entered>> enter_all(std::span<const pot::Transfer> transfers);

 private:
  struct Sought {
    std::string_view account, stream, person;
    Shelf* shelf;
  };
  struct Promised {
    std::int64_t part, from_lot, to_lot;
    Pence left;
  };
  /// A lot that is not written yet.
  struct Fresh {
    const Held* held;
    std::string account, stream;
  };
  struct FreshPromise {
    std::int64_t number, part, from_lot, to_lot;
    Pence left;
    std::optional<Date> until;
  };
  /// An id, and whether it is this batch's own: it was not in the books before, nor earlier in the batch.
  struct Claim {
    std::int64_t number = 0;
    bool own = false;
  };

  std::vector<Claim> claim(std::span<const pot::Transfer> transfers);
  void give_up(std::span<const pot::Transfer> transfers, std::span<const Claim> claims);
  /// The shelves of a transfer's two ends, where they could be foreseen.
  struct Ends {
    Shelf *from = nullptr, *to = nullptr;
  };
  Result<Entered> post(const pot::Transfer& given, const Ends& ends);
  Result<Entered> take(const pot::Transfer& given, const Ends& ends);
  Result<Entered> settle(const pot::Transfer& given);
  Result<Entered> repeat(const pot::Transfer& given);
  Result<void> check_highest(const pot::Transfer& t);
  Pence standing(const pot::Transfer& t);

  /// The shelf as far as it is known, and whether it was not known at all.
  std::pair<Shelf*, bool> place(std::string_view key, std::size_t hash, std::string_view account,
                                std::string_view stream, std::string_view person);
  Shelf& shelf(std::string_view account, std::string_view stream, std::string_view person);
  void read_shelves(const std::vector<Sought>& sought);
  void foresee(std::span<const pot::Transfer> transfers);
  Held& held(std::int64_t lot, pot::Earmark&& earmark, pot::Balance balance, std::int64_t last);
  Held& lot(std::string_view account, std::string_view stream, const pot::Earmark& earmark, Shelf* known = nullptr);
  Held& lot_numbered(std::int64_t lot);
  HeldLots open_lots(const pot::Transfer& t, const pot::Limit& limit);
  Held* only_lot(const pot::Transfer& t, const Shelf& on);

  void enter(const pot::PartView& part, Held& from, Held& to, std::optional<std::int64_t> reservation);
  void touch(Held& lot);
  void write_segment();
  void write_rows();
  void close();
  void write_balances();

  Session& session_;
  std::shared_ptr<Kept> kept_;
  std::shared_ptr<Rules> rules_;
  std::vector<Fresh> fresh_;
  std::vector<FreshPromise> promises_;
  std::string body_;  ///< the segment being filled
  std::int64_t body_parts_ = 0;
  std::vector<Ends> ends_;
  std::string key_;
};

}  // namespace onepot::store::ledger
