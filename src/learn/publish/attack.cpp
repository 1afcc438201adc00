// What an outsider can work out who has every release and a solver.
#include <algorithm>
#include <cmath>

#include "onepot/base/assert.h"
#include "publish/world.h"

namespace onepot::learn {
namespace {

// A bound this near a whole number is that number: what is left is the solver's rounding.
constexpr double solver_slack = 1e-6;

/// Everything that is printed, and nothing else.
class Known {
 public:
  static Result<Known> of(const std::vector<const Release*>& all) {
    ONEPOT_TRY(World world, World::of(all));
    Known out(std::move(world));
    Programme& programme = out.programme_;
    const auto moves = out.world_.link_days(programme);
    for (std::size_t r = 0; r < all.size(); ++r)
      for (std::size_t f = 0; f < all[r]->figures.size(); ++f) {
        const Figure& figure = all[r]->figures[f];
        if (figure.low == 0 && !figure.high) continue;
        programme.add_row(out.world_.sum(r, f), static_cast<double>(figure.low),
                          figure.high ? static_cast<double>(*figure.high) : COIN_DBL_MAX);
      }
    programme.load();
    ONEPOT_TRY(const auto nobody, programme.best({}, false));  // whether anything fits at all
    ONEPOT_ASSERT(nobody.has_value());
    ONEPOT_TRY(out.moves_, limit_moves(programme, out.world_, moves));
    return out;
  }
  /// As `release` of those it was made of, and its figure.
  Result<Bound> range(std::size_t release, std::size_t figure) {
    Bound bound{release, figure, 0, std::nullopt};
    ONEPOT_TRY(const auto least, programme_.best(world_.sum(release, figure), false));
    ONEPOT_TRY(const auto most, programme_.best(world_.sum(release, figure), true));
    if (least) bound.low = static_cast<std::int64_t>(std::ceil(*least - solver_slack));
    if (most) bound.high = static_cast<std::int64_t>(std::floor(*most + solver_slack));
    return bound;
  }
  double moves() const { return moves_; }

 private:
  explicit Known(World world) : world_(std::move(world)), programme_(world_.cells()) {}
  World world_;
  Programme programme_;
  double moves_ = 0;
};

/// Releases of one kind together.
Result<void> attack_kind(const std::vector<Release>& releases, const std::vector<std::size_t>& kind,
                         std::vector<Bound>& out) {
  std::vector<const Release*> all;
  for (const std::size_t r : kind) all.push_back(&releases[r]);
  ONEPOT_TRY(Known known, Known::of(all));
  for (std::size_t r = 0; r < all.size(); ++r)
    for (std::size_t f = 0; f < all[r]->figures.size(); ++f) {
      if (!all[r]->figures[f].hidden) continue;
      ONEPOT_TRY(Bound bound, known.range(r, f));
      bound.release = kind[r];
      out.push_back(bound);
    }
  return {};
}

}  // namespace

Result<double> fewest_moves(const std::vector<const Release*>& releases) {
  ONEPOT_TRY(const Known known, Known::of(releases));
  return known.moves();
}

Result<std::vector<Bound>> ranges(const std::vector<const Release*>& releases, std::size_t which) {
  ONEPOT_TRY(Known known, Known::of(releases));
  std::vector<Bound> out;
  for (std::size_t f = 0; f < releases[which]->figures.size(); ++f) {
    ONEPOT_TRY(const Bound bound, known.range(which, f));
    out.push_back(bound);
  }
  return out;
}

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
