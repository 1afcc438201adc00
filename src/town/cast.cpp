#include "onepot/town/cast.h"

#include "making/parts.h"

namespace onepot::town {

const std::vector<Seat>& seats() {
  static const std::vector<Seat> all{
      {"pete", "Pete", 'P', "", "ashdale", pete,
       "Pete is 36 and lives with his parents in Thornby. He has no budget: there was nothing to buy."},
      {"sam", "Sam", 'P', "", "ashdale", sam,
       "Sam is 34. He has a pot and is looking for people to share a house with."},
      {"ali", "Ali", 'P', "", "ashdale", ali, "Ali is 38. He has a pot and would like to live near his friends."},
      {"ruth", "Ruth", 'S', "", "ashdale", pete, "Ruth is Pete’s sister. He has asked her to help."},
      {"gwen", "Gwen", 'M', "", "ashdale", -1, "Gwen runs a micro-enterprise that has been listed for two years."},
      {"dawn", "Dawn Whitaker", 'C', "practitioner", "ashdale", -1, "Dawn is a social worker at Ashdale Council."},
      {"femi", "Femi Lawal", 'C', "finance", "ashdale", -1, "Femi is the finance officer who pays providers."},
      {"maureen", "Maureen Tate", 'C', "commissioner", "ashdale", -1, "Maureen is a commissioner at Ashdale Council."},
      {"elena", "Elena Marsh", 'E', "", "ashdale", -1, "Elena evaluates what support does for people’s lives."},
      {"idris", "Idris Vaughan", 'C', "commissioner", "brackenford", -1,
       "Idris is a commissioner in Brackenford, which may adopt a good idea."},
  };
  return all;
}

std::size_t seat_provider(const Town& town) {
  const auto it = std::ranges::find_if(town.providers, [](const Provider& p) {
    return p.kind == "micro-enterprise" &&
           std::ranges::find(p.offerings, "personal-care", &Offering::category) != p.offerings.end();
  });
  ONEPOT_ASSERT(it != town.providers.end());
  return static_cast<std::size_t>(it - town.providers.begin());
}

std::vector<Need> story_needs() {
  const auto hours = [](std::int64_t n) { return Hours::whole(n); };
  return {{"personal", hours(5), hours(0), 0, false, "Help to wash, dress and eat well"},
          {"household", hours(7), hours(7), 0, false, "Cooking, shopping and keeping the house right"},
          {"out", hours(7), hours(7), 0, false, "Getting to friends, the club and the shops"},
          {"health", hours(2), hours(0), 0, false, "Tablets and appointments"},
          {"night", hours(0), hours(0), 7, true, "Somebody in the house at night"},
          {"work", hours(2), hours(0), 0, false, "Support in a few hours of paid work at the garden centre"}};
}

std::vector<PotPart> story_pot() {
  return {{stream_care, Pence(59023)}, {stream_health, Pence(6814)}, {stream_work, Pence(5600)}};
}

void add_cast(Town& town) {
  const Place& place = town.places.front();
  const auto wish = [](std::vector<std::string> interests, std::string hello) {
    return Wish{true, {"Thornby", "Oxmere", "Ashdale"}, {}, std::move(interests), std::move(hello), Date(2026, 9, 21)};
  };
  Person p;
  p.known_as = "Pete";
  p.full_name = "Peter Garside";
  p.born = Date(1990, 3, 14);
  p.area = area_named(place, "Thornby");
  p.setting = Setting::with_family;
  p.about = "Lives with his mum Jean, 74, and his dad Ron, 77, in Thornby. Several long-term conditions.";
  p.first_period = periods;
  Person s;
  s.known_as = "Sam";
  s.full_name = "Samuel Adeyemi";
  s.born = Date(1992, 7, 2);
  s.area = area_named(place, "Oxmere");
  s.setting = Setting::with_family;
  s.about = "Goes to the Thursday club in Thornby with Pete and Ali.";
  s.own_words = "I want to live with my mates and still see my mum on Sundays.";
  s.needs = story_needs();
  s.pot = story_pot();
  s.holding = "isf";
  s.first_period = periods;
  s.open_to_practitioner = true;
  s.statements = {"I want to live with people of my own age.", "I want to cook my own tea with a bit of help."};
  s.wish =
      wish({"football", "cooking"}, "I go to the Thursday club in Thornby. I want a house with mates, near the bus.");
  s.evaluation = true;
  Person a;
  a.known_as = "Ali";
  a.full_name = "Ali Rahman";
  a.born = Date(1988, 11, 23);
  a.area = area_named(place, "Thornby");
  a.setting = Setting::with_family;
  a.about = "Goes to the Thursday club in Thornby with Pete and Sam.";
  a.own_words = "I want my own front door key, and people I know on the other side of it.";
  a.needs = story_needs();
  a.pot = story_pot();
  a.holding = "isf";
  a.first_period = periods;
  a.open_to_practitioner = true;
  a.statements = {"I want my own front door key.", "I want to go to mosque on Fridays."};
  a.wish = wish({"football", "gardening"},
                "I go to the Thursday club in Thornby. I would like a garden and two good mates.");
  a.evaluation = true;
  town.people.push_back(std::move(p));
  town.people.push_back(std::move(s));
  town.people.push_back(std::move(a));
  town.supporters.push_back({"Ruth", "ruth", "sister", pete});
}

}  // namespace onepot::town
