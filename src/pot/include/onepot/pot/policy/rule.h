#pragma once
// What a place says about money that is left over: how much of it may stay, for how long, what is kept back for what,
// who keeps a saving, and how much notice a person has before anything goes back. Places differ in every one of these,
// so each is a field of dated data and none is code. Where no rule is stated, nothing can be asked back.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/rational.h"
#include "onepot/base/result.h"
#include "onepot/pot/stream.h"

namespace onepot::pot {

/// When the person's own contribution is spent, beside the public money.
enum class Spent : std::uint8_t { first, last, pro_rata };
std::string_view to_string(Spent spent);  ///< "first", "last", "pro-rata"

/// Whose money is the surplus first, when some of it goes back.
enum class Refund : std::uint8_t { person_first, funder_first, pro_rata };
std::string_view to_string(Refund refund);  ///< "person-first", "funder-first", "pro-rata"

/// Net: the funder pays the budget less the person's contribution, and the person pays theirs into the pot. Gross: the
/// funder pays all of it and bills the person.
enum class Payment : std::uint8_t { net, gross };
std::string_view to_string(Payment payment);  ///< "net", "gross"
Result<Payment> parse_payment(std::string_view text);

struct SavingsRule {
  std::string id;  ///< its name, once in a file and date: "direct-payment"
  Date from;
  std::optional<Date> until;               ///< both days included
  std::optional<Holding> holding;          ///< nothing: whatever the means of holding
  std::vector<std::string> streams;        ///< codes; empty: every stream that no other rule names
  Rational cap_weeks;                      ///< how many weeks' money may stand in the pot
  std::optional<std::int64_t> keep_weeks;  ///< how long money under the cap may lie untouched; nothing: no limit
  Rational contingency_weeks;              ///< kept back for what nobody foresees, besides the cap
  Rational redundancy_weeks;               ///< kept back where the person employs somebody
  Rational person_share;                   ///< of public money over the cap, what the person keeps: 0 none, 1 all
  Spent contribution = Spent::last;
  Refund refund = Refund::funder_first;
  Payment payment = Payment::net;      ///< how a contribution is paid where nothing else was agreed
  Pence least;                         ///< less than this is never asked back
  std::int64_t notice_days = 0;        ///< from the notice until anything goes back
  std::int64_t answer_days = 0;        ///< within which a challenge is to be answered
  std::int64_t after_answer_days = 0;  ///< the least that is left of the notice after a challenge was answered
  std::string basis;                   ///< the law or policy it stands on

  bool in_force(Date day) const { return from <= day && (!until || day <= *until); }
};

/// The rule for a stream held this way on this day: one that names the stream before one that does not, then one that
/// names the holding, then the one that began last. Nothing where the place has stated none.
const SavingsRule* rule_for(std::span<const SavingsRule> rules, Holding holding, std::string_view stream, Date day);

/// A number of weeks of `week` in pence, rounded half to even.
Pence weeks_of(Pence week, const Rational& weeks);

}  // namespace onepot::pot
