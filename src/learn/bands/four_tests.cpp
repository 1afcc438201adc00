#include "onepot/learn/four_tests.h"

#include <algorithm>
#include <map>
#include <set>

#include "cells.h"
#include "onepot/learn/statistics.h"
#include "onepot/learn/worth.h"

namespace onepot::learn {
namespace {

using Pick = std::optional<double> (*)(const TestAnswer&, double);

Result<BandComparison> one_test(std::span<const TestAnswer> answers, const std::vector<std::string>& names, Pick pick,
                                double threshold) {
  std::vector<Observation> rows;
  for (const TestAnswer& a : answers)
    rows.push_back({a.person, a.provider, a.band, a.respondent, pick(a, threshold), {}, a.covariates});
  return compare_bands(rows, names);
}

/// What one answer brought, less what it cost, in pounds.
std::optional<double> net(const TestAnswer& a, double threshold) {
  if (!a.cost || !a.effect) return std::nullopt;
  return threshold * *a.effect - *a.cost;
}

std::vector<BandInnovation> innovation_of(std::span<const TestAnswer> answers, std::span<const Innovation> innovations,
                                          const std::vector<std::string>& names) {
  std::map<std::string_view, std::size_t> band_of;
  for (const TestAnswer& a : answers) band_of.try_emplace(a.provider, a.band);
  std::vector<std::set<std::string_view>> providers(names.size());
  for (const auto& [provider, band] : band_of) providers[band].insert(provider);
  std::vector<BandInnovation> out;
  for (std::size_t b = 0; b < names.size(); ++b) {
    BandInnovation one;
    one.band = names[b];
    std::array<std::set<std::string_view>, newnesses.size()> with;
    for (const Innovation& i : innovations) {
      if (band_of.at(i.provider) != b) continue;
      if (trim(i.evidence).empty())
        ++one.claims_without_evidence;
      else
        with[static_cast<std::size_t>(i.newness)].insert(i.provider);
    }
    one.enough = std::ssize(providers[b]) >= providers_needed;
    if (!one.enough) {
      one.why_not = fmt::format("too few to say: it takes {} providers", providers_needed);
    } else {
      for (const Newness n : newnesses) {
        const std::int64_t found = std::ssize(with[static_cast<std::size_t>(n)]), of = std::ssize(providers[b]);
        NewnessShare share{n, shown(found), std::nullopt, 0, 0};
        // All but a few would tell how many are left.
        if (!shown(of - found)) share.providers = std::nullopt;
        if (share.providers) {
          share.share = static_cast<double>(found) / static_cast<double>(of);
          std::tie(share.low, share.high) = wilson(found, of);
        }
        one.shares.push_back(share);
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<BandWorth> worth_of(const FourTests& tests) {
  std::vector<BandWorth> out;
  for (const BandDifference& benefit : tests.benefit.differences) {
    const auto same = [&](const BandDifference& d) { return d.band == benefit.band && d.than == benefit.than; };
    const auto cost = std::ranges::find_if(tests.cost.differences, same),
               effect = std::ranges::find_if(tests.effect.differences, same);
    if (cost == tests.cost.differences.end() || effect == tests.effect.differences.end()) continue;
    BandWorth w{benefit.band,     benefit.than,       cost->unadjusted, effect->unadjusted, cost->adjusted,
                effect->adjusted, benefit.unadjusted, benefit.adjusted, std::nullopt,       {}};
    const bool adjusted = w.cost_adjusted && w.effect_adjusted;
    const double c = adjusted ? w.cost_adjusted->mean : w.cost.mean,
                 e = adjusted ? w.effect_adjusted->mean : w.effect.mean;
    if ((c > 0 && e > 0) || (c < 0 && e < 0)) w.icer = c / e;
    w.words = increment_words(c, e);
    out.push_back(std::move(w));
  }
  return out;
}

}  // namespace

std::string_view name_of(Newness newness) {
  switch (newness) {
    case Newness::what:
      return "what";
    case Newness::how:
      return "how";
    case Newness::who:
      return "who";
  }
  return "";
}

Result<FourTests> four_tests(std::span<const TestAnswer> answers, std::span<const Innovation> innovations,
                             const std::vector<std::string>& band_names, double threshold) {
  for (const Innovation& i : innovations)
    if (std::ranges::find(answers, i.provider, &TestAnswer::provider) == answers.end())
      return refuse("unknown-provider", "nobody answered about '" + i.provider + "', so its size is not known here");
  FourTests out;
  out.threshold = threshold;
  const auto run = [&](Pick pick) { return one_test(answers, band_names, pick, threshold); };
  ONEPOT_TRY(out.valued, run([](const TestAnswer& a, double) { return a.valued; }));
  ONEPOT_TRY(out.personalised, run([](const TestAnswer& a, double) { return a.personalised; }));
  // Cost and effect of the same people: who has one of them only would make the difference of two groups of people.
  ONEPOT_TRY(out.cost, run([](const TestAnswer& a, double) { return a.effect ? a.cost : std::nullopt; }));
  ONEPOT_TRY(out.effect, run([](const TestAnswer& a, double) { return a.cost ? a.effect : std::nullopt; }));
  ONEPOT_TRY(out.benefit, run(net));
  out.respondent = out.valued.respondent;
  out.innovative = innovation_of(answers, innovations, band_names);
  out.worth = worth_of(out);
  out.notes = out.valued.notes;
  out.coded = out.valued.coded;
  out.coded.push_back({"no-rank", {}, {}});
  out.notes.emplace_back("The four tests are not put into one number, and sizes are not ranked.");
  return out;
}

Result<std::vector<TestAnswer>> read_test_answers(std::string_view text, const std::string& file,
                                                  const std::vector<std::string>& band_names,
                                                  const TestColumns& columns) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  Cells cells(table);
  const auto person = cells.need("person"), provider = cells.need("provider"), band = cells.need("band"),
             respondent = cells.need("respondent"), valued = cells.may("valued"),
             personalised = cells.may("personalised"), cost = cells.may("cost"), effect = cells.may("effect");
  std::vector<std::size_t> covariates;
  for (const auto& name : columns.covariates) covariates.push_back(cells.need(name));
  ONEPOT_CHECK(cells.done());
  std::vector<TestAnswer> out;
  for (const auto& row : table.records) {
    if (Cells::text(row, respondent) != columns.respondent) continue;
    TestAnswer a;
    a.respondent = columns.respondent;
    ONEPOT_TRY(a.person, cells.name(row, person));
    ONEPOT_TRY(a.provider, cells.name(row, provider));
    const auto size = std::ranges::find(band_names, Cells::text(row, band));
    if (size == band_names.end())
      return cells.wrong(row, band, "bad-band", "a size; expected " + join(band_names, ", "));
    a.band = static_cast<std::size_t>(size - band_names.begin());
    ONEPOT_TRY(a.valued, cells.maybe_number(row, valued));
    ONEPOT_TRY(a.personalised, cells.maybe_number(row, personalised));
    ONEPOT_TRY(a.cost, cells.maybe_number(row, cost));
    ONEPOT_TRY(a.effect, cells.maybe_number(row, effect));
    for (const std::size_t c : covariates) {
      ONEPOT_TRY(auto value, cells.maybe_number(row, c));
      a.covariates.push_back(value);
    }
    out.push_back(std::move(a));
  }
  return out;
}

Result<std::vector<Innovation>> read_innovations(std::string_view text, const std::string& file) {
  const auto read = [](const NamedRow& row, Innovation& i) -> Result<void> {
    ONEPOT_TRY(i.provider, row.name("provider"));
    const auto kind = std::ranges::find(newnesses, row.text("newness"), [](Newness n) { return name_of(n); });
    if (kind == newnesses.end()) return row.wrong("newness", "bad-newness", "new; expected what, how or who");
    i.newness = *kind;
    i.evidence = std::string(row.text("evidence"));
    return {};
  };
  return rows_of<Innovation>(text, file, {"provider", "newness", "evidence"}, {}, read);
}

}  // namespace onepot::learn
