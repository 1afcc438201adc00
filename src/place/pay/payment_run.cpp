#include "onepot/place/payment_run.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/pay/check.h"
#include "onepot/place/account_check.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/bank.h"
#include "onepot/store/dues.h"
#include "onepot/store/ledger.h"
#include "onepot/store/plan_dues.h"

namespace onepot::place {
namespace paying {

namespace bank = store::bank;
namespace dues = store::dues;
namespace payments = store::payments;

struct StreamDue {
  std::string stream;
  std::vector<pay::Due> dues;
  Pence sum;
};
struct ProviderDue {
  std::vector<StreamDue> streams;
  Pence by_payroll;
};
using ByProvider = std::map<std::string, ProviderDue>;

/// "visit:REF:PERSON/1" → REF: which visit or invoice a transfer settled.
std::string_view item_ref(std::string_view transfer) {
  if (!transfer.starts_with("visit:") && !transfer.starts_with("invoice:")) return {};
  const auto from = transfer.find(':') + 1;
  return transfer.substr(from, transfer.find(':', from) - from);
}

ByProvider due_by_provider(store::Session& session) {
  const std::string prefix = pot::provider_account("");
  const auto refs = dues::paid_by_payroll(session);
  const std::set<std::string, std::less<>> payroll(refs.begin(), refs.end());
  std::map<std::string, std::vector<std::string>> streams;
  for (const auto& lot : store::ledger::standings(session))
    if (lot.account.starts_with(prefix) && lot.balance.posted != Pence()) streams[lot.account].push_back(lot.stream);
  ByProvider out;
  for (const auto& [account, of] : streams) {
    auto history = store::ledger::history_of_account(session, account, std::numeric_limits<std::int32_t>::max());
    std::ranges::reverse(history);
    const std::string ref = account.substr(prefix.size());
    for (const auto& stream : of) {
      std::vector<pay::Movement> movements;
      for (const auto& t : history) {
        if (t.stream != stream || (t.stage != pot::Stage::move && t.stage != pot::Stage::post)) continue;
        const Pence amount = t.to == account ? t.amount : -t.amount;
        if (t.purpose == "payroll" || payroll.contains(item_ref(t.id)))
          out[ref].by_payroll += amount;
        else if (!movements.empty() && movements.back().id == t.id)
          movements.back().amount += amount;  // a transfer that drew on several lots has a part for each
        else
          movements.push_back({t.id, amount, t.note});
      }
      StreamDue due{stream, pay::unpaid(ref, movements), {}};
      for (const auto& d : due.dues) due.sum += d.amount;
      if (!due.dues.empty()) out[ref].streams.push_back(std::move(due));
    }
  }
  return out;
}

/// Bank details and why somebody cannot be paid although they have them, or because they have none.
struct Payees {
  std::vector<pay::Payee> known;
  std::map<std::string, std::string> why_not;
  std::map<std::string, store::ProviderId> providers;  ///< of the place
  bool checked = false;
};

std::string why_not_again(const bank::Out& back, const pay::BankAccount& now) {
  if (back.sort_code != now.sort_code || back.account != now.number) return {};
  const std::string& said = back.returned->reason.empty() ? back.returned->code : back.returned->reason;
  return "the last payment came back" + (said.empty() ? "" : " (" + said + ")") +
         ", and the bank details were not looked at since";
}

Payees payees_of(store::Session& session, const PaymentRunWanted& wanted, std::optional<store::PlaceId> place) {
  Payees out;
  out.known = wanted.payees;
  const auto came_back = bank::not_mended(session);
  if (place)
    for (const auto& d : payments::provider_details(session, *place)) {
      out.providers[d.ref] = d.id;
      if (std::ranges::find(wanted.payees, d.ref, &pay::Payee::ref) != wanted.payees.end()) continue;
      const auto sort_code = pay::parse_sort_code(d.sort_code);
      const auto number = pay::parse_account_number(d.account);
      if (!sort_code || !number) continue;
      pay::Payee payee{d.ref, {d.name.empty() ? d.provider_name : d.name, *sort_code, *number}};
      if (const auto back = came_back.find(d.ref); back != came_back.end())
        if (std::string why = why_not_again(back->second, payee.account); !why.empty()) {
          out.why_not[d.ref] = std::move(why);
          continue;
        }
      out.known.push_back(std::move(payee));
    }
  const pay::ModulusTable table = weight_table(session);
  out.checked = !table.empty();
  std::erase_if(out.known, [&](const pay::Payee& p) {
    const auto verdict = pay::modulus(table, p.account.sort_code, p.account.number);
    if (verdict.fit != pay::Fit::does_not_fit) return false;
    out.why_not[p.ref] = "the sort code and the account number do not fit each other (" + verdict.why + ")";
    return true;
  });
  return out;
}

/// Read back by somebody else than its writer: lawful, and it pays what was meant, to whom it was meant.
Result<void> prove(const std::string& file, const pay::PaymentRun& run, pay::Format format) {
  const auto checked = pay::check(file, run.id);
  if (!checked.faults.empty()) return refuse("bad-file", checked.faults.front().text());
  bool same = checked.format == format && checked.total == pay::total(run) &&
              checked.payments.size() == run.payments.size() &&
              (format == pay::Format::csv || checked.from.number == run.from.number);
  for (std::size_t i = 0; same && i < run.payments.size(); ++i) {
    const auto &meant = run.payments[i], &read = checked.payments[i];
    same = meant.amount == read.amount && meant.to.sort_code == read.to.sort_code &&
           meant.to.number == read.to.number && (format == pay::Format::bacs18 || meant.id == read.id);
  }
  if (!same) return refuse("bad-file", "The file does not say what was meant; it was not kept.");
  return {};
}

bool is_of_a_plan(std::string_view transfer) {
  return transfer.starts_with("plan:");
}

/// What one payment is made of. In a place: the parts of visits and invoices that people approved, what activity plans
/// pay, and what else the books owe; elsewhere: the movements of the ledger.
std::vector<bank::Item> items_of(const pay::Remittance& r, const std::vector<const dues::Due*>& approved) {
  std::vector<bank::Item> out;
  Pence rest = r.amount;
  for (const auto* d : approved) {
    out.push_back({d->kind, d->ref, d->person, d->day, {}, d->pence});
    rest -= d->pence;
  }
  for (const auto& d : r.items) {
    if (!approved.empty() && !is_of_a_plan(d.item)) continue;
    out.push_back({"other", d.item, {}, std::nullopt, d.words.empty() ? d.item : d.words, d.amount});
    rest -= d.amount;
  }
  if (!approved.empty() && rest != Pence()) {
    out.push_back({"other", {}, {}, std::nullopt, {}, rest});
  }
  return out;
}

}  // namespace paying

std::vector<pay::Due> payments_due(store::Session& session) {
  std::vector<pay::Due> out;
  for (const auto& [ref, due] : paying::due_by_provider(session))
    for (const auto& s : due.streams) out.insert(out.end(), s.dues.begin(), s.dues.end());
  return out;
}

Result<PaymentRunMade> make_payment_run(store::Session& session, const PaymentRunWanted& wanted,
                                        const std::function<Result<void>(const PaymentRunMade&)>& before_commit) {
  using namespace paying;
  const auto place = wanted.place ? std::optional(dues::payer(session, *wanted.place)) : payments::payer(session);
  PaymentRunMade made;
  pay::PaymentRun& run = made.run;
  if (wanted.payer) {
    run.from = *wanted.payer;
  } else if (place && !place->account.empty()) {
    ONEPOT_TRY(const auto sort_code, pay::parse_sort_code(place->sort_code));
    ONEPOT_TRY(const auto number, pay::parse_account_number(place->account));
    run.from = {place->name, sort_code, number};
  } else {
    return refuse("no-payer", place ? "The account that pays is not known: the place has given no bank details."
                                    : "the account that pays is not known: these books are not a place's, and none was "
                                      "given");
  }
  run.initiator = place ? place->council : run.from.name;
  run.service_user = wanted.service_user;
  run.created = wanted.now;
  run.date = wanted.date;

  Payees payees = payees_of(session, wanted, place ? std::optional(place->place) : std::nullopt);
  made.accounts_checked = payees.checked;
  std::map<std::string, std::vector<const dues::Due*>> approved;
  const auto all_approved = place ? dues::due(session, place->place) : std::vector<dues::Due>();
  for (const auto& d : all_approved) approved[d.provider_ref].push_back(&d);

  // A stream in which a provider was paid too much waits by itself: its money cannot be mended with another stream's.
  const auto due = due_by_provider(session);
  std::vector<pay::Due> dues;
  for (const auto& [ref, of] : due) {
    if (wanted.place && !payees.providers.contains(ref)) continue;  // another place's
    if (of.by_payroll > Pence()) made.held.push_back({ref, of.by_payroll, "it is paid through a payroll"});
    Pence owed, said;
    for (const auto& s : of.streams) owed += std::max(s.sum, Pence());
    for (const auto* d : approved[ref]) said += d->pence;
    // What a settlement took back lessens what the books owe for visits too, where it is of the same money.
    if (const auto known = payees.providers.find(ref); place && known != payees.providers.end())
      said += store::plan_dues::due_to(session, known->second);
    if (said > owed) {
      made.held.push_back({ref, owed, "people approved " + to_decimal(said) + ", and the books owe less"});
      continue;
    }
    for (const auto& s : of.streams) {
      if (s.sum > Pence())
        dues.insert(dues.end(), s.dues.begin(), s.dues.end());
      else
        made.held.push_back({ref, s.sum, "more was paid than earned from " + s.stream + "; it waits for the next run"});
    }
  }
  ONEPOT_TRY(auto prepared, pay::prepare(dues, payees.known, run.initiator));
  for (auto& h : prepared.held) {
    if (const auto why = payees.why_not.find(h.payee); why != payees.why_not.end()) h.why = why->second;
    made.held.push_back(std::move(h));
  }
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
  ONEPOT_CHECK(prove(made.file, run, wanted.format));

  if (place)
    made.id = payments::add_run(session,
                                {wanted.ref, place->place, wanted.date, wanted.made_by, std::ssize(run.payments),
                                 pay::total(run), std::string(pay::to_text(wanted.format)), made.file},
                                wanted.now);
  for (std::size_t i = 0; i < made.remittances.size(); ++i) {
    const auto& r = made.remittances[i];
    std::int64_t transfers = 0;
    std::set<std::string> paid_streams;
    for (const auto& s : due.at(r.payee).streams) {
      if (s.sum <= Pence()) continue;
      paid_streams.insert(s.stream);
      ONEPOT_CHECK(store::ledger::post(session, pot::Transfer{.id = fmt::format("{}/{}", r.payment_id, ++transfers),
                                                              .booked = wanted.date,
                                                              .effective = wanted.date,
                                                              .from = pot::provider_account(r.payee),
                                                              .to = pot::bank_account(),
                                                              .amount = s.sum,
                                                              .stream = s.stream,
                                                              .purpose = "payment",
                                                              .note = run.id}));
    }
    const auto& to = run.payments[i].to;
    if (!bank::add_out(
            session,
            {r.payment_id, run.id, r.payee, to.name, to.sort_code, to.number, r.amount, wanted.date, transfers},
            wanted.now))
      return refuse("taken", "This was paid a moment ago by another run.");
    const auto provider = payees.providers.find(r.payee);
    const bool known = place && provider != payees.providers.end();
    bank::add_items(session, r.payment_id, items_of(r, known ? approved[r.payee] : std::vector<const dues::Due*>()));
    if (!known) continue;
    const auto payment = payments::add_payment(session, *made.id, provider->second, r.payment_id, r.amount);
    if (!payment || dues::set_paid(session, provider->second, *payment) != std::ssize(approved[r.payee]))
      return refuse("taken", "This was paid a moment ago by another run.");
    store::plan_dues::set_paid(session, provider->second, paid_streams, *payment);
  }
  if (before_commit) ONEPOT_CHECK(before_commit(made));
  return made;
}

}  // namespace onepot::place
