#pragma once
// Each file of pages adds its routes here; app.cpp calls them in this order.
#include <vector>

#include "onepot/place/listing.h"
#include "onepot/store/providers.h"
#include "onepot/web/app.h"

namespace onepot::web {

void add_front_pages(std::vector<Route>& routes);       // signed out: home, what could I get, directory, library
void add_directory_pages(std::vector<Route>& routes);   // what can be bought here, for anyone
void add_account_pages(std::vector<Route>& routes);     // sign in and out, join, words and print size
void add_person_pages(std::vector<Route>& routes);      // a person's own: today, needs, offer, pot, plan, visits, life
void add_plan_pages(std::vector<Route>& routes);        // "I" sentences, and what others suggest
void add_sharing_pages(std::vector<Route>& routes);     // who is around me, consents, who looked
void add_club_pages(std::vector<Route>& routes);        // a home, people to share with, clubs, rooms, briefs
void add_provider_pages(std::vector<Route>& routes);    // a provider joins; its own listing, offerings, bank details
void add_brief_pages(std::vector<Route>& routes);       // "I want…": briefs, offers, the choice, agreements
void add_visit_pages(std::vector<Route>& routes);       // a provider records visits; the person says yes to each
void add_support_pages(std::vector<Route>& routes);     // supporters and practitioners, with a person
void add_savings_pages(std::vector<Route>& routes);     // means of holding, conditions, funding, clawback, ending
void add_finance_pages(std::vector<Route>& routes);     // what is due, payment runs, what the bank sent back
void add_learning_pages(std::vector<Route>& routes);    // the evaluator's
void add_library_pages(std::vector<Route>& routes);     // innovations and adoption
void add_evaluation_pages(std::vector<Route>& routes);  // the evaluator's workspace
void add_evaluation_result_pages(std::vector<Route>& routes);  // called by add_evaluation_pages
void add_publishing_pages(std::vector<Route>& routes);         // called by add_evaluation_pages: tables, extracts
void add_told_pages(std::vector<Route>& routes);               // called by add_evaluation_pages: life events, stories

void add_statement_pages(std::vector<Route>& routes);         // a person's statement, to read and to print
void add_books_pages(std::vector<Route>& routes);             // the place's books as spreadsheets
void add_rule_pages(std::vector<Route>& routes);              // rules about spending, and challenges to them
void add_own_money_pages(std::vector<Route>& routes);         // private money, which only the person sees
void add_private_customer_pages(std::vector<Route>& routes);  // called by add_own_money_pages: the provider's side
void add_review_pages(std::vector<Route>& routes);            // light-touch review by exception
void add_move_in_pages(std::vector<Route>& routes);           // bringing a place's records in; coming to one's own
void add_book_rules_pages(std::vector<Route>& routes);        // closed months, and how far an account may go
/// A file to keep: an Excel workbook, or CSV.
http::Response attachment(std::string bytes, bool xlsx, const std::string& name);

void add_linked_cost_pages(std::vector<Route>& routes);    // called by add_support_pages: what care has cost
void add_approval_pages(std::vector<Route>& routes);       // called by add_visit_pages
void add_invoice_pages(std::vector<Route>& routes);        // called by add_visit_pages: invoices, the same as last week
void add_worker_pages(std::vector<Route>& routes);         // called by add_visit_pages: hours for a payroll bureau
void add_bank_pages(std::vector<Route>& routes);           // called by add_finance_pages: returns, statements, weights
void add_remittance_pages(std::vector<Route>& routes);     // called by add_finance_pages
void add_scoring_pages(std::vector<Route>& routes);        // called by add_evaluation_pages: value sets
void add_newness_pages(std::vector<Route>& routes);        // called by add_provider_pages: what is new about it
void add_join_provider_pages(std::vector<Route>& routes);  // called by add_provider_pages
/// Inputs category (with what others call theirs as suggestions), words, day-rate, night-rate.
Html offering_inputs(const Visit& v, const std::vector<std::string>& known);
/// What was typed in them; adds to the visit's errors what is wrong.
std::optional<place::NewOffering> typed_offering(Visit& v);
/// What a provider says is new about it, for the same; nothing where it says nothing.
Html newness_as_others_see_it(const Page& page, place::ProviderId provider);
/// A provider's listing, for its public page and for its own.
Html listing_as_others_see_it(const Page& page, const store::providers::Provider& provider);

}  // namespace onepot::web
