#pragma once
// The verbs of `onepot price` that have a file of their own.
#include "commands.h"

namespace onepot::cli {

void add_price_design(CLI::App& price, int& exit);

}  // namespace onepot::cli
