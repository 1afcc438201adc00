#pragma once
// Casual and regular clubs: a taxi on Tuesdays, a personal assistant on Fridays, a boat once a year. Whoever is open to
// others by an interest sees what is proposed near them; the proposer and the one who comes both say yes; the cost is
// divided by the club room; anybody leaves at any time.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/briefs.h"
#include "onepot/store/outings.h"

namespace onepot::place {

struct NewOuting {
  std::string title, words, interest, category, rhythm, rule;
  Date first;
  std::int64_t start_minute = 0;
  std::int64_t minutes = 0, seats = 0;
  Pence cost;   ///< of one time for all (rule equal)
  Pence alone;  ///< what one time would cost the proposer alone (rule distance)
};
/// change-own. Refused with the field: "title", "interest", "category", "rhythm", "rule", "first", "minutes", "seats",
/// "cost", "alone", "words".
Result<std::string> propose_outing(const Work& work, const NewOuting& asked);

struct OutingShare {
  std::string ref, known_as;
  Pence share, alone;  ///< of one time
  bool me = false;
  bool said_yes = false;  ///< to this share or a dearer one
};
struct OutingView {
  store::outings::Outing outing;
  bool in = false, asked = false, proposer = false;  ///< mine: in it; asked and not answered; I proposed it
  std::vector<OutingShare> shares;                   ///< of those in it; as it would be with me where I am not
  std::vector<store::outings::Going> waiting;        ///< for the proposer: who would come along
  bool full = false, confirmed = false;              ///< everybody in it has said yes to their share
  Pence mine, month;                                 ///< my share of one time, and of four weeks
  Pence available;                                   ///< of mine, for this
  std::optional<Date> next;                          ///< the next time; nothing where it was once and is past
  std::vector<store::briefs::Brief> briefs;          ///< asked for by those who go, the newest first; to those in it
  bool fits = false;
};
/// see-own, change-own. `alone` is what it would cost me alone, where I am not in it and the rule asks for it. Refused
/// "gone" where it cannot be seen (any more): the same words whatever the cause.
Result<OutingView> see_outing(const Work& work, std::string_view ref, std::optional<Pence> alone = {});
struct OutingsView {
  std::vector<store::outings::Outing> mine, others;
  bool open = false;  ///< I am open to others: else nobody's are shown
};
OutingsView see_outings(const Work& work);

/// change-own: I would come along. Refused "gone", "taken" (in it already), "full", "alone".
Result<void> ask_to_come(const Work& work, std::string_view ref, Pence alone);
/// change-own, the proposer: yes or not-now to somebody who would come; the shares are then divided among all. A no is
/// told to nobody. Refused "gone", "full", "answer".
Result<void> answer_companion(const Work& work, std::string_view ref, std::string_view person_ref,
                              std::string_view answer);
/// change-own: yes to my share as it is now. Refused "gone", "changed", "not-enough" (the pot does not carry four
/// weeks).
Result<void> say_yes_to_share(const Work& work, std::string_view ref, Pence share);
/// change-own. Who proposed it and leaves hands it to whoever came next; the last one ends it. Refused "gone".
Result<void> leave_outing(const Work& work, std::string_view ref);
/// The first time on or after `day`: every week on its weekday; every month or year on its day of the month, or the
/// last there is.
std::optional<Date> next_time(const store::outings::Outing& outing, Date day);
/// change-own: those who go ask for offers together: for every week, or for the next time of what happens more rarely.
/// Each one's yes to an offer promises their part out of their pot. Asked before by the same people and open or chosen
/// still: the same brief. Gives its ref. Refused "gone", "not-confirmed", "past" (it was once, and is over).
Result<std::string> ask_for_offers(const Work& work, std::string_view ref);

}  // namespace onepot::place
