#pragma once
// Ashdale as values: a synthetic place that hangs together. make() is pure: the same options give the same town, on any
// machine and with any number of threads. write.h puts a town into a database; numbers.h holds the figures it is made
// from.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/hours.h"
#include "onepot/base/money.h"
#include "onepot/learn/life.h"
#include "onepot/town/numbers.h"
#include "onepot/town/rents.h"

namespace onepot::town {

/// Two years in 26 periods of four weeks; then the week in which the story is told.
inline constexpr Date first_monday{2024, 11, 18};
inline constexpr int periods = 26;
inline constexpr Date this_monday = first_monday + std::int64_t{periods} * 28;  // 2026-11-16
inline constexpr Date today = this_monday + 5;                                  // 2026-11-21
inline constexpr Date period_start(int p) {
  return first_monday + std::int64_t{p} * 28;
}
/// The payment run for a period is made on the Thursday after it.
inline constexpr Date run_date(int p) {
  return period_start(p + 1) + 3;
}

struct Area {
  std::string name;
  bool town = false;
  std::int64_t easting_m = 0, northing_m = 0;  ///< from the place's south-west corner
  std::int64_t residents = 0;
};
struct Place {
  std::string slug, name, council, nhs_partner;
  std::int64_t residents = 0;
  std::vector<Area> areas;
  std::string bank_name, sort_code, bank_account;
};

/// Where the pot room's known streams stand in Town::streams.
inline constexpr std::size_t stream_care = 0, stream_housing = 1, stream_independent = 2, stream_work = 5,
                             stream_health = 6, stream_own = 7, stream_count = 8;
/// A source of public money (or a person's own).
struct Stream {
  std::string code, name, funder, legal_basis;
  std::string purposes;  ///< joined by |, * for any
  bool public_money = true;
};

struct Offering {
  std::string category, words;
  std::optional<Pence> day_rate, night_rate;  ///< an hour; none where nothing is charged
};
struct Provider {
  std::string name, kind, about, innovation;
  std::size_t area = 0;
  std::int64_t staff_hundredths = 0;  ///< full-time equivalents × 100
  std::string bank_name, sort_code, bank_account;
  Date listed;
  std::vector<Offering> offerings;
  std::vector<std::string> workers;  ///< who may come; at most 60 names
};
/// 0 micro, 1 small, 2 medium, 3 large: 1–5, 6–25, 26–99, 100 and over.
int size_band(std::int64_t staff_hundredths);

struct Home {
  std::string name;
  std::size_t area = 0, landlord = 0;
  Pence rent_week;
  int bedrooms = 1;
  std::vector<std::string> features, rooms;
  Date listed;
  std::optional<Date> taken;
};

/// The length of a night at which somebody is in the house, as the tariff counts it.
inline constexpr Hours night_length = Hours::whole(9);

struct Need {
  std::string kind;  ///< a code of the currency: personal, household, out, health, night, work
  Hours day_week, shareable_week;
  std::int64_t nights_week = 0;
  bool nights_shareable = false;
  std::string words;
  Hours night_week() const { return Hours::minutes(night_length.in_minutes() * nights_week); }
};
enum class Setting { with_family, own_home, care_home, shared_lives };
struct PotPart {
  std::size_t stream = 0;
  Pence week;
};
struct Wish {
  bool sharing = true;
  std::vector<std::string> areas, musts, interests;
  std::string hello;
  Date since;
};
struct Person {
  std::string known_as, full_name, about, own_words;
  Date born;
  std::size_t area = 0;
  Setting setting = Setting::own_home;
  std::vector<Need> needs;   ///< empty: not yet described
  std::vector<PotPart> pot;  ///< empty: no budget
  std::string holding;       ///< direct-payment isf notional
  int first_period = 0;      ///< the period in which the pot is first paid into
  std::vector<std::string> statements;
  std::optional<Wish> wish;
  bool evaluation = false;            ///< consents to evaluation
  bool care_cost = false;             ///< lets the records of their care be added up
  bool open_to_practitioner = false;  ///< consents that the practitioner sees needs, plan and pot
  std::size_t practitioner = 0;       ///< index into Town::practitioners
  Pence pot_week() const;
};

struct Agreement {
  std::size_t person = 0, provider = 0;
  std::string category, words;
  Pence day_rate, night_rate;
  Hours day_week, night_week;
  int from_period = 0;
  std::optional<int> until_period;  ///< the last period, where it has ended
  int notice_days = 28;
  double continuity = 0;  ///< chance that a visit is by the main worker
  Pence week() const { return cost(day_week, day_rate) + cost(night_week, night_rate); }
};
enum class Word { waiting, approved, paid };
/// A line of a timesheet: a week's support, on its Friday; in the last four weeks and this one each visit, where
/// somebody is supported at home.
struct Visit {
  std::size_t agreement = 0;
  std::int32_t worker = 0;
  Date day;
  std::int32_t start_minute = 0;
  Hours day_time, night_time;
  Pence pence;
  Word word = Word::waiting;
  int run = -1;  ///< the payment run that paid it
};
/// Money put into a pot: one stream, one period in advance.
struct Funding {
  std::size_t person = 0, stream = 0;
  int period = 0;
  Pence pence;
};
/// Money paid for an agreement in a run, from one stream. The parts of a run and agreement sum to its paid visits.
/// Run −1: approved this week and not yet paid, settled out of the commitment.
struct Spending {
  std::size_t agreement = 0, stream = 0;
  int run = 0;
  Pence pence;
};
/// Money promised for a live agreement in the four weeks from this_monday, from one stream.
struct Commitment {
  std::size_t agreement = 0, stream = 0;
  Pence pence, settled;
};

struct LifeCheck {
  std::size_t person = 0;
  Date at;
  bool by_carer = false;
  learn::LifeAnswers answers;
};

/// A tenancy signed, a job begun: told by the person.
struct LifeEvent {
  std::size_t person = 0;
  std::string kind;
  Date at;
  std::string words;  ///< shared as a story where there are any
};
/// What somebody thinks of the support by one provider, 0 to 3 each.
struct SupportView {
  std::size_t person = 0, provider = 0;
  Date at;
  bool by_carer = false;
  int valued = 0, personalised = 0;
};
/// What shows that a provider does something new.
struct NewnessEvidence {
  std::size_t provider = 0;
  std::string kind, words, evidence;  ///< kind: what, how, who
};
/// Both rate how far support is arranged around the person, 1 to 5; one side may still be missing.
struct RatingRound {
  std::size_t person = 0;
  Date at;
  std::array<int, 5> own{}, practitioner{};  ///< all nought: not given yet
};
/// What a service wrote down of somebody's care: its cost from one day to another. A hospital stay ends on the day of
/// leaving.
enum class CareService { council, hospital, community, surgery, housing };
std::string_view name_of(CareService service);
struct CareLine {
  std::size_t person = 0;
  CareService service = CareService::council;
  std::string kind, pathway;
  Date from, until;
  Pence pence;
};

struct Supporter {
  std::string name, sign_in, words;  ///< words: sister, mother…
  std::size_t person = 0;
};
struct Innovation {
  std::string name, kinds, summary, origin, prior;
  std::vector<std::string> core, adaptable;
};
struct Gap {
  std::string words;
  Date at;
};

struct Options {
  std::int64_t people = 6200;
  std::uint64_t seed = 1;
  RentTable rents = RentTable::built_in();
};

struct Town {
  Options options;
  std::vector<Place> places;  ///< Ashdale; Brackenford, which may adopt
  std::vector<Stream> streams;
  std::vector<Provider> providers;
  std::vector<Home> homes;
  std::vector<Person> people;  ///< the cast first (cast.h)
  std::vector<std::string> practitioners;
  std::vector<Supporter> supporters;
  std::vector<Agreement> agreements;  ///< by person, then by beginning
  std::vector<Visit> visits;          ///< by agreement, then by day
  std::vector<Funding> fundings;      ///< by period, then person
  std::vector<Spending> spendings;    ///< by run, then agreement; run −1 last
  std::vector<Commitment> commitments;
  std::vector<LifeCheck> life_checks;
  std::vector<LifeEvent> life_events;
  std::vector<SupportView> support_views;
  std::vector<NewnessEvidence> newness;
  std::vector<RatingRound> ratings;
  std::vector<CareLine> care;
  std::vector<std::string> care_pathways;  ///< by person; empty for none
  std::vector<Innovation> innovations;
  std::vector<Gap> gaps;
};

/// Makes the town. Refuses fewer than 60 people (too few for the cast and the market) or more than a million.
Result<Town> make(const Options& options);
/// SHA-256 (hex) over everything in the town, in order: the same seed, the same digest.
std::string digest(const Town& town);

}  // namespace onepot::town
