// How many people are served, how near to proof, and how fast; and rent division. The people are made up (club_town.h).
// ONEPOT_CLUB_FILES=DIR also writes each town's people.csv, homes.csv and together.csv into DIR/PEOPLE-DEGREE.
// The whole model is given to plain Cbc as well, for comparison, for at most ONEPOT_CLUB_PLAIN seconds (60; 0: not).
#include <benchmark/benchmark.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

#include "club_town.h"
#include "onepot/club/rent.h"

namespace onepot::bench {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void count(benchmark::State& state, const club::Matching& found) {
  state.counters["candidates"] = static_cast<double>(found.candidates);
  state.counters["served"] = static_cast<double>(found.served);
  state.counters["bound"] = static_cast<double>(found.bound);
  state.counters["gap_percent"] =
      found.bound > 0 ? 100.0 * static_cast<double>(found.bound - found.served) / static_cast<double>(found.bound)
                      : 0.0;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_mb"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

std::string asked_for(std::size_t people, std::int64_t degree) {
  if (people == 1'000 && degree == 28) return "asked for: optimum in 8 s";
  if (people == 20'000) return "asked for: optimum in 10 s";
  if (people == 5'000) return "asked for: gap 0.5 % in 60 s";
  if (people == 100'000) return "asked for: gap 0.1 % in 60 s, under 4 GiB";
  return "";
}

/// Plain Cbc on the whole model, in a process of its own that is ended at the limit: Cbc looks at its clock too seldom.
/// Nothing where it has no proven answer by then. The seconds count the list of groups too, as ours do.
struct PlainCbc {
  double seconds = 0;
  std::int64_t served = 0;
};
std::optional<PlainCbc> plain_cbc(const club::Seeking& town, double limit) {
  int ends[2];
  if (pipe(ends) != 0) return std::nullopt;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const auto plain = club::match_plainly(town, {}, limit);
    const bool told = !plain.proven || write(ends[1], &plain.served, sizeof plain.served) == sizeof plain.served;
    _exit(told ? 0 : 1);
  }
  close(ends[1]);
  PlainCbc out;
  pollfd said{ends[0], POLLIN, 0};
  const bool in_time = child > 0 && poll(&said, 1, static_cast<int>(limit * 1000)) > 0 &&
                       read(ends[0], &out.served, sizeof out.served) == sizeof out.served;
  out.seconds = seconds_since(start);
  close(ends[0]);
  if (child > 0) {
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  return in_time ? std::optional(out) : std::nullopt;
}

void club_match(benchmark::State& state) {
  const auto people = static_cast<std::size_t>(state.range(0));
  const club::Seeking town = made_town(people, static_cast<double>(state.range(1)), 1);
  if (const char* folder = std::getenv("ONEPOT_CLUB_FILES")) {
    const std::string at = std::string(folder) + "/" + std::to_string(people) + "-" + std::to_string(state.range(1));
    std::filesystem::create_directories(at);
    if (!write_town(town, at)) state.SkipWithError("the files could not be written");
  }
  club::Matching found;
  double seconds = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    club::Effort effort;
    effort.threads = std::max(1U, std::thread::hardware_concurrency());
    effort.elapsed_seconds = [start] { return seconds_since(start); };
    found = club::match(town, {}, effort);
    seconds = seconds_since(start);
  }
  count(state, found);
  const auto largest_first = static_cast<double>(club::served_by_largest_first(town));
  state.counters["largest_first"] = largest_first;
  state.counters["largest_first_fewer_percent"] =
      100.0 * (1 - largest_first / static_cast<double>(std::max<std::int64_t>(1, found.served)));
  const char* asked = std::getenv("ONEPOT_CLUB_PLAIN");
  std::string label = asked_for(people, state.range(1));
  if (const double limit = asked != nullptr ? std::atof(asked) : 60; limit > 0) {
    if (const auto plain = plain_cbc(town, limit)) {
      state.counters["plain_cbc_seconds"] = plain->seconds;
      state.counters["plain_cbc_served"] = static_cast<double>(plain->served);
      state.counters["times_faster"] = plain->seconds / seconds;
    } else {
      label += std::string(label.empty() ? "" : "; ") + "plain Cbc: no proven answer in " +
               std::to_string(static_cast<int>(limit)) + " s";
    }
  }
  state.SetLabel(label);
}
BENCHMARK(club_match)
    ->Args({250, 9})
    ->Args({1'000, 9})
    ->Args({1'000, 28})
    ->Args({20'000, 9})
    ->Args({5'000, 29})
    ->Args({100'000, 9})
    ->ArgNames({"people", "degree"})
    ->Iterations(1)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

/// Everybody in a town of 250 may share with everybody: far more groups than can be listed, so they are generated.
void club_crowd(benchmark::State& state) {
  club::Seeking town = made_town(static_cast<std::size_t>(state.range(0)), 0, 1);
  town.together.reset();
  club::Matching found;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    club::Effort effort;
    effort.threads = std::max(1U, std::thread::hardware_concurrency());
    effort.elapsed_seconds = [start] { return seconds_since(start); };
    found = club::match(town, {}, effort);
  }
  count(state, found);
}
BENCHMARK(club_crowd)
    ->Arg(250)
    ->Arg(1'000)
    ->Arg(5'000)
    ->ArgName("people")
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void club_rent(benchmark::State& state) {
  const auto rooms = static_cast<std::size_t>(state.range(0));
  Random random(3);
  club::WorthTable worth(rooms, std::vector<Pence>(rooms));
  for (auto& row : worth)
    for (auto& value : row) value = Pence(random.between(5'000, 60'000));
  std::vector<std::optional<Pence>> budgets(rooms, Pence(60'000));
  for (auto _ : state)
    benchmark::DoNotOptimize(club::divide_rent(worth, Pence(static_cast<std::int64_t>(rooms) * 30'000), budgets));
}
BENCHMARK(club_rent)->Arg(3)->Arg(8)->Arg(50)->ArgName("people")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace onepot::bench
