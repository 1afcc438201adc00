#include "onepot/learn/life.h"

#include "onepot/base/assert.h"

namespace onepot::learn {

LifeScore life_score(const LifeAnswers& answers) {
  LifeScore out;
  int sum = 0;
  for (const auto& a : answers) {
    if (!a) continue;
    ONEPOT_ASSERT(*a >= 0 && *a <= 3);
    sum += *a;
    ++out.answered;
  }
  constexpr int all = static_cast<int>(life_areas.size());
  if (out.answered >= life_areas_needed) out.score = (2 * sum * all + out.answered) / (2 * out.answered);
  return out;
}

}  // namespace onepot::learn
