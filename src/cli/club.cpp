// onepot club rent | share | match | check | gather
#include "club/verbs.h"
#include "commands.h"

namespace onepot::cli {

void add_club(CLI::App& root, int& exit) {
  auto* club = root.add_subcommand("club", "Divide rents and costs fairly, and find who could live well together");
  club->require_subcommand(1);
  add_club_rent(*club, exit);
  add_club_share(*club, exit);
  add_club_match(*club, exit);
  add_club_check(*club, exit);
  add_club_gather(*club, exit);
}

}  // namespace onepot::cli
