#include "onepot/price/currency.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "condition.h"
#include "onepot/base/assert.h"
#include "onepot/base/rational.h"
#include "onepot/base/text.h"

namespace onepot::price {

Result<Status> parse_status(std::string_view text, const std::string& file) {
  if (text == "draft") return Status::draft;
  if (text == "shadow") return Status::shadow;
  if (text == "live") return Status::live;
  return refuse("bad-status", "'" + std::string(text) + "' is not a status; expected draft, shadow or live",
                Where{file, 0, "status"});
}

std::string_view to_text(Status status) {
  return status == Status::draft ? "draft" : status == Status::shadow ? "shadow" : "live";
}

bool Condition::admits(std::int64_t value) const {
  if (!codes.empty()) return value >= 0 && value < std::ssize(codes) && codes[static_cast<std::size_t>(value)];
  return low <= value && value <= high;
}

namespace {
template <class Things>
std::optional<std::size_t> index_of(const Things& things, std::string_view id) {
  for (std::size_t i = 0; i < things.size(); ++i)
    if (things[i].id == id) return i;
  return std::nullopt;
}
}  // namespace

std::optional<std::size_t> Currency::attribute(std::string_view wanted) const {
  return index_of(attributes, wanted);
}
std::optional<std::size_t> Currency::group(std::string_view wanted) const {
  return index_of(groups, wanted);
}

Decision Currency::decide(const Record& record) const {
  Decision out;
  out.rule = rule_of(record);
  out.group = rules[out.rule].group;
  for (std::size_t a = 0; a < attributes.size(); ++a) {
    const bool used =
        std::ranges::any_of(rules[out.rule].conditions, [a](const Condition& c) { return c.attribute == a; });
    (used ? out.used : out.not_used).push_back(a);
  }
  for (std::size_t r = out.rule + 1; r < rules.size() && !out.runner_up; ++r)
    if (std::ranges::all_of(rules[r].conditions, [&](const Condition& c) { return c.admits(record[c.attribute]); }))
      out.runner_up = r;

  // Only the edges of rules can change the group, so only they are tried: one attribute at a time.
  for (std::size_t a = 0; a < attributes.size(); ++a) {
    std::vector<std::int64_t> edges;
    if (attributes[a].kind == Attribute::Kind::code)
      for (std::int64_t c = attributes[a].least; c <= attributes[a].most; ++c) edges.push_back(c);
    else
      for (const Rule& rule : rules)
        for (const Condition& c : rule.conditions)
          if (c.attribute == a)
            edges.insert(edges.end(), {c.low - 1, c.low, c.high,
                                       c.high == std::numeric_limits<std::int64_t>::max() ? c.high : c.high + 1});
    std::optional<Change> nearest;
    for (const std::int64_t edge : edges) {
      if (edge < attributes[a].least || edge > attributes[a].most || edge == record[a]) continue;
      Record other = record;
      other[a] = edge;
      if (!faults(other).empty()) continue;
      const std::size_t rule = rule_of(other);
      if (rules[rule].group == out.group) continue;
      const auto distance = [&](std::int64_t to) { return to > record[a] ? to - record[a] : record[a] - to; };
      if (!nearest || distance(edge) < distance(nearest->to))
        nearest = Change{a, record[a], edge, rules[rule].group, rule};
    }
    if (nearest) out.changes.push_back(*nearest);
  }
  // Nearest as a part of the attribute's range; codes and flags, which have no nearness, come last.
  const auto width = [&](const Change& c) {
    const Attribute& a = attributes[c.attribute];
    if (a.kind != Attribute::Kind::count) return Rational(2);
    return Rational(c.to > c.from ? c.to - c.from : c.from - c.to, a.most - a.least + 1);
  };
  std::ranges::sort(out.changes, [&](const Change& x, const Change& y) {
    return std::pair(width(x), x.attribute) < std::pair(width(y), y.attribute);
  });
  return out;
}

std::string Currency::written(std::size_t a, std::int64_t value) const {
  const Attribute& attribute = attributes[a];
  if (attribute.kind == Attribute::Kind::code) return attribute.codes[static_cast<std::size_t>(value)];
  if (attribute.kind == Attribute::Kind::flag) return value != 0 ? "yes" : "no";
  return decimal_text(value, attribute.places);
}

Refusals Currency::faults(const Record& record) const {
  Refusals out;
  if (record.size() != attributes.size()) {
    out.push_back(
        {"wrong-size",
         fmt::format("the record has {} values; this currency has {} attributes", record.size(), attributes.size()),
         {}});
    return out;
  }
  for (std::size_t a = 0; a < attributes.size(); ++a)
    if (record[a] < attributes[a].least || record[a] > attributes[a].most)
      out.push_back({"out-of-range",
                     fmt::format("{} is {}; expected {} to {}", attributes[a].id, written(a, record[a]),
                                 written(a, attributes[a].least), written(a, attributes[a].most)),
                     Where{"", 0, attributes[a].id}});
  for (const Check& check : checks) {
    const std::int64_t l = record[check.left], r = record[check.right];
    const bool holds = check.is == "<="   ? l <= r
                       : check.is == "<"  ? l < r
                       : check.is == "="  ? l == r
                       : check.is == ">=" ? l >= r
                                          : l > r;
    if (!holds)
      out.push_back(
          {check.id,
           fmt::format("{} ({} {}, {} {})", check.words, attributes[check.left].id, l, attributes[check.right].id, r),
           Where{"", 0, attributes[check.left].id}});
  }
  return out;
}

Result<std::int64_t> parse_value(const Attribute& attribute, std::string_view text) {
  text = trim(text);
  const Where where{"", 0, attribute.id};
  const auto bad = [&](const std::string& expected) {
    return refuse(
        "bad-value",
        "'" + std::string(text.substr(0, 40)) + "' is not a value of " + attribute.id + "; expected " + expected,
        where);
  };
  if (attribute.kind == Attribute::Kind::code) {
    const auto at = std::ranges::find(attribute.codes, text);
    if (at == attribute.codes.end()) return bad("one of " + join(attribute.codes, ", "));
    return at - attribute.codes.begin();
  }
  if (attribute.kind == Attribute::Kind::flag) {
    if (text == "yes") return 1;
    if (text == "no" || text.empty()) return 0;
    return bad("yes or no");
  }
  const auto value = counted(attribute, text, where);
  if (!value || *value < attribute.least || *value > attribute.most)
    return bad(fmt::format("a {} from {} to {}", attribute.places == 0 ? "whole number" : "number",
                           decimal_text(attribute.least, attribute.places),
                           decimal_text(attribute.most, attribute.places)));
  return value;
}

bool names_a_group(const Currency& currency, std::string_view text) {
  const auto holds = [&](const std::string& word) {
    return !word.empty() && text.find(word) != std::string_view::npos;
  };
  return holds(currency.name) || holds(currency.id) ||
         std::ranges::any_of(currency.groups, [&](const Group& g) { return holds(g.id) || holds(g.name); });
}

}  // namespace onepot::price
