// onepot club gather: casual and regular clubs.
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>

#include "club/verbs.h"
#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/club/casual.h"
#include "onepot/club/files.h"

namespace onepot::cli {
namespace {

struct GatherOptions {
  std::string wishes, things, together, apart, split = "by-what-each-adds";
  std::size_t least = 2;
  double time_limit = 60;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  bool json = false;
};

std::string day_name(const club::Day& day) {
  constexpr std::array<const char*, 7> names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  return day.weekly ? names[static_cast<std::size_t>(day.number)] : to_iso(Date::from_number(day.number));
}

std::string clock_name(std::int64_t minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string kind_name(club::NotGathered kind) {
  switch (kind) {
    case club::NotGathered::nothing_offered:
      return "nothing-offered";
    case club::NotGathered::nobody_suitable:
      return "nobody-suitable";
    case club::NotGathered::money:
      return "money";
    case club::NotGathered::no_room:
      return "no-room";
  }
  ONEPOT_ASSERT(false);
}

std::string words(const club::LeftOut& one) {
  switch (one.kind) {
    case club::NotGathered::nothing_offered:
      return "nothing comes at a time that would do.";
    case club::NotGathered::nobody_suitable:
      return "nobody to share it with has been found yet.";
    case club::NotGathered::money:
      return one.more ? "with " + to_pounds(*one.more, true) + " more each time it could be shared."
                      : "it costs more than those around them would pay.";
    case club::NotGathered::no_room:
      return "no group came together around them this time.";
  }
  ONEPOT_ASSERT(false);
}

json::value gather_json(const club::WishFile& file, const std::vector<club::Shareable>& things,
                        const club::Gathering& found, double seconds) {
  json::array groups, left_out;
  for (const auto& g : found.groups) {
    json::array people;
    for (std::size_t i = 0; i < g.wishes.size(); ++i)
      people.push_back(json::object{{"person", file.people[file.wishes[g.wishes[i]].person]},
                                    {"share", to_decimal(g.share[i])},
                                    {"alone", to_decimal(g.alone[i])}});
    groups.push_back(json::object{{"purpose", things[g.thing].purpose},
                                  {"thing", things[g.thing].name},
                                  {"day", day_name(g.when.day)},
                                  {"from", clock_name(g.when.from)},
                                  {"until", clock_name(g.when.until)},
                                  {"cost", to_decimal(g.cost)},
                                  {"people", std::move(people)}});
  }
  for (const auto& one : found.left_out) {
    const club::Wish& wish = file.wishes[one.wish];
    json::object row{{"person", file.people[wish.person]}, {"purpose", wish.purpose}, {"kind", kind_name(one.kind)}};
    if (one.more) row["more"] = to_decimal(*one.more);
    left_out.push_back(std::move(row));
  }
  return json::object{{"groups", std::move(groups)},
                      {"served", found.served},
                      {"bound", found.bound},
                      {"status", found.optimal ? "optimal" : "feasible"},
                      {"left_out", std::move(left_out)},
                      {"seconds", seconds}};
}

void print_gathering(const club::WishFile& file, const std::vector<club::Shareable>& things,
                     const club::Gathering& found) {
  for (const auto& g : found.groups) {
    fmt::print("{}, {} {}-{}: {} together\n", things[g.thing].name, day_name(g.when.day), clock_name(g.when.from),
               clock_name(g.when.until), to_pounds(g.cost, true));
    for (std::size_t i = 0; i < g.wishes.size(); ++i)
      fmt::print("  {:<20} pays {:>9}   alone {:>9}\n", file.people[file.wishes[g.wishes[i]].person],
                 to_decimal(g.share[i]), to_decimal(g.alone[i]));
  }
  for (const auto& one : found.left_out)
    fmt::print("{} ({}): {}\n", file.people[file.wishes[one.wish].person], file.wishes[one.wish].purpose, words(one));
  fmt::print("{} of {} wishes in {} groups. No lawful answer serves more{}.\n", found.served, file.wishes.size(),
             found.groups.size(), found.optimal ? "" : fmt::format(" than {}", found.bound));
}

/// Gathers what is wrong with every file before anything is refused.
template <class Reader>
auto read_or_note(const std::string& path, Refusals& refusals, const Reader& reader)
    -> std::optional<std::decay_t<decltype(*reader(std::string()))>> {
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

int run_gather(const GatherOptions& o) {
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [start] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  std::vector<std::string> warnings;
  Refusals refusals;
  const auto file = read_or_note(o.wishes, refusals,
                                 [&](const std::string& text) { return club::read_wishes(text, o.wishes, warnings); });
  const auto things = read_or_note(
      o.things, refusals, [&](const std::string& text) { return club::read_things(text, o.things, warnings); });
  const auto pairs = [&](const std::string& path) -> std::optional<std::vector<club::Pair>> {
    if (path.empty() || !file) return std::nullopt;
    return read_or_note(path, refusals,
                        [&](const std::string& text) { return club::read_pairs(text, path, file->people, warnings); });
  };
  const auto together = pairs(o.together), apart = pairs(o.apart);
  if (!refusals.empty()) return refused(refusals);
  warn(warnings);
  club::Effort effort;
  effort.seed = o.seed;
  effort.threads = o.threads != 0 ? o.threads : std::max(1U, std::thread::hardware_concurrency());
  effort.limit_seconds = o.time_limit;
  effort.elapsed_seconds = elapsed;
  const club::GatherTerms terms{o.split == "equally" ? club::Splitting::equally : club::Splitting::by_what_each_adds,
                                o.least};
  const auto found =
      club::gather(file->wishes, *things, together, apart.value_or(std::vector<club::Pair>{}), terms, effort);
  if (o.json)
    fmt::print("{}",
               json::pretty(gather_json(*file, *things, found,
                                        static_cast<double>(static_cast<std::int64_t>(elapsed() * 1000)) / 1000)));
  else
    print_gathering(*file, *things, found);
  return exit_done;
}

}  // namespace

void add_club_gather(CLI::App& club, int& exit) {
  auto options = std::make_shared<GatherOptions>();
  auto* verb = club.add_subcommand(
      "gather", "Who could share a taxi on Tuesdays, an assistant on Fridays, a boat once a year, and what each pays");
  verb->add_option("--wishes", options->wishes,
                   "person,purpose,days,from,until,need,most: when it would do (Tue|Fri or dates, 09:30), how much of "
                   "it, and the most they would pay each time")
      ->required();
  verb->add_option("--things", options->things,
                   "thing,purpose,days,from,until,seats,minutes,fixed,each,rate,times_a_day: when it comes, and what "
                   "it costs each time, each person, and for a unit of the largest need")
      ->required();
  verb->add_option("--together", options->together, "person,person: only these pairs may meet");
  verb->add_option("--apart", options->apart, "person,person: never together; kept private");
  verb->add_option("--split", options->split, "by-what-each-adds (Shapley) or equally")
      ->check(CLI::IsMember({"by-what-each-adds", "equally"}))
      ->capture_default_str();
  verb->add_option("--least", options->least, "at least so many together")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  verb->add_option("--time-limit", options->time_limit, "seconds")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verb->add_option("--seed", options->seed)->capture_default_str();
  verb->add_option("--threads", options->threads, "default: all cores; the answer is the same");
  verb->add_flag("--json", options->json, "one JSON document");
  verb->footer(
      "Example:\n"
      "  printf 'person,purpose,days,from,until,need,most\\nAnn,taxi,Tue,09:00,12:00,5,6.00\\n"
      "Bob,taxi,Tue|Thu,10:00,11:00,8,8.00\\n' > wishes.csv\n"
      "  printf 'thing,purpose,days,from,until,seats,minutes,fixed,rate\\n"
      "Blue taxi,taxi,Tue,09:00,17:00,4,30,3.00,1.00\\n' > things.csv\n"
      "  onepot club gather --wishes wishes.csv --things things.csv");
  verb->callback([options, &exit] { exit = run_gather(*options); });
}

}  // namespace onepot::cli
