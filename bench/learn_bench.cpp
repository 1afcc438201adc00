// The estimators and the bootstrap, each beside R doing the same on people made the same way, in the same run; where R
// or a package is not installed the row says so. ONEPOT_BENCH_R=0 leaves R out.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "onepot/base/random.h"
#include "onepot/learn/compare.h"
#include "onepot/learn/worth.h"

namespace onepot::bench {
namespace {

/// By the clock, and of processors: the second hardly minds what else the machine is doing.
struct Seconds {
  double clock = 0, processor = 0;
};

/// What R takes for `timed` after `before`; nothing where it fails or is absent.
std::optional<Seconds> r_seconds(const std::string& before, const std::string& timed) {
  if (const char* asked = std::getenv("ONEPOT_BENCH_R"); asked != nullptr && std::string_view(asked) == "0") return {};
  const auto file = std::filesystem::temp_directory_path() / ("onepot-bench-" + std::to_string(getpid()) + ".R");
  std::ofstream(file) << before << "\nt <- system.time({" << timed
                      << "}); cat(t[[\"elapsed\"]], t[[\"user.self\"]] + t[[\"sys.self\"]])\n";
  const std::string command = "Rscript --vanilla " + file.string() + " 2>/dev/null";
  FILE* pipe = popen(command.c_str(), "r");
  Seconds seconds;
  const bool read = pipe != nullptr && std::fscanf(pipe, "%lf %lf", &seconds.clock, &seconds.processor) == 2;
  const bool well = pipe != nullptr && pclose(pipe) == 0;
  std::filesystem::remove(file);
  return read && well ? std::optional(seconds) : std::nullopt;
}

/// Takes the time of a piece of our own work.
template <class F>
Seconds taken(F&& work) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t before = std::clock();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC};
}

/// `asked` is what the figure should be; the table of figures has a column for it.
void against(benchmark::State& state, const std::string& asked, const std::string& name, Seconds ours,
             std::optional<Seconds> r) {
  state.SetLabel("asked for: " + asked +
                 (r ? "" : "; R or one of its packages is not installed, so there is no ratio"));
  if (!r) return;
  state.counters[name + "_seconds"] = r->clock;
  state.counters["times_as_fast_as_" + name] = r->clock / ours.clock;
  state.counters["by_processor_time_" + name] = r->processor / ours.processor;
}

std::vector<learn::Strategy> trial(std::size_t people) {
  Random random(1);
  std::vector<learn::Strategy> out{{"usual", {}, {}}, {"micro", {}, {}}};
  for (std::size_t i = 0; i < people; ++i) {
    out[i % 2].cost.push_back(std::exp(7 + 0.5 * random.normal()));
    out[i % 2].effect.push_back(0.7 + 0.2 * random.normal());
  }
  return out;
}

void bootstrap_of_cost_and_effect(benchmark::State& state) {
  const auto people = static_cast<std::size_t>(state.range(0));
  const auto arms = trial(people);
  Seconds ours;
  for (auto _ : state) {
    ours = taken([&] {
      benchmark::DoNotOptimize(
          learn::worth(arms, {.bootstrap = 10'000, .threads = std::max(1U, std::thread::hardware_concurrency())}));
    });
  }
  state.counters["resamples"] = 10'000;
  if (people > 1'000) {
    state.SetLabel("asked for: under 15 s");
    return;
  }
  const std::string asked = "at least 100 times as fast as boot and 8 times as fast as hand-tuned R";
  const std::string made =
      "suppressMessages(library(boot)); set.seed(1); n <- 500; d <- data.frame(arm = rep(0:1, n), cost = exp(7 + 0.5 * "
      "rnorm(2 * n)), effect = 0.7 + 0.2 * rnorm(2 * n))";
  against(state, asked, "R_boot", ours,
          r_seconds(made,
                    "boot(d, function(d, i) { x <- d[i, ]; a <- x$arm == 1; c(mean(x$cost[a]) - mean(x$cost[!a]), "
                    "mean(x$effect[a]) - mean(x$effect[!a])) }, R = 10000, strata = d$arm)"));
  const auto tuned =
      r_seconds(made +
                    "; c1 <- d$cost[d$arm == 1]; c0 <- d$cost[d$arm == 0]; e1 <- d$effect[d$arm == 1]; "
                    "e0 <- d$effect[d$arm == 0]; out <- matrix(0, 10000, 2)",
                "for (b in 1:10000) { i <- sample.int(n, n, TRUE); j <- sample.int(n, n, TRUE); out[b, ] "
                "<- c(sum(c1[i]) - sum(c0[j]), sum(e1[i]) - sum(e0[j])) / n }");
  if (tuned) against(state, asked, "hand_tuned_R", ours, tuned);
}
BENCHMARK(bootstrap_of_cost_and_effect)
    ->Arg(1'000)
    ->Arg(100'000)
    ->ArgName("people")
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

learn::Sample people_of(std::size_t people, double share) {
  Random random(2);
  learn::Sample out;
  for (int k = 0; k < 7; ++k)
    out.covariates.push_back({"x" + std::to_string(k), "x", false, std::vector<double>(people)});
  out.outcome.resize(people);
  out.treated.resize(people);
  const double base = std::log(share / (1 - share));
  for (std::size_t i = 0; i < people; ++i) {
    double sum = 0;
    for (auto& c : out.covariates) sum += 0.2 * (c.values[i] = random.normal());
    out.treated[i] = random.unit() < 1 / (1 + std::exp(-base - sum)) ? 1 : 0;
    out.outcome[i] = 1 + sum + 2 * out.treated[i] + random.normal();
  }
  return out;
}
std::string people_in_r(std::size_t people, double share) {
  return "set.seed(1); n <- " + std::to_string(people) +
         "; x <- matrix(rnorm(7 * n), n); colnames(x) <- paste0('x', 0:6); s <- rowSums(x) * 0.2; d <- "
         "data.frame(x, t = as.numeric(runif(n) < plogis(qlogis(" +
         std::to_string(share) + ") + s))); d$y <- 1 + s + 2 * d$t + rnorm(n)";
}

void propensity_ipw_and_aipw(benchmark::State& state) {
  const auto people = static_cast<std::size_t>(state.range(0));
  const auto sample = people_of(people, 0.4);
  Seconds ours;
  for (auto _ : state) {
    ours = taken([&] {
      const auto score = learn::propensity(sample);
      benchmark::DoNotOptimize(learn::ipw(sample, *score, learn::Estimand::ate));
      benchmark::DoNotOptimize(learn::aipw(sample, *score, learn::Estimand::ate));
    });
  }
  against(
      state, "at least 15 times as fast as R", "R_glm_and_svyglm", ours,
      r_seconds("suppressMessages(library(survey)); " + people_in_r(people, 0.4),
                "ps <- fitted(glm(t ~ x0 + x1 + x2 + x3 + x4 + x5 + x6, binomial, d)); d$w <- d$t / ps + (1 - d$t) / "
                "(1 - ps); summary(svyglm(y ~ t, svydesign(~ 1, weights = ~ w, data = d))); f <- y ~ x0 + x1 + x2 + "
                "x3 + x4 + x5 + x6; a <- predict(lm(f, d[d$t == 1, ]), d); b <- predict(lm(f, d[d$t == 0, ]), d); "
                "i <- a - b + d$t * (d$y - a) / ps - (1 - d$t) * (d$y - b) / (1 - ps); c(mean(i), sd(i))"));
}
BENCHMARK(propensity_ipw_and_aipw)
    ->Arg(1'000'000)
    ->ArgName("people")
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void propensity_and_nearest_neighbours(benchmark::State& state) {
  const auto people = static_cast<std::size_t>(state.range(0));
  const auto sample = people_of(people, 0.2);
  Seconds ours;
  for (auto _ : state) {
    ours = taken([&] {
      const auto score = learn::propensity(sample);
      benchmark::DoNotOptimize(learn::nearest_neighbours(*score, sample.treated, false));
    });
  }
  against(state, "at least 50 times as fast as MatchIt", "MatchIt", ours,
          r_seconds("suppressMessages(library(MatchIt)); " + people_in_r(people, 0.2),
                    "matchit(t ~ x0 + x1 + x2 + x3 + x4 + x5 + x6, d)"));
}
BENCHMARK(propensity_and_nearest_neighbours)
    ->Arg(100'000)
    ->ArgName("people")
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace onepot::bench
