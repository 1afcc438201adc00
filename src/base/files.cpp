#include "onepot/base/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

namespace onepot {

Result<std::string> read_file(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream in(path, std::ios::binary);
  if (!in) return refuse("no-file", std::string("cannot be read: ") + std::strerror(errno), Where{path, 0, ""});
  std::string out(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) return refuse("no-file", "could not be read to its end", Where{path, 0, ""});
  return out;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    if (!std::cout) return refuse("machine", "standard output could not be written");
    return {};
  }
  const std::string beside = path + ".part" + std::to_string(::getpid());
  const auto fault = [&] {
    const std::string why = std::strerror(errno);
    ::unlink(beside.c_str());
    return refuse("machine", "cannot be written: " + why, Where{path, 0, ""});
  };
  const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fault();
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      ::close(fd);
      return fault();
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  const bool synced = ::fsync(fd) == 0;
  if (::close(fd) != 0 || !synced || ::rename(beside.c_str(), path.c_str()) != 0) return fault();
  return {};
}

}  // namespace onepot
