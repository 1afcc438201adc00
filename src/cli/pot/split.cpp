#include "onepot/pot/split.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "commands.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotSplitOptions {
  std::string bills, rule = "carried";
  bool json = false;
};

struct SharedBill {
  std::string name;
  Pence total;
  std::vector<std::int64_t> weights;
  pot::SplitShares split;
};
struct SharedBills {
  std::vector<std::string> people;
  std::vector<SharedBill> bills;
};

std::optional<std::int64_t> whole_weight(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

/// bill,total and then a column for each person with their weight; an empty field: no part in this bill.
SharedBills read_bills(const csv::Table& table, Refusals& refusals) {
  SharedBills out;
  std::size_t bill = table.header.size(), total = table.header.size();
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < table.header.size(); ++c) {
    if (table.header[c] == "bill") {
      bill = c;
    } else if (table.header[c] == "total") {
      total = c;
    } else {
      columns.push_back(c);
      out.people.push_back(table.header[c]);
    }
  }
  if (bill == table.header.size() || total == table.header.size() || columns.empty()) {
    refusals.push_back(
        {"missing-column", "expected the columns bill, total and one for each person", {table.file, 1, ""}});
    return out;
  }
  for (const auto& row : table.records) {
    SharedBill one;
    one.name = field(row, bill);
    const auto amount = parse_pence(field(row, total));
    if (!amount) refusals.push_back({amount.error().code, amount.error().sentence, where(table, row, total)});
    one.total = amount.value_or(Pence());
    for (const std::size_t c : columns) {
      const std::string_view text = field(row, c);
      const auto weight = text.empty() ? std::optional<std::int64_t>(0) : whole_weight(text);
      if (!weight)
        refusals.push_back({"bad-weight", fmt::format("'{}' is not a whole number", text), where(table, row, c)});
      one.weights.push_back(weight.value_or(0));
    }
    out.bills.push_back(std::move(one));
  }
  return out;
}

json::object split_json(const SharedBills& all, pot::Remainder rule) {
  json::array bills;
  for (const auto& bill : all.bills) {
    json::array parts;
    for (std::size_t i = 0; i < all.people.size(); ++i)
      parts.push_back(json::object{{"person", all.people[i]}, {"part", to_decimal(bill.split.parts[i])}});
    bills.push_back(json::object{{"bill", bill.name}, {"total", to_decimal(bill.total)}, {"parts", std::move(parts)}});
  }
  json::array carried;
  for (std::size_t i = 0; i < all.people.size(); ++i)
    carried.push_back(
        json::object{{"person", all.people[i]},
                     {"millionths_of_a_penny", all.bills.empty() ? 0 : all.bills.back().split.carried[i]}});
  return {{"rule", pot::to_string(rule)}, {"bills", std::move(bills)}, {"carried", std::move(carried)}};
}

void print_split(const SharedBills& all) {
  std::size_t wide = 5;
  for (const auto& bill : all.bills) wide = std::max(wide, bill.name.size());
  fmt::print("{:<{}}  {:>12}", "bill", wide, "total");
  for (const auto& person : all.people) fmt::print("  {:>12}", person);
  std::vector<Pence> paid(all.people.size());
  Pence sum;
  for (const auto& bill : all.bills) {
    fmt::print("\n{:<{}}  {:>12}", bill.name, wide, to_decimal(bill.total));
    sum += bill.total;
    for (std::size_t i = 0; i < paid.size(); ++i) {
      fmt::print("  {:>12}", to_decimal(bill.split.parts[i]));
      paid[i] += bill.split.parts[i];
    }
  }
  fmt::print("\n{:<{}}  {:>12}", "total", wide, to_decimal(sum));
  for (const Pence p : paid) fmt::print("  {:>12}", to_decimal(p));
  fmt::print("\n");
}

int run_pot_split(const PotSplitOptions& options) {
  const auto rule = pot::parse_remainder(options.rule);
  if (!rule) return refused(rule.error());
  const auto text = read_file(options.bills);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, options.bills);
  if (!table) return refused(table.error());
  Refusals refusals;
  auto all = read_bills(*table, refusals);
  std::vector<std::int64_t> carried;
  for (std::size_t i = 0; refusals.empty() && i < all.bills.size(); ++i) {
    auto& bill = all.bills[i];
    auto split = pot::split_bill(*rule, bill.total, bill.weights, carried);
    if (!split) {
      auto refusal = split.error();
      refusal.where = {options.bills, table->records[i].line, ""};
      refusals.push_back(std::move(refusal));
      break;
    }
    carried = split->carried;
    bill.split = *std::move(split);
  }
  if (!refusals.empty()) return refused(refusals);
  if (options.json)
    fmt::print("{}", json::pretty(split_json(all, *rule)));
  else
    print_split(all);
  return exit_done;
}

}  // namespace

void add_pot_split(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotSplitOptions>();
  auto* verb = pot.add_subcommand("split", "Who pays which penny of bills that people share");
  verb->add_option("BILLS", options->bills, "CSV: bill,total and a column for each person with their weight")
      ->required();
  verb->add_option("--rule", options->rule, "first-n, largest-remainder or carried")->capture_default_str();
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example:\n  onepot pot split visits.csv --rule carried --json");
  verb->callback([options, &exit] { exit = run_pot_split(*options); });
}

}  // namespace onepot::cli
