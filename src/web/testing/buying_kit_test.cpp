#include "buying_kit.h"

#include <fmt/format.h>

#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/needs.h"
#include "onepot/store/pots.h"
#include "onepot/store/providers.h"

namespace onepot::web::testing {

Market::Market() {
  write([&](store::Session& s) {
    const auto kit = store::providers::add(s,
                                           {.ref = "00000000-0000-7000-8000-0000000000ab",
                                            .name = "Kit's Kitchen",
                                            .kind = "micro-enterprise",
                                            .about = "",
                                            .bank_name = "",
                                            .bank_sort_code = "",
                                            .bank_account = "",
                                            .place = place,
                                            .area = area},
                                           now);
    store::accounts::NewAccount a;
    a.ref = "00000000-0000-7000-8000-000000009999";
    a.sign_in = a.name = "kit";
    a.password_hash = "-";
    a.role = "M";
    a.place = place;
    a.provider = kit;
    accounts["kit"] = store::accounts::add(s, a, now);
  });
}

void Market::pot(const std::string& name, const std::vector<StreamOfPot>& streams) {
  write([&](store::Session& s) {
    const auto person = people.at(name);
    const std::string who = store::accounts::person(s, person)->ref;
    store::pots::open(s, person, "pot-" + who, "direct-payment", now);
    for (const auto& stream : streams) {
      s.run(
          "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES (:code, :code, "
          "'council', '', :purposes, 1) ON "
          "CONFLICT (code) DO NOTHING",
          {{"code", stream.code}, {"purposes", stream.purposes}});
      store::pots::add_stream(s, person, store::needs::stream(s, stream.code), Pence(stream.pence / 4), date_of(now));
      onepot::pot::Transfer in;
      in.id = fmt::format("in:{}:{}", who, stream.code);
      in.booked = in.effective = date_of(now);
      in.from = onepot::pot::funder_account(stream.code);
      in.to = onepot::pot::pot_account(who, stream.code);
      in.amount = Pence(stream.pence);
      in.stream = stream.code;
      in.purpose = "pot";
      ONEPOT_ASSERT(store::ledger::post(s, in).has_value());
    }
  });
}

std::string Market::club(const std::vector<std::pair<std::string, std::int64_t>>& members, const std::string& status) {
  const std::string club_ref = "00000000-0000-7000-8000-00000000c1b0";
  write([&](store::Session& s) {
    const auto id = s.query(
                         "INSERT INTO club (ref, place_id, name, purpose, status, made_at) VALUES (:ref, :place, 'The "
                         "three', 'home', :status, "
                         ":now) RETURNING id",
                         {{"ref", club_ref}, {"place", place}, {"status", status}, {"now", now}})
                        .one()
                        .integer(0);
    for (const auto& [name, support] : members)
      s.run(
          "INSERT INTO club_member (club_id, person_id, support_week_pence, answer) VALUES (:club, :person, :support, "
          "'yes')",
          {{"club", id}, {"person", people.at(name)}, {"support", support}});
  });
  return club_ref;
}

void Market::needs(const std::string& name, std::int64_t day_minutes, std::int64_t shareable,
                   std::int64_t night_minutes) {
  write([&](store::Session& s) {
    const auto assessment = store::needs::ask(s, people.at(name), "needs-" + name, "", now);
    store::needs::Need need;
    need.kind = "personal";
    need.day = Hours::minutes(day_minutes);
    need.shareable = Hours::minutes(shareable);
    need.night = Hours::minutes(night_minutes);
    store::needs::describe(s, assessment, {need}, accounts.at("dana"), now);
  });
}

std::int64_t Market::available(const std::string& name) {
  const std::string who = ref(name);
  return db->read([&](store::Session& s) {
    Pence sum;
    for (const auto& lot : store::ledger::standings_of_pot(s, who)) sum += lot.balance.available();
    return sum.count();
  });
}

std::int64_t Market::committed(const std::string& name, const std::string& stream) {
  const std::string who = ref(name);
  return db->read([&](store::Session& s) {
    return store::ledger::balance(s, onepot::pot::pot_account(who, stream), stream).committed.count();
  });
}

std::int64_t Market::held(const std::string& account) {
  return db->read([&](store::Session& s) {
    Pence sum;
    for (const auto& lot : store::ledger::lots_of_account(s, account)) sum += lot.balance.posted;
    return sum.count();
  });
}

std::map<std::string, std::string> Market::offer_refs() {
  return db->read([](store::Session& s) {
    std::map<std::string, std::string> out;
    for (const auto row : s.query("SELECT p.name, o.ref FROM brief_offer o JOIN provider p ON p.id = o.provider_id"))
      out[row.text(0)] = row.text(1);
    return out;
  });
}

std::int64_t Market::count(const std::string& sql) {
  return db->read([&](store::Session& s) { return s.query(sql).one().maybe_integer(0).value_or(0); });
}

std::string Market::text(const std::string& sql) {
  return db->read([&](store::Session& s) { return s.query(sql).one().text(0); });
}

bool Market::books_are_whole() {
  return db->read([](store::Session& s) { return store::ledger::verify(s).problems.empty(); });
}

}  // namespace onepot::web::testing
