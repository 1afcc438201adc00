#pragma once
// A place's draw rule: a Numscript program that says which money pays first. It is run with
//   $amount    what is to be paid, in GBP/2
//   $provider  the account it goes to
//   @stream:CODE  for each stream of the pot: what is available in it that may pay for this purpose on this day
// A stream that may not pay has nothing in it, so no rule can spend money on what it may not pay for. And no rule can
// make a payment fail that the streams can lawfully pay: where it does, the lawful draw (draw.h) is taken, and said.
#include "onepot/pot/draw.h"
#include "onepot/pot/numscript.h"

namespace onepot::pot {

struct RuleDraw {
  std::vector<Drawn> drawn;  ///< Σ = the amount
  bool by_rule = false;
  std::string why_not;  ///< where the rule was not followed: what it would have done wrong
};

/// Refused ("missing-funds") exactly where draw() is.
Result<RuleDraw> draw_by_rule(const numscript::Program& rule, Pence amount, std::string_view purpose, Date day,
                              std::span<const Purse> purses);

/// Reads a rule and tries it on a pot that holds a little of every known stream. Refused with what the language
/// refuses; and "not-a-draw" where such a pot could pay and the rule does not.
Result<numscript::Program> read_draw_rule(std::string_view text, std::string file);

}  // namespace onepot::pot
