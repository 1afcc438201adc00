// Client level data and extracts from any bytes: what is taken is printed and read again as the same, and what names a
// person stands in no message.
#include "onepot/base/assert.h"
#include "onepot/learn/open/cld.h"
#include "onepot/learn/open/extract.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto table = csv::parse(text, "f");
  if (!table) return 0;
  if (const auto file = learn::read_cld(*table)) {
    const auto report = learn::check_cld(file->events);
    ONEPOT_ASSERT(report.events == static_cast<std::int64_t>(file->events.size()));
    const std::string out = learn::cld_csv(file->events, true);
    const auto again = learn::read_cld(*csv::parse(out, "g"));
    ONEPOT_ASSERT(again && learn::cld_csv(again->events, true) == out);
  }
  learn::ExtractPlan plan{{}, 2, std::string(32, 'k')};
  for (const auto& name : table->header) {
    const auto kind = plan.columns.empty() ? learn::ExtractKind::pseudonym : learn::ExtractKind::keep;
    plan.columns.push_back({name, kind, {}, plan.columns.size() == 1, ""});
  }
  if (const auto extract = learn::extract(*table, plan)) {
    const std::string out = learn::to_csv(*extract);
    const auto again = learn::read_extract(*csv::parse(out, "g"), extract->dictionary, "d");
    ONEPOT_ASSERT(again && learn::to_csv(*again) == out);
  }
  return 0;
}
