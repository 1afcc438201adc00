#include "onepot/cli/run.h"

int main(int argc, char** argv) {
  return onepot::cli::run(argc, argv);
}
