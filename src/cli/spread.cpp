#include "commands.h"

namespace onepot::cli {

void add_spread(CLI::App&, int&) {}

}  // namespace onepot::cli
