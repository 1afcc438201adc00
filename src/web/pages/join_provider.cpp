// Somebody who has help to give lists it: one page, nothing asked twice, listed at once, the fields counted.
#include <fmt/format.h>

#include "../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/identity/password.h"
#include "onepot/place/accounts.h"
#include "onepot/store/providers.h"
#include "onepot/web/pieces.h"
#include "onepot/web/sign_in.h"

namespace onepot::web {
namespace {

struct Choices {
  std::pair<std::vector<store::accounts::Place>, std::vector<std::vector<store::accounts::Area>>> areas;
  std::vector<std::string> categories;
};

Choices choices_in(store::Session& session) {
  Choices out{all_areas(session), {}};
  for (const auto& place : out.areas.first)
    for (auto& category : store::providers::categories(session, place.id))
      if (std::ranges::find(out.categories, category) == out.categories.end())
        out.categories.push_back(std::move(category));
  return out;
}

Html joining_form(const Visit& v, const Choices& choices) {
  const Words& w = v.w;
  Html inner = govuk::input({.name = "known-as",
                             .value = v.typed("known-as"),
                             .label = {.text = w("join-provider.your-name")},
                             .error_message = {.text = v.errors.of("known-as")},
                             .classes = "govuk-input--width-20",
                             .autocomplete = "name"});
  inner += line_input(v, "name", w("provider.name"), w("join-provider.name.hint"), v.typed("name"));
  inner += area_select(v, choices.areas.first, choices.areas.second, w("join-provider.area"));
  inner += line_input(v, "staff", w("provider.staff"), w("provider.staff.hint"), typed_or(v, "staff", "1"),
                      "govuk-input--width-4");
  inner += offering_inputs(v, choices.categories);
  inner += credentials_inputs(v);
  inner += govuk::button({.text = w("join-provider.button"), .prevent_double_click = true});
  return heading(w("join-provider.title")) + paragraph(w("join-provider.lead")) + v.form_to("/join/provider", inner);
}

Answer show_joining(Page& p) {
  return p.show(p.w("join-provider.title"), joining_form(p, choices_in(p.session)), {.back = "/sign-in"});
}

/// How many boxes somebody filled in: what listing oneself really takes (B3).
int fields_filled(const Visit& v) {
  int n = 0;
  for (const auto* name :
       {"known-as", "name", "area", "staff", "category", "words", "day-rate", "night-rate", "sign-in", "password"})
    n += v.form.text(name).empty() ? 0 : 1;
  return n;
}

http::Response do_joining(Visit& v) {
  const Words& w = v.w;
  const auto choices = v.app.db().read([](store::Session& s) { return choices_in(s); });
  if (v.typed("known-as").empty()) v.errors.add("known-as", w("join-provider.empty.your-name"));
  const auto where = chosen_area(v, choices.areas.first, choices.areas.second);
  if (!where) v.errors.add("area", w("join.empty.area"));
  const auto staff = parse_rational(v.typed("staff"));
  if (!staff || *staff <= Rational(0) || *staff > Rational(100'000)) v.errors.add("staff", w("provider.staff.bad"));
  const auto offering = typed_offering(v);
  const auto credentials = typed_credentials(v);
  const auto again = [&] {
    return v.page(w("join-provider.title"), joining_form(v, choices), {.back = "/sign-in", .status = 422});
  };
  if (!v.errors.empty()) return again();
  const auto hash = identity::hash_password(credentials->password);
  if (!hash) return http::try_again(5);
  place::NewProviderAccount asked;
  asked.name = v.typed("known-as");
  asked.sign_in = credentials->sign_in;
  asked.password_hash = *hash;
  asked.provider_name = v.typed("name").empty() ? asked.name : v.typed("name");
  asked.place = where->first;
  asked.area = where->second;
  asked.staff_hundredths = times(Pence(100), *staff).count();
  const bool free = !offering->day_rate && !offering->night_rate;
  asked.kind = free ? "volunteers" : asked.staff_hundredths <= 500 ? "micro-enterprise" : "agency";
  asked.category = offering->category;
  asked.offering_words = offering->words;
  asked.day_rate = offering->day_rate;
  asked.night_rate = offering->night_rate;
  const auto account = v.app.db().write([&](store::Session& s) -> Result<place::AccountId> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "join", {}, v.now));
    return place::join_provider({s, grant, v.random}, asked);
  });
  if (!account) {
    v.errors.add("sign-in", w("join.taken"));
    return again();
  }
  return begin_session(v, *account, fmt::format("/provider/listed?fields={}", fields_filled(v)), "");
}

}  // namespace

void add_join_provider_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.push_back({get, "/join/provider", "join", About::nothing, show_joining});
  routes.push_back({.method = post, .pattern = "/join/provider", .action = "join", .run_slowly = do_joining});
}

}  // namespace onepot::web
