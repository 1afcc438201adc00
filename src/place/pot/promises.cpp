#include "onepot/place/promises.h"

#include <fmt/format.h>

#include <algorithm>

#include "onepot/buy/agreement.h"
#include "onepot/place/draw_rules.h"
#include "onepot/place/pots.h"
#include "onepot/place/rules.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"

namespace onepot::place {
namespace {

tl::unexpected<Refusal> not_enough() {
  return refuse("not-enough", "There is not enough money that is not promised already.");
}

buy::Terms terms_of(const store::agreements::Agreement& a) {
  return {a.day_rate, a.night_rate, a.day, a.night};
}

struct Promised {
  PersonId person;
  std::string person_ref;
  Pence amount;
};

/// One person's part of a period, out of their pot, the least flexible stream first.
Result<void> promise_part(const Work& work, const store::agreements::Agreement& agreement, const Promised& part,
                          Period period, Buying buying) {
  if (part.amount == Pence()) return {};
  const auto draw = [&](Rules rules) {
    return draw_for(work.session, part.person, part.amount, agreement.category, period.from, work.today(), rules);
  };
  const auto drawn = draw(buying == Buying::anew ? Rules::asked : Rules::not_asked);
  if (!drawn) {
    const auto ruled = under_rules(work.session, part.person, purses_of(work.session, part.person, work.today()),
                                   agreement.category, work.today());
    if (buying == Buying::anew && !ruled.stopping.empty() && draw(Rules::not_asked))
      return refuse("rule", fmt::format("A rule about spending stops this: {} You can challenge it under “Rules about "
                                        "spending”.",
                                        ruled.stopping.front()));
    return not_enough();
  }
  for (const auto& piece : *drawn) {
    pot::Transfer reserve;
    reserve.id = fmt::format("promise:{}", work.new_ref());
    reserve.booked = work.today();
    reserve.effective = period.from;
    reserve.from = pot::pot_account(part.person_ref, piece.stream);
    reserve.to = pot::provider_account(agreement.provider_ref);
    reserve.amount = piece.amount;
    reserve.stream = piece.stream;
    reserve.purpose = agreement.category;
    reserve.stage = pot::Stage::reserve;
    reserve.until = period.until + days_to_approve;
    reserve.note = fmt::format("agreement {}", agreement.ref);
    if (!store::ledger::post(work.session, reserve)) return not_enough();
    store::agreements::add_commitment(work.session, agreement.id, part.person, piece.stream, reserve.id, period.from,
                                      period.until, piece.amount);
  }
  return {};
}

}  // namespace

std::vector<pot::Purse> purses_of(store::Session& session, PersonId person, Date today) {
  const auto view = pot_view(session, person, today);
  return view ? purses(*view) : std::vector<pot::Purse>();
}

Pence available_to(store::Session& session, PersonId person, std::string_view category, Date day) {
  const auto ruled = under_rules(session, person, purses_of(session, person, day), category, day);
  return pot::available_for(category, day, ruled.purses);
}

Result<void> promise(const Work& work, const store::agreements::Agreement& agreement,
                     const std::vector<store::agreements::Share>& shares, Period period, Buying buying) {
  std::vector<std::int64_t> weights;
  for (const auto& share : shares) weights.push_back(share.week.count());
  if (buy::week_cost(terms_of(agreement)) == Pence()) return {};  // a volunteer: nothing to promise
  ONEPOT_TRY(const auto parts, buy::commitments(terms_of(agreement), period, weights));
  for (std::size_t i = 0; i < shares.size(); ++i)
    ONEPOT_CHECK(promise_part(work, agreement, {shares[i].person, shares[i].person_ref, parts[i]}, period, buying));
  return {};
}

Result<void> promise_by_day(const Work& work, const store::agreements::Agreement& agreement, Period period,
                            std::vector<PersonId>* short_of) {
  if (buy::week_cost(terms_of(agreement)) == Pence()) return {};
  const auto changes = store::agreements::share_changes(work.session, agreement.id);
  for (Date from = period.from; from <= period.until;) {
    Period stretch{from, period.until};
    for (const Date change : changes)
      if (change > from) stretch.until = std::min(stretch.until, change - 1);
    const auto shares = store::agreements::shares(work.session, agreement.id, from);
    std::vector<std::int64_t> weights;
    Pence week;
    for (const auto& share : shares) weights.push_back(share.week.count()), week += share.week;
    const Pence cost = times(week, Rational(stretch.until - stretch.from + 1, 7));
    const auto parts = week > Pence() ? split(cost, weights) : std::vector<Pence>(shares.size());
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const auto done = work.session.attempt([&] {
        return promise_part(work, agreement, {shares[i].person, shares[i].person_ref, parts[i]}, stretch,
                            Buying::running);
      });
      if (done) continue;
      if (short_of == nullptr) return tl::unexpected(done.error());
      if (std::ranges::find(*short_of, shares[i].person) == short_of->end()) short_of->push_back(shares[i].person);
    }
    from = stretch.until + 1;
  }
  return {};
}

Result<void> promise_anew(const Work& work, const store::agreements::Agreement& agreement, Date day,
                          std::vector<PersonId>* short_of) {
  std::optional<Date> reached;
  for (const auto& c : store::agreements::commitments_until(work.session, agreement.id, day)) {
    reached = std::max(reached.value_or(c.until), c.until);
    const auto reserve = store::ledger::find(work.session, c.transfer_id);
    ONEPOT_ASSERT(reserve.has_value());
    const Pence left = store::ledger::left(work.session, c.transfer_id);
    // Visits of the days before may still be written up and approved: their part stays promised.
    Pence kept;
    if (c.from < day)
      kept = std::clamp(times(c.pence, Rational(day - c.from, c.until - c.from + 1), Rounding::ceiling) - c.settled,
                        Pence(), left);
    if (left > Pence()) {
      pot::Transfer release;
      release.id = fmt::format("release:{}", work.new_ref());
      release.booked = work.today();
      release.effective = day;
      release.stream = reserve->stream;
      release.purpose = reserve->purpose;
      release.stage = pot::Stage::release;
      release.reservation = c.transfer_id;
      release.note = reserve->note;
      ONEPOT_CHECK(store::ledger::post(work.session, release));
    }
    store::agreements::set_released(work.session, c.id, work.now());
    if (kept == Pence()) continue;
    pot::Transfer again = *reserve;
    again.id = fmt::format("promise:{}", work.new_ref());
    again.booked = work.today();
    again.amount = kept;
    ONEPOT_CHECK(store::ledger::post(work.session, again));  // released a line above: it is there
    store::agreements::add_commitment(work.session, agreement.id, c.person, c.stream, again.id, c.from, day - 1, kept);
  }
  return reached ? promise_by_day(work, agreement, {day, *reached}, short_of) : Result<void>();
}

Result<void> settle(const Work& work, const store::agreements::Agreement& agreement, PersonId person,
                    std::string_view person_ref, std::string_view id, Pence amount, Date day) {
  if (amount == Pence()) return {};
  const std::string note = fmt::format("agreement {}", agreement.ref);
  std::vector<std::string> reservations;
  Pence promised;
  std::vector<store::agreements::Commitment> open;
  for (auto& c : store::agreements::commitments(work.session, agreement.id, person, day)) {
    const auto reserve = store::ledger::find(work.session, c.transfer_id);
    if (!reserve || (reserve->until && *reserve->until < work.today()))
      continue;  // its last day is past: it is about to be released
    promised += store::ledger::left(work.session, c.transfer_id);
    reservations.push_back(c.transfer_id);
    open.push_back(std::move(c));
  }
  const Pence from_promise = std::min(promised, amount);
  if (from_promise > Pence()) {
    if (!store::ledger::settle(work.session, id, from_promise, reservations, work.today(), day, note))
      return not_enough();
    for (const auto& c : open)
      store::agreements::set_settled(work.session, c.id, c.pence - store::ledger::left(work.session, c.transfer_id));
  }
  if (from_promise == amount) return {};
  const auto drawn = draw_for(work.session, person, amount - from_promise, agreement.category, day, work.today());
  if (!drawn) return not_enough();
  for (std::size_t n = 0; n < drawn->size(); ++n) {
    pot::Transfer move;
    move.id = fmt::format("{}/beyond/{}", id, n + 1);
    move.booked = work.today();
    move.effective = day;
    move.from = pot::pot_account(person_ref, (*drawn)[n].stream);
    move.to = pot::provider_account(agreement.provider_ref);
    move.amount = (*drawn)[n].amount;
    move.stream = (*drawn)[n].stream;
    move.purpose = agreement.category;
    move.note = note;
    if (!store::ledger::post(work.session, move)) return not_enough();
  }
  return {};
}

}  // namespace onepot::place
