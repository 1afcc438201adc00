#pragma once
// Whether a folder's tables are those that were taken from the published code-to-group workbook, unaltered since.
#include "onepot/price/folder.h"

namespace onepot::price {

/// One digest over the names and texts of all tables (.csv) of the folder.
std::string digest_of_tables(const Folder& folder);
/// imported.json is there and its `tables` is digest_of_tables.
bool is_imported(const Folder& folder);

}  // namespace onepot::price
