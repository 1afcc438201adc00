#pragma once
// What is said of every penny beside its account and its stream. Pence that agree in all of it are one lot: the books
// keep a balance for each lot, and no penny is ever in two.
#include <compare>
#include <optional>
#include <string>

#include "onepot/base/result.h"
#include "onepot/pot/stream.h"

namespace onepot::pot {

struct Earmark {
  std::string person = {};                        ///< whose money, by ref; empty: nobody's in particular
  std::optional<Holding> holding = std::nullopt;  ///< how it is held; nothing: not said
  std::string conditions = {};                    ///< the version of its set of conditions; empty: none
  auto operator<=>(const Earmark&) const = default;
};

/// For people: "pete, isf, conditions nhs-2026"; of nothing said: "not earmarked".
std::string to_words(const Earmark& earmark);

/// "isf", …; empty where it is not said. And back ("bad-holding").
std::string_view holding_text(const std::optional<Holding>& holding);
Result<std::optional<Holding>> parse_maybe_holding(std::string_view text);

/// With the person of the account where it names none: money in a person's pot is that person's.
Earmark in_account(Earmark earmark, std::string_view account);

/// Refused: "bad-name" (the person or the version cannot be a name), "wrong-person" (money in a person's pot that is
/// said to be another's).
Result<void> check_earmark(const Earmark& earmark, std::string_view account);

}  // namespace onepot::pot
