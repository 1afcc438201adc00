#include "ledger_kept.h"

#include <utility>

#include "database/driver.h"
#include "ledger_recent.h"

namespace onepot::store::ledger {

std::pair<Shelf*, bool> Shelves::find_or_add(std::string_view key, std::size_t hash) {
  if (shelves_.size() * 2 >= slots_.size()) grow();
  std::size_t at = hash & (slots_.size() - 1);
  for (; slots_[at].shelf; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].hash == hash && slots_[at].shelf->key == key) return {slots_[at].shelf, false};
  Shelf& made = shelves_.emplace_back();
  made.key.assign(key);
  slots_[at] = {hash, &made};
  return {&made, true};
}

void Shelves::grow() {
  std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(64, slots_.size() * 2)));
  for (const Slot& slot : before) {
    if (!slot.shelf) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].shelf) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

std::shared_ptr<Kept> Kept::of(Session& session) {
  // About 60 MiB for the one connection that writes to SQLite; PostgreSQL has many.
  const std::size_t lots_max = session.dialect() == Dialect::sqlite ? 200'000 : 10'000;
  const State now = state_of(session);
  auto& slot = session.connection().ledger_kept;
  auto kept = std::static_pointer_cast<Kept>(slot);
  if (!kept || !kept->whole || State{kept->head, kept->carried} != now || kept->lots.size() > lots_max) {
    carry(session);  // so that what the books say of a lot is what stands in it
    kept = std::make_shared<Kept>();
    kept->head = now.head;
    kept->carried = now.head.number;
    slot = kept;
  }
  return kept;
}

}  // namespace onepot::store::ledger
