// Needs, pots, plans and wishes.
#include "keys.h"

namespace onepot::town::writing {

void Writer::needs_and_pots() {
  Refs refs(town, 4);
  store::Load assessment(session, "assessment",
                         {"id", "ref", "person_id", "own_words", "asked_at", "described_by", "described_at"});
  store::Load offer(
      session, "budget_offer",
      {"id", "ref", "person_id", "assessment_id", "week_pence", "low_week_pence", "high_week_pence",
       "contribution_week_pence", "grade", "plain_words", "workings", "made_by", "made_at", "answer", "answered_at"});
  store::Load pot(session, "pot", {"id", "ref", "person_id", "opened_at", "holding"});
  std::vector<std::size_t> with_pot;
  const auto began = [&](std::size_t i) {
    return i < cast_size ? Date(2026, 11, 2) : period_start(town.people[i].first_period) - 7;
  };
  for (std::size_t i = 0; i < town.people.size(); ++i) {
    const Person& p = town.people[i];
    if (p.needs.empty()) continue;
    const Date day = began(i);
    const std::int64_t practitioner = keys.practitioners[p.practitioner];
    assessment.row({key(i), refs.next(day), key(i), p.own_words, at(day - 21, 10), practitioner, at(day - 10, 14)});
    with_pot.push_back(i);
  }
  std::int64_t rows = assessment.done();
  store::Load need(session, "need",
                   {"assessment_id", "kind", "day_minutes_week", "shareable_minutes_week", "nights_week",
                    "night_minutes_week", "night_shareable", "words"});
  for (const std::size_t i : with_pot)
    for (const Need& n : town.people[i].needs)
      need.row({key(i), n.kind, n.day_week.in_minutes(), n.shareable_week.in_minutes(), n.nights_week,
                n.night_week().in_minutes(), n.nights_shareable, n.words});
  rows += need.done();
  for (const std::size_t i : with_pot) {
    const Person& p = town.people[i];
    const bool cast = i < cast_size;
    const Pence week = p.pot_week();
    Pence own;
    for (const PotPart& part : p.pot)
      if (!town.streams[part.stream].public_money) own += part.week;
    // The cast's budgets are priced by the tariff of 2026-27, whose weakest figure is graded C: a fifth less to a
    // quarter more.
    const Pence low = cast ? times(week, Rational(4, 5)) : week, high = cast ? times(week, Rational(5, 4)) : week;
    offer.row({key(i), refs.next(began(i)), key(i), key(i), week, low, high, own, cast ? "C" : "brought-in",
               cast ? "This is what support like yours costs here. Part of the help at home can be shared with the "
                      "people you live with."
                    : "This is the budget you had before Onepot. Coming onto Onepot changed nothing about it.",
               cast ? R"({"currency":"ashdale-social-care","tariff":"ashdale-2026-27","version":"2026.1"})"
                    : R"({"brought_in":true})",
               keys.practitioners[p.practitioner], at(began(i) - 5, 15), "accepted", at(began(i) - 2, 17)});
    pot.row({key(i), refs.next(began(i)), key(i), at(began(i), 9), p.holding});
  }
  rows += offer.done() + pot.done();
  store::Load part(session, "budget_offer_part", {"offer_id", "stream_id", "week_pence", "why"});
  store::Load stream(session, "pot_stream", {"pot_id", "stream_id", "week_pence", "from_date", "paid_until"});
  for (const std::size_t i : with_pot)
    for (const PotPart& one : town.people[i].pot) {
      const Stream& s = town.streams[one.stream];
      part.row({key(i), key(one.stream), one.week,
                s.public_money ? s.name + " pays this part" : std::string("What you pay towards your support")});
      stream.row({key(i), key(one.stream), one.week, period_start(town.people[i].first_period), this_monday + 27});
    }
  report("needs, budgets and pots", rows + part.done() + stream.done());
}

void Writer::plans_and_wishes() {
  Refs refs(town, 5);
  store::Load statement(session, "statement", {"ref", "person_id", "text", "written_at"});
  store::Load wish(session, "living_wish",
                   {"person_id", "sharing", "areas", "musts", "interests", "hello", "looking_since", "updated_at"});
  for (std::size_t i = 0; i < town.people.size(); ++i) {
    const Person& p = town.people[i];
    const Date day = i < cast_size ? Date(2026, 11, 4) : period_start(p.first_period) + 3;
    for (const auto& text : p.statements) statement.row({refs.next(day), key(i), text, at(day, 18)});
    if (p.wish)
      wish.row({key(i), p.wish->sharing, joined(p.wish->areas), joined(p.wish->musts), joined(p.wish->interests),
                p.wish->hello, at(p.wish->since, 19), at(p.wish->since, 19)});
  }
  std::int64_t rows = statement.done() + wish.done();
  store::Load yes(session, "person_yes", {"from_person", "to_person", "answer", "at"});
  yes.row({key(sam), key(ali), "yes", at(Date(2026, 11, 9), 19)});
  yes.row({key(ali), key(sam), "yes", at(Date(2026, 11, 10), 20)});
  report("plans and wishes", rows + yes.done());
}

}  // namespace onepot::town::writing
