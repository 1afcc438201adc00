#include "ledger_rows.h"
#include "onepot/base/hash.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_closing.h"

namespace onepot::store::ledger {
namespace {

class Verifier {
 public:
  explicit Verifier(Session& session) : session_(session) {}

  Verified run() {
    read_lots();
    read_closings();
    walk_chain();
    compare_reservations();
    compare_lots();
    out_.head = to_hex(head_);
    return std::move(out_);
  }

 private:
  struct Held {
    std::string account, stream;
    pot::Earmark earmark;
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
        "SELECT l.id, l.account, l.stream, b.posted_pence, b.committed_pence, b.last_transfer, l.person, l.holding, "
        "l.conditions, l.pot_of FROM ledger_lot l LEFT JOIN ledger_balance b ON b.lot = l.id",
        {}, [&](const Row& row) {
          if (row.null(3)) return problem("'{}' in {} has no balance", row.view(1), row.view(2));
          if (row.view(9) != pot::person_of(row.view(1)).value_or(""))
            problem("'{}' is said to be part of the pot of '{}'", row.view(1), row.view(9));
          if (const auto fits = pot::check_earmark(earmark_of(row, 6), row.view(1)); !fits)
            problem("a lot cannot be: {}", fits.error().sentence);
          lots_.emplace(row.integer(0), Held{row.text(1),
                                             row.text(2),
                                             earmark_of(row, 6),
                                             {row.pence(3), row.pence(4)},
                                             {},
                                             row.maybe_integer(5),
                                             {}});
        });
    out_.lots = static_cast<std::int64_t>(lots_.size());
  }

  void read_closings() {
    for (auto& closing : closings(session_)) closings_.emplace(closing.transfers, std::move(closing));
  }

  /// Lots are looked up in memory and reservations' ids remembered: no join over the whole table.
  void walk_chain() {
    check_closings();
    session_.each(
        "SELECT number, id, stage, booked, effective, from_lot, to_lot, pence, reservation, until_date, purpose, note, "
        "digest, from_before, to_before, part, said FROM transfer ORDER BY number",
        {}, [&](const Row& row) {
          take(row);
          check_closings();
        });
    for (const auto& [transfers, closing] : closings_)
      if (transfers > out_.transfers)
        problem("there were {} transfers when the books were closed up to {}, and now there are {}", transfers,
                to_iso(closing.until), out_.transfers);
  }

  /// What was there when the books were closed has the digest that it had, and nothing after it is booked on a closed
  /// day.
  void check_closings() {
    for (auto [at, end] = closings_.equal_range(out_.transfers); at != end; ++at) {
      if (at->second.head != to_hex(head_))
        problem("what was closed up to {} is not what it was when it was closed", to_iso(at->second.until));
      closed_ = closed_ ? std::max(*closed_, at->second.until) : at->second.until;
    }
  }

  void take(const Row& row) {
    const std::int64_t number = row.integer(0);
    if (number != ++out_.transfers) {
      problem("transfer {} stands where {} was expected: one is missing", number, out_.transfers);
      out_.transfers = number;
    }
    const auto from_at = lots_.find(row.integer(5)), to_at = lots_.find(row.integer(6));
    if (from_at == lots_.end() || to_at == lots_.end())
      return problem("transfer {} names a lot that is not there", number);
    Held &from = from_at->second, &to = to_at->second;
    if (from.found_last != row.maybe_integer(13) || to.found_last != row.maybe_integer(14))
      problem("transfer {} does not follow the one before it in its lots", number);
    from.found_last = to.found_last = number;
    if (from.stream != to.stream)
      problem("transfer {} leaves stream {} and arrives in {}: a penny changed its stream", number, from.stream,
              to.stream);
    text_.id = row.view(1);
    text_.booked = row.date(3);
    text_.effective = row.date(4);
    text_.from = from.account;
    text_.to = to.account;
    text_.amount = row.pence(7);
    text_.stream = from.stream;
    text_.purpose = row.view(10);
    text_.stage = static_cast<pot::Stage>(row.integer(2));
    text_.until = row.maybe_date(9);
    text_.note = row.view(11);
    text_.reservation.clear();
    const pot::Transfer& t = text_;
    if (const auto reservation = row.maybe_integer(8)) text_.reservation = promise_id(*reservation, number, t.amount);
    const auto said = row.integer(16);
    const pot::PartView part{
        &t, t.amount, &from.earmark, &to.earmark, row.integer(15), (said & 1) != 0, (said & 2) != 0};
    check_order(part, number);
    head_ = pot::chained(head_, part);
    const auto stored = row.view(12);
    if (!std::equal(stored.begin(), stored.end(), head_.begin(), head_.end(),
                    [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; })) {
      problem("transfer {} ('{}') is not what was entered: the chain of hashes breaks here", number, t.id);
      if (stored.size() == head_.size()) std::copy(stored.begin(), stored.end(), head_.begin());
    }
    if (closed_ && t.booked <= *closed_)
      problem("transfer {} ('{}') was booked on {} after the books were closed up to {}", number, t.id,
              to_iso(t.booked), to_iso(*closed_));
    // A tampered amount may be any number: one that could never have been entered is not added up.
    if (t.amount <= Pence() || t.amount > pot::amount_max)
      return problem("transfer {} has an impossible amount", number);
    book(part, number, from.found, to.found);
  }

  /// The parts of a transfer stand together, counted from 0; and a penny stays the same person's, unless it passes
  /// between two pots or the transfer says whose it becomes.
  void check_order(const pot::PartView& part, std::int64_t number) {
    const pot::Transfer& t = *part.transfer;
    const std::int64_t expected = t.id == before_ ? before_part_ + 1 : 0;
    if (part.number != expected)
      problem("transfer {} ('{}') is part {} where part {} was expected", number, t.id, part.number, expected);
    before_ = t.id;
    before_part_ = part.number;
    if (part.of->person == part.becomes->person) return;
    const bool into_pot = pot::person_of(t.to).has_value();
    if (!into_pot && !part.becomes_said && t.reservation.empty())
      problem("transfer {} ('{}') leaves {}'s money and arrives as {}'s: a penny changed its person", number, t.id,
              part.of->person, part.becomes->person);
    if (t.stage == pot::Stage::move || t.stage == pot::Stage::post) {
      passed_[part.of->person] -= t.amount.count();
      passed_[part.becomes->person] += t.amount.count();
    }
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

  void book(const pot::PartView& part, std::int64_t number, pot::Balance& from, pot::Balance& to) {
    const pot::Transfer& t = *part.transfer;
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
    std::map<std::string, __int128> streams, people;  // wide: what is stored may be any number
    for (const auto& [id, lot] : lots_) {
      streams[lot.stream] += lot.stored.posted.count();
      people[lot.earmark.person] += lot.stored.posted.count();
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
    for (const auto& [person, sum] : people)
      if (const auto passed = passed_.find(person); sum != (passed == passed_.end() ? 0 : passed->second))
        problem("{}'s money does not balance: it sums to {} pence, and {} passed to it from others", person,
                static_cast<double>(sum), passed == passed_.end() ? 0.0 : static_cast<double>(passed->second));
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
  std::unordered_map<std::int64_t, Held> lots_;
  std::multimap<std::int64_t, Closing> closings_;  ///< by how many transfers there were
  std::optional<Date> closed_;
  pot::Transfer text_;  ///< the row being read: one whose memory is used again
  std::string before_;  ///< the id of the row before it
  std::int64_t before_part_ = 0;
  std::unordered_map<std::string, __int128> passed_;  ///< to each person from others, less what was passed on
  std::unordered_map<std::int64_t, Promise> promises_;
};

}  // namespace

Verified verify(Session& session) {
  return Verifier(session).run();
}

}  // namespace onepot::store::ledger
