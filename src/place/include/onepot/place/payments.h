#pragma once
// Paying providers what people approved: once, to the penny, by a file whose totals were proved before it was kept.
#include <memory>
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/dues.h"

namespace onepot::place {

enum class DueState {
  ready,
  no_account,
  does_not_fit,  ///< sort code and account number cannot belong together
  came_back,     ///< the last payment did, and nobody has looked at the bank details since
  books_differ,  ///< people approved more than the books owe
  credit         ///< more was paid in advance than was done; it waits for what is due next
};
struct DueView {
  store::dues::DueProvider provider;
  Pence books;  ///< what the ledger says this provider is owed
  DueState state = DueState::no_account;
};
/// What is due by provider: visits and invoices that people approved, and what activity plans pay (see-finance).
std::vector<DueView> what_is_due(const Work& work);

struct MadeRun {
  std::string ref;
  std::int64_t payments = 0;
  Pence total;
  std::int64_t held = 0;  ///< amounts that wait
};
/// Makes a run of everything due on the next working day (run-payments): make_payment_run() of payment_run.h for the
/// officer's place, with its refusals.
Result<MadeRun> run_payments(const Work& work);

/// What a run paid, and how long people's yeses had waited for it.
struct RunFigures {
  std::vector<store::dues::Paid> paid;  ///< by the provider's name
  bool any_wait = false;
  std::int64_t shortest_ms = 0, middle_ms = 0, longest_ms = 0;  ///< from a yes to the run
};
/// see-finance. Kept until a payment is made or comes back.
std::shared_ptr<const RunFigures> run_figures(const Work& work, store::PaymentRunId run, const std::string& ref);

/// The first working day (Monday to Friday) on or after `day`.
Date next_weekday(Date day);

}  // namespace onepot::place
