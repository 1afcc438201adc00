// A tariff of activity whose files are cut out of the bytes at '\f' is loaded or refused with its place; a loaded one
// prices any row, never below nothing, and plans and settles what it priced to the penny.
#include "onepot/base/assert.h"
#include "onepot/base/text.h"
#include "onepot/price/plan.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto parts = split_text(std::string_view(reinterpret_cast<const char*>(data), size), '\f');
  static const std::vector<std::string> names{"prices.csv", "mff.csv", "pods.csv", "adjustments.csv", "terms.csv"};
  price::Folder folder{"f",
                       {{"tariff.json",
                         R"({"form":"activity","id":"f","name":"f","version":"1","currency":"c","from":"2026-04-01",
                            "until":"2027-03-31","status":"live","source":"s","owner":"o",
                            "short_stay_when":"los<=1"})"}}};
  for (std::size_t i = 0; i < parts.size() && i < names.size(); ++i)
    if (!parts[i].empty()) folder.files[names[i]] = parts[i];
  const auto tariff = price::load_activity_tariff(folder);
  if (!tariff) {
    ONEPOT_ASSERT(!tariff.error().code.empty() && tariff.error().where.file.starts_with("f/"));
    return 0;
  }
  const std::string rows =
      parts.size() > names.size() ? parts[names.size()] : "group,pod,provider,los,activity\nA,all,P,3,12\n";
  const auto table = csv::parse(rows, "rows.csv");
  if (!table) return 0;
  std::string text;
  if (auto valuer = price::Valuer::over(std::span(&*tariff, 1), table->header, "rows.csv"))
    for (const auto& row : table->records) {
      const std::vector<std::string_view> fields(row.fields.begin(), row.fields.end());
      const auto out = valuer->value(fields);
      ONEPOT_ASSERT(out.price.price >= Pence(0));
      valuer->append(out, text);
      for (std::size_t i = 0; out.tariff != nullptr && i < valuer->steps().size(); ++i)
        ONEPOT_ASSERT(!price::step_words(*out.tariff, out.row, out.price, valuer->steps(), i).empty());
    }
  const auto plan = price::make_plan(*tariff, *table, {.year = Date(2026, 4, 1)});
  if (!plan || plan->rows.empty()) return 0;
  const std::string planned = price::plan_csv(*plan);
  // Exactly what was expected was done, or nothing at all: the settling adds up and settles once.
  for (const std::string& actual : {std::string("provider,line,group,pod,month,price\n"), planned}) {
    const auto done = price::reconcile({planned, actual, "plan.csv", "actual.csv", {}}, {});
    if (!done) continue;
    const std::string posted = price::adjustments_csv(*done);
    const auto again = price::reconcile({planned, actual, "plan.csv", "actual.csv", {{"posted.csv", posted}}}, {});
    ONEPOT_ASSERT(again && again->adjustments.empty());
  }
  return 0;
}
