#include "ledger_kept.h"

#include "database/driver.h"

namespace onepot::store::ledger {

std::shared_ptr<Kept> Kept::of(Session& session) {
  // About 60 MiB for the one connection that writes to SQLite; PostgreSQL has many.
  const std::size_t lots_max = session.dialect() == Dialect::sqlite ? 200'000 : 10'000;
  const Head head = head_of(session);
  auto& slot = session.connection().ledger_kept;
  auto kept = std::static_pointer_cast<Kept>(slot);
  if (!kept || !kept->whole || kept->head != head || kept->lots.size() > lots_max) {
    kept = std::make_shared<Kept>();
    kept->head = head;
    slot = kept;
  }
  return kept;
}

}  // namespace onepot::store::ledger
