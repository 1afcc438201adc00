#pragma once
// Light-touch review by exception. Nobody reads through what a person spent: dated rules are asked of every pot, each
// on its own legal basis, and of a pot that a rule finds only the fields which that rule names come out.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/date.h"
#include "onepot/base/money.h"

namespace onepot::pot::review {

/// not-spent: nothing was paid for `weeks`. over-cap: more than `weeks` of the budget stands in the pot. not-on-plan: a
/// payment in the last `weeks` to somebody with whom nothing is agreed. large-payment: one of `amount` or more in the
/// last `weeks`. overdrawn: less than nothing stands there.
enum class Kind : std::uint8_t { not_spent, over_cap, not_on_plan, large_payment, overdrawn };
std::string_view to_string(Kind kind);
/// The fields that a kind can show.
std::span<const std::string_view> fields_of(Kind kind);

struct Rule {
  std::string code, words, legal_basis;
  Date from, until;  ///< both days included
  Kind kind = Kind::not_spent;
  std::int64_t weeks = 0;
  Pence amount;
  std::vector<std::string> shows;  ///< out of fields_of(kind); may be empty: only that the rule found something
  bool by_consent = false;         ///< asked only of those who consented to being reviewed
  std::int64_t answer_days = 14;   ///< the person sees it first, and may answer, for so long
};

struct Payment {
  Date day;
  Pence amount;  ///< above nought
  std::string payee;
  bool on_plan = false;  ///< something was agreed with the payee for that day
};
/// What the rules may look at. It stays in here: only Found comes out.
struct Pot {
  std::string person;
  Date opened;
  Pence week, balance;
  bool consented = false;
  std::vector<Payment> payments;
};

struct Found {
  std::size_t pot = 0, rule = 0;                           ///< places in what was given
  std::vector<std::pair<std::string, std::string>> shows;  ///< as the rule names them, in its order
};
/// By pot, then by rule. A rule out of its days finds nothing; a rule finds a pot once, showing the largest payment
/// where it is about payments.
std::vector<Found> find(std::span<const Rule> rules, std::span<const Pot> pots, Date day);

/// rule,words,legal_basis,from,until,kind,weeks,amount,shows,basis,answer_days – shows joined by |, basis law or
/// consent. Refused, with line and column: no words, legal basis or end; a kind that is none; weeks or amount where the
/// kind needs them; a field that the kind cannot show; answer_days not from 7 to 56.
std::vector<Rule> read_rules(const csv::Table& table, Refusals& refusals, std::vector<std::string>& warnings);
/// person,opened,week,balance,consent (yes or no), and person,day,amount,payee,on_plan (yes or no).
std::vector<Pot> read_pots(const csv::Table& pots, const csv::Table& payments, Refusals& refusals,
                           std::vector<std::string>& warnings);

}  // namespace onepot::pot::review
