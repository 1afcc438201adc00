#pragma once
// The six types of Numscript, and reading them from the text of variables and metadata.
#include "numscript/script.h"

namespace onepot::pot::numscript {

struct Text {
  std::string value;
};
struct Asset {
  std::string name;
};
struct Account {
  std::string name;
};
struct Monetary {
  std::string asset;
  Int amount;
};
using Value = std::variant<Text, Asset, Account, Int, Monetary, Ratio>;

/// As it stands in metadata: "USD/2 100", "1/3", "users:001".
std::string to_text(const Value& value);

/// A refusal at a place of the script.
tl::unexpected<Refusal> fault(const Script& script, Place at, std::string kind, std::string sentence);

/// A variable's text as a value of a declared type. Refused: "invalid-type", "invalid-number-literal",
/// "invalid-monetary-literal", "invalid-asset", "invalid-account-name", "bad-portion-parsing".
Result<Value> value_of(const Script& script, Place at, std::string_view type, const std::string& text);

bool is_account_name(std::string_view name);
/// Also with a colour: COIN, USD/2, USD_RED/2.
bool is_asset_name(std::string_view name);

}  // namespace onepot::pot::numscript
