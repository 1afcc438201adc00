#pragma once
// What of an activity plan is due: who its providers are, and each sum that somebody said is to be paid or taken back.
// A sum is said once; its payment is written only where none was.
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/dues.h"
#include "onepot/store/ids.h"

namespace onepot::store::plan_dues {

/// A provider of a plan's file, as the place knows it.
struct Payee {
  std::string code;  ///< in the file
  ProviderId provider;
  std::string provider_ref, provider_name;
  std::string stream;
};
/// By code.
std::vector<Payee> payees(Session& session, std::int64_t plan);
/// Says or changes who a code is; what was said due before stays as it was.
void say_payee(Session& session, std::int64_t plan, std::string_view code, ProviderId provider, std::string_view stream,
               AccountId by, Instant now);

struct Due {
  std::string what, code;  ///< 2026-04 or run-3; the provider in the file
  ProviderId provider;
  std::string stream;
  Pence pence;
  std::string said_by = {};
  Instant said_at{};
  std::optional<std::string> payment = {};  ///< its end-to-end id, once paid
};
/// Everything of a plan that was said due, in the order of `what` and code.
std::vector<Due> of_plan(Session& session, std::int64_t plan);
/// False where it was said before: nothing is written.
bool add(Session& session, std::int64_t plan, const Due& due, AccountId by, Instant now);

/// What is said and not paid, by provider of a place, as dues::due_by_provider has visits and invoices.
std::vector<dues::DueProvider> due_by_provider(Session& session, PlaceId place);
/// The same of one provider, credits too.
Pence due_to(Session& session, ProviderId provider);
/// What is not paid of a provider in these streams now belongs to this payment.
void set_paid(Session& session, ProviderId provider, const std::set<std::string>& streams, std::int64_t payment);

/// Code and name of every stream of public money, by name.
std::vector<std::pair<std::string, std::string>> public_streams(Session& session);

}  // namespace onepot::store::plan_dues
