#include <algorithm>

#include "condition.h"
#include "onepot/base/text.h"
#include "onepot/price/currency.h"

namespace onepot::price {
namespace currency_loading {

Result<void> read_attributes(const Folder& folder, Currency& currency) {
  ONEPOT_TRY(const auto table, table_of(folder, "attributes.csv"));
  csv::Columns columns(table);
  const auto id = columns.need("attribute"), kind = columns.need("kind"), least = columns.need("least"),
             most = columns.need("most"), words = columns.need("words"), places = columns.may("places");
  ONEPOT_CHECK(columns.done());
  for (const auto& row : table.records) {
    Attribute a;
    a.id = field(row, id);
    a.words = field(row, words);
    const auto k = field(row, kind);
    if (a.id.empty() || currency.attribute(a.id))
      return refuse("bad-attribute", "an attribute needs a name of its own", where(table, row, id));
    if (k == "code")
      a.kind = Attribute::Kind::code;
    else if (k == "count")
      a.kind = Attribute::Kind::count;
    else if (k == "flag")
      a.kind = Attribute::Kind::flag;
    else
      return refuse("bad-kind", "'" + std::string(k) + "' is not a kind; expected code, count or flag",
                    where(table, row, kind));
    if (a.kind == Attribute::Kind::count) {
      if (!field(row, places).empty()) {
        ONEPOT_TRY(const auto digits, whole(field(row, places), where(table, row, places)));
        if (digits < 0 || digits > 6) return refuse("bad-places", "expected 0 to 6 places", where(table, row, places));
        a.places = static_cast<int>(digits);
      }
      ONEPOT_TRY(a.least, counted(a, field(row, least), where(table, row, least)));
      ONEPOT_TRY(a.most, counted(a, field(row, most), where(table, row, most)));
      if (a.least > a.most) return refuse("bad-range", "least is above most", where(table, row, least));
    }
    currency.attributes.push_back(std::move(a));
  }
  ONEPOT_TRY(const auto codes, table_of(folder, "codes.csv"));
  csv::Columns by(codes);
  const auto of = by.need("attribute"), code = by.need("code"), said = by.need("words");
  ONEPOT_CHECK(by.done());
  for (const auto& row : codes.records) {
    const auto at = currency.attribute(field(row, of));
    if (!at || currency.attributes[*at].kind != Attribute::Kind::code)
      return refuse("unknown-attribute", "'" + std::string(field(row, of)) + "' is not an attribute of kind code",
                    where(codes, row, of));
    Attribute& a = currency.attributes[*at];
    if (field(row, code).empty() || std::ranges::find(a.codes, field(row, code)) != a.codes.end())
      return refuse("bad-code", "a code must be there and be new", where(codes, row, code));
    a.codes.emplace_back(field(row, code));
    a.code_words.emplace_back(field(row, said));
  }
  for (Attribute& a : currency.attributes) {
    if (a.kind != Attribute::Kind::code) continue;
    if (a.codes.empty())
      return refuse("no-codes", "the attribute " + a.id + " has no codes", Where{codes.file, 1, "attribute"});
    a.most = std::ssize(a.codes) - 1;
  }
  return {};
}

Result<void> read_groups_and_rules(const Folder& folder, Currency& currency) {
  ONEPOT_TRY(const auto groups, table_of(folder, "groups.csv"));
  csv::Columns g(groups);
  const auto id = g.need("group"), name = g.need("name"), words = g.need("words");
  ONEPOT_CHECK(g.done());
  for (const auto& row : groups.records) {
    if (field(row, id).empty() || currency.group(field(row, id)))
      return refuse("bad-group", "a group needs an id of its own", where(groups, row, id));
    currency.groups.push_back(
        {std::string(field(row, id)), std::string(field(row, name)), std::string(field(row, words))});
  }
  ONEPOT_TRY(const auto table, table_of(folder, "rules.csv"));
  csv::Columns columns(table);
  const auto rule_id = columns.need("rule"), group = columns.need("group"), why = columns.need("words");
  std::vector<std::size_t> conditions;
  for (const Attribute& a : currency.attributes) conditions.push_back(columns.may(a.id));
  ONEPOT_CHECK(columns.done());
  if (const auto unknown = columns.warnings(); !unknown.empty())
    return refuse("unknown-attribute", unknown.front() + "; a rule may only ask for attributes of attributes.csv",
                  Where{table.file, 1, ""});
  for (const auto& row : table.records) {
    Rule rule{std::string(field(row, rule_id)), {}, 0, std::string(field(row, why)), row.line};
    const auto at = currency.group(field(row, group));
    if (!at)
      return refuse("unknown-group", "'" + std::string(field(row, group)) + "' does not stand in groups.csv",
                    where(table, row, group));
    if (rule.id.empty() || std::ranges::any_of(currency.rules, [&](const Rule& r) { return r.id == rule.id; }))
      return refuse("bad-rule", "a rule needs an id of its own", where(table, row, rule_id));
    rule.group = *at;
    for (std::size_t a = 0; a < currency.attributes.size(); ++a) {
      const auto cell = trim(field(row, conditions[a]));
      if (cell.empty() || cell == "*") continue;
      ONEPOT_TRY(auto condition, read_condition(currency.attributes[a], a, cell, where(table, row, conditions[a])));
      rule.conditions.push_back(std::move(condition));
    }
    currency.rules.push_back(std::move(rule));
  }
  if (currency.rules.empty()) return refuse("no-rules", "there is no rule", Where{table.file, 1, ""});
  return {};
}

Result<void> read_checks(const Folder& folder, Currency& currency) {
  if (!folder.files.contains("validation.csv")) return {};
  ONEPOT_TRY(const auto table, table_of(folder, "validation.csv"));
  csv::Columns columns(table);
  const auto id = columns.need("check"), left = columns.need("left"), is = columns.need("is"),
             right = columns.need("right"), words = columns.need("words");
  ONEPOT_CHECK(columns.done());
  for (const auto& row : table.records) {
    const auto l = currency.attribute(field(row, left)), r = currency.attribute(field(row, right));
    if (!l)
      return refuse("unknown-attribute", "'" + std::string(field(row, left)) + "' is not an attribute",
                    where(table, row, left));
    if (!r)
      return refuse("unknown-attribute", "'" + std::string(field(row, right)) + "' is not an attribute",
                    where(table, row, right));
    const std::string sign(field(row, is));
    if (sign != "<=" && sign != "<" && sign != "=" && sign != ">=" && sign != ">")
      return refuse("bad-comparison", "'" + sign + "' is not a comparison; expected <=, <, =, >= or >",
                    where(table, row, is));
    currency.checks.push_back({std::string(field(row, id)), *l, sign, *r, std::string(field(row, words))});
  }
  return {};
}

/// Compiles the rules, which proves them whole.
Result<void> prove_whole(Currency& currency, const std::string& file) {
  using Kind = Decider::Trouble::Kind;
  const auto trouble = currency.decider.build(currency.attributes, currency.rules, currency.unique);
  if (!trouble) return {};
  const Rule& rule = currency.rules[trouble->rule];
  switch (trouble->kind) {
    case Kind::gap: {
      std::vector<std::string> shown;
      for (const std::size_t a : trouble->asked)
        shown.push_back(currency.attributes[a].id + " " + currency.written(a, trouble->record[a]));
      return refuse("gap", "no rule takes the record with " + and_list(shown), Where{file, 0, ""});
    }
    case Kind::overlap:
      return refuse("overlap",
                    "the rules " + currency.rules[trouble->other].id + " and " + rule.id +
                        " both take one record, and hit is unique",
                    Where{file, rule.line, ""});
    case Kind::unreachable: {
      std::vector<std::string> before;
      for (const std::size_t r : trouble->taken_before) before.push_back(currency.rules[r].id);
      return refuse(
          "unreachable-rule",
          "the rule " + rule.id + " can never decide: earlier rules take all its records (" + and_list(before) + ")",
          Where{file, rule.line, ""});
    }
    case Kind::too_large:
      break;
  }
  return refuse("too-many-cases", "the rules make more cases than can be held; use fewer edges", Where{file, 0, ""});
}

}  // namespace currency_loading

Result<Currency> load_currency(const Folder& folder) {
  using namespace currency_loading;
  const std::string file = folder.path + "/currency.json";
  ONEPOT_TRY(const auto head, object_of(folder, "currency.json"));
  Currency currency;
  ONEPOT_TRY(currency.id, text_of(head, "id", file));
  ONEPOT_TRY(currency.name, text_of(head, "name", file));
  ONEPOT_TRY(currency.version, text_of(head, "version", file));
  ONEPOT_TRY(currency.source, text_of(head, "source", file));
  ONEPOT_TRY(const auto from, text_of(head, "from", file));
  ONEPOT_TRY(const auto until, text_of(head, "until", file));
  ONEPOT_TRY(currency.period.from, parse_date(from));
  ONEPOT_TRY(currency.period.until, parse_date(until));
  ONEPOT_TRY(const auto status, text_of(head, "status", file));
  ONEPOT_TRY(currency.status, parse_status(status, file));
  ONEPOT_TRY(const auto hit, text_of(head, "hit", file));
  if (hit != "first" && hit != "unique")
    return refuse("bad-hit", "'" + hit + "' is not a way of deciding; expected first or unique", Where{file, 0, "hit"});
  currency.unique = hit == "unique";
  ONEPOT_CHECK(read_attributes(folder, currency));
  ONEPOT_CHECK(read_groups_and_rules(folder, currency));
  ONEPOT_CHECK(read_checks(folder, currency));
  ONEPOT_CHECK(prove_whole(currency, folder.path + "/rules.csv"));
  return currency;
}

}  // namespace onepot::price
