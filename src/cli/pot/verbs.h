#pragma once
// The verbs of `onepot pot`, one file each.
#include "commands.h"

namespace onepot::cli {

void add_pot_post(CLI::App& pot, int& exit);
void add_pot_balance(CLI::App& pot, int& exit);
void add_pot_verify(CLI::App& pot, int& exit);
void add_pot_export(CLI::App& pot, int& exit);
void add_pot_allocate(CLI::App& pot, int& exit);

}  // namespace onepot::cli
