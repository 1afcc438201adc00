#pragma once
// How fast an innovation spreads: Bass's curve (Bass 1969), fitted to new adopters a period by nonlinear least squares
// (Srinivasan and Mason 1986): adopters of period t = m (F(t) − F(t−1)), F(t) = (1 − e^−(p+q)t) / (1 + (q/p)
// e^−(p+q)t). m is how many will adopt in the end, p how many do so by themselves, q how many because others did.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::spread {

struct Parameter {
  double value = 0, se = 0, low = 0, high = 0;  ///< 95 %, on the logarithm's scale, so that it stays above nought
};
struct ForecastPeriod {
  int period = 0;                          ///< 1 is the first observed
  double expected = 0, low = 0, high = 0;  ///< new adopters; 95 % of what may be observed
  double so_far = 0;                       ///< all adopters expected up to and with it
};
struct Forecast {
  Parameter m, p, q;
  double residual_sd = 0;
  double peak = 0;  ///< the time of fastest growth, in periods; nought where it falls from the start
  std::vector<ForecastPeriod> fitted, ahead;
  std::vector<std::string> warnings;  ///< "has not turned yet": m is then hardly known
};
inline constexpr std::size_t periods_needed = 6;

/// New adopters of Bass's curve in each of `periods` periods.
std::vector<double> bass_curve(double m, double p, double q, std::size_t periods);

/// Fits and looks `ahead` periods further. Refuses "too-few" (under 6 periods or nobody adopted), "below-nothing", and
/// "no-fit" where the adopters follow no such curve.
Result<Forecast> forecast(std::span<const double> adopters, std::size_t ahead);

/// Columns period,adopters in order; whole periods must follow one another. Refuses with line and column.
Result<std::vector<double>> read_adoption(std::string_view text, const std::string& file);

}  // namespace onepot::spread
