// Whatever the bytes, every reader of learn takes them or refuses them with the file's name; what it takes stays within
// its bounds.
#include <cmath>

#include "onepot/base/assert.h"
#include "onepot/learn/four_tests.h"
#include "onepot/learn/support/continuity.h"
#include "onepot/learn/support/diagnostic.h"
#include "onepot/learn/support/rating_gap.h"
#include "onepot/learn/verdict/maturity.h"
#include "onepot/learn/verdict/rate_and_total.h"
#include "onepot/learn/verdict/savings.h"
#include "onepot/learn/weights.h"
#include "onepot/learn/worth.h"

using namespace onepot;

namespace {

template <class T>
bool taken(const Result<T>& result) {
  if (!result) ONEPOT_ASSERT(result.error().where.file == "f" && !result.error().sentence.empty());
  return result.has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto visits = learn::read_visits(text, "f"); taken(visits))
    for (const auto& c : learn::continuity(*visits).people) {
      ONEPOT_ASSERT(c.workers >= 1 && c.workers <= c.visits && c.by_usual <= c.visits &&
                    c.workers_last_28_days <= c.workers);
      if (c.bice_boxerman) ONEPOT_ASSERT(*c.bice_boxerman >= 0 && *c.bice_boxerman <= 1);
    }
  if (const auto signs = learn::read_signs(text, "f"); taken(signs)) {
    const auto d = learn::diagnose(*signs);
    ONEPOT_ASSERT(d.has_value());
    for (const auto& c : d->centres)
      if (c.enough) ONEPOT_ASSERT(c.low <= c.share && c.share <= c.high);
  }
  if (const auto rounds = learn::read_ratings(text, "f"); taken(rounds)) {
    const auto report = learn::rating_gap(*rounds);
    ONEPOT_ASSERT(report.enough == (report.pairs >= learn::pairs_needed) && report.enough == !report.areas.empty());
  }
  if (const auto savings = learn::read_savings(text, "f"); taken(savings)) {
    ONEPOT_ASSERT(savings->avoided_a_year.low <= savings->avoided_a_year.high);
    ONEPOT_ASSERT(savings->cashable_a_year.low <= savings->cashable_a_year.high);
  }
  if (const auto began = learn::read_began(text, "f"); taken(began))
    if (const auto clock = learn::maturity({.began = Date(2026, 1, 1)}, *began, Date(2027, 1, 1)))
      ONEPOT_ASSERT(clock->early() == !clock->warnings.empty());
  if (const auto measured = learn::read_measured(text, "f"); taken(measured))
    if (const auto r = learn::rate_and_total(*measured, std::nullopt))
      ONEPOT_ASSERT(r->table.size() + 1 == measured->size());
  (void)taken(learn::read_weekly_costs(text, "f"));
  (void)taken(learn::read_test_answers(text, "f", {"micro", "small", "medium", "large"}, {}));
  (void)taken(learn::read_innovations(text, "f"));
  (void)taken(learn::read_draws(text, "f", true));
  (void)taken(learn::read_draws(text, "f", false));
  for (const auto& m : learn::weighted_measures()) (void)learn::read_weights(text, "f", m);
  return 0;
}
