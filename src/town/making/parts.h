#pragma once
// How the parts of make() fit together. Each part has a stream of randomness of its own, so that changing one does not
// move the others.
#include "onepot/base/random.h"
#include "onepot/town/town.h"

namespace onepot::town {

enum class Salt : std::uint64_t { names = 1, providers, homes, people, agreements, visits, lives, market, care, told };
inline Random stream_of(const Options& options, Salt salt) {
  return Random(options.seed).fork(static_cast<std::uint64_t>(salt));
}

/// Names joined at random from published lists of common names (data/names.csv).
class NameMaker {
 public:
  NameMaker();
  struct Name {
    std::string first, last;
    bool woman = false;
  };
  Name draw(Random& random) const;

 private:
  struct Group {
    std::int64_t weight = 0;
    std::vector<std::string> women, men, surnames;
  };
  std::vector<Group> groups_;
  std::vector<std::int64_t> weights_;
};

std::vector<Place> make_places(const Options& options);
std::vector<Stream> make_streams();
/// Index of the area of that name in Ashdale.
std::size_t area_named(const Place& place, std::string_view name);
/// Villages in which nobody has listed anything: the market's gaps.
bool is_gap_village(std::string_view name);
/// An area drawn in proportion to its residents.
std::size_t draw_area(const Place& place, Random& random, bool gaps_too);

std::vector<Provider> make_providers(const Options& options, const Place& place, const NameMaker& names);
std::vector<Home> make_homes(const Options& options, const Place& place, const std::vector<Provider>& providers);

/// Person, needs, plan and wishes; budgets come from the agreements that the plan costs.
std::vector<Person> make_people(const Options& options, const Place& place, const NameMaker& names);
/// What the support is for, in the words of the streams' conditions.
std::string_view purpose_of(std::string_view category);

/// Agreements with providers near each person, two years of them, and from what they cost the pots.
void make_agreements(Town& town);
void make_visits(Town& town);
/// Fundings and spendings: every paid visit is drawn from the streams of its person's pot.
void make_money(Town& town);
void make_lives(Town& town);
/// News of their lives, what they think of their support, and what shows that a provider does something new.
void make_told(Town& town);
/// Records of care of five services, over eighteen months.
void make_care(Town& town);
std::vector<Innovation> make_innovations();
std::vector<Gap> make_gaps(const Options& options);

/// The people of the story, put at the front of the town: see cast.h.
void add_cast(Town& town);

/// Share of the table as a chance of one in ten thousand.
bool chance(Random& random, std::string_view share);
/// A figure between low and high, whole thousandths.
Rational between(Random& random, double low, double high);

}  // namespace onepot::town
