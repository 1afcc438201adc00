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
struct alignas(64) Held {  // a line of memory of its own for what is touched together
  std::int64_t lot = 0;
  pot::Balance balance;
  std::int64_t last = 0;  ///< the number of the latest row that touched it; 0: none
  bool recent = false;    ///< its balance is not written yet
  pot::Earmark earmark;
};
using HeldLots = std::vector<Held*>;  ///< in the order they came to be

/// The lots of one person's money in one account and stream: all of them, once it is read.
struct Shelf {
  Held* only = nullptr;  ///< the first of the lots: mostly there is no other
  HeldLots lots;
  bool read = false;
  std::string key;
  void add(Held* held) {
    if (lots.empty()) only = held;
    lots.push_back(held);
  }
};

/// Shelves by key. Looked for twice for each transfer, it is flat: one place to look at, then the shelf itself.
class Shelves {
 public:
  static std::size_t hash(std::string_view key) { return std::hash<std::string_view>()(key); }
  /// The shelf, and whether it is new.
  std::pair<Shelf*, bool> find_or_add(std::string_view key, std::size_t hash_of_key);
  /// Asks for the memory of what will be looked for soon – first the place, some steps later the shelf: waiting for
  /// memory is most of what a look costs.
  void expect_place(std::size_t hash_of_key) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash_of_key & (slots_.size() - 1)]);
  }
  void expect_shelf(std::size_t hash_of_key) const {
    if (!slots_.empty()) __builtin_prefetch(slots_[hash_of_key & (slots_.size() - 1)].shelf);
  }

 private:
  struct Slot {
    std::size_t hash = 0;
    Shelf* shelf = nullptr;
  };
  void grow();
  std::deque<Shelf> shelves_;
  std::vector<Slot> slots_;  ///< a power of two of them, half of them empty at least
};

/// Whose lots an account that is no pot has in a stream.
struct People {
  std::set<std::string> people;
  bool read = false;  ///< everybody with something in it is among them
};

struct Kept {
  Head head;                  ///< what it is true for
  std::int64_t carried = 0;   ///< the row up to which the balances are written
  std::vector<Held*> recent;  ///< the lots that later rows changed
  bool whole = true;          ///< false while a writer is at work: one that never finished leaves it so
  std::deque<Held> lots;
  std::unordered_map<std::int64_t, Held*> by_number;
  Shelves shelves;                                 ///< by account, NUL, stream, NUL, person
  std::unordered_map<std::string, People> people;  ///< by account, NUL, stream
  std::optional<std::int64_t> last_lot;            ///< the highest number of a lot; read when it is first needed

  /// What the connection remembers, where it is true of these books as they are now; else a new one.
  static std::shared_ptr<Kept> of(Session& session);
};

}  // namespace onepot::store::ledger
