#pragma once
// The verbs of `onepot learn`, each in a file of its own.
#include <CLI/CLI.hpp>
#include <optional>

#include "onepot/base/json.h"

namespace onepot::cli {

void add_learn_score(CLI::App& learn, int& exit);
void add_learn_bands(CLI::App& learn, int& exit);
void add_learn_compare(CLI::App& learn, int& exit);
void add_learn_worth(CLI::App& learn, int& exit);
void add_learn_change(CLI::App& learn, int& exit);
void add_learn_synth(CLI::App& learn, int& exit);
/// publish and attack.
void add_learn_publish(CLI::App& learn, int& exit);
/// extract, reread and cld.
void add_learn_open(CLI::App& learn, int& exit);
/// tests.
void add_learn_tests(CLI::App& learn, int& exit);
/// continuity, diagnose and gap.
void add_learn_support(CLI::App& learn, int& exit);
/// rate, spend, maturity and savings.
void add_learn_verdict(CLI::App& learn, int& exit);

inline json::value or_null(const std::optional<double>& x) {
  return x ? json::value(*x) : json::value(nullptr);
}

}  // namespace onepot::cli
