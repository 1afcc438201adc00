#pragma once
// The books added up: as they stand (from the balances that are kept) or as they stood on a day (from the transfers).
#include <optional>
#include <string>
#include <vector>

#include "onepot/store/ledger.h"

namespace onepot::store::ledger {

/// By which of a transfer's two days: when it entered the books, or what it is about.
enum class Dated { booked, effective };

/// Every lot of the books as it stood at the end of a day; by account, stream and earmark.
std::vector<Lot> lots_at(Session& session, Date day, Dated by = Dated::booked);

/// A group of pots' money: what stands in the pots of it, and what of that is promised.
struct Sum {
  std::string key;
  pot::Balance balance;
};
/// For each purpose: what transfers of that purpose put into pots (plus) or took out of them (minus), and what is
/// promised.
std::vector<Sum> sums_by_purpose(Session& session, std::optional<Date> at = std::nullopt, Dated by = Dated::booked);

/// Every row up to the period's last day, added up: one transfer for each stage and pair of accounts in a stream,
/// booked the day before the period for what came before it and on its first day for what came in it. Whatever only
/// adds up transfers (pot::BookSheets) comes to the same sums by it as by each(), without a name read for every row.
std::vector<pot::Transfer> summed(Session& session, Period period);

/// The parts booked within the period, in the order of the chain; names are read for these alone, and a payment does
/// not say of which promise it is.
void each_within(Session& session, Period period, const std::function<void(const pot::Transfer&)>& f);

/// The parts that touched a person's pot, newest first, until f gives false: nothing further back is read.
void each_of_person(Session& session, std::string_view person, const std::function<bool(const pot::Transfer&)>& f);

/// The last hash of the chain, in hex. Books with the same one have the same rows: what is made of rows alone is the
/// same.
std::string last_hash(Session& session);

/// The first and last day booked; nothing when there is no transfer.
std::optional<Period> days_booked(Session& session);

}  // namespace onepot::store::ledger
