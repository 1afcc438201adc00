#include "commands.h"
#include "pay/verbs.h"

namespace onepot::cli {

void add_pay(CLI::App& root, int& exit) {
  auto* room =
      root.add_subcommand("pay", "Payment files: make them from the ledger, prove them, take in what came back");
  room->require_subcommand(1);
  add_pay_run(*room, exit);
  add_pay_check(*room, exit);
  add_pay_weights(*room, exit);
  add_pay_returns(*room, exit);
  add_pay_remittance(*room, exit);
  add_pay_reconcile(*room, exit);
}

}  // namespace onepot::cli
