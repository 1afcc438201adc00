#pragma once
// What the national grouper writes, in its own shape, so that whoever reads its files reads ours. Names and order of
// the columns are those of the published HRG4+ Local Payment Grouper User Manual (2024/25, "Output files"):
// NAME_FCE.csv holds the input with episode and spell columns after it, NAME_spell.csv one row a spell,
// NAME_quality.csv the input of each episode with an error and its errors as `field|value|message`,
// NAME_quality_rel.csv one row an error. Columns that this program has nothing for (trim points, programme
// budgeting) stay empty, as in the grouper's own costing runs.
#include <span>
#include <string>

#include "onepot/price/admitted/stream.h"

namespace onepot::price {

struct GrouperFile {
  const char* suffix;  ///< "_FCE.csv"
  const char* words;
};
/// FCE, spell, quality, quality_rel, warnings (what is odd but no error), why (the rule of each spell) and ub_rel
/// (unbundled groups), in this order.
std::span<const GrouperFile> grouper_files();

/// The header rows, one an output.
std::vector<std::string> grouper_headers(const Grouper& grouper, const std::vector<std::string>& header);
/// Adds the rows of one chunk to `outputs`, which has a text for each of grouper_files().
void write_grouped(const Grouper& grouper, const Chunk& chunk, std::span<std::string> outputs);
/// NAME_summary.csv. The run's times are left empty: the same input gives the same bytes.
std::string grouper_summary(const Admitted& currency, const Totals& totals, const std::string& input,
                            const std::string& output, const std::string& layout);

}  // namespace onepot::price
