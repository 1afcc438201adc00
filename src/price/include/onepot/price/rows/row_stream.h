#pragma once
// The rows of a CSV by the million: read in chunks of whole rows, treated by many threads, written in the order they
// came. Memory stays flat as the file grows, and the same bytes come out whatever the number of threads.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv_scan.h"

namespace onepot::price {

/// Fills up to `most` bytes; 0 at the end of the input.
using RowSource = std::function<Result<std::size_t>(char* to, std::size_t most)>;
/// Takes what the rows gave, in their order.
using RowSink = std::function<Result<void>(std::string_view text)>;

/// What one thread does with rows. Its counts are read when all is done.
class RowStage {
 public:
  RowStage() = default;
  RowStage(const RowStage&) = delete;
  RowStage& operator=(const RowStage&) = delete;
  virtual ~RowStage() = default;
  /// One row; `row` has been read. Adds to `out` what is to be written for it.
  virtual void treat(const csv::Scanner& row, std::string& out) = 0;
};

/// One stage a thread; called with the header before any row. Refuses what does not fit.
using RowStages = std::function<Result<std::vector<std::unique_ptr<RowStage>>>(const std::vector<std::string>& header,
                                                                               unsigned threads)>;

/// Reads to the end. Refuses what the source, the stages and the sink refuse, and whatever csv::Scanner refuses, with
/// the file's own line. `done` are the stages afterwards.
Result<std::vector<std::unique_ptr<RowStage>>> stream_rows(const RowSource& source, const std::string& file,
                                                           const RowStages& stages, const RowSink& sink,
                                                           unsigned threads);

/// The row's own bytes where it was written without quotes, else its fields, quoted where they must be; no line end.
void append_row(const csv::Scanner& row, std::string& out);

}  // namespace onepot::price
