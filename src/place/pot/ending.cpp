#include "onepot/place/pot/ending.h"

#include <fmt/format.h>

#include "onepot/buy/agreement.h"
#include "onepot/place/promises.h"
#include "onepot/store/ledger.h"
#include "onepot/store/pot/ending.h"

namespace onepot::place {
namespace {

namespace ending = store::ending;

store::agreements::Agreement agreement_to_end(const Work& work) {
  work.only_for({"end-agreement"});
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::agreement);
  auto found = store::agreements::by_id(work.session, AgreementId{work.grant.subject().id});
  ONEPOT_ASSERT(found.has_value());
  return *std::move(found);
}

/// Notice counts from today, and from the first day where the agreement has not begun.
Date last_day_of(const store::agreements::Agreement& a, Date today) {
  return std::max(buy::ends_after_notice(today, a.notice_days), a.from);
}

/// How much of a promise is for days after `last`: what is left of it beyond its part of the days until then.
Pence beyond(const ending::Promised& p, Pence left, Date last) {
  if (p.commitment.from > last) return left;
  const std::int64_t all = p.commitment.until - p.commitment.from + 1, kept = last - p.commitment.from + 1;
  const Pence until_last = times(p.commitment.pence, Rational(kept, all), Rounding::ceiling);
  const Pence still = std::max(until_last - p.commitment.settled, Pence());
  return std::max(left - still, Pence());
}

/// Releases the promise and promises again what the days until the end may cost.
Result<void> shorten(const Work& work, const store::agreements::Agreement& agreement, const ending::Promised& p,
                     Date last) {
  const Pence left = store::ledger::left(work.session, p.commitment.transfer_id);
  const Pence freed = beyond(p, left, last);
  if (freed == Pence()) return {};
  const auto promised = store::ledger::find(work.session, p.commitment.transfer_id);
  ONEPOT_ASSERT(promised.has_value());
  pot::Transfer release;
  release.id = fmt::format("{}/ended", p.commitment.transfer_id);
  release.booked = release.effective = work.today();
  release.stage = pot::Stage::release;
  release.reservation = p.commitment.transfer_id;
  release.note = fmt::format("agreement {}", agreement.ref);
  ONEPOT_CHECK(store::ledger::post(work.session, release));
  ending::release(work.session, p.commitment.id, work.now());
  if (freed == left) return {};
  pot::Transfer again = *promised;
  again.id = fmt::format("promise:{}", work.new_ref());
  again.booked = work.today();
  again.amount = left - freed;
  again.until = last + days_to_approve;
  ONEPOT_CHECK(store::ledger::post(work.session, again));
  store::agreements::add_commitment(work.session, agreement.id, p.person, p.commitment.stream, again.id,
                                    p.commitment.from, last, again.amount);
  return {};
}

}  // namespace

EndingView view_ending(const Work& work) {
  EndingView view;
  view.agreement = agreement_to_end(work);
  view.last_day = last_day_of(view.agreement, work.today());
  const auto said = ending::said(work.session, view.agreement.id);
  for (const auto& share : store::agreements::behind(work.session, view.agreement.id, work.today())) {
    const bool yes = std::ranges::find(said, share.person) != said.end();
    (yes ? view.said : view.waiting_for).push_back(share.known_as);
    if (share.person == work.actor().person) view.mine_said = yes;
  }
  for (const auto& p : ending::promised_past(work.session, view.agreement.id, view.last_day))
    if (p.person == work.actor().person)
      view.freed += beyond(p, store::ledger::left(work.session, p.commitment.transfer_id), view.last_day);
  return view;
}

Result<Ending> end_agreement(const Work& work) {
  const auto agreement = agreement_to_end(work);
  Ending out;
  out.last_day = last_day_of(agreement, work.today());
  if (agreement.until && *agreement.until <= out.last_day)
    return refuse("taken", fmt::format("This agreement ends on {} already.", to_words(*agreement.until)));
  ONEPOT_ASSERT(work.actor().person.has_value());
  ending::say(work.session, agreement.id, *work.actor().person, work.now());
  const auto said = ending::said(work.session, agreement.id);
  for (const auto& share : store::agreements::behind(work.session, agreement.id, work.today()))
    if (std::ranges::find(said, share.person) == said.end()) out.waiting_for.push_back(share.known_as);
  out.ended = out.waiting_for.empty();
  if (out.ended) {
    if (!ending::set_until(work.session, agreement.id, out.last_day))
      return refuse("taken", "This agreement has an end already.");
    for (const auto& p : ending::promised_past(work.session, agreement.id, out.last_day))
      ONEPOT_CHECK(shorten(work, agreement, p, out.last_day));
  }
  work.audit("agreement:" + agreement.ref, work.actor().person, out.ended ? "ended with notice" : "wants it to end");
  return out;
}

}  // namespace onepot::place
