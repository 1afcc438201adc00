#include "onepot/place/book_rules.h"

#include <algorithm>

namespace onepot::place {

Closings see_closings(const Work& work) {
  work.only_for({"keep-books"});
  Closings out;
  out.closed_until = store::ledger::closed_until(work.session);
  out.all = store::ledger::closings(work.session);
  return out;
}

Result<store::ledger::Closing> close_books(const Work& work, Date until, std::string_view note) {
  work.only_for({"keep-books"});
  ONEPOT_CHECK(store::ledger::expire_due(work.session, work.today()));
  ONEPOT_TRY(auto closing,
             store::ledger::close_until(work.session, until, work.today(), work.now(), work.actor().name, note));
  work.audit("books:closed", {}, to_iso(until));
  return closing;
}

std::vector<store::ledger::LimitChange> see_limits(const Work& work) {
  work.only_for({"keep-books"});
  auto out = store::ledger::limit_changes(work.session);
  std::ranges::reverse(out);
  return out;
}

Result<void> change_limit(const Work& work, std::string_view account, const pot::Limit& limit, std::string_view why) {
  work.only_for({"keep-books"});
  if (store::ledger::standings_of_account(work.session, account).empty())
    return refuse("unknown-account", "Nothing was ever booked in an account of this name.");
  pot::Limit asked = limit;
  if (!asked.lowest) asked.lowest = pot::usual_limit(account).lowest;
  ONEPOT_CHECK(store::ledger::set_limit(
      work.session, {std::string(account), asked, work.today(), work.now(), work.actor().name, std::string(why)}));
  work.audit("books:limit", {}, account);
  return {};
}

}  // namespace onepot::place
