// What everybody's care cost, as each service would write it down: the council's from the support that was really
// given and paid, the rest drawn. Services do not know of each other: somebody in hospital is still on the council's
// list, which is why the records have to be linked before they are added up.
#include "onepot/town/cast.h"
#include "parts.h"

namespace onepot::town {
namespace care_making {

constexpr int quarters = 6;  // whole quarters before the story's week: what the monitor compares
constexpr Date first_quarter{2025, 4, 1};

std::string_view kind_of(std::string_view category) {
  if (category == "care-home") return "care-home";
  if (category == "supported-living" || category == "shared-lives") return "supported-living";
  if (category == "getting-out" || category == "day-opportunities" || category == "work") return "day-opportunities";
  return "home-care";
}

struct Maker {
  Town& town;
  Random random;
  const Numbers& n = Numbers::built_in();

  void add(std::size_t person, CareService service, std::string_view kind, Date from, Date until, Pence pence) {
    if (pence > Pence())
      town.care.push_back({person, service, std::string(kind), town.care_pathways[person], from, until, pence});
  }

  /// One line for each agreement and four weeks: what was paid for.
  void council() {
    std::vector<std::array<Pence, periods>> paid(town.agreements.size());
    for (const Visit& v : town.visits)
      if (v.word == Word::paid) paid[v.agreement][static_cast<std::size_t>(v.run)] += v.pence;
    for (std::size_t i = 0; i < paid.size(); ++i)
      for (int p = 0; p < periods; ++p)
        if (period_start(p + 1) > first_quarter)
          add(town.agreements[i].person, CareService::council, kind_of(town.agreements[i].category), period_start(p),
              period_start(p + 1) - 1, paid[i][static_cast<std::size_t>(p)]);
  }

  void stay(std::size_t person, Date quarter, std::int64_t days) {
    const Date from = quarter + random.between(0, 89 - days);
    add(person, CareService::hospital, "hospital", from, from + days, n.pence("care_hospital_day") * days);
  }

  void health(std::size_t i) {
    const Person& p = town.people[i];
    const bool younger = age_on(p.born, today) < 65, stroke = town.care_pathways[i] == "stroke";
    Hours nursing;
    for (const Need& need : p.needs)
      if (need.kind == "health") nursing += need.day_week;
    const bool rents = p.setting == Setting::own_home && chance(random, "care_housing");
    double days = n.real("care_stay_stroke_days");
    for (int q = 0; q < quarters; ++q, days *= 1 - n.real("care_stay_stroke_fall")) {
      const Date from = add_months(first_quarter, 3 * q), until = add_months(from, 3) - 1;
      add(i, CareService::surgery, "general-practice", from, until,
          n.pence("care_gp_contact") * random.between(0, 2 * n.count("care_gp_quarter")));
      if (chance(random, "care_outpatient_quarter")) {
        const Date day = from + random.between(0, 89);
        add(i, CareService::hospital, "outpatient", day, day, n.pence("care_outpatient"));
      }
      if (nursing > Hours())
        add(i, CareService::community, "community-nursing", from, until,
            cost(Hours::minutes(nursing.in_minutes() * random.between(9, 13)), n.pence("care_nurse_hour")));
      if (rents) add(i, CareService::housing, "housing-support", from, until, n.pence("care_housing_week") * 13);
      if (chance(random, stroke ? "care_stay_stroke" : younger ? "care_stay_18_64" : "care_stay_65"))
        stay(i, from,
             stroke ? std::max<std::int64_t>(2, static_cast<std::int64_t>(days) + random.between(-2, 2))
                    : random.between(1, n.count("care_stay_days_high")));
    }
  }

  /// Pete has no budget, and yet he is not without care: a day centre two days a week, a nurse, and a fall.
  void petes() {
    const Pence day_centre = cost(Hours::whole(40), n.pence("home_care_council_average_hour"));
    for (int p = 0; p < periods; ++p)
      if (period_start(p + 1) > first_quarter)
        add(pete, CareService::council, "day-opportunities", period_start(p), period_start(p + 1) - 1, day_centre);
    for (int q = 0; q < quarters; ++q) {
      const Date from = add_months(first_quarter, 3 * q), until = add_months(from, 3) - 1;
      add(pete, CareService::community, "community-nursing", from, until,
          cost(Hours::whole(13 + q % 3), n.pence("care_nurse_hour")));
      add(pete, CareService::surgery, "general-practice", from, until, n.pence("care_gp_contact") * (2 + q % 2));
    }
    add(pete, CareService::hospital, "hospital", Date(2026, 2, 9), Date(2026, 2, 17), n.pence("care_hospital_day") * 8);
  }
};

}  // namespace care_making

void make_care(Town& town) {
  care_making::Maker maker{town, stream_of(town.options, Salt::care)};
  town.care_pathways.resize(town.people.size());
  for (std::size_t i = cast_size; i < town.people.size(); ++i) {
    const bool younger = age_on(town.people[i].born, today) < 65;
    town.care_pathways[i] = younger ? chance(maker.random, "care_pathway_learning") ? "learning disability" : ""
                            : chance(maker.random, "care_pathway_stroke") ? "stroke"
                            : chance(maker.random, "care_pathway_falls")  ? "falls"
                                                                          : "";
  }
  maker.council();
  maker.petes();
  for (std::size_t i = cast_size; i < town.people.size(); ++i) {
    maker.health(i);
    town.people[i].care_cost = chance(maker.random, "consent_care_cost");
  }
}

std::string_view name_of(CareService service) {
  switch (service) {
    case CareService::council:
      return "council";
    case CareService::hospital:
      return "hospital";
    case CareService::community:
      return "community-health";
    case CareService::surgery:
      return "surgeries";
    case CareService::housing:
      break;
  }
  return "housing";
}

}  // namespace onepot::town
