#pragma once
// A table of answers with the index of a value set behind it: published sets, and measures with a licensee's weights.
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/result.h"

namespace onepot::learn {

/// Whatever is scored: its columns, and an index in thousandths for levels in their order.
struct Scorer {
  std::vector<std::string> items;
  std::function<Result<std::int64_t>(const std::vector<int>&)> index;
  std::vector<std::string> warnings;
};
/// By the name of a set ("eq5d-5l:UK", "eq5d-5l:England@2018", "ascot-sct4"); `weights` is the bytes of the licensee's
/// file, empty where there is none. Refuses "unknown-set", "no-weights", "weights" (a published set takes none), and
/// what read_weights refuses.
Result<Scorer> scorer_of(std::string_view set, std::string_view weights, const std::string& weights_file);

struct Scored {
  std::string csv;  ///< the rows as they came, with a last column `index`; empty where an item is unanswered
  std::size_t rows = 0, unanswered = 0;
  std::map<std::string, std::size_t> kinds;  ///< rows by kind of respondent, where a column says it
  std::vector<std::string> warnings;  ///< kinds that must not be pooled, items unanswered, what the set is marked with
};
/// `respondent`: only rows whose column of that name says this; empty: all. Refuses "missing-column", and every level
/// that is none with its line and column.
tl::expected<Scored, Refusals> score(const csv::Table& answers, const Scorer& by, std::string_view respondent);

}  // namespace onepot::learn
