// onepot serve, onepot demo: the web application.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdio>
#include <filesystem>

#include "commands.h"
#include "onepot/http/server.h"
#include "onepot/store/database.h"
#include "onepot/town/cast.h"
#include "onepot/web/app.h"

namespace onepot::cli {
namespace {

struct ServeOptions {
  std::string db;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  unsigned threads = 2;
  std::string at;
  bool behind_tls = false;
  bool quiet = false;
  std::string metrics;
};

void options_of(CLI::App& verb, ServeOptions& o) {
  verb.add_option("--port", o.port, "Where to listen (0: any free port)")->capture_default_str();
  verb.add_option("--address", o.address, "The address to listen on")->capture_default_str();
  verb.add_option("--threads", o.threads, "Threads that answer pages; more where PostgreSQL is far away")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  verb.add_option("--at", o.at, "Begin at this instant instead of now, for rehearsals and tests: 2026-11-21T09:00:00Z");
  verb.add_flag("--behind-tls", o.behind_tls,
                "A proxy in front speaks HTTPS: Secure cookies, HSTS, forwarded addresses are believed");
  verb.add_option("--metrics", o.metrics,
                  "Figures for Prometheus at this path, for callers on this machine only: /metrics");
  verb.add_flag("--quiet", o.quiet, "No line for each request on standard error");
}

int serve(const ServeOptions& o, const std::function<void(std::uint16_t)>& ready) {
  auto db = store::Database::open(o.db, {.create = false});
  if (!db) return refused(db.error());
  std::chrono::milliseconds shift{0};
  const auto clock_now = [] {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  };
  if (!o.at.empty()) {
    const auto at = parse_instant(o.at);
    if (!at) return refused(at.error());
    shift = *at - clock_now();
  }
  web::App app(*db, [shift, clock_now] { return Instant(clock_now() + shift); }, {.behind_tls = o.behind_tls});
  const auto log = spdlog::stderr_logger_mt("onepot");
  log->set_pattern("%Y-%m-%dT%H:%M:%SZ %v", spdlog::pattern_time_type::utc);
  http::Options options;
  options.address = o.address;
  options.port = o.port;
  options.handler_threads = o.threads;
  options.trust_forwarded = o.behind_tls;
  options.metrics_path = o.metrics;
  options.assets = app.assets();
  options.error_page = [&](int status) { return app.error_page(status); };
  if (!o.quiet) options.log = [log](const http::Access& access) { log->info(http::to_line(access)); };
  options.fault = [log](std::string_view what) { log->error("fault: {}", what); };
  auto server =
      http::Server::create(std::move(options), [&](const http::Request& request) { return app.handle(request); });
  if (!server) return refused(server.error());
  ready((*server)->port());
  (*server)->run();
  return exit_done;
}

std::string role_words(const town::Seat& seat) {
  switch (seat.role) {
    case 'P':
      return "draws on support";
    case 'S':
      return "supporter";
    case 'M':
      return "provider";
    case 'E':
      return "evaluator";
    default:
      return seat.duty;
  }
}

void welcome(const std::string& address, std::uint16_t port) {
  std::printf("\nOnepot is at http://%s:%d/  (stop it with Ctrl-C)\n\n", address.c_str(), port);
  std::printf("Sign in as one of these; the password of each is %s\n\n", std::string(town::demo_password).c_str());
  for (const auto& seat : town::seats())
    std::printf("  %-9s %-16s %s\n", seat.sign_in.c_str(), role_words(seat).c_str(), seat.words.c_str());
  std::printf("\nBegin signed out at /what-could-i-get, as Pete did. docs/story.md tells the whole way.\n\n");
  std::fflush(stdout);
}

void add_demo(CLI::App& root, int& exit) {
  auto* verb = root.add_subcommand("demo", "Make Ashdale where there is none, serve it, and say who to sign in as");
  verb->footer("Example:\n  onepot demo --db var/ashdale.db --port 8080");
  const auto o = std::make_shared<ServeOptions>();
  o->db = "var/ashdale.db";
  o->quiet = true;
  verb->add_option("--db", o->db, "Where Ashdale is kept")->capture_default_str();
  options_of(*verb, *o);
  verb->callback([o, &exit] {
    if (!std::filesystem::exists(o->db)) {
      const auto folder = std::filesystem::path(o->db).parent_path();
      std::error_code ignored;
      if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
      exit = make_demo_town(o->db);
      if (exit != exit_done) return;
    }
    exit = serve(*o, [&](std::uint16_t port) { welcome(o->address, port); });
  });
}

}  // namespace

void add_serve(CLI::App& root, int& exit) {
  auto* verb = root.add_subcommand("serve", "Serve the web application");
  verb->footer("Example:\n  onepot serve --db town.db --port 8080");
  add_demo(root, exit);
  const auto o = std::make_shared<ServeOptions>();
  verb->add_option("--db", o->db, "town.db or postgres://user@host/name")->required();
  options_of(*verb, *o);
  verb->callback([o, &exit] {
    exit = serve(*o, [&](std::uint16_t port) {
      std::printf("Onepot is at http://%s:%d/\n", o->address.c_str(), port);
      std::fflush(stdout);
    });
  });
}

}  // namespace onepot::cli
