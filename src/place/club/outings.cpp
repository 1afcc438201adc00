#include "onepot/place/outings.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/buy/brief.h"
#include "onepot/club/casual.h"
#include "onepot/place/blocks.h"
#include "onepot/place/interests.h"
#include "onepot/place/promises.h"
#include "onepot/store/accounts.h"
#include "onepot/store/briefs.h"

namespace onepot::place {
namespace {

namespace outings = store::outings;
using outings::Going;
using outings::Outing;

constexpr std::int64_t nearby_metres = 10'000, most_seats = 8, longest_minutes = 24 * 60, furthest_first_days = 366;
constexpr Pence no_limit(1'000'000'000);  // what somebody can pay is asked of their pot, not of the division

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

tl::unexpected<Refusal> outing_gone() {
  return refuse("gone", "This is not open any more.");
}

/// Times in four weeks, as a rate: what a month of it costs is planned by it.
Rational times_in_four_weeks(std::string_view rhythm) {
  if (rhythm == "week") return Rational(4);
  if (rhythm == "month") return Rational(12, 13);
  return rhythm == "year" ? Rational(1, 13) : Rational(1);
}

/// What each pays of one time, by the club room. Equal parts, or by how far each goes: who goes further pays for the
/// last miles alone.
std::vector<Pence> shares_of(const Outing& outing, const std::vector<Pence>& alone) {
  const bool equal = outing.rule != "distance";
  club::Shareable thing;
  thing.seats = alone.size();
  if (equal)
    thing.fixed = outing.cost;
  else
    thing.rate = Pence(1);  // need is counted in pence: what the way would cost alone
  std::vector<club::Wish> wishes;
  std::vector<std::size_t> who;
  for (const Pence one : alone) {
    who.push_back(wishes.size());
    club::Wish wish;
    wish.person = wishes.size();
    wish.need = equal ? Rational(0) : Rational(one.count());
    wish.most = no_limit;
    wishes.push_back(std::move(wish));
  }
  return club::casual_shares(wishes, who, thing, equal ? club::Splitting::equally : club::Splitting::by_what_each_adds);
}

std::vector<Going> who_goes(const std::vector<Going>& all) {
  std::vector<Going> out;
  for (const auto& g : all)
    if (g.yes_up_to) out.push_back(g);
  return out;
}

bool is_open_to_me(const Work& work, const Outing& outing) {
  const auto mine = store::interests::hello(work.session, work.person());
  if (!mine || !mine->open) return false;
  const auto same = [&](const std::string& i) { return lower_case(i) == lower_case(outing.interest); };
  return std::ranges::any_of(mine->interests, same);
}

/// What the person may see: their own, or one near them that is shown to them.
Result<std::pair<Outing, std::vector<Going>>> outing_seen(const Work& work, std::string_view ref) {
  auto outing = outings::by_ref(work.session, ref);
  if (!outing) return outing_gone();
  auto going = outings::going(work.session, outing->id);
  if (std::ranges::find(going, work.person(), &Going::person) == going.end()) {
    const auto near = outings::near(work.session, work.person(), nearby_metres);
    if (std::ranges::find(near, ref, &Outing::ref) == near.end() || !is_open_to_me(work, *outing)) return outing_gone();
  }
  return std::pair(*std::move(outing), std::move(going));
}

/// One in which the person is, held until the end of the transaction.
Result<std::pair<Outing, std::vector<Going>>> outing_of_mine(const Work& work, std::string_view ref) {
  auto outing = outings::by_ref(work.session, ref);
  if (!outing || outing->ended) return outing_gone();
  outings::hold(work.session, outing->id);
  auto going = outings::going(work.session, outing->id);
  if (std::ranges::find(going, work.person(), &Going::person) == going.end()) return outing_gone();
  return std::pair(*std::move(outing), std::move(going));
}

}  // namespace

Result<std::string> propose_outing(const Work& work, const NewOuting& asked) {
  work.only_for({"change-own"});
  const auto one_of = [](std::string_view value, std::initializer_list<std::string_view> all) {
    return std::ranges::find(all, value) != all.end();
  };
  outings::NewOuting made;
  made.title = trim(asked.title);
  made.words = trim(asked.words);
  made.interest = trim(asked.interest);
  made.category = trim(asked.category);
  if (made.title.empty() || made.title.size() > 80) return refuse("title", "Say what it is in a few words");
  if (made.words.size() > 600) return refuse("words", "Make it shorter");
  if (made.interest.empty() || made.interest.size() > 40) return refuse("interest", "Choose one interest");
  if (made.category.empty() || made.category.size() > 40) return refuse("category", "Choose a kind");
  if (!one_of(asked.rhythm, {"week", "month", "year", "once"})) return refuse("rhythm", "Choose how often");
  if (!one_of(asked.rule, {"equal", "distance"})) return refuse("rule", "Choose how the cost is shared");
  if (asked.first <= work.today() || asked.first > work.today() + furthest_first_days)
    return refuse("first", "Choose a day to come, within a year");
  if (asked.minutes < 15 || asked.minutes > longest_minutes) return refuse("minutes", "Say how long it lasts");
  if (asked.seats < 2 || asked.seats > most_seats) return refuse("seats", "Two to eight people");
  const bool equal = asked.rule == "equal";
  if (equal && (asked.cost < Pence() || asked.cost > Pence(1'000'000))) return refuse("cost", "Say what it costs");
  if (!equal && (asked.alone <= Pence() || asked.alone > Pence(100'000)))
    return refuse("alone", "Say what it would cost you alone");
  const auto me = store::accounts::person(work.session, work.person());
  made.ref = work.new_ref();
  made.place = me->place;
  made.area = me->area;
  made.by = work.person();
  made.rhythm = asked.rhythm;
  made.rule = asked.rule;
  made.first = asked.first;
  made.start_minute = asked.start_minute;
  made.minutes = asked.minutes;
  made.seats = asked.seats;
  made.cost = equal ? asked.cost : asked.alone;
  const auto id = outings::add(work.session, made, work.now());
  const Pence alone = equal ? asked.cost : asked.alone;
  outings::ask(work.session, id, work.person(), alone, work.now());
  outings::set_yes(work.session, id, work.person(), alone, work.now());
  work.audit("outing:" + made.ref, work.person(), "proposed");
  return made.ref;
}

OutingsView see_outings(const Work& work) {
  work.only_for({"see-own", "change-own"});
  OutingsView out;
  out.mine = outings::of_person(work.session, work.person());
  const auto mine = store::interests::hello(work.session, work.person());
  out.open = mine && mine->open;
  for (auto& one : outings::near(work.session, work.person(), nearby_metres))
    if (is_open_to_me(work, one)) out.others.push_back(std::move(one));
  return out;
}

Result<OutingView> see_outing(const Work& work, std::string_view ref, std::optional<Pence> alone) {
  work.only_for({"see-own", "change-own"});
  ONEPOT_TRY(auto seen, outing_seen(work, ref));
  OutingView view;
  view.outing = std::move(seen.first);
  auto going = who_goes(seen.second);
  const auto self = std::ranges::find(seen.second, work.person(), &Going::person);
  view.in = self != seen.second.end() && self->yes_up_to.has_value();
  view.asked = self != seen.second.end() && !view.in;
  view.proposer = view.outing.by == work.person();
  view.full = std::ssize(going) >= view.outing.seats;
  if (view.proposer)
    for (const auto& g : seen.second)
      if (!g.yes_up_to) view.waiting.push_back(g);
  if (!view.in) {
    Going me{work.person(), "", store::accounts::person(work.session, work.person())->known_as, {}, std::nullopt};
    me.alone = view.asked ? self->alone : alone.value_or(view.outing.cost);
    going.push_back(std::move(me));
  }
  std::vector<Pence> each;
  for (const auto& g : going) each.push_back(g.alone);
  const auto shares = shares_of(view.outing, each);
  view.confirmed = view.in;
  for (std::size_t i = 0; i < going.size(); ++i) {
    const auto& g = going[i];
    const bool yes = g.yes_up_to && *g.yes_up_to >= shares[i];
    view.shares.push_back({g.ref, g.known_as, shares[i], g.alone, g.person == work.person(), yes});
    view.confirmed = view.confirmed && yes;
    if (g.person == work.person()) view.mine = shares[i];
  }
  view.confirmed = view.confirmed && going.size() > 1;
  view.month = times(view.mine, times_in_four_weeks(view.outing.rhythm), Rounding::ceiling);
  view.available = available_to(work.session, work.person(), view.outing.category, work.today());
  view.fits = view.month <= view.available;
  view.next = next_time(view.outing, work.today() + 1);
  if (view.in) view.briefs = store::briefs::of_outing(work.session, view.outing.id);
  return view;
}

Result<void> ask_to_come(const Work& work, std::string_view ref, Pence alone) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto seen, outing_seen(work, ref));
  const auto& outing = seen.first;
  if (outing.ended) return outing_gone();
  outings::hold(work.session, outing.id);
  if (std::ssize(who_goes(seen.second)) >= outing.seats) return refuse("full", "There is no seat left");
  if (outing.rule == "distance" && (alone <= Pence() || alone > Pence(100'000)))
    return refuse("alone", "Say what it would cost you alone");
  std::vector<PersonId> people{work.person()};
  for (const auto& g : seen.second) people.push_back(g.person);
  if (!blocks_between(work.session, people, work.today()).empty())
    return refuse("blocked", "An organisation stands against this. Read why, and what you can do.");
  const Pence mine = outing.rule == "distance" ? alone : outing.cost;
  if (!outings::ask(work.session, outing.id, work.person(), mine, work.now()))
    return refuse("taken", "You have asked already");
  work.audit("outing:" + outing.ref, work.person(), "asked");
  return {};
}

Result<void> answer_companion(const Work& work, std::string_view ref, std::string_view person_ref,
                              std::string_view answer) {
  work.only_for({"change-own"});
  if (answer != "yes" && answer != "not-now") return refuse("answer", "Choose one of the answers");
  ONEPOT_TRY(const auto mine, outing_of_mine(work, ref));
  const auto& [outing, all] = mine;
  const auto one = std::ranges::find(all, person_ref, &Going::ref);
  if (outing.by != work.person() || one == all.end() || one->yes_up_to) return outing_gone();
  if (answer == "not-now") {
    outings::leave(work.session, outing.id, one->person, work.now());
    work.audit("outing:" + outing.ref, work.person(), "not now");
    return {};
  }
  auto going = who_goes(all);
  if (std::ssize(going) >= outing.seats) return refuse("full", "There is no seat left");
  going.push_back(*one);
  std::vector<Pence> alone;
  for (const auto& g : going) alone.push_back(g.alone);
  // They asked knowing what it would cost them with those who were going then; more people never make it dearer.
  outings::set_yes(work.session, outing.id, one->person, shares_of(outing, alone).back(), work.now());
  work.audit("outing:" + outing.ref, work.person(), "yes to company");
  return {};
}

Result<void> say_yes_to_share(const Work& work, std::string_view ref, Pence share) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto mine, outing_of_mine(work, ref));
  ONEPOT_TRY(const auto view, see_outing(work, ref));
  if (!view.in) return outing_gone();
  if (view.mine != share) return refuse("changed", "The sums have changed since you looked.");
  if (!view.fits) return refuse("not-enough", "Your pot does not carry this for four weeks.");
  outings::set_yes(work.session, mine.first.id, work.person(), share, work.now());
  work.audit("outing:" + mine.first.ref, work.person(), "yes");
  return {};
}

Result<void> leave_outing(const Work& work, std::string_view ref) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto mine, outing_of_mine(work, ref));
  const auto& [outing, all] = mine;
  outings::leave(work.session, outing.id, work.person(), work.now());
  const auto going = who_goes(outings::going(work.session, outing.id));
  if (going.empty())
    outings::end(work.session, outing.id, work.now());
  else if (outing.by == work.person())
    outings::hand_over(work.session, outing.id, going.front().person);
  work.audit("outing:" + outing.ref, work.person(), "left");
  return {};
}

std::optional<Date> next_time(const Outing& outing, Date day) {
  if (day <= outing.first) return outing.first;
  if (outing.rhythm == "once") return std::nullopt;
  if (outing.rhythm == "week") return day + (7 - (day - outing.first) % 7) % 7;
  const int step = outing.rhythm == "year" ? 12 : 1;
  int months = step;  // counted from the first time: the 31st is the 31st again where there is one
  while (add_months(outing.first, months) < day) months += step;
  return add_months(outing.first, months);
}

Result<std::string> ask_for_offers(const Work& work, std::string_view ref) {
  work.only_for({"change-own"});
  ONEPOT_TRY(const auto mine, outing_of_mine(work, ref));
  ONEPOT_TRY(const auto view, see_outing(work, ref));
  const auto& outing = mine.first;
  if (!view.in || !view.confirmed) return refuse("not-confirmed", "First everybody says yes to their part.");
  if (!view.next) return refuse("past", "This was once, and is over.");
  const bool weekly = outing.rhythm == "week";
  std::vector<std::pair<PersonId, Pence>> parts;
  std::vector<PersonId> people;
  const auto going = who_goes(mine.second);
  for (std::size_t i = 0; i < going.size(); ++i) {
    parts.emplace_back(going[i].person, view.shares[i].share);
    people.push_back(going[i].person);
  }
  for (const auto& before : view.briefs) {
    if (before.status == "withdrawn" || (!weekly && before.from != *view.next)) continue;
    std::vector<PersonId> theirs;
    for (const auto& m : store::briefs::behind(work.session, before)) theirs.push_back(m.person);
    if (std::ranges::is_permutation(theirs, people)) return before.ref;
    if (before.status == "open") store::briefs::withdraw(work.session, before.id);  // others go now
  }
  store::briefs::NewBrief made;
  made.ref = work.new_ref();
  made.place = outing.place;
  made.area = outing.area;
  made.club = outings::make_club(work.session, outing, work.new_ref(), parts, work.now());
  made.by = work.actor().account;
  made.words = outing.words.empty() ? outing.title : outing.title + ". " + outing.words;
  made.category = outing.category;
  made.day = Hours::minutes(outing.minutes);
  made.from = *view.next;
  if (!weekly) made.until = made.from + 6;  // a week in which it is worked once: its hours, and no more, are promised
  made.outing = outing.id;
  store::briefs::add(work.session, made, work.now());
  work.audit("brief:" + made.ref, work.person(), "of an outing");
  return made.ref;
}

}  // namespace onepot::place
