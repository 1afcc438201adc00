#include "commands.h"

namespace onepot::cli {

void add_pay(CLI::App&, int&) {}

}  // namespace onepot::cli
