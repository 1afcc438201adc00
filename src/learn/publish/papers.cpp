// What goes with a table: the publisher's rules, the checker's form, the history of what went out.
#include <algorithm>

#include "cells.h"
#include "onepot/learn/publish.h"

namespace onepot::learn {

// Where each comes from:
// - 0-to-4: NHS Digital, Safeguarding Adults, England, 2018-19, Introduction: 0, 1, 2, 3 and 4 as "*", all others to
// the
//   nearest 5. (The Department of Health and Social Care's adult social care survey 2024 to 2025, data quality
//   statement, rounds to the nearest 5 too.)
// - below-5: the same with noughts shown, as many councils do; no publisher's document is behind that.
// - 1-to-7: NHS Digital, Disclosure control methodology for Hospital Episode Statistics and Emergency Care Data Set,
// from
//   September 2018: below the whole country 1 to 7 as "*", others to the nearest 5, nought shown.
// - ten: Brandt, Franconi, Guerke, Hundepool, Lucarelli, Mol, Ritchie, Seri and Welpton, Guidelines for the checking of
//   output based on microdata research, ESSnet SDC, 2010: the rule of thumb for frequencies (ten units) and for sums
//   (none more than half). The Safe Data Access Professionals' Handbook on Statistical Disclosure Control for Outputs
//   (2019) and the Office for National Statistics' research service go by ten as well.
const std::vector<PublisherRules>& publisher_rules() {
  static const std::vector<PublisherRules> all{
      {"below-5",
       "counts from 1 to 4 hidden, others to the nearest 5, nought shown",
       {.threshold = 5, .round = 5},
       {.contributors = 5, .dominance_n = 1, .dominance_k = 100, .p_percent = 10, .round = 1}},
      {"0-to-4",
       "adult social care statistics for England (Safeguarding Adults, 2018-19): counts from 0 to 4 hidden, others to "
       "the nearest 5",
       {.threshold = 5, .round = 5, .hide_nought = true},
       {.contributors = 5, .dominance_n = 1, .dominance_k = 100, .p_percent = 10, .round = 1}},
      {"1-to-7",
       "hospital statistics for England below the whole country (2018): counts from 1 to 7 hidden, others to the "
       "nearest 5, nought shown",
       {.threshold = 8, .round = 5},
       {.contributors = 8, .dominance_n = 1, .dominance_k = 100, .p_percent = 10, .round = 1}},
      {"ten",
       "rule of thumb for research outputs (Brandt and others, ESSnet guidelines, 2010): ten units, and none of them "
       "more than half of a sum",
       {.threshold = 10, .round = 0},
       {.contributors = 10, .dominance_n = 1, .dominance_k = 50, .p_percent = 10, .round = 1}},
  };
  return all;
}

Result<const PublisherRules*> publisher_rules(std::string_view name) {
  const auto& all = publisher_rules();
  const auto at = std::ranges::find(all, name, &PublisherRules::name);
  if (at != all.end()) return &*at;
  std::vector<std::string> known;
  for (const auto& r : all) known.push_back(r.name);
  return refuse("unknown-rules",
                "'" + std::string(name) + "' are not a publisher's rules; expected " + join(known, ", "));
}

std::string rules_in_words(const CountRules& rules) {
  return fmt::format("counts from {} to {} are hidden; {}", rules.hide_nought ? 0 : 1, rules.threshold - 1,
                     rules.round > 1 ? fmt::format("others are rounded to the nearest {}", rules.round)
                                     : "others are printed as they are");
}

std::string rules_in_words(const SumRules& rules) {
  std::string out = fmt::format("sums of fewer than {} contributors are hidden", rules.contributors);
  if (rules.dominance_k < 100)
    out += fmt::format(", and where the {} largest make more than {:g} %", rules.dominance_n, rules.dominance_k);
  if (rules.p_percent > 0)
    out += fmt::format(", and where one could tell another's part to within {:g} %", rules.p_percent);
  return out + fmt::format("; others are rounded to the nearest {} pounds", std::max<std::int64_t>(1, rules.round));
}

std::optional<double> printed_ratio(const Release& release, std::size_t figure, const std::string& column,
                                    const std::string& category) {
  const auto d = static_cast<std::size_t>(std::ranges::find(release.by, column) - release.by.begin());
  const Figure& f = release.figures[figure];
  if (d == release.by.size() || f.key[d] != category || f.hidden) return std::nullopt;
  auto whole = f.key;
  whole[d] = total_word;
  const auto of = std::ranges::find(release.figures, whole, &Figure::key);
  if (of == release.figures.end() || of->hidden || of->value == 0) return std::nullopt;
  return static_cast<double>(f.value) / static_cast<double>(of->value);
}

std::string checkers_form(const Published& published, const std::string& rules, const std::vector<Release>& before) {
  const Release& r = published.release;
  std::optional<std::int64_t> narrowest;
  for (const Bound& b : published.bounds)
    if (b.high) narrowest = std::min(narrowest.value_or(*b.high - b.low), *b.high - b.low);
  std::string out = "Before this table goes out\n\n";
  out += fmt::format("Table: {} ({} by {})\n", r.file, r.count, join(r.by, ", "));
  out += "Rule: " + rules + "\n";
  out += fmt::format("Figures: {}; hidden because small: {}; hidden to protect those: {}\n", r.figures.size(),
                     published.small, published.more);
  std::vector<std::string> files;
  for (const Release& b : before) files.push_back(b.file);
  out += "Released before and reckoned with: " + (files.empty() ? std::string("nothing") : join(files, ", ")) + "\n";
  if (published.changes > 0)
    out +=
        fmt::format("Hidden because they would tell how few came or left since another day: {}\n", published.changes);
  if (published.shielded > 0)
    out += fmt::format("Hidden figures of those that this table would have told more of, and does not: {}\n",
                       published.shielded);
  out +=
      published.bounds.empty()
          ? "Attack: there was no small figure to find\n"
          : fmt::format(
                "Attack: no small figure can be told more closely than the rule allows{}\n",
                narrowest ? fmt::format("; the narrowest range an outsider can give one is {} wide", *narrowest) : "");
  out +=
      "\nFor the one who checks\n"
      "[ ] Everything released about these people before is in the list above.\n"
      "[ ] The categories do not by themselves name somebody.\n"
      "[ ] The text that goes with the table tells no hidden figure.\n"
      "Name:                         Date:\n";
  return out;
}

Result<std::vector<Released>> read_history(std::string_view text, const std::string& file) {
  const auto read = [](const NamedRow& row, Released& r) -> Result<void> {
    ONEPOT_TRY(r.file, row.name("file"));
    ONEPOT_TRY(r.sha256, row.name("sha256"));
    if (r.sha256.size() != 64 || r.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
      return row.wrong("sha256", "bad-hash", "a SHA-256; expected 64 hexadecimal digits");
    ONEPOT_TRY(const Date day, row.date("released"));
    r.on = to_iso(day);
    r.rules = std::string(row.text("rules"));
    return {};
  };
  return rows_of<Released>(text, file, {"file", "sha256", "released", "rules"}, {}, read);
}

std::string history_csv(const std::vector<Released>& history) {
  std::string out = csv::line({"file", "sha256", "released", "rules"});
  for (const Released& r : history) out += csv::line({r.file, r.sha256, r.on, r.rules});
  return out;
}

}  // namespace onepot::learn
