#include "onepot/learn/statistics.h"

#include <algorithm>
#include <cmath>

#include "onepot/base/assert.h"

namespace onepot::learn {

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly on the nearer side; the other side is its complement.
  if (x > (a + 1) / (a + b + 2)) return 1 - incomplete_beta(b, a, 1 - x);
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x)) / a;
  constexpr double tiny = 1e-300;
  double f = 1, c = 1, d = 0;
  for (int i = 0; i < 500; ++i) {
    const int m = i / 2;
    double numerator = 1;
    if (i > 0)
      numerator = i % 2 == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                             : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + numerator * d;
    if (std::abs(d) < tiny) d = tiny;
    d = 1 / d;
    c = 1 + numerator / c;
    if (std::abs(c) < tiny) c = tiny;
    f *= c * d;
    if (std::abs(1 - c * d) < 1e-15) break;
  }
  return front * (f - 1);
}

double student_cdf(double t, double df) {
  ONEPOT_ASSERT(df > 0);
  const double tail = 0.5 * incomplete_beta(df / 2, 0.5, df / (df + t * t));
  return t > 0 ? 1 - tail : tail;
}

double student_quantile(double p, double df) {
  ONEPOT_ASSERT(p > 0 && p < 1);
  double low = -1, high = 1;
  while (student_cdf(low, df) > p) low *= 2;
  while (student_cdf(high, df) < p) high *= 2;
  for (int i = 0; i < 200 && high - low > 1e-13 * std::max(1.0, std::abs(high)); ++i) {
    const double middle = (low + high) / 2;
    (student_cdf(middle, df) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

double normal_quantile(double p) {
  ONEPOT_ASSERT(p > 0 && p < 1);
  double low = -40, high = 40;
  for (int i = 0; i < 120; ++i) {
    const double middle = (low + high) / 2;
    (normal_cdf(middle) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

std::pair<double, double> wilson(std::int64_t found, std::int64_t of) {
  const double n = static_cast<double>(of), p = static_cast<double>(found) / n;
  const double z = normal_quantile(0.975), zz = z * z / n;
  const double middle = (p + zz / 2) / (1 + zz);
  const double reach = z / (1 + zz) * std::sqrt(p * (1 - p) / n + zz / (4 * n));
  return {std::max(0.0, middle - reach), std::min(1.0, middle + reach)};
}

}  // namespace onepot::learn
