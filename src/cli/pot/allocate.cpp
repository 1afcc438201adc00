#include "onepot/pot/allocate.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/pot/allocate_csv.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotAllocateOptions {
  std::string streams, purchases;
  bool partial = false, json = false;
};

using Purses = std::vector<pot::Purse>;
using Purchases = std::vector<pot::Purchase>;

json::object allocation_json(const pot::Allocation& a, const Purses& streams, const Purchases& purchases) {
  json::array payments, unpaid, left;
  for (const auto& p : a.payments)
    payments.push_back(json::object{{"purchase", purchases[p.purchase].name},
                                    {"stream", streams[p.stream].conditions.stream},
                                    {"amount", to_decimal(p.amount)},
                                    {"why", p.why}});
  for (const auto& u : a.unpaid)
    unpaid.push_back(
        json::object{{"purchase", purchases[u.purchase].name}, {"lacking", to_decimal(u.lacking)}, {"why", u.why}});
  for (std::size_t s = 0; s < streams.size(); ++s)
    left.push_back(json::object{{"stream", streams[s].conditions.stream}, {"amount", to_decimal(a.left[s])}});
  return {{"payments", std::move(payments)}, {"unpaid", std::move(unpaid)}, {"left", std::move(left)}};
}

void print_allocation(const pot::Allocation& a, const Purses& streams, const Purchases& purchases) {
  std::size_t wide = 8, stream_wide = 6;
  for (const auto& p : purchases) wide = std::max(wide, p.name.size());
  for (const auto& s : streams) stream_wide = std::max(stream_wide, s.conditions.stream.size());
  fmt::print("{:<{}}  {:<{}}  {:>12}  why\n", "purchase", wide, "stream", stream_wide, "amount");
  for (const auto& p : a.payments)
    fmt::print("{:<{}}  {:<{}}  {:>12}  {}\n", purchases[p.purchase].name, wide, streams[p.stream].conditions.stream,
               stream_wide, to_decimal(p.amount), p.why);
  for (const auto& u : a.unpaid)
    fmt::print("{:<{}}  {:<{}}  {:>12}  {}\n", purchases[u.purchase].name, wide, "unpaid", stream_wide,
               to_decimal(u.lacking), u.why);
  for (std::size_t s = 0; s < streams.size(); ++s)
    fmt::print("{:<{}}  {:<{}}  {:>12}\n", "left", wide, streams[s].conditions.stream, stream_wide,
               to_decimal(a.left[s]));
}

int run_pot_allocate(const PotAllocateOptions& options) {
  Refusals refusals;
  std::vector<std::string> warnings;
  Purses streams;
  Purchases purchases;
  const auto read = [&](const std::string& path, auto&& take) {
    const auto text = read_file(path);
    if (!text) return refusals.push_back(text.error());
    const auto table = csv::parse(*text, path);
    if (!table) return refusals.push_back(table.error());
    take(*table);
  };
  read(options.streams, [&](const csv::Table& table) { streams = pot::read_streams(table, refusals, warnings); });
  read(options.purchases, [&](const csv::Table& table) { purchases = pot::read_purchases(table, refusals, warnings); });
  warn(warnings);
  if (!refusals.empty()) return refused(refusals);
  const auto allocation = pot::allocate(streams, purchases, options.partial);
  if (options.json)
    fmt::print("{}", json::pretty(allocation_json(allocation, streams, purchases)));
  else
    print_allocation(allocation, streams, purchases);
  return exit_done;
}

}  // namespace

void add_pot_allocate(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotAllocateOptions>();
  auto* verb = pot.add_subcommand(
      "allocate", "Which stream pays for which purchase, so that no order of spending strands restricted money");
  verb->add_option("--streams", options->streams,
                   "CSV: stream,amount,purposes,from,until (purposes joined by |, * for any)")
      ->required();
  verb->add_option("--purchases", options->purchases, "CSV: purchase,amount,purpose,date")->required();
  verb->add_flag("--partial", options->partial, "pay what cannot be paid in full as far as it can be");
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example:\n  onepot pot allocate --streams streams.csv --purchases purchases.csv --json");
  verb->callback([options, &exit] { exit = run_pot_allocate(*options); });
}

}  // namespace onepot::cli
