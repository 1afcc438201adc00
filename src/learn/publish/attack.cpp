// What an outsider can work out who has every release and a solver.
#include <algorithm>
#include <cmath>

#include "onepot/base/assert.h"
#include "publish/world.h"

namespace onepot::learn {
namespace {

// A bound this near a whole number is that number: what is left is the solver's rounding.
constexpr double solver_slack = 1e-6;

}  // namespace

Result<std::vector<Bound>> attack(const std::vector<Release>& releases) {
  std::vector<const Release*> all;
  for (const Release& r : releases) all.push_back(&r);
  ONEPOT_TRY(const World world, World::of(all));
  Programme programme(world.cells());
  for (std::size_t r = 0; r < releases.size(); ++r)
    for (std::size_t f = 0; f < releases[r].figures.size(); ++f) {
      const Figure& figure = releases[r].figures[f];
      if (figure.low == 0 && !figure.high) continue;
      programme.add_row(world.sum(r, f), static_cast<double>(figure.low),
                        figure.high ? static_cast<double>(*figure.high) : COIN_DBL_MAX);
    }
  programme.load();
  ONEPOT_TRY(const auto nobody, programme.best({}, false));  // whether anything fits at all
  ONEPOT_ASSERT(nobody.has_value());
  std::vector<Bound> out;
  for (std::size_t r = 0; r < releases.size(); ++r)
    for (std::size_t f = 0; f < releases[r].figures.size(); ++f) {
      if (!releases[r].figures[f].hidden) continue;
      Bound bound{r, f, 0, std::nullopt};
      ONEPOT_TRY(const auto least, programme.best(world.sum(r, f), false));
      ONEPOT_TRY(const auto most, programme.best(world.sum(r, f), true));
      if (least) bound.low = static_cast<std::int64_t>(std::ceil(*least - solver_slack));
      if (most) bound.high = static_cast<std::int64_t>(std::floor(*most + solver_slack));
      out.push_back(bound);
    }
  return out;
}

}  // namespace onepot::learn
