// The interpreter against a slow and obvious one: every penny is walked through the source alone, and then through the
// destination alone. And what must hold of every run, whatever the program.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "onepot/pot/numscript.h"

namespace onepot::pot::numscript {
namespace {

struct From;
struct Into;

/// A source that knows how to write itself and how to give one penny.
struct From {
  enum class Kind { account, in_order, one_of, capped, shares };
  Kind kind = Kind::account;
  std::string name;
  long overdraft = 0;  ///< -1: unbounded
  long cap = 0;
  std::vector<long> weights;  ///< of shares; portions are weight/sum
  std::vector<From> parts;
};
struct Into {
  enum class Kind { account, kept, in_order, one_of, shares };
  Kind kind = Kind::account;
  std::string name;
  std::vector<long> caps, weights;
  std::vector<Into> parts;
};
using Held = std::map<std::string, long>;
using Pennies = std::vector<std::string>;  ///< who gave each

std::string amount_text(long amount) {
  return "[GBP/2 " + std::to_string(amount) + "]";
}
std::string portion_text(const std::vector<long>& weights, std::size_t i, bool remaining) {
  if (remaining && i + 1 == weights.size()) return "remaining";
  return std::to_string(weights[i]) + "/" + std::to_string(std::accumulate(weights.begin(), weights.end(), 0L));
}

std::string text(const From& s) {
  std::string out;
  switch (s.kind) {
    case From::Kind::account:
      out = "@" + s.name;
      if (s.overdraft < 0) out += " allowing unbounded overdraft";
      if (s.overdraft > 0) out += " allowing overdraft up to " + amount_text(s.overdraft);
      return out;
    case From::Kind::capped:
      return "max " + amount_text(s.cap) + " from " + text(s.parts[0]);
    case From::Kind::one_of:
      out = "oneof ";
      break;
    default:
      break;
  }
  out += "{ ";
  for (std::size_t i = 0; i < s.parts.size(); ++i) {
    if (s.kind == From::Kind::shares) out += portion_text(s.weights, i, s.weights[0] % 2 == 0) + " from ";
    out += text(s.parts[i]) + " ";
  }
  return out + "}";
}

std::string text(const Into& d);
std::string to_text(const Into& d) {
  return d.kind == Into::Kind::kept ? "kept" : "to " + text(d);
}
std::string text(const Into& d) {
  if (d.kind == Into::Kind::account) return "@" + d.name;
  std::string out = d.kind == Into::Kind::one_of ? "oneof { " : "{ ";
  for (std::size_t i = 0; i < d.parts.size(); ++i) {
    if (d.kind == Into::Kind::shares)
      out += portion_text(d.weights, i, d.weights[0] % 2 == 0) + " ";
    else
      out += i < d.caps.size() ? "max " + amount_text(d.caps[i]) + " " : "remaining ";
    out += to_text(d.parts[i]) + " ";
  }
  return out + "}";
}

/// Deals the pennies out: first each part's whole pennies by counting, then one each from the first.
std::vector<long> dealt(long amount, const std::vector<long>& weights) {
  const long sum = std::accumulate(weights.begin(), weights.end(), 0L);
  std::vector<long> out;
  for (const long w : weights) {
    long part = 0;
    while ((part + 1) * sum <= amount * w) ++part;
    out.push_back(part);
  }
  for (std::size_t i = 0; std::accumulate(out.begin(), out.end(), 0L) < amount; ++i) ++out[i];
  return out;
}

struct Short {};  ///< a part of a split could not be paid

/// Takes up to `amount`, a penny at a time.
Pennies taken(const From& s, long amount, Held& held) {
  Pennies out;
  switch (s.kind) {
    case From::Kind::account:
      while (static_cast<long>(out.size()) < amount &&
             (s.name == "world" || s.overdraft < 0 || held[s.name] > -s.overdraft)) {
        --held[s.name];
        out.push_back(s.name);
      }
      return out;
    case From::Kind::capped:
      return taken(s.parts[0], std::min(amount, s.cap), held);
    case From::Kind::in_order:
      for (const auto& part : s.parts)
        for (const auto& who : taken(part, amount - static_cast<long>(out.size()), held)) out.push_back(who);
      return out;
    case From::Kind::one_of:
      for (const auto& part : s.parts) {
        Held trial = held;
        out = taken(part, amount, trial);
        if (static_cast<long>(out.size()) == amount || &part == &s.parts.back()) {
          held = trial;
          return out;
        }
      }
      return out;
    case From::Kind::shares: {
      const auto parts = dealt(amount, s.weights);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto got = taken(s.parts[i], parts[i], held);
        if (static_cast<long>(got.size()) < parts[i]) throw Short();
        out.insert(out.end(), got.begin(), got.end());
      }
      return out;
    }
  }
  return out;
}

/// Who receives each penny of `amount`; an empty name: it is kept.
Pennies received(const Into& d, long amount) {
  Pennies out;
  const auto add = [&](const Into& to, long part) {
    for (const auto& who : received(to, part)) out.push_back(who);
  };
  switch (d.kind) {
    case Into::Kind::account:
    case Into::Kind::kept:
      return Pennies(static_cast<std::size_t>(amount), d.name);
    case Into::Kind::shares: {
      const auto parts = dealt(amount, d.weights);
      for (std::size_t i = 0; i < parts.size(); ++i) add(d.parts[i], parts[i]);
      return out;
    }
    case Into::Kind::one_of: {
      std::size_t i = 0;
      while (i < d.caps.size() && d.caps[i] < amount) ++i;
      return received(d.parts[i], amount);
    }
    case Into::Kind::in_order:
      for (std::size_t i = 0; i < d.parts.size(); ++i) {
        const long left = amount - static_cast<long>(out.size());
        add(d.parts[i], i < d.caps.size() ? std::min(d.caps[i], left) : left);
      }
      return out;
  }
  return out;
}

From a_source(int depth) {
  From s;
  const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, 5);
  const auto parts = static_cast<std::size_t>(*rc::gen::inRange(1, 4));
  s.kind = static_cast<From::Kind>(kind);
  if (s.kind == From::Kind::account) {
    s.name = *rc::gen::elementOf(std::vector<std::string>{"a", "b", "c", "d", "world"});
    s.overdraft = *rc::gen::elementOf(std::vector<long>{0, 0, 0, 3, 10, -1});
    return s;
  }
  s.cap = *rc::gen::inRange(0, 20);
  for (std::size_t i = 0; i < (s.kind == From::Kind::capped ? 1 : parts); ++i) {
    s.parts.push_back(a_source(depth - 1));
    s.weights.push_back(*rc::gen::inRange(1, 7));
  }
  return s;
}

Into a_destination(int depth) {
  Into d;
  const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, 5);
  d.kind = static_cast<Into::Kind>(kind == 1 ? 0 : kind);
  if (d.kind == Into::Kind::account) {
    d.name = *rc::gen::elementOf(std::vector<std::string>{"x", "y", "a"});
    return d;
  }
  const auto parts = static_cast<std::size_t>(*rc::gen::inRange(1, 4));
  for (std::size_t i = 0; i < parts; ++i) {
    Into part = a_destination(depth - 1);
    if (*rc::gen::inRange(0, 4) == 0) part = {Into::Kind::kept, "", {}, {}, {}};
    d.parts.push_back(part);
    d.weights.push_back(*rc::gen::inRange(1, 7));
    if (i + 1 < parts) d.caps.push_back(*rc::gen::inRange(0, 25));
  }
  return d;
}

using Flows = std::vector<std::tuple<std::string, std::string, long>>;  ///< from, to, how much; neighbours joined
void join_flow(Flows& flows, const std::string& from, const std::string& to, long amount) {
  if (!flows.empty() && std::get<0>(flows.back()) == from && std::get<1>(flows.back()) == to)
    std::get<2>(flows.back()) += amount;
  else
    flows.emplace_back(from, to, amount);
}

RC_GTEST_PROP(numscript_pennies, two_sends_give_what_penny_by_penny_gives, ()) {
  Held held;
  Inputs inputs;
  for (const char* name : {"a", "b", "c", "d"}) {
    held[name] = *rc::gen::inRange(-5, 25);
    inputs.balances[{name, "GBP/2"}] = held[name];
  }
  const Held before = held;
  std::string script;
  Flows expected;
  bool is_short = false;
  for (int i = 0; i < 2; ++i) {
    const From source = a_source(3);
    const Into destination = a_destination(2);
    const long amount = *rc::gen::inRange(0, 40);
    script +=
        "send " + amount_text(amount) + " ( source = " + text(source) + " destination = " + text(destination) + " )\n";
    if (is_short) continue;
    try {
      const Pennies from = taken(source, amount, held);
      if (static_cast<long>(from.size()) < amount) throw Short();
      const Pennies to = received(destination, amount);
      RC_ASSERT(to.size() == from.size());
      for (std::size_t p = 0; p < to.size(); ++p) {
        ++held[to[p].empty() ? from[p] : to[p]];
        if (!to[p].empty()) join_flow(expected, from[p], to[p], 1);
      }
    } catch (const Short&) {
      is_short = true;
    }
  }
  const auto program = parse(script, "s.num");
  RC_ASSERT(program.has_value());
  const auto outcome = run(*program, inputs);
  RC_ASSERT(outcome.has_value() != is_short);
  if (is_short) {
    RC_ASSERT(outcome.error().code == "missing-funds");
    return;
  }
  Flows got;
  Held after = before;
  for (const auto& p : outcome->postings) {
    const long amount = p.amount.convert_to<long>();
    RC_ASSERT(amount > 0);
    join_flow(got, p.source, p.destination, amount);
    after[p.source] -= amount;
    after[p.destination] += amount;
  }
  RC_ASSERT(got == expected);
  for (const auto& [name, amount] : held) RC_ASSERT(after[name] == amount);
}

RC_GTEST_PROP(numscript_pennies, money_is_conserved_and_nobody_goes_below_what_is_allowed, ()) {
  Held held;
  Inputs inputs;
  for (const char* name : {"a", "b", "c"}) {
    held[name] = *rc::gen::inRange(-5, 1000);
    inputs.balances[{name, "GBP/2"}] = held[name];
  }
  const long allowed = *rc::gen::inRange(0, 50);
  const auto weights = *rc::gen::container<std::vector<long>>(3, rc::gen::inRange(1L, 50L));
  const long sum = weights[0] + weights[1] + weights[2];
  std::string script;
  for (const std::string& what :
       {"[GBP/2 " + std::to_string(*rc::gen::inRange(0, 500)) + "]", std::string("[GBP/2 *]")})
    script += "send " + what + " ( source = { @a allowing overdraft up to " + amount_text(allowed) +
              " @b @c } destination = { " + std::to_string(weights[0]) + "/" + std::to_string(sum) + " to @x " +
              std::to_string(weights[1]) + "/" + std::to_string(sum) + " kept remaining to @y } )\n";
  const auto outcome = run(*parse(script, "s.num"), inputs);
  if (!outcome) return;
  std::map<std::string, Int> after;
  Int total;
  for (const auto& [key, amount] : inputs.balances) after[key.first] = amount;
  for (const auto& p : outcome->postings) {
    after[p.source] -= p.amount;
    after[p.destination] += p.amount;
  }
  for (const auto& [name, amount] : after) total += amount;
  RC_ASSERT(total == held["a"] + held["b"] + held["c"]);
  RC_ASSERT(after["a"] >= std::min(held["a"], -allowed));
  RC_ASSERT(after["b"] >= std::min(held["b"], 0L));
  RC_ASSERT(after["c"] >= std::min(held["c"], 0L));
}

}  // namespace
}  // namespace onepot::pot::numscript
