#pragma once
// A run of a program: what is known, what was sent and not yet received, and what came of it.
#include <deque>

#include "numscript/value.h"
#include "onepot/base/assert.h"

namespace onepot::pot::numscript {

class State {
 public:
  State(const Script& script, const Inputs& inputs) : script_(script), inputs_(inputs), balances_(inputs.balances) {}

  Result<Outcome> run();

 private:
  /// Money that has left its account and has not yet arrived.
  struct Sent {
    std::string account, color;
    Int amount;
  };

  // --- expressions.cpp ---
  Result<Value> value(const Expr& expr);
  Result<Value> account_value(const Expr& expr);
  Result<Value> sum(const Expr& expr);
  Result<Value> call(const Expr& expr, const std::string* type);
  Result<Value> meta(const Expr& expr, const std::string& type);
  Result<Account> account(const Expr& expr);
  Result<std::string> asset(const Expr& expr);
  Result<Monetary> monetary(const Expr& expr);
  Result<Int> monetary_of_asset(const Expr& expr);
  Result<std::vector<Value>> arguments(const Expr& call, std::size_t count);
  Result<void> declared(const Variable& variable);
  Result<std::string> color(const std::optional<Expr>& expr);
  Result<void> needs_feature(Place at, const char* name) const;

  // --- sources.cpp ---
  Result<Int> take_all(const Source& source);
  Result<Int> take_all_from(const Source& source, const std::optional<Int>& overdraft);
  Result<Int> take_up_to(const Source& source, const Int& amount);
  Result<Int> take_from(const Source& source, const Int& amount, std::optional<Int> overdraft);
  Result<void> take_exactly(const Source& source, const Int& amount);
  Result<std::optional<Int>> overdraft_of(const Source& source);
  Result<std::vector<Int>> split(const Int& amount, const std::vector<Share>& shares, Place at);
  void leave(const std::string& account, const std::string& color, const Int& amount);

  // --- destinations.cpp ---
  Result<void> give(const Destination& destination, const Int& amount);
  Result<void> give_in_order(const Destination& destination, Int left);
  void arrive(const std::string* account, Int amount);  ///< no account: kept

  // --- run.cpp ---
  Result<void> look_ahead(const Statement& statement);
  Result<void> look_ahead(const Source& source);
  Result<void> statement(const Statement& statement);
  Result<void> send(const Statement& statement);
  Result<void> save(const Statement& statement);
  Result<void> set_metadata(const Expr& call);
  Result<void> well_formed() const;

  Int& balance(const std::string& account, const std::string& asset) { return balances_[{account, asset}]; }
  template <class... Args>
  tl::unexpected<Refusal> bad(Place at, const char* kind, fmt::format_string<Args...> format, Args&&... args) const {
    return fault(script_, at, kind, fmt::format(format, std::forward<Args>(args)...));
  }

  const Script& script_;
  const Inputs& inputs_;
  Balances balances_;
  std::map<std::string, Value> variables_;
  std::set<std::string> declared_features_;
  std::string asset_;  ///< of the send at hand
  std::deque<Sent> sent_;
  Outcome out_;
};

/// "USD/2" in the colour RED is "USD_RED/2".
std::string colored(const std::string& asset, const std::string& color);

}  // namespace onepot::pot::numscript
