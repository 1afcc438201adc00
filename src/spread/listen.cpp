#include "onepot/spread/listen.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace onepot::spread {
namespace listening {

using Point = std::pair<double, double>;
using Rows = std::vector<std::vector<double>>;

double length(const std::vector<double>& v) {
  return std::sqrt(std::inner_product(v.begin(), v.end(), v.begin(), 0.0));
}

/// The direction of most variance that is square to those before, by power iteration from a vector of ones (whose side
/// of nought the direction keeps). All noughts where nothing is left to explain.
std::vector<double> component(const Rows& x, const std::vector<std::vector<double>>& before, std::size_t width) {
  std::vector<double> v(width, 1.0);
  for (int step = 0; step < 5000; ++step) {
    for (const auto& b : before) {
      const double dot = std::inner_product(v.begin(), v.end(), b.begin(), 0.0);
      for (std::size_t j = 0; j < width; ++j) v[j] -= dot * b[j];
    }
    std::vector<double> next(width, 0.0);
    for (const auto& row : x) {
      const double dot = std::inner_product(row.begin(), row.end(), v.begin(), 0.0);
      for (std::size_t j = 0; j < width; ++j) next[j] += dot * row[j];
    }
    const double size = length(next);
    if (size < 1e-12) return std::vector<double>(width, 0.0);
    double moved = 0;
    for (std::size_t j = 0; j < width; ++j) {
      next[j] /= size;
      moved = std::max(moved, std::abs(next[j] - v[j]));
    }
    v = std::move(next);
    if (moved < 1e-15) break;
  }
  return v;
}

double apart(const Point& a, const Point& b) {
  return std::hypot(a.first - b.first, a.second - b.second);
}

/// Lloyd's k-means of weighted points from the first k distinct ones; empty where there are fewer.
std::vector<std::size_t> k_means(const std::vector<Point>& points, const std::vector<double>& weights, std::size_t k) {
  std::vector<Point> centres;
  for (const Point& p : points) {
    if (centres.size() == k) break;
    if (std::ranges::find(centres, p) == centres.end()) centres.push_back(p);
  }
  if (centres.size() < k) return {};
  std::vector<std::size_t> label(points.size(), 0);
  for (int step = 0; step < 1000; ++step) {
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t c = label[i] = 0; c < k; ++c)
        if (apart(points[i], centres[c]) < apart(points[i], centres[label[i]])) label[i] = c;
    std::vector<Point> sums(k, {0, 0});
    std::vector<double> weight(k, 0);
    for (std::size_t i = 0; i < points.size(); ++i) {
      sums[label[i]].first += weights[i] * points[i].first;
      sums[label[i]].second += weights[i] * points[i].second;
      weight[label[i]] += weights[i];
    }
    bool still = true;
    for (std::size_t c = 0; c < k; ++c) {
      if (weight[c] == 0) continue;
      const Point next{sums[c].first / weight[c], sums[c].second / weight[c]};
      still = still && apart(next, centres[c]) < 1e-12;
      centres[c] = next;
    }
    if (still) break;
  }
  return label;
}

double silhouette(const std::vector<Point>& points, const std::vector<std::size_t>& label, std::size_t k) {
  std::vector<double> size(k, 0);
  for (const std::size_t l : label) size[l] += 1;
  double total = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (size[label[i]] < 2) continue;  // alone: counts as nought
    std::vector<double> sum(k, 0);
    for (std::size_t j = 0; j < points.size(); ++j) sum[label[j]] += apart(points[i], points[j]);
    const double own = sum[label[i]] / (size[label[i]] - 1);
    double other = std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < k; ++c)
      if (c != label[i] && size[c] > 0) other = std::min(other, sum[c] / size[c]);
    if (std::isfinite(other) && std::max(own, other) > 0) total += (other - own) / std::max(own, other);
  }
  return total / static_cast<double>(points.size());
}

/// z of a share against a half, and of two shares against each other, each with one more seen and said.
double share_test(double said, double seen) {
  return 2 * std::sqrt(seen + 1) * ((said + 1) / (seen + 1) - 0.5);
}
double two_share_test(double said, double seen, double said_others, double seen_others) {
  const double a = (said + 1) / (seen + 1), b = (said_others + 1) / (seen_others + 1);
  const double all = (said + said_others + 2) / (seen + seen_others + 2);
  if (all <= 0 || all >= 1) return 0;
  return (a - b) / std::sqrt(all * (1 - all) * (1 / (seen + 1) + 1 / (seen_others + 1)));
}

constexpr double ninety = 1.2816;  // one-sided 90 %
constexpr std::size_t shown_a_group = 5;
constexpr std::size_t most_base_clusters = 100;

void say_what_groups_stand_for(const std::set<std::size_t>& left_out, Listened& out) {
  for (std::size_t g = 0; g < out.k; ++g) {
    std::vector<Stands> found;
    std::optional<Stands> best, most_agreed;
    const auto weight = [](const Stands& s) { return s.repness * s.repness_test * s.p_success * s.p_test; };
    for (std::size_t t = 0; t < out.seen.size(); ++t) {
      if (left_out.contains(t)) continue;
      const Seen& own = out.seen[t][g];
      Seen others;
      for (std::size_t h = 0; h < out.k; ++h)
        if (h != g) {
          others.agree += out.seen[t][h].agree;
          others.disagree += out.seen[t][h].disagree;
          others.seen += out.seen[t][h].seen;
        }
      const auto side = [&](bool agree) {
        const auto said = static_cast<double>(agree ? own.agree : own.disagree), seen = static_cast<double>(own.seen);
        const auto said_o = static_cast<double>(agree ? others.agree : others.disagree),
                   seen_o = static_cast<double>(others.seen);
        Stands s{g,
                 t,
                 agree,
                 0,
                 two_share_test(said, seen, said_o, seen_o),
                 (said + 1) / (seen + 2),
                 share_test(said, seen)};
        s.repness = s.p_success / ((said_o + 1) / (seen_o + 2));
        return s;
      };
      const Stands agree = side(true), disagree = side(false);
      const Stands& more = agree.repness_test > disagree.repness_test ? agree : disagree;
      if (more.repness_test > ninety && more.p_test > ninety) found.push_back(more);
      // What it agrees with most stands for it too, even where the tests alone would not say so.
      if (own.agree + own.disagree > 0) {
        const bool beats = !most_agreed ? agree.p_test > ninety || (agree.repness > 1 && agree.p_success > 0.5)
                           : most_agreed->repness > 1
                               ? weight(agree) > weight(*most_agreed)
                               : agree.p_success * agree.p_test > most_agreed->p_success * most_agreed->p_test;
        if (beats) most_agreed = agree;
      }
      if (!best || more.p_test * more.repness_test > best->p_test * best->repness_test) best = more;
    }
    if (found.empty() && best) found.push_back(*best);
    const auto strength = [&](const Stands& s) { return std::pair(-weight(s), s.statement); };
    if (most_agreed) std::erase_if(found, [&](const Stands& s) { return s.statement == most_agreed->statement; });
    std::ranges::sort(found, {}, strength);
    if (most_agreed) found.insert(found.begin(), *most_agreed);
    if (found.size() > shown_a_group) found.resize(shown_a_group);
    std::ranges::sort(found, {}, [&](const Stands& s) { return std::pair(!s.agree, strength(s)); });
    out.stands.insert(out.stands.end(), found.begin(), found.end());
  }
}

}  // namespace listening

Result<Listened> listen(const Votes& v, const std::set<std::string>& without) {
  using namespace listening;
  const std::size_t people = v.participants.size(), width = v.statements.size();
  if (people < 2 || width < 2) return refuse("too-few", "it takes at least two people and two statements to compare");
  std::set<std::size_t> left_out;
  for (std::size_t t = 0; t < width; ++t)
    if (without.contains(v.statements[t])) left_out.insert(t);

  // The picture: agreement counts −1, as Polis does; what nobody was asked counts as the mean.
  Listened out;
  out.center.assign(width, 0);
  for (std::size_t t = 0; t < width; ++t) {
    double sum = 0, seen = 0;
    for (std::size_t p = 0; p < people; ++p)
      if (v.votes[p][t]) sum -= *v.votes[p][t], seen += 1;
    if (seen > 0 && !left_out.contains(t)) out.center[t] = sum / seen;
  }
  Rows x(people, std::vector<double>(width, 0));
  std::vector<double> answered(people, 0);
  for (std::size_t p = 0; p < people; ++p)
    for (std::size_t t = 0; t < width; ++t)
      if (v.votes[p][t]) {
        answered[p] += 1;
        if (!left_out.contains(t)) x[p][t] = -*v.votes[p][t] - out.center[t];
      }
  Rows counted;
  for (const std::size_t p : v.entered) counted.push_back(x[p]);
  if (counted.empty()) return refuse("too-few", "nobody voted on enough statements to be placed");
  for (int c = 0; c < 2; ++c) out.components.push_back(component(counted, out.components, width));
  for (std::size_t p = 0; p < people; ++p) {
    // Who saw few statements would stand in the middle for that reason alone.
    const double scale = answered[p] > 0 ? std::sqrt(static_cast<double>(width) / answered[p]) : 0;
    const auto along = [&](std::size_t c) {
      return scale * std::inner_product(x[p].begin(), x[p].end(), out.components[c].begin(), 0.0);
    };
    out.at.emplace_back(along(0), along(1));
  }

  // Base clusters: one a person up to a hundred people, else a hundred; the groups are made of them.
  std::vector<Point> points;
  for (const std::size_t p : v.entered) points.push_back(out.at[p]);
  const std::vector<double> ones(points.size(), 1);
  std::vector<std::size_t> base_of(points.size());
  std::iota(base_of.begin(), base_of.end(), 0U);
  if (points.size() > most_base_clusters)
    if (auto label = k_means(points, ones, most_base_clusters); !label.empty()) base_of = std::move(label);
  out.base.resize(1 + *std::ranges::max_element(base_of));
  for (std::size_t i = 0; i < points.size(); ++i) {
    BaseCluster& b = out.base[base_of[i]];
    b.members.push_back(v.entered[i]);
    b.x += points[i].first;
    b.y += points[i].second;
  }
  std::vector<Point> centres;
  std::vector<double> weights;
  for (BaseCluster& b : out.base) {
    const auto size = static_cast<double>(std::max<std::size_t>(1, b.members.size()));
    b.x /= size;
    b.y /= size;
    centres.emplace_back(b.x, b.y);
    weights.push_back(static_cast<double>(b.members.size()));
  }
  out.k = 1;
  std::vector<std::size_t> group(out.base.size(), 0);
  const std::size_t most = std::min<std::size_t>(5, 2 + out.base.size() / 12);
  for (std::size_t k = 2; k <= most; ++k) {
    auto label = k_means(centres, weights, k);
    if (label.empty()) break;
    const double s = silhouette(centres, label, k);
    if (out.k == 1 || s > out.silhouette) {
      out.k = k;
      out.silhouette = s;
      group = std::move(label);
    }
  }
  out.group.assign(people, std::nullopt);
  for (std::size_t b = 0; b < out.base.size(); ++b)
    for (const std::size_t p : out.base[b].members) out.group[p] = group[b];

  out.seen.assign(width, std::vector<Seen>(out.k));
  for (std::size_t p = 0; p < people; ++p)
    for (std::size_t t = 0; t < width; ++t)
      if (out.group[p] && v.votes[p][t]) {
        Seen& s = out.seen[t][*out.group[p]];
        ++s.seen;
        s.agree += *v.votes[p][t] > 0 ? 1 : 0;
        s.disagree += *v.votes[p][t] < 0 ? 1 : 0;
      }
  for (const auto& groups : out.seen) {
    double product = 1;
    for (const Seen& s : groups) product *= (static_cast<double>(s.agree) + 1) / (static_cast<double>(s.seen) + 2);
    out.consensus.push_back(product);
  }
  if (out.k > 1) say_what_groups_stand_for(left_out, out);
  return out;
}

}  // namespace onepot::spread
