#pragma once
// Whether a sort code and an account number fit each other: the payment industry's modulus checking (Vocalink,
// "Validating account numbers: UK modulus checking", version 7). A pair that fits may still not exist; a pair that does
// not fit cannot, and a payment to it comes back.
//
// The weights belong to the banks and change every few months. They are not part of Onepot: a place loads the two files
// that Vocalink publishes (valacdos.txt and scsubtab.txt). Without them nothing is checked, and that is said.
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::pay {

enum class ModulusMethod { mod10, mod11, dblal };

/// One row of valacdos.txt: the weights for sort codes from … until, and the exception it falls under (0: none).
struct ModulusRule {
  std::string from, until;  ///< six digits each
  ModulusMethod method = ModulusMethod::mod11;
  std::array<int, 14> weights{};  ///< six for the sort code, eight for the account number
  int exception = 0;              ///< 0 … 14
};

struct ModulusTable {
  std::vector<ModulusRule> rules;  ///< in the file's order: the first of a sort code is its first check
  std::map<std::string, std::string> substitutions;  ///< sort code → the one to check with (exception 5)
  bool empty() const { return rules.empty(); }
};

struct ReadModulusTable {
  ModulusTable table;
  Refusals faults;  ///< each names file, line and what was expected
};
/// Reads valacdos.txt and, where it is not empty, scsubtab.txt: fields apart by blanks, one row a line.
ReadModulusTable read_modulus_table(std::string_view weights, const std::string& weights_file,
                                    std::string_view substitutions, const std::string& substitutions_file);

enum class Fit {
  fits,
  does_not_fit,
  not_checked  ///< no table is loaded, no row covers the sort code, or the account is of a kind that cannot be checked
};
struct ModulusVerdict {
  Fit fit = Fit::not_checked;
  std::string why;  ///< "no weight table is loaded", "mod 11 of the first check leaves 4; expected 0", …
};
/// `sort_code` six digits, `number` eight (see bank.h); anything else is refused as a fault of ours.
ModulusVerdict modulus(const ModulusTable& table, std::string_view sort_code, std::string_view number);

}  // namespace onepot::pay
