#include "onepot/place/returns.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "onepot/base/text.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/bank.h"
#include "onepot/store/ledger.h"
#include "onepot/store/payments.h"

namespace onepot::place {
namespace returning {

namespace bank = store::bank;
constexpr std::size_t longest_reason = 200;

/// Every transfer of the payment the other way round, part by part: each penny goes back to the lot it came from.
Result<void> reverse(store::Session& session, const bank::Out& payment, Date booked, Date day, std::string_view why) {
  for (std::int64_t n = 1; n <= payment.transfers; ++n) {
    const std::string id = fmt::format("{}/{}", payment.end_to_end, n);
    const auto parts = store::ledger::parts_of(session, id);
    ONEPOT_ASSERT(!parts.empty());  // written in one transaction with the payment
    for (const auto& part : parts) {
      pot::Transfer back;
      back.id = fmt::format("return:{}/{}", id, part.number + 1);
      back.booked = booked;
      back.effective = day;
      back.from = part.transfer.to;
      back.to = part.transfer.from;
      back.amount = part.transfer.amount;
      back.stream = part.transfer.stream;
      back.purpose = "payment-returned";
      back.note = std::string(why);
      back.of = part.transfer.becomes;
      back.becomes = part.transfer.of;
      ONEPOT_CHECK(store::ledger::post(session, back));
    }
  }
  return {};
}

std::string why_of(const pay::Returned& r) {
  if (!r.reason.empty()) return r.reason.substr(0, longest_reason);
  return std::string(pay::reason_words(r.code));
}

}  // namespace returning

Result<std::vector<ReturnTaken>> take_returns(store::Session& session, const ReturnsWanted& wanted) {
  using namespace returning;
  std::set<std::string> ours;
  if (wanted.place)
    for (const auto& d : store::payments::provider_details(session, *wanted.place)) ours.insert(d.ref);
  std::vector<pay::Sent> sent;
  std::map<std::string, bank::Out> outs;
  for (auto& o : bank::outs(session)) {
    if (wanted.place && !ours.contains(o.payee)) continue;
    sent.push_back({o.end_to_end, o.run, o.pence, o.for_date, o.sort_code, o.account, o.returned.has_value()});
    std::string id = o.end_to_end;
    outs.emplace(std::move(id), std::move(o));
  }
  std::vector<ReturnTaken> taken;
  for (auto& match : pay::match_returns(wanted.returns, sent)) {
    ReturnTaken t{std::move(match), {}, {}, {}};
    t.said = wanted.returns[t.match.returned];
    if (const auto payment = outs.find(t.match.payment); payment != outs.end()) {
      t.payee = payment->second.payee;
      t.amount = payment->second.pence;
      if (t.match.fate == pay::ReturnFate::found) {
        // Bacs names the day it was sent, not the day it came back.
        const bool names_day = t.said.date && !(t.said.id.empty() && t.said.run.empty());
        const auto day = names_day ? t.said.date : wanted.booked ? wanted.booked : t.said.date;
        if (!day)
          return refuse("no-day", "the file does not say on which day this came back: say it",
                        Where{{}, t.said.line, {}});
        ONEPOT_CHECK(reverse(session, payment->second, wanted.booked.value_or(*day), *day, why_of(t.said)));
        if (!bank::add_return(session, t.match.payment, {*day, t.said.code, why_of(t.said), wanted.source}, wanted.by,
                              wanted.now))
          return refuse("taken", "Somebody entered this a moment ago.");
      }
    }
    taken.push_back(std::move(t));
  }
  return taken;
}

tl::expected<ReturnsRead, Refusals> take_returns_file(const Work& work, std::string_view text,
                                                      const std::string& file) {
  work.only_for({"run-payments"});
  auto read = pay::read_returns(text, file);
  if (!read.faults.empty()) return tl::unexpected<Refusals>(std::move(read.faults));
  ReturnsWanted wanted;
  wanted.returns = std::move(read.returns);
  wanted.source = read.format;
  wanted.booked = work.today();
  wanted.now = work.now();
  wanted.by = work.actor().account;
  wanted.place = work.actor().place;
  auto taken = take_returns(work.session, wanted);
  if (!taken) return tl::unexpected<Refusals>(Refusals{taken.error()});
  const auto found =
      std::ranges::count_if(*taken, [](const ReturnTaken& t) { return t.match.fate == pay::ReturnFate::found; });
  if (found > 0) work.audit("payment-returns:" + read.format, {}, fmt::format("{} came back", found));
  return ReturnsRead{std::move(*taken), std::move(read.warnings)};
}

Result<void> take_return(const Work& work, std::string_view payment, Date day, std::string_view reason) {
  work.only_for({"run-payments"});
  const auto said = trim(reason);
  if (said.empty()) return refuse("empty", "Say why it came back.", Where{{}, 0, "reason"});
  const auto known = store::bank::out(work.session, payment);
  if (day > work.today() || (known && day < known->for_date))
    return refuse("not-yet", "It came back between the day of the payment and today.", Where{{}, 0, "day"});
  ReturnsWanted wanted;
  wanted.returns.push_back(
      {.id = std::string(payment), .date = day, .reason = std::string(said.substr(0, returning::longest_reason))});
  wanted.source = "by hand";
  wanted.booked = work.today();
  wanted.now = work.now();
  wanted.by = work.actor().account;
  wanted.place = work.actor().place;
  ONEPOT_TRY(const auto taken, take_returns(work.session, wanted));
  switch (taken.at(0).match.fate) {
    case pay::ReturnFate::found:
      break;
    case pay::ReturnFate::before:
      return refuse("before", "This was entered before. Nothing is entered twice.");
    default:
      return refuse("unknown", "There is no such payment.");
  }
  work.audit(fmt::format("payment:{}", payment), {}, "came back");
  return {};
}

}  // namespace onepot::place
