// Which further figures to hide. For every small one, in both directions: the cheapest other table of people that an
// outsider could not tell from ours and in which it is as small, or as near the threshold, as may be. What that table
// shows otherwise is hidden; then it is as likely as the truth.
#include <algorithm>
#include <map>
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

/// More unknowns than this are not asked about at once.
constexpr std::size_t most_at_once = 1'500;

/// What is attacked together, the table itself always first: everything, where there are two days at the most or the
/// whole is small; else the table's own day with each other day by itself.
Result<std::vector<std::vector<const Release*>>> groups_of(const Release& own, const std::vector<Release>& before) {
  std::vector<const Release*> all{&own}, same_day{&own};
  std::map<std::string, std::vector<const Release*>> others;
  for (const Release& r : before) {
    all.push_back(&r);
    (r.day == own.day ? same_day : others[r.day]).push_back(&r);
  }
  if (others.size() > 1) {
    const auto world = World::of(all);
    if (!world || world->cells() > most_at_once) {
      std::vector<std::vector<const Release*>> out;
      for (const auto& [day, of_day] : others) {
        out.push_back(same_day);
        out.back().insert(out.back().end(), of_day.begin(), of_day.end());
      }
      return out;
    }
  }
  return std::vector<std::vector<const Release*>>{std::move(all)};
}

/// A table on its way out, and what has to stay possible.
struct Work {
  Published& out;
  const std::vector<std::int64_t>& truth;
  const std::vector<std::size_t>& small;
  std::int64_t threshold;

  std::vector<Figure>& figures() const { return out.release.figures; }
  std::ptrdiff_t hidden() const { return std::ranges::count(figures(), true, &Figure::hidden); }
  tl::unexpected<Refusal> known_already(std::size_t f) const {
    const Release& table = out.release;
    std::vector<std::string> words;
    for (std::size_t d = 0; d < table.by.size(); ++d) words.push_back(table.by[d] + " " + figures()[f].key[d]);
    return refuse("cannot-protect",
                  "what was released before already tells the " + std::string(table.pounds ? "sum" : "count") + " of " +
                      join(words, ", ") + "; leave it out, or put categories together",
                  Where{table.file, 0, table.count});
  }
  tl::unexpected<Refusal> tells_of(const Release& earlier) const {
    return refuse("cannot-protect",
                  "this table cannot go out beside " + earlier.file +
                      ": together they would tell a figure that is hidden there; put categories together",
                  Where{out.release.file, 0, out.release.count});
  }
};

/// Hides until everything that `together` lets an outsider think may be so. Says nothing of what is told already.
Result<void> hide_until_safe(const Work& work, const std::vector<const Release*>& together,
                             const std::vector<Shield>& shields) {
  auto& figures = work.figures();
  ONEPOT_TRY(const World world, World::of(together));
  // Every figure that is hidden may let fewer people have moved between the days, and so tell more of them.
  for (bool again = true; again;) {
    const auto at_first = work.hidden();
    double moves = 0;
    if (world.days() > 1) {
      ONEPOT_TRY(moves, fewest_moves(together));
    }
    Protector protector(world, together, work.truth, moves);
    // Where not even the truth fits, an outsider who thinks that so few moved is wrong about it already.
    const auto is_told = [&](std::size_t f) {
      return world.days() == 1 || protector.could_be(0, f, work.truth[f], figures);
    };
    for (const std::size_t f : work.small)
      for (const std::int64_t target : {figures[f].must_high, figures[f].must_low})
        if (target != work.truth[f] && !protector.could_be(0, f, target, figures) && is_told(f))
          return work.known_already(f);
    for (const Shield& s : shields) {
      const auto had = work.hidden();
      for (const std::int64_t target : {s.low, s.high})
        if (!protector.could_be(s.release, s.figure, target, figures)) return work.tells_of(*together[s.release]);
      if (work.hidden() > had) ++work.out.shielded;
    }
    again = world.days() > 1 && work.hidden() > at_first;
    if (world.days() == 1 || work.out.release.pounds) continue;
    ONEPOT_TRY(const auto changes, changes_told(together, work.threshold));
    for (const ToldChange& change : changes) {
      ONEPOT_TRY(const bool hid, hide_change(together, work.truth, change, figures));
      if (!hid) continue;
      ++work.out.changes;
      again = true;
    }
  }
  return {};
}

/// The proof, by the outsider's own means. A range in which the truth does not lie tells nothing of it.
Result<void> prove(const Work& work, const std::vector<const Release*>& together, const std::vector<Shield>& shields) {
  std::vector<Release> all;
  for (const Release* r : together) all.push_back(*r);
  ONEPOT_TRY(const auto bounds, attack(all));
  for (const Bound& b : bounds) {
    if (b.release > 0) {
      for (const Shield& s : shields)
        if (b.release == s.release && b.figure == s.figure && (b.low > s.low || (b.high && *b.high < s.high)))
          return work.tells_of(*together[s.release]);
      continue;
    }
    const Figure& f = work.figures()[b.figure];
    if (!f.small) continue;
    const std::int64_t truth = work.truth[b.figure];
    const bool narrow = b.low > f.must_low || (b.high && *b.high < f.must_high);
    if (narrow && b.low <= truth && truth <= b.high.value_or(truth)) return work.known_already(b.figure);
    // Of several attacks the closest is told.
    const auto at = std::ranges::find(work.out.bounds, b.figure, &Bound::figure);
    if (at == work.out.bounds.end()) {
      work.out.bounds.push_back(b);
      continue;
    }
    at->low = std::max(at->low, b.low);
    if (b.high) at->high = std::min(at->high.value_or(*b.high), *b.high);
  }
  return {};
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
  // The smallest first: what hides them hides most of the others.
  std::ranges::sort(small, {}, [&](std::size_t f) { return std::pair(truth[f], f); });
  const Work work{out, truth, small, threshold};
  ONEPOT_TRY(const auto groups, groups_of(out.release, before));
  std::vector<std::vector<Shield>> shields;
  for (const auto& group : groups) {
    std::vector<Release> earlier;
    for (std::size_t r = 1; r < group.size(); ++r) earlier.push_back(*group[r]);
    ONEPOT_TRY(auto of_group, shields_of(earlier, threshold));
    shields.push_back(std::move(of_group));
  }
  for (bool again = true; again;) {
    const auto had = work.hidden();
    for (std::size_t g = 0; g < groups.size(); ++g) ONEPOT_CHECK(hide_until_safe(work, groups[g], shields[g]));
    again = groups.size() > 1 && work.hidden() > had;
  }
  for (std::size_t g = 0; g < groups.size(); ++g) ONEPOT_CHECK(prove(work, groups[g], shields[g]));
  out.small = small.size();
  out.more = static_cast<std::size_t>(work.hidden()) - small.size();
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
