#include "commands.h"

namespace onepot::cli {

void add_club(CLI::App&, int&) {}

}  // namespace onepot::cli
