#pragma once
// What the pages of steps share: who pays what, day by day, and why a step cannot be.
#include "onepot/place/together.h"
#include "onepot/web/app.h"

namespace onepot::web {

void add_step_pages(std::vector<Route>& routes);      // a step, as each who is asked sees it
void add_meeting_pages(std::vector<Route>& routes);   // people meet, for a home or for what they like
void add_life_pages(std::vector<Route>& routes);      // a club's life: who is away, joins, leaves; what next
void add_interest_pages(std::vector<Route>& routes);  // people who like the same
void add_outing_pages(std::vector<Route>& routes);    // things to do together
void add_demand_pages(std::vector<Route>& routes);    // what stands in the way, for oneself and for the place
void add_change_pages(std::vector<Route>& routes);    // what a club's step changes for its provider, who answers
void add_block_pages(std::vector<Route>& routes);     // what an organisation says against a meeting

/// "3 Mill Lane: a trial stay", "Bo would join": what a step is, in a few words.
std::string step_title(const Words& w, const store::steps::Step& step);
/// Where it stands: wait for an answer by a day, agreed, stopped, lapsed.
std::string step_state(const Words& w, const store::steps::Step& step, Date today);
/// One table a stretch of days: each one's rent and support, and beside them what each pays now.
Html stretch_tables(const Words& w, const std::vector<place::Stretch>& then, const std::vector<place::Stretch>& now);
/// Hours a week by stretch of days, and what they were before.
Html hours_table(const Words& w, const store::agreement_changes::Change& change);
/// What stands against it, with reason, basis and review date; nothing where nothing does.
Html blocks_inset(const Words& w, const std::vector<place::Block>& blocks);
/// What stands between the person who looks and whomever: why a home cannot be looked for with them.
Html my_blocks(Page& p);
/// The page for what cannot be done any more.
Answer step_refused(Page& p, const Refusal& refusal, const std::string& back);
/// "When" of a step: one day with its time, or days from and until.
std::string step_when(const Words& w, const store::steps::Step& step);
/// A list of links to steps, each with where it stands.
Html step_list(const Words& w, const std::vector<store::steps::Step>& steps, Date today);

}  // namespace onepot::web
