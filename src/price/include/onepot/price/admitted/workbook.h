#pragma once
// The published code-to-group workbook as a currency. The tables of the national groups are not ours to ship; a place
// that may use them makes a currency of its own copy, and only that may be called HRG4+ (admitted.h).
//
// Which sheet and heading holds what differs by year, so a map says it: table,column,sheet,heading. What the tables
// must give is in docs/price.md. What a workbook says in words only (logic that is no table) cannot be taken over;
// compare with the national grouper's output before relying on it.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/date.h"
#include "onepot/base/result.h"
#include "onepot/price/folder.h"

namespace onepot::price {

struct Sheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;  ///< from row 1 and column A; cells that are not there are empty
};

/// The sheets of an Excel workbook (.xlsx, ECMA-376), every cell as the text that stands in the file. Refuses
/// "bad-workbook" for what is not one, is damaged, holds document types, or would not fit in memory.
Result<std::vector<Sheet>> read_workbook(std::string_view bytes, const std::string& file);

struct ImportOptions {
  std::string id, name, version;
  Period period;
  csv::Table map;  ///< empty: standard_map()
  std::string file;
};
/// The map that is used where none is given.
std::string_view standard_map();

/// The folder of a currency of admitted care, with imported.json: the workbook's SHA-256, its sheets, and the digest of
/// the tables made. `usual` holds fields.csv, what fields may hold, which no workbook has. Refuses with the sheet and
/// row: "missing-sheet", "missing-heading", "bad-map", "unknown-root", "bad-number", and what load_admitted refuses.
Result<Folder> import_workbook(std::string_view bytes, const ImportOptions& options, const Folder& usual,
                               const std::string& path);

}  // namespace onepot::price
