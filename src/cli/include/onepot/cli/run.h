#pragma once
namespace onepot::cli {
/// The whole command line: onepot <room> <verb> …; returns the exit code of docs/command-line.md (0 done, 1 refused
/// input, 2 wrong command line, 3 a fault of the machine).
int run(int argc, char** argv);
}  // namespace onepot::cli
