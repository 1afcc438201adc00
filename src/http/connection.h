#pragma once
// One connection and the loop that owns it. Of server.cpp alone: it brings Asio along.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <list>

namespace onepot::http::sockets {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

inline constexpr auto token = asio::as_tuple(asio::use_awaitable);
inline constexpr milliseconds sweep_every{100};
inline constexpr std::size_t bytes_a_second = 16 * 1024;  // the slowest line that is still served

enum class Phase { idle, reading, handling, writing };

struct Connection {
  explicit Connection(tcp::socket s) : socket(std::move(s)) {}
  tcp::socket socket;
  beast::flat_buffer buffer;
  Phase phase = Phase::writing;
  Clock::time_point since = Clock::now();
  Clock::time_point deadline = Clock::time_point::max();
  bool overdue = false;

  void enter(Phase next, milliseconds within) {
    phase = next;
    since = Clock::now();
    deadline = within == milliseconds::max() ? Clock::time_point::max() : since + within;
    overdue = false;
  }
};

/// One io thread and its connections.
struct Loop {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  asio::steady_timer sweeper{context};
  std::list<Connection> connections;
  bool draining = false;
  Clock::time_point drain_deadline = Clock::time_point::max();
};

inline milliseconds within(milliseconds base, std::size_t bytes) {
  return base + std::chrono::seconds(static_cast<long>(bytes / bytes_a_second));
}

}  // namespace onepot::http::sockets
