#include "price/open/out_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace onepot::cli {

namespace out_files {
tl::unexpected<Refusal> fault(const std::string& path) {
  return refuse("machine", std::string("cannot be written: ") + std::strerror(errno), Where{path, 0, ""});
}
}  // namespace out_files

OutFiles::~OutFiles() {
  for (const File& file : files_) {
    if (file.fd < 0) continue;
    ::close(file.fd);
    ::unlink(file.beside.c_str());
  }
}

Result<void> OutFiles::add(const std::string& path) {
  File file{path, path + ".part" + std::to_string(::getpid()), -1};
  file.fd = ::open(file.beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file.fd < 0) return out_files::fault(path);
  files_.push_back(std::move(file));
  return {};
}

Result<void> OutFiles::write(std::size_t file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(files_[file].fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return out_files::fault(files_[file].path);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Result<void> OutFiles::finish() {
  for (File& file : files_)
    if (::fsync(file.fd) != 0) return out_files::fault(file.path);
  for (File& file : files_) {
    ::close(file.fd);
    file.fd = -1;
    if (std::rename(file.beside.c_str(), file.path.c_str()) != 0) return out_files::fault(file.path);
  }
  return {};
}

}  // namespace onepot::cli
