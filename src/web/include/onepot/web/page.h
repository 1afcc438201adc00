#pragma once
// What a page function is handed, and what it gives back.
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/random.h"
#include "onepot/html/govuk/common.h"
#include "onepot/http/form.h"
#include "onepot/http/request.h"
#include "onepot/http/response.h"
#include "onepot/place/work.h"
#include "onepot/store/database.h"
#include "onepot/web/words.h"

namespace onepot::web {

class App;

/// What is wrong with a form: by field, each with a sentence a person can act on.
class Errors {
 public:
  void add(std::string field, std::string sentence) { all_.emplace_back(std::move(field), std::move(sentence)); }
  bool empty() const { return all_.empty(); }
  /// The field's sentence; empty where nothing is wrong with it. Goes into a component's error_message.
  std::string of(std::string_view field) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

struct Layout {
  std::string back = {};       ///< address of the page before; no back link where empty
  std::string back_text = {};  ///< "Back" unless said otherwise
  bool wide = false;           ///< the content brings its own grid; else two thirds of the width
  int status = 200;
  Html head = {};
};

/// One request, signed in or not.
class Visit {
 public:
  Visit(App& application, const http::Request& asked, Instant at)
      : app(application), request(asked), now(at), w(Language::en), random(application_random(application)) {}

  App& app;
  const http::Request& request;
  Instant now;
  std::optional<place::Actor> actor;  ///< nobody: signed out
  std::string session_hash;           ///< of the live sign-in; empty when signed out
  Words w;
  bool large_print = false;
  std::string form_secret;   ///< what the hidden field of every posting form is derived from
  std::string visit_cookie;  ///< a random token for the forms of somebody signed out, to be set where it is new
  bool new_visit_cookie = false;
  http::Form form;  ///< of a POST, checked for its csrf already
  Errors errors;
  std::map<std::string, std::string, std::less<>> parameters;  ///< of the path
  Random random;

  Date today() const { return date_of(now); }
  bool is_easy() const { return w.language() == Language::easy; }
  /// A parameter of the path.
  const std::string& parameter(std::string_view name) const;
  /// A form field, trimmed: what was typed.
  std::string typed(std::string_view name) const;
  /// The whole page. The title is the h1's words too, unless the content has its own h1.
  http::Response page(std::string_view title, const Html& content, const Layout& layout = {});
  /// <form method=post action=…> with the csrf token around `inner`.
  Html form_to(std::string_view action, const Html& inner) const;
  /// The same for a form with a file in it.
  Html upload_form_to(std::string_view action, const Html& inner) const;
  /// A form with one button: approve, accept, withdraw. `hidden` are name and value.
  Html button_to(std::string_view action, std::string_view text, std::initializer_list<Filling> hidden = {},
                 std::string_view classes = {}) const;
  /// 303 to `path`, where the message with that id is shown once.
  http::Response go(std::string_view path, std::string_view flash = {}) const;
  /// The error summary for what is in `errors`; empty when nothing is wrong. page() puts it above the content itself.
  Html error_summary() const;

 private:
  static Random application_random(App& application);
};

/// What a page function gives back. A POST's transaction is kept only when `keep`.
struct Answer {
  http::Response response;
  bool keep = true;
};

/// One request behind the door, inside its transaction.
class Page : public Visit {
 public:
  Page(const Visit& visit, store::Session& in, const place::Grant& granted)
      : Visit(visit), session(in), grant(granted) {}
  store::Session& session;
  const place::Grant& grant;
  place::Work work() { return {session, grant, random}; }

  Answer show(std::string_view title, const Html& content, const Layout& layout = {}) {
    return {page(title, content, layout), true};
  }
  /// The form again with what was typed and what is wrong (status 422); nothing of the transaction is kept.
  Answer again(std::string_view title, const Html& content, Layout layout = {}) {
    layout.status = 422;
    return {page(title, content, layout), false};
  }
  /// Done: on to another page.
  Answer done(std::string_view path, std::string_view flash = {}) { return {go(path, flash), true}; }
  /// A refusal that no form field caused: a page that says so (403 for not-allowed, 409 for taken, else 422).
  Answer refused(const Refusal& refusal, std::string_view back);
};

// Small pieces that many pages need.
Html heading(std::string_view words);         ///< h1
Html heading2(std::string_view words);        ///< h2
Html paragraph(std::string_view words);       ///< p.govuk-body
Html hint_paragraph(std::string_view words);  ///< p.govuk-hint
Html link(std::string_view href, std::string_view words);
/// "£1,234.50" or "£450".
std::string pounds(Pence amount);

}  // namespace onepot::web
