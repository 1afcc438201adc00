#pragma once
// A caller on a plain socket, for tests: sends any bytes whatever, reads until the other side closes or falls silent.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include "onepot/base/assert.h"
#include "onepot/http/server.h"

namespace onepot::http::testing {

struct Answer {
  int status = 0;
  std::string head;
  std::string body;
  /// The value of a header as written by our server; empty when absent.
  std::string header(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }
  void finish_sending() { ::shutdown(socket_, SHUT_WR); }
  /// False when nothing came within the time or the other side closed.
  bool more(int milliseconds = 5000) {
    pollfd p{socket_, POLLIN, 0};
    if (::poll(&p, 1, milliseconds) <= 0) return false;
    std::array<char, 65536> some{};
    const auto n = ::recv(socket_, some.data(), some.size(), 0);
    if (n <= 0) {
      closed_ = true;
      return false;
    }
    in_.append(some.data(), static_cast<std::size_t>(n));
    return true;
  }
  /// The next whole answer; status 0 when none came.
  Answer receive(bool head_only = false, int milliseconds = 5000) {
    Answer out;
    std::size_t end = 0;
    while ((end = in_.find("\r\n\r\n")) == std::string::npos)
      if (!more(milliseconds)) return out;
    out.head = in_.substr(0, end + 2);
    out.status = std::atoi(out.head.c_str() + 9);
    const auto length = static_cast<std::size_t>(std::atol(out.header("Content-Length").c_str()));
    const auto want = end + 4 + (head_only ? 0 : length);
    while (in_.size() < want)
      if (!more(milliseconds)) return {};
    out.body = in_.substr(end + 4, want - end - 4);
    in_.erase(0, want);
    return out;
  }
  /// True when the other side closes within the time, having sent nothing more.
  bool closes(int milliseconds = 5000) { return !more(milliseconds) && closed_; }

 private:
  int socket_;
  bool connected_ = false;
  bool closed_ = false;
  std::string in_;
};

/// A server on a free port, running in a thread of its own.
class Running {
 public:
  explicit Running(Handler handler, Options options = {}) {
    options.port = 0;
    options.stop_on_signals = false;
    auto made = Server::create(std::move(options), std::move(handler));
    ONEPOT_ASSERT(made.has_value());
    server_ = std::move(*made);
    thread_ = std::thread([this] { server_->run(); });
  }
  ~Running() { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  void stop() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
  }
  Server& server() { return *server_; }
  std::uint16_t port() const { return server_->port(); }

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

/// One request on a connection of its own.
inline Answer ask(std::uint16_t port, std::string_view bytes, bool head_only = false) {
  Client client(port);
  client.send(bytes);
  return client.receive(head_only);
}

}  // namespace onepot::http::testing
