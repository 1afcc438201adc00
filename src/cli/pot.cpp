// onepot pot post | balance | verify | export | allocate | close | limit | expire | policy | clawback | run | split |
// fund | rules | review
#include "commands.h"
#include "pot/verbs.h"

namespace onepot::cli {

void add_pot(CLI::App& root, int& exit) {
  auto* pot = root.add_subcommand("pot", "The books: every penny in one stream, what is promised, what is available");
  pot->require_subcommand(1);
  add_pot_post(*pot, exit);
  add_pot_balance(*pot, exit);
  add_pot_verify(*pot, exit);
  add_pot_export(*pot, exit);
  add_pot_allocate(*pot, exit);
  add_pot_close(*pot, exit);
  add_pot_limit(*pot, exit);
  add_pot_expire(*pot, exit);
  add_pot_policy(*pot, exit);
  add_pot_clawback(*pot, exit);
  add_pot_run(*pot, exit);
  add_pot_split(*pot, exit);
  add_pot_fund(*pot, exit);
  add_pot_rules(*pot, exit);
  add_pot_review(*pot, exit);
}

}  // namespace onepot::cli
