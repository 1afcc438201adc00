#pragma once
// What may go back of a pot, by the place's rule, on one day. Only arithmetic: nobody is asked for anything by this.
//
//   free       balance less what is promised, of the streams under one rule
//   kept back  the cap + contingency + redundancy reserve + what is set aside for something named
//   surplus    the larger of: free over what is kept back; what lay untouched longer than the rule allows
//   surplus  = the person's own money in it + public money the person keeps + public money that returns, to the penny
//
// A stream returns to its own funder, never to another's, and never more of it than is free.
#include <span>
#include <string>
#include <vector>

#include "onepot/pot/policy/rule.h"

namespace onepot::pot {

/// One stream of a pot as it stands.
struct StreamStanding {
  std::string stream;
  bool own = false;  ///< the person's own contribution: what goes back of it goes to the person
  Holding holding = Holding::notional;
  Pence week;       ///< what comes in a week
  Pence balance;    ///< in the books
  Pence committed;  ///< promised out of it
  Pence stood;      ///< the least that was in it on any day of the rule's keep_weeks
};

/// Money the person and the place agreed to put by: a holiday, a replacement hoist.
struct SetAside {
  std::string words;
  Pence amount;
};

struct PotStanding {
  Date day;
  bool employs = false;  ///< the person is an employer: redundancy is kept back
  std::vector<StreamStanding> streams;
  std::vector<SetAside> set_aside;
};

/// The streams under one rule, and what it says of them.
struct Assessed {
  const SavingsRule* rule = nullptr;  ///< nothing: the place states no rule for these, and all of it stays
  Pence week, balance, committed;
  Pence free;
  Pence cap, contingency, redundancy, set_aside;
  Pence over;   ///< free over what is kept back
  Pence stood;  ///< what lay untouched too long
  Pence surplus;
  Pence kept;              ///< public money over the cap that the person keeps
  Pence returned;          ///< public money that goes back, Σ of the parts that are not own
  Pence refunded;          ///< the person's own money that goes back to them
  bool too_small = false;  ///< below the rule's least: all of it stays
  struct Part {
    std::string stream;
    bool own = false;
    Pence amount;
  };
  std::vector<Part> parts;  ///< in the order of the pot's streams; none is nought
};

/// One for each rule that applies, in the order of the first of its streams; those without a rule come last, together.
/// Money set aside counts once, under the first rule. Figures below nought count as nought.
std::vector<Assessed> assess(std::span<const SavingsRule> rules, const PotStanding& pot);

}  // namespace onepot::pot
