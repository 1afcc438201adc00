#pragma once
// The server: reads requests, hands them to the handler on a pool of threads, writes the responses.
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "onepot/base/result.h"
#include "onepot/http/assets.h"
#include "onepot/http/metrics.h"
#include "onepot/http/request.h"
#include "onepot/http/response.h"

namespace onepot::http {

/// A limit on everything that a stranger can make grow.
struct Limits {
  std::size_t head_bytes = 16 * 1024;             ///< request line and headers: 431
  std::size_t headers = 100;                      ///< 431
  std::size_t target_bytes = 8 * 1024;            ///< 414
  std::size_t body_bytes = 256 * 1024;            ///< 413
  std::size_t upload_bytes = 8 * 1024 * 1024;     ///< the same for multipart/form-data
  std::size_t uploads_bytes = 128 * 1024 * 1024;  ///< all bodies above body_bytes that are in memory at once: 503
  std::size_t connections = 1024;                 ///< 503 beyond
  std::size_t requests_per_connection = 10000;    ///< then Connection: close
  std::chrono::milliseconds head_time{10000};     ///< from a head's first byte (or the connection) to its last: 408
  std::chrono::milliseconds body_time{20000};     ///< for a body, and a second more for each 16 KiB: 408
  std::chrono::milliseconds idle_time{
      30000};  ///< between two requests; 1 s when three quarters of the places are taken
  std::chrono::milliseconds write_time{20000};  ///< for a response, and a second more for each 16 KiB
  std::chrono::milliseconds drain_time{10000};  ///< from stop() until what is unfinished is cut off
};

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one; see Server::port()
  unsigned io_threads = 1;
  unsigned handler_threads = 2;
  unsigned slow_threads = 1;
  std::size_t slow_waiting = 16;
  Limits limits = {};
  int gzip_level = 3;            ///< 0: never; why 3: bench/http_bench, gzip_of_a_page
  std::size_t gzip_from = 1024;  ///< bytes of body from which a response is compressed
  bool trust_forwarded = false;  ///< believe X-Forwarded-For and X-Forwarded-Proto: only behind our own proxy
  bool stop_on_signals = true;   ///< SIGTERM and SIGINT drain and end run()
  std::shared_ptr<const Assets> assets = {};  ///< answered before the handler, without its pool
  /// The page for what the server itself refuses (400, 408, 413, 414, 417, 431, 500, 501, 503, 505); plain text without
  /// one.
  std::function<Response(int status)> error_page = {};
  /// Where Metrics::prometheus() is served, to callers on this machine that came through no proxy; nowhere when empty.
  std::string metrics_path = {};
  /// Called once for each answer, by any thread.
  std::function<void(const Access&)> log = {};
  /// Told what an escaping exception said, with the method and path pattern unknown; by any thread.
  std::function<void(std::string_view what)> fault = {};
};

class Server {
 public:
  /// Binds and listens. Refuses an address that is not one, or a port that is taken ("cannot-listen").
  static Result<std::unique_ptr<Server>> create(Options options, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Serves until stop() or a signal; returns when every connection is finished or drain_time is over.
  void run();
  /// Stops listening and drains. May be called from any thread and more than once.
  void stop();
  std::uint16_t port() const;
  const Metrics& metrics() const;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace onepot::http
