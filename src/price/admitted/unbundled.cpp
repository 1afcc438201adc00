#include "unbundled.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/price/admitted/stream.h"

namespace onepot::price {
namespace admitted_reading {

namespace {

/// A group's name stands in a field of its own, with days behind a star.
bool is_group(std::string_view id) {
  return !id.empty() && id.size() <= 20 && id.find_first_of(",\"*|\r\n ") == std::string_view::npos;
}

/// The place of a group among the unbundled ones, a new one where it is new.
Result<std::int32_t> group_in(Admitted& out, UnbundledGroup group, const Where& at) {
  if (!is_group(group.id) || out.currency.group(group.id) || group.id == out.error_group)
    return refuse("bad-group",
                  "'" + group.id.substr(0, 40) +
                      "' cannot be a group beside the core one; expected a name that groups.csv does not have, without "
                      "spaces and stars",
                  at);
  auto same = std::ranges::find(out.unbundled, group.id, &UnbundledGroup::id);
  if (same == out.unbundled.end()) {
    out.unbundled.push_back(std::move(group));
    same = out.unbundled.end() - 1;
  }
  return static_cast<std::int32_t>(same - out.unbundled.begin());
}

}  // namespace

Result<void> read_unbundled(const Folder& folder, Admitted& out) {
  out.unbundled_days.fill(-1);
  if (!folder.files.contains("unbundled.csv")) return {};
  ONEPOT_TRY(const auto table, table_of(folder, "unbundled.csv"));
  csv::Columns columns(table);
  const auto group = columns.need("group"), name = columns.need("name"), from = columns.need("from"),
             code = columns.need("code"), words = columns.need("words");
  ONEPOT_CHECK(columns.done());
  for (const auto& row : table.records) {
    ONEPOT_TRY(
        const auto g,
        group_in(out, {std::string(field(row, group)), std::string(field(row, name)), std::string(field(row, words))},
                 where(table, row, group)));
    const auto at = where(table, row, code);
    if (field(row, from) == "days") {
      constexpr std::array lawful{Field::criticalcaredays, Field::rehabilitationdays, Field::spcdays};
      const auto f = std::ranges::find(lawful, field(row, code), [](Field one) { return to_text(one); });
      if (f == lawful.end())
        return refuse("unknown-field", "expected CRITICALCAREDAYS, REHABILITATIONDAYS or SPCDAYS", at);
      auto& slot = out.unbundled_days[static_cast<std::size_t>(*f)];
      if (slot >= 0) return refuse("repeated-code", "days of this field make a group above already", at);
      slot = g;
    } else if (field(row, from) == "procedure") {
      std::string plain;
      for (const char c : field(row, code))
        if (c != '.') plain += c;
      if (plain.empty() || plain.size() > 6 || !out.procedures.add(plain, out.unbundled_column, {g, 0}))
        return refuse("bad-code",
                      "'" + std::string(field(row, code)) +
                          "' is not a procedure's code or the beginning of one, or it makes a group above already",
                      at);
    } else {
      return refuse("bad-from", "expected procedure or days", where(table, row, from));
    }
  }
  return {};
}

Result<void> read_methods(const Folder& folder, Admitted& out) {
  if (!folder.files.contains("methods.csv")) return {};
  ONEPOT_TRY(const auto table, table_of(folder, "methods.csv"));
  csv::Columns columns(table);
  const auto rule = columns.need("rule"), method = columns.need("method");
  columns.may("words");
  ONEPOT_CHECK(columns.done());
  for (const auto& row : table.records) {
    const auto at = std::ranges::find(out.currency.rules, field(row, rule), &Rule::id);
    if (at == out.currency.rules.end())
      return refuse("unknown-rule", "'" + std::string(field(row, rule)) + "' is not a rule of rules.csv",
                    where(table, row, rule));
    const auto letter = field(row, method);
    if (letter.size() != 1 || std::string_view("BDGMOP").find(letter[0]) == std::string_view::npos)
      return refuse("bad-method",
                    "expected B (burns), D (diagnosis), G (global exception), M (multiple trauma), O (outpatient) or P "
                    "(procedure)",
                    where(table, row, method));
    out.methods[static_cast<std::size_t>(at - out.currency.rules.begin())] = letter[0];
  }
  return {};
}

}  // namespace admitted_reading

void Grouper::unbundled(const Chunk& chunk, std::size_t row, std::vector<UnbundledItem>& items) const {
  if (currency_->unbundled.empty() || chunk.episodes[row].rule < 0) return;
  const std::size_t codes = layout_.diagnoses + layout_.procedures;
  for (std::size_t c = layout_.diagnoses; c < codes; ++c) {
    const std::uint32_t entry = chunk.entries[row * codes + c];
    if (entry == Chunk::no_entry) continue;
    const auto value = currency_->procedures.value(entry, currency_->unbundled_column).value;
    if (value >= 0) items.push_back({static_cast<std::uint32_t>(value), 0});
  }
  for (const Field f : {Field::criticalcaredays, Field::rehabilitationdays, Field::spcdays}) {
    const auto group = currency_->unbundled_days[static_cast<std::size_t>(f)];
    const auto days = chunk.numbers[row][static_cast<std::size_t>(f)];
    if (group >= 0 && days > 0) items.push_back({static_cast<std::uint32_t>(group), days});
  }
}

}  // namespace onepot::price
