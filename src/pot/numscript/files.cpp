#include "onepot/base/json.h"
#include "onepot/pot/numscript_files.h"

namespace onepot::pot::numscript {
namespace {

/// JSON readers keep 64 bits of a number. Whole numbers of more than eighteen digits are put in quotes first, so that
/// not a digit is lost.
std::string with_long_numbers_quoted(std::string_view json) {
  std::string out;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size();) {
    const char c = json[i];
    if (in_text) {
      if (c == '\\' && i + 1 < json.size()) out += json[i++];
      in_text = c != '"';
      out += json[i++];
      continue;
    }
    in_text = c == '"';
    std::size_t end = i + (c == '-' ? 1 : 0);
    while (end < json.size() && json[end] >= '0' && json[end] <= '9') ++end;
    const bool whole = end == json.size() || (json[end] != '.' && json[end] != 'e' && json[end] != 'E');
    const std::size_t length = std::max<std::size_t>(end - i, 1);
    const bool after_digit = i > 0 && ((json[i - 1] >= '0' && json[i - 1] <= '9') || json[i - 1] == '.');
    const bool quote = end - i > 18 && whole && !after_digit;
    if (quote) out += '"';
    out += json.substr(i, length);
    if (quote) out += '"';
    i += length;
  }
  return out;
}

tl::unexpected<Refusal> not_so(const std::string& file, const char* code, std::string sentence) {
  return refuse(code, std::move(sentence), {file, 0, ""});
}

std::optional<Int> whole_of(const json::value& v) {
  if (const auto* n = v.if_int64()) return Int(*n);
  if (const auto* n = v.if_uint64()) return Int(*n);
  const auto* s = v.if_string();
  if (s == nullptr) return {};
  std::string_view digits(*s);
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return {};
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  Int out(std::string(digits.substr(first)));
  return negative ? Int(-out) : out;
}

Result<void> add_balance(Balances& out, const std::string& file, std::string account, std::string asset,
                         const json::value& amount) {
  const auto whole = whole_of(amount);
  const std::string of = fmt::format("the balance of {} in {}", account, asset);
  if (!whole) return not_so(file, "bad-balances", of + " is not a whole number");
  if (!out.emplace(std::pair(std::move(account), std::move(asset)), *whole).second)
    return not_so(file, "bad-balances", of + " stands twice");
  return {};
}

}  // namespace

Result<Balances> read_balances(std::string_view json, const std::string& file) {
  ONEPOT_TRY(const auto all, json::parse(with_long_numbers_quoted(json), file));
  Balances out;
  if (const auto* list = all.if_array()) {
    for (const auto& each : *list) {
      const auto* entry = each.if_object();
      const auto text_of = [&](const char* key) -> const boost::json::string* {
        const auto* member = entry != nullptr ? entry->if_contains(key) : nullptr;
        return member != nullptr ? member->if_string() : nullptr;
      };
      const auto *account = text_of("account"), *asset = text_of("asset");
      const auto* amount = entry != nullptr ? entry->if_contains("amount") : nullptr;
      if (account == nullptr || asset == nullptr || amount == nullptr)
        return not_so(file, "bad-balances", R"(a balance is {"account":"pot:pete","asset":"GBP/2","amount":1000})");
      ONEPOT_CHECK(add_balance(out, file, std::string(*account), std::string(*asset), *amount));
    }
    return out;
  }
  const auto* accounts = all.if_object();
  if (accounts == nullptr) return not_so(file, "bad-balances", "balances are a list");
  for (const auto& [account, held] : *accounts) {
    const auto* assets = held.if_object();
    if (assets == nullptr)
      return not_so(file, "bad-balances", fmt::format("{} has no assets", std::string_view(account)));
    for (const auto& [asset, amount] : *assets)
      ONEPOT_CHECK(add_balance(out, file, std::string(account), std::string(asset), amount));
  }
  return out;
}

Result<std::map<std::string, std::string>> read_variables(std::string_view json, const std::string& file) {
  ONEPOT_TRY(const auto all, json::parse(with_long_numbers_quoted(json), file));
  const auto* members = all.if_object();
  if (members == nullptr) return not_so(file, "bad-variables", R"(variables are {"name":"value"})");
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : *members) {
    const auto whole = whole_of(value);
    if (const auto* text = value.if_string())
      out[std::string(name)] = std::string(*text);
    else if (whole)
      out[std::string(name)] = whole->str();
    else
      return not_so(file, "bad-variables", fmt::format("the value of '{}' is not text", std::string_view(name)));
  }
  return out;
}

Result<Metadata> read_metadata(std::string_view json, const std::string& file) {
  ONEPOT_TRY(const auto all, json::parse(json, file));
  const auto* accounts = all.if_object();
  if (accounts == nullptr) return not_so(file, "bad-metadata", R"(metadata are {"account":{"key":"value"}})");
  Metadata out;
  for (const auto& [account, keys] : *accounts) {
    const auto* members = keys.if_object();
    if (members == nullptr)
      return not_so(file, "bad-metadata", fmt::format("the metadata of {} are no object", std::string_view(account)));
    for (const auto& [key, value] : *members) {
      const auto* text = value.if_string();
      if (text == nullptr)
        return not_so(file, "bad-metadata",
                      fmt::format("'{}' of {} is not text", std::string_view(key), std::string_view(account)));
      out[std::string(account)][std::string(key)] = std::string(*text);
    }
  }
  return out;
}

std::string to_json(const Outcome& outcome) {
  const auto quoted = [](const std::string& text) { return boost::json::serialize(boost::json::value(text)); };
  std::string out = "{\n  \"postings\": [";
  for (const Posting& p : outcome.postings)
    out += fmt::format("{}\n    {{\"source\": {}, \"destination\": {}, \"asset\": {}, \"amount\": {}}}",
                       &p == outcome.postings.data() ? "" : ",", quoted(p.source), quoted(p.destination),
                       quoted(p.asset), p.amount.str());
  out += outcome.postings.empty() ? "]" : "\n  ]";
  const auto pairs = [&](const std::map<std::string, std::string>& map) {
    std::string members;
    for (const auto& [key, value] : map) members += (members.empty() ? "" : ", ") + quoted(key) + ": " + quoted(value);
    return "{" + members + "}";
  };
  out += ",\n  \"txMetadata\": " + pairs(outcome.tx_metadata);
  std::string accounts;
  for (const auto& [account, keys] : outcome.metadata)
    accounts += (accounts.empty() ? "" : ", ") + quoted(account) + ": " + pairs(keys);
  return out + ",\n  \"metadata\": {" + accounts + "}\n}\n";
}

std::string to_json(const Refusal& refusal) {
  json::object error{{"kind", refusal.code}, {"message", refusal.sentence}};
  if (refusal.where.line > 0) {
    error["line"] = refusal.where.line;
    error["column"] = std::stol(refusal.where.column.empty() ? "0" : refusal.where.column);
  }
  return json::pretty(json::object{{"error", std::move(error)}});
}

}  // namespace onepot::pot::numscript
