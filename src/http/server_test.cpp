#include "onepot/http/server.h"

#include <gtest/gtest.h>

#include "client_for_tests.h"
#include "onepot/http/gzip.h"

namespace onepot::http {
namespace {

using testing::Answer;
using testing::ask;
using testing::Client;
using testing::Running;

/// Says what it was asked, in a form that a test can read.
Reply echo(const Request& request) {
  auto out = plain(fmt::format("{} {} {}", to_text(request.method), request.path, request.body));
  out.route = "/echo";
  return out;
}

TEST(Server, AnswersAndKeepsTheConnection) {
  Running running(echo);
  Client client(running.port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /a%20b?x=1 HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto answer = client.receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "GET /a b ");
    EXPECT_EQ(answer.header("Connection"), "keep-alive");
    EXPECT_EQ(answer.header("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(answer.header("Date").size(), 29U);
    EXPECT_EQ(answer.header("Server"), "");
  }
}

TEST(Server, RefusesEveryAbuseOfFramingWithABodyAndCloses) {
  struct Case {
    const char* what;
    std::string bytes;
    int status;
  };
  const std::string get = "GET / HTTP/1.1\r\nHost: h\r\n";
  const std::string post = "POST / HTTP/1.1\r\nHost: h\r\n";
  const std::vector<Case> cases{
      {"two lengths that differ", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {"two lengths that agree", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"a list of lengths", post + "Content-Length: 3, 3\r\n\r\nabc", 400},
      {"a signed length", post + "Content-Length: +18\r\n\r\nabc", 400},
      {"a negative length", post + "Content-Length: -1\r\n\r\nabc", 400},
      {"a length in hex", post + "Content-Length: 0x3\r\n\r\nabc", 400},
      {"a length beyond 64 bits", post + "Content-Length: 99999999999999999999\r\n\r\nabc", 400},
      {"an empty length", post + "Content-Length: \r\n\r\n", 400},
      {"a length and a coding", post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"a coding and a length", post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400},
      {"two codings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"another coding", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {"chunked in disguise", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
      {"a coding in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"a broken chunk size", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", 400},
      {"a chunk longer than it says", post + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", 400},
      {"a space before the colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400},
      {"a continued line", get + "X: a\r\n b\r\n\r\n", 400},
      {"a header with no colon", get + "Nonsense\r\n\r\n", 400},
      {"a header with no name", get + ": x\r\n\r\n", 400},
      {"a NUL", get + std::string("X: a\0b\r\n\r\n", 11), 400},
      {"a lone CR", get + "X: a\rb\r\n\r\n", 400},
      {"a lone LF", get + "X: a\nY: b\r\n\r\n", 400},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", get + "Host: i\r\n\r\n", 400},
      {"a Host that is none", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"no version", "GET /\r\nHost: h\r\n\r\n", 400},
      {"version 2", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
      {"version 1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505},
      {"a version in small letters", "GET / http/1.1\r\nHost: h\r\n\r\n", 400},
      {"a TLS greeting", "\x16\x03\x01\x02\r\n\r\n", 400},
      {"an unknown method", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"CONNECT", "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", 501},
      {"a path that climbs", "GET /a/../b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"a path that climbs in disguise", "GET /a/%2e%2e/b HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"an escaped slash", "GET /a%2fb HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"an escaped NUL", "GET /a%00 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"a broken escape", "GET /a%2 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"a path that is not UTF-8", "GET /%ff HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"a target that is no path", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"an odd expectation", post + "Expect: tea\r\nContent-Length: 1\r\n\r\na", 417},
      {"a long target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"a long header", get + "X: " + std::string(20000, 'a') + "\r\n\r\n", 431},
      {"a head without end", get + std::string(200000, 'a'), 431},
      {"a body too long", post + "Content-Length: 300000\r\n\r\n", 413},
  };
  Running running([](const Request&) -> Reply { return plain("read"); });
  for (const auto& c : cases) {
    Client client(running.port());
    client.send(c.bytes);
    const auto answer = client.receive();
    EXPECT_EQ(answer.status, c.status) << c.what;
    EXPECT_FALSE(answer.body.empty()) << c.what;
    if (c.status != 400 || answer.header("Connection") == "close") {
      EXPECT_TRUE(client.closes()) << c.what;
    }
  }
  std::string many = get;
  for (int i = 0; i < 120; ++i) many += fmt::format("X{}: y\r\n", i);
  EXPECT_EQ(ask(running.port(), many + "\r\n").status, 431);
  EXPECT_EQ(ask(running.port(), get + "\r\n").status, 200);
}

TEST(Server, ReadsBodiesOfBothKinds) {
  Running running(echo);
  Client client(running.port());
  client.send("POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(client.receive().body, "POST /p hello");
  client.send("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n");
  EXPECT_EQ(client.receive().body, "POST /p hello");
  client.send("POST /p HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  client.send("hello");
  EXPECT_EQ(client.receive().body, "POST /p hello");
}

TEST(Server, RefusesAChunkedBodyThatGrowsTooLong) {
  Running running(echo, {.limits = {.body_bytes = 1000}});
  Client client(running.port());
  client.send("POST /p HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 5; ++i) client.send("100\r\n" + std::string(256, 'x') + "\r\n");
  EXPECT_EQ(client.receive().status, 413);
  EXPECT_TRUE(client.closes());
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  Running running(echo);
  Client client(running.port());
  std::string all;
  for (int i = 0; i < 50; ++i) all += fmt::format("POST /{} HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab", i);
  client.send(all);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.receive().body, fmt::format("POST /{} ab", i));
}

TEST(Server, GivesHeadTheHeadersOfGet) {
  Running running(echo);
  Client client(running.port());
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(client.receive(true).header("Content-Length"), "8");
  EXPECT_EQ(client.receive().body, "GET /b ");
}

TEST(Server, KeepsTheConnectionAsTheVersionSays) {
  Running running(echo, {.limits = {.requests_per_connection = 2}});
  Client old(running.port());
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.receive().header("Connection"), "close");
  EXPECT_TRUE(old.closes());
  Client limited(running.port());
  limited.send("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(limited.receive().header("Connection"), "keep-alive");
  EXPECT_EQ(limited.receive().header("Connection"), "close");
  EXPECT_TRUE(limited.closes());
}

TEST(Server, TurnsAnExceptionIntoAPageOfOurs) {
  std::atomic<int> told = 0;
  Running running([](const Request&) -> Reply { throw std::runtime_error("no"); },
                  {.error_page = [](int status) { return html(fmt::format("<p>{}", status)); },
                   .fault = [&](std::string_view what) { told += what == "no" ? 1 : 0; }});
  const auto answer = ask(running.port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body, "<p>500");
  EXPECT_EQ(told, 1);
}

TEST(Server, CompressesTextForWhoeverAsks) {
  Running running([](const Request&) -> Reply { return html(std::string(5000, 'a')); });
  const auto packed = ask(running.port(), "GET / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: br, gzip\r\n\r\n");
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_EQ(packed.body, gzip(std::string(5000, 'a'), 3));
  const auto plain_one = ask(running.port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(plain_one.header("Content-Encoding"), "");
  EXPECT_EQ(plain_one.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(plain_one.body.size(), 5000U);
}

TEST(Server, BelievesItsProxyOnlyWhenTold) {
  const Handler who = [](const Request& r) -> Reply { return plain(r.remote + (r.secure ? " tls" : "")); };
  const char* bytes =
      "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.2.3.4, 5.6.7.8\r\nX-Forwarded-Proto: https\r\n\r\n";
  Running alone(who);
  EXPECT_EQ(ask(alone.port(), bytes).body, "127.0.0.1");
  Running behind(who, {.trust_forwarded = true});
  EXPECT_EQ(ask(behind.port(), bytes).body, "5.6.7.8 tls");
}

TEST(Server, LogsTheRouteAndNeverTheAddress) {
  std::mutex mutex;
  std::vector<std::string> lines;
  Running running(echo, {.log = [&](const Access& a) {
                    const std::lock_guard lock(mutex);
                    lines.push_back(to_line(a));
                  }});
  ask(running.port(), "GET /person/pete?name=pete HTTP/1.1\r\nHost: h\r\n\r\n");
  running.stop();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].starts_with("GET /echo 200 ")) << lines[0];
  EXPECT_EQ(lines[0].find("pete"), std::string::npos);
  EXPECT_NE(running.server().metrics().prometheus().find(
                "onepot_http_requests_total{method=\"GET\",route=\"/echo\",status=\"200\"} 1"),
            std::string::npos);
}

TEST(Server, CountsForCallersOnThisMachineOnly) {
  Running running(echo, {.metrics_path = "/metrics"});
  ask(running.port(), "GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto own = ask(running.port(), "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_NE(own.body.find("onepot_http_seconds_count{method=\"GET\",route=\"/echo\",status=\"200\"} 1\n"),
            std::string::npos)
      << own.body;
  const auto through = ask(running.port(), "GET /metrics HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n");
  EXPECT_EQ(through.body, "GET /metrics ");
}

TEST(Server, HoldsOnlySoMuchOfUploadsAtOnce) {
  const Limits limits{.body_bytes = 1000, .upload_bytes = 5000, .uploads_bytes = 9000};
  Running running(echo, {.limits = limits});
  const std::string head =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n\r\n";
  {
    Client first(running.port());
    first.send(head + "half");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(ask(running.port(), head).status, 503);
    first.send(std::string(4996, 'x'));
    EXPECT_EQ(first.receive().status, 200);
  }
  EXPECT_EQ(ask(running.port(), head + std::string(5000, 'x')).status, 200);
}

TEST(Server, SaysWhyItCannotListen) {
  Running running(echo);
  const auto second = Server::create({.port = running.port()}, echo);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, "cannot-listen");
  EXPECT_FALSE(Server::create({.address = "nowhere"}, echo).has_value());
}

}  // namespace
}  // namespace onepot::http
