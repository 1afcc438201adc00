#pragma once
// What the files of this folder share: each room's add_X hangs its verbs on the root command.
#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::cli {

enum Exit : int { exit_done = 0, exit_refused = 1, exit_wrong_command = 2, exit_machine = 3 };

/// Prints "FILE:LINE:COLUMN: sentence" on standard error; exit_machine for the code "machine", else exit_refused.
int refused(const Refusal& refusal);
/// Up to 20 lines, then a count of the rest.
int refused(const Refusals& refusals);
/// One line each on standard error.
void warn(const std::vector<std::string>& warnings);

/// A warning for each column of the file that is none of `known`: it was passed over. For readers that take columns by
/// the names that the command line gives them.
std::vector<std::string> passed_over(std::string_view text, const std::string& file,
                                     const std::vector<std::string>& known);

/// Makes the synthetic place as `town make` does, with its table on standard error.
int make_demo_town(const std::string& out);

// Each sets `exit` from inside the verb's callback.
void add_price(CLI::App& root, int& exit);
void add_pot(CLI::App& root, int& exit);
void add_club(CLI::App& root, int& exit);
void add_pay(CLI::App& root, int& exit);
void add_learn(CLI::App& root, int& exit);
void add_spread(CLI::App& root, int& exit);
void add_place(CLI::App& root, int& exit);
void add_town(CLI::App& root, int& exit);
/// serve and demo.
void add_serve(CLI::App& root, int& exit);

}  // namespace onepot::cli
