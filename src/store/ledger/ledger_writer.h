#pragma once
// Enters transfers into one session. Balances are read once, kept here while transfers are entered, and written by
// close(): a thousand payments out of one account cost one write of its balance. Rows go in by the dozen, because half
// of what a row costs is the statement around it.
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ledger_limits.h"
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
  /// A lot, held while transfers are entered.
  struct Held {
    std::int64_t lot = 0;
    pot::Earmark earmark;
    pot::Balance balance;
    std::optional<std::int64_t> last;  ///< the number of the latest part that touched it
    bool changed = false;
  };
  using Lots = std::vector<Held*>;  ///< in the order they came to be
  /// The lots of one person's money in one account and stream: all of them, once it is there.
  struct Shelf {
    Lots lots;
    bool read = false;
  };
  /// Whose lots an account that is no pot has in a stream.
  struct People {
    std::set<std::string> people;
    bool read = false;  ///< everybody with something in it is among them
  };
  struct Sought {
    std::string_view account, stream, person;
    Shelf* shelf;
  };
  struct Promised {
    std::int64_t number, from_lot, to_lot;
    Pence left;
  };
  /// A lot that is not written yet.
  struct Fresh {
    const Held* held;
    std::string account, stream;
  };
  /// A row that is not written yet.
  struct Unwritten {
    pot::PartView part;
    std::int64_t number, from, to;
    std::optional<std::int64_t> reservation, from_before, to_before;
    Digest digest;
  };

  /// The shelf as far as it is known, and whether it was not known at all.
  std::pair<Shelf*, bool> place(std::string_view account, std::string_view stream, std::string_view person);
  Shelf& shelf(std::string_view account, std::string_view stream, std::string_view person);
  Held& lot(std::string_view account, std::string_view stream, const pot::Earmark& earmark);
  Held& lot_numbered(std::int64_t lot);
  Held& held(std::int64_t lot, pot::Earmark&& earmark, pot::Balance balance, std::optional<std::int64_t> last);
  Lots open_lots(const pot::Transfer& t, const pot::Limit& limit);
  Pence standing(const pot::Transfer& t);
  Result<Entered> take(const pot::Transfer& given);
  Result<Entered> settle(const pot::Transfer& given);
  Result<Entered> unless_repeat(const pot::Transfer& given, tl::unexpected<Refusal> refusal);
  Result<void> check_highest(const pot::Transfer& t);
  void enter(const pot::PartView& part, Held& from, Held& to, std::optional<std::int64_t> reservation);
  void touch(Held& lot);
  void read_shelves(const std::vector<Sought>& sought);
  void write_rows();

  Session& session_;
  Limits limits_;
  std::optional<Date> closed_;
  std::int64_t number_ = 0;
  std::optional<std::int64_t> last_lot_;  ///< the highest number of a lot; read when it is first needed
  Digest head_ = pot::chain_start;
  std::deque<Held> lots_;
  std::unordered_map<std::int64_t, Held*> by_number_;
  std::unordered_map<std::string, Shelf> shelves_;  ///< by account, NUL, stream, NUL, person
  std::unordered_map<std::string, People> people_;  ///< by account, NUL, stream
  std::vector<Fresh> fresh_;
  std::vector<Held*> changed_;
  std::unordered_set<std::string_view> there_;  ///< ids in the books, of those expected or entered
  std::deque<std::string> found_ids_;           ///< what there_ looks at, of those that were there before
  std::vector<Unwritten> rows_;
  std::deque<pot::Transfer> completed_;  ///< posts and releases with their reservation's accounts, while in rows_
  std::string key_;
};

}  // namespace onepot::store::ledger
