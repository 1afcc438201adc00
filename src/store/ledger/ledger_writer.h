#pragma once
// Enters transfers into one session. Balances are read once, kept here while transfers are entered, and written by
// close(): a thousand payments out of one account cost one write of its balance. Rows go in by the dozen, because half
// of what a row costs is the statement around it.
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "onepot/store/ledger.h"

namespace onepot::store::ledger {

class Writer {
 public:
  explicit Writer(Session& session);

  /// Reads, in few statements, what entering these will need: to be called before post() is given them. They must
  /// outlive the writer.
  void expect(std::span<const pot::Transfer> transfers);
  Result<Entered> post(const pot::Transfer& transfer);
  /// Writes what is still held. Must be called, after a refusal too.
  void close();

 private:
  struct Held {
    std::int64_t lot = 0;  ///< 0: not in the books yet
    pot::Balance balance;
    std::optional<std::int64_t> last;  ///< the number of the latest transfer that touched it
    bool changed = false;
  };
  struct Sought {
    const std::string *account, *stream;
    Held* held;
  };
  struct Promise {
    std::int64_t number;
    pot::Transfer reserve;
    Pence left;
  };
  /// A row that is not written yet.
  struct Unwritten {
    const pot::Transfer* transfer;
    std::int64_t number, from, to;
    std::optional<std::int64_t> reservation, from_before, to_before;
    Digest digest;
  };

  Held& held(const std::string& account, const std::string& stream);
  void make(Held& lot, const std::string& account, const std::string& stream);
  void touch(Held& lot);
  bool overdraws(const std::string& account);
  std::optional<Promise> promise_of(const std::string& id);
  Result<Entered> unless_repeat(const pot::Transfer& given, tl::unexpected<Refusal> refusal);
  Result<Entered> enter(const pot::Transfer& t, Held& from, std::optional<std::int64_t> reservation);
  void find(const std::vector<Sought>& sought);
  void write_rows();

  Session& session_;
  std::int64_t number_ = 0;
  Digest head_ = pot::chain_start;
  std::unordered_map<std::string, Held> lots_;  ///< by account, NUL, stream
  std::vector<Held*> changed_;
  std::unordered_set<std::string_view> there_;  ///< ids in the books, of those expected or entered
  std::deque<std::string> found_ids_;           ///< what there_ looks at, of those that were there before
  std::vector<Unwritten> rows_;
  std::deque<pot::Transfer> completed_;  ///< posts and releases with their reservation's accounts, while in rows_
  std::string key_;
};

}  // namespace onepot::store::ledger
