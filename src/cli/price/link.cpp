// onepot price link and shift: records of care from several services, linked by pseudonym.
#include <filesystem>
#include <map>
#include <memory>
#include <unordered_map>

#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/place/linked.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace link_command {

struct Options {
  std::vector<std::string> files;
  std::string key, rules, from, until, as_of, known, out;
  int months = 3;
  bool json = false;
};

/// What the verbs share: rules, records, and the days looked at.
struct Linked {
  price::CareRules rules;
  price::CareRecords records;
  Period window;
  Date as_of;
};

Result<Date> day_or(const std::string& text, const char* option, Date otherwise) {
  if (text.empty()) return otherwise;
  const auto day = parse_date(text);
  if (!day) return refuse("bad-date", "'" + text + "' is not a day; expected such as 2026-04-01", Where{option, 0, ""});
  return *day;
}

tl::expected<Linked, Refusals> read(const Options& o) {
  const auto one = [](const Refusal& r) { return tl::unexpected(Refusals{r}); };
  Linked out;
  if (o.rules.empty()) {
    out.rules = place::built_in_care_rules();
  } else {
    const auto folder = price::read_folder(o.rules);
    if (!folder) return one(folder.error());
    auto rules = price::load_care_rules(*folder);
    if (!rules) return one(rules.error());
    out.rules = *std::move(rules);
  }
  const auto key = read_file(o.key);
  if (!key) return one(key.error());
  const std::string secret(trim(*key));
  constexpr std::size_t least_key = 16;
  if (secret.size() < least_key)
    return one({"short-key", "the key is shorter than 16 characters: anybody could try them all", Where{o.key, 1, ""}});
  for (const auto& file : o.files) {
    const auto text = read_file(file);
    if (!text) return one(text.error());
    if (const auto added = price::add_care_records(out.records, *text, file, out.rules, secret); !added)
      return tl::unexpected(added.error());
  }
  if (out.records.records.empty())
    return one({"no-records", "there is no record of care", Where{o.files.front(), 0, ""}});
  const Date last = std::ranges::max(out.records.records, {}, &price::CareRecord::until).until;
  const auto until = day_or(o.until, "--until", last);
  if (!until) return one(until.error());
  const auto from = day_or(o.from, "--from", *until - (place::care_window_days - 1));
  if (!from) return one(from.error());
  const auto as_of = day_or(o.as_of, "--as-of", *until);
  if (!as_of) return one(as_of.error());
  if (*until < *from) return one({"wrong-order", "the last day comes before the first", Where{"--until", 0, ""}});
  out.window = {*from, *until};
  out.as_of = *as_of;
  return out;
}

/// The people's file of what else is known of them, by pseudonym: columns but `person` are carried along.
struct Known {
  std::vector<std::string> columns;
  std::unordered_map<std::string, std::vector<std::string>> of;
};
Result<Known> read_known(const std::string& file, const std::string& key_file) {
  Known out;
  if (file.empty()) return out;
  ONEPOT_TRY(const auto key, read_file(key_file));
  ONEPOT_TRY(const auto text, read_file(file));
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  csv::Columns columns(table);
  const auto person = columns.need("person");
  ONEPOT_CHECK(columns.done());
  for (std::size_t c = 0; c < table.header.size(); ++c)
    if (c != person) out.columns.push_back(table.header[c]);
  for (const auto& r : table.records) {
    std::vector<std::string> fields;
    for (std::size_t c = 0; c < r.fields.size(); ++c)
      if (c != person) fields.push_back(r.fields[c]);
    if (!out.of.emplace(price::care_pseudonym(trim(key), trim(r.fields[person])), std::move(fields)).second)
      return refuse("twice", "this person stands here twice", csv::where(table, r, person));
  }
  return out;
}

struct Files {
  std::string people, costs, offers, aside;
};

std::string pounds(Pence p) {
  return to_decimal(p);
}

int link(const Options& o) {
  const auto linked = read(o);
  if (!linked) return refused(linked.error());
  const auto known = read_known(o.known, o.key);
  if (!known) return refused(known.error());
  const auto& [rules, records, window, as_of] = *linked;
  const auto each = price::by_person(records);
  std::vector<price::PersonCost> costs;
  std::size_t too_little = 0, none = 0;
  Pence counted, set_aside;
  Files f;
  f.aside = csv::line({"person", "service", "record", "kind", "from", "days", "pounds", "rule"});
  for (const auto& mine : each) {
    for (const auto& piece : price::count_days(rules, records.records, mine, window)) {
      (piece.counted ? counted : set_aside) += piece.pence;
      if (piece.counted) continue;
      const auto& r = records.records[piece.record];
      f.aside += csv::line({records.people[r.person], records.streams[r.stream], r.record, rules.kinds[r.kind].id,
                            to_iso(piece.from), std::to_string(piece.days), pounds(piece.pence),
                            price::rule_of(rules, records.records, piece)});
    }
    auto cost = price::cost_of(rules, records, mine, window);
    if (cost)
      costs.push_back(*std::move(cost));
    else
      ++(cost.error().code == "too-little" ? too_little : none);
  }
  const auto similar = price::similar_people(costs);
  f.people = csv::line({"person", "days", "year", "low", "high", "grade", "services", "main_kind", "set_aside",
                        "offer_week", "offer_low", "offer_high", "stays_year"});
  f.offers = csv::line({"person", "stream", "year", "week", "what"});
  std::vector<std::string> header{"cost", "main_kind"};
  header.insert(header.end(), known->columns.begin(), known->columns.end());
  f.costs = csv::line(header);
  std::size_t offers = 0, unknown = 0;
  std::map<std::string, std::size_t> grades;
  for (const auto& c : costs) {
    const auto evidence = price::evidence_of(rules, c, similar, as_of);
    const auto offer = price::linked_offer(rules, c, evidence);
    const std::string grade = evidence.grade ? rules.grades[*evidence.grade].id : "none";
    const std::string& who = records.people[c.person];
    const std::string main = c.main ? rules.kinds[*c.main].id : "";
    ++grades[grade];
    offers += offer.has_value();
    f.people += csv::line({who, std::to_string(c.days), pounds(c.all.year), pounds(c.all.low), pounds(c.all.high),
                           grade, join(c.streams, "|"), main, pounds(c.set_aside), offer ? pounds(offer->week) : "",
                           offer ? pounds(offer->low) : "", offer ? pounds(offer->high) : "",
                           offer ? pounds(offer->stays_year) : ""});
    if (offer)
      for (const auto& part : offer->parts)
        f.offers += csv::line({who, part.stream, pounds(part.year), pounds(part.week), part.words});
    std::vector<std::string> row{pounds(c.all.year), main};
    if (const auto at = known->of.find(who); at != known->of.end())
      row.insert(row.end(), at->second.begin(), at->second.end());
    else if (!known->columns.empty()) {
      ++unknown;
      continue;
    }
    f.costs += csv::line(row);
  }
  std::error_code error;
  std::filesystem::create_directories(o.out, error);
  if (error) return refused(Refusal{"machine", "cannot make the folder: " + error.message(), {o.out, 0, ""}});
  for (const auto& [name, text] : {std::pair{"people.csv", &f.people}, std::pair{"offers.csv", &f.offers},
                                   std::pair{"costs.csv", &f.costs}, std::pair{"set-aside.csv", &f.aside}})
    if (const auto done = write_file((std::filesystem::path(o.out) / name).string(), *text); !done)
      return refused(done.error());
  if (unknown > 0) warn({fmt::format("{} people are not in {} and left out of costs.csv", unknown, o.known)});
  if (o.json) {
    json::object by_grade;
    for (const auto& [grade, n] : grades) by_grade[grade] = n;
    json::array alike;
    for (const auto& s : similar)
      alike.push_back(json::object{{"kind", rules.kinds[s.kind].id},
                                   {"people", s.people},
                                   {"mean_year", pounds(Pence(s.mean_pence))},
                                   {"spread_percent", s.spread_percent}});
    const std::string text = json::pretty(json::object{{"from", to_iso(window.from)},
                                                       {"until", to_iso(window.until)},
                                                       {"records", records.records.size()},
                                                       {"duplicates", records.duplicates},
                                                       {"duplicate_cost", pounds(records.duplicate_cost)},
                                                       {"people", costs.size()},
                                                       {"too_little", too_little},
                                                       {"outside", none},
                                                       {"counted", pounds(counted)},
                                                       {"set_aside", pounds(set_aside)},
                                                       {"offers", offers},
                                                       {"grades", std::move(by_grade)},
                                                       {"similar", std::move(alike)}});
    std::fwrite(text.data(), 1, text.size(), stdout);
    return exit_done;
  }
  fmt::print("{} records of {} people, {} to {}\n", records.records.size(), each.size(), to_iso(window.from),
             to_iso(window.until));
  fmt::print("counted {}, set aside so that no day counts twice {}, the same record again {} ({})\n",
             to_pounds(counted), to_pounds(set_aside), records.duplicates, to_pounds(records.duplicate_cost));
  for (const auto& [grade, n] : grades) fmt::print("evidence {}: {} people\n", grade, n);
  fmt::print("too little to say: {}; an offer can be made to {}\n", too_little + none, offers);
  return exit_done;
}

const char* words_of(price::ShiftLine::Says says) {
  using enum price::ShiftLine::Says;
  switch (says) {
    case too_few:
      return "too few to say";
    case neither:
      return "no shift that can be told from chance";
    case to_care:
      return "from health to care";
    case to_health:
      break;
  }
  return "from care to health";
}

int shift(const Options& o) {
  const auto linked = read(o);
  if (!linked) return refused(linked.error());
  const auto periods = price::shift_periods(linked->window.from, linked->window.until, o.months);
  if (!periods) return refused(periods.error());
  auto lines = price::cost_shift(linked->rules, linked->records, *periods);
  std::erase_if(lines, [](const auto& l) { return l.people == 0; });
  const auto shown = place::hide_small(lines);
  if (!shown) return refused(shown.error());
  json::array out;
  if (!o.json)
    fmt::print("{:<20} {:<10} {:>7} {:>10} {:>10} {:>10} {:>10} {:>9}  {}\n", "pathway", "from", "people", "health",
               "then", "care", "then", "shift", "says");
  for (const auto& s : *shown) {
    const auto& l = s.line;
    const std::string name = l.pathway.empty() ? "everybody" : l.pathway;
    if (o.json) {
      json::object one{{"pathway", name}, {"before", to_iso(l.before.from)}, {"after", to_iso(l.after.from)}};
      if (s.hidden) {
        one["hidden"] = true;
      } else {
        one["people_about"] = s.people_about;
        one["health_before_each"] = pounds(l.each(l.health_before));
        one["health_after_each"] = pounds(l.each(l.health_after));
        one["care_before_each"] = pounds(l.each(l.care_before));
        one["care_after_each"] = pounds(l.each(l.care_after));
        one["to_care_each"] = pounds(l.each(l.to_care));
        one["to_health_each"] = pounds(l.each(l.to_health));
        if (l.low_each) one["low"] = pounds(*l.low_each), one["high"] = pounds(*l.high_each);
        one["says"] = words_of(l.says());
      }
      out.push_back(std::move(one));
    } else if (s.hidden) {
      fmt::print("{:<20} {:<10} {:>7}\n", name, to_iso(l.after.from), "c");
    } else {
      fmt::print("{:<20} {:<10} {:>7} {:>10} {:>10} {:>10} {:>10} {:>9}  {}\n", name, to_iso(l.after.from),
                 s.people_about, pounds(l.each(l.health_before)), pounds(l.each(l.health_after)),
                 pounds(l.each(l.care_before)), pounds(l.each(l.care_after)), pounds(l.each(l.to_care)),
                 words_of(l.says()));
    }
  }
  if (o.json) {
    const std::string text = json::pretty(json::object{{"shift", std::move(out)}});
    std::fwrite(text.data(), 1, text.size(), stdout);
  } else {
    fmt::print("Pounds for a person and period; shift: what care bears beyond the share it bore before. c: hidden.\n");
  }
  return exit_done;
}

}  // namespace link_command

void add_price_link(CLI::App& price, int& exit) {
  using namespace link_command;
  const auto common = [](CLI::App* verb, Options& o) {
    verb->add_option("FILES", o.files, "record,person,stream,kind,from,until,cost[,pathway]; one or more")->required();
    verb->add_option("--key", o.key, "file with the place's own key, 16 characters at least")->required();
    verb->add_option("--rules", o.rules, "folder with kinds.csv and evidence.csv; Ashdale's where not given");
    verb->add_option("--from", o.from, "first day looked at; 364 days in all where not given");
    verb->add_option("--until", o.until, "last day looked at; the last of the records where not given");
    verb->add_flag("--json", o.json, "one JSON document");
  };
  const auto o = std::make_shared<Options>();
  auto* verb =
      price.add_subcommand("link", "Link records of several services: what a year of each person's care costs");
  verb->footer(
      "Example:\n  onepot price link hospital.csv council.csv housing.csv --key place.key --out linked\n"
      "Writes people.csv, offers.csv, set-aside.csv, and costs.csv for `onepot price design`.");
  common(verb, *o);
  verb->add_option("--as-of", o->as_of, "day on which it is said, for the age of the evidence");
  verb->add_option("--known", o->known, "person and what else is known of them: carried into costs.csv");
  verb->add_option("--out", o->out, "folder for the files")->required();
  verb->callback([o, &exit] { exit = link(*o); });

  const auto s = std::make_shared<Options>();
  auto* moved =
      price.add_subcommand("shift", "What moved between health and care, period by period and pathway by pathway");
  moved->footer("Example:\n  onepot price shift hospital.csv council.csv --key place.key --from 2025-04-01 --months 3");
  common(moved, *s);
  moved->add_option("--months", s->months, "months in a period")->capture_default_str();
  moved->callback([s, &exit] { exit = shift(*s); });
}

}  // namespace onepot::cli
