// Which further figures to hide. For every small one, in both directions: the cheapest other table of people that an
// outsider could not tell from ours and in which it is as small, or as near the threshold, as may be. What that table
// shows otherwise is hidden; then it is as likely as the truth.
#include <algorithm>
#include <numeric>

#include "onepot/base/text.h"
#include "publish/days.h"
#include "publish/world.h"

namespace onepot::learn {
namespace {

constexpr double moved = 1e-6;

std::int64_t rounded(std::int64_t value, std::int64_t to) {
  return to <= 1 ? value : (value + to / 2) / to * to;
}

/// What a printed figure says to somebody who knows the rules.
void show(Figure& f, std::int64_t truth, std::int64_t round, std::int64_t threshold) {
  f.hidden = false;
  f.value = rounded(truth, round);
  if (truth == 0 || round <= 1) {
    f.low = truth;
    f.high = truth;
    return;
  }
  // A count printed as 0 is nought, for those from 1 to the threshold are hidden.
  f.low = std::max(f.value - round / 2, threshold);
  f.high = f.value + (round - 1) / 2;
  if (*f.high < f.low) f.high = f.low;
}

void hide(Figure& f, std::int64_t truth) {
  f.hidden = true;
  f.value = truth;
  f.low = 0;
  f.high = std::nullopt;
}

class Protector {
 public:
  /// `moves`: how many may have come or left between the days.
  Protector(const World& world, const std::vector<const Release*>& releases, const std::vector<std::int64_t>& truth,
            double moves)
      : releases_(releases), truth_(truth), programme_(world.cells()) {
    const auto limit = world.link_days(programme_);
    const auto& own = releases[0]->figures;
    rows_.resize(releases.size());
    for (std::size_t f = 0; f < own.size(); ++f) {
      rows_[0].push_back(programme_.add_row(world.sum(0, f), 0, COIN_DBL_MAX));
      // Hiding a large figure or a total costs the reader more than hiding a small one.
      programme_.make_elastic(rows_[0][f], price(f));
    }
    for (std::size_t r = 1; r < releases.size(); ++r)
      for (std::size_t f = 0; f < releases[r]->figures.size(); ++f) {
        const Figure& figure = releases[r]->figures[f];
        rows_[r].push_back(programme_.add_row(world.sum(r, f), static_cast<double>(figure.low),
                                              figure.high ? static_cast<double>(*figure.high) : COIN_DBL_MAX));
      }
    programme_.load();
    if (limit) programme_.set_row(*limit, 0, moves);
    for (std::size_t f = 0; f < own.size(); ++f) refresh(0, f);
  }

  /// Hides what it takes that figure `f` of release `r` could be `target`. False where what was released before forbids
  /// it.
  bool could_be(std::size_t r, std::size_t f, std::int64_t target, std::vector<Figure>& figures) {
    programme_.set_row(rows_[r][f], static_cast<double>(target), static_cast<double>(target));
    if (r == 0) programme_.set_price(rows_[r][f], 1e7);
    const bool fits = programme_.cheapest() && (r > 0 || programme_.gave_way(rows_[0][f]) <= moved);
    std::vector<std::size_t> give_way;
    if (fits)
      for (std::size_t g = 0; g < figures.size(); ++g)
        if ((r > 0 || g != f) && !figures[g].hidden && programme_.gave_way(rows_[0][g]) > moved) give_way.push_back(g);
    for (const std::size_t g : give_way) hide(figures[g], truth_[g]);
    for (const std::size_t g : give_way) refresh(0, g);
    refresh(r, f);
    return fits;
  }

 private:
  double price(std::size_t f) const {
    const auto& key = releases_[0]->figures[f].key;
    const auto totals = std::ranges::count(key, total_word);
    return (1.0 + static_cast<double>(truth_[f])) * (totals > 0 ? 2.0 : 1.0);
  }
  void refresh(std::size_t r, std::size_t f) {
    const Figure& figure = releases_[r]->figures[f];
    programme_.set_row(rows_[r][f], static_cast<double>(figure.low),
                       figure.high ? static_cast<double>(*figure.high) : COIN_DBL_MAX);
    if (r == 0) programme_.set_price(rows_[0][f], price(f));
  }

  const std::vector<const Release*>& releases_;
  const std::vector<std::int64_t>& truth_;
  Programme programme_;
  std::vector<std::vector<int>> rows_;
};

/// No publisher's threshold that we know is above this: an earlier table does not say by which rule a figure is hidden.
constexpr std::int64_t widest_threshold = 10;

/// Of earlier releases the publisher knows what everybody knows: a hidden count that could be 1, or nought, must still
/// be able to, and to be anything else that is small; a hidden sum anything that it could be before.
struct Shield {
  std::size_t release, figure;
  std::int64_t low, high;
};
Result<std::vector<Shield>> shields_of(const std::vector<Release>& before, std::int64_t threshold) {
  std::vector<Shield> out;
  if (before.empty()) return out;
  ONEPOT_TRY(const auto bounds, attack(before));
  const std::int64_t widest = std::max(threshold, widest_threshold) - 1;
  for (const Bound& b : bounds) {
    const std::int64_t low = before[b.release].pounds ? b.low : std::min<std::int64_t>(b.low, 1);
    const std::int64_t high =
        before[b.release].pounds ? b.high.value_or(b.low) : std::min(b.high.value_or(widest), widest);
    if (b.low <= low && high > low) out.push_back({b.release + 1, b.figure, low, high});
  }
  return out;
}

/// Hides what it takes that a figure could be what it was on the other day – or, where what was released of its own day
/// forbids that already, that it could be all that it could before. False where there is nothing more to hide.
Result<bool> hide_change(const std::vector<const Release*>& releases, const std::vector<std::int64_t>& truth,
                         const ToldChange& change, std::vector<Figure>& figures) {
  const auto had = std::ranges::count(figures, true, &Figure::hidden);
  std::vector<const Release*> same_day;
  for (const Release* r : releases)
    if (r->day == releases[0]->day) same_day.push_back(r);
  ONEPOT_TRY(const World world, World::of(same_day));
  Protector protector(world, same_day, truth, 0);
  if (!protector.could_be(change.release, change.figure, change.target, figures)) {
    Release blank = *releases[0];
    for (Figure& f : blank.figures) hide(f, f.value);
    auto without = same_day;
    without[0] = &blank;
    ONEPOT_TRY(const auto before, ranges(without, change.release));
    const Bound& range = before[change.figure];
    protector.could_be(change.release, change.figure, range.low, figures);
    if (range.high) protector.could_be(change.release, change.figure, *range.high, figures);
  }
  if (change.release == 0) hide(figures[change.figure], truth[change.figure]);
  return std::ranges::count(figures, true, &Figure::hidden) > had;
}

/// `shown`: what is printed of a figure that is not hidden.
template <class Show>
Result<Published> protect(const Release& table, const std::vector<Release>& every, std::int64_t threshold,
                          Show&& shown) {
  std::vector<Release> before;
  for (const Release& r : every)
    if (r.pounds == table.pounds && (!r.pounds || r.count == table.count)) before.push_back(r);
  Published out{table};
  auto& figures = out.release.figures;
  std::vector<std::int64_t> truth;
  std::vector<std::size_t> small;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    truth.push_back(table.figures[f].value);
    if (figures[f].small) {
      hide(figures[f], truth[f]);
      small.push_back(f);
    } else {
      shown(figures[f], truth[f]);
    }
  }
  std::vector<const Release*> releases{&out.release};
  for (const Release& r : before) releases.push_back(&r);
  ONEPOT_TRY(const World world, World::of(releases));
  // The smallest first: what hides them hides most of the others.
  std::ranges::sort(small, {}, [&](std::size_t f) { return std::pair(truth[f], f); });
  const auto known_already = [&](std::size_t f) {
    std::vector<std::string> words;
    for (std::size_t d = 0; d < table.by.size(); ++d) words.push_back(table.by[d] + " " + figures[f].key[d]);
    return refuse("cannot-protect",
                  "what was released before already tells the " + std::string(table.pounds ? "sum" : "count") + " of " +
                      join(words, ", ") + "; leave it out, or put categories together",
                  Where{table.file, 0, table.count});
  };
  const auto hidden = [&] { return std::ranges::count(figures, true, &Figure::hidden); };
  ONEPOT_TRY(const auto shields, shields_of(before, threshold));
  // Every figure that is hidden may let fewer people have moved between the days, and so tell more of them.
  for (bool again = true; again;) {
    const auto at_first = hidden();
    double moves = 0;
    if (world.days() > 1) {
      ONEPOT_TRY(moves, fewest_moves(releases));
    }
    Protector protector(world, releases, truth, moves);
    // Where not even the truth fits, an outsider who thinks that so few moved is wrong about it already.
    const auto is_told = [&](std::size_t f) {
      return world.days() == 1 || protector.could_be(0, f, truth[f], figures);
    };
    for (const std::size_t f : small)
      for (const std::int64_t target : {figures[f].must_high, figures[f].must_low})
        if (target != truth[f] && !protector.could_be(0, f, target, figures) && is_told(f)) return known_already(f);
    for (const Shield& s : shields) {
      const auto had = hidden();
      for (const std::int64_t target : {s.low, s.high})
        if (!protector.could_be(s.release, s.figure, target, figures))
          return refuse("cannot-protect",
                        "this table cannot go out beside " + before[s.release - 1].file +
                            ": together they would tell a figure that is hidden there; put categories together",
                        Where{table.file, 0, table.count});
      if (hidden() > had) ++out.shielded;
    }
    again = world.days() > 1 && hidden() > at_first;
    if (world.days() == 1 || table.pounds) continue;
    ONEPOT_TRY(const auto changes, changes_told(releases, threshold));
    for (const ToldChange& change : changes) {
      ONEPOT_TRY(const bool hid, hide_change(releases, truth, change, figures));
      if (!hid) continue;
      ++out.changes;
      again = true;
    }
  }
  std::vector<Release> all{out.release};
  all.insert(all.end(), before.begin(), before.end());
  ONEPOT_TRY(const auto bounds, attack(all));
  for (const Bound& b : bounds) {
    if (b.release != 0) continue;
    if (!figures[b.figure].small) {
      ++out.more;
      continue;
    }
    ++out.small;
    out.bounds.push_back(b);
    // The proof, by the outsider's own means. A range in which the truth does not lie tells nothing of it.
    const Figure& f = figures[b.figure];
    const bool narrow = b.low > f.must_low || (b.high && *b.high < f.must_high);
    if (narrow && b.low <= truth[b.figure] && truth[b.figure] <= b.high.value_or(truth[b.figure]))
      return known_already(b.figure);
  }
  for (const Shield& s : shields)
    for (const Bound& b : bounds)
      if (b.release == s.release && b.figure == s.figure && (b.low > s.low || (b.high && *b.high < s.high)))
        return refuse("cannot-protect",
                      "together with " + before[s.release - 1].file + " a figure hidden there would be told",
                      Where{table.file, 0, table.count});
  return out;
}

}  // namespace

Result<Published> publish(const Release& counts, const CountRules& rules, const std::vector<Release>& before) {
  Release marked = counts;
  for (Figure& f : marked.figures) {
    f.small = (f.value > 0 || rules.hide_nought) && f.value < rules.threshold;
    f.must_low = rules.hide_nought ? 0 : 1;
    f.must_high = rules.threshold - 1;
  }
  return protect(marked, before, rules.threshold,
                 [&](Figure& f, std::int64_t truth) { show(f, truth, rules.round, rules.threshold); });
}

Result<Published> publish_sums(const Release& sums, const SumRules& rules, const std::vector<Release>& before) {
  return protect(sums, before, 1, [&](Figure& f, std::int64_t truth) { show(f, truth, rules.round, 0); });
}

}  // namespace onepot::learn
