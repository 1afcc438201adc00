// Reading: how fast the strict readers are, on a file of 100,000 rows.
#include <benchmark/benchmark.h>

#include "onepot/base/csv.h"
#include "onepot/base/json.h"
#include "onepot/base/money.h"

namespace {

using namespace onepot;

std::string table_of(std::size_t rows) {
  std::string out = "person,date,from,to,amount,note\n";
  for (std::size_t i = 0; i < rows; ++i)
    out += fmt::format("p{},2026-04-{:02},pot:{},provider:{},{}.{:02},\"paid, as agreed\"\n", i % 6200, 1 + i % 30,
                       i % 6200, i % 420, i % 500, i % 100);
  return out;
}

void read_csv(benchmark::State& state) {
  const std::string text = table_of(100'000);
  for (auto _ : state) benchmark::DoNotOptimize(csv::parse(text, "x.csv"));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_csv)->Unit(benchmark::kMillisecond);

void read_json(benchmark::State& state) {
  std::string text = "[";
  for (int i = 0; i < 100'000; ++i)
    text += fmt::format("{}{{\"person\":\"p{}\",\"amount\":\"{}.50\"}}", i ? "," : "", i, i % 500);
  text += "]";
  for (auto _ : state) benchmark::DoNotOptimize(json::parse(text, "x.json"));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_json)->Unit(benchmark::kMillisecond);

void read_amounts(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(parse_pence("1234.56"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_amounts);

void split_a_rent(benchmark::State& state) {
  const std::vector<std::int64_t> weights = {3, 5, 7, 11};
  for (auto _ : state) benchmark::DoNotOptimize(split(Pence(100'001), weights));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(split_a_rent);

}  // namespace
