#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "onepot/base/json.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/database.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_sums.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotBalanceOptions {
  std::string ledger, by = "account", at, dated = "booked";
  bool json = false;
};

/// One line of the answer; of an account with several streams, the streams follow.
struct BalanceLine {
  std::string key;
  pot::Balance balance;
  std::vector<store::ledger::Sum> streams;
};

void add(pot::Balance& sum, const pot::Balance& part) {
  sum.posted += part.posted;
  sum.committed += part.committed;
}

std::vector<BalanceLine> by_account(const std::vector<store::ledger::Lot>& lots) {
  std::vector<BalanceLine> out;
  for (const auto& lot : lots) {
    if (out.empty() || out.back().key != lot.account) out.push_back({lot.account, {}, {}});
    add(out.back().balance, lot.balance);
    auto& streams = out.back().streams;
    if (streams.empty() || streams.back().key != lot.stream) streams.push_back({lot.stream, {}});
    add(streams.back().balance, lot.balance);
  }
  return out;
}

std::string words_for(std::string_view text) {
  return text.empty() ? "not said" : std::string(text);
}

/// Every lot of its own: account, stream and what else is said of its pence.
std::vector<BalanceLine> by_lot(const std::vector<store::ledger::Lot>& lots) {
  std::vector<BalanceLine> out;
  for (const auto& lot : lots)
    out.push_back({fmt::format("{} · {} · {}", lot.account, lot.stream, pot::to_words(lot.earmark)), lot.balance, {}});
  return out;
}

/// What stands in people's pots. Every stream has its line, even with nothing in a pot.
std::vector<BalanceLine> in_pots(const std::vector<store::ledger::Lot>& lots, const std::string& by) {
  std::map<std::string, pot::Balance> sums;
  for (const auto& lot : lots) {
    const auto person = pot::person_of(lot.account);
    if (by == "stream") sums.try_emplace(lot.stream);
    if (!person) continue;
    add(sums[by == "stream"       ? lot.stream
             : by == "holding"    ? words_for(pot::holding_text(lot.earmark.holding))
             : by == "conditions" ? words_for(lot.earmark.conditions)
                                  : std::string(*person)],
        lot.balance);
  }
  std::vector<BalanceLine> out;
  for (const auto& [key, balance] : sums) out.push_back({key, balance, {}});
  return out;
}

std::vector<BalanceLine> lines_of(store::Session& s, const PotBalanceOptions& options, std::optional<Date> at) {
  const auto dated = options.dated == "effective" ? store::ledger::Dated::effective : store::ledger::Dated::booked;
  if (!at && dated == store::ledger::Dated::effective) at = Date(9999, 12, 31);  // everything, whenever it was booked
  if (options.by == "purpose") {
    std::vector<BalanceLine> out;
    for (auto& sum : store::ledger::sums_by_purpose(s, at, dated)) out.push_back({sum.key, sum.balance, {}});
    return out;
  }
  const auto lots = at ? store::ledger::lots_at(s, *at, dated) : store::ledger::lots(s);
  if (options.by == "account") return by_account(lots);
  return options.by == "lot" ? by_lot(lots) : in_pots(lots, options.by);
}

json::object amounts(std::string_view name, const std::string& key, const pot::Balance& b) {
  return {{name, key},
          {"balance", to_decimal(b.posted)},
          {"committed", to_decimal(b.committed)},
          {"available", to_decimal(b.available())}};
}

void print_json(const PotBalanceOptions& options, const std::vector<BalanceLine>& lines) {
  json::array balances;
  for (const auto& line : lines) {
    json::object out = amounts(options.by, line.key, line.balance);
    if (options.by == "account") {
      json::array streams;
      for (const auto& s : line.streams) streams.push_back(amounts("stream", s.key, s.balance));
      out["streams"] = std::move(streams);
    }
    balances.push_back(std::move(out));
  }
  json::object document{{"by", options.by}};
  if (!options.at.empty()) document["at"] = options.at;
  document["balances"] = std::move(balances);
  fmt::print("{}", json::pretty(document));
}

void print_table(const PotBalanceOptions& options, const std::vector<BalanceLine>& lines) {
  std::size_t wide = options.by.size();
  for (const auto& line : lines) {
    wide = std::max(wide, line.key.size());
    if (line.streams.size() > 1)
      for (const auto& s : line.streams) wide = std::max(wide, s.key.size() + 2);
  }
  const auto row = [&](std::string_view key, const pot::Balance& b) {
    fmt::print("{:<{}}  {:>14}  {:>14}  {:>14}\n", key, wide, to_decimal(b.posted), to_decimal(b.committed),
               to_decimal(b.available()));
  };
  fmt::print("{:<{}}  {:>14}  {:>14}  {:>14}\n", options.by, wide, "balance", "committed", "available");
  pot::Balance total;
  for (const auto& line : lines) {
    row(line.key, line.balance);
    add(total, line.balance);
    if (line.streams.size() > 1)
      for (const auto& s : line.streams) row("  " + s.key, s.balance);
  }
  row("", total);
}

int run_pot_balance(const PotBalanceOptions& options) {
  std::optional<Date> at;
  if (!options.at.empty()) at = *parse_date(options.at);
  auto db = store::Database::open(options.ledger, {.create = false});
  if (!db) return refused(db.error());
  const auto lines = db->read([&](store::Session& s) { return lines_of(s, options, at); });
  options.json ? print_json(options, lines) : print_table(options, lines);
  return exit_done;
}

}  // namespace

void add_pot_balance(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotBalanceOptions>();
  auto* verb = pot.add_subcommand("balance", "What is there, what of it is promised, what is available");
  verb->add_option("--ledger", options->ledger, "the books: a file or postgres://…")->required();
  verb->add_option(
          "--by", options->by,
          "account, lot: everything; stream, person, purpose, holding, conditions: what stands in people's pots")
      ->check(CLI::IsMember({"account", "lot", "stream", "person", "purpose", "holding", "conditions"}))
      ->capture_default_str();
  verb->add_option("--at", options->at, "as it stood at the end of this day")->check([](const std::string& text) {
    const auto day = parse_date(text);
    return day ? std::string() : day.error().sentence;
  });
  verb->add_option("--dated", options->dated, "which of a transfer's two days --at goes by: booked or effective")
      ->check(CLI::IsMember({"booked", "effective"}))
      ->capture_default_str();
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example:\n  onepot pot balance --ledger books.db --by person --at 2026-06-30");
  verb->callback([options, &exit] { exit = run_pot_balance(*options); });
}

}  // namespace onepot::cli
