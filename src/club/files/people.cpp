// People, homes, pairs and what rooms are worth.
#include <charconv>
#include <set>

#include "files/reader.h"

namespace onepot::club {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t least, std::int64_t most) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || out < least || out > most)
    return std::nullopt;
  return out;
}

/// Hours a week: up to 10,000, to four decimal places or a whole number of minutes.
Rational hours(Gather& gather, const csv::Record& record, std::size_t column) {
  const auto value = parse_rational(trim(csv::field(record, column)));
  if (value && *value >= Rational(0) && *value <= Rational(10'000) && 600'000 % value->den() == 0) return *value;
  gather.add("bad-hours", record, column,
             "'" + std::string(csv::field(record, column).substr(0, 40)) +
                 "' is not a number of hours a week; expected one such as 21 or 3.5");
  return {};
}

std::vector<std::string> names_of(const std::vector<Person>& people) {
  std::vector<std::string> out;
  for (const Person& p : people) out.push_back(p.name);
  return out;
}

std::map<std::string, std::size_t> numbered(const std::vector<std::string>& people) {
  std::map<std::string, std::size_t> out;
  for (std::size_t i = 0; i < people.size(); ++i) out.emplace(people[i], i);
  return out;
}

/// The header of a file of pairs names `person` twice; the second is renamed so that columns can be told apart.
std::string with_second_person(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  std::string_view header = text.substr(0, end);
  std::string bom;
  if (header.starts_with("\xef\xbb\xbf")) bom = "\xef\xbb\xbf", header.remove_prefix(3);
  std::vector<std::string> names = split_text(header, ',');
  int seen = 0;
  for (std::string& name : names)
    if (trim(name) == "person" || trim(name) == "\"person\"")
      name = ++seen == 1 ? "person" : "person " + std::to_string(seen);
  return bom + join(names, ",") + std::string(text.substr(end));
}

}  // namespace

Read<std::vector<Person>> read_people(std::string_view text, const std::string& file,
                                      std::vector<std::string>& warnings) {
  auto table = csv::parse(text, file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const std::size_t person = columns.need("person"), budget = columns.need("budget_week"),
                    day = columns.need("day_hours"), shareable = columns.need("day_shareable_hours"),
                    night = columns.need("night_hours"), night_shareable = columns.need("night_shareable"),
                    areas = columns.need("areas"), must = columns.need("must"), likes = columns.may("likes"),
                    priority = columns.may("priority");
  if (auto done = columns.done(); !done) return only(done.error());
  take(warnings, columns.warnings());
  std::vector<Person> out;
  Refusals refusals;
  Gather gather(*table, refusals);
  std::set<std::string> seen;
  for (const csv::Record& record : table->records) {
    Person& p = out.emplace_back();
    p.name = gather.name(record, person, "person");
    if (!p.name.empty() && !seen.insert(p.name).second)
      gather.add("repeated", record, person, "'" + p.name + "' stands twice; expected one row a person");
    p.budget_week = gather.money(record, budget);
    if (p.budget_week < Pence(0))
      gather.add("negative", record, budget, "the budget is below zero; expected 0.00 or more");
    p.day_hours = hours(gather, record, day);
    p.day_shareable_hours = hours(gather, record, shareable);
    if (p.day_shareable_hours > p.day_hours)
      gather.add("too-many-hours", record, shareable,
                 "more hours can be shared than are needed by day; expected at most day_hours");
    p.night_hours = hours(gather, record, night);
    const std::string_view yes = trim(csv::field(record, night_shareable));
    if (yes != "yes" && yes != "no")
      gather.add("bad-yes-no", record, night_shareable, "'" + std::string(yes) + "' is neither; expected yes or no");
    p.night_shareable = yes == "yes";
    p.areas = list_of(csv::field(record, areas));
    p.must = list_of(csv::field(record, must));
    p.likes = list_of(csv::field(record, likes));
    if (const auto field = trim(csv::field(record, priority)); !field.empty()) {
      const auto value = whole_number(field, -1'000'000'000, 1'000'000'000);
      if (!value)
        gather.add("bad-number", record, priority,
                   "'" + std::string(field) + "' is not a whole number; expected one such as 3");
      p.priority = value.value_or(0);
    }
  }
  std::size_t strangers = 0;
  for (const Person& p : out)
    for (const std::string& name : p.likes) strangers += !seen.contains(name);
  if (strangers > 0)
    warnings.push_back(file + ": " + std::to_string(strangers) +
                       " of the likes name somebody who is not in the file and were passed over");
  if (out.size() > 1'000'000)
    refusals.push_back({"too-many", "more than a million people; at most that are taken", Where{file, 1, "person"}});
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

Read<std::vector<Home>> read_homes(std::string_view text, const std::string& file, std::vector<std::string>& warnings) {
  auto table = csv::parse(text, file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const std::size_t home = columns.need("home"), area = columns.need("area"), rent = columns.need("rent_week"),
                    bedrooms = columns.need("bedrooms"), features = columns.need("features");
  if (auto done = columns.done(); !done) return only(done.error());
  take(warnings, columns.warnings());
  std::vector<Home> out;
  Refusals refusals;
  Gather gather(*table, refusals);
  std::set<std::string> seen;
  for (const csv::Record& record : table->records) {
    Home& h = out.emplace_back();
    h.name = gather.name(record, home, "home");
    if (!h.name.empty() && !seen.insert(h.name).second)
      gather.add("repeated", record, home, "'" + h.name + "' stands twice; expected one row a home");
    h.area = gather.name(record, area, "area");
    h.rent_week = gather.money(record, rent);
    if (h.rent_week < Pence(0)) gather.add("negative", record, rent, "the rent is below zero; expected 0.00 or more");
    const auto rooms = whole_number(trim(csv::field(record, bedrooms)), 0, 1000);
    if (!rooms)
      gather.add("bad-number", record, bedrooms,
                 "'" + std::string(csv::field(record, bedrooms)) +
                     "' is not a number of bedrooms; expected a whole number such as 3");
    h.bedrooms = rooms.value_or(0);
    h.features = list_of(csv::field(record, features));
  }
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

Read<std::vector<Pair>> read_pairs(std::string_view text, const std::string& file, const std::vector<Person>& people,
                                   std::vector<std::string>& warnings) {
  return read_pairs(text, file, names_of(people), warnings);
}

Read<std::vector<Pair>> read_pairs(std::string_view text, const std::string& file,
                                   const std::vector<std::string>& people, std::vector<std::string>& warnings) {
  auto table = csv::parse(with_second_person(text), file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const std::size_t first = columns.need("person"), second = columns.need("person 2");
  if (!columns.done())
    return only(
        {"missing-column", "the header must name person twice; expected person,person", Where{file, 1, "person"}});
  take(warnings, columns.warnings());
  const auto number = numbered(people);
  std::vector<Pair> out;
  Refusals refusals;
  Gather gather(*table, refusals);
  for (const csv::Record& record : table->records) {
    std::array<std::size_t, 2> pair{};
    bool good = true;
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
      const std::size_t column = side == 0 ? first : second;
      const std::string name = gather.name(record, column, "person");
      const auto it = number.find(name);
      if (it == number.end()) {
        if (!name.empty()) gather.add("unknown-person", record, column, "'" + name + "' is not among the people");
        good = false;
      } else {
        pair[side] = it->second;
      }
    }
    if (good && pair[0] == pair[1]) {
      gather.add("same-person", record, second, "the pair names one person twice; expected two different people");
      good = false;
    }
    if (good) out.emplace_back(pair[0], pair[1]);
  }
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

Read<std::vector<HomeRooms>> read_home_values(std::string_view text, const std::string& file,
                                              const std::vector<Person>& people, const std::vector<Home>& homes,
                                              std::vector<std::string>& warnings) {
  auto table = csv::parse(text, file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const std::size_t person = columns.need("person"), home = columns.need("home");
  const std::size_t room = columns.may("room"), worth = columns.may("worth");
  if (auto done = columns.done(); !done) return only(done.error());
  const bool one_a_row = room != csv::Columns::npos && worth != csv::Columns::npos;
  if (one_a_row) take(warnings, columns.warnings());
  const auto number = numbered(names_of(people));
  std::map<std::string, std::size_t> home_number;
  for (std::size_t h = 0; h < homes.size(); ++h) home_number.emplace(homes[h].name, h);
  struct Entry {
    std::vector<std::string> rooms;
    std::map<std::size_t, std::map<std::string, Pence>> worth;
    const csv::Record* last = nullptr;
  };
  std::map<std::size_t, Entry> entries;
  Refusals refusals;
  Gather gather(*table, refusals);
  for (const csv::Record& record : table->records) {
    const auto who = number.find(std::string(trim(csv::field(record, person))));
    const auto where = home_number.find(std::string(trim(csv::field(record, home))));
    if (who == number.end())
      gather.add("unknown-person", record, person,
                 "'" + std::string(csv::field(record, person)) + "' is not among the people");
    if (where == home_number.end())
      gather.add("unknown-home", record, home,
                 "'" + std::string(csv::field(record, home)) + "' is not among the homes");
    if (who == number.end() || where == home_number.end()) continue;
    Entry& entry = entries[where->second];
    entry.last = &record;
    const auto add = [&](const std::string& name, std::size_t column) {
      if (std::ranges::find(entry.rooms, name) == entry.rooms.end()) entry.rooms.push_back(name);
      if (!entry.worth[who->second].emplace(name, gather.money(record, column)).second)
        gather.add("repeated", record, column,
                   "this person's worth of the room '" + name + "' stands twice; expected it once");
    };
    if (one_a_row) {
      add(gather.name(record, room, "room"), worth);
      continue;
    }
    for (std::size_t c = 0; c < table->header.size(); ++c)
      if (c != person && c != home && !trim(csv::field(record, c)).empty()) add(table->header[c], c);
  }
  std::vector<HomeRooms> out;
  for (auto& [at, entry] : entries) {
    HomeRooms& rooms = out.emplace_back(HomeRooms{at, entry.rooms, {}});
    for (const auto& [who, by_room] : entry.worth) {
      std::vector<Pence> row;
      for (const std::string& name : entry.rooms)
        if (const auto it = by_room.find(name); it != by_room.end()) row.push_back(it->second);
      if (row.size() != entry.rooms.size()) {
        gather.add("missing-room", *entry.last, person,
                   "'" + people[who].name + "' gives no worth to some room of '" + homes[at].name +
                       "' that others do; expected one for each room");
        continue;
      }
      rooms.worth.emplace_back(who, std::move(row));
    }
  }
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

}  // namespace onepot::club
