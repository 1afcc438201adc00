#include "ledger_limits.h"

#include "database/driver.h"
#include "onepot/base/text.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_closing.h"

namespace onepot::store::ledger {
namespace {

pot::Limit limit_from(const Row& row, std::size_t column) {
  return {row.maybe_pence(column), row.maybe_pence(column + 1)};
}

}  // namespace

Limits::Limits(Session& session) {
  constexpr std::size_t few = 4'000;
  const Rows rows = session.query(
      "SELECT account, from_date, lowest_pence, highest_pence FROM ledger_limit ORDER BY account, change LIMIT :limit",
      {{"limit", few + 1}});
  any_ = rows.size() > 0;
  all_read_ = rows.size() <= few;
  if (all_read_)
    for (const auto row : rows) known_[row.text(0)].push_back({row.date(1), limit_from(row, 2)});
}

const std::vector<Limits::Change>& Limits::changes(Session& session, std::string_view account) {
  if (const auto known = known_.find(account); known != known_.end()) return known->second;
  static const std::vector<Change> none;
  if (all_read_) return none;
  constexpr std::size_t known_max = 50'000;
  if (known_.size() >= known_max) known_.clear();
  std::vector<Change> found;
  for (const auto row : session.query(
           "SELECT from_date, lowest_pence, highest_pence FROM ledger_limit WHERE account = :account ORDER BY change",
           {{"account", account}}))
    found.push_back({row.date(0), limit_from(row, 1)});
  return known_.emplace(std::string(account), std::move(found)).first->second;
}

pot::Limit Limits::on(Session& session, std::string_view account, Date day) {
  pot::Limit limit = pot::usual_limit(account);
  if (!any_) return limit;
  for (const auto& change : changes(session, account))
    if (change.from <= day) limit = change.limit;
  return limit;
}

Rules::Rules(Session& session)
    : limits(session),
      closed(closed_until(session)),
      others_(session.connection().others_wrote()),
      undone_(session.connection().undone) {}

std::shared_ptr<Rules> Rules::of(Session& session) {
  auto& connection = session.connection();
  auto rules = std::static_pointer_cast<Rules>(connection.ledger_rules);
  const auto others = connection.others_wrote();
  if (rules && others && rules->others_ == others && rules->undone_ == connection.undone) return rules;
  rules = std::make_shared<Rules>(session);
  connection.ledger_rules = rules;
  return rules;
}

void Rules::forget(Session& session) {
  session.connection().ledger_rules = nullptr;
}

pot::Limit limit_on(Session& session, std::string_view account, Date day) {
  pot::Limit limit = pot::usual_limit(account);
  for (const auto row : session.query("SELECT lowest_pence, highest_pence FROM ledger_limit WHERE account = :account "
                                      "AND from_date <= :day ORDER BY change DESC LIMIT 1",
                                      {{"account", account}, {"day", day}}))
    limit = limit_from(row, 0);
  return limit;
}

Result<void> set_limit(Session& session, const LimitChange& change) {
  ONEPOT_CHECK(pot::check_name("account", change.account));
  const auto& [lowest, highest] = change.limit;
  if (lowest && highest && *lowest > *highest)
    return refuse("bad-limit",
                  fmt::format("the lowest, {}, is above the highest, {}", to_decimal(*lowest), to_decimal(*highest)));
  if (trim(change.why).empty()) return refuse("no-reason", "a change of a limit says why");
  if (const auto closed = closed_until(session); closed && change.from <= *closed)
    return refuse("period-closed", fmt::format("the books are closed up to {}: expected a day after that, not {}",
                                               to_iso(*closed), to_iso(change.from)));
  session.run(
      "INSERT INTO ledger_limit (account, change, from_date, lowest_pence, highest_pence, set_at, set_by, why) "
      "VALUES (:account, (SELECT COALESCE(MAX(c.change), 0) + 1 FROM ledger_limit c WHERE c.account = :account), "
      ":from, "
      ":lowest, :highest, :at, :by, :why)",
      {{"account", change.account},
       {"from", change.from},
       {"lowest", lowest},
       {"highest", highest},
       {"at", change.at},
       {"by", change.by},
       {"why", change.why}});
  Rules::forget(session);
  return {};
}

std::vector<LimitChange> limit_changes(Session& session, std::string_view account) {
  std::vector<LimitChange> out;
  for (const auto row :
       session.query("SELECT account, lowest_pence, highest_pence, from_date, set_at, set_by, why FROM ledger_limit "
                     "WHERE :account = '' OR account = :account ORDER BY set_at, account, change",
                     {{"account", account}}))
    out.push_back({row.text(0), limit_from(row, 1), row.date(3), row.instant(4), row.text(5), row.text(6)});
  return out;
}

}  // namespace onepot::store::ledger
