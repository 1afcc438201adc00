#pragma once
// The one table of figures that Ashdale stands on: data/numbers.csv, each with its unit, published source and year, or
// the word "assumption". Nothing in this room is made from a figure that is not in it.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::town {

struct Number {
  std::string name;
  std::string value;  ///< a decimal, as written
  std::string unit;
  std::string source;  ///< "assumption…" where nothing published was found
  int year = 0;
};

class Numbers {
 public:
  /// The table compiled in.
  static const Numbers& built_in();
  /// Reads name,value,unit,source,year; refuses an unreadable value, a repeated name, an empty source.
  static Result<Numbers> parse(std::string_view text, std::string file);

  const std::vector<Number>& all() const { return rows_; }
  /// A figure in pounds, as pence. A name that is not in the table is a fault of ours.
  Pence pence(std::string_view name) const;
  /// A whole number.
  std::int64_t count(std::string_view name) const;
  /// A share or a figure for statistics, never money.
  double real(std::string_view name) const;

 private:
  const Number& row(std::string_view name) const;
  std::vector<Number> rows_;
};

}  // namespace onepot::town
