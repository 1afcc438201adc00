#include "linear/least_squares.h"

#include <algorithm>
#include <cmath>

#include "onepot/base/assert.h"

namespace onepot::learn {
namespace {

constexpr Eigen::Index block_rows = 2048;

template <class F>
void by_blocks(Eigen::Index rows, F&& work) {
  for (Eigen::Index from = 0; from < rows; from += block_rows) work(from, std::min(block_rows, rows - from));
}

}  // namespace

Cholesky invert(const Eigen::MatrixXd& symmetric, double tolerance) {
  const Eigen::Index k = symmetric.rows();
  Cholesky out{Eigen::MatrixXd::Zero(k, k), std::vector<bool>(static_cast<std::size_t>(k), false), 0};
  // Sweeping (Beaton 1964): after the columns kept so far are swept, a diagonal element is what is left of its column.
  Eigen::MatrixXd a = symmetric;
  for (Eigen::Index j = 0; j < k; ++j) {
    const double left = a(j, j);
    if (!(left > tolerance * symmetric(j, j)) || !(left > 0)) continue;
    out.kept[static_cast<std::size_t>(j)] = true;
    ++out.rank;
    const Eigen::VectorXd column = a.col(j);
    const Eigen::RowVectorXd row = a.row(j);
    a -= column * (row / left);
    a.row(j) = row / left;
    a.col(j) = -column / left;
    a(j, j) = 1 / left;
  }
  for (Eigen::Index i = 0; i < k; ++i)
    for (Eigen::Index j = 0; j < k; ++j)
      if (out.kept[static_cast<std::size_t>(i)] && out.kept[static_cast<std::size_t>(j)]) out.inverse(i, j) = a(i, j);
  out.inverse = (out.inverse + out.inverse.transpose()).eval() / 2;
  return out;
}

Eigen::MatrixXd gram(const Eigen::MatrixXd& x, const Eigen::VectorXd& weights) {
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(x.cols(), x.cols());
  by_blocks(x.rows(), [&](Eigen::Index from, Eigen::Index many) {
    const auto block = x.middleRows(from, many);
    if (weights.size() == 0)
      out.noalias() += block.transpose() * block;
    else
      out.noalias() += block.transpose() * (block.array().colwise() * weights.segment(from, many).array()).matrix();
  });
  return out;
}

Eigen::VectorXd moments(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, const Eigen::VectorXd& weights) {
  Eigen::VectorXd out = Eigen::VectorXd::Zero(x.cols());
  by_blocks(x.rows(), [&](Eigen::Index from, Eigen::Index many) {
    const auto block = x.middleRows(from, many);
    if (weights.size() == 0)
      out.noalias() += block.transpose() * y.segment(from, many);
    else
      out.noalias() += block.transpose() * y.segment(from, many).cwiseProduct(weights.segment(from, many));
  });
  return out;
}

LeastSquares least_squares(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, const Eigen::VectorXd& weights) {
  ONEPOT_ASSERT(x.rows() == y.size() && (weights.size() == 0 || weights.size() == y.size()));
  const auto inverse = invert(gram(x, weights));
  LeastSquares out{inverse.inverse * moments(x, y, weights), inverse.inverse, {}, inverse.kept, inverse.rank, x.rows()};
  out.residuals = y - x * out.coefficients;
  // Once more on what is left: it takes back the digits that the normal equations lost.
  const Eigen::VectorXd more = out.bread * moments(x, out.residuals, weights);
  out.coefficients += more;
  out.residuals -= x * more;
  return out;
}

Eigen::MatrixXd robust_covariance(const LeastSquares& fit, const Eigen::MatrixXd& x, const Eigen::VectorXd& weights,
                                  Errors errors) {
  const auto n = static_cast<double>(fit.rows), k = static_cast<double>(fit.rank);
  Eigen::VectorXd square = fit.residuals;
  if (weights.size() > 0) square = square.cwiseProduct(weights);
  square = square.cwiseAbs2();
  if (errors == Errors::hc2 || errors == Errors::hc3)
    by_blocks(x.rows(), [&](Eigen::Index from, Eigen::Index many) {
      const auto block = x.middleRows(from, many);
      Eigen::ArrayXd h = ((block * fit.bread).array() * block.array()).rowwise().sum();
      if (weights.size() > 0) h *= weights.segment(from, many).array();
      // A row alone in its cell fits itself: its residual is nought and says nothing.
      const Eigen::ArrayXd left = (1 - h).max(1e-12);
      square.segment(from, many).array() /= errors == Errors::hc3 ? left.square() : left;
    });
  Eigen::MatrixXd out = fit.bread * gram(x, square) * fit.bread;
  if (errors == Errors::hc1) out *= n / std::max(1.0, n - k);
  if (errors == Errors::design) out *= n / (n - 1);
  return out;
}

Eigen::Index cluster_count(std::span<const int> cluster) {
  std::vector<bool> seen;
  Eigen::Index count = 0;
  for (const int c : cluster) {
    const auto at = static_cast<std::size_t>(c);
    if (at >= seen.size()) seen.resize(at + 1, false);
    if (!seen[at]) ++count;
    seen[at] = true;
  }
  return count;
}

Eigen::MatrixXd clustered_covariance(const LeastSquares& fit, const Eigen::MatrixXd& x, const Eigen::VectorXd& weights,
                                     std::span<const int> cluster) {
  ONEPOT_ASSERT(static_cast<Eigen::Index>(cluster.size()) == x.rows() && !cluster.empty());
  const int most = *std::ranges::max_element(cluster);
  Eigen::MatrixXd scores = Eigen::MatrixXd::Zero(x.cols(), most + 1);
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    scores.col(cluster[static_cast<std::size_t>(i)]) +=
        x.row(i).transpose() * (fit.residuals(i) * (weights.size() > 0 ? weights(i) : 1));
  const auto g = static_cast<double>(cluster_count(cluster)), n = static_cast<double>(fit.rows),
             k = static_cast<double>(fit.rank);
  const Eigen::MatrixXd meat = scores * scores.transpose();
  return g / std::max(1.0, g - 1) * (n - 1) / std::max(1.0, n - k) * (fit.bread * meat * fit.bread);
}

}  // namespace onepot::learn
