// The only file that knows Boost.Beast and Asio.
//
// Each io thread runs a loop of its own with the connections it was given, so a connection is never touched by two
// threads. A coroutine serves one connection: it reads a head, checks it, reads the body, hops to the handler pool (or
// the slow lane) for the answer, hops back and writes it. No operation has a timer: a connection has a deadline, and
// one sweep a loop, ten times a second, cancels what is overdue.
#include "onepot/http/server.h"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <csignal>
#include <ctime>
#include <list>
#include <thread>

#include "onepot/base/text.h"
#include "onepot/http/address.h"
#include "onepot/http/gzip.h"
#include "onepot/http/head.h"

namespace onepot::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr milliseconds sweep_every{100};
constexpr std::size_t bytes_a_second = 16 * 1024;  // the slowest line that is still served
constexpr std::size_t linger_bytes = 256 * 1024;

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

/// What was read of one request: a request to answer, or the status to refuse it with, or neither (the caller went
/// away).
struct Incoming {
  std::optional<Request> request;
  int refusal = 0;
  bool keep_alive = false;
};

milliseconds within(milliseconds base, std::size_t bytes) {
  return base + std::chrono::seconds(static_cast<long>(bytes / bytes_a_second));
}

/// RFC 9110 section 5.6.7; made once a second for each thread.
std::string_view http_date() {
  static thread_local std::time_t made = 0;
  static thread_local std::string text;
  const auto now = std::time(nullptr);
  if (now != made) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> out{};
    text.assign(out.data(), std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
    made = now;
  }
  return text;
}

int status_of(const beast::error_code& error) {
  if (error == beast::http::error::body_limit) return 413;
  if (error == beast::http::error::header_limit) return 431;
  return 400;
}

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

}  // namespace

class Server::Impl {
 public:
  Impl(Options options, Handler handler)
      : options_(std::move(options)),
        handler_(std::move(handler)),
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
      signals_->cancel(ignored);
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
      auto incoming = co_await read(loop, c, served > 1);
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

  static void believe_proxy(Request& request) {
    // The last address is the one that our proxy saw; those before it are what the caller said of itself.
    const auto list = request.headers.get("x-forwarded-for");
    const auto comma = list.rfind(',');
    const auto last = trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
    if (!last.empty()) request.remote = std::string(last);
    request.secure = same_name(request.headers.get("x-forwarded-proto"), "https");
  }

  // ---- reading

  asio::awaitable<Incoming> read(Loop& loop, Connection& c, bool again) {
    const auto& limits = options_.limits;
    // Nothing has come yet: the caller may go, or be sent away, without a word.
    if (c.buffer.size() == 0 && loop.draining && again) co_return Incoming{};
    std::size_t head_size = 0;
    for (std::size_t searched = 0; head_size == 0;) {
      const auto found = received(c).find("\r\n\r\n", searched);
      if (found != std::string_view::npos) {
        head_size = found + 4;
        break;
      }
      searched = c.buffer.size() < 3 ? 0 : c.buffer.size() - 3;
      const auto room = std::min<std::size_t>(4096, limits.head_bytes - c.buffer.size());
      if (room == 0) co_return Incoming{.refusal = 431};
      if (c.buffer.size() == 0)
        c.enter(Phase::idle, again ? limits.idle_time : limits.head_time);
      else if (c.phase != Phase::reading)
        c.enter(Phase::reading, limits.head_time);
      auto [error, n] = co_await c.socket.async_read_some(c.buffer.prepare(room), token);
      if (error) co_return Incoming{.refusal = c.overdue && c.phase == Phase::reading ? 408 : 0};
      c.buffer.commit(n);
    }

    const auto head = received(c).substr(0, head_size);
    if (const int status = check_head(head, limits.headers, limits.target_bytes); status != 0)
      co_return Incoming{.refusal = status};
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.head_bytes));
    parser.body_limit(limits.upload_bytes);
    beast::error_code parse_error;
    parser.put(asio::buffer(head), parse_error);
    if (parse_error || !parser.is_header_done())
      co_return Incoming{.refusal = parse_error ? status_of(parse_error) : 400};
    c.buffer.consume(head_size);
    co_return co_await read_body(c, parser);
  }

  asio::awaitable<Incoming> read_body(Connection& c, Parser& parser) {
    const auto& limits = options_.limits;
    const auto& head = parser.get();
    const auto method = parse_method(as_view(head.method_string()));
    if (!method) co_return Incoming{.refusal = 501};
    const bool upload = as_view(head[beast::http::field::content_type]).starts_with("multipart/form-data");
    const auto most = upload ? limits.upload_bytes : limits.body_bytes;
    const auto length = parser.content_length();
    if (length && *length > most) co_return Incoming{.refusal = 413};
    parser.body_limit(most);
    if (!parser.is_done()) {
      c.enter(Phase::reading, within(limits.body_time, length ? static_cast<std::size_t>(*length) : 0));
      if (c.buffer.size() == 0 && !head[beast::http::field::expect].empty()) {
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        auto [error, n] = co_await asio::async_write(c.socket, asio::buffer(go_on), token);
        if (error) co_return Incoming{};
      }
      auto [error, n] = co_await beast::http::async_read(c.socket, c.buffer, parser, token);
      if (c.overdue) co_return Incoming{.refusal = 408};
      const bool misread = error.category() == beast::http::make_error_code(beast::http::error::bad_chunk).category();
      if (error && (!misread || error == beast::http::error::partial_message)) co_return Incoming{};
      if (error) co_return Incoming{.refusal = status_of(error)};
    }
    co_return to_incoming(parser, *method);
  }

  static std::string_view received(const Connection& c) {
    return {static_cast<const char*>(c.buffer.data().data()), c.buffer.size()};
  }

  static std::string_view as_view(beast::string_view text) { return {text.data(), text.size()}; }

  static Incoming to_incoming(Parser& parser, Method method) {
    auto& message = parser.get();
    Request request;
    request.method = method;
    request.target = std::string(as_view(message.target()));
    auto address = parse_target(request.target);
    if (!address) return {.refusal = 400, .keep_alive = parser.keep_alive()};
    request.path = std::move(address->path);
    request.query = std::move(address->query);
    for (const auto& field : message)
      request.headers.add(std::string(as_view(field.name_string())), std::string(as_view(field.value())));
    request.cookies = parse_cookies(request.headers.get("cookie"));
    request.body = std::move(message.body());
    return {.request = std::move(request), .keep_alive = parser.keep_alive()};
  }

  // ---- answering

  asio::awaitable<Response> answer(Loop& loop, Connection& c, const Request& request) {
    c.enter(Phase::handling, milliseconds::max());
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
      compress(request, std::get<Response>(reply));
      return std::move(reply);
    });
    // … and from here on the connection's own loop again.
    co_await asio::post(asio::bind_executor(loop.context.get_executor(), asio::use_awaitable));
    co_return std::move(std::get<Response>(reply));
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

  void compress(const Request& request, Response& response) const {
    if (options_.gzip_level == 0 || !response.may_compress || response.shared || !has_body(response.status)) return;
    if (response.body.size() < options_.gzip_from || response.headers.has("content-encoding")) return;
    if (!is_compressible(response.headers.get("content-type"))) return;
    response.headers.add("Vary", "Accept-Encoding");
    if (!accepts_gzip(request.headers.get("accept-encoding"))) return;
    response.body = gzip(response.body, options_.gzip_level);
    response.headers.add("Content-Encoding", "gzip");
  }

  // ---- writing

  asio::awaitable<bool> write(Connection& c, const Incoming& incoming, const Response& response, bool keep,
                              Clock::time_point began) {
    const bool head_only = incoming.request && incoming.request->method == Method::head;
    const std::string& body = response.shared ? *response.shared : response.body;
    std::string head =
        fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason(response.status), http_date());
    for (const auto& field : response.headers.all())
      head.append(field.name).append(": ").append(field.value).append("\r\n");
    if (has_body(response.status)) head += fmt::format("Content-Length: {}\r\n", body.size());
    // HTTP/1.0 callers that asked to keep the connection look for the words; to others they say nothing new.
    head += keep ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";

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
