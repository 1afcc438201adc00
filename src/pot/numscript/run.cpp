#include "numscript/state.h"

namespace onepot::pot::numscript {

Result<Outcome> State::run() {
  for (const auto& [name, at] : script_.features) {
    if (!all_features().contains(name)) return bad(at, "invalid-feature", "there is no feature '{}'", name);
    declared_features_.insert(name);
  }
  for (const Variable& variable : script_.variables) ONEPOT_CHECK(declared(variable));
  // The reference asks for all balances before it moves anything, and so finds some faults before others.
  for (const Statement& each : script_.statements) ONEPOT_CHECK(look_ahead(each));
  for (const Statement& each : script_.statements) ONEPOT_CHECK(statement(each));
  ONEPOT_CHECK(well_formed());
  return std::move(out_);
}

Result<void> State::look_ahead(const Statement& statement) {
  if (statement.kind == Statement::Kind::call) return {};
  if (statement.all) {
    ONEPOT_TRY(asset_, asset(statement.what));
  } else {
    ONEPOT_TRY(const auto sent, monetary(statement.what));
    asset_ = sent.asset;
  }
  if (statement.kind == Statement::Kind::save) {
    ONEPOT_CHECK(account(*statement.account));
    return {};
  }
  return look_ahead(statement.source);
}

Result<void> State::look_ahead(const Source& source) {
  if (source.kind == Source::Kind::account) {
    if (source.overdraft == Source::Overdraft::unbounded) return {};
    ONEPOT_CHECK(account(*source.address));
    ONEPOT_CHECK(color(source.color));
  }
  for (const Source& from : source.from) ONEPOT_CHECK(look_ahead(from));
  return {};
}

Result<void> State::statement(const Statement& statement) {
  switch (statement.kind) {
    case Statement::Kind::send:
      return send(statement);
    case Statement::Kind::save:
      return save(statement);
    case Statement::Kind::call:
      return set_metadata(statement.what);
  }
  ONEPOT_ASSERT(false);
}

Result<void> State::send(const Statement& statement) {
  if (statement.all) {
    ONEPOT_TRY(asset_, asset(statement.what));
    ONEPOT_TRY(const auto taken, take_all(statement.source));
    return give(statement.destination, taken);
  }
  ONEPOT_TRY(auto sent, monetary(statement.what));
  asset_ = sent.asset;
  if (sent.amount < 0)
    return bad(statement.what.at, "negative-amount", "an amount below nought cannot be sent ({} {})", asset_,
               sent.amount.str());
  ONEPOT_CHECK(take_exactly(statement.source, sent.amount));
  return give(statement.destination, sent.amount);
}

/// What is saved cannot be sent by what follows. A balance below nought counts as nought afterwards, as in the
/// reference.
Result<void> State::save(const Statement& statement) {
  std::optional<Int> amount;
  std::string unit;
  if (statement.all) {
    ONEPOT_TRY(unit, asset(statement.what));
  } else {
    ONEPOT_TRY(auto saved, monetary(statement.what));
    unit = std::move(saved.asset);
    amount = std::move(saved.amount);
  }
  ONEPOT_TRY(const auto from, account(*statement.account));
  Int& there = balance(from.name, unit);
  if (!amount) {
    if (there > 0) there = 0;
    return {};
  }
  if (*amount < 0)
    return bad(statement.what.at, "negative-amount", "an amount below nought cannot be saved ({} {})", unit,
               amount->str());
  there -= *amount;
  if (there < 0) there = 0;
  return {};
}

Result<void> State::set_metadata(const Expr& call) {
  const bool of_account = call.name == "set_account_meta";
  if (!of_account && call.name != "set_tx_meta") {
    ONEPOT_CHECK(arguments(call, call.parts.size()));
    return bad(call.at, "unbound-function", "there is no function {}() that does something", call.name);
  }
  ONEPOT_TRY(const auto given, arguments(call, of_account ? 3 : 2));
  const Account* account = std::get_if<Account>(&given[0]);
  if (of_account && account == nullptr)
    return bad(call.parts[0].at, "type-error", "an account was expected, not '{}'", to_text(given[0]));
  const std::size_t at = of_account ? 1 : 0;
  const Text* key = std::get_if<Text>(&given[at]);
  if (key == nullptr)
    return bad(call.parts[at].at, "type-error", "a string was expected, not '{}'", to_text(given[at]));
  (of_account ? out_.metadata[account->name] : out_.tx_metadata)[key->value] = to_text(given.back());
  return {};
}

/// A script can make names that no ledger would take (an asset of thirty letters): it is refused as a whole.
Result<void> State::well_formed() const {
  for (const Posting& p : out_.postings)
    if (p.amount <= 0 || !is_asset_name(p.asset) || !is_account_name(p.source) || !is_account_name(p.destination))
      return bad({}, "internal", "the script makes a posting that no ledger takes: {} {} from @{} to @{}", p.asset,
                 p.amount.str(), p.source, p.destination);
  return {};
}

Result<Outcome> run(const Program& program, const Inputs& inputs) {
  return State(program.script(), inputs).run();
}

}  // namespace onepot::pot::numscript
