#pragma once
// The verbs of `onepot club`, each in a file of its own.
#include <CLI/CLI.hpp>
#include <string>

#include "onepot/base/files.h"
#include "onepot/base/money.h"
#include "onepot/club/files.h"

namespace onepot::cli {

void add_club_rent(CLI::App& club, int& exit);
void add_club_share(CLI::App& club, int& exit);
void add_club_match(CLI::App& club, int& exit);
void add_club_check(CLI::App& club, int& exit);
void add_club_gather(CLI::App& club, int& exit);

/// Accepts only what parse_pence does, so that a mistyped amount is a fault of the command line.
inline CLI::Validator money_option() {
  return CLI::Validator(
      [](const std::string& text) { return parse_pence(text) ? std::string() : parse_pence(text).error().sentence; },
      "POUNDS");
}

}  // namespace onepot::cli
