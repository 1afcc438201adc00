#include "price/episodes.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "onepot/base/files.h"

namespace onepot::cli {

namespace episode_input {
/// Closes what it opened; standard input stays.
struct Descriptor {
  int fd = 0;
  explicit Descriptor(int f) : fd(f) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd > 0) ::close(fd);
  }
};
tl::unexpected<Refusal> unread(const std::string& path) {
  return refuse("no-file", std::string("cannot be read: ") + std::strerror(errno), Where{path, 0, ""});
}
}  // namespace episode_input

Result<price::Read> input_of(const std::string& path) {
  using namespace episode_input;
  const auto input = std::make_shared<Descriptor>(path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (input->fd < 0) return unread(path);
  return [input, path](char* to, std::size_t most) -> Result<std::size_t> {
    for (;;) {
      const ssize_t n = ::read(input->fd, to, most);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) return unread(path);
    }
  };
}

Result<std::optional<price::Layout>> layout_at(const std::string& path) {
  if (path.empty()) return std::optional<price::Layout>();
  ONEPOT_TRY(const auto text, read_file(path));
  ONEPOT_TRY(auto layout, price::read_layout(text, path));
  return std::optional(std::move(layout));
}

}  // namespace onepot::cli
