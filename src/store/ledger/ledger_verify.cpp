#include "ledger_rows.h"
#include "onepot/base/hash.h"
#include "onepot/store/ledger.h"

namespace onepot::store::ledger {
namespace {

class Verifier {
 public:
  explicit Verifier(Session& session) : session_(session) {}

  Verified run() {
    read_lots();
    walk_chain();
    compare_reservations();
    compare_lots();
    out_.head = to_hex(head_);
    return std::move(out_);
  }

 private:
  struct Account {
    std::string account, stream;
    pot::Balance stored, found;
    std::optional<std::int64_t> stored_last, found_last;
  };

  template <class... Args>
  void problem(fmt::format_string<Args...> text, Args&&... args) {
    constexpr std::size_t problems_max = 100;
    if (out_.problems.size() < problems_max) out_.problems.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  void read_lots() {
    session_.each(
        "SELECT l.id, l.account, l.stream, b.posted_pence, b.committed_pence, b.last_transfer FROM ledger_lot l "
        "LEFT JOIN ledger_balance b ON b.lot = l.id",
        {}, [&](const Row& row) {
          if (row.null(3)) return problem("'{}' in {} has no balance", row.view(1), row.view(2));
          lots_.emplace(row.integer(0),
                        Account{row.text(1), row.text(2), {row.pence(3), row.pence(4)}, {}, row.maybe_integer(5), {}});
        });
    out_.lots = static_cast<std::int64_t>(lots_.size());
  }

  /// Lots are looked up in memory and reservations' ids remembered: no join over the whole table.
  void walk_chain() {
    session_.each(
        "SELECT number, id, stage, booked, effective, from_lot, to_lot, pence, reservation, until_date, purpose, note, "
        "digest, "
        "from_before, to_before FROM transfer ORDER BY number",
        {}, [&](const Row& row) { take(row); });
  }

  void take(const Row& row) {
    const std::int64_t number = row.integer(0);
    if (number != ++out_.transfers) {
      problem("transfer {} stands where {} was expected: one is missing", number, out_.transfers);
      out_.transfers = number;
    }
    const auto from = lots_.find(row.integer(5)), to = lots_.find(row.integer(6));
    if (from == lots_.end() || to == lots_.end())
      return problem("transfer {} names an account that is not there", number);
    if (from->second.found_last != row.maybe_integer(13) || to->second.found_last != row.maybe_integer(14))
      problem("transfer {} does not follow the one before it in its accounts", number);
    from->second.found_last = to->second.found_last = number;
    if (from->second.stream != to->second.stream)
      problem("transfer {} leaves stream {} and arrives in {}: a penny changed its stream", number, from->second.stream,
              to->second.stream);
    pot::Transfer t{.id = row.text(1),
                    .booked = row.date(3),
                    .effective = row.date(4),
                    .from = from->second.account,
                    .to = to->second.account,
                    .amount = row.pence(7),
                    .stream = from->second.stream,
                    .purpose = row.text(10),
                    .stage = static_cast<pot::Stage>(row.integer(2)),
                    .until = row.maybe_date(9),
                    .note = row.text(11)};
    if (const auto reservation = row.maybe_integer(8)) t.reservation = promise_id(*reservation, number, t.amount);
    head_ = pot::chained(head_, t);
    const auto stored = row.view(12);
    if (!std::equal(stored.begin(), stored.end(), head_.begin(), head_.end(),
                    [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; })) {
      problem("transfer {} ('{}') is not what was entered: the chain of hashes breaks here", number, t.id);
      if (stored.size() == head_.size()) std::copy(stored.begin(), stored.end(), head_.begin());
    }
    // A tampered amount may be any number: one that could never have been entered is not added up.
    if (t.amount <= Pence() || t.amount > pot::amount_max)
      return problem("transfer {} has an impossible amount", number);
    book(t, number, from->second.found, to->second.found);
  }

  std::string promise_id(std::int64_t reservation, std::int64_t number, Pence amount) {
    const auto promise = promises_.find(reservation);
    if (promise == promises_.end()) {
      problem("transfer {} is of reservation {}, which is not there before it", number, reservation);
      return "";
    }
    promise->second.left -= amount;
    if (promise->second.left < Pence())
      problem("transfer {} takes more of reservation '{}' than was left", number, promise->second.id);
    return promise->second.id;
  }

  void book(const pot::Transfer& t, std::int64_t number, pot::Balance& from, pot::Balance& to) {
    const bool moves = t.stage == pot::Stage::move || t.stage == pot::Stage::post;
    if (moves) {
      from.posted -= t.amount;
      to.posted += t.amount;
    }
    if (t.stage == pot::Stage::reserve) {
      from.committed += t.amount;
      promises_.emplace(number, Promise{t.id, t.amount});
    } else if (t.stage != pot::Stage::move) {
      from.committed -= t.amount;
    }
  }

  void compare_reservations() {
    std::size_t seen = 0;
    session_.each("SELECT number, left_pence FROM ledger_reservation", {}, [&](const Row& row) {
      const auto promise = promises_.find(row.integer(0));
      if (promise == promises_.end()) return problem("a reservation {} is kept that no transfer made", row.integer(0));
      ++seen;
      if (promise->second.left != row.pence(1))
        problem("reservation '{}' says {} is left, its transfers say {}", promise->second.id, to_decimal(row.pence(1)),
                to_decimal(promise->second.left));
    });
    if (seen != promises_.size()) problem("{} reservations were made and {} are kept", promises_.size(), seen);
  }

  void compare_lots() {
    std::map<std::string, __int128> streams;  // wide: what is stored may be any number
    for (const auto& [id, lot] : lots_) {
      streams[lot.stream] += lot.stored.posted.count();
      if (lot.stored.posted != lot.found.posted)
        problem("'{}' in {}: the balance says {}, its postings say {}", lot.account, lot.stream,
                to_decimal(lot.stored.posted), to_decimal(lot.found.posted));
      if (lot.stored_last != lot.found_last)
        problem("'{}' in {}: its history does not begin at its latest transfer", lot.account, lot.stream);
      if (lot.stored.committed != lot.found.committed)
        problem("'{}' in {}: {} is said to be committed, its reservations say {}", lot.account, lot.stream,
                to_decimal(lot.stored.committed), to_decimal(lot.found.committed));
    }
    __int128 total = 0;
    for (const auto& [stream, sum] : streams) {
      total += sum;
      if (sum != 0)
        problem("stream {} does not balance: its accounts sum to {} pence, expected 0", stream,
                static_cast<double>(sum));
    }
    if (total != 0)
      problem("the books do not balance: all accounts sum to {} pence, expected 0", static_cast<double>(total));
  }

  struct Promise {
    std::string id;
    Pence left;
  };
  Session& session_;
  Verified out_;
  Digest head_ = pot::chain_start;
  std::unordered_map<std::int64_t, Account> lots_;
  std::unordered_map<std::int64_t, Promise> promises_;
};

}  // namespace

Verified verify(Session& session) {
  return Verifier(session).run();
}

}  // namespace onepot::store::ledger
