#pragma once
// The conditions of each stream of a pot, and how it is held: by the person, by a provider as an individual service
// fund, or by the council or NHS; some each way where a pot is mixed. A person switches on their own page, from a day
// they choose; nothing that is in the pot or promised out of it is lost by it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/pot/draw.h"
#include "onepot/store/pot/conditions.h"

namespace onepot::place {

struct StreamMeans {
  store::conditions::Version now;                   ///< in force, or the next one where none is yet
  std::vector<store::conditions::Version> to_come;  ///< accepted, with a day that has not come
  std::vector<store::conditions::Version> waiting;  ///< proposed: the person has not answered
  std::vector<store::conditions::Version> before;   ///< the newest first
  Pence balance, committed;
};
struct MeansView {
  bool employs = false;
  std::vector<StreamMeans> streams;
  std::vector<store::conditions::SetAside> set_aside;
};
/// For the person and whom they let see the pot (see-own, change-own, see-pot, set-conditions); empty without a pot.
MeansView see_means(const Work& work);

struct Switch {
  std::string stream;
  pot::Holding holding = pot::Holding::notional;
  std::string holder_ref;  ///< of an individual service fund
};
struct SwitchPlan {
  Date from;
  bool employs = false;
  std::vector<Switch> streams;
};
/// What would be otherwise from the day: one for each stream that changes.
struct Change {
  std::string stream_code, stream_name;
  pot::Holding before, after;
  std::string holder_before, holder_after;
  Pence stays, promised;  ///< in the stream today: both go along
};
struct SwitchPreview {
  std::vector<Change> changes;
  bool employs_before = false, employs_after = false;
};
/// Refused "no-pot", "bad-day" (before today, or more than a year on), "no-holder", "bad-holding", "nothing-changes";
/// where.column is the field.
Result<SwitchPreview> preview_switch(const Work& work, const SwitchPlan& plan);
/// The same, done (change-own).
Result<void> switch_holding(const Work& work, const SwitchPlan& plan);

struct NewTerms {
  std::string stream;
  Date from;
  std::optional<Date> until;
  Pence week, contribution;
  pot::Payment payment = pot::Payment::net;
  std::string purposes, why;
};
/// A practitioner proposes other terms for a stream from a day to come (set-conditions). Refused "no-stream",
/// "bad-day", "bad-amount", "bad-purposes", "no-reason"; where.column is the field.
Result<void> propose_terms(const Work& work, const NewTerms& terms);
/// The person's own answer (change-own). Refused "taken".
Result<void> answer_terms(const Work& work, std::string_view stream, std::int64_t version, bool yes);

/// Whether the rules about spending (onepot/place/rules.h) say which streams may pay: for what is bought anew.
enum class Rules { asked, not_asked };
/// Draws a payment on the streams of a person's pot, their own contribution in the order of the place's rule.
Result<std::vector<pot::Drawn>> draw_from_pot(store::Session& session, PersonId person, Pence amount,
                                              std::string_view purpose, Date day, Date today,
                                              Rules about_spending = Rules::not_asked);
/// How the pot is held as a whole on a day.
std::string holding_of(const std::vector<store::conditions::Version>& versions, Date day);
/// Where a switch's day has come, the pot's free money is held the new way in the books from now on: a transfer from
/// the pot to itself. Part of the daily round; doing it again does nothing.
Result<void> settle_switches(store::Session& session, PersonId person, Date today);

}  // namespace onepot::place
