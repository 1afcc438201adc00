#include "onepot/pay/modulus.h"

#include <algorithm>

#include "onepot/base/assert.h"

namespace onepot::pay {
namespace modulus_check {

// Positions in the fourteen digits, by the letters that the specification gives them: sort code u v w x y z, account
// number a b c d e f g h.
constexpr std::size_t at_a = 6, at_b = 7, at_c = 8, at_g = 12, at_h = 13;
using Digits = std::array<int, 14>;

Digits digits_of(std::string_view sort_code, std::string_view number) {
  ONEPOT_ASSERT(sort_code.size() == 6 && number.size() == 8);
  Digits out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char c = i < 6 ? sort_code[i] : number[i - 6];
    ONEPOT_ASSERT(c >= '0' && c <= '9');
    out[i] = c - '0';
  }
  return out;
}

/// From u to b: what exceptions 7 and 10 leave out.
void forget_the_front(std::array<int, 14>& weights) {
  std::fill_n(weights.begin(), at_c, 0);
}

struct Outcome {
  bool passes = false;
  std::string why;
};

Outcome one_check(const ModulusRule& rule, std::string_view sort_code, std::string_view number) {
  const Digits d = digits_of(sort_code, number);
  auto weights = rule.weights;
  if (rule.exception == 2 && d[at_a] != 0)
    weights = d[at_g] != 9 ? std::array<int, 14>{0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1}
                           : std::array<int, 14>{0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1};
  if (rule.exception == 7 && d[at_g] == 9) forget_the_front(weights);
  if (rule.exception == 10 && (d[at_a] == 0 || d[at_a] == 9) && d[at_b] == 9 && d[at_g] == 9) forget_the_front(weights);

  int total = rule.exception == 1 ? 27 : 0;
  for (std::size_t i = 0; i < d.size(); ++i) {
    const int product = d[i] * weights[i];
    if (rule.method == ModulusMethod::dblal)
      for (int rest = product; rest > 0; rest /= 10) total += rest % 10;
    else
      total += product;
  }
  const int modulus = rule.method == ModulusMethod::mod11 ? 11 : 10;
  const int left = (total % modulus + modulus) % modulus;
  int expected = 0, found = left;
  const char* what = "leaves";
  if (rule.exception == 4) {
    expected = d[at_g] * 10 + d[at_h];
  } else if (rule.exception == 5) {
    // The remainder's complement is the check digit: g by mod 11, h by double alternate.
    found = left == 0 ? 0 : modulus - left;
    expected = rule.method == ModulusMethod::mod11 ? d[at_g] : d[at_h];
    what = "gives the check digit";
    if (rule.method == ModulusMethod::mod11 && left == 1) return {false, "mod 11 leaves 1, which no number may"};
  }
  const char* name = rule.method == ModulusMethod::mod11   ? "mod 11"
                     : rule.method == ModulusMethod::mod10 ? "mod 10"
                                                           : "double alternate";
  return {found == expected, fmt::format("{} {} {}; expected {}", name, what, found, expected)};
}

/// The sort code that a rule is checked with.
std::string checked_with(const ModulusTable& table, const ModulusRule& rule, std::string_view sort_code) {
  if (rule.exception == 8) return "090126";
  if (rule.exception == 9) return "309634";
  if (rule.exception == 5)
    if (const auto other = table.substitutions.find(std::string(sort_code)); other != table.substitutions.end())
      return other->second;
  return std::string(sort_code);
}

/// Exceptions of which one check of the two is enough.
bool either_is_enough(int exception) {
  return exception == 2 || exception == 9 || (exception >= 10 && exception <= 13);
}

}  // namespace modulus_check

ModulusVerdict modulus(const ModulusTable& table, std::string_view sort_code, std::string_view number) {
  using namespace modulus_check;
  if (table.empty()) return {Fit::not_checked, "no weight table is loaded"};
  const Digits d = digits_of(sort_code, number);
  std::vector<const ModulusRule*> rules;
  for (const auto& rule : table.rules)
    if (rule.from <= sort_code && sort_code <= rule.until) rules.push_back(&rule);
  if (rules.empty()) return {Fit::not_checked, "the weight table has no row for this sort code"};
  if (std::ranges::any_of(rules, [](auto* r) { return r->exception == 6; }) && d[at_a] >= 4 && d[at_a] <= 8 &&
      d[at_g] == d[at_h])
    return {Fit::not_checked, "an account in another currency cannot be checked"};

  const bool either = std::ranges::all_of(rules, [](auto* r) { return either_is_enough(r->exception); });
  std::string why;
  for (const auto* rule : rules) {
    if (rule->exception == 3 && (d[at_c] == 6 || d[at_c] == 9)) continue;  // this check does not apply
    Outcome outcome = one_check(*rule, checked_with(table, *rule, sort_code), number);
    if (!outcome.passes && rule->exception == 14 && (d[at_h] == 0 || d[at_h] == 1 || d[at_h] == 9))
      outcome = one_check(*rule, sort_code, "0" + std::string(number.substr(0, 7)));
    if (outcome.passes && either) return {Fit::fits, outcome.why};
    if (!outcome.passes && !either) return {Fit::does_not_fit, outcome.why};
    why = outcome.why;
  }
  return either ? ModulusVerdict{Fit::does_not_fit, why} : ModulusVerdict{Fit::fits, why};
}

}  // namespace onepot::pay
