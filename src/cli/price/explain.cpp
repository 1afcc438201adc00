// onepot price explain: why one record costs what it costs.
#include <algorithm>
#include <memory>

#include "onepot/base/csv_scan.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/price/admitted/admitted.h"
#include "onepot/price/reasons.h"
#include "onepot/price/records.h"
#include "onepot/price/rows/columns.h"
#include "price/open/episodes.h"
#include "price/open/open.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace explain_command {

struct Options {
  std::string currency, in, record, layout;
  std::vector<std::string> tariffs;
  bool json = false;
};

tl::unexpected<Refusal> no_record(const Options& o) {
  return refuse("no-record", "there is no record '" + o.record + "'", Where{o.in, 0, "record"});
}

Result<void> explain_need(const Options& o) {
  ONEPOT_TRY(const auto priced_by, needs_tariff_at(o.tariffs.front(), o.currency));
  const auto& currency = priced_by.first;
  const auto& tariff = priced_by.second;
  ONEPOT_TRY(const auto records, records_at(currency, o.in));
  ONEPOT_TRY(const auto* row, records.of(o.record));
  ONEPOT_TRY(const auto line, price::price_record(currency, tariff, row->record));
  const auto why = price::explain(currency, tariff, line);
  if (o.json) {
    const json::object document{{"record", row->id},
                                {"week", to_decimal(line.week)},
                                {"low", to_decimal(line.low)},
                                {"high", to_decimal(line.high)},
                                {"plain", json::array(why.plain.begin(), why.plain.end())},
                                {"workings", json::array(why.workings.begin(), why.workings.end())}};
    return write_file("-", json::pretty(document));
  }
  std::string out = "For the person\n";
  for (const auto& s : why.plain) out += "  " + s + "\n";
  out += "For those who check\n";
  for (const auto& s : why.workings) out += "  " + s + "\n";
  return write_file("-", out);
}

/// Steps, what did not apply, and beside them why the stay is in its group, where it was grouped here.
Result<void> told(const Options& o, const price::Valuer& valuer, const price::Valuer::Out& valued,
                  const std::vector<std::string>& grouped = {}) {
  const price::ActivityTariff& t = *valued.tariff;
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < valuer.steps().size(); ++i)
    steps.push_back(price::step_words(t, valued.row, valued.price, valuer.steps(), i));
  const auto rest = price::not_applied(t, valued.row, valued.price);
  const auto tariff = fmt::format("{} version {} ({}), {} to {}", t.id, t.version, to_text(t.status),
                                  to_iso(t.period.from), to_iso(t.period.until));
  const auto rounding = fmt::format("every step to the penny, half {}", t.half == Rounding::half_up ? "up" : "to even");
  if (o.json) {
    json::object document{{"record", o.record},
                          {"tariff", tariff},
                          {"group", t.groups[valued.price.group]},
                          {"pod", t.pods[valued.price.pod]},
                          {"price", to_decimal(valued.price.price)},
                          {"steps", json::array(steps.begin(), steps.end())},
                          {"not_applied", json::array(rest.begin(), rest.end())},
                          {"rounding", rounding}};
    if (!grouped.empty()) document["grouped"] = json::array(grouped.begin(), grouped.end());
    return write_file("-", json::pretty(document));
  }
  std::string out = fmt::format("{} costs {}\n", o.record, to_pounds(valued.price.price));
  if (!grouped.empty()) out += "Why its group\n";
  for (const auto& s : grouped) out += "  " + s + "\n";
  out += fmt::format("Tariff {}\n", tariff);
  for (const auto& s : steps) out += "  " + s + "\n";
  if (!rest.empty()) out += "What did not apply\n";
  for (const auto& s : rest) out += "  " + s + "\n";
  out += "Rounded at " + rounding + "\n";
  return write_file("-", out);
}

/// A row as it was priced, or the refusal of one that was not.
Result<void> told_or_refused(const Options& o, const std::vector<price::ActivityTariff>& tariffs,
                             const price::Valuer& valuer, const price::Valuer::Out& valued, long line,
                             const std::vector<std::string>& grouped = {}) {
  if (valued.price.fault.empty()) return told(o, valuer, valued, grouped);
  const price::ActivityTariff& t = valued.tariff == nullptr ? tariffs.front() : *valued.tariff;
  return refuse(std::string(valued.price.fault), price::fault_words(t, valued.price.fault, valued.row),
                Where{o.in, line, ""});
}

/// A stay in hospital from its episodes: grouped, then priced.
Result<void> explain_stay(const Options& o, const price::Folder& folder) {
  ONEPOT_TRY(const auto tariffs, activity_tariffs_at(o.tariffs));
  ONEPOT_TRY(const auto currency, price::load_admitted(folder));
  ONEPOT_TRY(auto episodes, episodes_at(currency, o.layout, o.in));
  auto& file = episodes.file;
  const auto& grouper = episodes.grouper;
  auto header = file.header();
  header.insert(header.end(), {"SpellHRG", "SpellLOS", "SpellEpisodeCount", "SpellCCDays"});
  ONEPOT_TRY(auto valuer, price::Valuer::over(tariffs, header, o.in));
  price::Chunk chunk;
  for (;;) {
    ONEPOT_TRY(const bool more, file.next(chunk));
    if (!more) return no_record(o);
    ONEPOT_CHECK(grouper.cut(chunk));
    grouper.group(chunk);
    for (const auto& spell : chunk.spells) {
      const auto& first = chunk.episodes[spell.first];
      if (grouper.field(chunk, first, price::Field::provspno) != o.record) continue;
      const std::vector<std::string> found{std::string(spell.group), std::to_string(spell.days),
                                           std::to_string(spell.count), std::to_string(spell.critical_days)};
      std::vector<std::string_view> fields;
      for (std::size_t c = 0; c < file.header().size(); ++c) fields.push_back(chunk.at(first, c));
      fields.insert(fields.end(), found.begin(), found.end());
      const auto line =
          static_cast<long>(chunk.first_line) +
          std::count(chunk.text.begin(), chunk.text.begin() + static_cast<std::ptrdiff_t>(first.begin), '\n');
      std::vector<std::string> grouped{"Group " + currency.error_group + ": it cannot be grouped"};
      if (spell.rule >= 0)
        grouped = price::reasons_text(currency.currency, grouper.record_of(chunk, spell.first, spell.count));
      return told_or_refused(o, tariffs, valuer, valuer.value(fields), line, grouped);
    }
  }
}

Result<void> explain_activity(const Options& o) {
  ONEPOT_TRY(const auto tariffs, activity_tariffs_at(o.tariffs));
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(auto scanner, csv::Scanner::open(text, o.in));
  if (price::last_repeats(scanner.header())) scanner.let_last_repeat();
  ONEPOT_TRY(auto valuer, price::Valuer::over(tariffs, scanner.header(), o.in));
  if (!valuer.record_column())
    return refuse("missing-column", "the column 'record' is missing; it may be called record, id, spell or PROVSPNO",
                  Where{o.in, 1, "record"});
  for (;;) {
    ONEPOT_TRY(const bool more, scanner.next());
    if (!more) return no_record(o);
    if (scanner[*valuer.record_column()] != o.record) continue;
    const auto valued = valuer.value(scanner.fields());
    if (!valued.counted) continue;  // another episode reports this spell
    return told_or_refused(o, tariffs, valuer, valued, scanner.line());
  }
}

Result<void> run(const Options& o) {
  if (o.tariffs.empty()) {
    if (o.currency.empty()) return refuse("no-tariff", "name a --tariff, or a --currency to explain the group alone");
    return explain_group({o.currency, o.layout, o.in, o.record, o.json});
  }
  ONEPOT_TRY(const bool activity, prices_activity(o.tariffs.front()));
  if (!activity) return explain_need(o);
  if (!o.currency.empty()) {
    ONEPOT_TRY(const auto folder, price::read_folder(o.currency));
    if (price::is_admitted(folder)) return explain_stay(o, folder);
  }
  return explain_activity(o);
}

}  // namespace explain_command

void add_price_explain(CLI::App& price, int& exit) {
  using namespace explain_command;
  auto* verb = price.add_subcommand("explain", "Say why one record costs what it costs");
  verb->footer("Example:\n  onepot price explain --tariff tariffs/ashdale-2026-27 --record pete-3 needs.csv");
  const auto o = std::make_shared<Options>();
  verb->add_option("--tariff", o->tariffs,
                   "folder of the tariff; of activity, several of different periods. Without it the group is explained")
      ->allow_extra_args(false);
  verb->add_option("--currency", o->currency, "folder of its currency; found beside the tariff when not given");
  verb->add_option("--layout", o->layout, "admitted care: the .rdf that says where the fields stand");
  verb->add_option("--record", o->record, "id of the record; of admitted care PROVSPNO, or PROVSPNO/EPIORDER")
      ->required();
  verb->add_flag("--json", o->json, "one JSON document");
  verb->add_option("IN", o->in, "records, one a row; - is standard input")->required();
  verb->callback([o, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
