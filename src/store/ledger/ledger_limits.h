#pragma once
// What whoever enters transfers has to keep to: how far accounts may go – read once where few have been changed, else
// one by one – and which days are closed. A connection remembers it while nobody else has written to the database and
// nothing of its own was undone.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "onepot/pot/lots.h"
#include "onepot/store/session.h"

namespace onepot::store::ledger {

class Limits {
 public:
  explicit Limits(Session& session);
  pot::Limit on(Session& session, std::string_view account, Date day);
  /// Whether nobody has ever changed this account's limit.
  bool usual(Session& session, std::string_view account) { return !any_ || changes(session, account).empty(); }

 private:
  struct Change {
    Date from;
    pot::Limit limit;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  const std::vector<Change>& changes(Session& session, std::string_view account);

  bool any_ = false;
  bool all_read_ = false;
  std::unordered_map<std::string, std::vector<Change>, Hash, std::equal_to<>> known_;
};

struct Rules {
  explicit Rules(Session& session);
  Limits limits;
  std::optional<Date> closed;  ///< up to this day

  /// Those that the connection remembers where they are true, else as they are read now.
  static std::shared_ptr<Rules> of(Session& session);
  /// To be called by whoever changes them.
  static void forget(Session& session);

 private:
  std::optional<std::int64_t> others_;
  std::uint64_t undone_;
};

}  // namespace onepot::store::ledger
