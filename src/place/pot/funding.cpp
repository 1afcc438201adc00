#include "onepot/place/pot/funding.h"

#include <fmt/format.h>

#include "onepot/place/needs.h"
#include "onepot/place/pot/means.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/needs.h"
#include "onepot/store/pot/conditions.h"
#include "onepot/store/pots.h"

namespace onepot::place {
namespace {

namespace funding = store::funding;
namespace conditions = store::conditions;

constexpr std::string_view own_money = "own";

/// What one line needs to be worked out: its accepted versions and what was paid of it.
struct Terms {
  std::vector<pot::ConditionVersion> versions;
  std::vector<pot::PaidPeriod> paid;
  std::vector<Period> periods;
};

Terms terms_of_line(store::Session& session, const funding::Line& line, Date today) {
  Terms out;
  out.versions = conditions::accepted(conditions::of(session, line.person), line.stream_code);
  for (const auto& p : funding::paid(session, line.person))
    if (p.stream_code == line.stream_code) out.paid.push_back({p.period, p.pence});
  std::optional<Date> ends = line.until;
  if (!out.versions.empty() && out.versions.back().until)
    ends = ends ? std::min(*ends, *out.versions.back().until) : *out.versions.back().until;
  out.periods = pot::periods_due(line.from, line.paid_until, ends, today, period_days);
  return out;
}

/// What the funder pays and what the person is asked for. The person's own money comes when they pay it: all of it is
/// asked for, none paid in for them.
struct Amounts {
  Pence funded, asked;
  const pot::ConditionVersion* version;
};
Amounts amounts_for(const funding::Line& line, const Terms& terms, Period period) {
  const auto* version = pot::in_force(terms.versions, period.from);
  if (line.stream_code == own_money) return {Pence(), pot::funded_in(terms.versions, period), version};
  return {pot::next_payment(terms.versions, terms.paid, period), pot::contributed_in(terms.versions, period), version};
}

/// The stream in which a person's contribution stands in the pot, where it comes net.
void open_own_stream(store::Session& session, PersonId person, Date from) {
  if (const auto own = store::needs::stream(session, own_money))
    store::pots::add_stream(session, person, own, {}, from);
}

struct Payer {
  store::Session& session;
  Random& random;
  Instant now;
  Date today() const { return date_of(now); }
  PaidIn done = {};

  Result<void> pay(const funding::Line& line) {
    Terms terms = terms_of_line(session, line, today());
    std::optional<Date> paid_until = line.paid_until;
    for (const auto& period : terms.periods) {
      const Amounts amounts = amounts_for(line, terms, period);
      // Whoever moves the day on pays; whoever comes second finds it moved.
      if (!funding::move_on(session, line.person, line.stream, paid_until, period.until)) return {};
      paid_until = period.until;
      std::string id;
      if (amounts.funded > Pence()) {
        pot::Transfer in;
        in.id = id = fmt::format("fund:{}:{}:{}", line.pot_ref, line.stream_code, to_iso(period.from));
        in.booked = today();
        in.effective = period.from;
        in.from = pot::funder_account(line.stream_code);
        in.to = pot::pot_account(line.person_ref, line.stream_code);
        in.amount = amounts.funded;
        in.stream = line.stream_code;
        in.purpose = "budget";
        if (amounts.version)
          in.becomes = pot::Earmark{.person = line.person_ref,
                                    .holding = amounts.version->holding,
                                    .conditions = std::to_string(amounts.version->version)};
        ONEPOT_CHECK(store::ledger::post(session, in));
        ++done.payments;
        done.total += amounts.funded;
      }
      funding::add(session, line.person, line.stream, period, amounts.funded,
                   amounts.version ? amounts.version->version : 0, id, now);
      terms.paid.push_back({period, amounts.funded});
      if (amounts.asked > Pence()) {
        const auto payment = amounts.version ? amounts.version->payment : pot::Payment::net;
        if (payment == pot::Payment::net) open_own_stream(session, line.person, period.from);
        funding::add_bill(session, line.person, line.stream, uuid7(now, random), period, amounts.asked, payment, now);
        ++done.bills;
        done.billed += amounts.asked;
      }
    }
    return {};
  }
};

Result<PaidIn> daily_round(store::Session& session, Random& random, Instant now, PlaceId place) {
  Payer payer{session, random, now};
  for (const auto& line : funding::due(session, place, payer.today())) {
    ONEPOT_CHECK(settle_switches(session, line.person, payer.today()));
    ONEPOT_CHECK(payer.pay(line));
  }
  for (const PersonId person : conditions::begun(session, place, {payer.today() - period_days, payer.today()}))
    ONEPOT_CHECK(settle_switches(session, person, payer.today()));
  ONEPOT_TRY(const auto lapsed, store::ledger::expire_due(session, payer.today()));
  payer.done.lapsed = static_cast<std::int64_t>(lapsed);
  funding::release_lapsed(session, payer.today(), now);
  return payer.done;
}

}  // namespace

std::vector<PotPayment> pots_due(const Work& work) {
  work.only_for({"see-finance"});
  std::vector<PotPayment> out;
  for (const auto& line : funding::due(work.session, work.actor().place, work.today())) {
    Terms terms = terms_of_line(work.session, line, work.today());
    for (const auto& period : terms.periods) {
      const Amounts amounts = amounts_for(line, terms, period);
      terms.paid.push_back({period, amounts.funded});
      if (amounts.funded == Pence() && amounts.asked == Pence()) continue;
      out.push_back({line.person_ref, line.known_as, line.stream_code, line.stream_name, period, amounts.funded,
                     amounts.asked, amounts.version ? amounts.version->payment : pot::Payment::net});
    }
  }
  return out;
}

Result<PaidIn> pay_into_pots(const Work& work) {
  work.only_for({"run-payments"});
  ONEPOT_TRY(const auto done, daily_round(work.session, work.random, work.now(), work.actor().place));
  work.audit("pots", {},
             fmt::format("{} payments in, {} bills, {} promises lapsed", done.payments, done.bills, done.lapsed));
  return done;
}

Result<PaidIn> pay_into_all_pots(store::Session& session, Random& random, Instant now) {
  ONEPOT_TRY(const auto done, daily_round(session, random, now, PlaceId{}));
  store::door::add_audit(
      session, now, std::nullopt, "pay-into-pots", "pots", std::nullopt,
      fmt::format("{} payments in, {} bills, {} promises lapsed", done.payments, done.bills, done.lapsed));
  return done;
}

Result<void> pay_first_weeks(const Work& work, PersonId person) {
  Payer payer{work.session, work.random, work.now()};
  for (const auto& line : funding::of_person(work.session, person))
    if (!line.paid_until) ONEPOT_CHECK(payer.pay(line));
  return {};
}

Result<void> enter_contribution(const Work& work, std::string_view bill_ref) {
  work.only_for({"run-payments"});
  const auto bill = funding::bill(work.session, work.actor().place, bill_ref);
  if (!bill) return refuse("no-bill", "There is no such bill.");
  if (!funding::set_received(work.session, bill_ref, work.actor().account, work.now()))
    return refuse("taken", "This was entered before.");
  pot::Transfer in;
  in.id = fmt::format("contribution:{}", bill_ref);
  in.booked = in.effective = work.today();
  in.from = pot::funder_account(own_money);
  in.to = bill->payment == pot::Payment::net ? pot::pot_account(bill->person_ref, own_money)
                                             : pot::contribution_account(bill->stream_code);
  in.amount = bill->pence;
  in.stream = own_money;
  in.purpose = "contribution";
  ONEPOT_CHECK(store::ledger::post(work.session, in));
  work.audit(fmt::format("bill:{}", bill_ref), bill->person, "received");
  return {};
}

}  // namespace onepot::place
