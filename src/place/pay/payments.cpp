#include "onepot/place/payments.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "onepot/pay/check.h"
#include "onepot/pay/due.h"
#include "onepot/pay/run.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"

namespace onepot::place {
namespace {

namespace dues = store::dues;
namespace payments = store::payments;

bool has_account(const dues::DueProvider& p) {
  return !p.bank_name.empty() && pay::parse_sort_code(p.bank_sort_code) && pay::parse_account_number(p.bank_account);
}

Pence owed_by_the_books(store::Session& session, std::string_view provider_ref) {
  Pence sum;
  for (const auto& lot : store::ledger::standings_of_account(session, pot::provider_account(provider_ref)))
    sum += lot.balance.posted;
  return sum;
}

/// What a provider is owed leaves its account for the bank, stream by stream: every penny stays in the stream it came
/// from.
Result<void> to_the_bank(const Work& work, std::string_view provider_ref, std::string_view payment_id, Pence amount,
                         Date date) {
  Pence moved;
  const std::string account = pot::provider_account(provider_ref);
  for (const auto& lot : store::ledger::standings_of_account(work.session, account)) {
    if (lot.balance.posted <= Pence()) continue;
    pot::Transfer out;
    out.id = fmt::format("payment:{}:{}", payment_id, lot.stream);
    out.booked = work.today();
    out.effective = date;
    out.from = account;
    out.to = pot::bank_account();
    out.amount = lot.balance.posted;
    out.stream = lot.stream;
    out.purpose = "payment";
    out.note = std::string(payment_id);
    ONEPOT_TRY(const auto entered, store::ledger::post(work.session, out));
    if (!entered.repeat) moved += out.amount;
  }
  if (moved != amount)
    return refuse("books-differ", "What was approved and what the books say this provider is owed are not the same.");
  return {};
}

/// Read back by somebody else than its writer: lawful, and it pays what was meant, to whom it was meant.
Result<void> prove(const std::string& file, const pay::PaymentRun& run) {
  const auto checked = pay::check(file, "payments.xml");
  if (!checked.faults.empty()) return tl::unexpected(Refusal{"bad-file", checked.faults.front().text(), {}});
  if (checked.total != pay::total(run) || checked.payments.size() != run.payments.size() ||
      checked.from.number != run.from.number)
    return refuse("bad-file", "The file does not say what was meant; it was not kept.");
  for (std::size_t i = 0; i < run.payments.size(); ++i) {
    const auto &meant = run.payments[i], &read = checked.payments[i];
    if (meant.id != read.id || meant.amount != read.amount || meant.to.sort_code != read.to.sort_code ||
        meant.to.number != read.to.number)
      return refuse("bad-file", "The file does not say what was meant; it was not kept.");
  }
  return {};
}

}  // namespace

Date next_weekday(Date day) {
  while (weekday_from_monday(day) > 4) day = day + 1;
  return day;
}

std::shared_ptr<const RunFigures> run_figures(const Work& work, store::PaymentRunId run, const std::string& ref) {
  work.only_for({"see-finance"});
  constexpr std::size_t runs_kept = 64;
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const RunFigures>> kept;  // by ref, which no two runs anywhere share
  {
    const std::scoped_lock lock(mutex);
    if (const auto found = kept.find(ref); found != kept.end()) return found->second;
  }
  auto figures = std::make_shared<RunFigures>();
  figures->paid = dues::paid_by(work.session, run);
  if (const auto waits = dues::waits(work.session, run); !waits.empty()) {
    figures->any_wait = true;
    figures->shortest_ms = waits.front();
    figures->middle_ms = waits[waits.size() / 2];
    figures->longest_ms = waits.back();
  }
  const std::scoped_lock lock(mutex);
  if (kept.size() >= runs_kept) kept.erase(kept.begin());
  kept[ref] = figures;
  return figures;
}

std::vector<DueView> what_is_due(const Work& work) {
  work.only_for({"see-finance", "run-payments"});
  std::vector<DueView> out;
  for (auto& provider : dues::due_by_provider(work.session, work.actor().place)) {
    DueView view;
    view.books = owed_by_the_books(work.session, provider.ref);
    view.ready = has_account(provider) && view.books == provider.pence;
    view.provider = std::move(provider);
    out.push_back(std::move(view));
  }
  return out;
}

Result<MadeRun> run_payments(const Work& work) {
  work.only_for({"run-payments"});
  const PlaceId place = work.actor().place;
  const auto all = dues::due(work.session, place);
  std::map<std::string, dues::DueProvider> providers;
  std::vector<pay::Payee> payees;
  for (auto& p : dues::due_by_provider(work.session, place)) {
    if (has_account(p)) payees.push_back({p.ref, {p.bank_name, p.bank_sort_code, p.bank_account}});
    providers.emplace(p.ref, std::move(p));
  }
  std::vector<pay::Due> items;
  std::map<std::string, const dues::Due*> by_item;
  for (const auto& due : all) {
    const std::string item = fmt::format("{}:{}", due.visit_ref, due.person_ref);
    items.push_back({item, due.provider_ref, due.pence, "visit on " + to_words(due.day)});
    by_item.emplace(item, &due);
  }
  const auto payer = dues::payer(work.session, place);
  ONEPOT_TRY(const auto prepared, pay::prepare(items, payees, payer.council));
  if (prepared.payments.empty()) return refuse("nothing-due", "Nothing that can be paid is due.");
  pay::PaymentRun run;
  const std::string ref = work.new_ref();
  std::ranges::copy_if(ref, std::back_inserter(run.id),
                       [](char c) { return c != '-'; });  // a message id has at most 35 characters
  run.created = work.now();
  run.date = next_weekday(work.today());
  run.from = {payer.name, payer.sort_code, payer.account};
  run.initiator = payer.council;
  run.payments = prepared.payments;
  ONEPOT_TRY(const auto file, pay::write(run, pay::Format::pain_09));
  ONEPOT_CHECK(prove(file, run));
  const auto count = static_cast<std::int64_t>(run.payments.size());
  const auto run_id = payments::add_run(work.session,
                                        {.ref = ref,
                                         .place = place,
                                         .for_date = run.date,
                                         .made_by = work.actor().account,
                                         .payments = count,
                                         .total = pay::total(run),
                                         .format = std::string(pay::to_text(pay::Format::pain_09)),
                                         .file = file},
                                        work.now());
  for (const auto& remittance : prepared.remittances) {
    const auto& provider = providers.at(remittance.payee);
    const auto payment =
        payments::add_payment(work.session, run_id, provider.id, remittance.payment_id, remittance.amount);
    if (!payment) return refuse("taken", "This was paid a moment ago by another run.");
    for (const auto& item : remittance.items) {
      const auto& due = *by_item.at(item.item);
      if (!dues::set_paid(work.session, due.visit, due.person, *payment))
        return refuse("taken", "This was paid a moment ago by another run.");
    }
    ONEPOT_CHECK(to_the_bank(work, provider.ref, remittance.payment_id, remittance.amount, run.date));
  }
  work.audit("payment-run:" + ref, {}, fmt::format("{} payments", count));
  return MadeRun{ref, count, pay::total(run), static_cast<std::int64_t>(prepared.held.size())};
}

}  // namespace onepot::place
