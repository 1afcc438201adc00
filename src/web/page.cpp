#include "onepot/web/page.h"

#include <fmt/format.h>

#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/identity/token.h"
#include "onepot/web/app.h"

namespace onepot::web {
namespace {

struct NavigationItem {
  const char* href;
  const char* message;
};

/// What each role's work is about, most used first.
std::vector<NavigationItem> navigation_of(const Visit& visit) {
  if (!visit.actor)
    return {{"/what-could-i-get", "nav.what-could-i-get"},
            {"/directory", "nav.directory"},
            {"/library", "nav.library"},
            {"/sign-in", "nav.sign-in"}};
  std::vector<NavigationItem> out;
  switch (visit.actor->role) {
    case 'P':
      out = {{"/me", "nav.today"},     {"/me/pot", "nav.pot"},       {"/me/plan", "nav.plan"},
             {"/me/home", "nav.home"}, {"/me/visits", "nav.visits"}, {"/me/people", "nav.around-me"}};
      break;
    case 'S':
      out = {{"/supporting", "nav.supporting"}};
      break;
    case 'M':
      out = {{"/provider", "nav.provider"},
             {"/provider/briefs", "nav.briefs"},
             {"/provider/visits", "nav.record-visits"},
             {"/provider/payments", "nav.payments"},
             {"/demand", "nav.demand"}};
      break;
    case 'C':
      if (visit.actor->duty == "finance")
        out = {{"/finance", "nav.finance"}, {"/evaluation", "nav.evaluation"}};
      else if (visit.actor->duty == "practitioner")
        out = {{"/caseload", "nav.caseload"}};
      else
        out = {{"/demand", "nav.demand"}, {"/evaluation", "nav.evaluation"}, {"/evaluations", "nav.evaluations"}};
      out.push_back({"/library", "nav.library"});
      break;
    case 'E':
      out = {{"/evaluations", "nav.evaluations"}, {"/evaluation", "nav.evaluation"}, {"/library", "nav.library"}};
      break;
    default:
      break;
  }
  out.push_back({"/directory", "nav.directory"});
  out.push_back({"/account", "nav.account"});
  return out;
}

Html footer(const Visit& visit) {
  const Words& w = visit.w;
  govuk::Footer footer;
  footer.meta.items = {{.text = visit.is_easy() ? w("footer.plain-words") : w("footer.easy-words"), .href = "/words"},
                       {.text = w("rules.title"), .href = "/rules"},
                       {.text = w("footer.accessibility"), .href = "/accessibility"},
                       {.text = w("footer.privacy"), .href = "/privacy"},
                       {.text = w("savings.link"), .href = "/savings"},
                       {.text = w("published.title"), .href = "/published"}};
  footer.meta.text = w("footer.what");
  return govuk::site_footer(footer);
}

}  // namespace

std::string Errors::of(std::string_view field) const {
  for (const auto& [name, sentence] : all_)
    if (name == field) return sentence;
  return {};
}

Random Visit::application_random(App& application) {
  return application.random();
}

const std::string& Visit::parameter(std::string_view name) const {
  static const std::string none;
  const auto found = parameters.find(name);
  return found == parameters.end() ? none : found->second;
}

std::string Visit::typed(std::string_view name) const {
  return std::string(trim(form.text(name)));
}

Html Visit::error_summary() const {
  if (errors.empty()) return {};
  govuk::ErrorSummary summary;
  summary.title_text = w("error.summary");
  for (const auto& [field, sentence] : errors.all())
    summary.error_list.push_back({.text = sentence, .href = field.empty() ? "" : "#" + field});
  return govuk::error_summary(summary);
}

http::Response Visit::page(std::string_view title, const Html& content, const Layout& layout) {
  govuk::Page page;
  page.lang = "en";
  page.title = fmt::format("{}{} – Onepot", errors.empty() ? "" : w("error.title-prefix") + " ", title);
  if (large_print) page.html_classes += "large-print ";
  if (is_easy()) page.html_classes += "easy-read";
  page.stylesheets = {app.asset("onepot.css")};
  page.module_scripts = {app.asset("onepot.js")};
  page.icon = app.asset("images/icon.svg");
  page.skip_link_text = w("skip");
  govuk::append(page.header, govuk::GenericHeader{.logo_text = "Onepot"});
  govuk::ServiceNavigation navigation;
  navigation.menu_button_text = w("nav.menu");
  navigation.aria_label = w("nav.label");
  for (const auto& item : navigation_of(*this))
    navigation.navigation.push_back({.text = w(item.message), .href = item.href, .active = request.path == item.href});
  govuk::append(page.header, navigation);
  if (app.is_synthetic())
    govuk::append(page.header, govuk::PhaseBanner{.text = w("synthetic.text"),
                                                  .tag = {.text = w("synthetic.tag")},
                                                  .classes = "govuk-width-container"});
  if (!layout.back.empty())
    govuk::append(page.before_content, govuk::BackLink{.text = layout.back_text.empty() ? w("back") : layout.back_text,
                                                       .href = layout.back});
  Html inner;
  inner.reserve(content.size() + 2048);
  if (!layout.wide)
    inner.open("div", {{"class", "govuk-grid-row"}}).open("div", {{"class", "govuk-grid-column-two-thirds"}});
  inner += error_summary();
  const std::string_view flash = request.cookies.get("done");
  const bool has_flash = !flash.empty() && request.method == http::Method::get && w.has(fmt::format("done.{}", flash));
  if (has_flash)
    govuk::append(inner,
                  govuk::NotificationBanner{
                      .text = w(fmt::format("done.{}", flash)), .title_text = w("done.title"), .type = "success"});
  inner += content;
  if (!layout.wide) inner.close("div").close("div");
  page.content = std::move(inner);
  page.head = layout.head;
  page.icon = app.asset("images/icon.svg");
  page.footer = footer(*this);
  http::Response response = http::html(govuk::page(page).take(), layout.status);
  response.set("Cache-Control", "no-store")
      .set("Content-Security-Policy",
           "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
           "connect-src 'self'; "
           "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
      .set("Referrer-Policy", "same-origin")
      .set("X-Content-Type-Options", "nosniff")
      .set("X-Frame-Options", "DENY")
      .set("Cross-Origin-Opener-Policy", "same-origin")
      .set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  const bool tls = app.options().behind_tls;
  if (tls) response.set("Strict-Transport-Security", "max-age=31536000");
  if (has_flash) response.add("Set-Cookie", http::to_forget_cookie("done", tls));
  if (new_visit_cookie) response.cookie({.name = "visit", .value = visit_cookie, .secure = tls});
  return response;
}

namespace {

Html posting_form(std::string_view action, std::string_view kind, const std::string& token, const Html& inner) {
  Html out;
  out.reserve(inner.size() + 256);
  out.start("form").attribute("method", "post").attribute("action", action);
  if (!kind.empty()) out.attribute("enctype", kind);
  out.flag("novalidate").end();
  out.add(html::hidden("csrf", token));
  return out.add(inner).close("form");
}

}  // namespace

Html Visit::form_to(std::string_view action, const Html& inner) const {
  return posting_form(action, {}, identity::csrf_token(form_secret), inner);
}

Html Visit::upload_form_to(std::string_view action, const Html& inner) const {
  return posting_form(action, "multipart/form-data", identity::csrf_token(form_secret), inner);
}

Html Visit::button_to(std::string_view action, std::string_view text, std::initializer_list<Filling> hidden,
                      std::string_view classes) const {
  Html inner;
  for (const auto& [name, value] : hidden) inner.add(html::hidden(name, value));
  govuk::append(
      inner, govuk::Button{.text = std::string(text), .classes = std::string(classes), .prevent_double_click = true});
  return form_to(action, inner);
}

http::Response Visit::go(std::string_view path, std::string_view flash) const {
  http::Response response = http::see_other(path);
  response.set("Cache-Control", "no-store");
  if (!flash.empty())
    response.cookie({.name = "done",
                     .value = std::string(flash),
                     .max_age = std::chrono::seconds(60),
                     .secure = app.options().behind_tls});
  return response;
}

Answer Page::refused(const Refusal& refusal, std::string_view back) {
  const int status = refusal.code == "not-allowed" ? 403 : refusal.code == "taken" ? 409 : 422;
  Html content = heading(w("error.could-not.title"));
  content += paragraph(refusal.sentence);
  return {page(w("error.could-not.title"), content, {.back = std::string(back), .status = status}), false};
}

Html heading(std::string_view words) {
  return html::element("h1", {{"class", "govuk-heading-l"}}, words);
}
Html heading2(std::string_view words) {
  return html::element("h2", {{"class", "govuk-heading-m"}}, words);
}
Html paragraph(std::string_view words) {
  return html::element("p", {{"class", "govuk-body"}}, words);
}
Html hint_paragraph(std::string_view words) {
  return html::element("p", {{"class", "govuk-hint"}}, words);
}
Html link(std::string_view href, std::string_view words) {
  return html::element("a", {{"class", "govuk-link"}, {"href", href}}, words);
}
std::string pounds(Pence amount) {
  return to_pounds(amount, true);
}

}  // namespace onepot::web
