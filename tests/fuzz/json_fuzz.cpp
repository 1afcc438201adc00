// Whatever the bytes, a document is read or refused with a line; what is read prints to something that reads the same.
// (Fractions may differ in their last bit after a reading, which is why money is never one.)
#include "onepot/base/assert.h"
#include "onepot/base/json.h"

using namespace onepot;

namespace {

bool has_fraction(const json::value& v) {
  if (v.is_double()) return true;
  if (const auto* members = v.if_object()) {
    for (const auto& member : *members)
      if (has_fraction(member.value())) return true;
  } else if (const auto* elements = v.if_array()) {
    for (const auto& element : *elements)
      if (has_fraction(element)) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto value = json::parse(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.json");
  if (!value) {
    ONEPOT_ASSERT(value.error().where.file == "fuzz.json" && value.error().where.line >= 1);
    return 0;
  }
  const auto printed = json::pretty(*value);
  const auto again = json::parse(printed, "printed.json");
  ONEPOT_ASSERT(again.has_value());
  if (!has_fraction(*value)) ONEPOT_ASSERT(json::pretty(*again) == printed && *again == *value);
  return 0;
}
