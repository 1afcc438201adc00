#pragma once
// The writers behind pay::write: each takes a run without faults.
#include "onepot/pay/run.h"

namespace onepot::pay {

/// ISO 20022 customer credit transfer initiation, version 09 or 03. UK accounts are Othr/Id with the clearing code
/// GBDSC.
std::string write_pain(const PaymentRun& run, bool version_09);
/// Bacs Standard 18: one processing day, 100-character records, labels around them, one contra.
std::string write_bacs(const PaymentRun& run);

}  // namespace onepot::pay
