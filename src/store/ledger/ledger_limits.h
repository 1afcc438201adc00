#pragma once
// How far accounts may go, for whoever enters transfers: read once where few have been changed, else one by one.
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
  pot::Limit on(std::string_view account, Date day);
  /// Whether nobody has ever changed this account's limit.
  bool usual(std::string_view account) { return !any_ || changes(account).empty(); }

 private:
  struct Change {
    Date from;
    pot::Limit limit;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  const std::vector<Change>& changes(std::string_view account);

  Session& session_;
  bool any_ = false;
  bool all_read_ = false;
  std::unordered_map<std::string, std::vector<Change>, Hash, std::equal_to<>> known_;
};

}  // namespace onepot::store::ledger
