// A provider's own: what is listed, what is offered, where the money goes.
#include <fmt/format.h>

#include "../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/pay/bank.h"
#include "onepot/place/account_check.h"
#include "onepot/place/listing.h"
#include "onepot/place/together.h"
#include "onepot/store/providers.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

namespace providers = store::providers;

providers::Provider own_provider(const Page& p) {
  auto found = providers::by_id(p.session, place::ProviderId{p.grant.subject().id});
  ONEPOT_ASSERT(found.has_value());  // the door let somebody in who works for it
  return *std::move(found);
}

pay::BankAccount account_of(const providers::Provider& provider) {
  return {provider.bank_name, provider.bank_sort_code, provider.bank_account};
}

/// Whether the two numbers were checked against each other, and that it proves little.
std::string checked_words(const Page& p, const providers::Provider& provider) {
  const auto sort_code = pay::parse_sort_code(provider.bank_sort_code);
  const auto number = pay::parse_account_number(provider.bank_account);
  if (!sort_code || !number) return p.w("provider.bank.not-checked");
  const auto verdict = pay::modulus(place::weight_table(p.session), *sort_code, *number);
  return verdict.fit == pay::Fit::fits           ? p.w("provider.bank.fits")
         : verdict.fit == pay::Fit::does_not_fit ? p.w("provider.bank.does-not-fit")
                                                 : p.w("provider.bank.not-checked");
}

Answer show_own(Page& p) {
  const Words& w = p.w;
  const auto provider = own_provider(p);
  Html out = heading(provider.name);
  if (provider.bank_account.empty())
    out += govuk::inset_text(
        {.html = html::all(w("provider.bank.missing"), " ", link("/provider/bank", w("provider.bank.add")))});
  if (place::change_waits(p.work()))
    out +=
        govuk::inset_text({.html = html::all(w("changes.waits"), " ", link("/provider/changes", w("changes.title")))});
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/briefs", w("provider.see-briefs")));
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/changes", w("changes.title")));
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/funds", w("funds.title")));
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/private", w("customers.title")));
  out += heading2(w("provider.as-seen"));
  out += listing_as_others_see_it(p, provider);
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/listing", w("provider.change-listing")));
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/offerings", w("provider.change-offerings")));
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/new", w("newness.title")));
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/payments", w("provider.see-payments")));
  out += heading2(w("provider.bank"));
  out += paragraph(provider.bank_account.empty()
                       ? w("provider.bank.none")
                       : fmt::format("{}, {}", provider.bank_name, pay::masked(account_of(provider))));
  if (!provider.bank_account.empty()) out += hint_paragraph(checked_words(p, provider));
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/bank", w("provider.bank.change")));
  return p.show(provider.name, out);
}

Answer show_listed(Page& p) {
  const Words& w = p.w;
  std::string fields(p.request.query.get("fields"));
  if (fields.empty() || fields.size() > 2 || fields.find_first_not_of("0123456789") != std::string::npos) fields = "0";
  Html out = govuk::panel(
      {.title_text = w("listed.title"), .text = fields == "0" ? "" : w.count("listed.fields", std::stol(fields))});
  out += paragraph(w("listed.now"));
  out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}},
                       html::element("li", {}, link("/provider/briefs", w("listed.briefs"))),
                       html::element("li", {}, link("/provider/bank", w("listed.bank"))),
                       html::element("li", {}, link("/provider", w("listed.see"))));
  return p.show(w("listed.title"), out);
}

// The listing ---------------------------------------------------------------------------------------------------------

std::optional<std::int64_t> typed_staff(const Visit& v) {
  const auto staff = parse_rational(v.typed("staff"));
  if (!staff || *staff <= Rational(0) || *staff > Rational(100'000)) return std::nullopt;
  return times(Pence(100), *staff).count();
}

Html listing_form(const Visit& v, const providers::Provider& provider) {
  const Words& w = v.w;
  Html inner = line_input(v, "name", w("provider.name"), w("provider.name.hint"), typed_or(v, "name", provider.name));
  inner += words_input(v, "about", w("provider.about"), w("provider.about.hint"), typed_or(v, "about", provider.about));
  inner += line_input(v, "kind", w("provider.kind"), w("provider.kind.hint"),
                      typed_or(v, "kind", category_words(provider.kind)), "govuk-input--width-20");
  inner += line_input(v, "staff", w("provider.staff"), w("provider.staff.hint"),
                      typed_or(v, "staff", to_decimal(Hours::minutes(provider.staff_hundredths * 60 / 100))),
                      "govuk-input--width-4");
  inner += govuk::button({.text = w("account.save")});
  return heading(w("provider.change-listing")) + v.form_to("/provider/listing", inner);
}

Answer show_listing(Page& p) {
  return p.show(p.w("provider.change-listing"), listing_form(p, own_provider(p)), {.back = "/provider"});
}

Answer do_listing(Page& p) {
  const auto staff = typed_staff(p);
  if (p.typed("name").empty()) p.errors.add("name", p.w("provider.name.empty"));
  if (p.typed("kind").empty()) p.errors.add("kind", p.w("provider.kind.empty"));
  if (!staff) p.errors.add("staff", p.w("provider.staff.bad"));
  if (p.errors.empty())
    if (const auto done = place::change_listing(
            p.work(), {p.typed("name"), place::category_of(p.typed("kind")), p.typed("about"), *staff});
        !done)
      p.errors.add("name", done.error().sentence);
  if (!p.errors.empty())
    return p.again(p.w("provider.change-listing"), listing_form(p, own_provider(p)), {.back = "/provider"});
  return p.done("/provider", "saved");
}

// What is offered -----------------------------------------------------------------------------------------------------

Html offerings_page(const Page& p) {
  const Words& w = p.w;
  Html out = heading(w("provider.change-offerings"));
  std::vector<html::Card> all;
  for (const auto& o : providers::offerings(p.session, place::ProviderId{p.grant.subject().id}))
    all.push_back(
        {.title = category_words(o.category),
         .line = o.words,
         .facts = {{w("provider.day"), rate_words(w, o.day_rate)},
                   {w("provider.night"), o.night_rate ? rate_words(w, o.night_rate) : w("provider.no-nights")}},
         .actions =
             p.button_to("/provider/offerings/end", w("provider.end-offering", {{"what", category_words(o.category)}}),
                         {{"offering", o.ref}}, "govuk-button--secondary")});
  if (!all.empty()) out += html::cards(all);
  Html inner = offering_inputs(p, providers::categories(p.session, p.actor->place));
  inner += govuk::button({.text = w("provider.add-offering"), .prevent_double_click = true});
  return out += heading2(w("provider.add-offering")) + p.form_to("/provider/offerings", inner);
}

Answer show_offerings(Page& p) {
  return p.show(p.w("provider.change-offerings"), offerings_page(p), {.back = "/provider"});
}

Answer do_offerings(Page& p) {
  const auto offering = typed_offering(p);
  if (offering)
    if (const auto done = place::add_offering(p.work(), *offering); !done)
      p.errors.add("category", done.error().sentence);
  if (!p.errors.empty()) return p.again(p.w("provider.change-offerings"), offerings_page(p), {.back = "/provider"});
  return p.done("/provider/offerings", "saved");
}

Answer do_end_offering(Page& p) {
  if (const auto done = place::end_offering(p.work(), p.typed("offering")); !done)
    return p.refused(done.error(), "/provider/offerings");
  return p.done("/provider/offerings", "saved");
}

// Where the money goes ------------------------------------------------------------------------------------------------

Html bank_form(const Visit& v, const providers::Provider& provider) {
  const Words& w = v.w;
  Html inner;
  if (!provider.bank_account.empty())
    inner += paragraph(w("provider.bank.now", {{"account", pay::masked(account_of(provider))}}));
  inner += line_input(v, "bank-name", w("provider.bank.name"), "", typed_or(v, "bank-name", provider.bank_name));
  // What is kept is never put into a field: somebody behind the screen would read it.
  inner += line_input(v, "sort-code", w("provider.bank.sort-code"), w("provider.bank.sort-code.hint"),
                      v.typed("sort-code"), "govuk-input--width-5");
  inner += line_input(v, "account", w("provider.bank.account"), w("provider.bank.account.hint"), v.typed("account"),
                      "govuk-input--width-10");
  inner += govuk::button({.text = w("account.save")});
  return heading(w("provider.bank")) + paragraph(w("provider.bank.why")) + v.form_to("/provider/bank", inner);
}

Answer show_bank(Page& p) {
  return p.show(p.w("provider.bank"), bank_form(p, own_provider(p)), {.back = "/provider"});
}

Answer do_bank(Page& p) {
  if (p.typed("bank-name").empty()) p.errors.add("bank-name", p.w("provider.bank.name.empty"));
  if (!pay::parse_sort_code(p.typed("sort-code"))) p.errors.add("sort-code", p.w("provider.bank.sort-code.bad"));
  if (!pay::parse_account_number(p.typed("account"))) p.errors.add("account", p.w("provider.bank.account.bad"));
  if (!p.errors.empty()) return p.again(p.w("provider.bank"), bank_form(p, own_provider(p)), {.back = "/provider"});
  if (const auto done = place::change_bank(p.work(), p.typed("bank-name"), p.typed("sort-code"), p.typed("account"));
      !done) {
    if (done.error().code != "does-not-fit") return p.refused(done.error(), "/provider/bank");
    p.errors.add("account", p.w("provider.bank.does-not-fit"));
    return p.again(p.w("provider.bank"), bank_form(p, own_provider(p)), {.back = "/provider"});
  }
  return p.done("/provider", "saved");
}

}  // namespace

Html offering_inputs(const Visit& v, const std::vector<std::string>& known) {
  const Words& w = v.w;
  Html out = govuk::input({.name = "category",
                           .value = v.typed("category"),
                           .label = {.text = w("offering.category")},
                           .hint = {.text = w("offering.category.hint")},
                           .error_message = {.text = v.errors.of("category")},
                           .attributes = {{"list", "categories"}}});
  out.open("datalist", {{"id", "categories"}});
  for (const auto& c : known) out.start("option").attribute("value", category_words(c)).end().close("option");
  out.close("datalist");
  out += words_input(v, "words", w("offering.words"), w("offering.words.hint"), v.typed("words"), 3);
  out += pounds_input(v, "day-rate", w("offering.day-rate"), w("offering.day-rate.hint"), v.typed("day-rate"));
  out += pounds_input(v, "night-rate", w("offering.night-rate"), w("offering.night-rate.hint"), v.typed("night-rate"));
  return out;
}

std::optional<place::NewOffering> typed_offering(Visit& v) {
  place::NewOffering out;
  out.category = place::category_of(v.typed("category"));
  out.words = v.typed("words");
  if (out.category.empty()) v.errors.add("category", v.w("offering.category.empty"));
  if (out.words.empty()) v.errors.add("words", v.w("offering.words.empty"));
  for (const auto& [name, rate] : {std::pair{"day-rate", &out.day_rate}, std::pair{"night-rate", &out.night_rate}}) {
    if (v.typed(name).empty()) continue;
    *rate = typed_pounds(v, name);
    if (!*rate) v.errors.add(name, v.w("offering.rate.bad"));
  }
  return v.errors.empty() ? std::optional(out) : std::nullopt;
}

void add_provider_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/provider", "own-provider", About::own_provider, show_own},
                    {get, "/provider/listed", "own-provider", About::own_provider, show_listed},
                    {get, "/provider/listing", "own-provider", About::own_provider, show_listing},
                    {post, "/provider/listing", "own-provider", About::own_provider, do_listing},
                    {get, "/provider/offerings", "own-provider", About::own_provider, show_offerings},
                    {post, "/provider/offerings", "own-provider", About::own_provider, do_offerings},
                    {post, "/provider/offerings/end", "own-provider", About::own_provider, do_end_offering},
                    {get, "/provider/bank", "own-provider", About::own_provider, show_bank},
                    {post, "/provider/bank", "own-provider", About::own_provider, do_bank},
                });
  add_newness_pages(routes);
  add_join_provider_pages(routes);
}

}  // namespace onepot::web
