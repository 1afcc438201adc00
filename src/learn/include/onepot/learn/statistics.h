#pragma once
// The few distributions that intervals need, by their standard series; tested against published tables.
#include <cstdint>
#include <utility>

namespace onepot::learn {

/// P(T ≤ t) of Student's t with `df` > 0 degrees of freedom.
double student_cdf(double t, double df);
/// The t with P(T ≤ t) = p, 0 < p < 1.
double student_quantile(double p, double df);
/// P(Z ≤ z) of the standard normal.
double normal_cdf(double z);
/// The z with P(Z ≤ z) = p, 0 < p < 1.
double normal_quantile(double p);
/// The 95 % interval of a share by Wilson (1927): `found` of `of` > 0. First low, then high.
std::pair<double, double> wilson(std::int64_t found, std::int64_t of);
/// The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction.
double incomplete_beta(double a, double b, double x);

}  // namespace onepot::learn
