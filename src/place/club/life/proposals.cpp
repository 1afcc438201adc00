// Who may propose which step, and what must be true for it to be proposed at all.
#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/buy/agreement.h"
#include "onepot/place/together.h"
#include "onepot/store/accounts.h"
#include "onepot/store/agreements.h"
#include "onepot/store/interests.h"
#include "step_rules.h"

namespace onepot::place {

namespace {

namespace steps = store::steps;
namespace clubs = store::clubs;

constexpr std::int64_t furthest_days = 366, longest_stay_days = 28, most_at_a_meeting = 8;
constexpr std::size_t longest_where = 200;

tl::unexpected<Refusal> club_over() {
  return refuse("taken", "This has come to an end meanwhile. Look at it again.");
}

/// A yes must come while the step is still before people.
Date last_day_to_answer(Date today, Date day) {
  return std::max(today, std::min(today + days_to_answer, day - 1));
}

Result<clubs::Club> live_club_asked(const Work& work) {
  ONEPOT_ASSERT(work.grant.subject().kind == Subject::Kind::club);
  auto club = clubs::club(work.session, ClubId{work.grant.subject().id});
  if (!club || club->status == "ended") return club_over();
  return *std::move(club);
}

std::vector<PersonId> ids_of_members(const Work& work, const clubs::Club& club) {
  std::vector<PersonId> out;
  for (const auto& m : clubs::members(work.session, club.id, work.now())) out.push_back(m.person);
  return out;
}

std::string put_step(const Work& work, steps::NewStep step) {
  step.ref = work.new_ref();
  step.place = work.actor().place;
  step.by = *work.actor().person;
  steps::add(work.session, step, work.now());
  work.audit("step:" + step.ref, step.by, step.kind);
  return step.ref;
}

/// The same change before the club already: one is enough.
bool is_open_already(const Work& work, const clubs::Club& club, std::string_view kind, PersonId about) {
  return std::ranges::any_of(steps::of_club(work.session, club.id), [&](const steps::Step& s) {
    return s.kind == kind && s.about == about &&
           (s.open(work.today()) || (s.status == "agreed" && s.kind == "leave" && s.from >= work.today()));
  });
}

}  // namespace

Result<std::string> propose_meeting(const Work& work, const NewMeeting& asked) {
  work.only_for({"change-own"});
  steps::NewStep step;
  step.kind = "meeting";
  step.people = {work.person()};
  for (const auto& ref : asked.people) {
    const PersonId one{store::door::id_of(work.session, store::door::Kind::person, ref)};
    if (!one || std::ranges::find(step.people, one) != step.people.end()) continue;
    for (const auto other : step.people)
      if (!store::interests::both_said_yes(work.session, one, other))
        return refuse("people", "Not everybody has said yes to everybody yet");
    step.people.push_back(one);
  }
  if (step.people.size() < 2 || step.people.size() > most_at_a_meeting)
    return refuse("people", "Choose whom you would like to meet");
  if (asked.day <= work.today() || asked.day > work.today() + furthest_days)
    return refuse("day", "Choose a day to come, within a year");
  step.where = trim(asked.where);
  step.words = trim(asked.words);
  if (step.where.empty() || step.where.size() > longest_where) return refuse("where", "Say where");
  if (step.words.size() > step_rules::longest_words) return refuse("words", "Make it shorter");
  if (!blocks_between(work.session, step.people, work.today()).empty())
    return refuse("blocked", "An organisation stands against this. Read why, and what you can do.");
  step.from = asked.day;
  step.start_minute = asked.start_minute;
  step.answer_by = last_day_to_answer(work.today(), asked.day);
  return put_step(work, std::move(step));
}

Result<std::string> propose_trial(const Work& work, const NewTrial& asked) {
  work.only_for({"change-club"});
  ONEPOT_TRY(const auto club, live_club_asked(work));
  const Date today = work.today();
  if (asked.from <= today || asked.until <= asked.from || asked.until > asked.from + longest_stay_days ||
      asked.from > today + furthest_days)
    return refuse("day", "Choose days to come, at most four weeks");
  if (asked.pays != "each" && asked.pays != "nobody") return refuse("pays", "Say who pays");
  steps::NewStep step;
  step.kind = "trial";
  step.club = club.id;
  step.home = club.home.id;
  step.from = asked.from;
  step.until = asked.until;
  step.pays = asked.pays;
  step.words = trim(asked.words);
  if (step.words.size() > step_rules::longest_words) return refuse("words", "Make it shorter");
  step.people = ids_of_members(work, club);
  step.answer_by = last_day_to_answer(today, asked.from);
  const auto members = clubs::members(work.session, club.id, work.now());
  const std::string ref = put_step(work, std::move(step));
  if (asked.pays == "nobody") return ref;
  // The nights' part of a week's rent, by each one's rent where the rooms are divided, else equally.
  const Pence cost = times(club.home.rent, Rational(asked.until - asked.from, 7));
  std::vector<std::int64_t> weights;
  for (const auto& m : members) weights.push_back(m.rent && *m.rent > Pence() ? m.rent->count() : 0);
  const bool divided = std::ranges::any_of(weights, [](auto w) { return w > 0; });
  const auto parts = divided ? split(cost, weights) : split_equally(cost, members.size());
  const auto made = steps::by_ref(work.session, ref);
  for (std::size_t i = 0; i < members.size(); ++i)
    steps::set_share(work.session, made->id, members[i].person, parts[i]);
  return ref;
}

Result<std::string> propose_absence(const Work& work, const NewAbsence& asked, const PriceBook& book) {
  work.only_for({"change-club"});
  ONEPOT_TRY(const auto club, live_club_asked(work));
  if (club.status != "agreed") return club_over();
  const auto members = clubs::members(work.session, club.id, work.now());
  const auto who = std::ranges::find(members, asked.person, &clubs::Member::ref);
  if (who == members.end()) return refuse("person", "Choose somebody of the club");
  if (asked.from <= work.today() || asked.until < asked.from || asked.until > asked.from + furthest_days ||
      asked.from > work.today() + furthest_days || (who->last && asked.until > *who->last))
    return refuse("day", "Choose days from tomorrow on, within a year");
  if (is_open_already(work, club, "away", who->person)) return refuse("taken", "This is before everybody already.");
  steps::NewStep step;
  step.kind = "away";
  step.club = club.id;
  step.about = who->person;
  step.from = asked.from;
  step.until = asked.until;
  step.answer_by = last_day_to_answer(work.today(), asked.from);
  step.people = ids_of_members(work, club);
  ONEPOT_CHECK(
      stretches_of(work.session, club, {WhatIf::Kind::away, who->person, asked.from, asked.until}, book, work.now()));
  return put_step(work, std::move(step));
}

Result<std::string> propose_join(const Work& work, std::string_view person_ref, Date from, const PriceBook& book) {
  work.only_for({"change-club"});
  ONEPOT_TRY(const auto club, live_club_asked(work));
  if (club.status != "agreed") return club_over();
  const auto next = see_what_next(work, book);
  if (!next) return tl::unexpected(next.error());
  const auto one = std::ranges::find(next->could_join, person_ref, &Candidate::ref);
  if (one == next->could_join.end()) return refuse("person", "This person is not looking now");
  if (from <= work.today() || from > work.today() + furthest_days) return refuse("day", "Choose a day to come");
  const PersonId person{store::door::id_of(work.session, store::door::Kind::person, person_ref)};
  if (is_open_already(work, club, "join", person)) return refuse("taken", "This is before everybody already.");
  steps::NewStep step;
  for (const auto& m : clubs::members(work.session, club.id, work.now()))
    if (!m.last || *m.last >= from) step.people.push_back(m.person);  // with whom they would live
  step.people.push_back(person);
  if (!blocks_between(work.session, step.people, work.today()).empty())
    return refuse("blocked", "An organisation stands against this. Read why, and what you can do.");
  ONEPOT_CHECK(stretches_of(work.session, club, {WhatIf::Kind::join, person, from, {}}, book, work.now()));
  step.kind = "join";
  step.club = club.id;
  step.about = person;
  step.from = from;
  step.answer_by = last_day_to_answer(work.today(), from);
  return put_step(work, std::move(step));
}

Date earliest_last_day(const Work& work, const clubs::Club& club) {
  std::int64_t notice = least_notice_days;
  for (const auto& a : store::agreements::of_club(work.session, club.id, work.today()))
    notice = std::max(notice, a.notice_days);
  return buy::ends_after_notice(work.today(), notice);
}

Result<std::string> prepare_leaving(const Work& work, Date last_day) {
  work.only_for({"change-club"});
  ONEPOT_TRY(const auto club, live_club_asked(work));
  if (club.status != "agreed") return club_over();
  const PersonId me = *work.actor().person;
  const auto members = clubs::members(work.session, club.id, work.now());
  for (const auto& m : members)
    if (m.person == me && m.last) return refuse("taken", "You have given notice already.");
  const auto stays = [&](const clubs::Member& m) { return m.person != me && !m.last; };
  if (std::ranges::none_of(members, stays))
    return refuse("last", "You are the last who stays. End the agreement with your provider.");
  if (last_day < earliest_last_day(work, club) || last_day > work.today() + furthest_days)
    return refuse("day", "The notice is not over by then");
  // One preparation at a time: an earlier one that was never confirmed falls away.
  for (const auto& s : steps::of_club(work.session, club.id))
    if (s.kind == "leave" && s.about == me && s.status == "open") steps::cancel(work.session, s.id, "open", work.now());
  steps::NewStep step;
  step.kind = "leave";
  step.club = club.id;
  step.about = me;
  step.from = last_day;
  step.answer_by = work.today();  // notice runs from the day it is given: tomorrow the days are others
  step.people = {me};
  return put_step(work, std::move(step));
}

}  // namespace onepot::place
