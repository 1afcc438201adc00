#pragma once
// Paying providers what people approved: once, to the penny, by a file whose totals were proved before it was kept.
#include <memory>
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/dues.h"

namespace onepot::place {

struct DueView {
  store::dues::DueProvider provider;
  Pence books;         ///< what the ledger says this provider is owed
  bool ready = false;  ///< bank details are known and the books agree
};
/// What is due by provider (see-finance).
std::vector<DueView> what_is_due(const Work& work);

struct MadeRun {
  std::string ref;
  std::int64_t payments = 0;
  Pence total;
  std::int64_t held = 0;  ///< providers that wait: no bank details
};
/// Makes a run of everything due (run-payments): one payment a provider, the ledger's transfers to the bank, and the
/// file, kept only after another reader than its writer found it lawful and its totals true. Refused "nothing-due",
/// "books-differ", "bad-file", and as pay::write says (the place's own bank details).
Result<MadeRun> run_payments(const Work& work);

/// What a run paid, and how long people's yeses had waited for it.
struct RunFigures {
  std::vector<store::dues::Paid> paid;  ///< by the provider's name
  bool any_wait = false;
  std::int64_t shortest_ms = 0, middle_ms = 0, longest_ms = 0;  ///< from a yes to the run
};
/// see-finance. A run never changes once it is made, so its figures are worked out once and kept (the last 64 runs).
std::shared_ptr<const RunFigures> run_figures(const Work& work, store::PaymentRunId run, const std::string& ref);

/// The first working day (Monday to Friday) on or after `day`.
Date next_weekday(Date day);

}  // namespace onepot::place
