// Agreements, the support that was given under them, and the payment runs.
#include "keys.h"
#include "onepot/base/hash.h"

namespace onepot::town::writing {

void Writer::agreements() {
  Refs refs(town, 6);
  store::Load load(
      session, "agreement",
      {"id", "ref", "place_id", "provider_id", "person_id", "words", "category", "day_rate_pence", "night_rate_pence",
       "day_minutes_week", "night_minutes_week", "notice_days", "from_date", "until_date", "made_at"});
  for (std::size_t i = 0; i < town.agreements.size(); ++i) {
    const Agreement& a = town.agreements[i];
    const Date from = period_start(a.from_period);
    keys.agreements.push_back(refs.next(from - 7));
    load.row({key(i), keys.agreements.back(), 1, key(a.provider), key(a.person), a.words, a.category, a.day_rate,
              a.night_rate, a.day_week.in_minutes(), a.night_week.in_minutes(), a.notice_days, from,
              a.until_period ? std::optional(period_start(*a.until_period + 1) - 1) : std::nullopt, at(from - 7, 12)});
  }
  std::int64_t rows = load.done();
  store::Load share(session, "agreement_share", {"agreement_id", "person_id", "week_pence"});
  for (std::size_t i = 0; i < town.agreements.size(); ++i)
    share.row({key(i), key(town.agreements[i].person), town.agreements[i].week()});
  report("agreements", rows + share.done());
}

void Writer::support_and_payments() {
  Refs refs(town, 7);
  // One payment a provider in a run: the sum of what was approved.
  std::map<std::pair<int, std::size_t>, Pence> due;
  for (const Visit& v : town.visits)
    if (v.word == Word::paid && v.pence > Pence()) due[{v.run, town.agreements[v.agreement].provider}] += v.pence;
  struct Run {
    std::int64_t payments = 0;
    Pence total;
  };
  std::array<Run, periods> runs{};
  for (const auto& [which, pence] : due) {
    Run& run = runs[static_cast<std::size_t>(which.first)];
    ++run.payments;
    run.total += pence;
  }
  const std::string file = "Made before this place came onto Onepot: the bank's file is not kept here.\n";
  const std::string digest = to_hex(sha256(file));
  store::Load run(session, "payment_run",
                  {"id", "ref", "place_id", "for_date", "made_by", "made_at", "payments", "total_pence", "format",
                   "file", "file_sha256"});
  for (int p = 0; p < periods; ++p) {
    const Run& r = runs[static_cast<std::size_t>(p)];
    run.row({p + 1, refs.next(run_date(p)), 1, run_date(p), keys.finance, at(run_date(p), 10), r.payments, r.total,
             "brought-in", file, digest});
  }
  std::int64_t rows = run.done();
  store::Load payment(session, "payment", {"id", "run_id", "provider_id", "end_to_end", "pence"});
  std::map<std::pair<int, std::size_t>, std::int64_t> payment_of;
  for (const auto& [which, pence] : due) {
    const auto id = std::ssize(payment_of) + 1;
    payment_of[which] = id;
    payment.row({id, which.first + 1, key(which.second), payment_name(which.first, which.second), pence});
  }
  report("payment runs and payments", rows + payment.done());

  store::Load visit(session, "visit",
                    {"id", "ref", "agreement_id", "worker", "day", "start_minute", "day_minutes", "night_minutes",
                     "note", "pence", "recorded_at"});
  for (std::size_t i = 0; i < town.visits.size(); ++i) {
    const Visit& v = town.visits[i];
    const Agreement& a = town.agreements[v.agreement];
    visit.row({key(i), refs.next(v.day), key(v.agreement),
               town.providers[a.provider].workers[static_cast<std::size_t>(v.worker)], v.day, v.start_minute,
               v.day_time.in_minutes(), v.night_time.in_minutes(),
               v.day < period_start(periods - 1) || a.day_week >= Hours::whole(168) ? "A week’s support" : "", v.pence,
               at(v.day, 18)});
  }
  report("support given", visit.done());
  store::Load share(session, "visit_share", {"visit_id", "person_id", "pence", "answer", "answered_at", "payment_id"});
  for (std::size_t i = 0; i < town.visits.size(); ++i) {
    const Visit& v = town.visits[i];
    const Agreement& a = town.agreements[v.agreement];
    std::optional<std::int64_t> paid;
    if (v.word == Word::paid && v.pence > Pence()) paid = payment_of.at({v.run, a.provider});
    const bool said = v.word != Word::waiting;
    share.row({key(i), key(a.person), v.pence, said ? "approved" : "",
               said ? std::optional(at(v.day, 20)) : std::nullopt, paid});
  }
  report("approvals", share.done());
}

}  // namespace onepot::town::writing
