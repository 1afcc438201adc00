#include "onepot/place/visits.h"

#include <fmt/format.h>

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/buy/agreement.h"
#include "onepot/pay/due.h"
#include "onepot/place/draw_rules.h"
#include "onepot/place/promises.h"
#include "onepot/store/accounts.h"
#include "onepot/store/agreement_changes.h"
#include "onepot/store/visits.h"
#include "pay/approval.h"

namespace onepot::place {
namespace {

namespace visits = store::visits;

constexpr Hours longest_visit = Hours::whole(48);  // two helpers for a day and a night
constexpr std::size_t longest_note = 1'000;

store::agreements::Agreement agreement_asked(const Work& work) {
  work.only_for({"record-visit"});
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::agreement);
  auto found = store::agreements::by_id(work.session, AgreementId{work.grant.subject().id});
  ONEPOT_ASSERT(found.has_value());
  return *std::move(found);
}

tl::unexpected<Refusal> field_refused(const char* field, const char* code, std::string sentence) {
  return refuse(code, std::move(sentence), Where{"", 0, field});
}

}  // namespace

Result<std::string> record_visit(const Work& work, const RecordedVisit& asked) {
  const auto agreement = agreement_asked(work);
  const std::string worker(trim(asked.worker)), note(trim(asked.note));
  if (worker.empty()) return field_refused("worker", "empty", "Say who came.");
  if (asked.day > work.today()) return field_refused("day", "not-yet", "This day has not come yet.");
  if (asked.day < agreement.from || (agreement.until && asked.day > *agreement.until))
    return field_refused("day", "outside-agreement",
                         fmt::format("The agreement begins on {}.", to_words(agreement.from)));
  if (asked.day_time + asked.night_time <= Hours())
    return field_refused("hours", "no-time", "Say how long the visit was.");
  if (asked.day_time + asked.night_time > longest_visit)
    return field_refused("hours", "too-long", "That is longer than one visit can be.");
  if (note.size() > longest_note)
    return field_refused("note", "too-long", fmt::format("Keep the note under {} characters.", longest_note));
  const auto shares = store::agreements::shares(work.session, agreement.id, asked.day);
  visits::NewVisit visit;
  visit.ref = work.new_ref();
  visit.agreement = agreement.id;
  visit.worker = worker;
  visit.day = asked.day;
  visit.start_minute = asked.start_minute;
  visit.day_time = asked.day_time;
  visit.night_time = asked.night_time;
  visit.note = note;
  visit.pence = pay::amount_of({asked.day_time, agreement.day_rate, asked.night_time, agreement.night_rate});
  visit.by = work.actor().account;
  const VisitId id = visits::add(work.session, visit, work.now());
  if (!id) return refuse("already-recorded", "This visit is written down already.");
  std::vector<Pence> parts(shares.size());
  if (visit.pence > Pence()) {
    ONEPOT_TRY(parts, share_visit(work, agreement, shares, id, visit.pence, asked.day));
  }
  for (std::size_t i = 0; i < shares.size(); ++i) visits::add_share(work.session, id, shares[i].person, parts[i]);
  // Beyond what is promised so far, the next weeks are promised. Where the money is not there yet, the visit is still
  // written down: it happened.
  if (const auto until = store::agreements::promised_until(work.session, agreement.id);
      until && asked.day > *until && visit.pence > Pence())
    (void)work.session.attempt([&] {
      const Period next = buy::promised(std::max(*until + 1, week_of(asked.day)), agreement.until, weeks_promised);
      return store::agreements::share_changes(work.session, agreement.id).empty()
                 ? promise(work, agreement, shares, next, Buying::running)
                 : promise_by_day(work, agreement, next);
    });
  work.audit("visit:" + visit.ref);
  return visit.ref;
}

Result<void> take_back_visit(const Work& work, std::string_view visit_ref) {
  const auto agreement = agreement_asked(work);
  const VisitId id = visits::id_of(work.session, agreement.id, visit_ref);
  if (!id) return refuse("taken", "This visit is not there any more.");
  unshare_visit(work, agreement, store::agreements::shares(work.session, agreement.id), id);
  if (!visits::remove(work.session, id))
    return refuse("already-approved", "Somebody has said yes to this visit. It cannot be taken back.");
  work.audit(fmt::format("visit:{}", visit_ref), {}, "taken back");
  return {};
}

Result<std::vector<std::string>> approve_visit(const Work& work, std::string_view visit_ref) {
  work.only_for({"approve-visit"});
  const auto part = visits::part(work.session, visit_ref, work.person());
  if (!part) return refuse("not-theirs", "There is no such visit for this person.");
  const auto agreement = store::agreements::by_id(work.session, part->visit.agreement);
  const auto person = store::accounts::person(work.session, work.person());
  const auto& me = work.actor();
  auto request = approval_asked(work, *agreement, part->visit.day, part->answer, part->paid_on.has_value());
  request.this_week = visits::recorded_in_week(work.session, agreement->id, week_of(part->visit.day));
  const auto [day, night] = store::agreement_changes::hours_on(work.session, agreement->id, part->visit.day);
  request.agreed_week = day + night;
  ONEPOT_TRY(const auto approval, pay::may_approve(request));
  if (!visits::approve(work.session, part->visit.id, work.person(), me.account, work.now()))
    return refuse("already-approved", "This was approved before. Nothing more needs to be done.");
  ONEPOT_CHECK(settle(work, *agreement, work.person(), person->ref, fmt::format("visit:{}:{}", visit_ref, person->ref),
                      part->pence, part->visit.day));
  work.audit(fmt::format("visit:{}", visit_ref), work.person(), "approved");
  return approval.notes;
}

Result<void> query_visit(const Work& work, std::string_view visit_ref, std::string_view words) {
  work.only_for({"approve-visit"});
  const auto said = trim(words);
  if (said.empty()) return refuse("empty", "Say what is wrong.");
  if (said.size() > longest_note) return refuse("too-long", fmt::format("Keep it under {} characters.", longest_note));
  const auto part = visits::part(work.session, visit_ref, work.person());
  if (!part) return refuse("not-theirs", "There is no such visit for this person.");
  if (!visits::query(work.session, part->visit.id, work.person(), work.actor().account, said, work.now()))
    return refuse("already-approved", "This was approved before. Ask the provider about it.");
  work.audit(fmt::format("visit:{}", visit_ref), work.person(), "queried");
  return {};
}

}  // namespace onepot::place
