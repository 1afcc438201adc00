#pragma once
// The verbs of `onepot price` that have a file of their own.
#include "commands.h"

namespace onepot::cli {

void add_price_value(CLI::App& price, int& exit);
void add_price_explain(CLI::App& price, int& exit);
void add_price_import(CLI::App& price, int& exit);
void add_price_plan(CLI::App& price, int& exit);
void add_price_reconcile(CLI::App& price, int& exit);
/// price compare and price publish.
void add_price_compare(CLI::App& price, int& exit);
void add_price_design(CLI::App& price, int& exit);

}  // namespace onepot::cli
