#pragma once
// The verbs of `onepot pay`, one file each; pay.cpp hangs them on the room.
#include <CLI/CLI.hpp>

namespace onepot::cli {

void add_pay_run(CLI::App& room, int& exit);
void add_pay_check(CLI::App& room, int& exit);
void add_pay_weights(CLI::App& room, int& exit);
void add_pay_returns(CLI::App& room, int& exit);
void add_pay_remittance(CLI::App& room, int& exit);
void add_pay_reconcile(CLI::App& room, int& exit);

}  // namespace onepot::cli
