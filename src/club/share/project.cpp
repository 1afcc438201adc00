#include "share/project.h"

#include "onepot/base/assert.h"

namespace onepot::club {
namespace {

Exact dot(const std::vector<int>& normal, const std::vector<Exact>& x) {
  Exact out = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (normal[i] != 0) out += normal[i] * x[i];
  return out;
}

int dot(const std::vector<int>& a, const std::vector<int>& b) {
  int out = 0;
  for (std::size_t i = 0; i < a.size(); ++i) out += a[i] * b[i];
  return out;
}

/// Solves the square system a·x = b by elimination; the rows are known to be independent.
std::vector<Exact> solve(std::vector<std::vector<Exact>> a, std::vector<Exact> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    while (pivot < n && a[pivot][k] == 0) ++pivot;
    ONEPOT_ASSERT(pivot < n);
    std::swap(a[pivot], a[k]);
    std::swap(b[pivot], b[k]);
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k || a[i][k] == 0) continue;
      const Exact factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t k = 0; k < n; ++k) b[k] /= a[k][k];
  return b;
}

}  // namespace

Projected project(const std::vector<Exact>& target, const std::vector<std::vector<int>>& equal,
                  const std::vector<Halfspace>& halfspaces) {
  const std::size_t n = target.size(), fixed = equal.size();
  Projected out;
  std::vector<Exact> x = target;
  // The first `fixed` active normals are the equalities, whose weights are free; the rest have weights ≥ 0.
  std::vector<std::vector<int>> normal = equal;
  std::vector<std::size_t> active(fixed, 0);
  std::vector<Exact> weight(fixed, Exact(0));
  for (;;) {
    std::size_t broken = halfspaces.size();
    Exact worst = 0;
    for (std::size_t c = 0; c < halfspaces.size(); ++c) {
      const Exact excess = dot(halfspaces[c].normal, x) - Exact(halfspaces[c].limit);
      if (excess > worst) worst = excess, broken = c;
    }
    if (broken == halfspaces.size()) break;
    const std::vector<int>& p = halfspaces[broken].normal;
    Exact p_weight = 0;
    for (;;) {
      // p as a combination r of the active normals, and what is left of it: z.
      std::vector<std::vector<Exact>> gram(normal.size(), std::vector<Exact>(normal.size()));
      std::vector<Exact> right(normal.size());
      for (std::size_t i = 0; i < normal.size(); ++i) {
        for (std::size_t j = 0; j < normal.size(); ++j) gram[i][j] = dot(normal[i], normal[j]);
        right[i] = dot(normal[i], p);
      }
      const std::vector<Exact> r = solve(gram, right);
      std::vector<Exact> z(n);
      for (std::size_t i = 0; i < n; ++i) {
        z[i] = p[i];
        for (std::size_t k = 0; k < normal.size(); ++k)
          if (normal[k][i] != 0) z[i] -= normal[k][i] * r[k];
      }
      const Exact length = dot(p, z);  // z·p = z·z
      std::size_t leaves = 0;
      bool partial = false;
      Exact step_out = 0;
      for (std::size_t k = fixed; k < normal.size(); ++k)
        if (r[k] > 0 && (!partial || weight[k] / r[k] < step_out))
          partial = true, leaves = k, step_out = weight[k] / r[k];
      if (length == 0 && !partial) {
        // p = Σ r·normal with r ≤ 0 on halfspaces, so p and those together are a combination of the equalities.
        out.proof.emplace_back(broken, Exact(1));
        for (std::size_t k = fixed; k < normal.size(); ++k)
          if (r[k] != 0) out.proof.emplace_back(active[k], -r[k]);
        out.equal_weights.assign(r.begin(), r.begin() + static_cast<std::ptrdiff_t>(fixed));
        return out;
      }
      const Exact excess = dot(p, x) - Exact(halfspaces[broken].limit);
      const bool full = length != 0 && (!partial || excess / length <= step_out);
      const Exact step = full ? Exact(excess / length) : step_out;
      for (std::size_t i = 0; i < n; ++i) x[i] -= step * z[i];
      for (std::size_t k = 0; k < normal.size(); ++k) weight[k] -= step * r[k];
      p_weight += step;
      if (full) {
        normal.push_back(p);
        active.push_back(broken);
        weight.push_back(p_weight);
        break;
      }
      normal.erase(normal.begin() + static_cast<std::ptrdiff_t>(leaves));
      active.erase(active.begin() + static_cast<std::ptrdiff_t>(leaves));
      weight.erase(weight.begin() + static_cast<std::ptrdiff_t>(leaves));
    }
  }
  out.point = std::move(x);
  return out;
}

}  // namespace onepot::club
