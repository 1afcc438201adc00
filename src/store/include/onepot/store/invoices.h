#pragma once
// Invoices as providers sent them, each person's part of them, and what they said about it; and under which agreements
// the person employs.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::invoices {

struct Line {
  std::string words;
  Pence pence;
};
struct NewInvoice {
  std::string ref;
  AgreementId agreement;
  std::string number;  ///< the provider's own; one of a kind under its agreement
  Date day;
  std::string note;
  std::vector<Line> lines;
  Pence pence;  ///< Σ lines
  AccountId by;
};
/// 0 where the agreement has an invoice of that number already: a form sent twice.
std::int64_t add(Session& session, const NewInvoice& invoice, Instant now);
void add_share(Session& session, std::int64_t invoice, PersonId person, Pence pence);

struct Invoice {
  std::int64_t id = 0;
  std::string ref;
  AgreementId agreement;
  std::string agreement_ref, provider_name, for_whom;
  std::string number, note;
  Date day;
  Pence pence;
};
/// One person's part, and their word about it.
struct Part {
  Invoice invoice;
  PersonId person;
  std::string known_as;
  Pence pence;
  std::string answer;  ///< '' approved queried
  std::string answered_by;
  std::optional<Instant> answered_at;
  std::string query;
  std::optional<Date> paid_on;
};
std::vector<Line> lines(Session& session, std::int64_t invoice);
/// Those that wait for the person's yes, the oldest first; those they answered, the newest first.
std::vector<Part> waiting(Session& session, PersonId person);
std::vector<Part> answered(Session& session, PersonId person, int most);
std::optional<Part> part(Session& session, std::string_view ref, PersonId person);
/// Every part of the provider's latest invoices, by invoice, the newest first.
std::vector<Part> of_provider(Session& session, ProviderId provider, int most);
/// How many invoices the agreement has: the next number that a provider is offered is one more.
std::int64_t count(Session& session, AgreementId agreement);

/// As of a visit: false where there is a yes already.
bool approve(Session& session, std::int64_t invoice, PersonId person, AccountId by, Instant now);
bool query(Session& session, std::int64_t invoice, PersonId person, AccountId by, std::string_view words, Instant now);
/// Takes an invoice away that nobody approved; false where somebody did, or it is not of that agreement.
bool remove(Session& session, AgreementId agreement, std::string_view ref);

// Employing -----------------------------------------------------------------------------------------------------------

bool employs(Session& session, AgreementId agreement);
/// Marks the agreement, or takes the mark away; false where nothing changed.
bool set_employs(Session& session, AgreementId agreement, bool employs, AccountId by, Instant now);
/// True where something of the agreement is approved and not paid: the mark would change how that is paid.
bool has_unpaid(Session& session, AgreementId agreement);

/// A worker's hours in a period, from the visits of agreements under which this person employs. What waits for a yes
/// stands apart.
struct WorkerHours {
  std::string worker, agreement_ref, provider_name;
  Pence day_rate, night_rate;  ///< an hour
  std::int64_t visits = 0;
  Hours day, night;                  ///< approved
  Pence pence;                       ///< of what was approved, by the agreed rates
  Hours waiting_day, waiting_night;  ///< not approved
};
std::vector<WorkerHours> worker_hours(Session& session, PersonId person, Period period);

}  // namespace onepot::store::invoices
