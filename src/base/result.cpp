#include "onepot/base/result.h"

namespace onepot {

std::string Refusal::text() const {
  std::string out;
  if (!where.file.empty()) {
    out += where.file + ":";
    if (where.line > 0) out += std::to_string(where.line) + ":";
    if (!where.column.empty()) out += where.column + ":";
    out += " ";
  }
  return out + sentence;
}

}  // namespace onepot
