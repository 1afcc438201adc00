#include "onepot/club/rent.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "club/verbs.h"
#include "commands.h"
#include "onepot/base/json.h"

namespace onepot::cli {
namespace {

struct RentOptions {
  std::string values, rent, budgets;
  bool json = false;
};

json::value rent_json(const club::RentFile& file, Pence rent, const club::RentDivision& d) {
  json::object out;
  out["status"] = d.possible ? "envy-free" : "impossible";
  out["rent"] = to_decimal(rent);
  if (!d.possible) {
    out["why"] = club::why_impossible(d, rent, file.rooms);
    return out;
  }
  json::array rooms;
  for (const auto& s : d.shares)
    rooms.push_back(json::object{{"person", file.people[s.person]},
                                 {"room", file.rooms[s.room]},
                                 {"rent", to_decimal(s.rent)},
                                 {"worth", to_decimal(s.worth)},
                                 {"surplus", to_decimal(s.surplus)}});
  out["rooms"] = std::move(rooms);
  out["least_surplus"] = to_decimal(d.least_surplus);
  out["largest_envy"] = to_decimal(d.largest_envy);
  return out;
}

void print_rent(const club::RentFile& file, Pence rent, const club::RentDivision& d) {
  if (!d.possible) {
    fmt::print("There is no division that everybody can pay and nobody would envy.\n{}\n",
               club::why_impossible(d, rent, file.rooms));
    return;
  }
  std::size_t wide = 6, room_wide = 4;
  for (const auto& p : file.people) wide = std::max(wide, p.size());
  for (const auto& r : file.rooms) room_wide = std::max(room_wide, r.size());
  fmt::print("{:<{}}  {:<{}}  {:>10}  {:>10}  {:>10}\n", "person", wide, "room", room_wide, "rent", "worth", "surplus");
  for (const auto& s : d.shares)
    fmt::print("{:<{}}  {:<{}}  {:>10}  {:>10}  {:>10}\n", file.people[s.person], wide, file.rooms[s.room], room_wide,
               to_decimal(s.rent), to_decimal(s.worth), to_decimal(s.surplus));
  fmt::print("{:<{}}  {:<{}}  {:>10}\n\n", "", wide, "", room_wide, to_decimal(rent));
  if (file.people.size() <= 8)
    for (const auto& c : club::comparisons(file.worth, d))
      fmt::print("{}\n", club::sentence(c, file.people, file.rooms));
}

int run_rent(const RentOptions& options) {
  std::vector<std::string> warnings;
  const auto values_text = read_file(options.values);
  if (!values_text) return refused(values_text.error());
  const auto file = club::read_values(*values_text, options.values, warnings);
  if (!file) return refused(file.error());
  std::vector<std::optional<Pence>> budgets;
  if (!options.budgets.empty()) {
    const auto text = read_file(options.budgets);
    if (!text) return refused(text.error());
    const auto read = club::read_budgets(*text, options.budgets, file->people, warnings);
    if (!read) return refused(read.error());
    budgets = *read;
  }
  warn(warnings);
  const Pence rent = *parse_pence(options.rent);
  const auto division = club::divide_rent(file->worth, rent, budgets);
  if (options.json)
    fmt::print("{}", json::pretty(rent_json(*file, rent, division)));
  else
    print_rent(*file, rent, division);
  return exit_done;
}

}  // namespace

void add_club_rent(CLI::App& club, int& exit) {
  auto options = std::make_shared<RentOptions>();
  auto* verb =
      club.add_subcommand("rent", "Who gets which room at what rent, so that nobody would rather have another's");
  verb->add_option("VALUES", options->values,
                   "person,ROOM,ROOM,…: what each room is worth to each person; - for standard input")
      ->required();
  verb->add_option("--rent", options->rent, "the whole rent in pounds")
      ->required()
      ->check(CLI::Validator(
          [](const std::string& text) {
            const auto rent = parse_pence(text);
            return rent && *rent >= Pence(0) ? std::string()
                                             : "'" + text + "' is no rent; expected pounds such as 1000.00";
          },
          "POUNDS"));
  verb->add_option("--budgets", options->budgets, "person,budget: the most each can pay");
  verb->add_flag("--json", options->json, "one JSON document");
  verb->footer(
      "Example:\n  printf 'person,Attic,Front\\nSam,300,450\\nAli,350,400\\n' | onepot club rent - --rent 700.00");
  verb->callback([options, &exit] { exit = run_rent(*options); });
}

}  // namespace onepot::cli
