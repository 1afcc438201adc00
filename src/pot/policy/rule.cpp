#include "onepot/pot/policy/rule.h"

#include <tuple>

namespace onepot::pot {

std::string_view to_string(Spent spent) {
  constexpr std::array words = {std::string_view("first"), std::string_view("last"), std::string_view("pro-rata")};
  return words[static_cast<std::size_t>(spent)];
}

std::string_view to_string(Refund refund) {
  constexpr std::array words = {std::string_view("person-first"), std::string_view("funder-first"),
                                std::string_view("pro-rata")};
  return words[static_cast<std::size_t>(refund)];
}

std::string_view to_string(Payment payment) {
  return payment == Payment::net ? "net" : "gross";
}

Result<Payment> parse_payment(std::string_view text) {
  if (text == "net") return Payment::net;
  if (text == "gross") return Payment::gross;
  return refuse("bad-payment", fmt::format("'{}' is not a way of paying: expected net or gross", text));
}

const SavingsRule* rule_for(std::span<const SavingsRule> rules, Holding holding, std::string_view stream, Date day) {
  const SavingsRule* best = nullptr;
  const auto closeness = [](const SavingsRule& r) {
    return std::tuple(!r.streams.empty(), r.holding.has_value(), r.from);
  };
  for (const auto& rule : rules) {
    if (!rule.in_force(day) || (rule.holding && *rule.holding != holding)) continue;
    if (!rule.streams.empty() && std::ranges::find(rule.streams, stream) == rule.streams.end()) continue;
    if (!best || closeness(*best) < closeness(rule)) best = &rule;
  }
  return best;
}

Pence weeks_of(Pence week, const Rational& weeks) {
  return times(week, weeks);
}

}  // namespace onepot::pot
