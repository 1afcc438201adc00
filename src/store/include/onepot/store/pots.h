#pragma once
// A person's pot: how it is held, which streams make it up, and what has been promised out of it. The money itself is
// in the ledger (onepot/store/ledger.h).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::pots {

struct PotStream {
  StreamId id;
  std::string code, name, funder, legal_basis, purposes;  ///< purposes joined by |
  Pence week;
  Date from;
  std::optional<Date> until, paid_until;
};
struct Pot {
  PotId id;
  std::string ref, holding;
  Instant opened_at{};
  std::vector<PotStream> streams;
  Pence week() const {
    Pence sum;
    for (const auto& s : streams) sum += s.week;
    return sum;
  }
};
std::optional<Pot> of(Session& session, PersonId person);
/// False where the person has a pot already.
bool open(Session& session, PersonId person, std::string_view ref, std::string_view holding, Instant now);
/// With version 1 of its conditions, held as the pot is; nothing where the pot has it already. `week` is what the
/// funder pays net, `contribution` what the person is asked for beside it.
void add_stream(Session& session, PersonId person, StreamId stream, Pence week, Date from, Pence contribution = Pence(),
                std::string_view payment = "net");
void set_paid_until(Session& session, PersonId person, StreamId stream, Date until);

/// A promise out of the pot, with who it is for.
struct Promise {
  std::string agreement_ref, provider_name, words;
  Date from, until;
  Pence pence, settled;
};
std::vector<Promise> promises(Session& session, PersonId person, Date today);
/// Pence of the person's share of an ordinary visit: the median of the last ten, where there are any.
std::optional<Pence> usual_visit(Session& session, PersonId person);

struct Paid {
  Date day;
  std::string provider_name, worker;
  Pence pence;
  std::string answer;  ///< '' approved queried
  std::optional<Date> paid_on;
};
/// The person's share of visits, newest first.
std::vector<Paid> visits(Session& session, PersonId person, int most);

}  // namespace onepot::store::pots
