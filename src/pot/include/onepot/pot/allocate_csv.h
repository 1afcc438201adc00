#pragma once
// What `onepot pot allocate` reads: streams (stream,amount,purposes,from,until) and purchases
// (purchase,amount,purpose,date).
#include "onepot/base/csv.h"
#include "onepot/pot/allocate.h"

namespace onepot::pot {

/// Purposes are joined by |, * for any; from and until may be empty. Refuses every bad field of the file.
std::vector<Purse> read_streams(const csv::Table& table, Refusals& refusals, std::vector<std::string>& warnings);
std::vector<Purchase> read_purchases(const csv::Table& table, Refusals& refusals, std::vector<std::string>& warnings);

}  // namespace onepot::pot
