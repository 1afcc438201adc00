#pragma once
// A place's dated draw rules: which money pays first, tried out before it is dated, followed when money is drawn, and
// told to the person in the order of their own money. And where odd pennies of shared visits fall.
#include "onepot/place/pot/means.h"
#include "onepot/place/work.h"
#include "onepot/pot/draw_rule.h"
#include "onepot/pot/split.h"
#include "onepot/store/agreements.h"
#include "onepot/store/draw_rules.h"

namespace onepot::place {

/// Draws by the rule that the person's place has on that day, within what is lawful; without one, as the place's
/// savings rule orders the person's own contribution (draw_from_pot). Refused "missing-funds" exactly where no lawful
/// draw can pay.
Result<std::vector<pot::Drawn>> draw_for(store::Session& session, PersonId person, Pence amount,
                                         std::string_view purpose, Date day, Date today,
                                         Rules about_spending = Rules::not_asked);

/// The streams (codes) in the order in which the rule of the day uses them up; empty without a dated rule.
std::vector<std::string> draw_order_for(store::Session& session, PersonId person, Date day,
                                        const std::vector<std::string>& streams);

/// The dated rule that a place has on that day, with the order it comes to of all known streams. While there is one it
/// alone decides the order; the savings rules' own word on the person's contribution counts where there is none.
struct PlaceOrder {
  std::string rule;  ///< its name
  std::vector<std::string> streams;
};
std::optional<PlaceOrder> draw_order_of_place(store::Session& session, PlaceId place, Date day);

/// The place's rules, the newest first (see-finance).
std::vector<store::draw_rules::Rule> draw_rules(const Work& work);

struct TriedRule {
  pot::RuleDraw draw;
  std::vector<std::string> order;  ///< of all known streams
};
/// What a rule would draw from these balances (see-finance); nothing is kept. Refused as pot::read_draw_rule says, and
/// "missing-funds".
Result<TriedRule> try_draw_rule(const Work& work, std::string_view script, Pence amount, std::string_view purpose,
                                const std::vector<pot::Purse>& purses);

struct NewDrawRule {
  std::string name, script;
  std::optional<pot::Remainder> remainder;
  std::optional<Date> from;
};
/// Dates a rule (change-rules). It begins tomorrow at the earliest: what was drawn stays as it was drawn. Refused, each
/// with its field: "empty", "too-long", "not-a-rule", "no-choice", "too-early", "taken" (a rule begins that day
/// already).
Result<void> date_draw_rule(const Work& work, const NewDrawRule& rule);

/// Shares a visit's cost by the place's remainder rule of the day; what is carried is kept. Without a dated rule: the
/// largest remainder.
Result<std::vector<Pence>> share_visit(const Work& work, const store::agreements::Agreement& agreement,
                                       const std::vector<store::agreements::Share>& shares, VisitId visit, Pence amount,
                                       Date day);
/// Before a visit is taken away: what it carried is taken back.
void unshare_visit(const Work& work, const store::agreements::Agreement& agreement,
                   const std::vector<store::agreements::Share>& shares, VisitId visit);

}  // namespace onepot::place
