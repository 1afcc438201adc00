#pragma once
// Pieces of signing in and joining that more than one page needs.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/store/accounts.h"
#include "onepot/web/app.h"

namespace onepot::web {

/// "__Host-session" behind TLS, "session" in a demonstration on loopback.
std::string session_cookie(bool behind_tls);
/// Where somebody's work begins.
std::string home_of(const place::Actor& actor);
/// Starts a session for the account, sets its cookie and goes to `then`. `attempt`: hash under which the success is
/// noted.
http::Response begin_session(Visit& v, place::AccountId account, std::string_view then, std::string_view flash,
                             std::string_view attempt = {});

/// Every place with its areas, for the select below.
std::pair<std::vector<store::accounts::Place>, std::vector<std::vector<store::accounts::Area>>> all_areas(
    store::Session& session);
Html area_select(const Visit& v, const std::vector<store::accounts::Place>& places,
                 const std::vector<std::vector<store::accounts::Area>>& areas, const std::string& label);
std::optional<std::pair<place::PlaceId, place::AreaId>> chosen_area(
    const Visit& v, const std::vector<store::accounts::Place>& places,
    const std::vector<std::vector<store::accounts::Area>>& areas);

/// Inputs `sign-in` and `password` for a new account.
Html credentials_inputs(const Visit& v);
struct Credentials {
  std::string sign_in, password;
};
/// What was typed in them; adds to the visit's errors what is wrong.
std::optional<Credentials> typed_credentials(Visit& v);

}  // namespace onepot::web
