#include "onepot/place/payment_run.h"

#include <algorithm>
#include <limits>
#include <map>

#include "onepot/base/hash.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"

namespace onepot::place {
namespace paying {

struct StreamDue {
  std::string stream;
  std::vector<pay::Due> dues;
  Pence sum;
};
using ByProvider = std::map<std::string, std::vector<StreamDue>>;

ByProvider due_by_provider(store::Session& session) {
  const std::string prefix = pot::provider_account("");
  ByProvider out;
  std::map<std::string, std::vector<std::string>> streams;
  for (const auto& lot : store::ledger::standings(session))
    if (lot.account.starts_with(prefix) && lot.balance.posted != Pence()) streams[lot.account].push_back(lot.stream);
  for (const auto& [account, of] : streams) {
    auto history = store::ledger::history_of_account(session, account, std::numeric_limits<std::int32_t>::max());
    std::ranges::reverse(history);
    const std::string ref = account.substr(prefix.size());
    for (const auto& stream : of) {
      std::vector<pay::Movement> movements;
      for (const auto& t : history) {
        if (t.stream != stream || (t.stage != pot::Stage::move && t.stage != pot::Stage::post)) continue;
        movements.push_back({t.id, t.to == account ? t.amount : -t.amount, t.note});
      }
      StreamDue due{stream, pay::unpaid(ref, movements), {}};
      for (const auto& d : due.dues) due.sum += d.amount;
      if (!due.dues.empty()) out[ref].push_back(std::move(due));
    }
  }
  return out;
}

}  // namespace paying

std::vector<pay::Due> payments_due(store::Session& session) {
  std::vector<pay::Due> out;
  for (const auto& [ref, streams] : paying::due_by_provider(session))
    for (const auto& s : streams) out.insert(out.end(), s.dues.begin(), s.dues.end());
  return out;
}

Result<PaymentRunMade> make_payment_run(store::Session& session, const PaymentRunWanted& wanted,
                                        const std::function<Result<void>(const PaymentRunMade&)>& before_commit) {
  const auto place = store::payments::payer(session);
  PaymentRunMade made;
  pay::PaymentRun& run = made.run;
  if (wanted.payer) {
    run.from = *wanted.payer;
  } else if (place) {
    ONEPOT_TRY(const auto sort_code, pay::parse_sort_code(place->sort_code));
    ONEPOT_TRY(const auto number, pay::parse_account_number(place->account));
    run.from = {place->name, sort_code, number};
  } else {
    return refuse("no-payer", "the account that pays is not known: these books are not a place's, and none was given");
  }
  run.initiator = place ? place->council : run.from.name;
  run.service_user = wanted.service_user;
  run.created = wanted.now;
  run.date = wanted.date;

  std::vector<pay::Payee> payees = wanted.payees;
  std::map<std::string, store::ProviderId> providers;
  if (place)
    for (const auto& d : store::payments::provider_details(session, place->place)) {
      providers[d.ref] = d.id;
      if (std::ranges::find(payees, d.ref, &pay::Payee::ref) != payees.end()) continue;
      const auto sort_code = pay::parse_sort_code(d.sort_code);
      const auto number = pay::parse_account_number(d.account);
      if (sort_code && number)
        payees.push_back({d.ref, {d.name.empty() ? d.provider_name : d.name, *sort_code, *number}});
    }

  // A stream in which a provider was paid too much waits by itself: its money cannot be mended with another stream's.
  const auto due = paying::due_by_provider(session);
  std::vector<pay::Due> dues;
  for (const auto& [ref, streams] : due)
    for (const auto& s : streams) {
      if (s.sum > Pence())
        dues.insert(dues.end(), s.dues.begin(), s.dues.end());
      else
        made.held.push_back({ref, s.sum, "more was paid than earned from " + s.stream + "; it waits for the next run"});
    }
  ONEPOT_TRY(auto prepared, pay::prepare(dues, payees, run.initiator));
  made.held.insert(made.held.end(), prepared.held.begin(), prepared.held.end());
  made.remittances = std::move(prepared.remittances);
  run.payments = std::move(prepared.payments);
  if (run.payments.empty())
    return refuse("nothing-due", made.held.empty()
                                     ? "nothing is due to any provider"
                                     : "nothing can be paid: " + std::to_string(made.held.size()) +
                                           " amounts are held, the first because " + made.held.front().why);
  std::string all;
  for (const auto& p : run.payments) all += p.id + "\n";
  run.id = "OP-" + to_iso(wanted.date) + "-" + to_hex(sha256(all)).substr(0, 12);
  ONEPOT_TRY(made.file, pay::write(run, wanted.format));

  for (const auto& r : made.remittances)
    for (const auto& s : due.at(r.payee)) {
      if (s.sum <= Pence()) continue;
      ONEPOT_CHECK(store::ledger::post(session, pot::Transfer{.id = r.payment_id + "/" + s.stream,
                                                              .booked = wanted.date,
                                                              .effective = wanted.date,
                                                              .from = pot::provider_account(r.payee),
                                                              .to = pot::bank_account(),
                                                              .amount = s.sum,
                                                              .stream = s.stream,
                                                              .purpose = "payment",
                                                              .note = run.id}));
    }
  if (place) {
    made.id = store::payments::add_run(session,
                                       {wanted.ref, place->place, wanted.date, wanted.made_by, std::ssize(run.payments),
                                        pay::total(run), std::string(pay::to_text(wanted.format)), made.file},
                                       wanted.now);
    for (const auto& r : made.remittances) {
      const auto provider = providers.find(r.payee);
      if (provider == providers.end()) continue;
      if (const auto payment =
              store::payments::add_payment(session, *made.id, provider->second, r.payment_id, r.amount))
        store::payments::settle_shares(session, provider->second, *payment);
    }
  }
  if (before_commit) ONEPOT_CHECK(before_commit(made));
  return made;
}

}  // namespace onepot::place
