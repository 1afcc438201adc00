#include "onepot/web/app.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "onepot/base/text.h"
#include "onepot/http/address.h"
#include "onepot/identity/session.h"
#include "onepot/identity/token.h"
#include "onepot/store/accounts.h"
#include "onepot/web/assets.h"
#include "onepot/web/sign_in.h"
#include "pages/draw_rules.h"
#include "routes.h"

namespace onepot::web {
namespace {

using place::Subject;

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    out.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return out;
}

std::optional<Subject::Kind> kind_of(std::string_view parameter) {
  using Kind = Subject::Kind;
  if (parameter == "person") return Kind::person;
  if (parameter == "club") return Kind::club;
  if (parameter == "brief") return Kind::brief;
  if (parameter == "agreement") return Kind::agreement;
  if (parameter == "visit") return Kind::visit;
  if (parameter == "provider") return Kind::provider;
  return std::nullopt;
}

Subject subject_of(store::Session& session, const Visit& visit, const Route& route) {
  switch (route.about) {
    case About::nothing:
      return {};
    case About::own_person:
      return visit.actor && visit.actor->person ? Subject::person(*visit.actor->person) : Subject{};
    case About::own_provider:
      return visit.actor && visit.actor->provider ? Subject::of(Subject::Kind::provider, visit.actor->provider->value)
                                                  : Subject{};
    case About::path:
      for (const auto segment : segments(route.pattern)) {
        if (!segment.starts_with('{')) continue;
        const std::string_view name = segment.substr(1, segment.size() - 2);
        if (const auto kind = kind_of(name)) {
          const auto id = store::door::id_of(session, static_cast<store::door::Kind>(*kind), visit.parameter(name));
          return Subject::of(*kind, id);
        }
      }
  }
  return {};
}

place::Actor actor_of(const store::accounts::Account& a) {
  place::Actor actor;
  actor.account = a.id;
  actor.ref = a.ref;
  actor.place = a.place;
  actor.name = a.name;
  actor.role = a.role.empty() ? 'P' : a.role.front();
  actor.duty = a.duty;
  if (a.person) actor.person = a.person;
  if (a.provider) actor.provider = a.provider;
  return actor;
}

/// A page to come back to after signing in: our own paths only.
bool is_own_path(std::string_view path) {
  return path.starts_with('/') && !path.starts_with("//") && path.find('\\') == std::string_view::npos;
}

constexpr std::chrono::minutes touch_every{5};

const identity::SessionRules& session_rules(std::string_view role) {
  return role == "P" || role == "S" ? identity::person_session : identity::staff_session;
}

}  // namespace

App::App(store::Database& db, Clock clock, AppOptions options)
    : db_(db), clock_(std::move(clock)), options_(options), assets_(embedded_assets()), random_(0) {
  std::random_device system;
  random_ = Random((static_cast<std::uint64_t>(system()) << 32) ^ system());
  synthetic_ = db_.read([](store::Session& s) { return store::accounts::any_synthetic(s); });
  add_front_pages(routes_);
  add_directory_pages(routes_);
  add_account_pages(routes_);
  add_person_pages(routes_);
  add_plan_pages(routes_);
  add_sharing_pages(routes_);
  add_club_pages(routes_);
  add_provider_pages(routes_);
  add_brief_pages(routes_);
  add_visit_pages(routes_);
  add_support_pages(routes_);
  add_savings_pages(routes_);
  add_finance_pages(routes_);
  add_draw_rule_pages(routes_);
  add_learning_pages(routes_);
  add_library_pages(routes_);
  add_evaluation_pages(routes_);
  add_statement_pages(routes_);
  add_books_pages(routes_);
  add_rule_pages(routes_);
  add_own_money_pages(routes_);
  add_review_pages(routes_);
  add_move_in_pages(routes_);
  add_book_rules_pages(routes_);
}

Random App::random() {
  const std::scoped_lock lock(random_mutex_);
  return Random(random_.next());
}

std::string App::asset(std::string_view name) const {
  return assets_->address(fmt::format("/assets/{}", name));
}

App::Match App::match(http::Method method, std::string_view path) const {
  Match out;
  const auto asked = segments(path);
  for (const Route& route : routes_) {
    const auto wanted = segments(route.pattern);
    if (wanted.size() != asked.size()) continue;
    std::vector<std::pair<std::string_view, std::string>> parameters;
    bool fits = true;
    for (std::size_t i = 0; fits && i < wanted.size(); ++i) {
      if (wanted[i].starts_with('{')) {
        fits = !asked[i].empty() && asked[i].size() <= 100;
        parameters.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), std::string(asked[i]));
      } else {
        fits = wanted[i] == asked[i];
      }
    }
    if (!fits) continue;
    if (route.method == method || (route.method == http::Method::get && method == http::Method::head)) {
      out.route = &route;
      out.parameters = std::move(parameters);
      return out;
    }
    out.other_methods.push_back(route.method);
  }
  return out;
}

http::Reply App::handle(const http::Request& request) {
  auto visit = std::make_shared<Visit>(*this, request, now());
  Match found = match(request.method, request.path);
  const std::string session_token(request.cookies.get(session_cookie(options_.behind_tls)));
  if (!session_token.empty()) {
    visit->session_hash = identity::token_hash(session_token);
    const auto signed_in =
        db_.read([&](store::Session& s) { return store::accounts::by_session(s, visit->session_hash); });
    if (signed_in && identity::session_state(signed_in->created_at, signed_in->seen_at, visit->now,
                                             session_rules(signed_in->account.role)) == identity::SessionState::live) {
      visit->actor = actor_of(signed_in->account);
      visit->w = Words(language_of(signed_in->account.words));
      visit->large_print = signed_in->account.large_print;
      visit->form_secret = session_token;
      if (visit->now - signed_in->seen_at > touch_every)
        (void)db_.write([&](store::Session& s) -> Result<int> {
          store::accounts::touch_session(s, visit->session_hash, visit->now);
          return 0;
        });
    } else {
      visit->session_hash.clear();
    }
  }
  if (!visit->actor) {
    visit->w = Words(language_of(request.cookies.get("words")));
    visit->large_print = request.cookies.get("print") == "large";
    visit->visit_cookie = request.cookies.get("visit");
    if (!identity::looks_like_token(visit->visit_cookie)) {
      visit->visit_cookie = identity::new_token();
      visit->new_visit_cookie = true;
    }
    visit->form_secret = visit->visit_cookie;
  }
  if (found.route == nullptr) {
    if (!found.other_methods.empty()) return http::not_allowed(found.other_methods);
    http::Response response = visit->page(
        visit->w("error.missing.title"),
        heading(visit->w("error.missing.title")) + paragraph(visit->w("error.missing.text")), {.status = 404});
    response.route = "(none)";
    return response;
  }
  for (auto& [name, value] : found.parameters) visit->parameters.emplace(name, std::move(value));
  const Route& route = *found.route;
  if (request.method == http::Method::post) {
    auto form = request.form();
    if (!form) return http::plain(form.error().sentence, 400);
    visit->form = std::move(*form);
    const std::string_view origin = request.headers.get("origin");
    const std::string_view site = request.headers.get("sec-fetch-site");
    const bool from_us = (site.empty() || site == "same-origin" || site == "none") && origin != "null";
    if (!from_us || !identity::csrf_matches(visit->form_secret, visit->form.text("csrf"))) {
      http::Response response = visit->page(
          visit->w("error.stale.title"),
          heading(visit->w("error.stale.title")) + paragraph(visit->w("error.stale.text")), {.status = 403});
      response.route = std::string(route.pattern);
      return response;
    }
  }
  if (route.slow || (route.run_slowly != nullptr && request.method == http::Method::post)) {
    return http::Deferred{[this, visit, &route] { return run(*visit, route); }, std::string(route.pattern)};
  }
  return run(*visit, route);
}

http::Response App::run(Visit& visit, const Route& route) {
  http::Response response;
  std::optional<place::PersonId> about_person;
  const auto decide = [&](store::Session& s) {
    const Subject subject = subject_of(s, visit, route);
    if (subject.kind == Subject::Kind::person && subject.id != 0) about_person = place::PersonId{subject.id};
    return place::decide(s, visit.actor, route.action, subject, visit.now);
  };
  const auto refused = [&](const Refusal& refusal) {
    if (refusal.code == "signed-out") {
      if (route.method == http::Method::get && is_own_path(visit.request.path))
        return http::see_other(fmt::format("/sign-in?then={}", http::percent_encode(visit.request.path)));
      return visit.page(visit.w("error.signed-out.title"),
                        heading(visit.w("error.signed-out.title")) + paragraph(visit.w("error.signed-out.text")),
                        {.status = 403});
    }
    if (visit.actor && about_person && place::shows_refusals(route.action))
      (void)db_.write([&](store::Session& s) -> Result<int> {
        place::record_look(s, *visit.actor, route.action, *about_person, "refused", visit.now);
        return 0;
      });
    if (route.refused != nullptr) return route.refused(visit);
    return visit.page(visit.w("error.refused.title"),
                      heading(visit.w("error.refused.title")) + paragraph(visit.w("error.refused.text")),
                      {.status = 403});
  };
  const auto record = [&](store::Session& s, const place::Grant& grant) {
    if (grant.looked() && about_person)
      place::record_look(s, grant.signed_in(), grant.action(), *about_person, "allowed", visit.now);
  };

  if (route.run_slowly != nullptr) {
    const auto granted = db_.read([&](store::Session& s) { return decide(s); });
    response = granted ? route.run_slowly(visit) : refused(granted.error());
  } else if (route.method == http::Method::get) {
    std::optional<Refusal> refusal;
    std::optional<place::Grant> to_record;
    db_.read([&](store::Session& s) {
      const auto granted = decide(s);
      if (!granted) {
        refusal = granted.error();
        return;
      }
      if (granted->looked() && about_person &&
          !place::is_look_recorded(s, granted->signed_in(), granted->action(), *about_person, "allowed", visit.now))
        to_record = *granted;
      Page page(visit, s, *granted);
      response = route.run(page).response;
    });
    if (refusal) response = refused(*refusal);
    if (to_record)
      (void)db_.write([&](store::Session& s) -> Result<int> {
        record(s, *to_record);
        return 0;
      });
  } else {
    std::optional<Refusal> refusal;
    const auto kept = db_.write([&](store::Session& s) -> Result<int> {
      const auto granted = decide(s);
      if (!granted) {
        refusal = granted.error();
        return refuse("refused", "");
      }
      record(s, *granted);
      Page page(visit, s, *granted);
      Answer answer = route.run(page);
      response = std::move(answer.response);
      if (!answer.keep) return refuse("not-kept", "");
      return 0;
    });
    (void)kept;
    if (refusal) response = refused(*refusal);
  }
  response.route = std::string(route.pattern);
  return response;
}

http::Response App::error_page(int status) const {
  return http::plain(fmt::format("{} {}\n", status, http::reason(status)), status);
}

}  // namespace onepot::web
