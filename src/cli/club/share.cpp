#include "onepot/club/share.h"

#include <fmt/format.h>

#include <memory>

#include "club/verbs.h"
#include "commands.h"
#include "onepot/base/json.h"

namespace onepot::cli {
namespace {

struct ShareOptions {
  std::string costs, budgets;
  bool json = false;
};

json::value share_json(const club::ShareGame& game, const club::Shares& shares) {
  json::object out;
  out["status"] = shares.possible ? "core" : "impossible";
  json::array list;
  for (std::size_t i = 0; i < shares.share.size(); ++i)
    list.push_back(json::object{
        {"person", game.people[i]}, {"share", to_decimal(shares.share[i])}, {"alone", to_decimal(shares.alone[i])}});
  out["shares"] = std::move(list);
  if (shares.possible) {
    out["rule"] = shares.rule == club::ShareRule::shapley ? "shapley" : "nearest-in-core";
    if (shares.rounding_breach > Pence(0)) out["rounding_breach"] = to_decimal(shares.rounding_breach);
  } else {
    out["why"] = shares.why;
  }
  return out;
}

void print_share(const club::ShareGame& game, const club::Shares& shares,
                 const std::vector<std::optional<Pence>>& budgets) {
  if (!shares.possible) {
    fmt::print(
        "There is no division that everybody can pay and that costs no part of the group more than going apart.\n{}\n",
        shares.why);
    return;
  }
  std::size_t wide = 6;
  for (const auto& p : game.people) wide = std::max(wide, p.size());
  fmt::print("{:<{}}  {:>10}  {:>10}\n", "person", wide, "share", "alone");
  Pence sum;
  for (std::size_t i = 0; i < shares.share.size(); ++i) {
    fmt::print("{:<{}}  {:>10}  {:>10}\n", game.people[i], wide, to_decimal(shares.share[i]),
               to_decimal(shares.alone[i]));
    sum += shares.share[i];
  }
  fmt::print("{:<{}}  {:>10}\n\n", "", wide, to_decimal(sum));
  fmt::print("{}\n",
             shares.rule == club::ShareRule::shapley
                 ? "Each pays what they add to the cost, averaged over every order of arriving (the Shapley value)."
                 : "The nearest to each paying what they add to the cost, within the budgets and the costs apart.");
  if (game.people.size() > 8) return;
  for (const auto& reason : club::reasons(game, shares, budgets)) fmt::print("{}\n", club::sentence(reason, game));
  for (const auto& wronged : club::wronged(game, shares.share)) fmt::print("{}\n", club::sentence(wronged, game));
}

int run_share(const ShareOptions& options) {
  std::vector<std::string> warnings;
  const auto text = read_file(options.costs);
  if (!text) return refused(text.error());
  const auto game = club::read_costs(*text, options.costs, warnings);
  if (!game) return refused(game.error());
  std::vector<std::optional<Pence>> budgets;
  if (!options.budgets.empty()) {
    const auto budget_text = read_file(options.budgets);
    if (!budget_text) return refused(budget_text.error());
    const auto read = club::read_budgets(*budget_text, options.budgets, game->people, warnings);
    if (!read) return refused(read.error());
    budgets = *read;
  }
  warn(warnings);
  const auto shares = club::divide_cost(*game, budgets);
  if (options.json)
    fmt::print("{}", json::pretty(share_json(*game, shares)));
  else
    print_share(*game, shares, budgets);
  return exit_done;
}

}  // namespace

void add_club_share(CLI::App& club, int& exit) {
  auto options = std::make_shared<ShareOptions>();
  auto* verb =
      club.add_subcommand("share", "Who pays what for shared support, so that nobody pays more than they would apart");
  verb->add_option("COSTS", options->costs,
                   "person,need (nested needs) or members,cost (members joined by +); - for standard input")
      ->required();
  verb->add_option("--budgets", options->budgets, "person,budget: the most each can pay");
  verb->add_flag("--json", options->json, "one JSON document");
  verb->footer("Example:\n  printf 'person,need\\nAnn,8\\nBob,11\\nCat,13\\nDan,18\\n' | onepot club share -");
  verb->callback([options, &exit] { exit = run_share(*options); });
}

}  // namespace onepot::cli
