#include <charconv>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "parts.h"
#include "town_data.h"

namespace onepot::town {

NameMaker::NameMaker() {
  const auto table = csv::parse(data::names_csv, "src/town/data/names.csv");
  ONEPOT_ASSERT(table.has_value());
  csv::Columns columns(*table);
  const auto weight = columns.need("weight"), women = columns.need("women"), men = columns.need("men"),
             surnames = columns.need("surnames");
  ONEPOT_ASSERT(columns.done().has_value());
  for (const auto& record : table->records) {
    Group group{0, list_of(csv::field(record, women)), list_of(csv::field(record, men)),
                list_of(csv::field(record, surnames))};
    const auto text = csv::field(record, weight);
    std::from_chars(text.data(), text.data() + text.size(), group.weight);
    ONEPOT_ASSERT(group.weight > 0 && !group.women.empty() && !group.men.empty() && !group.surnames.empty());
    weights_.push_back(group.weight);
    groups_.push_back(std::move(group));
  }
}

NameMaker::Name NameMaker::draw(Random& random) const {
  const Group& group = groups_[random.weighted(weights_)];
  const bool woman = random.chance(1, 2);
  return {random.pick(woman ? group.women : group.men), random.pick(group.surnames), woman};
}

bool chance(Random& random, std::string_view share) {
  return random.chance(static_cast<std::uint64_t>(Numbers::built_in().real(share) * 10000 + 0.5), 10000);
}

Rational between(Random& random, double low, double high) {
  return {random.between(static_cast<std::int64_t>(low * 1000 + 0.5), static_cast<std::int64_t>(high * 1000 + 0.5)),
          1000};
}

}  // namespace onepot::town
