#include "commands.h"

namespace onepot::cli {

void add_serve(CLI::App&, int&) {}

}  // namespace onepot::cli
