// The place, who lives in it, who offers what, and who signs in.
#include "keys.h"
#include "onepot/base/hash.h"
#include "town_data.h"

namespace onepot::town::writing {

void Writer::places() {
  store::Load place(session, "place",
                    {"id", "slug", "name", "council", "nhs_partner", "residents", "seed", "bank_name", "bank_sort_code",
                     "bank_account"});
  store::Load area(session, "area", {"id", "place_id", "name", "kind", "easting_m", "northing_m", "residents"});
  std::size_t areas = 0;
  for (std::size_t i = 0; i < town.places.size(); ++i) {
    const Place& p = town.places[i];
    place.row({key(i), p.slug, p.name, p.council, p.nhs_partner, p.residents,
               static_cast<std::int64_t>(town.options.seed), p.bank_name, p.sort_code, p.bank_account});
  }
  std::int64_t rows = place.done();
  for (std::size_t i = 0; i < town.places.size(); ++i)
    for (const Area& a : town.places[i].areas)
      area.row({key(areas++), key(i), a.name, a.town ? "town" : "village", a.easting_m, a.northing_m, a.residents});
  rows += area.done();
  store::Load stream(session, "stream", {"id", "code", "name", "funder", "legal_basis", "purposes", "public_money"});
  for (std::size_t i = 0; i < town.streams.size(); ++i) {
    const Stream& s = town.streams[i];
    stream.row({key(i), s.code, s.name, s.funder, s.legal_basis, s.purposes, s.public_money});
  }
  Refs refs(town, 90);
  store::Load rule(session, "draw_rule",
                   {"id", "ref", "place_id", "name", "script", "remainder", "from_date", "decided_at"});
  for (std::size_t i = 0; i < town.places.size(); ++i)
    rule.row({key(i), refs.next(first_monday), key(i), "Your own money last", data::draw_rule_num, "carried",
              Date(2026, 4, 1), at(first_monday, 0)});
  rows += rule.done();
  report("places and streams", rows + stream.done());
}

void Writer::people() {
  Refs refs(town, 1);
  store::Load load(session, "person",
                   {"id", "ref", "place_id", "area_id", "known_as", "full_name", "born", "pseudonym", "about"});
  for (std::size_t i = 0; i < town.people.size(); ++i) {
    const Person& p = town.people[i];
    keys.people.push_back(refs.next(first_monday));
    // A pseudonym says nothing, not even the order in which people were made.
    const std::string pseudonym =
        "P-" + to_hex(sha256(fmt::format("{}/{}/pseudonym", town.options.seed, i))).substr(0, 16);
    load.row({key(i), keys.people.back(), 1, key(p.area), p.known_as, p.full_name, p.born, pseudonym, p.about});
  }
  report("people", load.done());
}

void Writer::providers_and_homes() {
  Refs refs(town, 2);
  store::Load load(session, "provider",
                   {"id", "ref", "place_id", "area_id", "name", "kind", "about", "staff_hundredths", "listed_at",
                    "innovation", "bank_name", "bank_sort_code", "bank_account"});
  for (std::size_t i = 0; i < town.providers.size(); ++i) {
    const Provider& p = town.providers[i];
    keys.providers.push_back(refs.next(p.listed));
    load.row({key(i), keys.providers.back(), 1, key(p.area), p.name, p.kind, p.about, p.staff_hundredths,
              at(p.listed, 10), p.innovation, p.bank_name, p.sort_code, p.bank_account});
  }
  report("providers", load.done());
  store::Load offering(session, "offering",
                       {"ref", "provider_id", "category", "words", "day_rate_pence", "night_rate_pence", "from_at"});
  for (std::size_t i = 0; i < town.providers.size(); ++i)
    for (const Offering& o : town.providers[i].offerings)
      offering.row({refs.next(town.providers[i].listed), key(i), o.category, o.words, o.day_rate, o.night_rate,
                    at(town.providers[i].listed, 10)});
  report("offerings", offering.done());
  store::Load home(session, "home",
                   {"id", "ref", "place_id", "area_id", "landlord_id", "name", "rent_week_pence", "bedrooms",
                    "features", "listed_at", "taken_at", "rent_source"});
  for (std::size_t i = 0; i < town.homes.size(); ++i) {
    const Home& h = town.homes[i];
    home.row({key(i), refs.next(h.listed), 1, key(h.area), key(h.landlord), h.name, h.rent_week, h.bedrooms,
              joined(h.features), at(h.listed, 9), h.taken ? std::optional(at(*h.taken, 12)) : std::nullopt,
              town.options.rents.source});
  }
  std::int64_t rows = home.done();
  store::Load room(session, "room", {"home_id", "name"});
  for (std::size_t i = 0; i < town.homes.size(); ++i)
    for (const auto& name : town.homes[i].rooms) room.row({key(i), name});
  report("homes and rooms", rows + room.done());
}

void Writer::accounts() {
  Refs refs(town, 3);
  store::Load load(session, "account",
                   {"id", "ref", "place_id", "sign_in", "password_hash", "name", "role", "duty", "person_id",
                    "provider_id", "created_at"});
  std::int64_t next = 0;
  const auto place_of = [&](const std::string& slug) {
    const auto it = std::ranges::find(town.places, slug, &Place::slug);
    ONEPOT_ASSERT(it != town.places.end());
    return key(static_cast<std::size_t>(it - town.places.begin()));
  };
  const auto add = [&](std::int64_t place, std::string_view sign_in, std::string_view hash, std::string_view name,
                       std::string_view role, std::string_view duty, std::optional<std::int64_t> person,
                       std::optional<std::int64_t> provider) {
    load.row({++next, refs.next(first_monday), place, sign_in, hash, name, role, duty, person, provider,
              at(first_monday, 8)});
    return next;
  };
  std::int64_t supporter = 0;
  keys.practitioners.assign(town.practitioners.size(), 0);
  for (const Seat& seat : seats()) {
    std::optional<std::int64_t> person, provider;
    if (seat.role == 'P') person = key(static_cast<std::size_t>(seat.person));
    if (seat.role == 'M') provider = key(seat_provider(town));
    const auto id = add(place_of(seat.place), seat.sign_in, options.password_hash, seat.name, std::string(1, seat.role),
                        seat.duty, person, provider);
    if (seat.role == 'S') supporter = id;
    if (seat.name == town.practitioners.front()) keys.practitioners.front() = id;
    if (seat.duty == "finance") keys.finance = id;
  }
  ONEPOT_ASSERT(keys.practitioners.front() != 0 && supporter != 0);
  // The other practitioners stand on people's records; nobody can sign in as one of them.
  for (std::size_t i = 1; i < town.practitioners.size(); ++i)
    keys.practitioners[i] = add(1, fmt::format("practitioner-{:03}", i + 1), "", town.practitioners[i], "C",
                                "practitioner", std::nullopt, std::nullopt);
  const auto last =
      std::min<std::size_t>(town.people.size(), cast_size + static_cast<std::size_t>(options.accounts_for_load));
  for (std::size_t i = cast_size; i < last; ++i)
    add(1, fmt::format("person-{:04}", i + 1), options.password_hash, town.people[i].known_as, "P", "", key(i),
        std::nullopt);
  report("accounts", load.done());

  store::Load relationship(session, "relationship", {"person_id", "account_id", "kind", "words", "from_at"});
  store::Load consent(session, "consent", {"person_id", "account_id", "purpose", "given_at"});
  const auto agree = [&](std::size_t person, std::optional<std::int64_t> account, std::string_view purpose, Date day) {
    consent.row({key(person), account, purpose, at(day, 11)});
  };
  for (std::size_t i = 0; i < town.people.size(); ++i) {
    const Person& p = town.people[i];
    const Date day = i < cast_size ? Date(2026, 10, 12) : first_monday;
    const std::int64_t practitioner = keys.practitioners[p.practitioner];
    relationship.row({key(i), practitioner, "practitioner", "social worker", at(day, 9)});
    if (p.open_to_practitioner)
      for (const auto* purpose : {"needs", "plan", "pot"}) agree(i, practitioner, purpose, day);
    if (p.care_cost) agree(i, std::nullopt, "care-cost", day);
    if (p.evaluation) agree(i, std::nullopt, "evaluation", day);
  }
  for (const Supporter& s : town.supporters) {
    relationship.row({key(s.person), supporter, "supports", s.words, at(Date(2026, 10, 12), 9)});
    for (const auto* purpose : {"needs", "plan"}) agree(s.person, supporter, purpose, Date(2026, 10, 12));
  }
  report("relationships and consents", relationship.done() + consent.done());
}

}  // namespace onepot::town::writing
