#pragma once
// What the pages of a home and of a club share.
#include "onepot/place/clubs.h"
#include "onepot/place/meeting.h"
#include "onepot/web/app.h"

namespace onepot::web {

void add_living_pages(std::vector<Route>& routes);  // a wish, and whether it can be paid for alone
void add_meet_pages(std::vector<Route>& routes);    // people who look too
void add_rooms_pages(std::vector<Route>& routes);   // what each room is worth

/// "step-free" → "Step-free: no steps at the door", or the word itself where the place uses one of its own.
std::string feature_words(const Words& w, std::string_view feature);
/// Where a club stands, in a sentence for somebody in it.
std::string club_status_words(const Words& w, const store::clubs::Club& club);
/// Clubs and what they wait for, each a card.
Html club_cards(const Visit& v, const std::vector<store::clubs::Club>& clubs);
/// A club's life: what is before it now, and the ways on.
Html club_life(Page& p, const store::clubs::Club& club);
/// A button that looks for a home together.
Html find_button(const Visit& v);

}  // namespace onepot::web
