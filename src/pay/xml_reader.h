#pragma once
// A small strict reader of XML without document types: enough for payment messages, nothing that has been used against
// XML readers (no DTD, no entities but the five and numbers, a limit on depth and on elements).
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::pay::xml {

struct Element {
  std::string name;   ///< local name
  std::string space;  ///< namespace
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;  ///< of the element itself, trimmed only by whoever reads it
  long line = 0;
  std::vector<Element> children;
};

/// Refuses "bad-xml" with line and what was expected.
Result<Element> parse(std::string_view text, const std::string& file);

}  // namespace onepot::pay::xml
