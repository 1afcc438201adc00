#include "onepot/place/invoices.h"

#include <fmt/format.h>

#include <algorithm>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "onepot/pay/due.h"
#include "onepot/place/promises.h"
#include "onepot/place/visits.h"
#include "onepot/store/accounts.h"
#include "onepot/store/agreements.h"
#include "onepot/store/visits.h"
#include "pay/approval.h"

namespace onepot::place {
namespace invoicing {

namespace invoices = store::invoices;
namespace visits = store::visits;

constexpr std::size_t longest_words = 1'000, longest_line = 120, longest_number = 30, most_lines = 20;
constexpr Pence most_of_a_line{100'000'000};  // £1 million: more is a slip of the keyboard

store::agreements::Agreement agreement_asked_about(const Work& work) {
  work.only_for({"record-visit"});
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::agreement);
  return store::agreements::by_id(work.session, AgreementId{work.grant.subject().id}).value();
}

tl::unexpected<Refusal> wrong(const char* field, const char* code, std::string sentence) {
  return refuse(code, std::move(sentence), Where{"", 0, field});
}

}  // namespace invoicing

Result<std::string> send_invoice(const Work& work, const SentInvoice& sent) {
  using namespace invoicing;
  const auto agreement = agreement_asked_about(work);
  invoices::NewInvoice invoice;
  invoice.number = trim(sent.number);
  invoice.note = trim(sent.note);
  if (invoice.number.empty()) return wrong("number", "empty", "Give the invoice a number.");
  if (invoice.number.size() > longest_number) return wrong("number", "too-long", "That number is too long.");
  if (sent.day > work.today()) return wrong("day", "not-yet", "This day has not come yet.");
  if (sent.day < agreement.from || (agreement.until && sent.day > *agreement.until))
    return wrong("day", "outside-agreement", fmt::format("The agreement begins on {}.", to_words(agreement.from)));
  if (invoice.note.size() > longest_words)
    return wrong("note", "too-long", fmt::format("Keep the note under {} characters.", longest_words));
  for (const auto& line : sent.lines) {
    if (trim(line.words).empty()) return wrong("lines", "empty", "Say what each amount is for.");
    if (line.words.size() > longest_line)
      return wrong("lines", "too-long", fmt::format("Keep each line under {} characters.", longest_line));
    if (line.pence <= Pence() || line.pence > most_of_a_line)
      return wrong("lines", "bad-amount", "Give each line an amount above nothing.");
    invoice.lines.push_back({std::string(trim(line.words)), line.pence});
    invoice.pence += line.pence;
  }
  if (invoice.lines.empty()) return wrong("lines", "empty", "Say what it is for, and how much.");
  if (invoice.lines.size() > most_lines)
    return wrong("lines", "too-long", fmt::format("An invoice has at most {} lines here.", most_lines));
  invoice.ref = work.new_ref();
  invoice.agreement = agreement.id;
  invoice.day = sent.day;
  invoice.by = work.actor().account;
  const auto shares = store::agreements::shares(work.session, agreement.id, sent.day);
  std::vector<std::int64_t> weights;
  for (const auto& share : shares) weights.push_back(share.week.count());
  ONEPOT_TRY(const auto parts, pay::shares_of(invoice.pence, weights));
  const auto id = invoices::add(work.session, invoice, work.now());
  if (id == 0) return wrong("number", "already-recorded", "You sent an invoice with this number already.");
  for (std::size_t i = 0; i < shares.size(); ++i) invoices::add_share(work.session, id, shares[i].person, parts[i]);
  work.audit("invoice:" + invoice.ref);
  return invoice.ref;
}

Result<void> take_back_invoice(const Work& work, std::string_view ref) {
  const auto agreement = invoicing::agreement_asked_about(work);
  if (!store::invoices::remove(work.session, agreement.id, ref))
    return refuse("already-approved", "Somebody has said yes to this invoice, or it is gone. It cannot be taken back.");
  work.audit(fmt::format("invoice:{}", ref), {}, "taken back");
  return {};
}

Result<void> approve_invoice(const Work& work, std::string_view ref) {
  work.only_for({"approve-visit"});
  const auto part = store::invoices::part(work.session, ref, work.person());
  if (!part) return refuse("not-theirs", "There is no such invoice for this person.");
  const auto agreement = store::agreements::by_id(work.session, part->invoice.agreement);
  const auto person = store::accounts::person(work.session, work.person());
  const auto& me = work.actor();
  const auto request = approval_asked(work, *agreement, part->invoice.day, part->answer, part->paid_on.has_value());
  ONEPOT_CHECK(pay::may_approve(request));
  if (!store::invoices::approve(work.session, part->invoice.id, work.person(), me.account, work.now()))
    return refuse("already-approved", "This was approved before. Nothing more needs to be done.");
  ONEPOT_CHECK(settle(work, *agreement, work.person(), person->ref, fmt::format("invoice:{}:{}", ref, person->ref),
                      part->pence, part->invoice.day));
  work.audit(fmt::format("invoice:{}", ref), work.person(), "approved");
  return {};
}

Result<void> query_invoice(const Work& work, std::string_view ref, std::string_view words) {
  work.only_for({"approve-visit"});
  const auto said = trim(words);
  if (said.empty()) return refuse("empty", "Say what is wrong.");
  if (said.size() > invoicing::longest_words)
    return refuse("too-long", fmt::format("Keep it under {} characters.", invoicing::longest_words));
  const auto part = store::invoices::part(work.session, ref, work.person());
  if (!part) return refuse("not-theirs", "There is no such invoice for this person.");
  if (!store::invoices::query(work.session, part->invoice.id, work.person(), work.actor().account, said, work.now()))
    return refuse("already-approved", "This was approved before. Ask the provider about it.");
  work.audit(fmt::format("invoice:{}", ref), work.person(), "queried");
  return {};
}

namespace invoicing {

/// What repeating writes: last week's visits on the same days of this week; and where this week has none that could be
/// written and last week is empty, those of the week before on last week's days.
std::vector<RecordedVisit> to_repeat(store::Session& session, AgreementId agreement, Date today) {
  const auto same = [](const visits::Visit& a, Date day, const visits::Visit& b) {
    return a.day == day && a.start_minute == b.start_minute && a.worker == b.worker;
  };
  for (const std::int64_t back : {std::int64_t{0}, std::int64_t{7}}) {
    const Date monday = week_of(today) - back;
    const auto pattern = visits::in_days(session, agreement, {monday - 7, monday - 1});
    const auto there = visits::in_days(session, agreement, {monday, monday + 6});
    if (back > 0 && !there.empty()) break;
    std::vector<RecordedVisit> out;
    for (const auto& v : pattern) {
      const Date day = v.day + 7;
      if (day > today || std::ranges::any_of(there, [&](const auto& t) { return same(t, day, v); })) continue;
      out.push_back({day, v.start_minute, v.day_time, v.night_time, v.worker, {}});
    }
    if (!out.empty()) return out;
  }
  return {};
}

}  // namespace invoicing

std::int64_t visits_to_repeat(store::Session& session, AgreementId agreement, Date today) {
  return std::ssize(invoicing::to_repeat(session, agreement, today));
}

Result<std::int64_t> repeat_last_week(const Work& work) {
  const auto agreement = invoicing::agreement_asked_about(work);
  const auto all = invoicing::to_repeat(work.session, agreement.id, work.today());
  if (all.empty()) return refuse("nothing", "There is nothing to repeat: last week’s visits are written down already.");
  for (const auto& visit : all) ONEPOT_CHECK(record_visit(work, visit));
  return std::ssize(all);
}

Result<void> say_employs(const Work& work, std::string_view agreement_ref, bool employs) {
  work.only_for({"employ-workers"});
  const auto all = store::agreements::of_person(work.session, work.person(), work.today());
  const auto found = std::ranges::find(all, agreement_ref, &store::agreements::Agreement::ref);
  if (found == all.end() || found->person != work.person())
    return refuse("not-theirs", "There is no such agreement of this person’s own.");
  if (store::invoices::has_unpaid(work.session, found->id))
    return refuse("unpaid",
                  "Something that was approved under this agreement is not paid yet. Change this when it is.");
  if (!store::invoices::set_employs(work.session, found->id, employs, work.actor().account, work.now())) return {};
  work.audit("agreement:" + found->ref, work.person(), employs ? "employs" : "no longer employs");
  return {};
}

std::vector<store::invoices::WorkerHours> worker_hours(const Work& work, Period period) {
  work.only_for({"employ-workers"});
  return store::invoices::worker_hours(work.session, work.person(), period);
}

std::string payroll_csv(const std::vector<store::invoices::WorkerHours>& rows, Period period) {
  std::string out = csv::line({"worker", "agreement", "period_from", "period_until", "visits", "day_hours", "day_rate",
                               "night_hours", "night_rate", "pay", "waiting_hours"});
  for (const auto& r : rows)
    out += csv::line({r.worker, r.agreement_ref, to_iso(period.from), to_iso(period.until), std::to_string(r.visits),
                      to_decimal(r.day), to_decimal(r.day_rate), to_decimal(r.night), to_decimal(r.night_rate),
                      to_decimal(r.pence), to_decimal(r.waiting_day + r.waiting_night)});
  return out;
}

}  // namespace onepot::place
