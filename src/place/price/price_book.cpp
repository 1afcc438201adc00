#include "onepot/place/price_book.h"

#include "price_book_files.h"

namespace onepot::place {
namespace {

Result<PriceBook> load(const price::Folder& currency, const price::Folder& tariff, const price::Folder& rights) {
  ONEPOT_TRY(auto c, price::load_currency(currency));
  ONEPOT_TRY(auto t, price::load_tariff(tariff, c));
  ONEPOT_TRY(auto g, price::load_guide(rights));
  return PriceBook{std::move(c), std::move(t), std::move(g)};
}

}  // namespace

Result<PriceBook> read_price_book(const std::string& currency, const std::string& tariff, const std::string& rights) {
  ONEPOT_TRY(const auto c, price::read_folder(currency));
  ONEPOT_TRY(const auto t, price::read_folder(tariff));
  ONEPOT_TRY(const auto r, price::read_folder(rights));
  return load(c, t, r);
}

const PriceBook& built_in_price_book() {
  static const PriceBook book = [] {
    const auto folder = [](const char* path, std::initializer_list<std::pair<const char*, std::string_view>> files) {
      price::Folder out{path, {}};
      for (const auto& [name, text] : files) out.files.emplace(name, std::string(text));
      return out;
    };
    using namespace price_book_files;
    auto loaded = load(folder("currencies/ashdale-social-care", {{"attributes.csv", currency_attributes},
                                                                 {"codes.csv", currency_codes},
                                                                 {"currency.json", currency_json},
                                                                 {"groups.csv", currency_groups},
                                                                 {"rules.csv", currency_rules},
                                                                 {"validation.csv", currency_validation}}),
                       folder("tariffs/ashdale-2026-27", {{"adjustments.csv", tariff_adjustments},
                                                          {"evidence.csv", tariff_evidence},
                                                          {"prices.csv", tariff_prices},
                                                          {"rates.csv", tariff_rates},
                                                          {"streams.csv", tariff_streams},
                                                          {"tariff.json", tariff_json}}),
                       folder("rules/rights", {{"could-get.csv", rights_could_get}}));
    ONEPOT_ASSERT(loaded.has_value());
    return *std::move(loaded);
  }();
  return book;
}

const std::vector<const price::Currency*>& built_in_currencies() {
  static const price::Currency linked = [] {
    using namespace price_book_files;
    auto loaded = price::load_currency({"currencies/ashdale-linked-costs",
                                        {{"attributes.csv", std::string(linked_attributes)},
                                         {"codes.csv", std::string(linked_codes)},
                                         {"currency.json", std::string(linked_json)},
                                         {"groups.csv", std::string(linked_groups)},
                                         {"rules.csv", std::string(linked_rules)},
                                         {"validation.csv", std::string(linked_validation)}}});
    ONEPOT_ASSERT(loaded.has_value());
    return *std::move(loaded);
  }();
  static const std::vector<const price::Currency*> all{&built_in_price_book().currency, &linked};
  return all;
}

}  // namespace onepot::place
