// What people tell besides their scores: news of their lives, what they think of their support, how far it is arranged
// around them; and what shows that a provider does something new. All synthetic; the true effects stand in numbers.csv.
#include <cmath>

#include "onepot/town/cast.h"
#include "parts.h"

namespace onepot::town {
namespace told_making {

struct News {
  std::string_view kind, words;
};
constexpr std::array<News, 8> news{{
    {"tenancy", "I signed for my own flat. Nobody told me when to go to bed."},
    {"job", "I have two mornings at the garden centre. They pay me into my own account."},
    {"course", "I passed my food hygiene. The certificate is on the fridge."},
    {"volunteering", "I run the raffle at the lunch club now."},
    {"friend", "I met Jo at the pool. We go on Tuesdays without anybody."},
    {"getting-about", "I took the bus to Wexcombe and back by myself."},
    {"wedding", "We got engaged."},
    {"other", "I chose the colour of my own front door."},
}};

int rounded(double x, int low, int high) {
  return std::clamp(static_cast<int>(std::floor(x + 0.5)), low, high);
}

/// The live agreement that gives a person most time; none where they have no support.
std::vector<const Agreement*> main_agreements(const Town& town) {
  std::vector<const Agreement*> out(town.people.size());
  for (const Agreement& a : town.agreements)
    if (!a.until_period && (!out[a.person] || a.day_week > out[a.person]->day_week)) out[a.person] = &a;
  return out;
}

void news_of(Town& town, std::size_t person, Random& random, int year) {
  if (!chance(random, "life_event_people")) return;
  const News& n = random.pick(news);
  const Date last = today - 3, first = last - 360 - 365 * year;
  LifeEvent event{person, std::string(n.kind), first + random.between(0, 355), {}};
  if (chance(random, "life_event_words")) event.words = std::string(n.words);
  town.life_events.push_back(std::move(event));
}

}  // namespace told_making

void make_told(Town& town) {
  const Numbers& n = Numbers::built_in();
  Random random = stream_of(town.options, Salt::told);
  const auto main = told_making::main_agreements(town);
  const double mean = n.real("view_mean"), continuity = n.real("view_effect_continuity"), sd = n.real("view_sd");
  const double rating = n.real("rating_mean"), gap = n.real("rating_gap"), rating_sd = n.real("rating_sd");
  for (std::size_t i = cast_size; i < town.people.size(); ++i) {
    if (!main[i]) continue;
    if (town.people[i].evaluation)
      for (const int year : {0, 1}) told_making::news_of(town, i, random, year);
    if (chance(random, "view_asked")) {
      const double liking = mean + continuity * (main[i]->continuity - 0.6) + 0.5 * sd * random.normal();
      const auto draw = [&] { return told_making::rounded(liking + 0.85 * sd * random.normal(), 0, 3); };
      const Date at = Date(2026, 9, 7) + random.between(0, 20);
      const bool by_carer = chance(random, "life_check_by_carer");
      const int valued = draw(), personalised = draw();
      town.support_views.push_back({i, main[i]->provider, at, by_carer, valued, personalised});
    }
    if (chance(random, "rating_rounds")) {
      RatingRound round{.person = i, .at = Date(2026, 10, 5) + random.between(0, 30)};
      const double person = 0.6 * rating_sd * random.normal();
      for (auto& answer : round.own)
        answer = told_making::rounded(rating + person + 0.8 * rating_sd * random.normal(), 1, 5);
      for (auto& answer : round.practitioner)
        answer = told_making::rounded(rating + gap + person / 2 + 0.8 * rating_sd * random.normal(), 1, 5);
      // In one round of six somebody has not answered yet.
      const auto missing = random.below(12);
      if (missing == 0) round.own = {};
      if (missing == 1) round.practitioner = {};
      town.ratings.push_back(round);
    }
  }
  for (std::size_t p = 0; p < town.providers.size(); ++p) {
    const Provider& provider = town.providers[p];
    if (provider.innovation.empty()) continue;
    const bool what = provider.innovation == "what", how = provider.innovation == "how";
    NewnessEvidence e{p,
                      provider.innovation,
                      what  ? "A kind of support that nobody else in the area offers"
                      : how ? "One worker, chosen by the person, at times the person sets"
                            : "By people who were not in care work before",
                      {}};
    if (chance(random, "newness_evidence"))
      e.evidence = what  ? "Listed once only in its category in Ashdale's directory, autumn 2026"
                   : how ? "Timesheets of 2026: one worker a person, times as the person's brief asked"
                         : "Its own staff list of 2026, seen by the council's market team";
    town.newness.push_back(std::move(e));
  }
}

}  // namespace onepot::town
