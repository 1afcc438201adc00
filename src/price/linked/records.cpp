// Records of care from files, and the pseudonym under which a person's come together.
#include <algorithm>
#include <array>

#include "onepot/base/csv_scan.h"
#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/price/linked.h"

namespace onepot::price {
namespace care_records {

constexpr std::size_t most_refusals = 1000;
constexpr std::int64_t most_days = 3653;  // ten years: a longer record is a mistake in a date

std::uint32_t place_of(std::vector<std::string>& names, std::unordered_map<std::string, std::uint32_t>& at,
                       const std::string& name) {
  if (at.empty())
    for (const auto& old : names) at.emplace(old, static_cast<std::uint32_t>(at.size()));
  const auto [found, is_new] = at.emplace(name, static_cast<std::uint32_t>(names.size()));
  if (is_new) names.push_back(name);
  return found->second;
}

struct Reader {
  CareRecords& into;
  const CareRules& rules;
  std::string_view key;
  csv::Scanner& row;
  Refusals& faults;
  std::unordered_map<std::string, std::uint32_t> people{};  ///< by number, so that each is hashed once

  void fault(const char* code, std::string sentence, std::size_t column) {
    if (faults.size() < most_refusals) faults.push_back({code, std::move(sentence), row.where(column)});
  }
  std::optional<Date> day(std::size_t column) {
    const auto read = parse_date(trim(row[column]));
    if (!read)
      fault("bad-date", "'" + std::string(row[column]) + "' is not a day; expected such as 2026-04-01", column);
    return read ? std::optional(*read) : std::nullopt;
  }
};

}  // namespace care_records

std::uint32_t CareRecords::person(const std::string& pseudonym) {
  return care_records::place_of(people, person_at, pseudonym);
}
std::uint32_t CareRecords::stream(const std::string& name) {
  return care_records::place_of(streams, stream_at, name);
}
std::uint32_t CareRecords::pathway(const std::string& name) {
  return care_records::place_of(pathways, pathway_at, name);
}

std::string care_record_name(const CareRecord& record) {
  return std::to_string(record.stream) + "/" + record.record;
}

std::string care_pseudonym(std::string_view key, std::string_view number) {
  constexpr std::size_t block = 64;
  std::string padded(key);
  if (padded.size() > block) {
    const Digest short_key = sha256(padded);
    padded.assign(short_key.begin(), short_key.end());
  }
  padded.resize(block, '\0');
  std::string inner(block, '\0'), outer(block, '\0');
  for (std::size_t i = 0; i < block; ++i) {
    inner[i] = static_cast<char>(padded[i] ^ 0x36);
    outer[i] = static_cast<char>(padded[i] ^ 0x5c);
  }
  const Digest first = sha256(inner.append(number));
  return to_hex(sha256(outer.append(first.begin(), first.end())));
}

tl::expected<void, Refusals> add_care_records(CareRecords& into, std::string_view text, const std::string& file,
                                              const CareRules& rules, std::string_view key) {
  using namespace care_records;
  auto opened = csv::Scanner::open(text, file);
  if (!opened) return tl::unexpected(Refusals{opened.error()});
  csv::Scanner& row = *opened;
  csv::Columns columns(row.table());
  const auto number = columns.need("record"), person = columns.need("person"), stream = columns.need("stream"),
             kind = columns.need("kind"), from = columns.need("from"), until = columns.need("until"),
             cost = columns.need("cost"), pathway = columns.may("pathway");
  if (const auto fits = columns.done(); !fits) return tl::unexpected(Refusals{fits.error()});
  Refusals faults;
  Reader reader{into, rules, key, row, faults};
  for (;;) {
    const auto more = row.next();
    if (!more) {
      faults.push_back(more.error());
      break;
    }
    if (!*more) break;
    const std::size_t before = faults.size();
    CareRecord record;
    record.record = trim(row[number]);
    std::string who(trim(row[person])), service(trim(row[stream]));
    for (const auto& [cell, column] :
         {std::pair{&record.record, number}, std::pair{&who, person}, std::pair{&service, stream}})
      if (cell->empty()) reader.fault("empty", "expected something here", column);
    if (const auto k = rules.kind(trim(row[kind])))
      record.kind = static_cast<std::uint32_t>(*k);
    else
      reader.fault("unknown-kind", "'" + std::string(row[kind]) + "' is not a kind of care that the rules know", kind);
    const auto first = reader.day(from), last = reader.day(until);
    if (first && last) {
      record.from = *first;
      record.until = *last;
      if (*last < *first)
        reader.fault("wrong-order", "the last day comes before the first", until);
      else if (*last - *first > most_days)
        reader.fault("too-long", "a record of more than ten years; is a date wrong?", until);
    }
    if (const auto read = parse_pence(trim(row[cost])); read && *read >= Pence())
      record.cost = *read;
    else
      reader.fault("bad-cost", "'" + std::string(row[cost]) + "' is not an amount from 0 such as 450.00", cost);
    if (faults.size() != before) continue;
    if (const auto known = reader.people.find(who); known != reader.people.end())
      record.person = known->second;
    else
      reader.people.emplace(who, record.person = into.person(care_pseudonym(key, who)));
    record.stream = into.stream(service);
    record.pathway = into.pathway(std::string(trim(row[pathway])));
    const auto [same, is_new] = into.record_at.emplace(care_record_name(record), into.records.size());
    if (is_new) {
      into.records.push_back(std::move(record));
      continue;
    }
    const CareRecord& old = into.records[same->second];
    if (old.person == record.person && old.kind == record.kind && old.from == record.from &&
        old.until == record.until && old.cost == record.cost && old.pathway == record.pathway) {
      ++into.duplicates;
      into.duplicate_cost += record.cost;
    } else {
      reader.fault("conflict", "this record of this service came before with other contents", number);
    }
  }
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return {};
}

}  // namespace onepot::price
