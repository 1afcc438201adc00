// The server without pages: what one request costs before anything of Onepot runs.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <thread>

#include "onepot/base/random.h"
#include "onepot/http/form.h"
#include "onepot/http/gzip.h"
#include "onepot/http/head.h"
#include "onepot/http/server.h"
#include "onepot/identity/password.h"
#include "onepot/identity/token.h"

namespace {

using namespace onepot;

/// A table of `rows` rows in GOV.UK's markup: about 320 bytes a row.
std::string page_of(std::size_t rows) {
  Random random(1);
  const std::array<std::string_view, 12> words{"visit", "Tuesday",  "shared",  "support", "paid",  "agreed",
                                               "swim",  "approved", "waiting", "pounds",  "offer", "house"};
  std::string out =
      "<!DOCTYPE html><html lang=\"en\"><head><title>Onepot</title></head><body><table class=\"govuk-table\">\n";
  for (std::size_t row = 0; row < rows; ++row) {
    out += "<tr class=\"govuk-table__row\"><td class=\"govuk-table__cell\">";
    for (int word = 0; word < 6; ++word) out.append(random.pick(words)).append(" ");
    out += fmt::format(
        "</td><td class=\"govuk-table__cell govuk-table__cell--numeric\">£{}</td><td class=\"govuk-table__cell\">"
        "<a class=\"govuk-link\" href=\"/visits/{}\">Change<span class=\"govuk-visually-hidden\"> "
        "visit</span></a></td></tr>\n",
        random.below(100000), random.below(1000000));
  }
  return out + "</table></body></html>\n";
}

/// 64 connections kept alive for three seconds by wrk, on the same machine. arguments: rows of the page; gzip or not.
void served_over_64_connections(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const bool packed = state.range(1) != 0;
  const auto page = page_of(rows);
  auto server = http::Server::create({.port = 0, .stop_on_signals = false}, [&](const http::Request&) -> http::Reply {
    return rows == 0 ? http::plain("ok") : http::html(page);
  });
  if (!server) {
    state.SkipWithError(server.error().sentence.c_str());
    return;
  }
  std::thread running([&] { (*server)->run(); });
  for (auto _ : state) {
    const auto command = fmt::format("wrk -t1 -c64 -d3s --latency {} http://127.0.0.1:{}/",
                                     packed ? "-H 'Accept-Encoding: gzip'" : "", (*server)->port());
    std::FILE* wrk = popen(command.c_str(), "r");
    std::array<char, 512> line{};
    while (wrk != nullptr && std::fgets(line.data(), static_cast<int>(line.size()), wrk) != nullptr) {
      double figure = 0;
      std::array<char, 4> unit{};
      if (std::sscanf(line.data(), "Requests/sec: %lf", &figure) == 1) state.counters["requests_a_second"] = figure;
      if (std::sscanf(line.data(), " 99%% %lf%3s", &figure, unit.data()) == 2)
        state.counters["p99_ms"] = std::string_view(unit.data()) == "us"  ? figure / 1000
                                   : std::string_view(unit.data()) == "s" ? figure * 1000
                                                                          : figure;
    }
    if (wrk == nullptr || pclose(wrk) != 0) state.SkipWithError("wrk did not run");
  }
  state.counters["page_bytes"] = static_cast<double>(rows == 0 ? 2 : page.size());
  (*server)->stop();
  running.join();
}
BENCHMARK(served_over_64_connections)
    ->Args({0, 0})
    ->Args({100, 0})
    ->Args({100, 1})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

void gzip_of_a_page(benchmark::State& state) {
  const auto page = page_of(100);
  std::size_t size = 0;
  for (auto _ : state) size = http::gzip(page, static_cast<int>(state.range(0))).size();
  state.counters["in"] = static_cast<double>(page.size());
  state.counters["out"] = static_cast<double>(size);
}
BENCHMARK(gzip_of_a_page)->Arg(1)->Arg(3)->Arg(6);

void check_of_a_head(benchmark::State& state) {
  const std::string head =
      "GET /people/0198a6e2-0000-7000-8000-000000000000/plan HTTP/1.1\r\nHost: onepot.example\r\nUser-Agent: "
      "Mozilla/5.0 (X11; Linux x86_64)\r\n"
      "Accept: text/html,application/xhtml+xml\r\nAccept-Language: en-GB,en;q=0.5\r\nAccept-Encoding: gzip, deflate, "
      "br\r\n"
      "Cookie: session=0123456789012345678901234567890123456789012\r\nConnection: keep-alive\r\n\r\n";
  for (auto _ : state) benchmark::DoNotOptimize(http::check_head(head));
}
BENCHMARK(check_of_a_head);

void form_with_a_picture(benchmark::State& state) {
  const std::string body = "--edge\r\nContent-Disposition: form-data; name=\"w\"; filename=\"p.png\"\r\n\r\n" +
                           std::string(1 << 20, '\r') + "\r\n--edge--\r\n";
  for (auto _ : state) benchmark::DoNotOptimize(http::parse_multipart(body, "edge"));
  state.SetLabel("1 MiB of carriage returns, the worst case for finding the boundary");
}
BENCHMARK(form_with_a_picture);

void password_hash(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(identity::hash_password("three random words"));
}
BENCHMARK(password_hash)->Unit(benchmark::kMillisecond);

void form_token(benchmark::State& state) {
  const auto session = identity::new_token();
  for (auto _ : state) benchmark::DoNotOptimize(identity::csrf_matches(session, identity::csrf_token(session)));
}
BENCHMARK(form_token);

}  // namespace
