#pragma once
// A browser for tests: cookies, forms with their hidden fields, redirects followed; no network, no scripts.
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/web/app.h"

namespace onepot::web::testing {

using FormValues = std::vector<std::pair<std::string, std::string>>;

class Browser {
 public:
  explicit Browser(App& app) : app_(app) {}

  /// Loads a page; follows redirects. The answer's body is `body`, its status `status`, the address it ended at `path`.
  int get(std::string target);
  /// Submits the form of the current page whose action is `action`: its hidden fields and what stands in its inputs,
  /// with `values` over them. Fails (status 0) where the page has no such form.
  int submit(std::string_view action, const FormValues& values = {});
  /// Submits the page's form with a file chosen in each of these fields (name of the field, bytes); its other fields as
  /// submit() does.
  int upload(std::string_view action, const FormValues& files, const FormValues& values = {});
  /// A POST that no page offered, with a good csrf token: what somebody with a command line could try.
  int post(const std::string& target, FormValues values = {});

  int status = 0;
  std::string path, body;
  bool has(std::string_view text) const { return body.find(text) != std::string::npos; }
  /// The words of the first h1.
  std::string heading() const;
  /// The first href that contains `part`.
  std::string href(std::string_view part) const;
  /// Addresses of all forms of the page.
  std::vector<std::string> actions() const;
  std::map<std::string, std::string> cookies;

 private:
  int send(http::Method method, std::string target, std::string body,
           const std::string& type = "application/x-www-form-urlencoded");
  App& app_;
};

/// Attribute of a tag's text, unescaped: attribute_of("<input name=\"a\">", "name") is "a".
std::string attribute_of(std::string_view tag, std::string_view name);

}  // namespace onepot::web::testing
