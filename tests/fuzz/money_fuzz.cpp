// An amount, a number of hours or a rate that is read is written so that it reads the same; a split loses nothing.
#include "onepot/base/hours.h"
#include "onepot/base/money.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto amount = parse_pence(text)) {
    ONEPOT_ASSERT(parse_pence(to_decimal(*amount)) == *amount);
    Pence sum;
    for (const auto part : split_equally(*amount, 1 + size % 7)) sum += part;
    ONEPOT_ASSERT(sum == *amount);
  }
  if (const auto rate = parse_rational(text)) ONEPOT_ASSERT(parse_rational(to_string(*rate)) == *rate);
  if (const auto hours = parse_hours(text)) ONEPOT_ASSERT(hours->in_minutes() >= 0);
  return 0;
}
