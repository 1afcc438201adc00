#include "onepot/town/write.h"

#include "keys.h"
#include "onepot/base/text.h"
#include "onepot/place/pot/savings.h"
#include "onepot/store/accounts.h"
#include "onepot/store/pot/conditions.h"

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
    place::state_first_rules(session, store::accounts::places(session).front().id, place::built_in_savings_rules(),
                             writing::at(Date(2026, 4, 1), 9));
    writer.people();
    writer.providers_and_homes();
    writer.accounts();
    writer.rules();
    writer.needs_and_pots();
    writer.plans_and_wishes();
    writer.agreements();
    writer.report("conditions of pots", store::conditions::add_first_versions(session));
    writer.support_and_payments();
    ONEPOT_CHECK(writer.books());
    writer.lives();
    writer.told();
    writer.care();
    writer.library();
    writer.evaluation();
    writer.clubs();
    return writer.written;
  });
}

}  // namespace onepot::town
