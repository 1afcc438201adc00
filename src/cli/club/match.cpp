// onepot club match | check: the two verbs take the same files and options.
#include "onepot/club/match.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>

#include "club/verbs.h"
#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/club/check.h"
#include "onepot/club/result.h"
#include "onepot/club/unmet.h"

namespace onepot::cli {
namespace {

struct MatchOptions {
  std::string result, people, homes, together, apart, values, gaps;
  std::string sizes = "2-4", day_rate = "20.00", night_rate = "14.00", rent_spread = "0.25";
  double time_limit = 60;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  bool json = false;
};

std::optional<std::pair<std::size_t, std::size_t>> sizes_of(const std::string& text) {
  const auto digit = [](char c) { return c >= '1' && c <= '8'; };
  if (text.size() == 1 && digit(text[0])) return std::pair<std::size_t, std::size_t>(text[0] - '0', text[0] - '0');
  if (text.size() != 3 || text[1] != '-' || !digit(text[0]) || !digit(text[2]) || text[0] > text[2])
    return std::nullopt;
  return std::pair<std::size_t, std::size_t>(text[0] - '0', text[2] - '0');
}

/// The options that both verbs take.
void add_match_options(CLI::App& verb, MatchOptions& options) {
  const auto not_negative = [](const std::string& text) {
    const auto amount = parse_pence(text);
    return amount && *amount >= Pence(0) && *amount <= Pence(100'000'00)
               ? std::string()
               : "'" + text + "' is not a rate; expected pounds an hour such as 20.00";
  };
  const auto spread = [](const std::string& text) {
    const auto value = parse_rational(text);
    return value && *value >= Rational(0) && *value <= Rational(1) && value->den() <= 1'000'000
               ? std::string()
               : "'" + text + "' is not a spread; expected a number from 0 to 1 such as 0.25";
  };
  const auto seconds = [](const std::string& text) {
    const auto value = parse_rational(text);
    return value && *value >= Rational(0) && *value <= Rational(1'000'000)
               ? std::string()
               : "'" + text + "' is no time; expected seconds such as 60";
  };
  const auto sizes = [](const std::string& text) {
    return sizes_of(text) ? std::string()
                          : "'" + text + "' is no range of sizes; expected one such as 2-4, between 1 and 8";
  };
  verb.add_option(
          "--people", options.people,
          "person,budget_week,day_hours,day_shareable_hours,night_hours,night_shareable,areas,must,likes,priority")
      ->required();
  verb.add_option("--homes", options.homes, "home,area,rent_week,bedrooms,features")->required();
  verb.add_option("--together", options.together, "person,person: only these pairs may share");
  verb.add_option("--apart", options.apart, "person,person: never together; kept private");
  verb.add_option("--values", options.values,
                  "person,home,ROOM,…: what rooms are worth a week; rents are then envy-free");
  verb.add_option("--sizes", options.sizes, "how many may share, from-to")
      ->check(CLI::Validator(sizes, "FROM-TO"))
      ->capture_default_str();
  verb.add_option("--day-rate", options.day_rate, "pounds an hour by day")
      ->check(CLI::Validator(not_negative, "POUNDS"))
      ->capture_default_str();
  verb.add_option("--night-rate", options.night_rate, "pounds an hour by night")
      ->check(CLI::Validator(not_negative, "POUNDS"))
      ->capture_default_str();
  verb.add_option("--rent-spread", options.rent_spread,
                  "how far a rent share may be from an equal one, as a part of it")
      ->check(CLI::Validator(spread, "PART"))
      ->capture_default_str();
  verb.add_option("--time-limit", options.time_limit, "seconds")
      ->check(CLI::Validator(seconds, "SECONDS"))
      ->capture_default_str();
  verb.add_option("--seed", options.seed)->capture_default_str();
  verb.add_option("--threads", options.threads, "default: all cores; the answer is the same");
  verb.add_flag("--json", options.json, "one JSON document");
}

club::Terms terms_of(const MatchOptions& options) {
  const auto sizes = *sizes_of(options.sizes);
  return {sizes.first, sizes.second, *parse_pence(options.day_rate), *parse_pence(options.night_rate),
          *parse_rational(options.rent_spread)};
}

/// Reads one file with one of the readers; what is wrong is gathered, so that a person sees every file's faults at
/// once.
template <class T, class Reader>
std::optional<T> read_with(const std::string& path, Refusals& refusals, const Reader& reader) {
  const auto text = read_file(path);
  if (!text) {
    refusals.push_back(text.error());
    return std::nullopt;
  }
  auto read = reader(*text);
  if (read) return std::move(*read);
  refusals.insert(refusals.end(), read.error().begin(), read.error().end());
  return std::nullopt;
}

club::Read<club::Seeking> seeking_of(const MatchOptions& o, std::vector<std::string>& warnings) {
  club::Seeking out;
  Refusals refusals;
  auto people = read_with<std::vector<club::Person>>(
      o.people, refusals, [&](const auto& text) { return club::read_people(text, o.people, warnings); });
  auto homes = read_with<std::vector<club::Home>>(
      o.homes, refusals, [&](const auto& text) { return club::read_homes(text, o.homes, warnings); });
  if (people) out.people = std::move(*people);
  if (homes) out.homes = std::move(*homes);
  if (people) {
    const auto pairs = [&](const std::string& path) {
      return read_with<std::vector<club::Pair>>(
          path, refusals, [&](const auto& text) { return club::read_pairs(text, path, out.people, warnings); });
    };
    if (!o.together.empty()) out.together = pairs(o.together);
    if (!o.apart.empty()) out.apart = pairs(o.apart).value_or(std::vector<club::Pair>{});
    if (homes && !o.values.empty())
      out.values = read_with<std::vector<club::HomeRooms>>(o.values, refusals, [&](const auto& text) {
        return club::read_home_values(text, o.values, out.people, out.homes, warnings);
      });
  }
  if (!refusals.empty()) return tl::unexpected<Refusals>(std::move(refusals));
  return out;
}

void print_gaps(const std::vector<club::Gap>& gaps) {
  if (gaps.empty()) return;
  fmt::print("\nWhat stands in the way, where it is so for five people or more:\n");
  for (const auto& gap : gaps) {
    fmt::print("  {:<20} {:<16} {:>5} people", gap.area.empty() ? "(elsewhere)" : gap.area, club::name_of(gap.kind),
               gap.people);
    if (gap.more_week) fmt::print("   half need {} a week or less", to_pounds(*gap.more_week, true));
    if (gap.bedrooms) fmt::print("   mostly {} bedrooms", *gap.bedrooms);
    fmt::print("\n");
  }
  fmt::print("\n");
}

void print_match(const club::Seeking& seeking, const club::Matching& m, const std::vector<club::Unmet>& unmet,
                 const std::vector<club::Gap>& gaps, double seconds) {
  for (const auto& g : m.groups) {
    fmt::print("{} at {} a week\n", seeking.homes[g.home].name, to_pounds(seeking.homes[g.home].rent_week, true));
    for (std::size_t i = 0; i < g.people.size(); ++i)
      fmt::print("  {:<20} rent {:>9}   support {:>9}   left {:>9}{}\n", seeking.people[g.people[i]].name,
                 to_decimal(g.rent[i]), to_decimal(g.support[i]), to_decimal(g.left[i]),
                 g.rooms.empty() ? "" : "   " + g.rooms[i]);
  }
  if (seeking.people.size() <= 200)
    for (const auto& one : unmet) fmt::print("{}\n", club::sentence(one, seeking));
  print_gaps(gaps);
  fmt::print("{} of {} people in {} groups; {} could have managed alone. ", m.served, seeking.people.size(),
             m.groups.size(), m.alone_possible);
  if (m.optimal)
    fmt::print("No lawful answer serves more. ");
  else
    fmt::print("No lawful answer serves more than {}. ", m.bound);
  fmt::print("{:.1f} seconds.\n", seconds);
}

/// The gap map is read by others, so no line of `--apart` may be in it: who is without a home, what stands in the way
/// and what a home would be worth are worked out anew as if nobody were kept apart.
std::vector<club::Gap> gaps_for_everybody(const club::Seeking& seeking, const club::Matching& matching,
                                          const std::vector<club::Unmet>& unmet, const club::Terms& terms,
                                          club::Effort effort) {
  if (seeking.apart.empty()) return club::gap_map(seeking, matching, unmet);
  club::Seeking free = seeking;
  free.apart.clear();
  effort.elapsed_seconds = [start = std::chrono::steady_clock::now()] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const auto then = club::match(free, terms, effort);
  return club::gap_map(free, then, club::unmet(free, then, terms, {.threads = effort.threads}));
}

int run_match(const MatchOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [start] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  std::vector<std::string> warnings;
  const auto seeking = seeking_of(options, warnings);
  if (!seeking) return refused(seeking.error());
  warn(warnings);
  club::Effort effort;
  effort.seed = options.seed;
  effort.threads = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  effort.limit_seconds = options.time_limit;
  effort.elapsed_seconds = elapsed;
  const club::Terms terms = terms_of(options);
  const club::Matching matching = club::match(*seeking, terms, effort);
  const double seconds = static_cast<double>(static_cast<std::int64_t>(elapsed() * 1000)) / 1000;
  const auto unmet = club::unmet(*seeking, matching, terms, {.threads = effort.threads});
  const auto gaps = gaps_for_everybody(*seeking, matching, unmet, terms, effort);
  if (!options.gaps.empty())
    if (const auto done = write_file(options.gaps, club::gap_map_csv(gaps)); !done) return refused(done.error());
  if (options.json) {
    json::value document = club::to_json(*seeking, matching, seconds);
    document.get_object()["unmet"] = club::to_json(*seeking, unmet);
    document.get_object()["gap_map"] = club::to_json(gaps);
    fmt::print("{}", json::pretty(document));
  } else {
    print_match(*seeking, matching, unmet, gaps, seconds);
  }
  return exit_done;
}

int run_check(const MatchOptions& options) {
  std::vector<std::string> warnings;
  const auto seeking = seeking_of(options, warnings);
  if (!seeking) return refused(seeking.error());
  const auto text = read_file(options.result);
  if (!text) return refused(text.error());
  warn(warnings);
  const auto checked = club::check_matching(*text, options.result, *seeking, terms_of(options));
  if (!checked) return refused(checked.error());
  if (checked->breaches.empty()) {
    if (options.json)
      fmt::print(
          "{}", json::pretty(json::object{{"lawful", true}, {"groups", checked->groups}, {"people", checked->people}}));
    else
      fmt::print("Every group is lawful: {} groups, {} people.\n", checked->groups, checked->people);
    return exit_done;
  }
  Refusals refusals;
  for (const std::string& breach : checked->breaches)
    refusals.push_back({"breach", breach, Where{options.result, 0, ""}});
  return refused(refusals);
}

}  // namespace

void add_club_match(CLI::App& club, int& exit) {
  auto options = std::make_shared<MatchOptions>();
  auto* verb = club.add_subcommand(
      "match", "Find groups who can afford a home and support together, so that most people are served");
  add_match_options(*verb, *options);
  verb->add_option("--gaps", options->gaps,
                   "also write what stands in the way by area, where it is so for five people or more, as CSV");
  verb->footer(
      "Example:\n"
      "  printf "
      "'person,budget_week,day_hours,day_shareable_hours,night_hours,night_shareable,areas,must,likes,priority\\n"
      "Pete,620,10,6,8,yes,Ash,,,1\\nSam,600,9,6,8,yes,Ash,,,0\\n' > people.csv\n"
      "  printf 'home,area,rent_week,bedrooms,features\\nMill Lane 3,Ash,210,2,garden\\n' > homes.csv\n"
      "  onepot club match --people people.csv --homes homes.csv");
  verb->callback([options, &exit] { exit = run_match(*options); });
}

void add_club_check(CLI::App& club, int& exit) {
  auto options = std::make_shared<MatchOptions>();
  auto* verb = club.add_subcommand(
      "check", "Read the rules a second time over a result of club match: exit 0 if every group is lawful");
  verb->add_option("RESULT", options->result, "the JSON of club match; - for standard input")->required();
  add_match_options(*verb, *options);
  verb->footer(
      "Example:\n  onepot club match --people people.csv --homes homes.csv --json > result.json\n"
      "  onepot club check result.json --people people.csv --homes homes.csv");
  verb->callback([options, &exit] { exit = run_check(*options); });
}

}  // namespace onepot::cli
