#include "price/open/episodes.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "commands.h"
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

/// It lives as long as the Read.
Result<price::Read> input_of(const std::string& path) {
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

}  // namespace episode_input

Result<Episodes> episodes_at(const price::Admitted& currency, const std::string& layout, const std::string& path) {
  using namespace episode_input;
  ONEPOT_TRY(auto places, layout_at(layout));
  ONEPOT_TRY(auto read, input_of(path));
  ONEPOT_TRY(auto file, price::EpisodeFile::open(std::move(read), std::move(places), path));
  for (const auto& note : file.notes()) warn({path + ": " + note});
  price::Grouper grouper(currency, file.layout(), file.header().size(), path);
  return Episodes{std::move(file), std::move(grouper)};
}

}  // namespace onepot::cli
