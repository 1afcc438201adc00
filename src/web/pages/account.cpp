// Signing in and out, making an account, the words and the size of print somebody chose.
#include <fmt/format.h>

#include "../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/identity/password.h"
#include "onepot/identity/token.h"
#include "onepot/place/accounts.h"
#include "onepot/web/sign_in.h"
#include "tries.h"

namespace onepot::web {
namespace {

using store::Session;

std::string then_of(std::string_view asked) {
  return asked.starts_with('/') && !asked.starts_with("//") && asked.find('\\') == std::string_view::npos
             ? std::string(asked)
             : "";
}

Html sign_in_form(const Visit& v, std::string_view then) {
  const Words& w = v.w;
  Html inner;
  if (!then.empty()) inner += html::hidden("then", then);
  govuk::append(inner, govuk::Input{.name = "sign-in",
                                    .value = v.typed("sign-in"),
                                    .label = {.text = w("sign-in.name")},
                                    .error_message = {.text = v.errors.of("sign-in")},
                                    .classes = "govuk-input--width-20",
                                    .autocomplete = "username",
                                    .spellcheck = false,
                                    .autocapitalize = "none"});
  govuk::append(inner, govuk::PasswordInput{.name = "password",
                                            .label = {.text = w("sign-in.password")},
                                            .error_message = {.text = v.errors.of("password")},
                                            .classes = "govuk-input--width-20"});
  govuk::append(inner, govuk::Button{.text = w("sign-in.button")});
  Html out = heading(w("sign-in.title"));
  out += v.form_to("/sign-in", inner);
  out += heading2(w("sign-in.new"));
  out +=
      html::element("ul", {{"class", "govuk-list"}}, html::element("li", {}, link("/join", w("sign-in.join-person"))),
                    html::element("li", {}, link("/join/provider", w("sign-in.join-provider"))));
  return out;
}

Answer show_sign_in(Page& p) {
  if (p.actor) return p.done(home_of(*p.actor));
  return p.show(p.w("sign-in.title"), sign_in_form(p, then_of(p.request.query.get("then"))));
}

http::Response do_sign_in(Visit& v) {
  const std::string then = then_of(v.form.text("then"));
  const auto name = place::sign_in_name(v.form.text("sign-in"));
  const std::string password(v.form.text("password"));
  if (v.typed("sign-in").empty()) v.errors.add("sign-in", v.w("sign-in.no-name"));
  if (password.empty()) v.errors.add("password", v.w("sign-in.no-password"));
  const auto again = [&] { return v.page(v.w("sign-in.title"), sign_in_form(v, then), {.status = 422}); };
  if (!v.errors.empty()) return again();
  const Tries tries(v, name ? *name : "-");
  if (const auto minutes = tries.minutes_to_wait()) {
    v.errors.add("sign-in", v.w("sign-in.wait", {{"minutes", v.w.count("minutes", *minutes)}}));
    return again();
  }
  std::optional<store::accounts::Account> account;
  if (name) v.app.db().read([&](Session& s) { account = store::accounts::by_sign_in(s, *name); });
  // Somebody unknown costs as much time as somebody known, so that the time does not tell who has an account.
  const bool right =
      account ? identity::verify_password(account->password_hash, password) : identity::verify_nobody(password);
  if (!account || !right) {
    tries.failed();
    v.errors.add("sign-in", v.w("sign-in.wrong"));
    return again();
  }
  place::Actor actor;
  actor.role = account->role.front();
  actor.duty = account->duty;
  return begin_session(v, account->id, then.empty() ? home_of(actor) : then, "", tries.hash());
}

Answer do_sign_out(Page& p) {
  place::end_session(p.work(), p.session_hash);
  Answer answer = p.done("/", "signed-out");
  answer.response.add("Set-Cookie",
                      http::to_forget_cookie(session_cookie(p.app.options().behind_tls), p.app.options().behind_tls));
  return answer;
}

Html words_form(const Visit& v) {
  const Words& w = v.w;
  Html inner = govuk::radios(
      {.fieldset = {.legend = {.text = w("account.words"), .classes = "govuk-fieldset__legend--m"}},
       .name = "words",
       .items = {{.text = w("account.words.en"), .value = "en"}, {.text = w("account.words.easy"), .value = "en-easy"}},
       .value = std::string(name_of(w.language()))});
  inner +=
      govuk::checkboxes({.fieldset = {.legend = {.text = w("account.print"), .classes = "govuk-fieldset__legend--m"}},
                         .name = "print",
                         .items = {{.text = w("account.print.on"), .value = "large"}},
                         .values = {v.large_print ? "large" : ""}});
  inner += govuk::button({.text = w("account.save")});
  return v.form_to("/words", inner);
}

Answer show_words(Page& p) {
  return p.show(p.w("account.words"), heading(p.w("account.words")) + words_form(p));
}

Answer do_words(Page& p) {
  const Language language = language_of(p.form.text("words"));
  const bool large = p.form.has("print");
  if (p.actor) {
    // The door's name for changing one's own account is another; signed in, ask it again.
    const auto granted = place::decide(p.session, p.actor, "own-account", {}, p.now);
    if (!granted) return p.refused(granted.error(), "/words");
    place::choose_words({p.session, *granted, p.random}, name_of(language), large);
    return p.done("/account", "saved");
  }
  Answer answer = p.done("/", "saved");
  const bool tls = p.app.options().behind_tls;
  const auto year = std::chrono::hours(24 * 365);
  answer.response.cookie({.name = "words", .value = std::string(name_of(language)), .max_age = year, .secure = tls});
  answer.response.cookie({.name = "print", .value = large ? "large" : "usual", .max_age = year, .secure = tls});
  return answer;
}

Answer show_account(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("account.title"));
  govuk::SummaryList list;
  list.rows.push_back({.key = {.text = w("account.name")}, .value = {.text = p.actor->name}});
  if (p.actor->person)
    if (const auto person = store::accounts::person(p.session, *p.actor->person))
      list.rows.push_back({.key = {.text = w("account.known-as")},
                           .value = {.text = person->known_as},
                           .actions = {.items = {{.text = w("account.change"),
                                                  .href = "/me/name",
                                                  .visually_hidden_text = w("account.known-as")}}}});
  out += govuk::summary_list(list);
  out += words_form(p);
  out += p.button_to("/sign-out", w("account.sign-out"), {}, "govuk-button--secondary");
  return p.show(w("account.title"), out);
}

Html name_form(const Visit& v, const std::string& value) {
  Html inner =
      govuk::input({.name = "known-as",
                    .value = value,
                    .label = {.text = v.w("account.known-as"), .is_page_heading = true, .classes = "govuk-label--l"},
                    .hint = {.text = v.w("account.known-as.hint")},
                    .error_message = {.text = v.errors.of("known-as")},
                    .classes = "govuk-input--width-20",
                    .autocomplete = "nickname"});
  inner += govuk::button({.text = v.w("account.save")});
  return v.form_to("/me/name", inner);
}

Answer show_name(Page& p) {
  const auto person = store::accounts::person(p.session, p.grant.person());
  return p.show(p.w("account.known-as"), name_form(p, person ? person->known_as : ""), {.back = "/account"});
}

Answer do_name(Page& p) {
  if (const auto done = place::choose_name(p.work(), p.typed("known-as")); !done) {
    p.errors.add("known-as", p.w("account.known-as.empty"));
    return p.again(p.w("account.known-as"), name_form(p, p.typed("known-as")), {.back = "/account"});
  }
  return p.done("/account", "saved");
}

std::optional<Date> typed_date(const Visit& v, const std::string& prefix) {
  const std::string y = v.typed(prefix + "-year"), m = v.typed(prefix + "-month"), d = v.typed(prefix + "-day");
  const auto two = [](const std::string& s) { return s.size() == 1 ? "0" + s : s; };
  const auto date = parse_date(y + "-" + two(m) + "-" + two(d));
  return date ? std::optional(*date) : std::nullopt;
}

Html join_form(const Visit& v, const std::vector<store::accounts::Place>& places,
               const std::vector<std::vector<store::accounts::Area>>& areas) {
  const Words& w = v.w;
  Html inner = govuk::input({.name = "known-as",
                             .value = v.typed("known-as"),
                             .label = {.text = w("join.known-as")},
                             .hint = {.text = w("join.known-as.hint")},
                             .error_message = {.text = v.errors.of("known-as")},
                             .classes = "govuk-input--width-20",
                             .autocomplete = "nickname"});
  inner += govuk::input({.name = "full-name",
                         .value = v.typed("full-name"),
                         .label = {.text = w("join.full-name")},
                         .hint = {.text = w("join.full-name.hint")},
                         .error_message = {.text = v.errors.of("full-name")},
                         .autocomplete = "name"});
  inner +=
      govuk::date_input({.id = "born",
                         .name_prefix = "born",
                         .day = {.label = w("join.day")},
                         .month = {.label = w("join.month")},
                         .year = {.label = w("join.year")},
                         .values = {{"born-day", v.typed("born-day")},
                                    {"born-month", v.typed("born-month")},
                                    {"born-year", v.typed("born-year")}},
                         .hint = {.text = w("join.born.hint")},
                         .error_message = {.text = v.errors.of("born-day")},
                         .fieldset = {.legend = {.text = w("join.born"), .classes = "govuk-fieldset__legend--s"}}});
  inner += area_select(v, places, areas, w("join.area"));
  inner += credentials_inputs(v);
  inner += govuk::checkboxes({.name = "own-money",
                              .items = {{.text = w("join.own-money"),
                                         .value = "yes",
                                         .hint = {.text = w("join.own-money.hint")},
                                         .checked = v.typed("own-money") == "yes"}}});
  inner += govuk::button({.text = w("join.button"), .prevent_double_click = true});
  return heading(w("join.title")) + paragraph(w("join.lead")) +
         html::element("p", {{"class", "govuk-body"}}, link("/welcome", w("welcome.link"))) + v.form_to("/join", inner);
}

Answer show_join(Page& p) {
  const auto [places, areas] = all_areas(p.session);
  return p.show(p.w("join.title"), join_form(p, places, areas), {.back = "/sign-in"});
}

http::Response do_join(Visit& v) {
  const Words& w = v.w;
  if (v.typed("known-as").empty()) v.errors.add("known-as", w("join.empty.known-as"));
  if (v.typed("full-name").empty()) v.errors.add("full-name", w("join.empty.full-name"));
  const auto born = typed_date(v, "born");
  if (v.typed("born-day").empty() || v.typed("born-month").empty() || v.typed("born-year").empty())
    v.errors.add("born-day", w("join.empty.born"));
  else if (!born || age_on(*born, v.today()) < 16 || age_on(*born, v.today()) > 120)
    v.errors.add("born-day", w("join.bad.born"));
  const auto [places, areas] = v.app.db().read([&](Session& s) { return all_areas(s); });
  const auto where = chosen_area(v, places, areas);
  if (!where) v.errors.add("area", w("join.empty.area"));
  const auto credentials = typed_credentials(v);
  const auto again = [&] {
    return v.page(w("join.title"), join_form(v, places, areas), {.back = "/sign-in", .status = 422});
  };
  if (!v.errors.empty()) return again();
  const auto hash = identity::hash_password(credentials->password);
  if (!hash) return http::try_again(5);
  place::NewPersonAccount asked{.known_as = v.typed("known-as"),
                                .full_name = v.typed("full-name"),
                                .sign_in = credentials->sign_in,
                                .password_hash = *hash,
                                .place = where->first,
                                .area = where->second,
                                .born = *born};
  const auto account = v.app.db().write([&](Session& s) -> Result<place::AccountId> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "join", {}, v.now));
    return place::join_person({s, grant, v.random}, asked);
  });
  if (!account) {
    v.errors.add("sign-in", w("join.taken"));
    return again();
  }
  return begin_session(v, *account, v.typed("own-money") == "yes" ? "/me/money" : "/me", "joined");
}

}  // namespace

std::string session_cookie(bool behind_tls) {
  return behind_tls ? "__Host-session" : "session";
}

std::string home_of(const place::Actor& actor) {
  switch (actor.role) {
    case 'P':
      return "/me";
    case 'S':
      return "/supporting";
    case 'M':
      return "/provider";
    case 'C':
      return actor.duty == "finance" ? "/finance" : actor.duty == "practitioner" ? "/caseload" : "/library";
    case 'E':
      return "/evaluations";
    default:
      return "/";
  }
}

http::Response begin_session(Visit& v, place::AccountId account, std::string_view then, std::string_view flash,
                             std::string_view attempt) {
  const std::string token = identity::new_token();
  (void)v.app.db().write([&](Session& s) -> Result<int> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "sign-in", {}, v.now));
    if (!attempt.empty()) store::accounts::add_attempt(s, attempt, true, v.now);
    place::begin_session({s, grant, v.random}, identity::token_hash(token), account);
    return 0;
  });
  http::Response response = v.go(then, flash);
  const bool tls = v.app.options().behind_tls;
  response.cookie({.name = session_cookie(tls), .value = token, .secure = tls, .same_site = http::SameSite::lax});
  return response;
}

std::pair<std::vector<store::accounts::Place>, std::vector<std::vector<store::accounts::Area>>> all_areas(
    Session& session) {
  std::pair<std::vector<store::accounts::Place>, std::vector<std::vector<store::accounts::Area>>> out;
  out.first = store::accounts::places(session);
  for (const auto& place : out.first) out.second.push_back(store::accounts::areas(session, place.id));
  return out;
}

Html area_select(const Visit& v, const std::vector<store::accounts::Place>& places,
                 const std::vector<std::vector<store::accounts::Area>>& areas, const std::string& label) {
  govuk::Select select;
  select.name = "area";
  select.label = {.text = label};
  select.error_message = {.text = v.errors.of("area")};
  select.value = v.typed("area");
  select.items.push_back({.value = "", .text = ""});
  for (std::size_t i = 0; i < places.size(); ++i)
    for (const auto& area : areas[i])
      select.items.push_back(
          {.value = std::to_string(area.id.value), .text = fmt::format("{}, {}", area.name, places[i].name)});
  return govuk::select(select);
}

std::optional<std::pair<place::PlaceId, place::AreaId>> chosen_area(
    const Visit& v, const std::vector<store::accounts::Place>& places,
    const std::vector<std::vector<store::accounts::Area>>& areas) {
  for (std::size_t i = 0; i < places.size(); ++i)
    for (const auto& area : areas[i])
      if (std::to_string(area.id.value) == v.typed("area")) return std::pair{places[i].id, area.id};
  return std::nullopt;
}

Html credentials_inputs(const Visit& v) {
  const Words& w = v.w;
  Html out = govuk::input({.name = "sign-in",
                           .value = v.typed("sign-in"),
                           .label = {.text = w("join.sign-in")},
                           .hint = {.text = w("join.sign-in.hint")},
                           .error_message = {.text = v.errors.of("sign-in")},
                           .classes = "govuk-input--width-20",
                           .autocomplete = "username",
                           .spellcheck = false,
                           .autocapitalize = "none"});
  out += govuk::password_input({.name = "password",
                                .label = {.text = w("join.password")},
                                .hint = {.text = w("join.password.hint")},
                                .error_message = {.text = v.errors.of("password")},
                                .classes = "govuk-input--width-20",
                                .autocomplete = "new-password"});
  return out;
}

std::optional<Credentials> typed_credentials(Visit& v) {
  const auto name = place::sign_in_name(v.form.text("sign-in"));
  if (!name) v.errors.add("sign-in", v.w("join.bad.sign-in"));
  const std::string password(v.form.text("password"));
  const std::vector<std::string> own = {name ? *name : std::string(), v.typed("known-as"), v.typed("full-name")};
  const auto good = identity::check_new_password(password, own);
  if (!good) v.errors.add("password", good.error().sentence);
  if (!name || !good) return std::nullopt;
  return Credentials{*name, password};
}

void add_account_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/sign-in", "sign-in", About::nothing, show_sign_in},
                    {.method = post, .pattern = "/sign-in", .action = "sign-in", .run_slowly = do_sign_in},
                    {post, "/sign-out", "own-account", About::nothing, do_sign_out},
                    {get, "/words", "open-page", About::nothing, show_words},
                    {post, "/words", "open-page", About::nothing, do_words},
                    {get, "/account", "own-account", About::nothing, show_account},
                    {get, "/me/name", "see-own", About::own_person, show_name},
                    {post, "/me/name", "change-own", About::own_person, do_name},
                    {get, "/join", "join", About::nothing, show_join},
                    {.method = post, .pattern = "/join", .action = "join", .run_slowly = do_join},
                });
}

}  // namespace onepot::web
