// Who lives here and what each needs in a week. Nothing here is a diagnosis that anybody will read: a person's needs
// are written in hours and in words about a life.
#include "parts.h"

namespace onepot::town {
namespace people_making {

constexpr std::int64_t half_hour = 30;

struct Maker {
  const Options& options;
  const Place& place;
  const NameMaker& names;
  Random random;
  const Numbers& n = Numbers::built_in();

  Hours part(std::int64_t minutes, std::int64_t percent) const {
    return Hours::minutes((minutes * percent / 100 + half_hour / 2) / half_hour * half_hour);
  }

  /// A draw that leans to the low end, as hours of support do.
  std::int64_t lean_low(std::int64_t low, std::int64_t high) {
    const double u = random.unit();
    return low + static_cast<std::int64_t>(u * u * static_cast<double>(high - low) + 0.5);
  }

  void needs_at_home(Person& p, bool younger) {
    const std::int64_t minutes =
        lean_low(n.count("hours_week_low") * 2, n.count(younger ? "hours_week_high_18_64" : "hours_week_high_65") * 2) *
        half_hour;
    const auto shared = static_cast<std::int64_t>(n.real("share_day_shareable") * 100 + 0.5);
    const Hours care = part(minutes, younger ? 25 : 45), house = part(minutes, 25), health = part(minutes, 10);
    const Hours out = std::max(Hours(), Hours::minutes(minutes) - care - house - health);
    if (care > Hours()) p.needs.push_back({"personal", care, Hours(), 0, false, "Washing, dressing and eating"});
    if (house > Hours())
      p.needs.push_back({"household", house, part(house.in_minutes(), shared + 20), 0, false,
                         "Cooking, shopping and keeping the place right"});
    if (out > Hours())
      p.needs.push_back({"out", out, part(out.in_minutes(), shared), 0, false, "Getting out and seeing people"});
    if (health > Hours())
      p.needs.push_back({"health", health, Hours(), 0, false, "Tablets, appointments and staying well"});
    if (chance(random, "share_with_nights"))
      p.needs.push_back(
          {"night", Hours(), Hours(), 7, chance(random, "share_nights_shareable"), "Somebody in the house at night"});
  }

  void pot_shape(Person& p, bool younger, bool at_home, bool second) {
    // Which streams there are; the weekly amounts follow from the plan's cost (agreements.cpp).
    const auto add = [&](std::size_t stream) { p.pot.push_back({stream, Pence()}); };
    add(stream_care);
    if (chance(random, younger ? "stream_nhs_phb_18_64" : "stream_nhs_phb_65")) add(stream_health);
    if (at_home && second && chance(random, "stream_supporting_people")) add(stream_housing);
    if (at_home && younger && chance(random, "stream_independent_living_fund")) add(stream_independent);
    if (!younger && chance(random, "stream_own")) add(stream_own);
    if (!at_home)
      p.holding = "notional";
    else if (chance(random, "holding_direct_payment"))
      p.holding = "direct-payment";
    else
      p.holding = chance(random, "holding_isf") ? "isf" : "notional";
  }

  void sentences(Person& p) {
    static constexpr std::array lines{"I want to choose who comes into my home.",
                                      "I want to see my sister every Sunday.",
                                      "I want to keep my dog with me.",
                                      "I like to get up when I am ready, not when somebody has a slot.",
                                      "I want a job, even a few hours.",
                                      "I want to go to the football when we are at home.",
                                      "I want to cook my own tea with a bit of help.",
                                      "I want to stay in my village.",
                                      "I need people to wait while I find the words.",
                                      "I want to go to mosque on Fridays.",
                                      "I want to go to church and to sing.",
                                      "I want to sleep with the door open and know somebody is there.",
                                      "I want to learn to catch the bus by myself.",
                                      "I want my own front door.",
                                      "I want to laugh more.",
                                      "I want the same two or three people, not a new face each week.",
                                      "I want to grow vegetables again.",
                                      "I want to be asked, not told."};
    const auto count = random.between(1, 3);
    for (std::int64_t i = 0; i < count; ++i) {
      const std::string line = random.pick(lines);
      if (std::ranges::find(p.statements, line) == p.statements.end()) p.statements.push_back(line);
    }
  }

  void wish(Person& p) {
    static constexpr std::array interests{"football", "cooking", "music",    "gardening", "films",   "dogs",
                                          "trains",   "cards",   "swimming", "baking",    "history", "darts"};
    static constexpr std::array hellos{
        "I am quiet in the mornings and good company at night.", "I would like a house with a bit of garden.",
        "I like a laugh and a tidy kitchen.", "I want to live with people of about my age.",
        "I have a cat and she comes too."};
    Wish w;
    w.areas.push_back(place.areas[p.area].name);
    for (int i = 0; i < 2; ++i) {
      const auto& other = place.areas[draw_area(place, random, false)].name;
      if (std::ranges::find(w.areas, other) == w.areas.end()) w.areas.push_back(other);
    }
    if (random.chance(1, 4)) w.musts.emplace_back("step-free");
    for (int i = 0; i < 2; ++i) {
      const std::string one = random.pick(interests);
      if (std::ranges::find(w.interests, one) == w.interests.end()) w.interests.push_back(one);
    }
    w.hello = random.pick(hellos);
    w.since = today - random.between(10, 400);
    p.wish = std::move(w);
  }

  Person one() {
    Person p;
    const bool younger = chance(random, "share_aged_18_64");
    const auto name = names.draw(random);
    p.full_name = name.first + " " + name.last;
    p.known_as = name.first;
    const std::int64_t age = younger ? random.between(18, 64) : 65 + lean_low(0, 34);
    p.born = Date(static_cast<int>(2025 - age), 1, 1) + random.between(0, 364);
    p.area = draw_area(place, random, true);
    const bool care_home = chance(random, younger ? "share_care_home_18_64" : "share_care_home_65");
    const bool learning = chance(random, younger ? "share_learning_disability_18_64" : "share_learning_disability_65");
    if (care_home)
      p.setting = Setting::care_home;
    else if (learning && random.chance(3, 100))
      p.setting = Setting::shared_lives;
    else if (younger && chance(random, "share_with_family_18_64"))
      p.setting = Setting::with_family;
    const bool at_home = p.setting == Setting::with_family || p.setting == Setting::own_home;
    bool second = false;
    if (at_home) {
      needs_at_home(p, younger);
      second = chance(random, "share_second_agreement");
    } else {
      p.needs.push_back(
          {"personal", Hours::whole(168), Hours::whole(168), 0, false, "Support through the day and night"});
    }
    pot_shape(p, younger, at_home, second);
    p.first_period =
        chance(random, "share_started_before_window") ? 0 : static_cast<int>(random.between(1, periods - 2));
    if (chance(random, "plans_written")) sentences(p);
    if (at_home && younger && chance(random, "looking_to_share")) wish(p);
    p.evaluation = chance(random, "consent_evaluation");
    return p;
  }
};

}  // namespace people_making

Pence Person::pot_week() const {
  Pence out;
  for (const auto& part : pot) out += part.week;
  return out;
}

std::vector<Person> make_people(const Options& options, const Place& place, const NameMaker& names) {
  people_making::Maker maker{options, place, names, stream_of(options, Salt::people)};
  std::vector<Person> out;
  out.reserve(static_cast<std::size_t>(options.people));
  while (std::ssize(out) < options.people) out.push_back(maker.one());
  return out;
}

std::string_view purpose_of(std::string_view category) {
  if (category == "getting-out" || category == "day-opportunities") return "getting-out";
  if (category == "household" || category == "gardening") return "household";
  if (category == "work") return "work";
  return "personal-care";  // home care, supported living, a care home, shared lives
}

}  // namespace onepot::town
