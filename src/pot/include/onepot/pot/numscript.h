#pragma once
// Numscript, the published language for saying where money comes from and where it goes. A program is read once and run
// on balances, variables and metadata; what comes out is postings and metadata, or one refusal. Language and rules are
// those of its reference implementation (github.com/formancehq/numscript, the interpreter of 2025–26): see docs/pot.md
// for what was taken from where and for the few things left out.
//
// Amounts are whole numbers of the asset's smallest unit and may be of any size ("GBP/2 1000" is ten pounds).
#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::pot::numscript {

using Int = boost::multiprecision::cpp_int;
struct Script;  ///< what was read; its shape is the room's own business

/// A program that has been read. Cheap to copy; never changes.
class Program {
 public:
  explicit Program(std::shared_ptr<const Script> script) : script_(std::move(script)) {}
  const Script& script() const { return *script_; }

 private:
  std::shared_ptr<const Script> script_;
};

/// Reads a program. Refused ("parse-error") with file, line and column (both from 1) of the first thing that does not
/// fit. A text longer than 1 MiB, or nested deeper than 200, is refused too.
Result<Program> parse(std::string_view text, std::string file);

using Balances = std::map<std::pair<std::string, std::string>, Int>;         ///< by account and asset; none is nought
using Metadata = std::map<std::string, std::map<std::string, std::string>>;  ///< by account, then key

struct Inputs {
  Balances balances;
  std::map<std::string, std::string> variables;  ///< by name without $, as text
  Metadata metadata;
  /// Which experimental features may be used besides those the script itself declares; none named: all of them.
  std::optional<std::set<std::string>> features;
};

struct Posting {
  std::string source, destination, asset;
  Int amount;  ///< above nought
  bool operator==(const Posting&) const = default;
};

struct Outcome {
  std::vector<Posting> postings;                   ///< in the order in which they happen
  std::map<std::string, std::string> tx_metadata;  ///< values as text
  Metadata metadata;                               ///< what set_account_meta wrote
};

/// Runs a program. The refusal's code is the reference's name for the error in kebab-case without "Err"
/// ("missing-funds", "type-error", "unbound-variable", …), its place that of the statement or expression at fault.
Result<Outcome> run(const Program& program, const Inputs& inputs);

/// The names of the experimental features.
const std::set<std::string>& all_features();

}  // namespace onepot::pot::numscript
