#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/price/tariff.h"

namespace onepot::price {
namespace pricing {

bool applies(const Adjustment& a, const Decision& decision, const Record& record) {
  return a.groups[decision.group] &&
         std::ranges::all_of(a.conditions, [&](const Condition& c) { return c.admits(record[c.attribute]); });
}

/// How much of something is said to a person: minutes as hours, the rest as they are.
std::string amount_in_words(const Attribute& attribute, std::int64_t value) {
  if (attribute.kind == Attribute::Kind::code) return attribute.code_words[static_cast<std::size_t>(value)];
  if (attribute.kind == Attribute::Kind::flag) return value != 0 ? "yes" : "no";
  if (attribute.id == "minutes" || attribute.id.ends_with("_minutes")) {
    const std::string hours = to_decimal(Hours::minutes(value));
    return hours + (hours == "1" ? " hour a week" : " hours a week");
  }
  if (attribute.id == "nights") return std::to_string(value) + (value == 1 ? " night a week" : " nights a week");
  return std::to_string(value) + " " + attribute.words;
}

Pence priced(const Currency& currency, const Tariff& tariff, const Record& record, const Decision& decision,
             std::vector<Step>* steps, std::size_t* grade) {
  const GroupPrice& price = *tariff.prices[decision.group];
  const Rate& rate = tariff.rates[price.rate];
  const auto cost_of = [&](std::int64_t count) { return times(rate.amount, Rational(count, price.per_count)); };
  Pence amount = cost_of(record[price.measure]);
  std::size_t weakest = rate.evidence;
  const auto step = [&](const std::string& id, std::string words) {
    if (steps != nullptr) steps->push_back({id, std::move(words), amount});
  };
  step(rate.id, fmt::format("{} at {} for each {}: {}",
                            amount_in_words(currency.attributes[price.measure], record[price.measure]),
                            to_pounds(rate.amount), rate.per, to_pounds(amount)));
  for (const Adjustment& a : tariff.adjustments) {
    if (!applies(a, decision, record)) continue;
    const Pence before = amount;
    switch (a.kind) {
      case Adjustment::Kind::factor:
        amount = times(amount, a.value);
        break;
      case Adjustment::Kind::part: {
        // The shared part never exceeds the whole: what is over is passed by, not paid for.
        const Pence part = cost_of(std::clamp<std::int64_t>(record[*a.measure], 0, record[price.measure]));
        amount = amount - part + times(part, a.value);
        break;
      }
      case Adjustment::Kind::add:
        amount += times(Pence(100) * record[*a.measure], a.value);
        break;
    }
    weakest = std::max(weakest, a.evidence);
    step(a.id,
         fmt::format("{} ({} × {}): {} becomes {}", a.words, a.measure ? currency.attributes[*a.measure].id : "price",
                     to_string(a.value), to_pounds(before), to_pounds(amount)));
  }
  if (grade != nullptr) *grade = weakest;
  return amount;
}

}  // namespace pricing

Result<Line> price_record(const Currency& currency, const Tariff& tariff, const Record& record) {
  if (auto faults = currency.faults(record); !faults.empty()) return tl::unexpected<Refusal>(std::move(faults.front()));
  Line line{record, currency.decide(record), {}, {}, {}, 0, {}};
  line.week = pricing::priced(currency, tariff, record, line.decision, &line.steps, &line.grade);
  const Grade& grade = tariff.grades[line.grade];
  line.low = times(line.week, grade.low, Rounding::floor);
  line.high = times(line.week, grade.high, Rounding::ceiling);
  return line;
}

Explanation explain(const Currency& currency, const Tariff& tariff, const Line& line) {
  using namespace pricing;
  Explanation out;
  const GroupPrice& price = *tariff.prices[line.decision.group];
  const Rate& rate = tariff.rates[price.rate];
  const Rule& rule = currency.rules[line.decision.rule];
  const auto kind = currency.attribute("kind");
  const auto price_of = [&](const Record& record) {
    return priced(currency, tariff, record, currency.decide(record), nullptr, nullptr);
  };
  const auto difference = [&](Pence other) {
    if (other == line.week) return std::string("the same");
    return to_pounds(other > line.week ? other - line.week : line.week - other) +
           (other > line.week ? " more" : " less") + " a week";
  };

  // For the person.
  out.plain.push_back(fmt::format(
      "{}{}, at {} for each {}.", amount_in_words(currency.attributes[price.measure], line.record[price.measure]),
      kind ? " of " + currency.attributes[*kind].code_words[static_cast<std::size_t>(line.record[*kind])] : "",
      to_pounds(rate.amount), rate.per));
  for (const Adjustment& a : tariff.adjustments)
    if (applies(a, line.decision, line.record)) out.plain.push_back(a.words + ".");
  out.plain.push_back("We worked it out at " + to_pounds(line.week) + " a week.");
  out.plain.push_back(tariff.grades[line.grade].words + " It could be between " + to_pounds(line.low) + " and " +
                      to_pounds(line.high) + ".");
  // What would have changed it: each thing the adjustments look at, turned the other way.
  for (std::size_t a = 0; a < currency.attributes.size(); ++a) {
    if (currency.attributes[a].kind != Attribute::Kind::flag) continue;
    Record other = line.record;
    other[a] = 1 - other[a];
    if (!currency.faults(other).empty()) continue;
    if (const Pence p = price_of(other); p != line.week)
      out.plain.push_back(fmt::format("If this were different – {}: {} – it would be {}.", currency.attributes[a].words,
                                      other[a] != 0 ? "yes" : "no", difference(p)));
  }
  if (currency.attributes[price.measure].id == "minutes") {
    Record other = line.record;
    other[price.measure] += 60;
    if (currency.faults(other).empty())
      out.plain.push_back("One hour more a week would be " + difference(price_of(other)) + ".");
  }

  // For those who check.
  out.workings.push_back(fmt::format("Currency {} version {} ({}), tariff {} version {} ({})", currency.id,
                                     currency.version, to_text(currency.status), tariff.id, tariff.version,
                                     to_text(tariff.status)));
  out.workings.push_back(fmt::format("Rule {} decided group {} ({}): {}", rule.id,
                                     currency.groups[line.decision.group].id, currency.groups[line.decision.group].name,
                                     rule.words));
  std::vector<std::string> used, unused;
  for (const std::size_t a : line.decision.used)
    used.push_back(currency.attributes[a].id + " " + currency.written(a, line.record[a]));
  for (const std::size_t a : line.decision.not_used)
    unused.push_back(currency.attributes[a].id + " " + currency.written(a, line.record[a]));
  out.workings.push_back("Inputs used: " + and_list(used));
  out.workings.push_back("Inputs not used by the rule: " + and_list(unused));
  if (line.decision.runner_up) {
    const Rule& second = currency.rules[*line.decision.runner_up];
    out.workings.push_back("Runner-up: rule " + second.id + ", group " + currency.groups[second.group].id);
  }
  for (const Change& c : line.decision.changes) {
    Record other = line.record;
    other[c.attribute] = c.to;
    out.workings.push_back(fmt::format("With {} {} instead of {}: rule {}, group {}, {}",
                                       currency.attributes[c.attribute].id, currency.written(c.attribute, c.to),
                                       currency.written(c.attribute, c.from), currency.rules[c.rule].id,
                                       currency.groups[c.group].id, difference(price_of(other))));
  }
  for (const Step& s : line.steps) out.workings.push_back(s.id + ": " + s.words);
  out.workings.push_back("Source of the rate: " + rate.source + " (" + rate.year + ", evidence " +
                         tariff.grades[rate.evidence].id + ")");
  for (const Adjustment& a : tariff.adjustments)
    if (applies(a, line.decision, line.record))
      out.workings.push_back("Source of " + a.id + ": " + a.source + " (evidence " + tariff.grades[a.evidence].id +
                             ")");
  return out;
}

Result<Priced> price_needs(const Currency& currency, const Tariff& tariff, std::span<const Need> needs,
                           Circumstances circumstances) {
  Priced out;
  out.currency = currency.id;
  out.currency_version = currency.version;
  out.tariff = tariff.id;
  out.tariff_version = tariff.version;
  for (std::size_t n = 0; n < needs.size(); ++n) {
    const Need& need = needs[n];
    const auto bad = [&](const std::string& sentence, std::string column) {
      return refuse("bad-need", fmt::format("need {}: {}", n + 1, sentence), Where{"", 0, std::move(column)});
    };
    Record record(currency.attributes.size(), 0);
    for (std::size_t a = 0; a < record.size(); ++a) {
      const Attribute& attribute = currency.attributes[a];
      if (attribute.id == "kind") {
        auto value = parse_value(attribute, need.kind);
        if (!value) return bad(value.error().sentence, "kind");
        record[a] = *value;
      } else if (attribute.id == "minutes")
        record[a] = need.day.in_minutes();
      else if (attribute.id == "shareable_minutes")
        record[a] = need.shareable.in_minutes();
      else if (attribute.id == "nights")
        record[a] = need.nights;
      else if (attribute.id == "nights_shareable")
        record[a] = need.nights_shareable ? 1 : 0;
      else if (attribute.id == "waking")
        record[a] = need.waking ? 1 : 0;
      else if (attribute.id == "two_helpers")
        record[a] = need.two_helpers ? 1 : 0;
      else if (attribute.id == "rural")
        record[a] = circumstances.rural ? 1 : 0;
      else
        return bad("this currency asks for " + attribute.id + ", which a described need does not have", attribute.id);
    }
    auto line = price_record(currency, tariff, record);
    if (!line) return bad(line.error().sentence, line.error().where.column);
    out.week += line->week;
    out.low += line->low;
    out.high += line->high;
    out.grade = std::max(out.grade, line->grade);
    out.lines.push_back(std::move(*line));
  }
  return out;
}

}  // namespace onepot::price
