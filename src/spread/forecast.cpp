#include "onepot/spread/forecast.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"

namespace onepot::spread {
namespace bass {

using Three = std::array<double, 3>;
using Matrix = std::array<Three, 3>;

double cumulative(double p, double q, double t) {
  const double e = std::exp(-(p + q) * t);
  return (1 - e) / (1 + q / p * e);
}
double in_period(const Three& log_parameters, std::size_t period) {
  const double m = std::exp(log_parameters[0]), p = std::exp(log_parameters[1]), q = std::exp(log_parameters[2]);
  const auto t = static_cast<double>(period);
  return m * (cumulative(p, q, t) - cumulative(p, q, t - 1));
}
double squares(const Three& x, std::span<const double> y) {
  double sum = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double e = y[i] - in_period(x, i + 1);
    sum += e * e;
  }
  return sum;
}
Three slope(const Three& x, std::size_t period) {
  Three out{};
  for (std::size_t k = 0; k < 3; ++k) {
    constexpr double h = 1e-6;
    Three up = x, down = x;
    up[k] += h;
    down[k] -= h;
    out[k] = (in_period(up, period) - in_period(down, period)) / (2 * h);
  }
  return out;
}

std::optional<Matrix> inverse(const Matrix& a) {
  Matrix out{};
  const auto minor = [&](std::size_t r, std::size_t c) {
    const std::size_t r1 = (r + 1) % 3, r2 = (r + 2) % 3, c1 = (c + 1) % 3, c2 = (c + 2) % 3;
    return a[r1][c1] * a[r2][c2] - a[r1][c2] * a[r2][c1];
  };
  const double determinant = a[0][0] * minor(0, 0) + a[0][1] * minor(0, 1) + a[0][2] * minor(0, 2);
  const double scale = a[0][0] * a[1][1] * a[2][2];
  if (!std::isfinite(determinant) || std::abs(determinant) <= 1e-14 * std::abs(scale)) return std::nullopt;
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t c = 0; c < 3; ++c) out[c][r] = minor(r, c) / determinant;
  return out;
}

struct Fit {
  Three x{};
  double squares = 0;
};

/// Levenberg and Marquardt's descent from one start.
Fit descend(Three x, std::span<const double> y) {
  double now = squares(x, y), damping = 1e-3;
  for (int step = 0; step < 500 && damping < 1e12; ++step) {
    Matrix a{};
    Three g{};
    for (std::size_t i = 0; i < y.size(); ++i) {
      const Three s = slope(x, i + 1);
      const double e = y[i] - in_period(x, i + 1);
      for (std::size_t r = 0; r < 3; ++r) {
        g[r] += s[r] * e;
        for (std::size_t c = 0; c < 3; ++c) a[r][c] += s[r] * s[c];
      }
    }
    for (std::size_t r = 0; r < 3; ++r) a[r][r] *= 1 + damping, a[r][r] += 1e-300;
    const auto inv = inverse(a);
    if (!inv) {
      damping *= 10;
      continue;
    }
    Three next = x;
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t c = 0; c < 3; ++c) next[r] += (*inv)[r][c] * g[c];
    const bool lawful = std::ranges::all_of(next, [](double v) { return std::isfinite(v) && std::abs(v) < 40; });
    const double then = lawful ? squares(next, y) : now;
    if (!lawful || !(then < now)) {
      damping *= 10;
      continue;
    }
    const bool still = now - then <= 1e-14 * now;
    x = next;
    now = then;
    damping = std::max(1e-12, damping / 10);
    if (still) break;
  }
  return {x, now};
}

/// Student's t at 97.5 %: Hill's expansion (1970) is within 1e-3 from 3 degrees of freedom on; 1 and 2 are exact.
double reach(std::size_t df) {
  if (df == 1) return 12.7062047;
  if (df == 2) return 4.30265273;
  const double z = 1.959963985, n = static_cast<double>(df);
  const double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n) +
         (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n) +
         (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * n * n * n * n);
}

}  // namespace bass

std::vector<double> bass_curve(double m, double p, double q, std::size_t periods) {
  std::vector<double> out;
  for (std::size_t t = 1; t <= periods; ++t)
    out.push_back(
        m * (bass::cumulative(p, q, static_cast<double>(t)) - bass::cumulative(p, q, static_cast<double>(t) - 1)));
  return out;
}

Result<Forecast> forecast(std::span<const double> y, std::size_t ahead) {
  using namespace bass;
  double total = 0;
  for (const double a : y) {
    if (!std::isfinite(a) || a < 0) return refuse("below-nothing", "adopters of a period cannot be below nothing");
    total += a;
  }
  if (y.size() < periods_needed)
    return refuse("too-few", fmt::format("a curve needs at least {} periods; there are {}", periods_needed, y.size()));
  if (total <= 0) return refuse("too-few", "nobody has adopted it yet");

  Fit best{{}, std::numeric_limits<double>::infinity()};
  for (const double m : {1.1, 2.0, 5.0, 20.0})
    for (const double p : {0.001, 0.01, 0.05})
      for (const double q : {0.1, 0.35, 0.8}) {
        const Fit fit = descend({std::log(m * total), std::log(p), std::log(q)}, y);
        if (fit.squares < best.squares) best = fit;
      }
  double mean = total / static_cast<double>(y.size()), spread = 0;
  for (const double a : y) spread += (a - mean) * (a - mean);
  Matrix information{};
  for (std::size_t i = 0; i < y.size(); ++i) {
    const Three s = slope(best.x, i + 1);
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t c = 0; c < 3; ++c) information[r][c] += s[r] * s[c];
  }
  const auto covariance_shape = inverse(information);
  if (!std::isfinite(best.squares) || !covariance_shape || (spread > 0 && best.squares > 0.95 * spread))
    return refuse(
        "no-fit",
        "the adopters follow no curve of this kind: they neither rise because others adopted nor fall as few are left");

  const std::size_t df = y.size() - 3;
  Forecast out;
  const double variance = best.squares / static_cast<double>(df), t = reach(df);
  out.residual_sd = std::sqrt(variance);
  const auto parameter = [&](std::size_t k) {
    const double se_log = std::sqrt(std::max(0.0, (*covariance_shape)[k][k] * variance)), value = std::exp(best.x[k]);
    return Parameter{value, value * se_log, value * std::exp(-t * se_log), value * std::exp(t * se_log)};
  };
  out.m = parameter(0);
  out.p = parameter(1);
  out.q = parameter(2);
  out.peak = out.q.value > out.p.value ? std::log(out.q.value / out.p.value) / (out.p.value + out.q.value) : 0;
  double so_far = 0;
  for (std::size_t i = 1; i <= y.size() + ahead; ++i) {
    const Three s = slope(best.x, i);
    double v = variance;
    for (std::size_t r = 0; r < 3; ++r)
      for (std::size_t c = 0; c < 3; ++c) v += s[r] * s[c] * (*covariance_shape)[r][c] * variance;
    const double expected = in_period(best.x, i), half = t * std::sqrt(v);
    so_far += expected;
    (i <= y.size() ? out.fitted : out.ahead)
        .push_back({static_cast<int>(i), expected, std::max(0.0, expected - half), expected + half, so_far});
  }
  if (out.peak > static_cast<double>(y.size()))
    out.warnings.emplace_back(
        "It has not turned yet: growth was still rising in the last period, so how many will adopt in the end is "
        "hardly known.");
  if (out.m.high > 10 * out.m.value)
    out.warnings.emplace_back("The interval of m is so wide that the forecast says little.");
  return out;
}

Result<std::vector<double>> read_adoption(std::string_view text, const std::string& file) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  csv::Columns columns(table);
  const auto period = columns.need("period"), adopters = columns.need("adopters");
  ONEPOT_CHECK(columns.done());
  std::vector<double> out;
  std::optional<long long> last;
  for (const auto& row : table.records) {
    const auto cell = trim(field(row, adopters));
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (cell.empty() || error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value) ||
        value < 0 || value > 1e12)
      return refuse("bad-number", "'" + std::string(cell.substr(0, 40)) + "' is not a number of adopters, from 0",
                    where(table, row, adopters));
    const auto when = trim(field(row, period));
    long long number = 0;
    const auto [stop, wrong] = std::from_chars(when.data(), when.data() + when.size(), number);
    if (!when.empty() && wrong == std::errc() && stop == when.data() + when.size()) {
      if (last && number != *last + 1)
        return refuse(
            "bad-period",
            fmt::format("the period {} does not follow {}; write periods without adopters as 0", number, *last),
            where(table, row, period));
      last = number;
    }
    out.push_back(value);
  }
  return out;
}

}  // namespace onepot::spread
