#include "commands.h"
#include "price/verbs.h"

namespace onepot::cli {

void add_price(CLI::App& root, int& exit) {
  auto* room =
      root.add_subcommand("price", "From described needs to groups, and from groups to prices that explain themselves");
  room->require_subcommand(1);
  add_price_group(*room, exit);
  add_price_clean(*room, exit);
  add_price_value(*room, exit);
  add_price_explain(*room, exit);
  add_price_import(*room, exit);
  add_price_import_workbook(*room, exit);
  add_price_plan(*room, exit);
  add_price_reconcile(*room, exit);
  add_price_compare(*room, exit);
  add_price_design(*room, exit);
  add_price_link(*room, exit);
}

}  // namespace onepot::cli
