#include <fmt/format.h>

#include "onepot/identity/token.h"
#include "onepot/store/providers.h"
#include "onepot/web/sign_in.h"
#include "village.h"

namespace onepot::web::testing {

Village::Village() : now(*parse_instant("2026-11-21T09:00:00Z")) {
  auto opened = store::Database::open(":memory:");
  ONEPOT_ASSERT(opened.has_value());
  db = std::make_unique<store::Database>(std::move(*opened));
  write([&](store::Session& s) {
    place = s.query(
                 "INSERT INTO place (slug, name, council, nhs_partner, residents, bank_name, bank_sort_code, "
                 "bank_account) VALUES ('ashdale', "
                 "'Ashdale', 'Ashdale Council', 'Ashdale NHS', 320000, 'Ashdale Council', '000000', '12345678') "
                 "RETURNING id")
                .one()
                .id<place::PlaceId>(0);
    area = s.query(
                "INSERT INTO area (place_id, name, kind, easting_m, northing_m, residents) VALUES (:place, 'Thornby', "
                "'village', 0, 0, 900) "
                "RETURNING id",
                {{"place", place}})
               .one()
               .id<place::AreaId>(0);
    provider = store::providers::add(s,
                                     {.ref = "00000000-0000-7000-8000-0000000000aa",
                                      .name = "Mo's Mornings",
                                      .kind = "micro-enterprise",
                                      .about = "",
                                      .bank_name = "M Okafor",
                                      .bank_sort_code = "000000",
                                      .bank_account = "31926819",
                                      .place = place,
                                      .area = area},
                                     now);
    int n = 0;
    const auto account = [&](const std::string& name, const std::string& role, const std::string& duty) {
      store::accounts::NewAccount a;
      a.ref = fmt::format("00000000-0000-7000-8000-00000000{:04}", ++n);
      a.sign_in = name;
      a.password_hash = "-";
      a.name = name;
      a.role = role;
      a.duty = duty;
      a.place = place;
      if (role == "P") {
        store::accounts::NewPerson p;
        p.ref = fmt::format("00000000-0000-7000-8000-00000001{:04}", n);
        p.known_as = name;
        p.full_name = name + " Example";
        p.pseudonym = fmt::format("ps{}", n);
        p.place = place;
        p.area = area;
        p.born = Date(1990, 3, 27);
        people[name] = store::accounts::add_person(s, p);
        a.person = people[name];
      }
      if (role == "M") a.provider = provider;
      accounts[name] = store::accounts::add(s, a, now);
    };
    for (const auto* name : {"pete", "sam", "ali"}) account(name, "P", "");
    account("sister", "S", "");
    account("dana", "C", "practitioner");
    account("fin", "C", "finance");
    account("cara", "C", "commissioner");
    account("mo", "M", "");
    account("eva", "E", "");
  });
  app = std::make_unique<App>(*db, [this] { return now; });
}

Browser Village::as(const std::string& sign_in) {
  Browser browser(*app);
  const std::string token = identity::new_token();
  write([&](store::Session& s) {
    store::accounts::start_session(s, identity::token_hash(token), accounts.at(sign_in), now);
  });
  browser.cookies[session_cookie(false)] = token;
  return browser;
}

std::string Village::ref(const std::string& sign_in) {
  return db->read([&](store::Session& s) { return store::accounts::person(s, people.at(sign_in))->ref; });
}

void Village::add_person(const std::string& name) {
  write([&](store::Session& s) {
    const auto n = 7000 + people.size();
    store::accounts::NewPerson p;
    p.ref = fmt::format("00000000-0000-7000-8000-00000001{:04}", n);
    p.known_as = name;
    p.full_name = name + " Example";
    p.pseudonym = fmt::format("ps{}", n);
    p.place = place;
    p.area = area;
    p.born = Date(1970, 3, 27);
    people[name] = store::accounts::add_person(s, p);
    store::accounts::NewAccount a;
    a.ref = fmt::format("00000000-0000-7000-8000-00000000{:04}", n);
    a.sign_in = a.name = name;
    a.password_hash = "-";
    a.role = "P";
    a.place = place;
    a.person = people[name];
    accounts[name] = store::accounts::add(s, a, now);
  });
}

void Village::relate(const std::string& account, const std::string& to, const std::string& kind) {
  write([&](store::Session& s) {
    store::door::start_relationship(s, people.at(to), accounts.at(account), kind, "", now);
  });
}

void Village::consent(const std::string& to, const std::string& account, const std::string& purpose) {
  write([&](store::Session& s) { store::door::give_consent(s, people.at(to), accounts.at(account), purpose, now); });
}

}  // namespace onepot::web::testing
