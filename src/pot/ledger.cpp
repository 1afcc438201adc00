#include "onepot/pot/ledger.h"

#include "onepot/pot/accounts.h"

namespace onepot::pot {

tl::unexpected<Refusal> id_taken(const Transfer& t) {
  return refuse("id-taken",
                fmt::format("the id '{}' was used before for another transfer: the same id with the same content "
                            "is a repeat, with other content it is refused",
                            t.id));
}

tl::unexpected<Refusal> missing_funds(const Transfer& t, Pence available) {
  return refuse("missing-funds", fmt::format("'{}' has {} of {} available, and {} is asked for", t.from,
                                             to_decimal(available), t.stream, to_decimal(t.amount)));
}

tl::unexpected<Refusal> unknown_reservation(const Transfer& t) {
  return refuse("unknown-reservation", fmt::format("there is no reservation '{}'", t.reservation));
}

Result<Transfer> complete(const Transfer& t, const Transfer& reserve, Pence left) {
  const auto agrees = [](const std::string& given, const std::string& reserved) {
    return given.empty() || given == reserved;
  };
  if (!agrees(t.from, reserve.from) || !agrees(t.to, reserve.to) || !agrees(t.stream, reserve.stream))
    return refuse("wrong-reservation",
                  fmt::format("reservation '{}' is from '{}' to '{}' in {}: what is done with it must be the same",
                              reserve.id, reserve.from, reserve.to, reserve.stream));
  if (left == Pence() || t.amount > left)
    return refuse(
        "not-left",
        fmt::format("{} is left of reservation '{}'{}", to_decimal(left), reserve.id,
                    t.stage == Stage::post ? fmt::format(", and {} is asked for", to_decimal(t.amount)) : ""));
  if (t.stage == Stage::post && reserve.until && t.booked > *reserve.until)
    return refuse("lapsed", fmt::format("reservation '{}' ended on {}", reserve.id, to_iso(*reserve.until)));
  if (t.stage == Stage::expire && (!reserve.until || t.booked <= *reserve.until))
    return refuse("not-lapsed", reserve.until
                                    ? fmt::format("reservation '{}' lasts until {}", reserve.id, to_iso(*reserve.until))
                                    : fmt::format("reservation '{}' has no last day: void it instead", reserve.id));
  Transfer out = t;
  out.from = reserve.from;
  out.to = reserve.to;
  out.stream = reserve.stream;
  if (t.stage != Stage::post) out.amount = left;
  return out;
}

Result<Transfer> Ledger::completed(const Transfer& t) const {
  if (t.reservation.empty()) return t;
  const auto promise = promises_.find(t.reservation);
  if (promise == promises_.end()) return unknown_reservation(t);
  return complete(t, promise->second.reserve, promise->second.left);
}

Result<bool> Ledger::post(const Transfer& given) {
  ONEPOT_CHECK(check(given));
  if (const auto before = by_id_.find(given.id); before != by_id_.end()) {
    if (!same_body(transfers_[before->second], given)) return id_taken(given);
    return false;
  }
  ONEPOT_TRY(const Transfer t, completed(given));
  Balance& from = balances_[{t.from, t.stream}];
  Balance& to = balances_[{t.to, t.stream}];
  switch (t.stage) {
    case Stage::move:
    case Stage::reserve:
      if (from.available() < t.amount && !overdraws(t.from)) return missing_funds(t, from.available());
      if (t.stage == Stage::reserve) {
        from.committed += t.amount;
        promises_.emplace(t.id, Promise{t, t.amount});
        break;
      }
      from.posted -= t.amount;
      to.posted += t.amount;
      break;
    case Stage::post:
      from.posted -= t.amount;
      to.posted += t.amount;
      [[fallthrough]];
    case Stage::release:
    case Stage::expire:
      from.committed -= t.amount;
      promises_.at(t.reservation).left -= t.amount;
      break;
  }
  by_id_.emplace(t.id, transfers_.size());
  transfers_.push_back(t);
  return true;
}

bool Ledger::overdraws(const std::string& account) const {
  const auto set = overdraft_.find(account);
  return set == overdraft_.end() ? may_overdraw(account) : set->second;
}

Balance Ledger::balance(const std::string& account, const std::string& stream) const {
  const auto found = balances_.find({account, stream});
  return found == balances_.end() ? Balance{} : found->second;
}

Pence Ledger::left(const std::string& reservation) const {
  const auto found = promises_.find(reservation);
  return found == promises_.end() ? Pence() : found->second.left;
}

}  // namespace onepot::pot
