#pragma once
// A tighter relaxation of one town, where the first left a gap: cuts that no lawful answer breaks, over the groups that
// could still be part of a better answer.
//
// Of any three people at most one group can hold two or more: Σ over groups with at least two of them ≤ 1 (the
// subset-row cut of Jepsen, Petersen, Spoorendonk and Pisinger, Operations Research 56, 2008: the rows of the three,
// halved and rounded down). They are rows like Hall's, so the bound is still reckoned in whole numbers.
#include <functional>

#include "solve/relax.h"
#include "solve/town.h"

namespace onepot::club {

/// Lowers relaxed.bound as far as the cuts allow, but not below `served`, the people already served by some answer;
/// adds the rows to relaxed.hall and raises `lacking`. `use` becomes that of the tighter relaxation.
void tighten(const Town& town, Relaxed& relaxed, std::int64_t served, const std::function<bool()>& stop);

}  // namespace onepot::club
