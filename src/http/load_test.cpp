// What the server does under slow callers, many callers, slow handlers and at its end.
#include <gtest/gtest.h>

#include <atomic>

#include "client_for_tests.h"
#include "onepot/http/server.h"

namespace onepot::http {
namespace {

using testing::ask;
using testing::Client;
using testing::Running;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

const std::string get_root = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
Reply yes(const Request&) {
  return plain("yes");
}

milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

TEST(ServerUnderLoad, HoldsThreeHundredSlowCallersAndStillAnswers) {
  Running running(yes);
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<Client>(running.port()));
    ASSERT_TRUE(slow.back()->connected());
    slow.back()->send("GET / HTTP/1.1\r\nHost:");
  }
  Client quick(running.port());
  const auto start = Clock::now();
  for (int i = 0; i < 200; ++i) {
    quick.send(get_root);
    ASSERT_EQ(quick.receive().status, 200);
  }
  EXPECT_LT(since(start), milliseconds(2000));
  for (auto& client : slow) client->send(" h\r\n\r\n");
  for (auto& client : slow) EXPECT_EQ(client->receive().status, 200);
}

TEST(ServerUnderLoad, CutsOffHeadsThatDrip) {
  Running running(yes, {.limits = {.head_time = milliseconds(300)}});
  Client client(running.port());
  const auto start = Clock::now();
  // A byte now and then must not put the deadline off.
  for (int i = 0; i < 20 && since(start) < milliseconds(280); ++i) {
    client.send("G");
    std::this_thread::sleep_for(milliseconds(30));
  }
  EXPECT_EQ(client.receive().status, 408);
  EXPECT_TRUE(client.closes());
  EXPECT_LT(since(start), milliseconds(2500));
}

TEST(ServerUnderLoad, CutsOffBodiesThatDrip) {
  Running running(yes, {.limits = {.body_time = milliseconds(200)}});
  Client client(running.port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(client.receive().status, 408);
}

TEST(ServerUnderLoad, ClosesIdleConnectionsWithoutAWord) {
  Running running(yes, {.limits = {.head_time = milliseconds(200), .idle_time = milliseconds(200)}});
  Client never_asked(running.port());
  Client asked(running.port());
  asked.send(get_root);
  EXPECT_EQ(asked.receive().status, 200);
  EXPECT_TRUE(asked.closes(2000));
  EXPECT_TRUE(never_asked.closes(2000));
}

TEST(ServerUnderLoad, SaysSoWhenThereIsNoPlaceLeft) {
  Running running(yes, {.limits = {.connections = 4}});
  std::vector<std::unique_ptr<Client>> held;
  for (int i = 0; i < 4; ++i) {
    held.push_back(std::make_unique<Client>(running.port()));
    held.back()->send(get_root);
    ASSERT_EQ(held.back()->receive().status, 200);
  }
  Client one_more(running.port());
  const auto refused = one_more.receive();
  EXPECT_EQ(refused.status, 503);
  EXPECT_FALSE(refused.header("Retry-After").empty());
  // Those that only sit there make room within a second or so.
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_EQ(ask(running.port(), get_root).status, 200);
}

TEST(ServerUnderLoad, KeepsSlowJobsOutOfTheWayOfPages) {
  std::atomic<bool> release = false;
  std::atomic<int> at_once = 0;
  std::atomic<int> most_at_once = 0;
  const Handler handler = [&](const Request& request) -> Reply {
    if (request.path != "/slow") return plain("quick");
    return Deferred{.job = [&] {
      const int now = ++at_once;
      most_at_once = std::max(most_at_once.load(), now);
      while (!release) std::this_thread::sleep_for(milliseconds(1));
      --at_once;
      return plain("slow " + request.path);
    }};
  };
  Running running(handler, {.handler_threads = 1, .slow_threads = 1, .slow_waiting = 2});
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 3; ++i) {
    slow.push_back(std::make_unique<Client>(running.port()));
    slow.back()->send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  std::this_thread::sleep_for(milliseconds(200));
  EXPECT_EQ(ask(running.port(), get_root).body, "quick");
  const auto full = ask(running.port(), "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(full.status, 503);
  EXPECT_EQ(full.header("Retry-After"), "2");
  release = true;
  for (auto& client : slow) EXPECT_EQ(client->receive().body, "slow /slow");
  EXPECT_EQ(most_at_once, 1);
}

TEST(ServerUnderLoad, FinishesWhatItBeganWhenStopped) {
  std::atomic<bool> inside = false;
  const Handler handler = [&](const Request&) -> Reply {
    inside = true;
    std::this_thread::sleep_for(milliseconds(300));
    return plain("done");
  };
  Running running(handler);
  Client busy(running.port());
  Client idle(running.port());
  idle.send(get_root);
  EXPECT_EQ(idle.receive().body, "done");
  inside = false;
  busy.send(get_root);
  while (!inside) std::this_thread::sleep_for(milliseconds(1));
  running.server().stop();
  EXPECT_TRUE(idle.closes());
  const auto answer = busy.receive();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.header("Connection"), "close");
  running.stop();
  EXPECT_FALSE(Client(running.port()).connected());
}

TEST(ServerUnderLoad, CutsOffWhatIsUnfinishedWhenDrainingTakesTooLong) {
  Running running(yes, {.limits = {.drain_time = milliseconds(200)}});
  Client half(running.port());
  half.send("GET / HTTP/1.1\r\n");
  std::this_thread::sleep_for(milliseconds(50));
  const auto start = Clock::now();
  running.stop();
  EXPECT_LT(since(start), milliseconds(2000));
}

TEST(ServerUnderLoad, SeveralLoopsServeManyCallersAtOnce) {
  Running running(yes, {.io_threads = 3, .handler_threads = 3});
  std::atomic<int> right = 0;
  std::vector<std::thread> callers;
  for (int t = 0; t < 8; ++t)
    callers.emplace_back([&] {
      for (int k = 0; k < 5; ++k) {
        Client client(running.port());
        for (int i = 0; i < 40; ++i) {
          client.send(get_root);
          if (client.receive().body == "yes") ++right;
        }
      }
    });
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(right, 8 * 5 * 40);
  EXPECT_EQ(running.server().metrics().requests(), 8U * 5 * 40);
}

TEST(ServerUnderLoad, CallersWhoLeaveInTheMiddleHurtNobody) {
  Running running([](const Request&) -> Reply { return plain(std::string(2'000'000, 'x')); });
  for (int i = 0; i < 50; ++i) {
    Client client(running.port());
    client.send(i % 2 == 0 ? get_root : "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
  }
  EXPECT_EQ(ask(running.port(), get_root).body.size(), 2'000'000U);
}

}  // namespace
}  // namespace onepot::http
