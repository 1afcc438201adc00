#include "onepot/place/payments.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "../kept.h"
#include "onepot/place/account_check.h"
#include "onepot/place/payment_run.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/bank.h"
#include "onepot/store/ledger.h"
#include "onepot/store/marks.h"
#include "onepot/store/plan_dues.h"

namespace onepot::place {
namespace {

namespace dues = store::dues;
namespace payments = store::payments;

bool has_account(const dues::DueProvider& p) {
  return !p.bank_name.empty() && pay::parse_sort_code(p.bank_sort_code) && pay::parse_account_number(p.bank_account);
}

bool fits(const pay::ModulusTable& table, const dues::DueProvider& p) {
  return pay::modulus(table, *pay::parse_sort_code(p.bank_sort_code), *pay::parse_account_number(p.bank_account)).fit !=
         pay::Fit::does_not_fit;
}

bool came_back(const std::map<std::string, store::bank::Out>& back, const dues::DueProvider& p) {
  const auto last = back.find(p.ref);
  return last != back.end() && last->second.sort_code == *pay::parse_sort_code(p.bank_sort_code) &&
         last->second.account == *pay::parse_account_number(p.bank_account);
}

Pence owed_by_the_books(store::Session& session, std::string_view provider_ref) {
  Pence sum;
  for (const auto& lot : store::ledger::standings_of_account(session, pot::provider_account(provider_ref)))
    sum += lot.balance.posted;
  return sum;
}

}  // namespace

Date next_weekday(Date day) {
  while (weekday_from_monday(day) > 4) day = day + 1;
  return day;
}

std::shared_ptr<const RunFigures> run_figures(const Work& work, store::PaymentRunId run, const std::string& ref) {
  work.only_for({"see-finance"});
  // A payment that comes back changes what its run did; the run's ref is shared by no two runs anywhere.
  static Kept<RunFigures> kept(64);
  return kept
      .get(ref, store::marks::of(work.session, {"payment", "provider"}),
           [&]() -> Result<RunFigures> {
             RunFigures figures{.paid = dues::paid_by(work.session, run)};
             if (const auto waits = dues::waits(work.session, run); !waits.empty()) {
               figures.any_wait = true;
               figures.shortest_ms = waits.front();
               figures.middle_ms = waits[waits.size() / 2];
               figures.longest_ms = waits.back();
             }
             return figures;
           })
      .value();
}

namespace {

/// Visits, invoices and what activity plans pay, by provider: one line each.
std::vector<dues::DueProvider> everything_due(const Work& work) {
  auto out = dues::due_by_provider(work.session, work.actor().place);
  for (auto& of_plans : store::plan_dues::due_by_provider(work.session, work.actor().place)) {
    const auto same = std::ranges::find(out, of_plans.id, &dues::DueProvider::id);
    if (same == out.end()) {
      out.push_back(std::move(of_plans));
      continue;
    }
    same->visits += of_plans.visits;
    same->pence += of_plans.pence;
    same->oldest_approval = std::min(same->oldest_approval, of_plans.oldest_approval);
  }
  std::ranges::sort(out, {}, [](const dues::DueProvider& p) { return std::tie(p.name, p.id); });
  return out;
}

}  // namespace

std::vector<DueView> what_is_due(const Work& work) {
  work.only_for({"see-finance", "run-payments"});
  std::vector<DueView> out;
  const pay::ModulusTable table = weight_table(work.session);
  const auto back = store::bank::not_mended(work.session);
  for (auto& provider : everything_due(work)) {
    DueView view;
    view.books = owed_by_the_books(work.session, provider.ref);
    view.state = provider.pence <= Pence()     ? DueState::credit
                 : !has_account(provider)      ? DueState::no_account
                 : !fits(table, provider)      ? DueState::does_not_fit
                 : came_back(back, provider)   ? DueState::came_back
                 : view.books < provider.pence ? DueState::books_differ
                                               : DueState::ready;
    view.provider = std::move(provider);
    out.push_back(std::move(view));
  }
  return out;
}

Result<MadeRun> run_payments(const Work& work) {
  work.only_for({"run-payments"});
  PaymentRunWanted wanted;
  wanted.date = next_weekday(work.today());
  wanted.now = work.now();
  wanted.made_by = work.actor().account;
  wanted.ref = work.new_ref();
  wanted.place = work.actor().place;
  const auto run = make_payment_run(work.session, wanted);
  if (!run && run.error().code == "nothing-due") return refuse("nothing-due", "Nothing that can be paid is due.");
  ONEPOT_CHECK(run);
  const PaymentRunMade& made = *run;
  const auto count = std::ssize(made.run.payments);
  work.audit("payment-run:" + wanted.ref, {}, fmt::format("{} payments", count));
  return MadeRun{wanted.ref, count, pay::total(made.run), std::ssize(made.held)};
}

}  // namespace onepot::place
