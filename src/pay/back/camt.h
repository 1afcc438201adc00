#pragma once
// The reader of camt.053 and camt.054 behind pay::read_statements and pay::read_returns.
#include "../xml_reader.h"
#include "onepot/pay/statement.h"

namespace onepot::pay {

/// True where the document is a camt.053 or camt.054.
bool is_camt(const xml::Element& root);
void read_camt(const xml::Element& root, const std::string& file, ReadStatements& out);

}  // namespace onepot::pay
