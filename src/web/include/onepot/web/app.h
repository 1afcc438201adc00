#pragma once
// The web application: routes, the door in front of each, and the frame around every page.
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/random.h"
#include "onepot/http/assets.h"
#include "onepot/http/request.h"
#include "onepot/http/response.h"
#include "onepot/place/access.h"
#include "onepot/store/database.h"
#include "onepot/web/page.h"

namespace onepot::web {

/// What a route is about, for the door.
enum class About {
  nothing,
  own_person,    ///< the record of the person who is signed in
  own_provider,  ///< the provider of whoever is signed in
  path           ///< the first of {person} {club} {brief} {agreement} {visit} {provider} in the pattern
};

struct Route {
  http::Method method = http::Method::get;
  std::string_view pattern;  ///< "/people/{person}/plan"; a {name} matches one segment
  std::string_view action;   ///< the door's name for it (place/access.table)
  About about = About::nothing;
  /// Runs inside one transaction (a read for GET, a write for POST), after the door said yes.
  Answer (*run)(Page&) = nullptr;
  /// Instead of run: manages its own transactions, on the slow lane, because it hashes a password.
  http::Response (*run_slowly)(Visit&) = nullptr;
  /// What somebody sees whom the door refused, instead of the general page.
  http::Response (*refused)(Visit&) = nullptr;
  /// Reads the books of the whole place: on the slow lane, so that nobody else's page waits for it.
  bool slow = false;
};

struct AppOptions {
  bool behind_tls = false;  ///< cookies are Secure and HSTS is sent
};

class App {
 public:
  using Clock = std::function<Instant()>;
  App(store::Database& db, Clock clock, AppOptions options = {});
  http::Reply handle(const http::Request& request);
  /// Every route, in the order in which they are tried.
  const std::vector<Route>& routes() const { return routes_; }
  std::shared_ptr<const http::Assets> assets() const { return assets_; }
  /// The page for what the server itself refuses.
  http::Response error_page(int status) const;

  // For pages:
  store::Database& db() { return db_; }
  Instant now() const { return clock_(); }
  const AppOptions& options() const { return options_; }
  /// A made-up place says so on every page.
  bool is_synthetic() const { return synthetic_; }
  /// A generator of its own for a request, seeded from the system.
  Random random();
  /// Where a style sheet or script lies: its address holds its content's hash.
  std::string asset(std::string_view name) const;

 private:
  struct Match {
    const Route* route = nullptr;
    std::vector<std::pair<std::string_view, std::string>> parameters;
    std::vector<http::Method> other_methods;
  };
  Match match(http::Method method, std::string_view path) const;
  http::Response run(Visit& visit, const Route& route);

  store::Database& db_;
  Clock clock_;
  AppOptions options_;
  bool synthetic_ = false;
  std::vector<Route> routes_;
  std::shared_ptr<const http::Assets> assets_;
  std::mutex random_mutex_;
  Random random_;
};

}  // namespace onepot::web
