#pragma once
// Each file of pages adds its routes here; app.cpp calls them in this order.
#include <vector>

#include "onepot/web/app.h"

namespace onepot::web {

void add_front_pages(std::vector<Route>& routes);      // signed out: home, what could I get, directory, library
void add_account_pages(std::vector<Route>& routes);    // sign in and out, join, words and print size
void add_person_pages(std::vector<Route>& routes);     // a person's own: today, needs, offer, pot, plan, visits, life
void add_sharing_pages(std::vector<Route>& routes);    // who is around me, consents, who looked
void add_club_pages(std::vector<Route>& routes);       // a home, people to share with, clubs, rooms, briefs
void add_provider_pages(std::vector<Route>& routes);   // a provider's own: listing, briefs, agreements, visits, payments
void add_support_pages(std::vector<Route>& routes);    // supporters and practitioners, with a person
void add_finance_pages(std::vector<Route>& routes);    // what is due, payment runs
void add_learning_pages(std::vector<Route>& routes);   // the evaluator's
void add_library_pages(std::vector<Route>& routes);    // innovations and adoption

}  // namespace onepot::web
