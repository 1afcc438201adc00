#pragma once
// A currency, a tariff or a set of rules is a folder of plain files that a person can read. The room never looks at a
// disk: it is given the folder's files as texts, so that a test or a fuzzer can make one out of thin air.
#include <map>
#include <string>
#include <string_view>

#include "onepot/base/csv.h"
#include "onepot/base/json.h"
#include "onepot/base/result.h"

namespace onepot::price {

struct Folder {
  std::string path;                          ///< how refusals name it: "currencies/ashdale-social-care"
  std::map<std::string, std::string> files;  ///< name within the folder → text
};

/// Reads the .csv and .json files of a directory (not those of directories in it). Refuses "machine" when it cannot.
Result<Folder> read_folder(const std::string& path);

/// One CSV of the folder, with refusals that name "path/name". Refuses "missing-file".
Result<csv::Table> table_of(const Folder& folder, const std::string& name);
/// One JSON object of the folder. Refuses "missing-file", "bad-json".
Result<json::object> object_of(const Folder& folder, const std::string& name);
/// A text member that must be there and not be empty. Refuses "missing-member".
Result<std::string> text_of(const json::object& object, std::string_view member, const std::string& file);

}  // namespace onepot::price
