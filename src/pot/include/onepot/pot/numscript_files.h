#pragma once
// What a Numscript program runs on, read from JSON, and what came of it, written as JSON.
#include "onepot/pot/numscript.h"

namespace onepot::pot::numscript {

/// [{"account":"pot:pete","asset":"GBP/2","amount":1000}], or the reference's {"pot:pete":{"GBP/2":1000}}. An amount is
/// a whole number of any size, or that as text. Two amounts for one account and asset are refused ("bad-balances").
Result<Balances> read_balances(std::string_view json, const std::string& file);
/// {"name":"value as text"}; whole numbers are taken too.
Result<std::map<std::string, std::string>> read_variables(std::string_view json, const std::string& file);
/// {"account":{"key":"value"}}.
Result<Metadata> read_metadata(std::string_view json, const std::string& file);

/// {"postings":[…],"txMetadata":{…},"metadata":{…}}: amounts are whole numbers of any size.
std::string to_json(const Outcome& outcome);
/// {"error":{"kind":"missing-funds","message":"…"}}, with "line" and "column" where they are known.
std::string to_json(const Refusal& refusal);

}  // namespace onepot::pot::numscript
