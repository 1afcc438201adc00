#include "onepot/store/ledger.h"

#include "ledger_rows.h"
#include "onepot/pot/accounts.h"

namespace onepot::store::ledger {
namespace {

std::string_view bytes_of(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

/// Writes transfers into one session. Balances are read once, kept here while transfers are entered, and written by
/// close(): a thousand payments out of one account cost one write of its balance.
class Writer {
 public:
  explicit Writer(Session& session)
      : session_(session),
        insert_(session.prepare("INSERT INTO transfer (number, id, stage, booked, effective, from_lot, to_lot, pence, reservation, "
                                "until_date, purpose, note, from_before, to_before, digest) VALUES (:number, :id, :stage, :booked, "
                                ":effective, :from, :to, :pence, :reservation, :until, :purpose, :note, :from_before, :to_before, "
                                ":digest) ON CONFLICT (id) DO NOTHING")),
        find_lot_(session.prepare("SELECT b.lot, b.posted_pence, b.committed_pence, b.last_transfer FROM ledger_lot l "
                                  "JOIN ledger_balance b ON b.lot = l.id WHERE l.account = :account AND l.stream = :stream")) {
    if (const auto head = session.query("SELECT number, digest FROM transfer ORDER BY number DESC LIMIT 1").first()) {
      number_ = head->integer(0);
      const auto digest = head->view(1);
      ONEPOT_ASSERT(digest.size() == head_.size());
      std::copy(digest.begin(), digest.end(), head_.begin());
    }
  }

  Result<Entered> post(const pot::Transfer& given) {
    ONEPOT_CHECK(pot::check(given));
    if (given.stage == pot::Stage::move || given.stage == pot::Stage::reserve) {
      Held& from = held(given.from, given.stream);
      if (from.balance.available() < given.amount && !overdraws(given.from))
        return unless_repeat(given, pot::missing_funds(given, from.balance.available()));
      return enter(given, given, from, std::nullopt);
    }
    const auto promise = promise_of(given.reservation);
    if (!promise) return unless_repeat(given, pot::unknown_reservation(given));
    const auto completed = pot::complete(given, promise->reserve, promise->left);
    if (!completed) return unless_repeat(given, tl::unexpected(completed.error()));
    return enter(*completed, given, held(completed->from, completed->stream), promise->number);
  }

  void close() {
    auto update = session_.prepare("UPDATE ledger_balance SET posted_pence = :posted, committed_pence = :committed, last_transfer = :last "
                                   "WHERE lot = :lot");
    // In the order of the table: neighbours share pages.
    std::sort(changed_.begin(), changed_.end(), [](const Held* a, const Held* b) { return a->lot < b->lot; });
    for (Held* h : changed_) {
      update.run({{"posted", h->balance.posted}, {"committed", h->balance.committed}, {"last", h->last}, {"lot", h->lot}});
      h->changed = false;
    }
    changed_.clear();
  }

 private:
  struct Held {
    std::int64_t lot = 0;  ///< 0: not in the books yet
    pot::Balance balance;
    std::optional<std::int64_t> last;  ///< the number of the latest transfer that touched it
    bool changed = false;
  };
  struct Promise {
    std::int64_t number;
    pot::Transfer reserve;
    Pence left;
  };

  Held& held(const std::string& account, const std::string& stream) {
    key_.assign(account).append(1, '\0').append(stream);
    const auto [at, is_new] = lots_.try_emplace(key_);
    if (is_new)
      if (const auto row = find_lot_.query({{"account", account}, {"stream", stream}}).first())
        at->second = Held{row->integer(0), {row->pence(1), row->pence(2)}, row->maybe_integer(3), false};
    return at->second;
  }

  void make(Held& lot, const std::string& account, const std::string& stream) {
    if (lot.lot != 0) return;
    session_.run("INSERT INTO ledger_account (name, overdraft) VALUES (:name, :overdraft) ON CONFLICT (name) DO NOTHING",
                 {{"name", account}, {"overdraft", pot::may_overdraw(account)}});
    lot.lot = session_.query("INSERT INTO ledger_lot (account, stream, person) VALUES (:account, :stream, :person) RETURNING id",
                            {{"account", account}, {"stream", stream}, {"person", pot::person_of(account).value_or("")}})
                  .one().integer(0);
    session_.run("INSERT INTO ledger_balance (lot, posted_pence, committed_pence) VALUES (:lot, 0, 0)", {{"lot", lot.lot}});
  }

  void touch(Held& lot) {
    if (!lot.changed) changed_.push_back(&lot);
    lot.changed = true;
    lot.last = number_;
  }

  /// Asked only when an account would go below nought.
  bool overdraws(const std::string& account) {
    const auto row = session_.query("SELECT overdraft FROM ledger_account WHERE name = :name", {{"name", account}}).first();
    return row ? row->boolean(0) : pot::may_overdraw(account);
  }

  std::optional<Promise> promise_of(const std::string& id) {
    const auto number = session_.query("SELECT r.number, r.left_pence FROM transfer t JOIN ledger_reservation r ON r.number = t.number "
                                       "WHERE t.id = :id", {{"id", id}}).first();
    if (!number) return std::nullopt;
    return Promise{number->integer(0), *find(session_, id), number->pence(1)};
  }

  /// The same id with the same body is a repeat whatever the books say now; otherwise the refusal stands.
  Result<Entered> unless_repeat(const pot::Transfer& given, tl::unexpected<Refusal> refusal) {
    const auto row = session_.query("SELECT number FROM transfer WHERE id = :id", {{"id", given.id}}).first();
    if (!row) return refusal;
    if (!pot::same_body(*find(session_, given.id), given)) return pot::id_taken(given);
    return Entered{row->integer(0), true};
  }

  Result<Entered> enter(const pot::Transfer& t, const pot::Transfer& given, Held& from, std::optional<std::int64_t> reservation) {
    Held& to = held(t.to, t.stream);
    make(from, t.from, t.stream);
    make(to, t.to, t.stream);
    const Digest digest = pot::chained(head_, t);
    const bool entered = insert_.run({{"number", number_ + 1}, {"id", t.id}, {"stage", static_cast<int>(t.stage)}, {"booked", t.booked},
                                      {"effective", t.effective}, {"from", from.lot}, {"to", to.lot}, {"pence", t.amount},
                                      {"reservation", reservation}, {"until", t.until}, {"purpose", t.purpose}, {"note", t.note},
                                      {"from_before", from.last}, {"to_before", to.last}, {"digest", Bytes{bytes_of(digest)}}}) == 1;
    if (!entered) return unless_repeat(given, pot::id_taken(given));
    ++number_;
    head_ = digest;
    touch(from);
    touch(to);
    if (t.stage == pot::Stage::move || t.stage == pot::Stage::post) {
      from.balance.posted -= t.amount;
      to.balance.posted += t.amount;
    }
    if (t.stage == pot::Stage::reserve) {
      from.balance.committed += t.amount;
      session_.run("INSERT INTO ledger_reservation (number, from_lot, left_pence) VALUES (:number, :from, :left)",
                   {{"number", number_}, {"from", from.lot}, {"left", t.amount}});
    } else if (reservation) {
      from.balance.committed -= t.amount;
      session_.run("UPDATE ledger_reservation SET left_pence = left_pence - :amount WHERE number = :number",
                   {{"amount", t.amount}, {"number", *reservation}});
    }
    return Entered{number_, false};
  }

  Session& session_;
  Statement insert_, find_lot_;
  std::int64_t number_ = 0;
  Digest head_ = pot::chain_start;
  std::unordered_map<std::string, Held> lots_;
  std::vector<Held*> changed_;
  std::string key_;
};

}  // namespace

Result<Entered> post(Session& session, const pot::Transfer& transfer) {
  Writer writer(session);
  auto entered = writer.post(transfer);
  writer.close();
  return entered;
}

Result<std::vector<Entered>> post(Session& session, std::span<const pot::Transfer> transfers) {
  Writer writer(session);
  std::vector<Entered> out;
  out.reserve(transfers.size());
  for (const auto& t : transfers) {
    auto entered = writer.post(t);
    if (!entered) {
      writer.close();
      Refusal refusal = std::move(entered).error();
      refusal.where.line = static_cast<long>(out.size()) + 1;
      return tl::unexpected(std::move(refusal));
    }
    out.push_back(*entered);
  }
  writer.close();
  return out;
}

Result<std::vector<Entered>> settle(Session& session, std::string_view id, Pence amount, std::span<const std::string> reservations,
                                    Date booked, Date effective, std::string_view note) {
  // A repeat: what was settled then is settled; what is left now says nothing about it.
  const std::string first_id = fmt::format("{}/1", id);
  std::vector<pot::Transfer> parts;
  if (find(session, first_id)) {
    Pence sum;
    for (std::size_t n = 1;; ++n) {
      auto before = find(session, fmt::format("{}/{}", id, n));
      if (!before) break;
      sum += before->amount;
      parts.push_back(std::move(*before));
    }
    if (sum != amount) return pot::id_taken(parts.front());
    return post(session, parts);
  }
  Pence rest = amount;
  for (const auto& reservation : reservations) {
    const Pence part = std::min(rest, left(session, reservation));
    if (part == Pence()) continue;
    parts.push_back({.id = fmt::format("{}/{}", id, parts.size() + 1), .booked = booked, .effective = effective, .amount = part,
                     .stage = pot::Stage::post, .reservation = reservation, .note = std::string(note)});
    const auto reserve = find(session, reservation);
    parts.back().purpose = reserve->purpose;
    rest -= part;
  }
  if (rest > Pence())
    return refuse("not-left", fmt::format("{} is left of what was promised, and {} is asked for", to_decimal(amount - rest), to_decimal(amount)));
  return post(session, parts);
}

Result<std::size_t> expire_due(Session& session, Date today) {
  const Rows due = session.query("SELECT t.id FROM ledger_reservation r JOIN transfer t ON t.number = r.number "
                                 "WHERE r.left_pence > 0 AND t.until_date < :today ORDER BY t.number", {{"today", today}});
  std::vector<pot::Transfer> releases;
  for (const auto row : due)
    releases.push_back({.id = fmt::format("{}/expired", row.view(0)), .booked = today, .effective = today, .stage = pot::Stage::expire,
                        .reservation = row.text(0)});
  ONEPOT_CHECK(post(session, releases));
  return releases.size();
}

void set_overdraft(Session& session, std::string_view account, bool allowed) {
  session.run("INSERT INTO ledger_account (name, overdraft) VALUES (:name, :allowed) "
              "ON CONFLICT (name) DO UPDATE SET overdraft = excluded.overdraft", {{"name", account}, {"allowed", allowed}});
}

}  // namespace onepot::store::ledger
