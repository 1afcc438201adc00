#include "onepot/pot/ledger.h"

#include "onepot/pot/accounts.h"

namespace onepot::pot {

tl::unexpected<Refusal> id_taken(const Transfer& t) {
  return refuse("id-taken",
                fmt::format("the id '{}' was used before for another transfer: the same id with the same content "
                            "is a repeat, with other content it is refused",
                            t.id));
}

tl::unexpected<Refusal> period_closed(const Transfer& t, Date closed_until) {
  return refuse("period-closed",
                fmt::format("the books are closed up to {}: book it on a later day and let its effective day say what "
                            "day it is about; expected a date after that, not {}",
                            to_iso(closed_until), to_iso(t.booked)));
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

Pence Ledger::Promise::left() const {
  Pence sum;
  for (const auto& part : parts) sum += part.left;
  return sum;
}

Limit Ledger::limit(const std::string& account) const {
  const auto set = limits_.find(account);
  return set == limits_.end() ? usual_limit(account) : set->second;
}

std::vector<OpenLot> Ledger::open(const std::string& account, const std::string& stream) const {
  std::vector<OpenLot> out;
  if (const auto lots = lots_.find({account, stream}); lots != lots_.end())
    for (const auto& lot : lots->second) out.push_back({lot.earmark, lot.balance.available()});
  return out;
}

Ledger::Lot& Ledger::lot(const std::string& account, const std::string& stream, const Earmark& earmark) {
  Lots& lots = lots_[{account, stream}];
  const auto found = std::find_if(lots.begin(), lots.end(), [&](const Lot& l) { return l.earmark == earmark; });
  return found == lots.end() ? lots.emplace_back(Lot{earmark, {}}) : *found;
}

/// A move or a reserve: a part for each lot that it takes from.
Result<std::vector<Part>> Ledger::taken(const Transfer& t) const {
  ONEPOT_TRY(const auto took, takes(t, open(t.from, t.stream), limit(t.from).lowest));
  if (const auto highest = limit(t.to).highest; highest && t.stage == Stage::move && t.from != t.to)
    if (balance(t.to, t.stream).posted + t.amount > *highest) return above_limit(t, *highest);
  std::vector<Part> out;
  for (const auto& take : took) {
    Part part{t, std::ssize(out), t.of.has_value(), t.becomes.has_value()};
    part.transfer.amount = take.amount;
    part.transfer.of = take.of;
    part.transfer.becomes = arrives_as(t, take.of);
    out.push_back(std::move(part));
  }
  return out;
}

/// A post, void or expire: the promise's parts in order, each as far as it reaches.
Result<std::vector<Part>> Ledger::of_promise(const Transfer& given) const {
  const auto promise = promises_.find(given.reservation);
  if (promise == promises_.end()) return unknown_reservation(given);
  ONEPOT_TRY(const Transfer t, complete(given, promise->second.reserve, promise->second.left()));
  if (const auto highest = limit(t.to).highest; highest && t.stage == Stage::post)
    if (balance(t.to, t.stream).posted + t.amount > *highest) return above_limit(t, *highest);
  std::vector<Part> out;
  Pence rest = t.amount;
  for (const auto& promised : promise->second.parts) {
    const Pence amount = std::min(rest, promised.left);
    if (amount == Pence()) continue;
    Part part{t, std::ssize(out), false, false};
    part.transfer.amount = amount;
    part.transfer.of = parts_[promised.part].transfer.of;
    part.transfer.becomes = parts_[promised.part].transfer.becomes;
    out.push_back(std::move(part));
    rest -= amount;
  }
  return out;
}

Result<bool> Ledger::post(const Transfer& given) {
  ONEPOT_CHECK(check(given));
  if (const auto before = by_id_.find(given.id); before != by_id_.end()) {
    const auto [first, count] = before->second;
    if (!same_body(whole(std::span(parts_).subspan(first, count)), given)) return id_taken(given);
    return false;
  }
  if (closed_ && given.booked <= *closed_) return period_closed(given, *closed_);
  ONEPOT_TRY(const auto parts, given.reservation.empty() ? taken(given) : of_promise(given));
  by_id_.emplace(given.id, std::pair(parts_.size(), parts.size()));
  if (given.stage == Stage::reserve) promises_.emplace(given.id, Promise{given, {}});
  for (const auto& part : parts) enter(part);
  return true;
}

void Ledger::enter(const Part& part) {
  const Transfer& t = part.transfer;
  (void)lot(t.from, t.stream, *t.of);
  Balance& to = lot(t.to, t.stream, *t.becomes).balance;
  Balance& from = lot(t.from, t.stream, *t.of).balance;  // it may have moved while the other was made
  if (t.stage == Stage::move || t.stage == Stage::post) {
    from.posted -= t.amount;
    to.posted += t.amount;
  }
  if (t.stage == Stage::reserve) {
    from.committed += t.amount;
    promises_.at(t.id).parts.push_back({parts_.size(), t.amount});
  } else if (t.stage != Stage::move) {
    from.committed -= t.amount;
    Pence rest = t.amount;
    for (auto& promised : promises_.at(t.reservation).parts) {
      // The promise's parts are taken in order, so this part of the payment is of the first with something left.
      const Pence amount = std::min(rest, promised.left);
      promised.left -= amount;
      rest -= amount;
    }
  }
  parts_.push_back(part);
}

Balance Ledger::balance(const std::string& account, const std::string& stream) const {
  Balance sum;
  if (const auto found = lots_.find({account, stream}); found != lots_.end())
    for (const auto& lot : found->second) {
      sum.posted += lot.balance.posted;
      sum.committed += lot.balance.committed;
    }
  return sum;
}

std::map<std::pair<std::string, std::string>, Balance> Ledger::balances() const {
  std::map<std::pair<std::string, std::string>, Balance> out;
  for (const auto& [key, lots] : lots_) out.emplace(key, balance(key.first, key.second));
  return out;
}

std::map<std::tuple<std::string, std::string, Earmark>, Balance> Ledger::lots() const {
  std::map<std::tuple<std::string, std::string, Earmark>, Balance> out;
  for (const auto& [key, lots] : lots_)
    for (const auto& lot : lots) out.emplace(std::tuple(key.first, key.second, lot.earmark), lot.balance);
  return out;
}

Pence Ledger::left(const std::string& reservation) const {
  const auto found = promises_.find(reservation);
  return found == promises_.end() ? Pence() : found->second.left();
}

}  // namespace onepot::pot
