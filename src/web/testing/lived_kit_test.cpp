#include "lived_kit.h"

#include <fmt/format.h>

namespace onepot::web::testing {

void fill_with_lives(Village& village) {
  for (int i = 0; i < 12; ++i)
    village.write([&](store::Session& s) {
      s.run(
          "INSERT INTO provider (ref, place_id, area_id, name, kind, staff_hundredths, listed_at) VALUES (:ref, "
          ":place, :area, 'P', :kind, :staff, 0)",
          {{"ref", fmt::format("provider-{}", i)},
           {"place", village.place},
           {"area", village.area},
           {"kind", i < 6 ? "micro-enterprise" : "agency"},
           {"staff", i < 6 ? 200 : 12000}});
    });
  for (int i = 0; i < 80; ++i) {
    const std::string name = fmt::format("somebody{}", i);
    village.add_person(name);
    village.write([&](store::Session& s) {
      const auto person = village.people.at(name);
      const bool small = i % 2 == 0;
      s.run("UPDATE person SET born = :born WHERE id = :id", {{"born", Date(1940 + i % 50, 3, 27)}, {"id", person}});
      store::door::give_consent(s, person, std::nullopt, "evaluation", village.now);
      s.run(
          "INSERT INTO agreement (ref, place_id, provider_id, person_id, category, day_rate_pence, night_rate_pence, "
          "day_minutes_week, night_minutes_week, notice_days, from_date, made_at) VALUES (:ref, :place, (SELECT id "
          "FROM provider WHERE ref = :provider), :person, 'support', :rate, 0, 600, 0, 28, :from, 0)",
          {{"ref", "agreement-" + name},
           {"place", village.place},
           {"provider", fmt::format("provider-{}", (small ? 0 : 6) + i / 2 % 6)},
           {"person", person},
           {"rate", 2000 + i},
           {"from", Date(2025, 1, 6)}});
      s.run(
          "INSERT INTO agreement_share (agreement_id, person_id, week_pence) SELECT id, person_id, 20000 + :i FROM "
          "agreement WHERE ref = :ref",
          {{"ref", "agreement-" + name}, {"i", i}});
      s.run("INSERT INTO life_check (person_id, at, respondent, score) VALUES (:person, :at, 'person', :score)",
            {{"person", person},
             {"at", *parse_instant("2026-09-09T12:00:00Z")},
             {"score", (small ? 17 : 14) + i * 7 % 5}});
    });
  }
}

}  // namespace onepot::web::testing
