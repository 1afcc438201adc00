// Whatever the bytes, what the bank sent back is read to the end: statements, returns and weight tables. Faults name
// the file, and a statement whose balances were checked holds them.
#include "onepot/base/assert.h"
#include "onepot/pay/modulus.h"
#include "onepot/pay/reconcile.h"
#include "onepot/pay/returns.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto statements = pay::read_statements(text, "f");
  for (const auto& fault : statements.faults) ONEPOT_ASSERT(fault.where.file == "f");
  for (const auto& s : statements.statements) {
    Pence moved;
    for (const auto& l : s.lines) moved += l.amount;
    if (s.balances_checked) ONEPOT_ASSERT(*s.opening + moved == *s.closing);
    const auto r = pay::reconcile(s.lines, {});
    ONEPOT_ASSERT(r.matches.empty() && r.in_the_bank.size() == s.lines.size());
  }
  const auto returns = pay::read_returns(text, "f");
  for (const auto& fault : returns.faults) ONEPOT_ASSERT(fault.where.file == "f");
  for (const auto& m : pay::match_returns(returns.returns, {})) ONEPOT_ASSERT(m.fate != pay::ReturnFate::found);
  const auto table = pay::read_modulus_table(text, "f", text, "f");
  for (const auto& rule : table.table.rules) (void)pay::modulus(table.table, rule.from, "12345678");
  return 0;
}
