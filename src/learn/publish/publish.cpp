// Which further figures to hide. For every small one, in both directions: the cheapest other table of people that an
// outsider could not tell from ours and in which it is as small, or as near the threshold, as may be. What that table
// shows otherwise is hidden; then it is as likely as the truth.
#include <algorithm>
#include <numeric>

#include "publish/world.h"

namespace onepot::learn {
namespace {

constexpr double moved = 1e-6;

std::int64_t rounded(std::int64_t value, std::int64_t to) {
  return to <= 1 ? value : (value + to / 2) / to * to;
}

/// What a printed figure says to somebody who knows the rules.
void show(Figure& f, std::int64_t truth, const CountRules& rules) {
  f.hidden = false;
  f.value = rounded(truth, rules.round);
  if (truth == 0 || rules.round <= 1) {
    f.low = truth;
    f.high = truth;
    return;
  }
  // A figure printed as 0 is nought, for those from 1 to the threshold are hidden.
  f.low = std::max(f.value - rules.round / 2, rules.threshold);
  f.high = f.value + (rules.round - 1) / 2;
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
  Protector(const World& world, const std::vector<const Release*>& releases, const std::vector<std::int64_t>& truth)
      : releases_(releases), truth_(truth), programme_(world.cells()) {
    const auto& own = releases[0]->figures;
    for (std::size_t f = 0; f < own.size(); ++f) {
      rows_.push_back(programme_.add_row(world.sum(0, f), 0, COIN_DBL_MAX));
      // Hiding a large figure or a total costs the reader more than hiding a small one.
      programme_.make_elastic(rows_[f], price(f));
    }
    for (std::size_t r = 1; r < releases.size(); ++r)
      for (std::size_t f = 0; f < releases[r]->figures.size(); ++f) {
        const Figure& figure = releases[r]->figures[f];
        programme_.add_row(world.sum(r, f), static_cast<double>(figure.low),
                           figure.high ? static_cast<double>(*figure.high) : COIN_DBL_MAX);
      }
    programme_.load();
    for (std::size_t f = 0; f < own.size(); ++f) refresh(f);
  }

  /// Hides what it takes that figure `f` could be `target`. False where what was released before forbids it.
  bool could_be(std::size_t f, std::int64_t target, std::vector<Figure>& figures) {
    programme_.set_row(rows_[f], static_cast<double>(target), static_cast<double>(target));
    programme_.set_price(rows_[f], 1e7);
    const bool fits = programme_.cheapest() && programme_.gave_way(rows_[f]) <= moved;
    std::vector<std::size_t> give_way;
    if (fits)
      for (std::size_t g = 0; g < figures.size(); ++g)
        if (g != f && !figures[g].hidden && programme_.gave_way(rows_[g]) > moved) give_way.push_back(g);
    for (const std::size_t g : give_way) hide(figures[g], truth_[g]);
    for (const std::size_t g : give_way) refresh(g);
    refresh(f);
    return fits;
  }

 private:
  double price(std::size_t f) const {
    const auto& key = releases_[0]->figures[f].key;
    const auto totals = std::ranges::count(key, total_word);
    return (1.0 + static_cast<double>(truth_[f])) * (totals > 0 ? 2.0 : 1.0);
  }
  void refresh(std::size_t f) {
    const Figure& figure = releases_[0]->figures[f];
    programme_.set_row(rows_[f], static_cast<double>(figure.low),
                       figure.high ? static_cast<double>(*figure.high) : COIN_DBL_MAX);
    programme_.set_price(rows_[f], price(f));
  }

  const std::vector<const Release*>& releases_;
  const std::vector<std::int64_t>& truth_;
  Programme programme_;
  std::vector<int> rows_;
};

}  // namespace

Result<Published> publish(const Release& counts, const CountRules& rules, const std::vector<Release>& before) {
  Published out{counts};
  auto& figures = out.release.figures;
  std::vector<std::int64_t> truth;
  std::vector<std::size_t> small;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    truth.push_back(counts.figures[f].value);
    figures[f].small = truth[f] > 0 && truth[f] < rules.threshold;
    if (figures[f].small) {
      hide(figures[f], truth[f]);
      small.push_back(f);
    } else {
      show(figures[f], truth[f], rules);
    }
  }
  std::vector<const Release*> releases{&out.release};
  for (const Release& r : before) releases.push_back(&r);
  ONEPOT_TRY(const World world, World::of(releases));
  // The smallest first: what hides them hides most of the others.
  std::ranges::sort(small, {}, [&](std::size_t f) { return std::pair(truth[f], f); });
  const auto known_already = [&](std::size_t f) {
    std::vector<std::string> words;
    for (std::size_t d = 0; d < counts.by.size(); ++d) words.push_back(counts.by[d] + " " + figures[f].key[d]);
    std::string cell;
    for (const auto& w : words) cell += (cell.empty() ? "" : ", ") + w;
    return refuse(
        "cannot-protect",
        "what was released before already tells the count of " + cell + "; leave it out, or put categories together",
        Where{counts.file, 0, counts.count});
  };
  {
    Protector protector(world, releases, truth);
    for (const std::size_t f : small)
      for (const std::int64_t target : {rules.threshold - 1, std::int64_t{1}})
        if (target != truth[f] && !protector.could_be(f, target, figures)) return known_already(f);
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
    // The proof, by the outsider's own means.
    if (b.low > 1 || (b.high && *b.high < rules.threshold - 1)) return known_already(b.figure);
  }
  return out;
}

}  // namespace onepot::learn
