#include "paper.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <semaphore>

#include "onepot/html/govuk.h"
#include "onepot/web/embedded_files.h"

namespace onepot::web {
namespace {

constexpr const char* weasyprint = "/usr/bin/weasyprint";
constexpr const char* prlimit = "/usr/bin/prlimit";
constexpr auto time_most = std::chrono::seconds(60);
constexpr std::size_t pdf_most = 20U << 20;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

int high(int fd) {
  if (fd < 0 || fd > 9) return fd;
  const int moved = ::fcntl(fd, F_DUPFD_CLOEXEC, 10);
  ::close(fd);
  return moved;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return ::lseek(fd, 0, SEEK_SET) == 0;
}

/// Its own process group, the page on 0, the file on 1, the style on 3, no other descriptor, an environment of two
/// words.
std::optional<pid_t> start(int in, int css, int out) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&files) != 0) return std::nullopt;
  if (posix_spawnattr_init(&attributes) != 0) return std::nullopt;
  posix_spawn_file_actions_adddup2(&files, in, 0);
  posix_spawn_file_actions_adddup2(&files, out, 1);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&files, css, 3);
  posix_spawn_file_actions_addclosefrom_np(&files, 4);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  posix_spawnattr_setpgroup(&attributes, 0);
  std::string arguments[] = {
      prlimit,    "--as=2000000000", "--cpu=60",    weasyprint,     "--quiet",         "--pdf-variant",
      "pdf/ua-1", "--base-url",      "about:blank", "--stylesheet", "/proc/self/fd/3", "-",
      "-"};
  std::vector<char*> argv;
  for (auto& a : arguments) argv.push_back(a.data());
  argv.push_back(nullptr);
  std::string environment[] = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8"};
  std::vector<char*> envp = {environment[0].data(), environment[1].data(), nullptr};
  pid_t child = -1;
  const int failed = posix_spawn(&child, prlimit, &files, &attributes, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return failed == 0 ? std::optional(child) : std::nullopt;
}

/// All it writes, or nothing when it takes too long or too much.
std::optional<std::string> read_all(int fd) {
  std::string out;
  const auto deadline = std::chrono::steady_clock::now() + time_most;
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    pollfd waiting{fd, POLLIN, 0};
    if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0) return std::nullopt;
    char buffer[65536];
    const auto n = ::read(fd, buffer, sizeof buffer);
    if (n < 0) return std::nullopt;
    if (n == 0) return out;
    out.append(buffer, static_cast<std::size_t>(n));
    if (out.size() > pdf_most) return std::nullopt;
  }
}

std::string_view style() {
  for (const auto& file : embedded_files())
    if (file.path == "/assets/onepot.css") return file.bytes;
  return {};
}

/// The rules of the charts alone, from our style: a picture on paper does not see the page's. Those for other widths of
/// screen are left out, and the picture's own place on the page is the page's affair.
std::string chart_style(std::string_view css) {
  std::string out;
  std::size_t from = 0, depth = 0;
  for (std::size_t at = 0; at < css.size(); ++at) {
    if (css[at] == '{') ++depth;
    if (css[at] != '}' || depth == 0 || --depth > 0) continue;
    const std::string_view rule = css.substr(from, at + 1 - from);
    if (rule.starts_with(".op-chart__") && !rule.starts_with(".op-chart__picture")) out += rule;
    from = at + 1;
  }
  return out;
}

/// The page with that style in each of its pictures.
std::string with_chart_style(std::string_view html) {
  static const std::string style_element = "<style>" + chart_style(style()) + "</style>";
  constexpr std::string_view picture = "<svg class=\"op-chart__picture\"";
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = html.find(picture); at != std::string_view::npos; at = html.find(picture, from)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string_view::npos) break;
    out += html.substr(from, end + 1 - from);
    out += style_element;
    from = end + 1;
  }
  out += html.substr(from);
  return out;
}

}  // namespace

bool has_paper() {
  static const bool there = ::access(weasyprint, X_OK) == 0 && ::access(prlimit, X_OK) == 0;
  return there;
}

std::string for_paper(std::string_view title, const html::Html& content) {
  html::govuk::Page page;
  page.title = std::string(title);
  page.html_classes = "op-paper";
  page.content = content;
  return html::govuk::page(page).take();
}

Result<std::string> to_pdf(std::string_view html) {
  if (!has_paper()) return refuse("no-paper", "This machine cannot make PDF files: weasyprint is not installed");
  static std::counting_semaphore<2> free_seats(2);
  if (!free_seats.try_acquire()) return refuse("busy", "Others are making PDF files: try again in a minute");
  struct Seat {
    ~Seat() { free_seats.release(); }
  } const seat;
  const auto failed = [] { return refuse("paper", "The PDF file could not be made"); };
  // Above the numbers that the process gets, so that none is overwritten before it is used.
  const Descriptor in(high(::memfd_create("page", MFD_CLOEXEC))), css(high(::memfd_create("style", MFD_CLOEXEC)));
  int pipe[2] = {-1, -1};
  if (in.get() < 0 || css.get() < 0 || !write_all(in.get(), with_chart_style(html)) || !write_all(css.get(), style()))
    return failed();
  if (::pipe2(pipe, O_CLOEXEC) != 0) return failed();
  const Descriptor reading(pipe[0]);
  Descriptor writing(high(pipe[1]));
  const auto child = start(in.get(), css.get(), writing.get());
  writing.close();
  if (!child) return failed();
  auto pdf = read_all(reading.get());
  if (!pdf) ::kill(-*child, SIGKILL);
  int status = 0;
  while (::waitpid(*child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!pdf || !WIFEXITED(status) || WEXITSTATUS(status) != 0 || !pdf->starts_with("%PDF-")) return failed();
  return *std::move(pdf);
}

http::Response pdf_attachment(std::string pdf, std::string_view name) {
  http::Response response;
  response.body = std::move(pdf);
  response.set("Content-Type", "application/pdf")
      .set("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name))
      .set("Cache-Control", "no-store")
      .set("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace onepot::web
