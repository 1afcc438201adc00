// A day or an instant that is read is written back as it was, and is a day of the calendar.
#include "onepot/base/assert.h"
#include "onepot/base/date.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto date = parse_date(text)) {
    ONEPOT_ASSERT(to_iso(*date) == text && date->ymd().ok());
    ONEPOT_ASSERT(Date::from_number(date->number()) == *date);
    ONEPOT_ASSERT(week_of(*date) <= *date && *date - week_of(*date) < 7);
  }
  if (const auto instant = parse_instant(text)) {
    const auto again = parse_instant(to_iso(*instant));
    ONEPOT_ASSERT(again.has_value());
  }
  return 0;
}
