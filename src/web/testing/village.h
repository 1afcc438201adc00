#pragma once
// A place of two people, a supporter, a practitioner, a finance officer, a provider and an evaluator, for tests of
// pages.
#include <map>
#include <memory>
#include <string>

#include "browser.h"
#include "onepot/store/accounts.h"
#include "onepot/store/database.h"
#include "onepot/web/app.h"

namespace onepot::web::testing {

class Village {
 public:
  Village();
  /// Signed in: pete, sam, ali (P), sister (S), dana (C practitioner), fin (C finance), cara (C commissioner), mo (M),
  /// eva (E).
  Browser as(const std::string& sign_in);
  Browser nobody() { return Browser(*app); }
  place::PersonId person(const std::string& sign_in) const { return people.at(sign_in); }
  std::string ref(const std::string& sign_in);
  /// Somebody more of the place, who signs in under that name.
  void add_person(const std::string& name);
  /// Ends or begins what the door asks for.
  void relate(const std::string& account, const std::string& to, const std::string& kind);
  void consent(const std::string& to, const std::string& account, const std::string& purpose);
  template <class F>
  void write(F&& f) {
    const auto done = db->write([&](store::Session& s) -> Result<int> {
      f(s);
      return 0;
    });
    ONEPOT_ASSERT(done.has_value());
  }

  std::unique_ptr<store::Database> db;
  Instant now;
  std::unique_ptr<App> app;
  std::map<std::string, place::PersonId> people;
  std::map<std::string, place::AccountId> accounts;
  place::PlaceId place;
  place::AreaId area;
  place::ProviderId provider;
};

}  // namespace onepot::web::testing
