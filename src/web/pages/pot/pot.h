#pragma once
// What the pages about the pot's means share.
#include "onepot/pot/policy/clawback.h"
#include "onepot/web/page.h"

namespace onepot::web {

/// "8 weeks", "6 and a half weeks" as "6½ weeks", else the fraction.
std::string weeks_words(const Words& w, const Rational& weeks);
/// A table of a surplus worked out: each line a figure with what it means.
Html surplus_table(const Words& w, const pot::Assessed& assessed);
/// On the pot's own page: what waits there, and where to go on from it.
Html pot_ways_on(Page& p);

void add_savings_pages(std::vector<struct Route>& routes);
void add_means_pages(std::vector<struct Route>& routes);
void add_terms_pages(std::vector<struct Route>& routes);
void add_isf_pages(std::vector<struct Route>& routes);
void add_pot_finance_pages(std::vector<struct Route>& routes);
void add_ending_pages(std::vector<struct Route>& routes);

}  // namespace onepot::web
