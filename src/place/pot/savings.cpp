#include "onepot/place/pot/savings.h"

#include "onepot/base/csv.h"
#include "onepot/pot/policy/rule_csv.h"
#include "onepot/store/pot/savings.h"

namespace onepot::place {

extern const std::string_view savings_rules_text;

namespace {

bool same_money(const pot::SavingsRule& a, const pot::SavingsRule& b) {
  if (a.holding != b.holding || a.streams.empty() != b.streams.empty()) return false;
  return a.streams.empty() || std::ranges::any_of(a.streams, [&](const std::string& s) {
           return std::ranges::find(b.streams, s) != b.streams.end();
         });
}

bool overlaps(const pot::SavingsRule& a, const pot::SavingsRule& b) {
  return (!a.until || b.from <= *a.until) && (!b.until || a.from <= *b.until);
}

}  // namespace

const std::vector<pot::SavingsRule>& built_in_savings_rules() {
  static const std::vector<pot::SavingsRule> rules = [] {
    const auto table = csv::parse(savings_rules_text, "rules/pot/savings.csv");
    ONEPOT_ASSERT(table.has_value());
    Refusals refusals;
    std::vector<std::string> warnings;
    auto read = pot::read_savings_rules(*table, refusals, warnings);
    ONEPOT_ASSERT(refusals.empty());
    return read;
  }();
  return rules;
}

bool state_first_rules(store::Session& session, PlaceId place, std::span<const pot::SavingsRule> rules, Instant now) {
  if (!store::savings::rules(session, place).empty()) return false;
  for (const auto& rule : rules) store::savings::state(session, place, rule, std::nullopt, now);
  return true;
}

std::vector<pot::SavingsRule> rules_in_force(store::Session& session, PlaceId place, Date day) {
  auto rules = store::savings::plain(store::savings::rules(session, place));
  std::erase_if(rules, [&](const pot::SavingsRule& r) { return !r.in_force(day); });
  return rules;
}

Refusals state_rules(const Work& work, std::string_view csv_text) {
  work.only_for({"state-rules"});
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto table = csv::parse(csv_text, "rules");
  if (!table) return {table.error()};
  const auto rules = pot::read_savings_rules(*table, refusals, warnings);
  if (!refusals.empty()) return refusals;
  if (rules.empty()) return {{"empty", "There is no rule in this file.", {"rules", 1, ""}}};
  const auto stated = store::savings::rules(work.session, work.actor().place);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto at = csv::where(*table, table->records[i], csv::Columns(*table).need("from"));
    if (rules[i].from <= work.today())
      refusals.push_back(
          {"not-yet", "A new rule can only begin on a day to come: people read it before it counts.", at});
    for (const auto& old : stated)
      if (same_money(old.rule, rules[i]) && overlaps(old.rule, rules[i]) && old.rule.from >= rules[i].from)
        refusals.push_back(
            {"already-stated",
             fmt::format("The rule '{}' is stated for this money from {}.", old.rule.id, to_words(old.rule.from)), at});
  }
  if (!refusals.empty()) return refusals;
  for (const auto& rule : rules) {
    for (const auto& old : stated)
      if (same_money(old.rule, rule) && overlaps(old.rule, rule))
        store::savings::end(work.session, old.id, rule.from - 1);
    store::savings::state(work.session, work.actor().place, rule, work.actor().account, work.now());
  }
  work.audit("savings-rules", {}, fmt::format("{} stated", rules.size()));
  return {};
}

}  // namespace onepot::place
