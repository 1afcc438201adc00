#pragma once
// The verbs of `onepot pot`, one file each.
#include "commands.h"

namespace onepot::cli {

void add_pot_post(CLI::App& pot, int& exit);
void add_pot_balance(CLI::App& pot, int& exit);
void add_pot_verify(CLI::App& pot, int& exit);
void add_pot_export(CLI::App& pot, int& exit);
void add_pot_allocate(CLI::App& pot, int& exit);
void add_pot_run(CLI::App& pot, int& exit);
void add_pot_split(CLI::App& pot, int& exit);
void add_pot_close(CLI::App& pot, int& exit);
void add_pot_limit(CLI::App& pot, int& exit);
void add_pot_expire(CLI::App& pot, int& exit);
void add_pot_policy(CLI::App& pot, int& exit);
void add_pot_clawback(CLI::App& pot, int& exit);
void add_pot_fund(CLI::App& pot, int& exit);
void add_pot_rules(CLI::App& pot, int& exit);
void add_pot_review(CLI::App& pot, int& exit);

/// `pot export --format xlsx | csv`
struct PotRecordsOptions {
  std::string ledger, format, out, from, until, what, person;
};
int run_pot_records(const PotRecordsOptions& options);

}  // namespace onepot::cli
