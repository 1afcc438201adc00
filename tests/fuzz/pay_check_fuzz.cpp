// Whatever the bytes, a payment file is read to the end; faults name the file, and a file without faults is worth its
// total.
#include "onepot/base/assert.h"
#include "onepot/pay/check.h"
#include "onepot/pay/due.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto checked = pay::check(text, "f");
  Pence sum;
  for (const auto& p : checked.payments) sum += p.amount;
  ONEPOT_ASSERT(sum == checked.total);
  for (const auto& fault : checked.faults) ONEPOT_ASSERT(fault.where.file == "f");
  if (checked.faults.empty()) ONEPOT_ASSERT(checked.format && !checked.payments.empty() && checked.total > Pence());
  (void)pay::read_payees(text, "f");
  for (const char c : pay::bank_text(text, 70)) ONEPOT_ASSERT(static_cast<unsigned char>(c) < 0x80);
  return 0;
}
