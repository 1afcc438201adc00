#pragma once
// Files written piece by piece beside themselves, and renamed all together at the end: there is never half a file, and
// never one of a run that was refused.
#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::cli {

class OutFiles {
 public:
  OutFiles() = default;
  OutFiles(const OutFiles&) = delete;
  OutFiles& operator=(const OutFiles&) = delete;
  ~OutFiles();  ///< removes what was not finished
  /// Opens one more file; its number is how many there were. Refuses "machine".
  Result<void> add(const std::string& path);
  Result<void> write(std::size_t file, std::string_view bytes);
  /// Syncs, closes and renames all of them.
  Result<void> finish();

 private:
  struct File {
    std::string path, beside;
    int fd = -1;
  };
  std::vector<File> files_;
};

}  // namespace onepot::cli
