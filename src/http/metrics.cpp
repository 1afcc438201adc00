#include "onepot/http/metrics.h"

#include <fmt/format.h>

namespace onepot::http {

std::string to_line(const Access& access) {
  return fmt::format("{} {} {} {}us {}B", to_text(access.method), access.route, access.status, access.took.count(),
                     access.body_bytes);
}

void Metrics::record(const Access& access) {
  const std::lock_guard lock(mutex_);
  ++requests_;
  auto& count = counts_[{access.method, std::string(access.route), access.status}];
  ++count.requests;
  const auto took = access.took.count();
  count.microseconds += static_cast<std::uint64_t>(std::max<std::int64_t>(took, 0));
  const auto bucket = std::lower_bound(bounds_us_.begin(), bounds_us_.end(), took) - bounds_us_.begin();
  ++count.buckets[static_cast<std::size_t>(bucket)];
}

std::uint64_t Metrics::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::string Metrics::prometheus() const {
  const std::lock_guard lock(mutex_);
  std::string out =
      "# HELP onepot_http_seconds Time from a whole request to its response, by route pattern.\n"
      "# TYPE onepot_http_seconds histogram\n";
  for (const auto& [key, count] : counts_) {
    const auto labels =
        fmt::format("method=\"{}\",route=\"{}\",status=\"{}\"", to_text(key.method), key.route, key.status);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bounds_us_.size(); ++i) {
      sum += count.buckets[i];
      out += fmt::format("onepot_http_seconds_bucket{{{},le=\"{}\"}} {}\n", labels,
                         static_cast<double>(bounds_us_[i]) / 1e6, sum);
    }
    out += fmt::format("onepot_http_seconds_bucket{{{},le=\"+Inf\"}} {}\n", labels, count.requests);
    out += fmt::format("onepot_http_seconds_sum{{{}}} {}\n", labels, static_cast<double>(count.microseconds) / 1e6);
    out += fmt::format("onepot_http_seconds_count{{{}}} {}\n", labels, count.requests);
  }
  out += "# HELP onepot_http_requests_total Requests answered.\n# TYPE onepot_http_requests_total counter\n";
  for (const auto& [key, count] : counts_)
    out += fmt::format("onepot_http_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
                       to_text(key.method), key.route, key.status, count.requests);
  return out;
}

}  // namespace onepot::http
