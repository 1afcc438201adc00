#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/price/admitted/stream.h"

namespace onepot::price {

namespace grouping {

/// A whole number from 0 to 999,999,999; -1 for anything else.
std::int64_t number_in(std::string_view text) {
  if (text.empty() || text.size() > 9) return -1;
  std::int64_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - '0');
  }
  return n;
}

std::string_view tight(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// A cell as it is grouped by: without spaces, after picture and extract, and a code without its full stops (the
/// grouper takes them out as well). `buffer` holds what had to be rewritten.
std::string_view value_of(const Layout::Place& place, std::string_view cell, bool clinical, std::string& buffer) {
  cell = tight(cell);
  if (!place.picture.empty() || !place.extract.empty()) {
    buffer = taken(place, cell);
    cell = buffer;
  }
  if (clinical && std::ranges::find(cell, '.') != cell.end()) {
    std::string plain;
    for (const char c : cell)
      if (c != '.') plain += c;
    buffer = std::move(plain);
    cell = buffer;
  }
  return cell;
}

bool lawful(const FieldRule& rule, std::string_view value) {
  switch (rule.kind) {
    case FieldRule::Kind::text:
      return true;
    case FieldRule::Kind::number: {
      const auto n = number_in(value);
      return n >= rule.least && n <= rule.most;
    }
    case FieldRule::Kind::code:
      return value.size() <= 8 && std::ranges::binary_search(rule.codes, packed(value));
    case FieldRule::Kind::icd10:
      return looks_like_icd10(value);
    case FieldRule::Kind::opcs4:
      return looks_like_opcs4(value);
  }
  return false;
}

bool holds(const Check& check, const Record& record) {
  const std::int64_t l = record[check.left], r = record[check.right];
  if (check.is == "<=") return l <= r;
  if (check.is == "<") return l < r;
  if (check.is == "=") return l == r;
  if (check.is == ">=") return l >= r;
  return l > r;
}

}  // namespace grouping

/// What is worked out once for each row of a chunk and asked again by its spell.
struct Grouper::Scratch {
  static constexpr std::uint32_t none = Chunk::no_entry;
  std::size_t per_row = 0;
  std::vector<std::uint32_t> entries;                            ///< by row and place: the code tables' entry, or none
  std::vector<std::array<std::int32_t, single_fields>> numbers;  ///< by row: fields that are numbers; -1: not one
  Record record;
  std::vector<EpisodeFault> told;
  std::string buffer;
};

Grouper::Grouper(const Admitted& currency, Layout layout, std::size_t columns, std::string file)
    : currency_(&currency), layout_(std::move(layout)), columns_(columns), file_(std::move(file)) {}

std::string_view Grouper::field(const Chunk& chunk, const EpisodeRow& row, Field f) const {
  return grouping::tight(chunk.at(row, layout_.of(f).column));
}

void Grouper::read_codes(const Chunk& chunk, std::size_t r, Scratch& scratch) const {
  using namespace grouping;
  const EpisodeRow& row = chunk.episodes[r];
  for (std::size_t c = 0; c < scratch.per_row; ++c) {
    const Layout::Place& place = layout_.places[single_fields + c];
    const auto cell = chunk.at(row, place.column);
    std::uint32_t& entry = scratch.entries[r * scratch.per_row + c];
    if (cell.empty()) {  // as most are
      entry = Scratch::none;
      continue;
    }
    const auto value = value_of(place, cell, true, scratch.buffer);
    if (value.empty())
      entry = Scratch::none;
    else
      entry = (c < layout_.diagnoses ? currency_->diagnoses : currency_->procedures).find(value);
  }
  for (std::size_t f = 0; f < single_fields; ++f) {
    if (currency_->fields[f].kind != FieldRule::Kind::number) continue;
    const auto value = value_of(layout_.places[f], chunk.at(row, layout_.places[f].column), false, scratch.buffer);
    scratch.numbers[r][f] = static_cast<std::int32_t>(number_in(value));
  }
}

void Grouper::check(Chunk& chunk, std::size_t r, Scratch& scratch) const {
  using namespace grouping;
  EpisodeRow& row = chunk.episodes[r];
  row.faults = static_cast<std::uint32_t>(chunk.faults.size());
  const auto fault = [&](EpisodeFault::Kind kind, std::size_t place) {
    chunk.faults.push_back({kind, static_cast<std::uint16_t>(place), 0});
  };
  const auto judge = [&](const FieldRule& rule, std::size_t place, bool clinical) {
    const Layout::Place& p = layout_.places[place];
    const auto value = value_of(p, chunk.at(row, p.column), clinical, scratch.buffer);
    if (value.empty()) {
      if (rule.required) fault(EpisodeFault::Kind::missing_value, place);
    } else if (!lawful(rule, value)) {
      fault(EpisodeFault::Kind::bad_value, place);
    }
  };
  for (std::size_t f = 0; f < single_fields; ++f) judge(currency_->fields[f], f, false);
  const std::size_t first = single_fields, middle = single_fields + layout_.diagnoses;
  judge(currency_->first_diagnosis, first, true);
  const std::uint32_t* entries = scratch.entries.data() + r * scratch.per_row;
  bool gap = false;
  for (std::size_t c = 1; c < scratch.per_row; ++c) {
    const std::size_t place = single_fields + c;
    if (place == middle) gap = false;
    if (entries[c] == Scratch::none) {
      gap = true;
      continue;
    }
    judge(place < middle ? currency_->other_diagnosis : currency_->procedure, place, true);
    if (gap) fault(EpisodeFault::Kind::code_after_gap, place);
    gap = false;
  }
  const auto& n = scratch.numbers[r];
  const auto days = [&](Field f) { return std::max(n[static_cast<std::size_t>(f)], 0); };
  const std::int32_t out = days(Field::criticalcaredays) + days(Field::rehabilitationdays) + days(Field::spcdays);
  row.days = std::max(0, days(Field::epidur) - out);
  if (out > days(Field::epidur)) fault(EpisodeFault::Kind::more_days_out, static_cast<std::size_t>(Field::epidur));
}

Grouper::Found Grouper::derive(const Chunk& chunk, std::size_t first, std::size_t count, const Scratch& scratch,
                               Record& record) const {
  using How = Derived::How;
  const auto& derived = currency_->derived;
  const auto& attributes = currency_->currency.attributes;
  const std::size_t d_end = layout_.diagnoses, all = scratch.per_row;
  const auto entry = [&](std::size_t row, std::size_t c) { return scratch.entries[row * all + c]; };
  Found found{first, -1};
  // The dominant episode: that of the highest-ranked procedure, else of the highest-ranked first diagnosis; of equals
  // the longer, then the earlier.
  CodeTable::Value best_procedure, best_diagnosis;
  for (std::size_t a = 0; a < derived.size(); ++a) {
    if (derived[a].how != How::dominant) continue;
    for (std::size_t row = first; row < first + count; ++row)
      for (std::size_t c = d_end; c < all; ++c) {
        if (entry(row, c) == Scratch::none) continue;
        const auto v = currency_->procedures.value(entry(row, c), derived[a].clinical);
        if (v.value < 0 || (best_procedure.value >= 0 && v.rank <= best_procedure.rank)) continue;
        best_procedure = v;
        found = {row, static_cast<std::int32_t>(single_fields + c)};
      }
  }
  for (std::size_t a = 0; a < derived.size() && found.procedure < 0; ++a) {
    if (derived[a].how != How::main) continue;
    for (std::size_t row = first; row < first + count; ++row) {
      if (entry(row, 0) == Scratch::none) continue;
      const auto v = currency_->diagnoses.value(entry(row, 0), derived[a].clinical);
      if (v.value < 0) continue;
      const bool better =
          best_diagnosis.value < 0 || v.rank > best_diagnosis.rank ||
          (v.rank == best_diagnosis.rank && chunk.episodes[row].days > chunk.episodes[found.dominant].days);
      if (!better) continue;
      best_diagnosis = v;
      found.dominant = row;
    }
  }
  std::array<std::uint32_t, 256> counted{};  // entries whose points are counted already
  for (std::size_t a = 0; a < derived.size(); ++a) {
    const Derived& d = derived[a];
    std::int64_t value = d.otherwise;
    switch (d.how) {
      case How::number:
        value = std::max(scratch.numbers[first][static_cast<std::size_t>(d.field)], 0);
        break;
      case How::code: {
        const auto key = packed(field(chunk, chunk.episodes[first], d.field));
        const auto at = std::ranges::lower_bound(d.map, key, {}, &std::pair<std::uint64_t, std::int64_t>::first);
        if (at != d.map.end() && at->first == key) value = at->second;
        break;
      }
      case How::main:
        if (entry(found.dominant, 0) != Scratch::none) {
          const auto v = currency_->diagnoses.value(entry(found.dominant, 0), d.clinical);
          if (v.value >= 0) value = v.value;
        }
        break;
      case How::dominant:
        if (best_procedure.value >= 0) value = best_procedure.value;
        break;
      case How::score: {
        std::size_t n = 0;
        value = 0;
        for (std::size_t row = first; row < first + count; ++row)
          for (std::size_t c = row == found.dominant ? 1 : 0; c < d_end; ++c) {
            const auto e = entry(row, c);
            if (e == Scratch::none) continue;
            const auto v = currency_->diagnoses.value(e, d.clinical);
            if (v.value <= 0 || std::find(counted.begin(), counted.begin() + static_cast<std::ptrdiff_t>(n), e) !=
                                    counted.begin() + static_cast<std::ptrdiff_t>(n))
              continue;
            value += v.value;
            if (n < counted.size()) counted[n++] = e;
          }
        break;
      }
      case How::any:
        value = 0;
        for (std::size_t row = first; row < first + count && value == 0; ++row)
          for (std::size_t c = d.procedures ? d_end : 0; c < (d.procedures ? all : d_end); ++c) {
            const auto e = entry(row, c);
            if (e != Scratch::none &&
                (d.procedures ? currency_->procedures : currency_->diagnoses).value(e, d.clinical).value == 1)
              value = 1;
          }
        break;
      case How::many:
        value = 0;
        for (std::size_t row = first; row < first + count; ++row)
          for (std::size_t c = d.procedures ? d_end : 0; c < (d.procedures ? all : d_end); ++c)
            if (entry(row, c) != Scratch::none) ++value;
        break;
      case How::length:
        value = 0;
        for (std::size_t row = first; row < first + count; ++row) value += chunk.episodes[row].days;
        break;
      case How::episodes:
        value = static_cast<std::int64_t>(count);
        break;
    }
    record[a] = std::clamp(value, attributes[a].least, attributes[a].most);
  }
  return found;
}

void Grouper::same_through(Chunk& chunk, const SpellRow& spell, std::vector<EpisodeFault>& told) const {
  constexpr std::array through{Field::sex, Field::classpat, Field::admisorc, Field::admimeth};
  const EpisodeRow& first = chunk.episodes[spell.first];
  for (std::size_t i = spell.first + 1; i < spell.first + spell.count; ++i) {
    EpisodeRow& row = chunk.episodes[i];
    told.clear();
    for (const Field f : through)
      if (field(chunk, row, f) != field(chunk, first, f))
        told.push_back({EpisodeFault::Kind::varies, static_cast<std::uint16_t>(f), 0});
    if (told.empty()) continue;
    // Faults of one row stand together: its own are moved to the end, with these after them.
    const auto from = static_cast<std::ptrdiff_t>(row.faults);
    std::vector<EpisodeFault> own(chunk.faults.begin() + from, chunk.faults.begin() + from + row.fault_count);
    row.faults = static_cast<std::uint32_t>(chunk.faults.size());
    chunk.faults.insert(chunk.faults.end(), own.begin(), own.end());
    chunk.faults.insert(chunk.faults.end(), told.begin(), told.end());
    row.fault_count = static_cast<std::uint32_t>(own.size() + told.size());
  }
}

void Grouper::group(Chunk& chunk) const {
  const Currency& c = currency_->currency;
  Scratch scratch;
  scratch.per_row = layout_.diagnoses + layout_.procedures;
  scratch.entries.swap(chunk.entries);
  scratch.numbers.swap(chunk.numbers);
  scratch.entries.resize(chunk.episodes.size() * scratch.per_row);
  scratch.numbers.assign(chunk.episodes.size(), {});
  scratch.record.resize(c.attributes.size());
  const auto group_name = [&](std::int32_t rule) -> std::string_view {
    return rule < 0 ? std::string_view(currency_->error_group)
                    : std::string_view(c.groups[c.rules[static_cast<std::size_t>(rule)].group].id);
  };
  for (std::size_t r = 0; r < chunk.episodes.size(); ++r) {
    EpisodeRow& row = chunk.episodes[r];
    read_codes(chunk, r, scratch);
    check(chunk, r, scratch);
    const bool starts = r == 0 ||
                        field(chunk, row, Field::provspno) != field(chunk, chunk.episodes[r - 1], Field::provspno) ||
                        field(chunk, row, Field::procodet) != field(chunk, chunk.episodes[r - 1], Field::procodet);
    if (starts) {
      chunk.spells.push_back({static_cast<std::uint32_t>(r), 0, static_cast<std::uint32_t>(r), -1, 0, 0, -1, {}});
    } else if (scratch.numbers[r][static_cast<std::size_t>(Field::epiorder)] ==
               scratch.numbers[r - 1][static_cast<std::size_t>(Field::epiorder)]) {
      chunk.faults.push_back({EpisodeFault::Kind::repeated_episode, static_cast<std::uint16_t>(Field::epiorder), 0});
    }
    ++chunk.spells.back().count;
    bool bad = std::any_of(chunk.faults.begin() + static_cast<std::ptrdiff_t>(row.faults), chunk.faults.end(),
                           [](const EpisodeFault& f) { return f.error(); });
    if (!bad) {
      const Found found = derive(chunk, r, 1, scratch, scratch.record);
      for (std::size_t k = 0; k < c.checks.size(); ++k)
        if (!grouping::holds(c.checks[k], scratch.record)) {
          chunk.faults.push_back({EpisodeFault::Kind::breaks_check, 0, static_cast<std::uint16_t>(k)});
          bad = true;
        }
      row.procedure = found.procedure;
      if (!bad) row.rule = static_cast<std::int32_t>(c.decider.rule_of(scratch.record));
    }
    row.fault_count = static_cast<std::uint32_t>(chunk.faults.size()) - row.faults;
  }
  for (SpellRow& spell : chunk.spells) {
    bool bad = false;
    for (std::size_t r = spell.first; r < spell.first + spell.count; ++r) {
      const EpisodeRow& row = chunk.episodes[r];
      bad = bad || row.rule < 0;
      spell.days += row.days;
      spell.critical_days += std::max(scratch.numbers[r][static_cast<std::size_t>(Field::criticalcaredays)], 0);
    }
    if (spell.count == 1) {
      const EpisodeRow& row = chunk.episodes[spell.first];
      spell.rule = row.rule;
      spell.procedure = row.procedure;
    } else {
      same_through(chunk, spell, scratch.told);
      const Found found = derive(chunk, spell.first, spell.count, scratch, scratch.record);
      spell.dominant = static_cast<std::uint32_t>(found.dominant);
      spell.procedure = found.procedure;
      if (!bad) spell.rule = static_cast<std::int32_t>(c.decider.rule_of(scratch.record));
    }
    spell.group = group_name(spell.rule);
  }
  scratch.entries.swap(chunk.entries);
  scratch.numbers.swap(chunk.numbers);
}

Record Grouper::record_of(const Chunk& chunk, std::size_t first, std::size_t count) const {
  Scratch scratch;
  scratch.per_row = layout_.diagnoses + layout_.procedures;
  scratch.entries.resize(chunk.episodes.size() * scratch.per_row);
  scratch.numbers.resize(chunk.episodes.size());
  for (std::size_t r = first; r < first + count; ++r) read_codes(chunk, r, scratch);
  Record record(currency_->currency.attributes.size());
  derive(chunk, first, count, scratch, record);
  return record;
}

std::string_view Grouper::code_of(const EpisodeFault& fault) const {
  switch (fault.kind) {
    case EpisodeFault::Kind::bad_value:
      return "bad-value";
    case EpisodeFault::Kind::missing_value:
      return "missing-value";
    case EpisodeFault::Kind::repeated_episode:
      return "repeated-episode";
    case EpisodeFault::Kind::breaks_check:
      return currency_->currency.checks[fault.check].id;
    case EpisodeFault::Kind::varies:
      return "varies-in-spell";
    case EpisodeFault::Kind::more_days_out:
      return "more-days-out";
    case EpisodeFault::Kind::code_after_gap:
      return "code-after-gap";
  }
  return "";
}

std::string Grouper::sentence_of(const Chunk& chunk, const EpisodeRow& row, const EpisodeFault& fault) const {
  const Layout::Place& place = layout_.places[fault.place];
  const std::string cell(chunk.at(row, place.column).substr(0, 40));
  const FieldRule& rule = fault.place < single_fields                       ? currency_->fields[fault.place]
                          : fault.place == single_fields                    ? currency_->first_diagnosis
                          : fault.place < single_fields + layout_.diagnoses ? currency_->other_diagnosis
                                                                            : currency_->procedure;
  switch (fault.kind) {
    case EpisodeFault::Kind::bad_value:
      return "'" + cell + "' is not a lawful " + place.name + "; expected " + rule.words;
    case EpisodeFault::Kind::missing_value:
      return place.name + " is empty; expected " + rule.words;
    case EpisodeFault::Kind::repeated_episode:
      return "the spell has episode " + cell + " twice";
    case EpisodeFault::Kind::breaks_check:
      return currency_->currency.checks[fault.check].words;
    case EpisodeFault::Kind::varies:
      return place.name + " is '" + cell + "' here and another in the spell's first episode";
    case EpisodeFault::Kind::more_days_out:
      return "critical care, rehabilitation and palliative care have more days than the episode's " + cell;
    case EpisodeFault::Kind::code_after_gap:
      return place.name + " is filled after an empty one";
  }
  return "";
}

}  // namespace onepot::price
