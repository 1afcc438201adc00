// Records of care, under pseudonyms made with the place's own key.
#include "keys.h"
#include "onepot/place/linked.h"
#include "onepot/town/care_files.h"

namespace onepot::town::writing {

void Writer::care() {
  const auto place = store::PlaceId{1};
  const Instant brought_in = at(this_monday, 8);
  const auto& rules = place::built_in_care_rules();
  // A made-up place's key follows from its seed; a real one's comes from the machine's randomness (web).
  const std::string key = store::care::keep_key(session, place, care_key(town.options.seed), brought_in);
  price::CareRecords all;
  Refs refs(town, 13);
  std::vector<std::uint32_t> people;
  for (const auto& ref : keys.people) people.push_back(all.person(price::care_pseudonym(key, ref)));
  for (std::size_t s = 0; s <= static_cast<std::size_t>(CareService::housing); ++s) {
    const auto service = static_cast<CareService>(s);
    const std::size_t before = all.records.size();
    std::int64_t number = 0;
    for (const CareLine& line : town.care) {
      if (line.service != service) continue;
      const auto kind = rules.kind(line.kind);
      ONEPOT_ASSERT(kind.has_value());
      all.records.push_back({people[line.person], all.stream(std::string(name_of(service))), all.pathway(line.pathway),
                             static_cast<std::uint32_t>(*kind), line.from, line.until, line.pence,
                             std::to_string(++number)});
    }
    store::care::add(session, place, refs.next(this_monday), fmt::format("{}.csv", name_of(service)), rules, all,
                     before, {}, brought_in);
  }
  place::summarise_care(session, place, rules, all, brought_in);
  report("records of care", std::ssize(all.records));
}

}  // namespace onepot::town::writing
