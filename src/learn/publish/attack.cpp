// What an outsider can work out who has every release and a solver.
#include <algorithm>
#include <cmath>

#include "onepot/base/assert.h"
#include "publish/world.h"

namespace onepot::learn {
namespace {

// A bound this near a whole number is that number: what is left is the solver's rounding.
constexpr double solver_slack = 1e-6;

/// Releases of one kind together.
Result<void> attack_kind(const std::vector<Release>& releases, const std::vector<std::size_t>& kind,
                         std::vector<Bound>& out) {
  std::vector<const Release*> all;
  for (const std::size_t r : kind) all.push_back(&releases[r]);
  ONEPOT_TRY(const World world, World::of(all));
  Programme programme(world.cells());
  for (std::size_t r = 0; r < all.size(); ++r)
    for (std::size_t f = 0; f < all[r]->figures.size(); ++f) {
      const Figure& figure = all[r]->figures[f];
      if (figure.low == 0 && !figure.high) continue;
      programme.add_row(world.sum(r, f), static_cast<double>(figure.low),
                        figure.high ? static_cast<double>(*figure.high) : COIN_DBL_MAX);
    }
  programme.load();
  ONEPOT_TRY(const auto nobody, programme.best({}, false));  // whether anything fits at all
  ONEPOT_ASSERT(nobody.has_value());
  for (std::size_t r = 0; r < all.size(); ++r)
    for (std::size_t f = 0; f < all[r]->figures.size(); ++f) {
      if (!all[r]->figures[f].hidden) continue;
      Bound bound{kind[r], f, 0, std::nullopt};
      ONEPOT_TRY(const auto least, programme.best(world.sum(r, f), false));
      ONEPOT_TRY(const auto most, programme.best(world.sum(r, f), true));
      if (least) bound.low = static_cast<std::int64_t>(std::ceil(*least - solver_slack));
      if (most) bound.high = static_cast<std::int64_t>(std::floor(*most + solver_slack));
      out.push_back(bound);
    }
  return {};
}

}  // namespace

Result<std::vector<Bound>> attack(const std::vector<Release>& releases) {
  // People and each kind of amount are things of their own: nothing follows from one for the other.
  std::map<std::pair<bool, std::string>, std::vector<std::size_t>> kinds;
  for (std::size_t r = 0; r < releases.size(); ++r)
    kinds[{releases[r].pounds, releases[r].pounds ? releases[r].count : std::string()}].push_back(r);
  std::vector<Bound> out;
  for (const auto& [what, kind] : kinds) ONEPOT_CHECK(attack_kind(releases, kind, out));
  std::ranges::sort(out, {}, [](const Bound& b) { return std::pair(b.release, b.figure); });
  return out;
}

}  // namespace onepot::learn
