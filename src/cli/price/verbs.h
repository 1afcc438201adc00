#pragma once
// The verbs of `onepot price` that have a file of their own.
#include "commands.h"

namespace onepot::cli {

/// Why a record is in its group, without a tariff. `record` is its id; of admitted care PROVSPNO, or PROVSPNO/EPIORDER.
struct GroupQuestion {
  std::string currency, layout, in, record;
  bool json = false;
};
Result<void> explain_group(const GroupQuestion& question);

void add_price_group(CLI::App& price, int& exit);
void add_price_clean(CLI::App& price, int& exit);
void add_price_import_workbook(CLI::App& price, int& exit);
void add_price_value(CLI::App& price, int& exit);
void add_price_explain(CLI::App& price, int& exit);
void add_price_import(CLI::App& price, int& exit);
void add_price_plan(CLI::App& price, int& exit);
void add_price_reconcile(CLI::App& price, int& exit);
/// price compare and price publish.
void add_price_compare(CLI::App& price, int& exit);
void add_price_design(CLI::App& price, int& exit);
/// link and shift.
void add_price_link(CLI::App& price, int& exit);

}  // namespace onepot::cli
