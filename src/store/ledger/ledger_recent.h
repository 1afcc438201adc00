#pragma once
// Balances are not written with every commit: two hundred lots changed by a hundred transfers lie on as many pages, and
// a page costs as much as a dozen transfers. The rows say the same. So ledger_balance holds what stood in each lot
// after some row – it was *carried* up to there – and what later rows did is added from them, which are never many. On
// PostgreSQL many write at once; there each commit writes its balances, and nothing is ever recent.
#include <unordered_map>

#include "ledger_parts.h"
#include "onepot/pot/ledger.h"

namespace onepot::store::ledger {

/// What a row does to the lot it leaves; what it posts arrives in the other.
pot::Balance leaving(const PackedPart& p);

/// What the rows since did to one lot.
struct Change {
  pot::Balance by;
  std::int64_t last = 0;  ///< the latest of them
};

/// What the rows after the carried ones did, by lot.
class Recent {
 public:
  /// As the session sees the books now. It is remembered by the connection, and only what came since is read.
  static const Recent& of(Session& session);

  bool empty() const { return lots_.empty(); }
  /// Nothing where the lot was not touched.
  const Change* find(std::int64_t lot) const {
    const auto at = lots_.find(lot);
    return at == lots_.end() ? nullptr : &at->second;
  }
  const std::unordered_map<std::int64_t, Change>& lots() const { return lots_; }
  /// A balance as it was carried, brought up to now.
  pot::Balance now(std::int64_t lot, pot::Balance carried) const {
    if (const Change* c = find(lot)) {
      carried.posted += c->by.posted;
      carried.committed += c->by.committed;
    }
    return carried;
  }

 private:
  void read_on(Session& session, const State& to);
  std::uint64_t moment_ = 0;  ///< of the connection, when it was true last
  State state_;               ///< what it is true for
  std::unordered_map<std::int64_t, Change> lots_;
};

/// Writes what the recent rows did into the balances, in this transaction; no row is recent then. Nothing on
/// PostgreSQL.
void carry(Session& session);
/// Says up to which row the balances are carried.
void set_carried(Session& session, std::int64_t number);

}  // namespace onepot::store::ledger
