#pragma once
// Who tries many names, passwords or codes is slowed, by what was tried and by the address it came from.
#include <optional>
#include <string>

#include "onepot/web/app.h"

namespace onepot::web {

/// Failures are counted under two hashes: of the name or code that was tried, and of the address – so that one secret
/// tried on many names is slowed too. Neither is kept in clear.
class Tries {
 public:
  /// `tried`: what is counted, with a word before it that keeps one kind of secret apart from another.
  Tries(Visit& v, std::string_view tried);
  /// Whole minutes to wait before the next try is looked at; nothing: it is looked at now.
  std::optional<std::int64_t> minutes_to_wait() const;
  void failed() const;
  /// Under which a success is noted (begin_session).
  const std::string& hash() const { return tried_; }

 private:
  Visit& v_;
  std::string tried_, address_;
};

}  // namespace onepot::web
