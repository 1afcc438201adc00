#include "onepot/store/ledger_sums.h"

#include <unordered_set>

#include "ledger_recent.h"
#include "onepot/base/hash.h"

namespace onepot::store::ledger {
namespace {

void add(pot::Balance& sum, const pot::Balance& part) {
  sum.posted += part.posted;
  sum.committed += part.committed;
}

/// Every row that counts on a day, and what it does to the lots that it leaves and where it arrives.
void each_until(Session& session, std::optional<Date> day, Dated by,
                const std::function<void(const PackedPart&, const pot::Balance&, const pot::Balance&)>& f) {
  each_packed(session, [&](const PackedPart& p) {
    if (day && (by == Dated::booked ? p.booked : p.effective) > *day) return;
    const pot::Balance left = leaving(p);
    f(p, left, {-left.posted, Pence()});
  });
}

}  // namespace

std::vector<Lot> lots_at(Session& session, Date day, Dated by) {
  std::unordered_map<std::int64_t, pot::Balance> sums;
  each_until(session, day, by, [&](const PackedPart& p, const pot::Balance& from, const pot::Balance& to) {
    add(sums[p.from_lot], from);
    add(sums[p.to_lot], to);
  });
  LotNames names(session);
  names.read_all();
  std::vector<Lot> out;
  out.reserve(sums.size());
  for (const auto& [lot, balance] : sums) {
    const LotName& name = names.of(lot);
    out.push_back({name.account, name.stream, name.earmark, balance});
  }
  std::sort(out.begin(), out.end(), [](const Lot& a, const Lot& b) {
    return std::tie(a.account, a.stream, a.earmark) < std::tie(b.account, b.stream, b.earmark);
  });
  return out;
}

std::vector<Sum> sums_by_purpose(Session& session, std::optional<Date> at, Dated by) {
  std::unordered_set<std::int64_t> pots;
  session.each("SELECT id FROM ledger_lot WHERE pot_of <> ''", {},
               [&](const Row& row) { pots.insert(row.integer(0)); });
  std::map<std::string, pot::Balance, std::less<>> sums;
  each_until(session, at, by, [&](const PackedPart& p, const pot::Balance& from, const pot::Balance& to) {
    const bool leaves = pots.contains(p.from_lot), arrives = pots.contains(p.to_lot);
    if (!leaves && !arrives) return;
    auto found = sums.find(p.purpose);
    if (found == sums.end()) found = sums.emplace(std::string(p.purpose), pot::Balance()).first;
    if (leaves) add(found->second, from);
    if (arrives) add(found->second, to);
  });
  std::vector<Sum> out;
  for (auto& [purpose, balance] : sums) out.push_back({purpose, balance});
  return out;
}

std::vector<pot::Transfer> summed(Session& session, Period period) {
  using Key = std::tuple<bool, pot::Stage, std::int64_t, std::int64_t>;  // within the period, stage, from, to
  struct Hash {
    std::size_t operator()(const Key& key) const {
      const auto& [within, stage, from, to] = key;
      return std::hash<std::int64_t>()((from * 1'000'003 + to) * 16 + static_cast<std::int64_t>(stage) * 2 +
                                       (within ? 1 : 0));
    }
  };
  std::unordered_map<Key, Pence, Hash> sums;
  each_packed(session, [&](const PackedPart& p) {
    if (p.booked <= period.until) sums[{p.booked >= period.from, p.stage, p.from_lot, p.to_lot}] += p.amount;
  });
  LotNames names(session);
  names.read_all();
  std::map<std::tuple<bool, pot::Stage, std::string, std::string, std::string>, Pence> named;
  for (const auto& [key, amount] : sums) {
    const auto& [within, stage, from, to] = key;
    const LotName& leaves = names.of(from);
    named[{within, stage, leaves.account, names.of(to).account, leaves.stream}] += amount;
  }
  std::vector<pot::Transfer> out;
  for (const auto& [key, amount] : named) {
    const auto& [within, stage, from, to, stream] = key;
    out.push_back({.booked = within ? period.from : period.from - 1,
                   .from = from,
                   .to = to,
                   .amount = amount,
                   .stream = stream,
                   .stage = stage});
  }
  return out;
}

void each_within(Session& session, Period period, const std::function<void(const pot::Transfer&)>& f) {
  Parts parts(session);
  parts.lots.read_all();
  each_packed(session, [&](const PackedPart& p) {
    if (p.booked >= period.from && p.booked <= period.until) f(parts.whole(p, std::string_view()).transfer);
  });
}

std::string last_hash(Session& session) {
  return to_hex(head_of(session).digest);
}

std::optional<Period> days_booked(Session& session) {
  std::optional<Period> out;
  each_packed(session, [&](const PackedPart& p) {
    if (!out) out = Period{p.booked, p.booked};
    out->from = std::min(out->from, p.booked);
    out->until = std::max(out->until, p.booked);
  });
  return out;
}

}  // namespace onepot::store::ledger
