// onepot learn score | bands | tests | compare | worth | change | synth | publish | attack | continuity | diagnose |
// gap | rate | spend | maturity | savings
#include "commands.h"
#include "learn/verbs.h"

namespace onepot::cli {

void add_learn(CLI::App& root, int& exit) {
  auto* learn =
      root.add_subcommand("learn", "What happened to people's lives, and what it cost – no surer than the data allow");
  learn->require_subcommand(1);
  add_learn_score(*learn, exit);
  add_learn_bands(*learn, exit);
  add_learn_compare(*learn, exit);
  add_learn_worth(*learn, exit);
  add_learn_change(*learn, exit);
  add_learn_synth(*learn, exit);
  add_learn_publish(*learn, exit);
  add_learn_tests(*learn, exit);
  add_learn_open(*learn, exit);
  add_learn_support(*learn, exit);
  add_learn_verdict(*learn, exit);
}

}  // namespace onepot::cli
