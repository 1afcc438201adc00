#pragma once
// Errors are values. A Refusal is something a caller can cause and mend: it carries a stable code, a sentence a
// person can act on, and, for files, where. What only we can cause is an assertion (assert.h), never a Refusal.
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace onepot {

struct Where {
  std::string file;    ///< as the person named it; empty when not from a file
  long line = 0;       ///< 1-based; 0 when it does not apply
  std::string column;  ///< the column's name, or its number where it has none
  bool operator==(const Where&) const = default;
};

struct Refusal {
  std::string code;      ///< stable, kebab-case: "missing-column", "not-allowed"
  std::string sentence;  ///< what is wrong and what was expected
  Where where = {};
  /// "FILE:LINE:COLUMN: sentence", leaving out the parts that are not known.
  std::string text() const;
  bool operator==(const Refusal&) const = default;
};

template <class T>
using Result = tl::expected<T, Refusal>;
/// For readers that go on after the first error.
using Refusals = std::vector<Refusal>;

inline tl::unexpected<Refusal> refuse(std::string code, std::string sentence, Where where = {}) {
  return tl::unexpected<Refusal>(Refusal{std::move(code), std::move(sentence), std::move(where)});
}

}  // namespace onepot

#define ONEPOT_CONCAT_(a, b) a##b
#define ONEPOT_CONCAT(a, b) ONEPOT_CONCAT_(a, b)
/// ONEPOT_TRY(auto x, f()): x is the value, or the enclosing function returns f's refusal.
#define ONEPOT_TRY(declaration, expression)                                                     \
  auto ONEPOT_CONCAT(try_, __LINE__) = (expression);                                            \
  if (!ONEPOT_CONCAT(try_, __LINE__))                                                           \
    return tl::unexpected<::onepot::Refusal>(std::move(ONEPOT_CONCAT(try_, __LINE__)).error()); \
  declaration = std::move(*ONEPOT_CONCAT(try_, __LINE__))
/// ONEPOT_CHECK(f()): the same for a Result<void>, or when the value is not needed.
#define ONEPOT_CHECK(expression)                                               \
  do {                                                                         \
    if (auto try_result = (expression); !try_result)                           \
      return tl::unexpected<::onepot::Refusal>(std::move(try_result).error()); \
  } while (false)
