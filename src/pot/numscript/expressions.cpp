#include "numscript/state.h"

namespace onepot::pot::numscript {
namespace {

const char* const overdraft_function = "experimental-overdraft-function";
const char* const get_asset_function = "experimental-get-asset-function";
const char* const get_amount_function = "experimental-get-amount-function";
const char* const account_interpolation = "experimental-account-interpolation";
const char* const mid_script_call = "experimental-mid-script-function-call";
const char* const asset_colors = "experimental-asset-colors";

}  // namespace

const std::set<std::string>& all_features() {
  static const std::set<std::string> names = {overdraft_function,    get_asset_function, get_amount_function,
                                              account_interpolation, mid_script_call,    asset_colors,
                                              "experimental-oneof"};
  return names;
}

Result<void> State::needs_feature(Place at, const char* name) const {
  if (!inputs_.features || inputs_.features->contains(name) || declared_features_.contains(name)) return {};
  return bad(at, "experimental-feature", "this needs the experimental feature '{}', which is not switched on", name);
}

Result<Value> State::value(const Expr& expr) {
  switch (expr.kind) {
    case Expr::Kind::number:
      return expr.number;
    case Expr::Kind::portion:
      return expr.portion;
    case Expr::Kind::asset:
      return Asset{expr.name};
    case Expr::Kind::text:
      return Text{expr.name};
    case Expr::Kind::account:
      return account_value(expr);
    case Expr::Kind::variable: {
      const auto known = variables_.find(expr.name);
      if (known == variables_.end())
        return bad(expr.at, "unbound-variable", "the variable ${} is not declared", expr.name);
      return known->second;
    }
    case Expr::Kind::monetary: {
      ONEPOT_TRY(auto unit, asset(expr.parts[0]));
      ONEPOT_TRY(const Value amount, value(expr.parts[1]));
      const Int* number = std::get_if<Int>(&amount);
      if (number == nullptr)
        return bad(expr.parts[1].at, "type-error", "a number was expected, not '{}'", to_text(amount));
      return Monetary{std::move(unit), *number};
    }
    case Expr::Kind::call:
      return call(expr, nullptr);
    case Expr::Kind::negative:
    case Expr::Kind::add:
    case Expr::Kind::subtract:
    case Expr::Kind::divide:
      return sum(expr);
  }
  ONEPOT_ASSERT(false);
}

/// + and - take two numbers or two amounts of one asset; / two numbers, and gives a portion.
Result<Value> State::sum(const Expr& expr) {
  ONEPOT_TRY(const Value left, value(expr.parts[0]));
  const auto wrong = [&](std::size_t operand, std::string_view expected, const Value& got) {
    return bad(expr.parts[operand].at, "type-error", "{} was expected, not '{}'", expected, to_text(got));
  };
  const Int* number = std::get_if<Int>(&left);
  const Monetary* amount = std::get_if<Monetary>(&left);
  if (number == nullptr && (amount == nullptr || expr.kind == Expr::Kind::divide))
    return wrong(0, expr.kind == Expr::Kind::divide ? "a number" : "an amount or a number", left);
  if (expr.kind == Expr::Kind::negative) {
    if (number != nullptr) return Int(-*number);
    return Monetary{amount->asset, -amount->amount};
  }
  ONEPOT_TRY(const Value right, value(expr.parts[1]));
  if (number != nullptr) {
    const Int* other = std::get_if<Int>(&right);
    if (other == nullptr) return wrong(1, "a number", right);
    if (expr.kind == Expr::Kind::add) return Int(*number + *other);
    if (expr.kind == Expr::Kind::subtract) return Int(*number - *other);
    if (*other == 0) return bad(expr.at, "divide-by-zero", "{} cannot be divided by nought", number->str());
    // The sign stands above the line.
    return *other < 0 ? Ratio(-*number, -*other) : Ratio(*number, *other);
  }
  const Monetary* other = std::get_if<Monetary>(&right);
  if (other == nullptr) return wrong(1, "an amount", right);
  if (other->asset != amount->asset)
    return bad(expr.parts[1].at, "mismatched-currency", "an amount in {} was expected, not in {}", amount->asset,
               other->asset);
  return Monetary{amount->asset, expr.kind == Expr::Kind::add ? Int(amount->amount + other->amount)
                                                              : Int(amount->amount - other->amount)};
}

Result<Value> State::account_value(const Expr& expr) {
  std::string name;
  for (const Expr& part : expr.parts) {
    if (&part != &expr.parts.front()) name += ':';
    if (part.kind == Expr::Kind::text) {
      name += part.name;
      continue;
    }
    ONEPOT_CHECK(needs_feature(part.at, account_interpolation));
    ONEPOT_TRY(const Value piece, value(part));
    if (!std::holds_alternative<Text>(piece) && !std::holds_alternative<Account>(piece) &&
        !std::holds_alternative<Int>(piece))
      return bad(expr.at, "cannot-cast-to-string",
                 "'{}' cannot be part of an account's name; expected an account, a number or a string", to_text(piece));
    name += to_text(piece);
  }
  if (!is_account_name(name)) return bad(expr.at, "invalid-account-name", "'{}' is not the name of an account", name);
  return Account{std::move(name)};
}

Result<Account> State::account(const Expr& expr) {
  ONEPOT_TRY(Value got, value(expr));
  if (auto* out = std::get_if<Account>(&got)) return std::move(*out);
  return bad(expr.at, "type-error", "an account was expected, not '{}'", to_text(got));
}

Result<std::string> State::asset(const Expr& expr) {
  ONEPOT_TRY(Value got, value(expr));
  if (auto* out = std::get_if<Asset>(&got)) return std::move(out->name);
  return bad(expr.at, "type-error", "an asset was expected, not '{}'", to_text(got));
}

Result<Monetary> State::monetary(const Expr& expr) {
  ONEPOT_TRY(Value got, value(expr));
  if (auto* out = std::get_if<Monetary>(&got)) return std::move(*out);
  return bad(expr.at, "type-error", "an amount was expected, not '{}'", to_text(got));
}

Result<Int> State::monetary_of_asset(const Expr& expr) {
  ONEPOT_TRY(auto got, monetary(expr));
  if (got.asset != asset_)
    return bad(expr.at, "mismatched-currency", "an amount in {} was expected, not in {}", asset_, got.asset);
  return std::move(got.amount);
}

Result<std::string> State::color(const std::optional<Expr>& expr) {
  if (!expr) return std::string();
  ONEPOT_CHECK(needs_feature(expr->at, asset_colors));
  ONEPOT_TRY(const Value got, value(*expr));
  const Text* text = std::get_if<Text>(&got);
  if (text == nullptr) return bad(expr->at, "type-error", "a string was expected, not '{}'", to_text(got));
  if (!std::ranges::all_of(text->value, [](char c) { return c >= 'A' && c <= 'Z'; }))
    return bad(expr->at, "invalid-color", "'{}' is not a colour; expected capital letters only", text->value);
  return text->value;
}

/// The values of a call's arguments; how many there must be is checked after them, as the reference does.
Result<std::vector<Value>> State::arguments(const Expr& call, std::size_t count) {
  std::vector<Value> out;
  for (const Expr& part : call.parts) {
    ONEPOT_TRY(auto got, value(part));
    out.push_back(std::move(got));
  }
  if (out.size() != count)
    return bad(call.at, "bad-arity", "{}() takes {} arguments, not {}", call.name, count, out.size());
  return out;
}

Result<Value> State::meta(const Expr& expr, const std::string& type) {
  ONEPOT_TRY(const auto given, arguments(expr, 2));
  const Account* account = std::get_if<Account>(&given[0]);
  if (account == nullptr)
    return bad(expr.parts[0].at, "type-error", "an account was expected, not '{}'", to_text(given[0]));
  const Text* key = std::get_if<Text>(&given[1]);
  if (key == nullptr) return bad(expr.parts[1].at, "type-error", "a string was expected, not '{}'", to_text(given[1]));
  const auto of_account = inputs_.metadata.find(account->name);
  if (of_account != inputs_.metadata.end())
    if (const auto found = of_account->second.find(key->value); found != of_account->second.end())
      return value_of(script_, expr.at, type, found->second);
  return bad(expr.at, "metadata-not-found", "the account @{} has no metadata under '{}'", account->name, key->value);
}

/// `type`: of the variable whose origin this call is; none elsewhere.
Result<Value> State::call(const Expr& expr, const std::string* type) {
  if (expr.name == "meta") {
    if (type != nullptr) return meta(expr, *type);
    ONEPOT_CHECK(arguments(expr, expr.parts.size()));
    return bad(expr.at, "invalid-nested-meta", "meta() can only be the whole origin of a variable");
  }
  const bool of_account = expr.name == "balance" || expr.name == "overdraft";
  const bool of_amount = expr.name == "get_asset" || expr.name == "get_amount";
  if (!of_account && !of_amount) {
    ONEPOT_CHECK(arguments(expr, expr.parts.size()));
    return bad(expr.at, "unbound-function", "there is no function {}() that gives a value", expr.name);
  }
  if (expr.name == "overdraft") ONEPOT_CHECK(needs_feature(expr.at, overdraft_function));
  if (expr.name == "get_asset") ONEPOT_CHECK(needs_feature(expr.at, get_asset_function));
  if (expr.name == "get_amount") ONEPOT_CHECK(needs_feature(expr.at, get_amount_function));
  ONEPOT_TRY(auto given, arguments(expr, of_account ? 2 : 1));
  if (of_amount) {
    auto* amount = std::get_if<Monetary>(&given[0]);
    if (amount == nullptr)
      return bad(expr.parts[0].at, "type-error", "an amount was expected, not '{}'", to_text(given[0]));
    if (expr.name == "get_asset") return Asset{std::move(amount->asset)};
    return std::move(amount->amount);
  }
  const Account* account = std::get_if<Account>(&given[0]);
  if (account == nullptr)
    return bad(expr.parts[0].at, "type-error", "an account was expected, not '{}'", to_text(given[0]));
  const Asset* unit = std::get_if<Asset>(&given[1]);
  if (unit == nullptr) return bad(expr.parts[1].at, "type-error", "an asset was expected, not '{}'", to_text(given[1]));
  const Int& there = balance(account->name, unit->name);
  if (expr.name == "overdraft") return Monetary{unit->name, there > 0 ? Int(0) : Int(-there)};
  if (there < 0)
    return bad(expr.at, "negative-balance", "the balance of @{} is below nought ({} {})", account->name, unit->name,
               there.str());
  return Monetary{unit->name, there};
}

Result<void> State::declared(const Variable& variable) {
  if (!variable.origin) {
    const auto given = inputs_.variables.find(variable.name);
    if (given == inputs_.variables.end())
      return bad(variable.at, "missing-variable", "no value was given for the variable ${}", variable.name);
    ONEPOT_TRY(auto read, value_of(script_, variable.at, variable.type, given->second));
    variables_.insert_or_assign(variable.name, std::move(read));
    return {};
  }
  const bool is_call = variable.origin->kind == Expr::Kind::call;
  if (!is_call) ONEPOT_CHECK(needs_feature(variable.origin->at, mid_script_call));
  ONEPOT_TRY(auto made, is_call ? call(*variable.origin, &variable.type) : value(*variable.origin));
  variables_.insert_or_assign(variable.name, std::move(made));
  return {};
}

}  // namespace onepot::pot::numscript
