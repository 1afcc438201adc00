// Tables made of bytes: after publishing, an attacker with this table and the one before never tells a hidden small
// count from any other below the threshold, and never recovers one.
#include "onepot/base/assert.h"
#include "onepot/base/csv.h"
#include "onepot/learn/publish.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // As a file that somebody hands in.
  if (const auto table = csv::parse(bytes, "f")) {
    if (table->records.size() <= 30 && table->header.size() <= 4) {
      if (const auto release = learn::read_release(*table)) (void)learn::attack({*release});
      (void)learn::read_history(bytes, "f");
    }
  }
  if (size < 6) return 0;
  const std::size_t rows = 1 + data[0] % 4, columns = 1 + data[1] % 4;
  const learn::CountRules rules{.threshold = 2 + data[2] % 9, .round = data[3] % 2 == 0 ? 0 : 5};
  std::string text = "x,y,n\n", flat = "x,n\n";
  std::size_t at = 4;
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) {
      const unsigned n = data[at++ % size] % 40;
      text += fmt::format("x{},y{},{}\n", i, j, n);
      flat += fmt::format("x{},{}\n", i, n);
    }
  const auto first = learn::publish(*learn::read_counts(*csv::parse(flat, "a"), {"x"}, "n"), rules, {});
  ONEPOT_ASSERT(first.has_value());
  const auto before = *learn::read_release(*csv::parse(learn::to_csv(first->release), "a"));
  const auto second = learn::publish(*learn::read_counts(*csv::parse(text, "b"), {"x", "y"}, "n"), rules, {before});
  if (!second) {
    ONEPOT_ASSERT(second.error().code == "cannot-protect");
    return 0;
  }
  const auto after = *learn::read_release(*csv::parse(learn::to_csv(second->release), "b"));
  const auto bounds = learn::attack({before, after});
  ONEPOT_ASSERT(bounds.has_value());
  for (const auto& b : *bounds) {
    const auto& figure = (b.release == 0 ? first : second)->release.figures[b.figure];
    ONEPOT_ASSERT(b.low <= figure.value && figure.value <= b.high.value_or(figure.value));
    if (!figure.small) continue;
    ONEPOT_ASSERT(b.low <= 1 && b.high.value_or(rules.threshold) >= rules.threshold - 1);
  }
  return 0;
}
