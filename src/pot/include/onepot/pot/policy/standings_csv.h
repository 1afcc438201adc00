#pragma once
// Pots as they stand, in a file: what `onepot pot clawback` reads.
#include "onepot/base/csv.h"
#include "onepot/pot/policy/clawback.h"

namespace onepot::pot {

struct PersonStanding {
  std::string person;
  PotStanding pot;
};
/// Columns person,holding,stream,week,balance,committed and, where they are known, stood (nought where not), employs
/// (yes or no) and set_aside. One row for each stream of a person; people in the order in which they first come.
/// Refuses every bad field, and a stream that a person has twice.
std::vector<PersonStanding> read_standings(const csv::Table& table, Date day, Refusals& refusals,
                                           std::vector<std::string>& warnings);

}  // namespace onepot::pot
