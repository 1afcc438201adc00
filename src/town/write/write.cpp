#include "onepot/town/write.h"

#include "keys.h"
#include "onepot/base/text.h"
#include "onepot/store/accounts.h"

namespace onepot::town {

std::string writing::joined(const std::vector<std::string>& list) {
  return join(list, "|");
}

Result<Written> write(const Town& town, store::Database& database, const WriteOptions& options) {
  return database.write([&](store::Session& session) -> Result<Written> {
    if (!store::accounts::places(session).empty())
      return refuse("not-empty", "the database already holds a place; a new town needs a new database");
    store::expect_many_rows(session);
    writing::Writer writer{town, session, options};
    writer.places();
    writer.people();
    writer.providers_and_homes();
    writer.accounts();
    writer.needs_and_pots();
    writer.plans_and_wishes();
    writer.agreements();
    writer.support_and_payments();
    ONEPOT_CHECK(writer.books());
    writer.lives();
    writer.library();
    return writer.written;
  });
}

}  // namespace onepot::town
