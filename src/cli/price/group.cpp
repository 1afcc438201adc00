// onepot price group: records, or the episodes of admitted care, into the groups of a currency.
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/price/admitted/clusters.h"
#include "onepot/price/admitted/grouper_files.h"
#include "onepot/price/admitted/stream.h"
#include "onepot/price/admitted/value_stream.h"
#include "onepot/price/records.h"
#include "price/open/episodes.h"
#include "price/open/open.h"
#include "price/open/out_files.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace group_command {

struct Options {
  std::string currency, layout, in, out, grid;
  std::vector<std::string> tariffs;
  unsigned threads = 0;
  bool json = false;
};

Result<void> make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return refuse("machine", "cannot make the folder: " + error.message(), Where{path, 0, ""});
  return {};
}

/// What a grid and review periods add to each record: which units its ratings fit, is it among them, and is it time to
/// look again.
class Beside {
 public:
  static Result<Beside> over(const Options& o, const price::Folder& folder, const price::Currency& currency,
                             const csv::Table& table) {
    Beside out(currency);
    ONEPOT_TRY(out.review_, price::load_review(folder, currency));
    out.since_ = currency.attribute("days_since_review");
    out.reviewed_ = out.since_ && !out.review_.empty() && out.review_.front();
    if (o.grid.empty()) return out;
    ONEPOT_TRY(const auto text, read_file(o.grid));
    ONEPOT_TRY(const auto rows, csv::parse(text, o.grid));
    ONEPOT_TRY(out.grid_, price::load_grid(rows, currency));
    csv::Columns columns(table);
    for (const auto& item : out.grid_->items) out.items_.push_back(columns.need(item));
    ONEPOT_CHECK(columns.done());
    return out;
  }
  std::vector<std::string> header() const {
    std::vector<std::string> out;
    if (reviewed_) out.insert(out.end(), {"review_days", "review"});
    if (grid_) out.insert(out.end(), {"fits", "agrees"});
    return out;
  }
  /// The same columns for one record; empty ones where it has no group or a rating is no number.
  std::vector<std::string> of(const csv::Record& source, const price::Record* record, std::size_t group) const {
    if (record == nullptr) return std::vector<std::string>(header().size());
    std::vector<std::string> out;
    if (reviewed_)
      out.insert(out.end(),
                 {std::to_string(*review_[group]), (*record)[*since_] > *review_[group] ? "overdue" : "in time"});
    if (!grid_) return out;
    std::vector<std::int64_t> ratings;
    for (const auto at : items_) {
      const auto cell = field(source, at);
      if (cell.empty() || cell.size() > 3 || cell.find_first_not_of("0123456789") != std::string_view::npos) {
        out.insert(out.end(), {"", ""});
        return out;
      }
      ratings.push_back(std::stoi(std::string(cell)));
    }
    std::string fits;
    bool agrees = false;
    for (const auto g : price::fitting(*grid_, ratings)) {
      fits += (fits.empty() ? "" : "|") + currency_->groups[g].id;
      agrees = agrees || g == group;
    }
    out.insert(out.end(), {fits, agrees ? "yes" : "no"});
    return out;
  }

 private:
  explicit Beside(const price::Currency& currency) : currency_(&currency) {}
  const price::Currency* currency_;
  std::vector<std::optional<std::int64_t>> review_;
  std::optional<std::size_t> since_;
  bool reviewed_ = false;
  std::optional<price::Grid> grid_;
  std::vector<std::size_t> items_;
};

/// Records of any currency: grouped.csv is the input with its group and the rule, quality.csv what is wrong.
Result<void> group_records(const Options& o, const price::Folder& folder) {
  ONEPOT_TRY(const auto currency, price::load_currency(folder));
  ONEPOT_TRY(const auto records, records_at(currency, o.in));
  const auto& table = records.table;
  const auto& rows = records.rows;
  ONEPOT_TRY(const auto beside, Beside::over(o, folder, currency, table));
  std::vector<std::string> names{"group", "rule"};
  const auto more = beside.header();
  names.insert(names.end(), more.begin(), more.end());
  std::vector<std::vector<std::string>> values;
  std::string quality = csv::line({"record", "line", "column", "code", "sentence"});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::string> found{"", ""};
    std::size_t group = 0;
    const bool good = rows[i].faults.empty();
    if (good) {
      const auto& rule = currency.rules[currency.rule_of(rows[i].record)];
      group = rule.group;
      found = {currency.groups[group].id, rule.id};
    }
    const auto rest = beside.of(table.records[i], good ? &rows[i].record : nullptr, group);
    found.insert(found.end(), rest.begin(), rest.end());
    values.push_back(std::move(found));
    for (const auto& fault : rows[i].faults)
      quality +=
          csv::line({rows[i].id, std::to_string(fault.where.line), fault.where.column, fault.code, fault.sentence});
  }
  ONEPOT_CHECK(make_folder(o.out));
  ONEPOT_CHECK(write_file(o.out + "/grouped.csv", with_columns(table, names, values)));
  return write_file(o.out + "/quality.csv", quality);
}

/// Episodes into the files that the national grouper writes.
Result<void> group_episodes(const Options& o, const price::Folder& folder) {
  ONEPOT_TRY(const auto currency, price::load_admitted(folder));
  ONEPOT_TRY(auto episodes, episodes_at(currency, o.layout, o.in));
  auto& file = episodes.file;
  const auto& grouper = episodes.grouper;

  ONEPOT_CHECK(make_folder(o.out));
  const std::string stem = o.in == "-" ? "grouped" : std::filesystem::path(o.in).stem().string();
  const std::string base = o.out + "/" + stem;
  std::error_code error;
  if (std::filesystem::equivalent(base + ".csv", o.in, error))
    return refuse("same-file", "the list of what is written would stand where the input stands; choose another --out",
                  Where{base + ".csv", 0, ""});
  const auto kinds = price::grouper_files();
  OutFiles files;
  const auto headers = price::grouper_headers(grouper, file.header());
  std::string index = "File,Contents\n";
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    ONEPOT_CHECK(files.add(base + kinds[k].suffix));
    ONEPOT_CHECK(files.write(k, headers[k]));
    index += csv::line({stem + kinds[k].suffix, kinds[k].words});
  }
  std::vector<price::ActivityTariff> tariffs;
  std::optional<price::SpellValuer> valuer;
  if (!o.tariffs.empty()) {
    ONEPOT_TRY(tariffs, activity_tariffs_at(o.tariffs));
    ONEPOT_TRY(valuer, price::SpellValuer::over(tariffs, file.header(), o.in));
    ONEPOT_CHECK(files.add(base + "_valued.csv"));
    ONEPOT_CHECK(files.write(kinds.size(), valuer->header()));
    index += csv::line({stem + "_valued.csv", "spells with their prices"});
  }
  std::mutex adding;
  price::SpellValuer::Sum sum;
  const unsigned threads = o.threads != 0 ? o.threads : std::max(1U, std::thread::hardware_concurrency());
  ONEPOT_TRY(
      const auto totals,
      price::group_stream(
          file, grouper, kinds.size() + (valuer ? 1 : 0),
          [&](const price::Grouper& g, const price::Chunk& chunk, std::span<std::string> outputs) -> Result<void> {
            price::write_grouped(g, chunk, outputs.first(kinds.size()));
            if (!valuer) return {};
            const auto here = valuer->write(g, chunk, outputs.back());
            const std::lock_guard lock(adding);
            sum.priced += here.priced;
            sum.faults += here.faults;
            sum.pounds += here.pounds;
            return {};
          },
          [&](std::size_t output, std::string_view text) { return files.write(output, text); }, threads));
  ONEPOT_CHECK(files.finish());
  ONEPOT_CHECK(write_file(base + "_summary.csv", price::grouper_summary(currency, totals, o.in, base, o.layout)));
  ONEPOT_CHECK(write_file(base + ".csv", index + csv::line({stem + "_summary.csv", "this run"})));
  json::object counts{{"episodes", totals.episodes},
                      {"spells", totals.spells},
                      {"episode_errors", totals.episode_errors},
                      {"spell_errors", totals.spell_errors}};
  std::string said = fmt::format(
      "{} episodes make {} spells. {} episodes and {} spells could not be grouped ({}); {}_quality_rel.csv says why.\n",
      totals.episodes, totals.spells, totals.episode_errors, totals.spell_errors, currency.error_group, stem);
  if (valuer) {
    counts["priced"] = sum.priced;
    counts["not_priced"] = sum.faults;
    counts["price"] = to_decimal(sum.pounds);
    said += fmt::format("{} spells cost {}; {} have no price, {}_valued.csv says why.\n", sum.priced,
                        to_pounds(sum.pounds), sum.faults, stem);
  }
  return write_file("-", o.json ? json::pretty(counts) : said);
}

Result<void> run(const Options& o) {
  ONEPOT_TRY(const auto folder, price::read_folder(o.currency));
  return price::is_admitted(folder) ? group_episodes(o, folder) : group_records(o, folder);
}

}  // namespace group_command

void add_price_group(CLI::App& price, int& exit) {
  using namespace group_command;
  const auto o = std::make_shared<Options>();
  auto* g = price.add_subcommand("group", "Sort records, or episodes in hospital, into the groups of a currency");
  g->footer(
      "Examples:\n  onepot price group --currency currencies/ashdale-social-care needs.csv --out grouped\n"
      "  onepot price group --currency currencies/teaching-admitted --layout apc.rdf episodes.csv --out grouped");
  g->add_option("--currency", o->currency, "folder of the currency")->required();
  g->add_option("--layout", o->layout,
                "admitted care: the national grouper's record definition file (.rdf) that says where the fields stand; "
                "without it the header must have the grouper's own names");
  g->add_option("--tariff", o->tariffs,
                "admitted care: folder of a tariff of activity; the spells are priced in the same pass")
      ->allow_extra_args(false);
  g->add_option("--grid", o->grid,
                "records that are rated, such as care clusters: a place's own grid (cluster,item,least,most,need)");
  g->add_option("--out", o->out, "folder for what is written")->required();
  g->add_option("--threads", o->threads, "how many at once; all cores when not given");
  g->add_flag("--json", o->json, "the counts as one JSON document");
  g->add_option("IN", o->in, "records or episodes, one a row; - is standard input")->required();
  g->callback([o, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
