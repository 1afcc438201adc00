#pragma once
// Promising money of pots under an agreement, and paying out of the promise. These run inside the use cases that passed
// the door; each is part of their transaction.
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/pot/draw.h"
#include "onepot/store/agreements.h"

namespace onepot::place {

/// How far ahead an agreement is promised.
inline constexpr std::int64_t weeks_promised = 4;
/// How long after its last day a promise can still be paid out: visits are written up and approved late.
inline constexpr std::int64_t days_to_approve = 28;

/// The streams of the person's pot with what is available in each; empty where they have no pot.
std::vector<pot::Purse> purses_of(store::Session& session, PersonId person, Date today);
/// What the person could promise for this on this day: balance less promises, of the streams that may pay for it under
/// the rules in force (onepot/place/rules.h).
Pence available_to(store::Session& session, PersonId person, std::string_view category, Date day);

/// Reserves each person's part of the period in the ledger, the least flexible stream first, and notes the commitments.
/// Refused "not-enough" where somebody's available money does not carry it, "rule" where only a rule about spending
/// stops it; the caller's transaction must then be refused. A rule binds what is bought after it was made, never an
/// agreement that runs already.
enum class Buying { anew, running };
Result<void> promise(const Work& work, const store::agreements::Agreement& agreement,
                     const std::vector<store::agreements::Share>& shares, Period period, Buying buying = Buying::anew);

/// The same for an agreement whose shares may change within the period: each day by the shares of that day. Whoever's
/// money does not carry their part is added to `short_of` and nothing is promised for them; without `short_of` that is
/// refused as "not-enough".
Result<void> promise_by_day(const Work& work, const store::agreements::Agreement& agreement, Period period,
                            std::vector<PersonId>* short_of = nullptr);

/// After the shares have changed from `day` on: what was promised for that day and later is released, to the penny, and
/// promised anew as far as it reached, by the shares as they are now. What may still be asked for days before stays.
Result<void> promise_anew(const Work& work, const store::agreements::Agreement& agreement, Date day,
                          std::vector<PersonId>* short_of = nullptr);

/// Pays `amount` of a person's money to the provider for work on `day`: out of what was promised for that day, and what
/// goes beyond it out of what is available. The same id again pays nothing. Refused "not-enough".
Result<void> settle(const Work& work, const store::agreements::Agreement& agreement, PersonId person,
                    std::string_view person_ref, std::string_view id, Pence amount, Date day);

}  // namespace onepot::place
