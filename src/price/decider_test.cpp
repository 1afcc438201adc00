// The diagram against reading the rules one by one, on tables made at random: the same decision for every record, and
// the same judgement of whether the table is whole.
#include "onepot/price/decider.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/price/currency.h"

namespace onepot::price {
namespace {

struct Table {
  std::vector<Attribute> attributes;
  std::vector<Rule> rules;
};

Table any_table() {
  Table t;
  const int attributes = *rc::gen::inRange(1, 4);
  for (int a = 0; a < attributes; ++a) {
    Attribute at;
    at.id = "a" + std::to_string(a);
    if (*rc::gen::inRange(0, 2) == 0) {
      at.kind = Attribute::Kind::code;
      at.most = *rc::gen::inRange(0, 4);
      for (std::int64_t c = 0; c <= at.most; ++c) at.codes.push_back(std::to_string(c));
    } else {
      at.kind = Attribute::Kind::count;
      at.least = *rc::gen::inRange(-3, 2);
      at.most = at.least + *rc::gen::inRange(0, 8);
    }
    t.attributes.push_back(at);
  }
  const int rules = *rc::gen::inRange(1, 7);
  for (int r = 0; r < rules; ++r) {
    Rule rule;
    rule.id = "r" + std::to_string(r);
    for (std::size_t a = 0; a < t.attributes.size(); ++a) {
      if (*rc::gen::inRange(0, 2) == 0) continue;
      const Attribute& at = t.attributes[a];
      Condition c{a, at.least, at.most, {}, ""};
      if (at.kind == Attribute::Kind::code) {
        for (std::int64_t v = 0; v <= at.most; ++v) c.codes.push_back(*rc::gen::inRange(0, 2) == 0);
        c.codes[static_cast<std::size_t>(*rc::gen::inRange<std::int64_t>(0, at.most + 1))] = true;
      } else {
        c.low = *rc::gen::inRange(at.least - 1, at.most + 2);
        c.high = c.low + *rc::gen::inRange(0, 5);
      }
      rule.conditions.push_back(c);
    }
    t.rules.push_back(rule);
  }
  return t;
}

/// Every record there is, one after another.
template <class Do>
void each_record(const Table& t, Do what) {
  std::vector<std::int64_t> record;
  for (const Attribute& a : t.attributes) record.push_back(a.least);
  for (;;) {
    what(record);
    std::size_t a = 0;
    while (a < record.size() && ++record[a] > t.attributes[a].most) record[a] = t.attributes[a].least, ++a;
    if (a == record.size()) return;
  }
}

std::vector<std::size_t> all_that_fit(const Table& t, const std::vector<std::int64_t>& record) {
  std::vector<std::size_t> out;
  for (std::size_t r = 0; r < t.rules.size(); ++r)
    if (std::ranges::all_of(t.rules[r].conditions, [&](const Condition& c) { return c.admits(record[c.attribute]); }))
      out.push_back(r);
  return out;
}

TEST(Decider, SaysWhatReadingTheRulesSays) {
  EXPECT_TRUE(rc::check([] {
    const Table t = any_table();
    const bool unique = *rc::gen::inRange(0, 2) == 0;
    bool gap = false, overlap = false;
    std::vector<bool> decides(t.rules.size(), false);
    each_record(t, [&](const auto& record) {
      const auto fit = all_that_fit(t, record);
      gap = gap || fit.empty();
      overlap = overlap || fit.size() > 1;
      if (!fit.empty()) decides[fit.front()] = true;
    });
    const bool idle = std::ranges::find(decides, false) != decides.end();
    Decider decider;
    const auto trouble = decider.build(t.attributes, t.rules, unique);
    using Kind = Decider::Trouble::Kind;
    RC_ASSERT(trouble.has_value() == (gap || (unique && overlap) || idle));
    RC_TAG(trouble ? "not whole" : "whole");
    if (trouble) {
      if (trouble->kind == Kind::gap) {
        RC_ASSERT(all_that_fit(t, trouble->record).empty());
      } else if (trouble->kind == Kind::overlap) {
        RC_ASSERT(unique && overlap && trouble->other < trouble->rule);
      } else {
        RC_ASSERT(trouble->kind == Kind::unreachable && !decides[trouble->rule]);
      }
      return;
    }
    each_record(t, [&](const auto& record) { RC_ASSERT(decider.rule_of(record) == all_that_fit(t, record).front()); });
  }));
}

/// A table of the national size: thousands of codes, each with its splits, and procedures before diagnoses.
TEST(Decider, HoldsATableOfThousandsOfRules) {
  Table t;
  Attribute procedure, condition, points;
  procedure.kind = condition.kind = Attribute::Kind::code;
  procedure.most = 1500;
  condition.most = 1500;
  points.most = 60;
  t.attributes = {procedure, condition, points};
  const auto one = [](std::size_t a, std::int64_t code) {
    Condition c{a, 0, 1500, std::vector<bool>(1501, false), ""};
    c.codes[static_cast<std::size_t>(code)] = true;
    return c;
  };
  for (const std::size_t a : {std::size_t{0}, std::size_t{1}})
    for (std::int64_t code = a == 0 ? 1 : 0; code <= 1500; ++code)
      for (int split = 0; split < 3; ++split) {
        Rule rule;
        rule.conditions.push_back(one(a, code));
        if (a == 1) rule.conditions.push_back(one(0, 0));
        rule.conditions.push_back({2, split * 10, split == 2 ? 60 : split * 10 + 9, {}, ""});
        t.rules.push_back(rule);
      }
  Decider decider;
  ASSERT_FALSE(decider.build(t.attributes, t.rules, true));
  EXPECT_LT(decider.size(), 3100U);
  const std::vector<std::int64_t> by_procedure{7, 1400, 15}, by_condition{0, 3, 60};
  EXPECT_EQ(decider.rule_of(by_procedure), 6U * 3 + 1);
  EXPECT_EQ(decider.rule_of(by_condition), 1500U * 3 + 3 * 3 + 2);
}

}  // namespace
}  // namespace onepot::price
