#include "onepot/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <iterator>

namespace onepot {

Result<std::string> read_file(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const auto fault = [&](const std::string& what) {
    if (fd >= 0) ::close(fd);
    return refuse("no-file", what, Where{path, 0, ""});
  };
  if (fd < 0) return fault(std::string("cannot be read: ") + std::strerror(errno));
  std::string out;
  struct stat about = {};
  const auto known = ::fstat(fd, &about) == 0 && about.st_size > 0 ? static_cast<std::size_t>(about.st_size) : 0;
  out.resize(known + 4096);  // one byte more than it has shows that it has ended
  for (std::size_t at = 0;;) {
    const ssize_t n = ::read(fd, out.data() + at, out.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fault("could not be read to its end");
    at += static_cast<std::size_t>(n);
    if (n == 0) {
      out.resize(at);
      break;
    }
    if (at == out.size()) out.resize(2 * out.size());
  }
  ::close(fd);
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
