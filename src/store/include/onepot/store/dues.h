#pragma once
// What people approved and nobody paid yet, and how long it took where somebody did. Runs themselves: payments.h. A
// part of a visit or invoice is paid once: its payment is written only where none was.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"
#include "onepot/store/payments.h"

namespace onepot::store::dues {

/// One approved part of a visit or an invoice that is not paid.
struct Due {
  std::string kind, ref;  ///< visit | invoice, and its ref
  PersonId person;
  ProviderId provider;
  std::string provider_ref;
  Pence pence;
  Date day;
  Instant approved_at{};
};
/// Of a place, by provider and then by day. What people pay through a payroll is not here.
std::vector<Due> due(Session& session, PlaceId place);
/// Refs of the visits and invoices of agreements under which the person employs: paid by their payroll.
std::vector<std::string> paid_by_payroll(Session& session);

struct DueProvider {
  ProviderId id;
  std::string ref, name, bank_name, bank_sort_code, bank_account;
  std::int64_t visits = 0;  ///< visits and invoices, a part each
  Pence pence;
  Instant oldest_approval{};
};
/// The same by provider.
std::vector<DueProvider> due_by_provider(Session& session, PlaceId place);

/// The account a place pays from.
payments::Payer payer(Session& session, PlaceId place);
/// The run of that ref, where it is the place's.
std::optional<payments::Run> run(Session& session, PlaceId place, std::string_view ref);

/// What due() gives for this provider now belongs to this payment; gives how many parts.
std::int64_t set_paid(Session& session, ProviderId provider, std::int64_t payment);

struct Paid {
  std::string end_to_end, provider_name;
  Date for_date;
  Pence pence;
  std::int64_t visits = 0;
  std::int64_t longest_ms = 0;  ///< from the oldest approval in it to the run
  bool returned = false;        ///< it came back
};
/// Payments of a run, by the provider's name.
std::vector<Paid> paid_by(Session& session, PaymentRunId run);
/// Payments to a provider, the newest first.
std::vector<Paid> paid_to(Session& session, ProviderId provider, int most);
/// Milliseconds from approval to the run of every part paid in it, the shortest first.
std::vector<std::int64_t> waits(Session& session, PaymentRunId run);

}  // namespace onepot::store::dues
