#pragma once
// Payment runs as they were sent, and what each paid.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::payments {

struct Payer {
  PlaceId place;
  std::string council, name, sort_code, account;
};
/// The first place that has bank details of its own.
std::optional<Payer> payer(Session& session);

struct Details {
  ProviderId id;
  std::string ref, provider_name, name, sort_code, account;
};
/// Every provider of the place; those that gave no bank details have an empty account.
std::vector<Details> provider_details(Session& session, PlaceId place);

struct NewRun {
  std::string ref;
  PlaceId place;
  Date for_date;
  std::optional<AccountId> made_by;
  std::int64_t payments = 0;
  Pence total;
  std::string format, file;
};
/// The file's SHA-256 is kept beside it.
PaymentRunId add_run(Session& session, const NewRun& run, Instant now);
/// One payment of a run; gives its number. Where the end-to-end id is there already, nothing happens and nothing is
/// given.
std::optional<std::int64_t> add_payment(Session& session, PaymentRunId run, ProviderId provider,
                                        std::string_view end_to_end, Pence amount);

struct Run {
  PaymentRunId id;
  std::string ref;
  Date for_date;
  Instant made_at{};
  std::int64_t payments = 0;
  Pence total;
  std::string format;
};
/// Runs of a place, newest first.
std::vector<Run> runs(Session& session, PlaceId place, int most);
std::optional<Run> run_by_ref(Session& session, std::string_view ref);
/// The bytes that went to the bank.
std::string file_of(Session& session, PaymentRunId run);

struct Payment {
  std::string end_to_end, provider_ref, provider_name;
  Pence amount;
  bool returned = false;
};
/// Payments of a run, by provider's name.
std::vector<Payment> payments_of(Session& session, PaymentRunId run);

}  // namespace onepot::store::payments
