#pragma once
// The lots of the books as one connection remembers them. They are true as long as the books' last digest is the one
// that they were true for: whoever else writes – another process, or we ourselves in a transaction that was undone –
// leaves another digest behind, and everything here is forgotten.
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger_parts.h"
#include "onepot/pot/ledger.h"

namespace onepot::store::ledger {

/// A lot, held while transfers are entered.
struct Held {
  std::int64_t lot = 0;
  pot::Earmark earmark;
  pot::Balance balance;
  std::int64_t last = 0;  ///< the number of the latest row that touched it; 0: none
  bool changed = false;
};
using HeldLots = std::vector<Held*>;  ///< in the order they came to be

/// The lots of one person's money in one account and stream: all of them, once it is read.
struct Shelf {
  HeldLots lots;
  bool read = false;
};

/// Whose lots an account that is no pot has in a stream.
struct People {
  std::set<std::string> people;
  bool read = false;  ///< everybody with something in it is among them
};

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};

struct Kept {
  Head head;          ///< what it is true for
  bool whole = true;  ///< false while a writer is at work: one that never finished leaves it so
  std::deque<Held> lots;
  std::unordered_map<std::int64_t, Held*> by_number;
  std::unordered_map<std::string, Shelf, Hash, std::equal_to<>> shelves;  ///< by account, NUL, stream, NUL, person
  std::unordered_map<std::string, People, Hash, std::equal_to<>> people;  ///< by account, NUL, stream
  std::optional<std::int64_t> last_lot;  ///< the highest number of a lot; read when it is first needed

  /// What the connection remembers, where it is true of these books as they are now; else a new one.
  static std::shared_ptr<Kept> of(Session& session);
};

}  // namespace onepot::store::ledger
