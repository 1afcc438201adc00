#include "onepot/price/admitted/value_stream.h"

#include <charconv>

#include "onepot/base/csv.h"

namespace onepot::price {

namespace spell_valuing {

constexpr std::array<const char*, 4> found{"SpellHRG", "SpellLOS", "SpellEpisodeCount", "SpellCCDays"};

struct Digits {
  std::array<char, 12> text{};
  std::size_t size = 0;
  explicit Digits(std::int64_t n) {
    size = static_cast<std::size_t>(std::to_chars(text.data(), text.data() + text.size(), n).ptr - text.data());
  }
  std::string_view view() const { return {text.data(), size}; }
};

void add(std::string& out, std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos)
    out += cell;
  else
    out += csv::quoted(cell);
  out += ',';
}

}  // namespace spell_valuing

Result<SpellValuer> SpellValuer::over(std::span<const ActivityTariff> tariffs, const std::vector<std::string>& header,
                                      const std::string& file) {
  auto columns = header;
  columns.insert(columns.end(), spell_valuing::found.begin(), spell_valuing::found.end());
  ONEPOT_TRY(auto valuer, Valuer::over(tariffs, columns, file));
  return SpellValuer(std::move(valuer), header.size());
}

std::string SpellValuer::header() const {
  std::vector<std::string> out{"RowNo", "PROCODET", "PROVSPNO", "SpellHRG", "SpellEpisodeCount", "SpellLOS"};
  out.insert(out.end(), Valuer::columns().begin(), Valuer::columns().end());
  return csv::line(out);
}

SpellValuer::Sum SpellValuer::write(const Grouper& grouper, const Chunk& chunk, std::string& out) const {
  using namespace spell_valuing;
  Valuer valuer = valuer_;  // it has buffers of its own
  Sum sum;
  std::vector<std::string_view> fields(columns_ + found.size());
  out.reserve(out.size() + chunk.spells.size() * 96);
  for (const SpellRow& spell : chunk.spells) {
    const EpisodeRow& first = chunk.episodes[spell.first];
    for (std::size_t c = 0; c < columns_; ++c) fields[c] = chunk.at(first, c);
    const Digits days(spell.days), episodes(spell.count), critical(spell.critical_days),
        number(static_cast<std::int64_t>(chunk.first_row + spell.first));
    fields[columns_] = spell.group;
    fields[columns_ + 1] = days.view();
    fields[columns_ + 2] = episodes.view();
    fields[columns_ + 3] = critical.view();
    const auto valued = valuer.value(fields);
    add(out, number.view());
    add(out, grouper.field(chunk, first, Field::procodet));
    add(out, grouper.field(chunk, first, Field::provspno));
    add(out, spell.group);
    add(out, episodes.view());
    out += days.view();
    valuer.append(valued, out);
    out += '\n';
    if (valued.price.fault.empty()) {
      ++sum.priced;
      sum.pounds += valued.price.price;
    } else {
      ++sum.faults;
    }
  }
  return sum;
}

}  // namespace onepot::price
