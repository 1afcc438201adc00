// The books: money into pots, from pots to providers for approved support, from providers through the bank, and what is
// promised now.
#include "keys.h"
#include "making/parts.h"
#include "onepot/place/promises.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"

namespace onepot::town::writing {

Result<void> Writer::books() {
  std::vector<pot::Transfer> all;
  // Entered in pieces, so that the books of a large town need not stand in memory at once.
  constexpr std::size_t piece = 100'000;
  const auto enter = [&]() -> Result<void> {
    ONEPOT_CHECK(store::ledger::post(session, all));
    written.transfers += std::ssize(all);
    all.clear();
    return {};
  };
  const auto stream = [&](std::size_t i) { return town.streams[i].code; };
  std::int64_t next = 0;
  const auto move = [&](Date day, std::string from, std::string to, Pence amount, std::size_t of,
                        std::string_view purpose, std::string_view what) {
    all.push_back({.id = fmt::format("{}-{}", what, ++next),
                   .booked = day,
                   .effective = day,
                   .from = std::move(from),
                   .to = std::move(to),
                   .amount = amount,
                   .stream = stream(of),
                   .purpose = std::string(purpose)});
  };
  auto funding = town.fundings.begin();
  auto spending = town.spendings.begin();
  for (int p = 0; p <= periods; ++p) {
    for (; funding != town.fundings.end() && funding->period == p; ++funding) {
      const auto& person = keys.people[funding->person];
      move(period_start(p), pot::funder_account(stream(funding->stream)),
           pot::pot_account(person, stream(funding->stream)), funding->pence, funding->stream, "budget", "in");
      written.into_pots += funding->pence;
    }
    if (all.size() >= piece) ONEPOT_CHECK(enter());
    if (p == periods) break;
    std::map<std::pair<std::size_t, std::size_t>, Pence> to_bank;
    for (; spending != town.spendings.end() && spending->run == p; ++spending) {
      const Agreement& a = town.agreements[spending->agreement];
      move(run_date(p), pot::pot_account(keys.people[a.person], stream(spending->stream)),
           pot::provider_account(keys.providers[a.provider]), spending->pence, spending->stream, purpose_of(a.category),
           "for");
      to_bank[{a.provider, spending->stream}] += spending->pence;
      written.to_providers += spending->pence;
    }
    for (const auto& [which, pence] : to_bank) {
      move(run_date(p), pot::provider_account(keys.providers[which.first]), pot::bank_account(), pence, which.second,
           "payment", "paid");
      written.through_bank += pence;
    }
  }
  // Promised for the four weeks that have begun; what this week's approved visits took of it has moved.
  store::Load commitment(
      session, "commitment",
      {"agreement_id", "person_id", "stream_id", "transfer_id", "from_date", "until_date", "pence", "settled_pence"});
  const Date until = this_monday + 27;
  const Date last_day =
      until + place::days_to_approve;  // as place promises: visits of the last days are approved after them
  for (const Commitment& c : town.commitments) {
    const Agreement& a = town.agreements[c.agreement];
    const std::string id = fmt::format("commit-{}-{}", keys.agreements[c.agreement], stream(c.stream));
    all.push_back({.id = id,
                   .booked = this_monday,
                   .effective = this_monday,
                   .from = pot::pot_account(keys.people[a.person], stream(c.stream)),
                   .to = pot::provider_account(keys.providers[a.provider]),
                   .amount = c.pence,
                   .stream = stream(c.stream),
                   .purpose = std::string(purpose_of(a.category)),
                   .stage = pot::Stage::reserve,
                   .until = last_day});
    commitment.row({key(c.agreement), key(a.person), key(c.stream), id, this_monday, until, c.pence, c.settled});
  }
  for (const Commitment& c : town.commitments) {
    if (c.settled == Pence()) continue;
    const Agreement& a = town.agreements[c.agreement];
    const std::string id = fmt::format("commit-{}-{}", keys.agreements[c.agreement], stream(c.stream));
    all.push_back({.id = id + "/settled-1",
                   .booked = this_monday + 4,
                   .effective = this_monday + 3,
                   .amount = c.settled,
                   .stream = stream(c.stream),
                   .purpose = std::string(purpose_of(a.category)),
                   .stage = pot::Stage::post,
                   .reservation = id});
    written.to_providers += c.settled;
  }
  ONEPOT_CHECK(enter());
  report("commitments", commitment.done());
  report("ledger transfers", written.transfers);
  return {};
}

}  // namespace onepot::town::writing
