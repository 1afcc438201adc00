#pragma once
// Steps that people take together, each by their own yes: a meeting, a trial stay, somebody away, joining, leaving. A
// step that is not answered by its date comes to nothing by itself; whoever is asked may stop it without saying why.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/blocks.h"
#include "onepot/place/changes.h"
#include "onepot/place/price_book.h"
#include "onepot/place/work.h"
#include "onepot/store/agreement_changes.h"
#include "onepot/store/steps.h"

namespace onepot::place {

inline constexpr std::int64_t days_to_answer = 14;  ///< unless the day itself comes before
inline constexpr std::int64_t least_notice_days = 28;

/// Everything the person is asked about or took part in, the newest first (see-own).
std::vector<store::steps::Step> see_steps(const Work& work);
/// Something waits for this person's answer (see-own).
bool step_waits(const Work& work);

struct StepView {
  store::steps::Step step;
  std::vector<store::steps::Asked> people;
  std::size_t me = 0;              ///< index among the people
  std::vector<Stretch> now, then;  ///< what each pays, as things are and as they would be; of a club's change
  std::string sums;                ///< digest of those sums: what a yes is said to
  std::size_t yeses = 0;           ///< those that count
  bool i_said_yes = false, can_answer = false, can_stop = false, can_say_after = false;
  bool money_short = false;                     ///< somebody's money would not carry it
  std::vector<store::door::Around> supporters;  ///< of mine
  Pence my_available, my_promised;              ///< of one who leaves: what stays theirs
  std::vector<Block> blocks;                    ///< what an organisation says against it, with its reason
  std::vector<store::agreement_changes::Change> with_providers;  ///< what providers were asked or told, in order
  std::vector<std::string> would_ask, would_tell;                ///< while it is open: providers, by name
};
/// see-own, change-own. Refused "gone" where the person is not asked in it.
Result<StepView> see_step(const Work& work, std::string_view ref, const PriceBook& book);

struct NewMeeting {
  std::vector<std::string> people;  ///< refs
  Date day;
  std::int64_t start_minute = 0;
  std::string where, words;
};
/// change-own. Everybody must have said yes to everybody (for a home, or by interest); no pair tells whether it is a
/// yes that lacks or a never that stands. Refused "people", "day" (past, or over a year ahead), "where", "words"
/// (too long), "blocked". Gives the step's ref.
Result<std::string> propose_meeting(const Work& work, const NewMeeting& asked);

struct NewTrial {
  Date from, until;
  std::string pays;  ///< each | nobody
  std::string words;
};
/// change-club. Each one's part of the rent for those nights is worked out now. Refused "taken" (the club has ended),
/// "day", "pays", "words".
Result<std::string> propose_trial(const Work& work, const NewTrial& asked);

struct NewAbsence {
  std::string person;  ///< ref of a member
  Date from, until;
};
/// change-club: everybody's yes, the one's who is away too. Refused "person", "day", "taken" (no agreement yet).
Result<std::string> propose_absence(const Work& work, const NewAbsence& asked, const PriceBook& book);

/// Somebody who could join: both said yes with everybody in the club, and they are looking still.
struct Candidate {
  std::string ref, known_as;
  std::vector<Stretch> then;  ///< from a month on; empty where it does not work
  std::string why_not;        ///< no-room | needs
};
/// Another home for the same people.
struct OtherHome {
  store::clubs::Home home;
  Pence week_now, week_then;  ///< of the person who asks
  bool everybody_can_pay = false;
};
struct WhatNext {
  store::clubs::Club club;
  std::vector<Candidate> could_join;
  std::vector<OtherHome> homes;  ///< that suit everybody; those everybody can pay first, then the cheapest
  std::optional<Date> after;     ///< somebody leaves: the first day without them
};
/// see-club: the club matched anew from where it stands, with whoever stays.
Result<WhatNext> see_what_next(const Work& work, const PriceBook& book);
/// change-club. Refused "person" (cannot be seen any more), "day", "no-room", "needs", "blocked".
Result<std::string> propose_join(const Work& work, std::string_view person_ref, Date from, const PriceBook& book);
/// change-club: these people at another home, as a new club in which everybody says what its rooms are worth and yes;
/// the home they have stays theirs until then. Refused "gone" where it cannot be had. Gives the club's ref.
Result<std::string> propose_home(const Work& work, std::string_view home_ref, const PriceBook& book);

/// The first day that notice given now could be the last, by the longest notice of the club's agreements.
Date earliest_last_day(const Work& work, const store::clubs::Club& club);
/// change-club: a step that only the person themself is asked in, so that they see what it costs before anybody hears
/// of it. Refused "day" (before the notice is over), "taken".
Result<std::string> prepare_leaving(const Work& work, Date last_day);

/// `asked_provider`: every person has said yes, and a provider's yes to other hours is waited for.
enum class StepSaid { waiting, asked_provider, agreed };
/// change-own. `sums` is what was seen: refused "changed" where it is another by now; "taken" where the step is not
/// open (any more); "blocked"; "not-enough" where somebody's money does not carry it; "no-room".
Result<StepSaid> say_yes_to_step(const Work& work, std::string_view ref, std::string_view sums, const PriceBook& book);
/// change-own: no, or not after all. Of a change that was agreed only the one whom it is about may stop it. Refused
/// "taken".
Result<void> stop_step(const Work& work, std::string_view ref, const PriceBook& book);
/// change-own: whom the person would like beside them; empty for nobody. Refused "supporter".
Result<void> choose_alongside(const Work& work, std::string_view ref, std::string_view account_ref);
/// change-own: how it was. `seen` is me or all. Refused "words", "taken" (it has not been yet).
Result<void> say_how_it_was(const Work& work, std::string_view ref, std::string_view words, std::string_view seen);

/// own-provider: what clubs asked or told this provider, the newest first.
std::vector<store::agreement_changes::Change> see_changes(const Work& work);
/// own-provider: whether something waits for an answer.
bool change_waits(const Work& work);
/// own-provider: yes or no to other hours. The last yes of several providers carries the step out; a no ends it, and
/// the people read the words. Refused "gone", "taken" (over or answered), "changed" (the club's sums are others by
/// now), "blocked", "not-enough", "words" (too long).
Result<StepSaid> answer_change(const Work& work, std::string_view change_ref, bool yes, std::string_view words,
                               const PriceBook& book);

/// see-supported: meetings and stays at which somebody would like this supporter.
std::vector<store::steps::Alongside> see_alongside(const Work& work);

/// see-club: the club's steps with their dates, the newest first; of one who only prepares to leave nobody else sees.
std::vector<store::steps::Step> see_history(const Work& work);

}  // namespace onepot::place
