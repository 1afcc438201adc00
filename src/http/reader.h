#pragma once
// Reads requests off a connection: our own check of the head, then Beast's parser. Of server.cpp alone: it brings Beast
// along.
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "connection.h"
#include "onepot/http/address.h"
#include "onepot/http/cookie.h"
#include "onepot/http/head.h"
#include "onepot/http/server.h"
#include "reservation.h"

namespace onepot::http::sockets {

/// What was read of one request: a request to answer, or the status to refuse it with, or neither (the caller went
/// away).
struct Incoming {
  std::optional<Request> request;
  int refusal = 0;
  bool keep_alive = false;
  Reservation upload = {};
};

/// One for the whole server: it counts what all uploads take together.
class Reader {
 public:
  explicit Reader(const Limits& limits) : limits_(limits) {}

  /// The next request of a connection; `again` when it is not the first.
  asio::awaitable<Incoming> read(Loop& loop, Connection& c, bool again) {
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
      const auto room = std::min<std::size_t>(4096, limits_.head_bytes - c.buffer.size());
      if (room == 0) co_return Incoming{.refusal = 431};
      if (c.buffer.size() == 0)
        c.enter(Phase::idle, again ? limits_.idle_time : limits_.head_time);
      else if (c.phase != Phase::reading)
        c.enter(Phase::reading, limits_.head_time);
      auto [error, n] = co_await c.socket.async_read_some(c.buffer.prepare(room), token);
      if (error) co_return Incoming{.refusal = c.overdue && c.phase == Phase::reading ? 408 : 0};
      c.buffer.commit(n);
    }

    const auto head = received(c).substr(0, head_size);
    if (const int status = check_head(head, limits_.headers, limits_.target_bytes); status != 0)
      co_return Incoming{.refusal = status};
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits_.head_bytes));
    parser.body_limit(limits_.upload_bytes);
    beast::error_code parse_error;
    parser.put(asio::buffer(head), parse_error);
    if (parse_error || !parser.is_header_done())
      co_return Incoming{.refusal = parse_error ? status_of(parse_error) : 400};
    c.buffer.consume(head_size);
    co_return co_await read_body(c, parser);
  }

 private:
  using Parser = beast::http::request_parser<beast::http::string_body>;

  asio::awaitable<Incoming> read_body(Connection& c, Parser& parser) {
    const auto& head = parser.get();
    const auto method = parse_method(as_view(head.method_string()));
    if (!method) co_return Incoming{.refusal = 501};
    const bool in_parts = as_view(head[beast::http::field::content_type]).starts_with("multipart/form-data");
    const auto most = in_parts ? limits_.upload_bytes : limits_.body_bytes;
    const auto length = parser.content_length();
    if (length && *length > most) co_return Incoming{.refusal = 413};
    parser.body_limit(most);
    Reservation upload;
    if (const auto size = static_cast<std::size_t>(length.value_or(most));
        !parser.is_done() && size > limits_.body_bytes) {
      auto room = Reservation::of(uploading_, size, limits_.uploads_bytes);
      if (!room) co_return Incoming{.refusal = 503};
      upload = std::move(*room);
    }
    if (!parser.is_done()) {
      c.enter(Phase::reading, within(limits_.body_time, length ? static_cast<std::size_t>(*length) : 0));
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
    auto incoming = to_incoming(parser, *method);
    incoming.upload = std::move(upload);
    co_return incoming;
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

  static int status_of(const beast::error_code& error) {
    if (error == beast::http::error::body_limit) return 413;
    if (error == beast::http::error::header_limit) return 431;
    return 400;
  }

  const Limits limits_;
  std::atomic<std::size_t> uploading_{0};
};

}  // namespace onepot::http::sockets
