// onepot learn extract, onepot learn reread, onepot learn cld: open data out and in.
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/files.h"
#include "onepot/base/rational.h"
#include "onepot/base/text.h"
#include "onepot/learn/open/cld.h"
#include "onepot/learn/open/extract.h"

namespace onepot::cli {
namespace open_commands {

struct Options {
  std::string in, out, dictionary, key, keep, number, pseudonym, month, year, tells;
  std::vector<std::string> band;
  std::int64_t together = 5;
  bool json = false, national = false;
};

Result<csv::Table> table_at(const std::string& path) {
  ONEPOT_TRY(const auto text, read_file(path));
  return csv::parse(text, path);
}

Result<learn::ExtractPlan> plan_of(const Options& o) {
  using enum learn::ExtractKind;
  learn::ExtractPlan plan;
  plan.together = o.together;
  if (!o.key.empty()) {
    ONEPOT_TRY(plan.key, read_file(o.key));
  }
  const auto add = [&](const std::string& list, learn::ExtractKind kind) {
    for (const auto& name : split_text(list, ','))
      if (!trim(name).empty()) plan.columns.push_back({std::string(trim(name)), kind, {}, false, ""});
  };
  add(o.pseudonym, pseudonym);
  add(o.month, month);
  add(o.year, year);
  for (const auto& band_text : o.band) {
    const auto at = band_text.find('=');
    learn::ExtractColumn c{band_text.substr(0, at), band, {}, false, ""};
    if (at != std::string::npos)
      for (const auto& bound : split_text(band_text.substr(at + 1), ',')) {
        const auto value = parse_rational(trim(bound));
        if (!value || value->den() != 1)
          return refuse("plan", "'" + bound + "' is not a bound of --band " + c.name + "; expected COLUMN=18,65,85");
        c.bounds.push_back(value->num());
      }
    plan.columns.push_back(std::move(c));
  }
  add(o.keep, keep);
  add(o.number, number);
  for (const auto& name : split_text(o.tells, ',')) {
    if (trim(name).empty()) continue;
    const auto at = std::ranges::find(plan.columns, trim(name), &learn::ExtractColumn::name);
    if (at == plan.columns.end()) return refuse("plan", "'" + name + "' of --tells is not taken");
    at->tells = true;
  }
  return plan;
}

Result<void> extract(const Options& o) {
  ONEPOT_TRY(const auto plan, plan_of(o));
  ONEPOT_TRY(const auto table, table_at(o.in));
  ONEPOT_TRY(const auto e, learn::extract(table, plan));
  ONEPOT_CHECK(write_file(o.out, learn::to_csv(e)));
  ONEPOT_CHECK(write_file(o.dictionary, e.dictionary));
  if (o.json)
    return write_file("-", json::pretty(json::object{{"rows", e.rows.size()},
                                                     {"held_back", e.held_back},
                                                     {"together", plan.together},
                                                     {"left_out", json::array(e.left_out.begin(), e.left_out.end())}}));
  warn({fmt::format("{} rows; {} of people who stand out are held back; left out: {}", e.rows.size(), e.held_back,
                    e.left_out.empty() ? "no column" : join(e.left_out, ", "))});
  return {};
}

Result<void> reread(const Options& o) {
  ONEPOT_TRY(const auto table, table_at(o.in));
  ONEPOT_TRY(const auto dictionary, read_file(o.dictionary));
  ONEPOT_TRY(const auto e, learn::read_extract(table, dictionary, o.dictionary));
  return write_file(o.out.empty() ? "-" : o.out, learn::to_csv(e));
}

/// Gives the exit itself: faults are an answer, and still refuse the file.
int cld(const Options& o) {
  const auto table = table_at(o.in);
  if (!table) return refused(table.error());
  const auto file = learn::read_cld(*table);
  if (!file) return refused(file.error());
  std::vector<std::string> warnings;
  for (const auto& name : file->unknown)
    warnings.push_back(o.in + ": column '" + name + "' is not known and was passed over");
  if (!file->missing.empty()) warnings.push_back(o.in + ": columns not there: " + join(file->missing, ", "));
  const auto report = learn::check_cld(file->events);
  std::vector<std::string> unchecked;
  json::array fields, faults;
  for (const auto& f : report.fields) {
    if (!f.checked && f.valid > 0) unchecked.emplace_back(f.field);
    fields.push_back(json::object{{"field", f.field},
                                  {"valid", f.valid},
                                  {"blank_allowed", f.blank_allowed},
                                  {"blank_mandatory", f.blank_mandatory},
                                  {"invalid", f.invalid},
                                  {"not_applicable", f.not_applicable},
                                  {"values_checked", f.checked}});
  }
  if (!unchecked.empty())
    warnings.push_back("lists of values that no public source has whole were not checked: " + join(unchecked, ", "));
  warn(warnings);
  Refusals wrong;
  for (const auto& f : report.faults) {
    wrong.push_back({f.code, f.sentence, {o.in, f.line, f.field}});
    faults.push_back(json::object{{"line", f.line}, {"field", f.field}, {"code", f.code}, {"sentence", f.sentence}});
  }
  if (o.json) {
    const auto done = write_file("-", json::pretty(json::object{{"events", report.events},
                                                                {"events_with_faults", report.events_with_faults},
                                                                {"fields", std::move(fields)},
                                                                {"faults", std::move(faults)}}));
    if (!done) return refused(done.error());
  }
  if (!wrong.empty()) return refused(wrong);
  if (!o.out.empty())
    if (const auto done = write_file(o.out, learn::cld_csv(file->events, o.national)); !done)
      return refused(done.error());
  if (!o.json)
    if (const auto done = write_file("-", fmt::format("{} events without a fault\n", report.events)); !done)
      return refused(done.error());
  return exit_done;
}

}  // namespace open_commands

void add_learn_open(CLI::App& room, int& exit) {
  using namespace open_commands;
  auto o = std::make_shared<Options>();
  auto* e = room.add_subcommand(
      "extract", "Rows for research: pseudonyms, months, bands, nobody who stands out, and a dictionary");
  e->footer(
      "Example:\n  onepot learn extract lives.csv --pseudonym person --month since --band age=18,65,85 --keep area "
      "--number "
      "score --tells age,area --key key.bin --out lives-open.csv --dictionary lives-dictionary.csv");
  e->add_option("IN", o->in, "one row an answer or an event; - is standard input")->required();
  e->add_option("--pseudonym", o->pseudonym, "columns that become pseudonyms, joined by commas");
  e->add_option("--month", o->month, "days that become months");
  e->add_option("--year", o->year, "days that become years");
  e->add_option("--band", o->band, "COLUMN=18,65,85: whole numbers that become bands");
  e->add_option("--keep", o->keep, "columns as they are");
  e->add_option("--number", o->number, "columns of numbers as they are");
  e->add_option("--tells", o->tells, "columns by which others could look for a person");
  e->add_option("--together", o->together, "people who must share what tells")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  e->add_option("--key", o->key, "a file of 32 secret bytes or more, of this extract alone");
  e->add_option("--out", o->out, "the extract")->required();
  e->add_option("--dictionary", o->dictionary, "its dictionary")->required();
  e->add_flag("--json", o->json, "one JSON document about what was done");
  e->callback([o, &exit] {
    if (const auto done = extract(*o); !done) exit = refused(done.error());
  });
  o = std::make_shared<Options>();
  auto* r = room.add_subcommand("reread", "Read an extract by its dictionary, and print it again");
  r->footer("Example:\n  onepot learn reread lives-open.csv --dictionary lives-dictionary.csv");
  r->add_option("IN", o->in, "an extract")->required();
  r->add_option("--dictionary", o->dictionary, "its dictionary")->required();
  r->add_option("--out", o->out, "a file; standard output when not given");
  r->callback([o, &exit] {
    if (const auto done = reread(*o); !done) exit = refused(done.error());
  });
  o = std::make_shared<Options>();
  auto* c = room.add_subcommand("cld", "Check adult social care client level data (release 2), and write it in order");
  c->footer("Example:\n  onepot learn cld quarter.csv --out checked.csv");
  c->add_option("IN", o->in, "a submission; - is standard input")->required();
  c->add_option("--out", o->out, "write it with every column in the specification's order, when it has no fault");
  c->add_flag("--national", o->national, "with what names a person, for the national body only");
  c->add_flag("--json", o->json, "one JSON document: each field's counts, and every fault");
  c->callback([o, &exit] { exit = cld(*o); });
}

}  // namespace onepot::cli
