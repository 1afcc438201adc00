// An invoice from a phone: what for, how much, under which agreement; and the yes of the person whose money it is – or
// of a supporter they chose, never of the one who is paid.
#include "onepot/place/invoices.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/approve.h"
#include "onepot/html/parts/card.h"
#include "onepot/store/agreements.h"
#include "onepot/web/pieces.h"
#include "pay.h"

namespace onepot::web {
namespace {

namespace invoices = store::invoices;
constexpr int invoices_shown = 20;
constexpr int lines_offered = 5;

store::agreements::Agreement invoiced_agreement(const Page& p) {
  return store::agreements::by_id(p.session, place::AgreementId{p.grant.subject().id}).value();
}

Html lines_list(const std::vector<invoices::Line>& lines) {
  Html out;
  out.open("ul", {{"class", "govuk-list govuk-list--bullet"}});
  for (const auto& l : lines) out += html::element("li", {}, fmt::format("{}: {}", l.words, to_pounds(l.pence)));
  out.close("ul");
  return out;
}

// The provider --------------------------------------------------------------------------------------------------------

Html invoice_form(const Page& p) {
  const Words& w = p.w;
  const auto a = invoiced_agreement(p);
  Html inner =
      line_input(p, "number", w("invoice.number"), w("invoice.number.hint"),
                 typed_or(p, "number", std::to_string(invoices::count(p.session, a.id) + 1)), "govuk-input--width-10");
  inner += day_input(p, "day", w("invoice.day"), w("visit.day.hint"), p.today());
  for (int n = 1; n <= lines_offered; ++n) {
    const std::string number = std::to_string(n);
    Html line = line_input(p, "words-" + number, w("invoice.what"), "", p.typed("words-" + number));
    line += pounds_input(p, "amount-" + number, w("invoice.amount"), "", p.typed("amount-" + number));
    inner += govuk::fieldset(
        {.legend = {.text = w("invoice.line", {{"n", number}}), .classes = "govuk-fieldset__legend--s"}, .html = line});
  }
  inner += words_input(p, "note", w("visit.note"), w("visit.note.hint"), p.typed("note"), 3);
  inner += govuk::button({.text = w("invoice.send"), .prevent_double_click = true});
  return heading(w("invoice.title", {{"who", a.for_whom}})) + paragraph(w("invoice.lead")) +
         p.form_to(fmt::format("/agreements/{}/invoice", a.ref), inner);
}

Answer show_invoice(Page& p) {
  return p.show(p.w("invoice.write"), invoice_form(p), {.back = "/provider/visits"});
}

Answer do_invoice(Page& p) {
  const Words& w = p.w;
  place::SentInvoice sent;
  sent.number = p.typed("number");
  sent.note = p.typed("note");
  const auto day = typed_day(p, "day");
  if (!day) p.errors.add("day-day", w("brief.from.bad"));
  for (int n = 1; n <= lines_offered; ++n) {
    const std::string words = p.typed(fmt::format("words-{}", n)), field = fmt::format("amount-{}", n);
    if (words.empty() && p.typed(field).empty()) continue;
    const auto amount = typed_pounds(p, field);
    if (!amount || *amount <= Pence())
      p.errors.add(field, w("invoice.amount.bad"));
    else if (words.empty())
      p.errors.add(fmt::format("words-{}", n), w("invoice.what.empty"));
    else
      sent.lines.push_back({words, *amount});
  }
  if (p.errors.empty() && sent.lines.empty()) p.errors.add("words-1", w("invoice.what.empty"));
  if (p.errors.empty()) {
    sent.day = *day;
    const auto done = place::send_invoice(p.work(), sent);
    if (done) return p.done("/provider/visits", "invoice-sent");
    const auto& field = done.error().where.column;
    if (field.empty()) return p.refused(done.error(), "/provider/visits");
    p.errors.add(field == "day" ? "day-day" : field == "lines" ? "words-1" : field, done.error().sentence);
  }
  return p.again(w("invoice.write"), invoice_form(p), {.back = "/provider/visits"});
}

Answer do_take_back_invoice(Page& p) {
  if (const auto done = place::take_back_invoice(p.work(), p.typed("invoice")); !done)
    return p.refused(done.error(), "/provider/visits");
  return p.done("/provider/visits", "invoice-back");
}

std::string invoice_state(const Words& w, const invoices::Part& part) {
  if (part.paid_on) return w("visit.state.paid", {{"date", to_words(*part.paid_on)}});
  if (part.answer == "approved") return w("visit.state.approved");
  if (part.answer == "queried") return w("visit.state.queried", {{"words", part.query}});
  return w("visit.state.waiting");
}

// The person ----------------------------------------------------------------------------------------------------------

std::string base_of(const Page& p) {
  return p.parameter("person").empty() ? "/me" : "/people/" + p.parameter("person");
}

std::string invoice_sentence(const Words& w, const invoices::Invoice& i) {
  return w("invoice.came", {{"provider", i.provider_name}, {"number", i.number}, {"date", to_words(i.day)}});
}

Answer do_approve_invoice(Page& p) {
  const std::string here = base_of(p) + "/visits";
  const auto approved = place::approve_invoice(p.work(), p.typed("invoice"));
  if (approved) return p.done(here, "visit-approved");
  if (approved.error().code == "already-approved" || approved.error().code == "already-paid")
    return {p.go(here, "visit-approved-before"), false};
  return p.refused(approved.error(), here);
}

Html wrong_invoice_form(const Page& p, const invoices::Part& part) {
  const Words& w = p.w;
  Html inner = words_input(p, "words", w("approvals.wrong.words"), w("approvals.wrong.hint"), p.typed("words"));
  inner += govuk::button({.text = w("approvals.wrong.send"), .prevent_double_click = true});
  return heading(w("approvals.wrong")) + paragraph(invoice_sentence(w, part.invoice)) +
         lines_list(invoices::lines(p.session, part.invoice.id)) +
         p.form_to(fmt::format("{}/invoices/{}/wrong", base_of(p), part.invoice.ref), inner);
}

Answer show_wrong_invoice(Page& p) {
  const auto part = invoices::part(p.session, p.parameter("invoice"), p.grant.person());
  if (!part) return nothing_here(p);
  return p.show(p.w("approvals.wrong"), wrong_invoice_form(p, *part), {.back = base_of(p) + "/visits"});
}

Answer do_wrong_invoice(Page& p) {
  const auto part = invoices::part(p.session, p.parameter("invoice"), p.grant.person());
  if (!part) return nothing_here(p);
  const std::string here = base_of(p) + "/visits";
  const auto queried = place::query_invoice(p.work(), part->invoice.ref, p.typed("words"));
  if (queried) return p.done(here, "visit-queried");
  if (queried.error().code == "already-approved") return p.refused(queried.error(), here);
  p.errors.add("words", queried.error().code == "empty" ? p.w("approvals.wrong.empty") : queried.error().sentence);
  return p.again(p.w("approvals.wrong"), wrong_invoice_form(p, *part), {.back = here});
}

}  // namespace

Html provider_invoices(const Page& p) {
  const Words& w = p.w;
  const auto parts = invoices::of_provider(p.session, place::ProviderId{p.grant.subject().id}, invoices_shown);
  if (parts.empty()) return {};
  std::vector<html::Card> all;
  for (std::size_t from = 0; from < parts.size();) {
    const auto& i = parts[from].invoice;
    html::Card card{.title = w("invoice.card", {{"number", i.number}, {"date", to_words(i.day)}}), .heading_level = 3};
    card.line = to_pounds(i.pence);
    card.quiet_line = i.for_whom;
    bool approved = false;
    for (; from < parts.size() && parts[from].invoice.id == i.id; ++from) {
      card.facts.push_back({parts[from].known_as, invoice_state(w, parts[from])});
      approved = approved || parts[from].answer == "approved";
    }
    if (!approved)
      card.actions = p.button_to(fmt::format("/agreements/{}/invoice/take-back", i.agreement_ref), w("visit.take-back"),
                                 {{"invoice", i.ref}}, "govuk-button--secondary");
    all.push_back(std::move(card));
  }
  return heading2(w("invoice.sent")) + html::cards(all);
}

Html waiting_invoices(const Page& p, const std::string& base) {
  const Words& w = p.w;
  Html out;
  for (const auto& part : invoices::waiting(p.session, p.grant.person())) {
    const auto& i = part.invoice;
    out += heading2(w("invoice.from", {{"provider", i.provider_name}}));
    out += paragraph(invoice_sentence(w, i)) + lines_list(invoices::lines(p.session, i.id));
    if (part.pence != i.pence)
      out += paragraph(w("invoice.your-part", {{"part", to_pounds(part.pence)}, {"whole", to_pounds(i.pence)}}));
    if (!i.note.empty()) out += govuk::inset_text({.text = i.note});
    const Html other = link(fmt::format("{}/invoices/{}/wrong", base, i.ref), w("approvals.wrong"));
    const std::string words = w("approvals.yes-pay", {{"amount", pounds(part.pence)}, {"provider", i.provider_name}});
    out += p.form_to(
        base + "/invoices/approve",
        html::approve({.text = words, .name = "invoice", .value = i.ref, .id = "yes-" + i.ref, .other = other}));
  }
  return out;
}

Html answered_invoices(const Page& p, const std::string& base) {
  const Words& w = p.w;
  const auto answered = invoices::answered(p.session, p.grant.person(), invoices_shown);
  if (answered.empty()) return {};
  std::vector<html::Card> all;
  for (const auto& part : answered) {
    html::Card card{.title = w("invoice.card", {{"number", part.invoice.number}, {"date", to_words(part.invoice.day)}}),
                    .heading_level = 3,
                    .line = part.invoice.provider_name,
                    .facts = {{w("approvals.amount"), pounds(part.pence)}}};
    card.more = paragraph(
        !part.paid_on && part.answer == "approved" && part.answered_at
            ? w("approvals.said-yes", {{"name", part.answered_by}, {"date", to_words(date_of(*part.answered_at))}})
            : invoice_state(w, part));
    if (part.answer == "queried")
      card.actions = p.button_to(base + "/invoices/approve", w("approvals.right-now"), {{"invoice", part.invoice.ref}},
                                 "govuk-button--secondary");
    all.push_back(std::move(card));
  }
  return heading2(w("invoice.before")) + html::cards(all);
}

void add_invoice_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(
      routes.end(),
      {
          {get, "/agreements/{agreement}/invoice", "record-visit", About::path, show_invoice},
          {post, "/agreements/{agreement}/invoice", "record-visit", About::path, do_invoice},
          {post, "/agreements/{agreement}/invoice/take-back", "record-visit", About::path, do_take_back_invoice},
          {post, "/me/invoices/approve", "approve-visit", About::own_person, do_approve_invoice},
          {get, "/me/invoices/{invoice}/wrong", "approve-visit", About::own_person, show_wrong_invoice},
          {post, "/me/invoices/{invoice}/wrong", "approve-visit", About::own_person, do_wrong_invoice},
          {post, "/people/{person}/invoices/approve", "approve-visit", About::path, do_approve_invoice},
          {get, "/people/{person}/invoices/{invoice}/wrong", "approve-visit", About::path, show_wrong_invoice},
          {post, "/people/{person}/invoices/{invoice}/wrong", "approve-visit", About::path, do_wrong_invoice},
      });
}

}  // namespace onepot::web
