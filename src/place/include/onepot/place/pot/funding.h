#pragma once
// Money into pots every four weeks, by the conditions of each stream as they are, and what people contribute to it.
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/pot/funding.h"

namespace onepot::place {

struct PotPayment {
  std::string person_ref, known_as, stream_code, stream_name;
  Period period;
  Pence amount;        ///< what the funder pays
  Pence contribution;  ///< what the person is asked for
  pot::Payment payment = pot::Payment::net;
};
/// Payments into pots that are due by today (see-finance), by person and stream.
std::vector<PotPayment> pots_due(const Work& work);

struct PaidIn {
  std::int64_t payments = 0;
  Pence total;
  std::int64_t bills = 0;
  Pence billed;
  std::int64_t lapsed = 0;  ///< promises that ran out: their money is free again
};
/// Pays all of them (run-payments). However often, and by however many at once: each period of each stream is paid
/// once.
Result<PaidIn> pay_into_pots(const Work& work);
/// The same from a scheduler, for every place of the installation: `onepot pot fund`.
Result<PaidIn> pay_into_all_pots(store::Session& session, Random& random, Instant now);
/// The first four weeks of a stream that was just accepted; part of that use case.
Result<void> pay_first_weeks(const Work& work, PersonId person);

/// A contribution has come (run-payments): into the pot where it is paid net, to the funder where gross; in the stream
/// `own` in either case. Refused "no-bill", "taken".
Result<void> enter_contribution(const Work& work, std::string_view bill_ref);

}  // namespace onepot::place
