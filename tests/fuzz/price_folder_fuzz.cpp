// A currency and a tariff whose files are cut out of the bytes at '\f' are loaded or refused; a loaded one prices any
// record.
#include "onepot/base/assert.h"
#include "onepot/base/text.h"
#include "onepot/price/admitted/admitted.h"
#include "onepot/price/admitted/clusters.h"
#include "onepot/price/could_get.h"
#include "onepot/price/tariff.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto parts = split_text(std::string_view(reinterpret_cast<const char*>(data), size), '\f');
  static const std::vector<std::string> names{
      "currency.json", "attributes.csv", "codes.csv",  "groups.csv",   "rules.csv",       "validation.csv",
      "tariff.json",   "evidence.csv",   "rates.csv",  "prices.csv",   "adjustments.csv", "streams.csv",
      "could-get.csv", "fields.csv",     "derive.csv", "clinical.csv", "maps.csv",        "review.csv"};
  price::Folder folder{"f", {}};
  for (std::size_t i = 0; i < parts.size() && i < names.size(); ++i) folder.files[names[i]] = parts[i];
  (void)price::load_guide(folder);
  (void)price::load_admitted(folder);
  const auto currency = price::load_currency(folder);
  if (!currency) return 0;
  (void)price::load_review(folder, *currency);
  price::Record record;
  for (const auto& a : currency->attributes) record.push_back(a.least);
  (void)currency->decide(record);
  const auto tariff = price::load_tariff(folder, *currency);
  if (!tariff) return 0;
  if (const auto line = price::price_record(*currency, *tariff, record)) {
    ONEPOT_ASSERT(line->low <= line->week && line->week <= line->high);
    for (const auto& words : price::explain(*currency, *tariff, *line).plain) ONEPOT_ASSERT(!words.empty());
  }
  return 0;
}
