#include "ledger_parts.h"
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
    carried_ = state_of(session_).carried;
    read_lots();
    read_closings();
    walk_chain();
    compare_reservations();
    compare_lots();
    out_.transfers = static_cast<std::int64_t>(ids_);
    out_.head = to_hex(head_);
    return std::move(out_);
  }

 private:
  struct Held {
    std::string account, stream;
    pot::Earmark earmark;
    pot::Balance stored, found;
    std::int64_t stored_last = 0, found_last = 0;
  };

  template <class... Args>
  void problem(fmt::format_string<Args...> text, Args&&... args) {
    constexpr std::size_t problems_max = 100;
    if (out_.problems.size() < problems_max) out_.problems.push_back(fmt::format(text, std::forward<Args>(args)...));
  }

  void read_lots() {
    session_.each(
        "SELECT lot, account, stream, posted_pence, committed_pence, last_transfer, person, holding, conditions, "
        "pot_of "
        "FROM ledger_standing",
        {}, [&](const Row& row) {
          if (row.view(9) != pot::person_of(row.view(1)).value_or(""))
            problem("'{}' is said to be part of the pot of '{}'", row.view(1), row.view(9));
          if (const auto fits = pot::check_earmark(earmark_of(row, 6), row.view(1)); !fits)
            problem("a lot cannot be: {}", fits.error().sentence);
          lots_.emplace(row.integer(0), Held{row.text(1),
                                             row.text(2),
                                             earmark_of(row, 6),
                                             {row.pence(3), row.pence(4)},
                                             {},
                                             row.maybe_integer(5).value_or(0),
                                             0});
        });
    out_.lots = static_cast<std::int64_t>(lots_.size());
  }

  void read_closings() {
    for (auto& closing : closings(session_)) closings_.emplace(closing.rows, std::move(closing));
  }

  /// Lots are looked up in memory and reservations' ids remembered: nothing is asked row by row.
  void walk_chain() {
    check_closings();
    session_.each("SELECT first, parts, body, digest FROM ledger_segment ORDER BY first", {}, [&](const Row& row) {
      const std::int64_t first = row.integer(0), before = out_.rows;
      if (first != before + 1) problem("row {} stands where {} was expected: one is missing", first, before + 1);
      out_.rows = first - 1;
      const bool read = unpack(row.view(2), first, [&](const PackedPart& p) {
        ++out_.rows;
        take(p);
        check_closings();
        return true;
      });
      if (!read) problem("the rows from number {} on cannot be read", first);
      if (out_.rows - first + 1 != row.integer(1))
        problem("the segment of row {} should have {} rows and has {}", first, row.integer(1), out_.rows - first + 1);
      check_digest(row.view(3), first);
    });
    check_ids();
    if (carried_ > out_.rows)
      problem("the balances are said to be carried up to row {}, and there are {} rows", carried_, out_.rows);
    for (const auto& [transfers, closing] : closings_)
      if (transfers > out_.rows)
        problem("there were {} rows when the books were closed up to {}, and now there are {}", transfers,
                to_iso(closing.until), out_.rows);
  }

  void check_digest(std::string_view stored, std::int64_t first) {
    if (std::equal(stored.begin(), stored.end(), head_.begin(), head_.end(),
                   [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; }))
      return;
    if (first == out_.rows)
      problem("transfer {} ('{}') is not what was entered: the chain of hashes breaks here", first, before_);
    else
      problem("of the transfers {} to {} one is not what was entered: the chain of hashes breaks here", first,
              out_.rows);
    if (stored.size() == head_.size()) std::copy(stored.begin(), stored.end(), head_.begin());
  }

  /// Every id leads to its first row, and no id to another. Sums over the pairs of id and number say so without
  /// remembering a million ids: what can be tampered with here is proved by the chain, this finds what went wrong.
  void check_ids() {
    std::uint64_t ids = 0;
    std::uint64_t sum = 0;
    session_.each("SELECT id, number FROM ledger_id", {}, [&](const Row& row) {
      ++ids;
      sum += pair_hash(row.view(0), row.integer(1));
    });
    if (ids != ids_ || sum != ids_sum_)
      problem("the list of ids does not fit the transfers: it has {}, and there are {}", ids, ids_);
  }

  static std::uint64_t pair_hash(std::string_view id, std::int64_t number) {
    return (std::hash<std::string_view>()(id) ^ (static_cast<std::uint64_t>(number) * 0x9e3779b97f4a7c15ULL)) *
           0xff51afd7ed558ccdULL;
  }

  /// What was there when the books were closed has the digest that it had, and nothing after it is booked on a closed
  /// day.
  void check_closings() {
    for (auto [at, end] = closings_.equal_range(out_.rows); at != end; ++at) {
      if (at->second.head != to_hex(head_))
        problem("what was closed up to {} is not what it was when it was closed", to_iso(at->second.until));
      closed_ = closed_ ? std::max(*closed_, at->second.until) : at->second.until;
    }
  }

  void take(const PackedPart& p) {
    const std::int64_t number = p.number;
    const auto from_at = lots_.find(p.from_lot), to_at = lots_.find(p.to_lot);
    if (from_at == lots_.end() || to_at == lots_.end())
      return problem("transfer {} names a lot that is not there", number);
    Held &from = from_at->second, &to = to_at->second;
    if (from.found_last != p.from_before || to.found_last != p.to_before)
      problem("transfer {} does not follow the one before it in its lots", number);
    from.found_last = to.found_last = number;
    if (number > carried_) from.stored_last = to.stored_last = number;
    if (from.stream != to.stream)
      problem("transfer {} leaves stream {} and arrives in {}: a penny changed its stream", number, from.stream,
              to.stream);
    text_.id = p.id;
    text_.booked = p.booked;
    text_.effective = p.effective;
    text_.from = from.account;
    text_.to = to.account;
    text_.amount = p.amount;
    text_.stream = from.stream;
    text_.purpose = p.purpose;
    text_.stage = p.stage;
    text_.until = p.until;
    text_.note = p.note;
    text_.reservation.clear();
    const pot::Transfer& t = text_;
    if (p.reservation != 0) text_.reservation = promise_id(p.reservation, number, t.amount);
    const pot::PartView part{&t, t.amount, &from.earmark, &to.earmark, p.part, (p.said & 1) != 0, (p.said & 2) != 0};
    check_order(part, number);
    head_ = pot::chained(head_, part);
    if (closed_ && t.booked <= *closed_)
      problem("transfer {} ('{}') was booked on {} after the books were closed up to {}", number, t.id,
              to_iso(t.booked), to_iso(*closed_));
    // A tampered amount may be any number: one that could never have been entered is not added up.
    if (t.amount <= Pence() || t.amount > pot::amount_max)
      return problem("transfer {} has an impossible amount", number);
    book(part, number, p.from_lot, p.to_lot, from, to);
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
    if (part.number == 0) {
      ++ids_;
      ids_sum_ += pair_hash(t.id, number);
    }
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

  void book(const pot::PartView& part, std::int64_t number, std::int64_t from_lot, std::int64_t to_lot, Held& from,
            Held& to) {
    const pot::Transfer& t = *part.transfer;
    book(t, from.found, to.found);
    // What came after the balances were carried is added to them, as whoever asks for a balance does.
    if (number > carried_) book(t, from.stored, to.stored);
    if (t.stage == pot::Stage::reserve) promises_.emplace(number, Promise{t.id, t.amount, from_lot, to_lot});
  }

  static void book(const pot::Transfer& t, pot::Balance& from, pot::Balance& to) {
    if (t.stage == pot::Stage::move || t.stage == pot::Stage::post) {
      from.posted -= t.amount;
      to.posted += t.amount;
    }
    if (t.stage == pot::Stage::reserve)
      from.committed += t.amount;
    else if (t.stage != pot::Stage::move)
      from.committed -= t.amount;
  }

  void compare_reservations() {
    std::size_t seen = 0;
    session_.each("SELECT number + part, left_pence, from_lot, to_lot FROM ledger_reservation", {},
                  [&](const Row& row) {
                    const auto promise = promises_.find(row.integer(0));
                    if (promise == promises_.end())
                      return problem("a reservation {} is kept that no transfer made", row.integer(0));
                    ++seen;
                    const auto& [id, left, from, to] = promise->second;
                    if (left != row.pence(1))
                      problem("reservation '{}' says {} is left, its transfers say {}", id, to_decimal(row.pence(1)),
                              to_decimal(left));
                    if (from != row.integer(2) || to != row.integer(3))
                      problem("reservation '{}' is kept with other lots", id);
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
    std::int64_t from_lot, to_lot;
  };
  Session& session_;
  Verified out_;
  Digest head_ = pot::chain_start;
  std::int64_t carried_ = 0;  ///< the row up to which the stored balances go
  std::unordered_map<std::int64_t, Held> lots_;
  std::multimap<std::int64_t, Closing> closings_;  ///< by how many transfers there were
  std::optional<Date> closed_;
  pot::Transfer text_;  ///< the row being read: one whose memory is used again
  std::string before_;  ///< the id of the row before it
  std::int64_t before_part_ = 0;
  std::uint64_t ids_ = 0, ids_sum_ = 0;
  std::unordered_map<std::string, __int128> passed_;  ///< to each person from others, less what was passed on
  std::unordered_map<std::int64_t, Promise> promises_;
};

}  // namespace

Verified verify(Session& session) {
  return Verifier(session).run();
}

}  // namespace onepot::store::ledger
