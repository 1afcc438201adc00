#include "price/open/open.h"

#include <filesystem>

#include "onepot/base/files.h"

namespace onepot::cli {

Result<price::Currency> currency_at(const std::string& path) {
  ONEPOT_TRY(const auto folder, price::read_folder(path));
  return price::load_currency(folder);
}

Result<std::pair<price::Currency, price::Tariff>> needs_tariff_at(const std::string& tariff_path,
                                                                  const std::string& currency_path) {
  ONEPOT_TRY(const auto folder, price::read_folder(tariff_path));
  std::string path = currency_path;
  if (path.empty()) {
    ONEPOT_TRY(const auto head, price::object_of(folder, "tariff.json"));
    ONEPOT_TRY(const auto id, price::text_of(head, "currency", tariff_path + "/tariff.json"));
    path = (std::filesystem::absolute(tariff_path).lexically_normal().parent_path().parent_path() / "currencies" / id)
               .string();
  }
  ONEPOT_TRY(auto currency, currency_at(path));
  ONEPOT_TRY(auto tariff, price::load_tariff(folder, currency));
  return std::pair{std::move(currency), std::move(tariff)};
}

Result<bool> prices_activity(const std::string& tariff) {
  ONEPOT_TRY(const auto folder, price::read_folder(tariff));
  return price::is_activity_tariff(folder);
}

Result<std::vector<price::ActivityTariff>> activity_tariffs_at(const std::vector<std::string>& paths) {
  std::vector<price::ActivityTariff> out;
  for (const auto& path : paths) {
    ONEPOT_TRY(const auto folder, price::read_folder(path));
    ONEPOT_TRY(auto tariff, price::load_activity_tariff(folder));
    out.push_back(std::move(tariff));
  }
  return out;
}

Result<const price::Row*> Records::of(const std::string& id) const {
  for (const auto& row : rows) {
    if (row.id != id) continue;
    if (!row.faults.empty()) return tl::unexpected<Refusal>(row.faults.front());
    return &row;
  }
  return refuse("no-record", "there is no record '" + id + "'", Where{table.file, 0, "record"});
}

Result<Records> records_at(const price::Currency& currency, const std::string& path) {
  Records out;
  ONEPOT_TRY(const auto text, read_file(path));
  ONEPOT_TRY(out.table, csv::parse(text, path));
  ONEPOT_TRY(out.rows, price::read_records(currency, out.table));
  return out;
}

std::string with_columns(const csv::Table& table, const std::vector<std::string>& names,
                         const std::vector<std::vector<std::string>>& values) {
  auto header = table.header;
  header.insert(header.end(), names.begin(), names.end());
  std::string text = csv::line(header);
  for (std::size_t i = 0; i < table.records.size(); ++i) {
    auto fields = table.records[i].fields;
    fields.insert(fields.end(), values[i].begin(), values[i].end());
    text += csv::line(fields);
  }
  return text;
}

}  // namespace onepot::cli
