// The only unit that knows Boost.Beast and Asio, with connection.h and reader.h, which nothing else includes.
//
// Each io thread runs a loop of its own with the connections it was given, so a connection is never touched by two
// threads. A coroutine serves one connection: it reads a head, checks it, reads the body, hops to the handler pool (or
// the slow lane) for the answer, hops back and writes it. No operation has a timer: a connection has a deadline, and
// one sweep a loop, ten times a second, cancels what is overdue.
#include "onepot/http/server.h"

#include <atomic>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <thread>

#include "connection.h"
#include "reader.h"
#include "wire.h"

namespace onepot::http {
namespace {

using namespace sockets;

constexpr std::size_t linger_bytes = 256 * 1024;

}  // namespace

class Server::Impl {
 public:
  Impl(Options options, Handler handler)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        reader_(options_.limits),
        pool_(std::max(1U, options_.handler_threads)),
        slow_(std::max(1U, options_.slow_threads)) {
    for (unsigned i = 0; i < std::max(1U, options_.io_threads); ++i) loops_.push_back(std::make_unique<Loop>());
    acceptor_.emplace(loops_.front()->context);
    signals_.emplace(loops_.front()->context);
  }

  Result<void> listen() {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error) return refuse("cannot-listen", "'" + options_.address + "' is not an IP address");
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
    if (error)
      return refuse("cannot-listen",
                    fmt::format("cannot listen on {}:{}: {}", options_.address, options_.port, error.message()));
    port_ = acceptor_->local_endpoint().port();
    return {};
  }

  void run() {
    if (options_.stop_on_signals) {
      signals_->add(SIGTERM);
      signals_->add(SIGINT);
      signals_->async_wait([this](const boost::system::error_code& error, int) {
        if (!error) stop();
      });
    }
    asio::co_spawn(loops_.front()->context, accept(), asio::detached);
    for (auto& loop : loops_) asio::co_spawn(loop->context, sweep(*loop), asio::detached);
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < loops_.size(); ++i) threads.emplace_back([this, i] { loops_[i]->context.run(); });
    loops_.front()->context.run();
    for (auto& thread : threads) thread.join();
    pool_.join();
    slow_.join();
  }

  void stop() {
    for (auto& loop : loops_) asio::post(loop->context, [this, &loop = *loop] { drain(loop); });
  }

  std::uint16_t port() const { return port_; }
  const Metrics& metrics() const { return metrics_; }

 private:
  void drain(Loop& loop) {
    if (loop.draining) return;
    loop.draining = true;
    loop.drain_deadline = Clock::now() + options_.limits.drain_time;
    if (&loop == loops_.front().get()) {
      boost::system::error_code ignored;
      acceptor_->close(ignored);
      signals_->clear(ignored);  // a second signal ends the program as it would any other
    }
    for (auto& c : loop.connections)
      if (c.phase == Phase::idle) cancel(c);
    loop.sweeper.cancel();
  }

  static void cancel(Connection& c) {
    boost::system::error_code ignored;
    c.overdue = true;
    c.socket.cancel(ignored);
  }

  asio::awaitable<void> sweep(Loop& loop) {
    for (;;) {
      const auto now = Clock::now();
      const bool crowded = open_.load(std::memory_order_relaxed) > options_.limits.connections / 4 * 3;
      for (auto& c : loop.connections) {
        const bool in_the_way =
            c.phase == Phase::idle && (loop.draining || (crowded && now - c.since > std::chrono::seconds(1)));
        if (now >= c.deadline || in_the_way) cancel(c);
        if (now >= loop.drain_deadline) {
          boost::system::error_code ignored;
          c.socket.close(ignored);
        }
      }
      if (loop.draining && loop.connections.empty()) {
        loop.work.reset();
        co_return;
      }
      loop.sweeper.expires_after(sweep_every);
      co_await loop.sweeper.async_wait(token);
    }
  }

  asio::awaitable<void> accept() {
    for (std::size_t next = 0;; next = (next + 1) % loops_.size()) {
      auto& loop = *loops_[next];
      auto [error, accepted] = co_await acceptor_->async_accept(loop.context, token);
      if (!acceptor_->is_open()) co_return;
      if (error) {
        // Out of descriptors, most likely: those in use are given back by the sweep.
        asio::steady_timer pause(loops_.front()->context, sweep_every);
        co_await pause.async_wait(token);
        continue;
      }
      tcp::socket socket(std::move(accepted));
      if (open_.load(std::memory_order_relaxed) >= options_.limits.connections) {
        turn_away(socket);
        continue;
      }
      open_.fetch_add(1, std::memory_order_relaxed);
      asio::co_spawn(loop.context, serve(loop, std::move(socket)), asio::detached);
    }
  }

  /// No place left: said in one packet and without waiting.
  void turn_away(tcp::socket& socket) {
    static constexpr std::string_view full =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n";
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(full), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
    metrics_.record({.route = "(refused)", .status = 503});
  }

  asio::awaitable<void> serve(Loop& loop, tcp::socket accepted) {
    const auto self = loop.connections.emplace(loop.connections.end(), std::move(accepted));
    auto& c = *self;
    try {
      co_await converse(loop, c);
    } catch (const std::exception& e) {
      if (options_.fault) options_.fault(e.what());
    }
    boost::system::error_code ignored;
    c.socket.close(ignored);
    loop.connections.erase(self);
    open_.fetch_sub(1, std::memory_order_relaxed);
    if (loop.draining && loop.connections.empty()) loop.sweeper.cancel();
  }

  asio::awaitable<void> converse(Loop& loop, Connection& c) {
    boost::system::error_code ignored;
    c.socket.set_option(tcp::no_delay(true), ignored);
    const auto remote = c.socket.remote_endpoint(ignored).address().to_string();
    c.buffer.max_size(options_.limits.head_bytes);
    for (std::size_t served = 1;; ++served) {
      auto incoming = co_await reader_.read(loop, c, served > 1);
      if (!incoming.request && incoming.refusal == 0) co_return;
      const auto began = Clock::now();
      Response response;
      if (incoming.request) {
        auto& request = *incoming.request;
        request.remote = remote;
        if (options_.trust_forwarded) believe_proxy(request);
        response = co_await answer(loop, c, request);
      } else {
        response = refusal(incoming.refusal);
      }
      const bool keep = incoming.keep_alive && !loop.draining && served < options_.limits.requests_per_connection;
      const bool sent = co_await write(c, incoming, response, keep, began);
      if (!sent || !keep) {
        if (sent) co_await linger(c);
        co_return;
      }
    }
  }

  // ---- answering

  asio::awaitable<Response> answer(Loop& loop, Connection& c, const Request& request) {
    c.enter(Phase::handling, milliseconds::max());
    if (!options_.metrics_path.empty() && request.path == options_.metrics_path && is_from_here(c, request)) {
      auto out = bytes(metrics_.prometheus(), "text/plain; version=0.0.4");
      out.route = "(metrics)";
      co_return out;
    }
    if (options_.assets)
      if (auto asset = options_.assets->respond(request)) co_return std::move(*asset);
    // Awaiting a post that is bound to an executor goes on there: these lines run on the pool …
    co_await asio::post(asio::bind_executor(pool_.get_executor(), asio::use_awaitable));
    auto reply = guarded([&] { return handler_(request); });
    if (auto* deferred = std::get_if<Deferred>(&reply)) {
      if (slow_taken_.fetch_add(1) >= options_.slow_threads + options_.slow_waiting) {
        auto busy = try_again(2);
        busy.route = deferred->route;
        reply = std::move(busy);
      } else {
        // … these on the slow lane …
        co_await asio::post(asio::bind_executor(slow_.get_executor(), asio::use_awaitable));
        reply = guarded([&] { return Reply(deferred->job()); });
      }
      slow_taken_.fetch_sub(1);
    }
    reply = guarded([&] {
      compress(request, std::get<Response>(reply), options_.gzip_level, options_.gzip_from);
      return std::move(reply);
    });
    // … and from here on the connection's own loop again.
    co_await asio::post(asio::bind_executor(loop.context.get_executor(), asio::use_awaitable));
    co_return std::move(std::get<Response>(reply));
  }

  static bool is_from_here(const Connection& c, const Request& request) {
    boost::system::error_code error;
    const auto peer = c.socket.remote_endpoint(error);
    return !error && peer.address().is_loopback() && !request.headers.has("x-forwarded-for");
  }

  template <class F>
  Reply guarded(F f) {
    try {
      return f();
    } catch (const std::exception& e) {
      if (options_.fault) options_.fault(e.what());
    } catch (...) {
      if (options_.fault) options_.fault("something that is no exception was thrown");
    }
    return refusal(500);
  }

  Response refusal(int status) {
    auto out = plain(std::string(reason(status)) + "\n");
    try {
      if (options_.error_page) out = options_.error_page(status);
    } catch (const std::exception& e) {
      if (options_.fault) options_.fault(e.what());
    }
    out.status = status;
    if (out.route.empty()) out.route = "(refused)";
    return out;
  }

  // ---- writing

  asio::awaitable<bool> write(Connection& c, const Incoming& incoming, const Response& response, bool keep,
                              Clock::time_point began) {
    const bool head_only = incoming.request && incoming.request->method == Method::head;
    const std::string& body = response.shared ? *response.shared : response.body;
    const std::string head = head_of(response, body.size(), keep);
    const Access access{.method = incoming.request ? incoming.request->method : Method::get,
                        .route = response.route.empty() ? std::string_view("(none)") : std::string_view(response.route),
                        .status = response.status,
                        .took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began),
                        .body_bytes = head_only ? 0 : body.size()};
    metrics_.record(access);
    if (options_.log) options_.log(access);

    c.enter(Phase::writing, within(options_.limits.write_time, body.size()));
    const bool with_body = has_body(response.status) && !head_only;
    const std::array<asio::const_buffer, 2> both{asio::buffer(head),
                                                 with_body ? asio::buffer(body) : asio::const_buffer()};
    auto [error, n] = co_await asio::async_write(c.socket, both, token);
    co_return !error;
  }

  /// Closing with unread bytes in the socket would reset it, and the caller might never see the answer: what still
  /// comes is read and dropped, for a second at most.
  asio::awaitable<void> linger(Connection& c) {
    boost::system::error_code ignored;
    c.socket.shutdown(tcp::socket::shutdown_send, ignored);
    c.enter(Phase::writing, milliseconds(1000));
    c.buffer.clear();
    for (std::size_t dropped = 0; dropped < linger_bytes && !c.overdue;) {
      auto [error, n] = co_await c.socket.async_read_some(c.buffer.prepare(4096), token);
      if (error) co_return;
      dropped += n;
    }
  }

  Options options_;
  Handler handler_;
  Reader reader_;
  Metrics metrics_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::optional<tcp::acceptor> acceptor_;
  std::optional<asio::signal_set> signals_;
  asio::thread_pool pool_;
  asio::thread_pool slow_;
  std::atomic<std::size_t> open_{0};
  std::atomic<std::size_t> slow_taken_{0};
  std::uint16_t port_ = 0;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::create(Options options, Handler handler) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler));
  ONEPOT_CHECK(impl->listen());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

void Server::run() {
  impl_->run();
}
void Server::stop() {
  impl_->stop();
}
std::uint16_t Server::port() const {
  return impl_->port();
}
const Metrics& Server::metrics() const {
  return impl_->metrics();
}

}  // namespace onepot::http
