#pragma once
// Casual and regular clubs: people who share one thing now and then – a taxi on Tuesdays, a personal assistant on
// Fridays, a boat once a year.
//
// Whoever wants something says when it would do, how much of it they need (miles, hours) and the most they would pay
// each time. Whatever can be shared says when it comes, how many it takes, how long it lasts and what it costs. Groups
// are people who all said yes to each other, at a time that suits all, who can each pay their share. As many people as
// can be are served; then as much money as can be is left with them. As everywhere, a pair who must never meet
// (`apart`) only changes which groups exist, and nothing told to a person is moved by it.
#include <cstdint>
#include <string>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/rational.h"
#include "onepot/club/match.h"

namespace onepot::club {

/// A day something can happen: every week (0 = Monday … 6 = Sunday), or once on a date (its Date::number()).
struct Day {
  bool weekly = true;
  std::int64_t number = 0;
  auto operator<=>(const Day&) const = default;
};
Day every(int weekday_from_monday);
Day once(Date date);

/// Minutes from midnight, from < until ≤ 24 × 60.
struct Window {
  Day day;
  std::int64_t from = 0, until = 0;
  auto operator<=>(const Window&) const = default;
};

/// One person's wish to share one kind of thing. A person may have a wish for each of several purposes.
struct Wish {
  std::size_t person = 0;    ///< a number of the caller's, the same in all wishes of one person and in pairs
  std::string purpose;       ///< "taxi to town"
  std::vector<Window> when;  ///< any of these would do; a weekly one also does for a date that falls on its day
  Rational need;             ///< how much of it, in the thing's unit: miles, hours. Not negative
  Pence most;                ///< the most they would pay each time
};

/// Something that can be shared, each time it comes.
struct Shareable {
  std::string name, purpose;
  std::vector<Window> when;
  std::size_t seats = 4;         ///< how many it takes, 1 to 16
  std::int64_t minutes = 60;     ///< how long all must be there together
  std::int64_t times_a_day = 1;  ///< how many groups one after another or side by side on a day
  Pence fixed;                   ///< each time, however many come
  Pence each;                    ///< for each person, each time
  Pence rate;                    ///< for a unit of the largest need among those who come
};

enum class Splitting {
  by_what_each_adds,  ///< Shapley: the fixed part by heads, each slice of need by those who need it
  equally             ///< the whole cost by heads
};

struct GatherTerms {
  Splitting splitting = Splitting::by_what_each_adds;
  std::size_t size_min = 2;  ///< at least so many together
};

struct Gathered {
  std::vector<std::size_t> wishes;  ///< ascending
  std::size_t thing = 0;
  Window when;                      ///< the earliest time that suits all
  Pence cost;                       ///< of the whole
  std::vector<Pence> share, alone;  ///< in the order of `wishes`; alone: what the same would cost without the others
};

/// What stands in the way of a wish. Worked out as if no pair were kept apart.
enum class NotGathered {
  nothing_offered,  ///< nothing of that purpose comes when it would do for them
  nobody_suitable,  ///< nobody who wants it at such a time and said yes to them
  money,            ///< they and another would have to pay more than somebody said
  no_room           ///< it went to others this time
};
struct LeftOut {
  std::size_t wish = 0;
  NotGathered kind = NotGathered::nothing_offered;
  std::optional<Pence> more;  ///< money: so much more each time from them would do; absent where it would not
};

struct Gathering {
  std::vector<Gathered> groups;  ///< by purpose in the order of the wishes, then by first wish
  std::int64_t served = 0;       ///< wishes
  std::int64_t bound = 0;        ///< no lawful answer serves more, purpose after purpose
  bool optimal = false;          ///< served = bound
  std::vector<LeftOut> left_out;
};

/// Purposes are settled in the order of the wishes; somebody who is busy with one is not booked for another at the same
/// time. `together` and `apart` are pairs of people; where `together` is given only those may meet. Deterministic for a
/// seed and any number of threads, unless the time limit cuts it short.
Gathering gather(const std::vector<Wish>& wishes, const std::vector<Shareable>& things,
                 const std::optional<std::vector<Pair>>& together, const std::vector<Pair>& apart,
                 const GatherTerms& terms = {}, const Effort& effort = {});

/// What each of these wishes pays for the thing, summing to the cost; empty where it is beyond somebody's most. By what
/// each adds: nobody, and no part of them, pays more than it would cost apart.
std::vector<Pence> casual_shares(const std::vector<Wish>& wishes, const std::vector<std::size_t>& who,
                                 const Shareable& thing, Splitting splitting);
/// What it costs these wishes together.
Pence casual_cost(const std::vector<Wish>& wishes, const std::vector<std::size_t>& who, const Shareable& thing);

}  // namespace onepot::club
