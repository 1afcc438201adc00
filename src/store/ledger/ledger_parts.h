#pragma once
// The rows of the books read back: by number, by id, or all of them in order.
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ledger_segment.h"
#include "onepot/pot/transfer.h"
#include "onepot/store/session.h"

namespace onepot::store::ledger {

struct LotName {
  std::string account, stream;
  pot::Earmark earmark;
};

/// Lots by number: all at once, or each when it is first asked for.
class LotNames {
 public:
  explicit LotNames(Session& session) : session_(session) {}
  void read_all();
  const LotName& of(std::int64_t lot);

 private:
  Session& session_;
  std::unordered_map<std::int64_t, LotName> known_;
};

/// Rows by number. It keeps the few segments that it read last.
class Parts {
 public:
  explicit Parts(Session& session) : session_(session), lots(session) {}
  /// f is given the row, while the segment is held. False when there is no such row.
  bool at(std::int64_t number, const std::function<void(const PackedPart&)>& f);
  /// In full. `reservation`: the id that a post, void or expire is of, where it is known.
  pot::Part whole(const PackedPart& packed, std::optional<std::string_view> reservation = std::nullopt);

 private:
  struct Segment {
    std::int64_t first, parts;
    std::string body;
  };
  const Segment* segment_with(std::int64_t number);
  Session& session_;
  std::deque<Segment> segments_;

 public:
  LotNames lots;
};

/// The number of the first row of the transfer with this id; nothing when there is none.
std::optional<std::int64_t> number_of(Session& session, std::string_view id);

/// Every row in order. `f` gets the rows; what cannot be read throws Fault.
void each_packed(Session& session, const std::function<void(const PackedPart&)>& f);
/// Those after a row that is the last of its segment, or after none (0).
void each_packed_after(Session& session, std::int64_t number, const std::function<void(const PackedPart&)>& f);

/// The last row's number and the digest after it; 0 and pot::chain_start of empty books.
struct Head {
  std::int64_t number = 0;
  Digest digest = pot::chain_start;
  bool operator==(const Head&) const = default;
};
Head head_of(Session& session);
Digest digest_of(const Row& row, std::size_t column);

/// The head, and the row up to which balances are carried (ledger_recent.h).
struct State {
  Head head;
  std::int64_t carried = 0;
  bool operator==(const State&) const = default;
};
State state_of(Session& session);

pot::Earmark earmark_of(const Row& row, std::size_t column);  ///< three columns from this one on

}  // namespace onepot::store::ledger
