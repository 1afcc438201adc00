// Whatever the bytes, a table is read or refused with a place; what is read can be written and read again, the same.
#include "onepot/base/assert.h"
#include "onepot/base/csv.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto table = csv::parse(text, "fuzz.csv");
  if (!table) {
    ONEPOT_ASSERT(!table.error().code.empty() && table.error().where.file == "fuzz.csv");
    return 0;
  }
  std::string written = "\xef\xbb\xbf" + csv::line(table->header);  // so that a name may itself begin with such a mark
  for (const auto& record : table->records) {
    ONEPOT_ASSERT(record.fields.size() == table->header.size());
    written += csv::line(record.fields);
  }
  const auto again = csv::parse(written, "fuzz.csv");
  ONEPOT_ASSERT(again.has_value() && again->header == table->header && again->records.size() == table->records.size());
  for (std::size_t i = 0; i < again->records.size(); ++i)
    ONEPOT_ASSERT(again->records[i].fields == table->records[i].fields);
  return 0;
}
