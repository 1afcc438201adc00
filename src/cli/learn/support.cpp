// onepot learn continuity, onepot learn diagnose, onepot learn gap: how support was arranged, as the record shows it.
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/files.h"
#include "onepot/learn/support/continuity.h"
#include "onepot/learn/support/diagnostic.h"
#include "onepot/learn/support/rating_gap.h"

namespace onepot::cli {
namespace support_commands {

struct Options {
  std::string in;
  bool json = false;
};

std::string index_text(const std::optional<double>& x) {
  return x ? fmt::format("{:.3f}", *x) : std::string("–");
}

json::value mean_json(const std::optional<learn::ContinuityOverall::Mean>& m) {
  return m ? json::value(json::object{{"mean", m->mean}, {"low", m->low}, {"high", m->high}}) : json::value(nullptr);
}

Result<void> continuity(const Options& o) {
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto visits, learn::read_visits(text, o.in));
  warn(passed_over(text, o.in, {"person", "worker", "day", "at"}));
  const auto report = learn::continuity(visits);
  json::array people;
  std::string lines = fmt::format("{:<20}{:>8}{:>9}{:>10}{:>8}{:>8}{:>8}{:>8}\n", "person", "visits", "workers",
                                  "28 days", "usual", "BB", "seq", "K");
  for (const auto& c : report.people) {
    people.push_back(json::object{{"person", c.person},
                                  {"visits", c.visits},
                                  {"workers", c.workers},
                                  {"usual", c.usual},
                                  {"by_usual", c.by_usual},
                                  {"first_visits", c.first_visits},
                                  {"workers_last_28_days", c.workers_last_28_days},
                                  {"usual_provider", or_null(c.usual_provider)},
                                  {"bice_boxerman", or_null(c.bice_boxerman)},
                                  {"sequential", or_null(c.sequential)},
                                  {"k_index", or_null(c.k_index)}});
    lines += fmt::format("{:<20}{:>8}{:>9}{:>10}{:>8}{:>8}{:>8}{:>8}\n", c.person, c.visits, c.workers,
                         c.workers_last_28_days, index_text(c.usual_provider), index_text(c.bice_boxerman),
                         index_text(c.sequential), index_text(c.k_index));
  }
  const auto& all = report.overall;
  if (o.json)
    return write_file("-", json::pretty(json::object{{"people", std::move(people)},
                                                     {"overall",
                                                      {{"people", all.people},
                                                       {"people_with_enough", all.people_with_enough},
                                                       {"visits_needed", learn::visits_needed},
                                                       {"median_workers", all.median_workers},
                                                       {"bice_boxerman", mean_json(all.bice_boxerman)},
                                                       {"usual_provider", mean_json(all.usual_provider)}}}}));
  lines += fmt::format("{} people, {} with {} visits or more, whose median number of workers is {:g}\n", all.people,
                       all.people_with_enough, learn::visits_needed, all.median_workers);
  if (const auto& m = all.bice_boxerman)
    lines += fmt::format("Bice–Boxerman index on average {:.3f} ({:.3f} to {:.3f})\n", m->mean, m->low, m->high);
  else
    lines += "Too few people for an average\n";
  lines +=
      "usual: share of visits by the worker who came most; BB: Bice–Boxerman; seq: share by the worker of the visit "
      "before; K: K index. 1 is the same worker every time.\n";
  return write_file("-", lines);
}

Result<void> diagnose(const Options& o) {
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto seen, learn::read_signs(text, o.in));
  warn(passed_over(text, o.in, {"sign", "found", "of", "source"}));
  ONEPOT_TRY(const auto d, learn::diagnose(seen));
  json::array list;
  std::string lines;
  for (const auto& c : d.centres) {
    json::array evidence;
    lines += c.enough ? fmt::format("{}: {:.0f} in 100 ({:.0f} to {:.0f})\n", name_of(c.centre), 100 * c.share,
                                    100 * c.low, 100 * c.high)
                      : fmt::format("{}: too few to say\n", name_of(c.centre));
    for (const auto& s : c.evidence) {
      evidence.push_back(json::object{{"sign", s.sign},
                                      {"text", learn::sign(s.sign)->text},
                                      {"found", s.found},
                                      {"of", s.of},
                                      {"source", s.source}});
      lines += fmt::format("  {} of {}: {} [{}]\n", s.found, s.of, learn::sign(s.sign)->text, s.source);
    }
    for (const auto& id : c.not_looked_for) lines += fmt::format("  not looked for: {}\n", learn::sign(id)->text);
    list.push_back(json::object{{"centre", name_of(c.centre)},
                                {"enough", c.enough},
                                {"share", c.enough ? json::value(c.share) : json::value(nullptr)},
                                {"low", c.enough ? json::value(c.low) : json::value(nullptr)},
                                {"high", c.enough ? json::value(c.high) : json::value(nullptr)},
                                {"evidence", std::move(evidence)},
                                {"not_looked_for", json::array(c.not_looked_for.begin(), c.not_looked_for.end())}});
  }
  if (o.json)
    return write_file(
        "-", json::pretty(json::object{{"centres", std::move(list)},
                                       {"mostly", d.mostly ? json::value(name_of(*d.mostly)) : json::value(nullptr)},
                                       {"notes", json::array(d.notes.begin(), d.notes.end())}}));
  if (d.mostly) lines += fmt::format("Mostly arranged around the {}\n", name_of(*d.mostly));
  for (const auto& n : d.notes) lines += n + "\n";
  return write_file("-", lines);
}

Result<void> gap(const Options& o) {
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto rounds, learn::read_ratings(text, o.in));
  std::vector<std::string> known{"round", "side", "at"};
  known.insert(known.end(), learn::rating_areas.begin(), learn::rating_areas.end());
  warn(passed_over(text, o.in, known));
  const auto r = learn::rating_gap(rounds);
  json::array areas;
  std::string lines = fmt::format("{} rounds with both; {} wait for the person, {} for the practitioner\n", r.pairs,
                                  r.waiting_person, r.waiting_practitioner);
  for (const auto& a : r.areas) {
    areas.push_back(json::object{{"area", a.area},
                                 {"person", a.person},
                                 {"practitioner", a.practitioner},
                                 {"gap", a.gap},
                                 {"low", a.low},
                                 {"high", a.high}});
    lines += fmt::format("{:<10} person {:.2f}, practitioner {:.2f}: gap {:.2f} ({:.2f} to {:.2f})\n", a.area, a.person,
                         a.practitioner, a.gap, a.low, a.high);
  }
  if (o.json)
    return write_file("-", json::pretty(json::object{{"pairs", r.pairs},
                                                     {"waiting_person", r.waiting_person},
                                                     {"waiting_practitioner", r.waiting_practitioner},
                                                     {"enough", r.enough},
                                                     {"areas", std::move(areas)},
                                                     {"practitioner_higher", r.practitioner_higher},
                                                     {"same", r.same},
                                                     {"person_higher", r.person_higher}}));
  lines += r.enough ? fmt::format("The practitioner rated it higher {} times, the person {} times, the same {} times\n",
                                  r.practitioner_higher, r.person_higher, r.same)
                    : fmt::format("Too few to say: it takes {} rounds with both\n", learn::pairs_needed);
  return write_file("-", lines);
}

}  // namespace support_commands

void add_learn_support(CLI::App& room, int& exit) {
  using namespace support_commands;
  const auto add = [&](const char* name, const char* what, const char* footer, Result<void> (*run)(const Options&)) {
    auto* verb = room.add_subcommand(name, what);
    verb->footer(footer);
    const auto o = std::make_shared<Options>();
    verb->add_option("IN", o->in, "a CSV file; - is standard input")->required();
    verb->add_flag("--json", o->json, "one JSON document");
    verb->callback([o, run, &exit] {
      if (const auto done = run(*o); !done) exit = refused(done.error());
    });
  };
  add("continuity", "How many different workers come, and the published indices of continuity",
      "Columns: person,worker,day and, to order the visits of a day, at.\nExample:\n  onepot learn continuity "
      "visits.csv",
      continuity);
  add("diagnose", "If it is not person-centred: around the money, the provider, the process or the professional?",
      "Columns: sign,found,of,source; a sign nobody looked for stays out. docs/learn.md lists the signs.\nExample:\n  "
      "onepot learn diagnose signs.csv",
      diagnose);
  add("gap", "The person's and the practitioner's own rating, each blind until both are given",
      "Columns: round,side (person or practitioner),at,listened,chose,pace,known,life, each 1 to 5.\nExample:\n  "
      "onepot "
      "learn gap ratings.csv",
      gap);
}

}  // namespace onepot::cli
