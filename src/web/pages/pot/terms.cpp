// Where the money comes from and on which conditions, what came in and what the person pays of it; a practitioner
// proposes other terms, and the person answers.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/place/pot/funding.h"
#include "onepot/place/pot/means.h"
#include "onepot/store/accounts.h"
#include "onepot/web/pieces.h"
#include "pot.h"

namespace onepot::web {
namespace {

constexpr std::size_t periods_shown = 26;

std::string purposes_words(const Words& w, const std::vector<std::string>& purposes) {
  if (purposes.empty() || purposes.front() == "*") return w("terms.anything");
  std::vector<std::string> words;
  for (const auto& one : purposes) words.push_back(category_words(one));
  return and_list(words);
}

govuk::SummaryList terms_list(const Words& w, const store::conditions::Version& v) {
  govuk::SummaryList list;
  const auto add = [&](const char* id, std::string said) {
    list.rows.push_back({.key = {.text = w(id)}, .value = {.text = std::move(said)}});
  };
  add("terms.week", w("terms.a-week", {{"amount", pounds(v.terms.week)}}));
  if (v.terms.contribution > Pence()) {
    add("terms.contribution", w("terms.a-week", {{"amount", pounds(v.terms.contribution)}}));
    add("terms.payment", w(fmt::format("savings.payment.{}", pot::to_string(v.terms.payment))));
  }
  add("terms.purposes", purposes_words(w, v.terms.purposes));
  add("terms.funder", v.funder);
  add("terms.basis", v.legal_basis);
  add("terms.from", to_words(v.terms.from));
  if (v.terms.until) add("terms.until", to_words(*v.terms.until));
  add("terms.held", w(fmt::format("pot.holding.{}", pot::to_string(v.terms.holding))) +
                        (v.holder_name.empty() ? "" : ": " + v.holder_name));
  if (!v.why.empty()) add("terms.why", v.why);
  return list;
}

Html stream_terms(const Page& p, const place::StreamMeans& s, bool own) {
  const Words& w = p.w;
  Html out = heading2(s.now.stream_name);
  out += govuk::summary_list(terms_list(w, s.now));
  for (const auto& v : s.to_come)
    out += html::element("h3", {{"class", "govuk-heading-s"}}, w("terms.to-come", {{"day", to_words(v.terms.from)}})) +
           govuk::summary_list(terms_list(w, v));
  for (const auto& v : s.waiting) {
    out += html::element("h3", {{"class", "govuk-heading-s"}}, w("terms.proposed", {{"day", to_words(v.terms.from)}})) +
           govuk::summary_list(terms_list(w, v));
    if (!own) continue;
    const std::string version = std::to_string(v.terms.version);
    out += p.button_to("/me/pot/money-in/answer", w("terms.yes"),
                       {{"stream", v.stream_code}, {"version", version}, {"answer", "yes"}});
    out += p.button_to("/me/pot/money-in/answer", w("terms.no"),
                       {{"stream", v.stream_code}, {"version", version}, {"answer", "no"}}, "govuk-button--secondary");
  }
  Html before;
  for (const auto& v : s.before)
    before += html::element("h3", {{"class", "govuk-heading-s"}},
                            w("terms.version", {{"n", std::to_string(v.terms.version)}})) +
              govuk::summary_list(terms_list(w, v));
  if (before.size() > 0) out += govuk::details({.summary_text = w("terms.before"), .html = before});
  return out;
}

Html what_came(const Page& p, store::Session& session, place::PersonId person) {
  const Words& w = p.w;
  Html out;
  const auto bills = store::funding::bills(session, person);
  if (!bills.empty()) {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = w("terms.bills");
    table.head = {
        {.text = w("terms.days")}, {.text = w("return.amount"), .format = "numeric"}, {.text = w("pot.spent.state")}};
    for (std::size_t i = 0; i < bills.size() && i < periods_shown; ++i)
      table.rows.push_back({{.text = w("terms.period", {{"from", to_words(bills[i].period.from)},
                                                        {"until", to_words(bills[i].period.until)}})},
                            {.text = to_pounds(bills[i].pence), .format = "numeric"},
                            {.text = w(bills[i].received_at                    ? "terms.bill.came"
                                       : bills[i].payment == pot::Payment::net ? "terms.bill.net"
                                                                               : "terms.bill.gross")}});
    out += govuk::table(table);
  }
  const auto paid = store::funding::paid(session, person);
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("terms.paid");
  table.head = {
      {.text = w("terms.days")}, {.text = w("pot.streams.from")}, {.text = w("return.amount"), .format = "numeric"}};
  for (std::size_t i = 0; i < paid.size() && i < periods_shown; ++i)
    if (paid[i].pence > Pence())
      table.rows.push_back({{.text = w("terms.period", {{"from", to_words(paid[i].period.from)},
                                                        {"until", to_words(paid[i].period.until)}})},
                            {.text = paid[i].stream_name},
                            {.text = to_pounds(paid[i].pence), .format = "numeric"}});
  if (!table.rows.empty()) out += govuk::table(table);
  return out;
}

Answer show_terms(Page& p) {
  const Words& w = p.w;
  const auto view = place::see_means(p.work());
  Html out = heading(w("terms.title"));
  out += paragraph(w(view.streams.empty() ? "today.no-pot" : "terms.lead"));
  for (const auto& s : view.streams) out += stream_terms(p, s, true);
  out += what_came(p, p.session, p.grant.person());
  return p.show(w("terms.title"), out, {.back = "/me/pot"});
}

Answer do_answer(Page& p) {
  const auto version = typed_whole(p, "version", 1, 1'000'000);
  const bool yes = p.typed("answer") == "yes";
  if (const auto done = place::answer_terms(p.work(), p.typed("stream"), version.value_or(0), yes); !done)
    return p.refused(done.error(), "/me/pot/money-in");
  return p.done("/me/pot/money-in", yes ? "terms-accepted" : "terms-declined");
}

// The practitioner's --------------------------------------------------------------------------------------------------

std::string person_terms_path(const Page& p) {
  return fmt::format("/people/{}/terms", p.parameter("person"));
}

Html propose_form(Page& p, const place::MeansView& view) {
  const Words& w = p.w;
  Html inner;
  auto streams = one_of(p, "stream", w("terms.which"),
                        typed_or(p, "stream", view.streams.size() == 1 ? view.streams[0].now.stream_code : ""));
  for (const auto& s : view.streams) {
    govuk::RadioItem item;
    item.text = s.now.stream_name;
    item.value = s.now.stream_code;
    streams.items.push_back(std::move(item));
  }
  inner += govuk::radios(streams);
  inner += pounds_input(p, "week", w("terms.week"), w("terms.week.hint"), p.typed("week"));
  inner += pounds_input(p, "contribution", w("terms.contribution"), w("terms.contribution.hint"),
                        typed_or(p, "contribution", "0"));
  govuk::Radios payment;
  payment.name = "payment";
  payment.fieldset.legend = {.text = w("terms.payment"), .classes = "govuk-fieldset__legend--s"};
  payment.value = typed_or(p, "payment", "net");
  for (const auto* one : {"net", "gross"}) {
    govuk::RadioItem item;
    item.text = w(fmt::format("savings.payment.{}", one));
    item.value = one;
    payment.items.push_back(std::move(item));
  }
  inner += govuk::radios(payment);
  inner += line_input(p, "purposes", w("terms.purposes"), w("terms.purposes.hint"), typed_or(p, "purposes", "*"));
  inner += day_input(p, "from", w("terms.from"), w("terms.from.hint"), p.today() + 28);
  inner += words_input(p, "why", w("terms.why"), w("terms.why.hint"), p.typed("why"), 3);
  inner += govuk::button({.text = w("terms.propose"), .prevent_double_click = true});
  return heading2(w("terms.propose")) + paragraph(w("terms.propose.lead")) + p.form_to(person_terms_path(p), inner);
}

Html person_terms(Page& p) {
  const auto view = place::see_means(p.work());
  const auto person = store::accounts::person(p.session, p.grant.person());
  Html out = heading(p.w("terms.title-of", {{"name", person ? person->known_as : ""}}));
  if (view.streams.empty()) return out += paragraph(p.w("terms.no-pot"));
  for (const auto& s : view.streams) out += stream_terms(p, s, false);
  return out += propose_form(p, view);
}

Answer show_person_terms(Page& p) {
  return p.show(p.w("terms.title"), person_terms(p), {.back = fmt::format("/people/{}", p.parameter("person"))});
}

Answer do_propose(Page& p) {
  place::NewTerms terms;
  const auto week = typed_pounds(p, "week"), contribution = typed_pounds(p, "contribution");
  const auto from = typed_day(p, "from");
  const auto payment = pot::parse_payment(p.typed("payment"));
  if (!week) p.errors.add("week", p.w("terms.week.bad"));
  if (!contribution) p.errors.add("contribution", p.w("terms.contribution.bad"));
  if (!from) p.errors.add("from-day", p.w("means.from.bad"));
  if (!payment) p.errors.add("payment", payment.error().sentence);
  if (p.errors.empty()) {
    terms.stream = p.typed("stream");
    terms.week = *week;
    terms.contribution = *contribution;
    terms.payment = *payment;
    terms.from = *from;
    terms.purposes = p.typed("purposes");
    terms.why = p.typed("why");
    const auto done = place::propose_terms(p.work(), terms);
    if (done) return p.done(person_terms_path(p), "terms-proposed");
    const std::string field = done.error().where.column;
    p.errors.add(field == "from" || field == "until" ? "from-day" : field, done.error().sentence);
  }
  return p.again(p.w("terms.title"), person_terms(p), {.back = fmt::format("/people/{}", p.parameter("person"))});
}

}  // namespace

void add_terms_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/pot/money-in", "see-own", About::own_person, show_terms},
                                  {post, "/me/pot/money-in/answer", "change-own", About::own_person, do_answer},
                                  {get, "/people/{person}/terms", "set-conditions", About::path, show_person_terms},
                                  {post, "/people/{person}/terms", "set-conditions", About::path, do_propose},
                              });
}

}  // namespace onepot::web
