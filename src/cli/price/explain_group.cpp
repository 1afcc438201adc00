// onepot price explain without a tariff: why a record, or a stay in hospital, is in its group.
#include "onepot/base/files.h"
#include "onepot/price/reasons.h"
#include "onepot/price/records.h"
#include "price/open/episodes.h"
#include "price/open/open.h"
#include "price/verbs.h"

namespace onepot::cli {

namespace explain_grouping {

Result<void> told(const std::string& id, const price::Currency& currency, const price::Record& record, bool as_json,
                  json::object more) {
  if (as_json) {
    json::object document{{"record", id}};
    for (auto& [key, value] : price::reasons_json(currency, record)) document[key] = value;
    for (auto& [key, value] : more) document[key] = value;
    return write_file("-", json::pretty(document));
  }
  std::string out = id + "\n";
  for (const auto& sentence : price::reasons_text(currency, record)) out += "  " + sentence + "\n";
  for (const auto& [key, value] : more) {
    if (!value.is_array()) continue;
    for (const auto& item : value.get_array()) out += "  " + std::string(item.get_string()) + "\n";
  }
  return write_file("-", out);
}

/// A stay by its number, or one episode of it as NUMBER/ORDER.
Result<void> explain_stay(const price::Folder& folder, const GroupQuestion& q) {
  ONEPOT_TRY(const auto currency, price::load_admitted(folder));
  ONEPOT_TRY(auto episodes, episodes_at(currency, q.layout, q.in));
  auto& file = episodes.file;
  const auto& grouper = episodes.grouper;
  const auto slash = q.record.find('/');
  const auto spell_number = q.record.substr(0, slash);
  const auto order = slash == std::string::npos ? std::string() : q.record.substr(slash + 1);
  price::Chunk chunk;
  for (;;) {
    ONEPOT_TRY(const bool more, file.next(chunk));
    if (!more) break;
    ONEPOT_CHECK(grouper.cut(chunk));
    grouper.group(chunk);
    for (const auto& spell : chunk.spells) {
      if (grouper.field(chunk, chunk.episodes[spell.first], price::Field::provspno) != spell_number) continue;
      std::size_t first = spell.first, count = spell.count;
      if (!order.empty()) {
        while (count > 0 && grouper.field(chunk, chunk.episodes[first], price::Field::epiorder) != order)
          ++first, --count;
        if (count == 0) continue;
        count = 1;
      }
      json::array faults;
      bool bad = false;
      for (std::size_t r = first; r < first + count; ++r) {
        const auto& row = chunk.episodes[r];
        bad = bad || row.rule < 0;
        for (std::uint32_t f = row.faults; f < row.faults + row.fault_count; ++f)
          faults.push_back(boost::json::string(
              fmt::format("{} {} in episode {}: {}", chunk.faults[f].error() ? "Error" : "Warning",
                          grouper.code_of(chunk.faults[f]), grouper.field(chunk, row, price::Field::epiorder),
                          grouper.sentence_of(chunk, row, chunk.faults[f]))));
      }
      json::object said{{"faults", faults}};
      if (bad) {
        if (q.json)
          return write_file("-", json::pretty(json::object{
                                     {"record", q.record}, {"group", currency.error_group}, {"faults", faults}}));
        std::string out = q.record + "\n  Group " + currency.error_group + ": it cannot be grouped\n";
        for (const auto& fault : faults) out += "  " + std::string(fault.get_string()) + "\n";
        return write_file("-", out);
      }
      const auto& dominant = chunk.episodes[order.empty() ? spell.dominant : first];
      const auto procedure = order.empty() ? spell.procedure : dominant.procedure;
      if (order.empty()) said["dominant_episode"] = std::string(grouper.field(chunk, dominant, price::Field::epiorder));
      said["dominant_procedure"] =
          procedure < 0
              ? std::string()
              : std::string(chunk.at(dominant, grouper.layout().places[static_cast<std::size_t>(procedure)].column));
      return told(q.record, currency.currency, grouper.record_of(chunk, first, count), q.json, std::move(said));
    }
  }
  return refuse("no-record",
                "there is no stay '" + q.record + "'; expected its PROVSPNO, or PROVSPNO/EPIORDER for an episode",
                Where{q.in, 0, "PROVSPNO"});
}

}  // namespace explain_grouping

Result<void> explain_group(const GroupQuestion& q) {
  using namespace explain_grouping;
  ONEPOT_TRY(const auto folder, price::read_folder(q.currency));
  if (price::is_admitted(folder)) return explain_stay(folder, q);
  ONEPOT_TRY(const auto currency, price::load_currency(folder));
  ONEPOT_TRY(const auto records, records_at(currency, q.in));
  ONEPOT_TRY(const auto* row, records.of(q.record));
  return told(q.record, currency, row->record, q.json, {});
}

}  // namespace onepot::cli
