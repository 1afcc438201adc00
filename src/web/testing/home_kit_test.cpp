#include "home_kit.h"

namespace onepot::web::testing {

Home::Home() {
  village.write([&](store::Session& s) {
    for (const auto& [code, purposes] : {std::pair{"adult-social-care", "*"},
                                         {"nhs-phb", "health|personal-care|night"},
                                         {"access-to-work", "work|taxi"}})
      s.run(
          "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES (:code, :code, "
          "'funder', 'Act', :purposes, 1)",
          {{"code", code}, {"purposes", purposes}});
    for (const auto* name : cast) settle(s, name);
    flat = add_home(s, 1, "1A Mill Lane", 10000, {"Bedroom"});
    house = add_home(s, 2, "3 Mill Lane", 16685, {"Front room", "Garden room", "Attic room"});
  });
}

void Home::settle(store::Session& s, const std::string& name) {
  const auto person = village.person(name);
  const auto number = person.value;
  const auto assessment =
      store::needs::ask(s, person, fmt::format("00000000-0000-7000-8000-00000002{:04}", number), "", village.now);
  const auto need = [](const char* kind, std::int64_t day, std::int64_t shared, std::int64_t nights) {
    store::needs::Need n;
    n.kind = kind;
    n.day = Hours::whole(day);
    n.shareable = Hours::whole(shared);
    n.nights = nights;
    n.night = Hours::whole(nights * 9);
    n.nights_shareable = nights > 0;
    return n;
  };
  store::needs::describe(s, assessment,
                         {need("personal", 5, 0, 0), need("household", 7, 7, 0), need("out", 7, 7, 0),
                          need("health", 2, 0, 0), need("night", 0, 0, 7), need("work", 2, 0, 0)},
                         village.accounts.at("dana"), village.now);
  store::pots::open(s, person, fmt::format("00000000-0000-7000-8000-00000003{:04}", number), "isf", village.now);
  for (const auto& [code, week] : {std::pair{"adult-social-care", 59023}, {"nhs-phb", 6814}, {"access-to-work", 5600}})
    store::pots::add_stream(s, person, store::needs::stream(s, code), Pence(week), date_of(village.now));
  meeting::set_wish(s, person, {true, {"Thornby"}, {}, {"football", name}, "Hello from " + name + "."}, village.now);
}

store::HomeId Home::add_home(store::Session& s, int n, const char* name, std::int64_t rent,
                             const std::vector<std::string>& rooms) {
  const auto id = s.query(
                       "INSERT INTO home (ref, place_id, area_id, name, rent_week_pence, bedrooms, features, "
                       "listed_at) VALUES (:ref, :place, :area, :name, "
                       ":rent, :bedrooms, 'garden|step-free', 0) RETURNING id",
                       {{"ref", fmt::format("00000000-0000-7000-8000-00000004{:04}", n)},
                        {"place", village.place},
                        {"area", village.area},
                        {"name", name},
                        {"rent", rent},
                        {"bedrooms", rooms.size()}})
                      .one()
                      .id<store::HomeId>(0);
  for (const auto& room : rooms)
    s.run("INSERT INTO room (home_id, name) VALUES (:home, :name)", {{"home", id}, {"name", room}});
  return id;
}

void Home::say(const std::string& from, const std::string& to, const char* answer) {
  village.write(
      [&](store::Session& s) { meeting::answer(s, village.person(from), village.person(to), answer, village.now); });
}

void Home::all_say_yes_to_each_other() {
  for (const auto* a : cast)
    for (const auto* b : cast)
      if (std::string_view(a) != b) say(a, b, "yes");
}

std::int64_t Home::number(std::string_view sql) {
  return village.db->read([&](store::Session& s) { return s.query(sql).one().integer(0); });
}

std::string Home::found() {
  all_say_yes_to_each_other();
  auto pete = village.as("pete");
  pete.get("/me/home");
  EXPECT_EQ(pete.submit("/me/club/find"), 200) << pete.body;
  return pete.path;
}

int Home::rooms(const std::string& who, const std::string& club, const std::array<const char*, 3>& worths) {
  auto b = village.as(who);
  EXPECT_EQ(b.get(club + "/rooms"), 200);
  return b.submit(club + "/rooms", {{"room-1", worths[0]}, {"room-2", worths[1]}, {"room-3", worths[2]}});
}

std::string Home::asked() {
  const std::string club = found();
  EXPECT_EQ(rooms("pete", club, {"70", "50", "46.85"}), 200);
  EXPECT_EQ(rooms("sam", club, {"60", "60", "46.85"}), 200);
  EXPECT_EQ(rooms("ali", club, {"50", "70", "46.85"}), 200);
  return club;
}

void Home::add_other_club() {
  village.write([&](store::Session& s) {
    const auto person = store::accounts::add_person(s, {.ref = "00000000-0000-7000-8000-000000009999",
                                                        .known_as = "bo",
                                                        .full_name = "Bo",
                                                        .pseudonym = "psbo",
                                                        .place = village.place,
                                                        .area = village.area,
                                                        .born = Date(1980, 1, 1)});
    store::accounts::NewAccount a;
    a.ref = "00000000-0000-7000-8000-000000009998";
    a.sign_in = "bo";
    a.password_hash = "-";
    a.name = "bo";
    a.role = "P";
    a.place = village.place;
    a.person = person;
    village.accounts["bo"] = store::accounts::add(s, a, village.now);
    clubs::NewClub other{"00000000-0000-7000-8000-000000009997", "3 Mill Lane", "{}", village.place, house, {person}};
    const auto id = clubs::add(s, other, village.now);
    clubs::set_shares(s, id, {{person, clubs::rooms(s, house).front().id, Pence(16685), Pence(0), ""}});
    clubs::move(s, id, "rooms", "asked", village.now);
  });
}

std::string without_tokens(const std::string& body) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    const auto token = body.find("name=\"csrf\" value=\"", at);
    out += body.substr(at, token == std::string::npos ? std::string::npos : token - at);
    if (token == std::string::npos) break;
    at = body.find('>', token);
  }
  return out;
}

}  // namespace onepot::web::testing
