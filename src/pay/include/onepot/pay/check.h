#pragma once
// An independent reading of a payment file: that its layout is lawful, that its totals are true – which the schema does
// not say – and that every account has the shape of one. Written from the published layouts, not from our writers.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/pay/modulus.h"
#include "onepot/pay/run.h"

namespace onepot::pay {

struct Checked {
  std::optional<Format> format;  ///< as recognised from its first bytes
  std::vector<Payment> payments;
  std::vector<Where> places;         ///< of each payment in the file
  std::size_t accounts_checked = 0;  ///< whose sort code and number were checked against each other, and fit
  BankAccount from;
  std::optional<Date> date;
  std::string id;
  Pence total;
  Refusals faults;  ///< empty: the file is sound. Each names file, line and element, column or field
};

/// Reads pain.001.001.03 and .09, Bacs Standard 18 (100 and 106) and our CSV. Accounts that cannot exist by the weight
/// table are faults.
Checked check(std::string_view text, const std::string& file, const ModulusTable& weights = {});

}  // namespace onepot::pay
