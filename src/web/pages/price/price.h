#pragma once
// What the pages of prices share.
#include "onepot/place/workbench.h"
#include "onepot/store/needs.h"
#include "onepot/store/price_books.h"
#include "onepot/web/app.h"
#include "onepot/web/page.h"

namespace onepot::web {

/// What a person's care has cost, on the practitioner's page of prices: with its workings and a form to offer it.
Html linked_section(Page& page, const std::string& name);
/// An offer made from it, in words for the person.
Html linked_offer_words(const Visit& visit, const store::needs::BudgetOffer& offer);
/// An upload of a table from a finance officer: its bytes, or nothing and a sentence beside the field. Five million
/// bytes at most.
const http::File* uploaded(Page& page, const std::string& field);
/// What is wrong with a file, line by line: the first twenty and a count of the rest. Empty where nothing is.
Html refusals_list(const Words& w, const Refusals& refusals);
/// A paragraph that is one link.
Html link_line(std::string_view href, std::string_view words);

void add_linked_cost_pages(std::vector<Route>& routes);
void add_care_record_pages(std::vector<Route>& routes);
void add_currency_pages(std::vector<Route>& routes);
void add_tariff_pages(std::vector<Route>& routes);
void add_activity_plan_pages(std::vector<Route>& routes);
/// The page of a plan, with what is wrong with a file that was sent.
Html plan_content(Page& page, const store::price_books::Plan& plan, const Refusals& refusals);
/// On it: who its providers are and what of it is due, with the buttons that say so.
Html paying_section(Page& page, const store::price_books::Plan& plan);
/// "2026-04" or "Run 3".
std::string part_words(const Words& w, const std::string& what);
void add_plan_paying_pages(std::vector<Route>& routes);
void add_compare_pages(std::vector<Route>& routes);
/// Beside another tariff of activity: which, what was done, and a block contract.
Html compare_form(Page& page, const place::ShownTariff& tariff);
/// Where a currency or tariff is on its way from draft to ended, and the form for its next step; `base` is its page.
Html steps_of(Page& page, const store::price_books::Book& book, const std::string& base);
/// Takes what was typed in that form. `again` is the page once more, with what is wrong.
Answer take_step(Page& page, const std::string& ref, const std::string& base, Answer (*again)(Page&, bool));

}  // namespace onepot::web
