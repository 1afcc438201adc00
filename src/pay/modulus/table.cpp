#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/pay/modulus.h"

namespace onepot::pay {
namespace modulus_reading {

constexpr std::size_t most_rows = 100'000;
constexpr std::size_t fields_of_a_rule = 17;

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < line.size();) {
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
    std::size_t end = at;
    while (end < line.size() && line[end] != ' ' && line[end] != '\t') ++end;
    if (end > at) out.push_back(line.substr(at, end - at));
    at = end;
  }
  return out;
}

bool six_digits(std::string_view t) {
  return t.size() == 6 && std::ranges::all_of(t, [](char c) { return c >= '0' && c <= '9'; });
}

/// A whole number from −999 to 999; nothing else is a weight.
std::optional<int> small_number(std::string_view t) {
  const bool minus = t.starts_with('-');
  if (minus) t.remove_prefix(1);
  if (t.empty() || t.size() > 3) return std::nullopt;
  int n = 0;
  for (const char c : t) {
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + (c - '0');
  }
  return minus ? -n : n;
}

/// Calls f(line number, words) for every line that is not blank.
template <class F>
void each_line(std::string_view text, F&& f) {
  long line = 0;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    ++line;
    const auto parts = words(trim(text.substr(0, end)));
    if (!parts.empty()) f(line, parts);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace modulus_reading

ReadModulusTable read_modulus_table(std::string_view weights, const std::string& weights_file,
                                    std::string_view substitutions, const std::string& substitutions_file) {
  using namespace modulus_reading;
  ReadModulusTable out;
  const auto fault = [&](const std::string& file, long line, const char* column, std::string sentence) {
    out.faults.push_back({"bad-modulus-table", std::move(sentence), Where{file, line, column}});
  };
  each_line(weights, [&](long line, const std::vector<std::string_view>& parts) {
    if (out.table.rules.size() >= most_rows) return;
    if (parts.size() < fields_of_a_rule || parts.size() > fields_of_a_rule + 1)
      return fault(weights_file, line, "",
                   fmt::format("expected two sort codes, MOD10, MOD11 or DBLAL, 14 weights and perhaps an exception; "
                               "there are {} fields",
                               parts.size()));
    ModulusRule rule;
    rule.from = parts[0];
    rule.until = parts[1];
    if (!six_digits(rule.from) || !six_digits(rule.until) || rule.until < rule.from)
      return fault(weights_file, line, "1-2", "expected two sort codes of six digits, the lower first");
    if (parts[2] == "MOD10")
      rule.method = ModulusMethod::mod10;
    else if (parts[2] == "MOD11")
      rule.method = ModulusMethod::mod11;
    else if (parts[2] == "DBLAL")
      rule.method = ModulusMethod::dblal;
    else
      return fault(weights_file, line, "3", "expected MOD10, MOD11 or DBLAL");
    for (std::size_t i = 0; i < rule.weights.size(); ++i) {
      const auto weight = small_number(parts[3 + i]);
      if (!weight || (*weight < 0 && rule.method == ModulusMethod::dblal))
        return fault(weights_file, line, "4-17", "expected 14 whole weights");
      rule.weights[i] = *weight;
    }
    if (parts.size() > fields_of_a_rule) {
      const auto exception = small_number(parts[fields_of_a_rule]);
      if (!exception || *exception < 1 || *exception > 14)
        return fault(weights_file, line, "18", "expected an exception from 1 to 14: a later one is not known");
      rule.exception = *exception;
    }
    out.table.rules.push_back(std::move(rule));
  });
  if (out.table.rules.empty() && out.faults.empty())
    fault(weights_file, 1, "", "the table is empty; expected rows of valacdos.txt");
  each_line(substitutions, [&](long line, const std::vector<std::string_view>& parts) {
    if (parts.size() != 2 || !six_digits(parts[0]) || !six_digits(parts[1]))
      return fault(substitutions_file, line, "", "expected two sort codes of six digits");
    if (out.table.substitutions.size() < most_rows)
      out.table.substitutions.emplace(std::string(parts[0]), std::string(parts[1]));
  });
  return out;
}

}  // namespace onepot::pay
