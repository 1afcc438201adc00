// VALUES, BUDGETS and COSTS.
#include <set>

#include "files/reader.h"

namespace onepot::club {

Read<RentFile> read_values(std::string_view text, const std::string& file, std::vector<std::string>&) {
  auto table = csv::parse(text, file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const std::size_t person = columns.need("person");
  if (auto done = columns.done(); !done) return only(done.error());
  RentFile out;
  Refusals refusals;
  std::vector<std::size_t> at;
  for (std::size_t c = 0; c < table->header.size(); ++c) {
    if (c == person) continue;
    if (table->header[c].empty())
      refusals.push_back(
          {"empty", "a room has no name; expected one in the header", Where{file, 1, std::to_string(c + 1)}});
    out.rooms.push_back(table->header[c]);
    at.push_back(c);
  }
  Gather gather(*table, refusals);
  std::set<std::string> seen;
  for (const csv::Record& record : table->records) {
    out.people.push_back(gather.name(record, person, "person"));
    if (!seen.insert(out.people.back()).second)
      gather.add("repeated", record, person, "'" + out.people.back() + "' stands twice; expected one row a person");
    auto& row = out.worth.emplace_back();
    for (const std::size_t c : at) row.push_back(gather.money(record, c));
  }
  if (out.people.size() != out.rooms.size() || out.people.empty()) {
    const bool extra_people = out.people.size() > out.rooms.size();
    const long line = extra_people ? table->records[out.rooms.size()].line : 1;
    refusals.push_back(
        {"rooms-and-people",
         std::to_string(out.people.size()) + " people and " + std::to_string(out.rooms.size()) +
             " rooms; expected as many rooms as people, and at least one",
         Where{file, line, extra_people || out.rooms.empty() ? "person" : out.rooms[out.people.size()]}});
  }
  if (out.people.size() > 500)
    refusals.push_back({"too-many", std::to_string(out.people.size()) + " people; at most 500 are taken",
                        Where{file, table->records[500].line, "person"}});
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

Read<std::vector<std::optional<Pence>>> read_budgets(std::string_view text, const std::string& file,
                                                     const std::vector<std::string>& people,
                                                     std::vector<std::string>& warnings) {
  auto table = csv::parse(text, file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const std::size_t person = columns.need("person"), budget = columns.need("budget");
  if (auto done = columns.done(); !done) return only(done.error());
  take(warnings, columns.warnings());
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < people.size(); ++i) known[people[i]] = i;
  std::vector<std::optional<Pence>> out(people.size());
  std::set<std::string> seen;
  Refusals refusals;
  Gather gather(*table, refusals);
  for (const csv::Record& record : table->records) {
    const std::string name = gather.name(record, person, "person");
    const auto it = known.find(name);
    if (name.empty()) continue;
    if (it == known.end()) {
      gather.add("unknown-person", record, person,
                 "'" + name + "' is not among the people; expected one of " + join(people, ", "));
      continue;
    }
    if (!seen.insert(name).second) {
      gather.add("repeated", record, person, "'" + name + "' stands twice; expected one budget a person");
      continue;
    }
    if (!csv::field(record, budget).empty()) out[it->second] = gather.money(record, budget);
  }
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

namespace {

Read<ShareGame> nested_game(const csv::Table& table, std::size_t person, std::size_t need) {
  ShareGame out;
  Refusals refusals;
  Gather gather(table, refusals);
  std::set<std::string> seen;
  for (const csv::Record& record : table.records) {
    out.people.push_back(gather.name(record, person, "person"));
    if (!seen.insert(out.people.back()).second)
      gather.add("repeated", record, person, "'" + out.people.back() + "' stands twice; expected one row a person");
    out.need.push_back(gather.money(record, need));
    if (out.need.back() < Pence(0)) gather.add("negative", record, need, "a need is below zero; expected 0.00 or more");
  }
  if (out.people.empty())
    refusals.push_back(
        {"no-rows", "there is nobody in the file; expected a row a person", Where{table.file, 1, "person"}});
  if (out.people.size() > 200)
    refusals.push_back({"too-many", std::to_string(out.people.size()) + " people; at most 200 are taken",
                        Where{table.file, table.records[200].line, "person"}});
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

Read<ShareGame> table_game(const csv::Table& table, std::size_t members, std::size_t cost) {
  ShareGame out;
  Refusals refusals;
  Gather gather(table, refusals);
  std::map<std::string, unsigned> bit;
  std::map<unsigned, Pence> costs;
  const csv::Record* last = nullptr;
  for (const csv::Record& record : table.records) {
    last = &record;
    unsigned mask = 0;
    bool good = true;
    for (const std::string& part : split_text(csv::field(record, members), '+')) {
      const std::string name(trim(part));
      if (name.empty()) {
        gather.add("empty", record, members, "a member has no name; expected names joined by +, such as Ann+Bob");
        good = false;
        break;
      }
      if (!bit.contains(name)) {
        if (bit.size() == 8) {
          gather.add("too-many", record, members,
                     "'" + name + "' is the ninth person; at most 8 are taken in a table of coalitions");
          good = false;
          break;
        }
        bit.emplace(name, static_cast<unsigned>(bit.size()));
        out.people.push_back(name);
      }
      const unsigned one = 1U << bit.at(name);
      if (mask & one) {
        gather.add("repeated", record, members, "'" + name + "' stands twice in one coalition");
        good = false;
      }
      mask |= one;
    }
    const Pence amount = gather.money(record, cost);
    if (good && !costs.emplace(mask, amount).second)
      gather.add("repeated", record, members, "this coalition stands twice; expected each once");
  }
  if (out.people.empty())
    refusals.push_back({"no-rows", "there is no coalition in the file; expected every non-empty one",
                        Where{table.file, 1, "members"}});
  if (!refusals.empty()) return all(std::move(refusals));
  out.cost.resize(std::size_t{1} << out.people.size());
  for (unsigned mask = 1; mask < out.cost.size(); ++mask) {
    if (const auto it = costs.find(mask); it != costs.end()) {
      out.cost[mask] = it->second;
      continue;
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < out.people.size(); ++i)
      if (mask >> i & 1U) names.push_back(out.people[i]);
    refusals.push_back({"missing-coalition",
                        "the coalition " + join(names, "+") + " is missing; expected every non-empty one",
                        Where{table.file, last->line, "members"}});
  }
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

}  // namespace

Read<ShareGame> read_costs(std::string_view text, const std::string& file, std::vector<std::string>& warnings) {
  auto table = csv::parse(text, file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const bool coalitions = std::ranges::find(table->header, "members") != table->header.end();
  const std::size_t who = columns.need(coalitions ? "members" : "person"),
                    what = columns.need(coalitions ? "cost" : "need");
  if (auto done = columns.done(); !done) {
    Refusal refusal = done.error();
    refusal.sentence += "; a file of costs is either person,need or members,cost";
    return only(std::move(refusal));
  }
  take(warnings, columns.warnings());
  return coalitions ? table_game(*table, who, what) : nested_game(*table, who, what);
}

}  // namespace onepot::club
