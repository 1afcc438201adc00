// Whatever the bytes, a program is read or refused with a place; what is read runs to an end, and its postings move
// money without making any.
#include "onepot/base/assert.h"
#include "onepot/pot/numscript.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto program = pot::numscript::parse(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.num");
  if (!program) {
    ONEPOT_ASSERT(program.error().code == "parse-error" && program.error().where.line >= 1);
    return 0;
  }
  pot::numscript::Inputs inputs;
  inputs.balances = {{{"a", "GBP/2"}, 1000}, {{"b", "GBP/2"}, -7}, {{"pot:pete", "GBP/2"}, 250}};
  inputs.variables = {{"x", "GBP/2 10"}, {"y", "a"}, {"n", "3"}, {"p", "1/3"}, {"s", "text"}};
  inputs.metadata = {{"a", {{"k", "1/2"}}}};
  const auto outcome = pot::numscript::run(*program, inputs);
  if (!outcome) {
    ONEPOT_ASSERT(!outcome.error().code.empty() && outcome.error().where.line >= 1);
    return 0;
  }
  for (const auto& posting : outcome->postings) ONEPOT_ASSERT(posting.amount > 0);
  return 0;
}
