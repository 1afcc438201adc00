#pragma once
// What was asked of the server and how long it took: by method, route pattern and status, never by address or person.
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "onepot/http/request.h"

namespace onepot::http {

/// One answered request.
struct Access {
  Method method = Method::get;
  std::string_view route;  ///< the pattern; "(none)" where the handler gave none, "(refused)" before any handler ran
  int status = 0;
  std::chrono::microseconds took{};  ///< from the whole request read to the response handed to the socket
  std::size_t body_bytes = 0;        ///< as sent, after compression
};

/// `GET /pot/{id} 200 412us 5120B`.
std::string to_line(const Access& access);

class Metrics {
 public:
  void record(const Access& access);
  /// Prometheus text format 0.0.4: onepot_http_requests_total and onepot_http_seconds by method, route and status.
  std::string prometheus() const;
  std::uint64_t requests() const;

 private:
  static constexpr std::array<int, 9> bounds_us_{1000, 2000, 5000, 10000, 20000, 50000, 100000, 500000, 2000000};
  struct Count {
    std::uint64_t requests = 0;
    std::uint64_t microseconds = 0;
    std::array<std::uint64_t, 10> buckets{};
  };
  struct Key {
    Method method;
    std::string route;
    int status;
    auto operator<=>(const Key&) const = default;
  };
  mutable std::mutex mutex_;
  std::map<Key, Count> counts_;
  std::uint64_t requests_ = 0;
};

}  // namespace onepot::http
