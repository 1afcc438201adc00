// No day of care twice: in which bed a person lay on each day, and what that bed sets aside.
#include <algorithm>

#include "days.h"

namespace onepot::price {

namespace care_days {

Period days_of(const CareRules& rules, const CareRecord& r) {
  return {r.from, rules.kinds[r.kind].bed && r.until > r.from ? r.until - 1 : r.until};
}

Pence until_day(const CareRecord& r, const Period& days, Date before) {
  const auto all = days.until - days.from + 1, some = before - days.from;
  return Pence(static_cast<std::int64_t>(static_cast<__int128>(r.cost.count()) * some / all));
}

namespace {

/// Days on which one bed has the person.
struct InBed {
  Date from, until;
  std::uint32_t record = 0;
};

/// Whose bed comes first: the earlier kind of the table; of one kind the stay begun earlier, then the earlier record.
bool comes_first(const std::vector<CareRecord>& records, std::uint32_t a, std::uint32_t b) {
  const CareRecord &x = records[a], &y = records[b];
  if (x.kind != y.kind) return x.kind < y.kind;
  if (x.from != y.from) return x.from < y.from;
  return a < b;
}

/// The days in beds without overlap, in order.
std::vector<InBed> in_beds(const CareRules& rules, const std::vector<CareRecord>& records,
                           const std::vector<std::uint32_t>& mine) {
  std::vector<std::uint32_t> beds;
  for (const auto i : mine)
    if (rules.kinds[records[i].kind].bed) beds.push_back(i);
  std::ranges::sort(beds, [&](auto a, auto b) { return comes_first(records, a, b); });
  // Each takes what those before it have left.
  std::vector<InBed> taken;
  for (const auto i : beds) {
    const Period days = days_of(rules, records[i]);
    std::vector<InBed> mine_now;
    Date at = days.from;
    for (const InBed& other : taken) {
      if (other.until < at) continue;
      if (other.from > days.until) break;
      if (other.from > at) mine_now.push_back({at, other.from - 1, i});
      at = std::max(at, other.until + 1);
    }
    if (at <= days.until) mine_now.push_back({at, days.until, i});
    taken.insert(taken.end(), mine_now.begin(), mine_now.end());
    std::ranges::sort(taken, {}, &InBed::from);
  }
  return taken;
}

}  // namespace
}  // namespace care_days

std::vector<CarePiece> count_days(const CareRules& rules, const std::vector<CareRecord>& records,
                                  const std::vector<std::uint32_t>& mine, Period window) {
  using namespace care_days;
  const auto beds = in_beds(rules, records, mine);
  std::vector<CarePiece> out;
  for (const auto i : mine) {
    const CareRecord& r = records[i];
    const CareKind& kind = rules.kinds[r.kind];
    const Period days = days_of(rules, r);
    const Date last = std::min(days.until, window.until);
    Date at = std::max(days.from, window.from);
    const auto piece = [&](Date until, bool counted, std::uint32_t by) {
      const Pence pence = until_day(r, days, until + 1) - until_day(r, days, at);
      out.push_back({i, at, until - at + 1, pence, counted, by});
      at = until + 1;
    };
    for (auto bed = std::ranges::lower_bound(beds, at, {}, &InBed::until); at <= last; ++bed) {
      if (bed == beds.end() || bed->from > last) {
        piece(last, true, i);
        break;
      }
      const bool stands = bed->record == i || (!kind.bed && !kind.gives_way[records[bed->record].kind]);
      if (bed->from > at) piece(bed->from - 1, true, i);
      piece(std::min(last, bed->until), stands, stands ? i : bed->record);
    }
  }
  return out;
}

std::string rule_of(const CareRules& rules, const std::vector<CareRecord>& records, const CarePiece& piece) {
  if (piece.counted) return {};
  const auto &mine = rules.kinds[records[piece.record].kind], &first = rules.kinds[records[piece.by].kind];
  return mine.id == first.id ? "one bed at a time: " + mine.id : first.id + " before " + mine.id;
}

std::vector<std::vector<std::uint32_t>> by_person(const CareRecords& records) {
  std::vector<std::vector<std::uint32_t>> out(records.people.size());
  for (std::uint32_t i = 0; i < records.records.size(); ++i) out[records.records[i].person].push_back(i);
  return out;
}

}  // namespace onepot::price
