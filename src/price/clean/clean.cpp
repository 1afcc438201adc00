#include "onepot/price/clean.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/price/rows/columns.h"

namespace onepot::price {

namespace cleaning {

struct Stay {
  std::string record, person, provider;
  Date from;
  std::optional<Date> until;
  Pence price;
  std::size_t copy = 0;  ///< how many rows above are the same record again
  bool out = false;
};

struct Columns {
  std::size_t record = 0, person = 0, provider = 0, from = 0, until = 0, price = 0;
  bool priced() const { return price != csv::Columns::npos; }
};

Result<std::vector<Stay>> read(const csv::Table& table, const Columns& at) {
  std::vector<Stay> stays;
  std::map<std::string, std::size_t> seen;  // where each record stands last
  for (const auto& row : table.records) {
    Stay stay;
    stay.record = trim(field(row, at.record));
    stay.person = trim(field(row, at.person));
    stay.provider = trim(field(row, at.provider));
    if (stay.record.empty()) return refuse("bad-record", "a stay needs an id", where(table, row, at.record));
    if (stay.person.empty())
      return refuse("no-person", "the stay has no person; without one nothing can be said about it",
                    where(table, row, at.person));
    const auto from = parse_date(trim(field(row, at.from)));
    if (!from) return refuse("bad-date", from.error().sentence, where(table, row, at.from));
    stay.from = *from;
    if (const auto text = trim(field(row, at.until)); !text.empty()) {
      const auto until = parse_date(text);
      if (!until) return refuse("bad-date", until.error().sentence, where(table, row, at.until));
      if (*until < stay.from) return refuse("bad-date", "the stay ends before it begins", where(table, row, at.until));
      stay.until = *until;
    }
    if (at.priced()) {
      const auto text = trim(field(row, at.price));
      if (!text.empty()) {
        const auto price = parse_pence(text);
        if (!price) return refuse("bad-price", price.error().sentence, where(table, row, at.price));
        stay.price = *price;
      }
    }
    // Sent twice, it is a duplicate and found as one; another stay under the same id cannot be told from it.
    if (const auto [above, fresh] = seen.emplace(stay.record, stays.size()); !fresh) {
      const Stay& same = stays[above->second];
      if (std::tie(same.person, same.provider, same.from, same.until, same.price) !=
          std::tie(stay.person, stay.provider, stay.from, stay.until, stay.price))
        return refuse("bad-record", "another stay above has this id; a stay needs an id of its own",
                      where(table, row, at.record));
      stay.copy = same.copy + 1;
      above->second = stays.size();
    }
    stays.push_back(std::move(stay));
  }
  return stays;
}

Result<std::map<std::string, bool>> decided(const csv::Table& table) {
  std::map<std::string, bool> out;
  if (table.header.empty()) return out;
  csv::Columns columns(table);
  const auto finding = columns.need("finding"), decision = columns.need("decision");
  ONEPOT_CHECK(columns.done());
  for (const auto& row : table.records) {
    const auto d = trim(field(row, decision));
    if (d != "accept" && d != "undo")
      return refuse("bad-decision", "'" + std::string(d) + "' is not a decision; expected accept or undo",
                    where(table, row, decision));
    if (!out.emplace(std::string(trim(field(row, finding))), d == "accept").second)
      return refuse("bad-decision", "this finding is decided above already", where(table, row, finding));
  }
  return out;
}

class Cleaner {
 public:
  Cleaner(std::vector<Stay>& stays, const std::map<std::string, bool>& decisions, const CleanOptions& options)
      : stays_(stays), decisions_(decisions), options_(options) {}

  std::vector<Finding> run() {
    Date last = stays_.empty() ? Date() : stays_.front().from;
    std::map<std::string, std::vector<std::size_t>> of_person;
    for (std::size_t i = 0; i < stays_.size(); ++i) {
      last = std::max({last, stays_[i].from, stays_[i].until.value_or(stays_[i].from)});
      of_person[stays_[i].person].push_back(i);
    }
    for (auto& [person, rows] : of_person) {
      duplicates(rows);
      never_closed(rows, last);
      overlaps(rows);
      // A stay whose first nights were somebody else's begins later now: it may be the next after an open one.
      never_closed(rows, last);
    }
    std::ranges::sort(found_, {}, [](const Finding& f) { return std::pair(f.row, f.kind); });
    return std::move(found_);
  }

 private:
  /// Notes it; true when it is to be carried out.
  bool note(Finding::Kind kind, std::size_t row, std::size_t other, Pence effect, std::string words) {
    Finding f;
    f.kind = kind;
    f.row = row;
    f.other = other;
    f.effect = effect;
    f.words = std::move(words);
    std::string of = std::string(to_text(kind)) + "\n" + stays_[row].record + "\n" + stays_[other].record;
    if (stays_[row].copy > 0) of += fmt::format("\n{}", stays_[row].copy);
    f.id = to_hex(sha256(of)).substr(0, 12);
    const auto at = decisions_.find(f.id);
    f.accepted = at == decisions_.end() || at->second;
    const bool accepted = f.accepted;
    found_.push_back(std::move(f));
    return accepted;
  }

  void duplicates(const std::vector<std::size_t>& rows) {
    std::map<std::tuple<std::string, Date, std::optional<Date>>, std::size_t> first;
    for (const std::size_t i : rows) {
      Stay& stay = stays_[i];
      const auto [at, fresh] = first.emplace(std::tuple(stay.provider, stay.from, stay.until), i);
      if (fresh) continue;
      stay.out = note(Finding::Kind::duplicate, i, at->second, -stay.price,
                      "The same stay as " + stays_[at->second].record + ", which stands above");
    }
  }

  void never_closed(const std::vector<std::size_t>& rows, Date last) {
    for (const std::size_t i : rows) {
      Stay& stay = stays_[i];
      if (stay.out || stay.until || asked_.contains(i)) continue;
      std::optional<std::size_t> next;
      for (const std::size_t j : rows)
        if (!stays_[j].out && stays_[j].from > stay.from && (!next || stays_[j].from < stays_[*next].from)) next = j;
      if (!next && last - stay.from <= options_.open_days) continue;
      asked_.insert(i);
      if (next) {
        stay.out = note(Finding::Kind::never_closed, i, *next, -stay.price,
                        "It has no last day, and " + stays_[*next].record + " began on " + to_iso(stays_[*next].from) +
                            "; held back until its last day is known");
      } else {
        stay.out = note(Finding::Kind::never_closed, i, i, -stay.price,
                        fmt::format("It began on {} and has no last day {} days later; held back until it is known",
                                    to_iso(stay.from), last - stay.from));
      }
    }
  }

  void overlaps(const std::vector<std::size_t>& rows) {
    std::vector<std::size_t> order;
    for (const std::size_t i : rows)
      if (!stays_[i].out && stays_[i].until) order.push_back(i);
    std::ranges::sort(
        order, {}, [&](std::size_t i) { return std::tuple(stays_[i].from, -(*stays_[i].until - stays_[i].from), i); });
    std::vector<std::size_t> before;  // kept so far, of this person
    for (const std::size_t i : order) {
      Stay& stay = stays_[i];
      std::optional<std::size_t> around, taken;
      for (const std::size_t j : before) {
        const Stay& other = stays_[j];
        if (stay.from >= *other.until) continue;
        if (other.provider == stay.provider && other.from <= stay.from && *stay.until <= *other.until) around = j;
        if (!taken || *stays_[*taken].until < *other.until) taken = j;
      }
      if (around) {
        stay.out = note(Finding::Kind::contained, i, *around, -stay.price,
                        "It lies within " + stays_[*around].record + " at the same provider");
      } else if (taken && *stay.until > stay.from) {
        overlap(stay, i, *taken);
      }
      if (!stay.out) before.push_back(i);
    }
  }

  void overlap(Stay& stay, std::size_t i, std::size_t taken) {
    const Date free = std::min(*stays_[taken].until, *stay.until);
    const std::int64_t nights = *stay.until - stay.from, twice = free - stay.from;
    const Pence effect = twice == nights              ? -stay.price
                         : options_.prices != nullptr ? options_.prices->of(i, free, stay.until) - stay.price
                                                      : -times(stay.price, Rational(twice, nights));
    if (!note(Finding::Kind::two_beds, i, taken, effect,
              fmt::format("{} of its {} nights are nights of {} too{}", twice, nights, stays_[taken].record,
                          twice == nights ? "" : "; counted from " + to_iso(free))))
      return;
    if (twice == nights) {
      stay.out = true;
      return;
    }
    stay.from = free;
    stay.price += effect;
  }

  std::vector<Stay>& stays_;
  const std::map<std::string, bool>& decisions_;
  const CleanOptions& options_;
  std::set<std::size_t> asked_;  ///< open stays that were found, whatever was decided of them
  std::vector<Finding> found_;
};

}  // namespace cleaning

std::string_view to_text(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::duplicate:
      return "duplicate";
    case Finding::Kind::never_closed:
      return "never-closed";
    case Finding::Kind::contained:
      return "contained";
    case Finding::Kind::two_beds:
      return "two-beds";
  }
  return "";
}

Result<Cleaned> clean(const csv::Table& table, const CleanOptions& options) {
  using namespace cleaning;
  csv::Columns columns(table);
  cleaning::Columns at;
  at.record = columns.need("record");
  at.person = columns.need("person");
  at.provider = columns.need("provider");
  at.from = columns.need("admitted");
  at.until = columns.need("discharged");
  at.price = columns.may("price");
  ONEPOT_CHECK(columns.done());
  if (at.priced() && options.prices != nullptr)
    return refuse("priced", "the stays have a column of prices; leave it out, or the tariff",
                  Where{table.file, 1, "price"});
  ONEPOT_TRY(auto stays, read(table, at));
  if (options.prices != nullptr)
    for (std::size_t i = 0; i < stays.size(); ++i)
      stays[i].price = options.prices->of(i, stays[i].from, stays[i].until);
  ONEPOT_TRY(const auto decisions, decided(options.decisions));
  const auto as_came = stays;
  Cleaned out;
  out.priced = at.priced() || options.prices != nullptr;
  const auto days = column_of(table.header, column::days());
  out.findings = Cleaner(stays, decisions, options).run();
  for (const auto& [id, accept] : decisions)
    if (std::ranges::find(out.findings, id, &Finding::id) == out.findings.end()) out.unused.push_back(id);
  out.kept.file = out.out.file = table.file;
  out.kept.header = out.out.header = table.header;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    out.before += as_came[i].price;
    if (stays[i].out) {
      out.out.records.push_back(table.records[i]);
      continue;
    }
    auto row = table.records[i];
    if (stays[i].from != as_came[i].from) {
      row.fields[at.from] = to_iso(stays[i].from);
      if (days) row.fields[*days] = std::to_string(*stays[i].until - stays[i].from);
    }
    if (at.priced() && stays[i].price != as_came[i].price) row.fields[at.price] = to_decimal(stays[i].price);
    out.after += stays[i].price;
    out.kept.records.push_back(std::move(row));
  }
  return out;
}

}  // namespace onepot::price
