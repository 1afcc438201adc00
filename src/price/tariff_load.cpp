#include <algorithm>

#include "condition.h"
#include "onepot/base/text.h"
#include "onepot/price/publish.h"
#include "onepot/price/tariff.h"

namespace onepot::price {

Result<Rate> Tariff::rate(std::string_view wanted) const {
  const auto at = std::ranges::find(rates, wanted, &Rate::id);
  if (at == rates.end())
    return refuse("unknown-rate", "the tariff " + id + " has no rate '" + std::string(wanted) + "'");
  return *at;
}

namespace tariff_loading {

/// "rural=yes & minutes>=420": conditions in one cell.
Result<std::vector<Condition>> read_when(const Currency& currency, std::string_view cell, const Where& at) {
  std::vector<Condition> out;
  if (trim(cell).empty() || trim(cell) == "*") return out;
  for (const auto& part : split_text(cell, '&')) {
    const auto text = trim(part);
    const auto sign = text.find_first_of("=<>");
    const auto attribute = currency.attribute(trim(text.substr(0, sign)));
    if (sign == std::string_view::npos || !attribute)
      return refuse("bad-condition",
                    "'" + std::string(text) + "' is not a condition; expected one such as rural=yes or minutes>=420",
                    at);
    std::string_view value = text.substr(sign);
    if (value.starts_with('=')) value.remove_prefix(1);
    ONEPOT_TRY(auto condition, read_condition(currency.attributes[*attribute], *attribute, trim(value), at));
    condition.written = text;
    out.push_back(std::move(condition));
  }
  return out;
}

Result<std::size_t> grade_of(const Tariff& tariff, std::string_view id, const Where& at) {
  const auto found = std::ranges::find(tariff.grades, id, &Grade::id);
  if (found == tariff.grades.end())
    return refuse("unknown-grade", "'" + std::string(id) + "' does not stand in evidence.csv", at);
  return static_cast<std::size_t>(found - tariff.grades.begin());
}

Result<Rational> factor(std::string_view text, const Where& at) {
  const auto value = parse_rational(text);
  if (!value || *value < Rational(0) || *value > Rational(1000) || value->den() > 1'000'000)
    return refuse(
        "bad-factor",
        "'" + std::string(text.substr(0, 40)) + "' is not a factor; expected one such as 1.06 or 1/3, from 0 to 1000",
        at);
  return *value;
}

/// Words that a person will read.
Result<std::string> plain(const Currency& currency, std::string_view text, const Where& at) {
  if (trim(text).empty()) return refuse("no-words", "plain words are missing; the person has a right to know why", at);
  if (names_a_group(currency, text))
    return refuse("names-a-group", "these words are for a person and must not name a group of the currency", at);
  return std::string(text);
}

Result<void> read_rates(const Folder& folder, const Currency& currency, Tariff& tariff) {
  ONEPOT_TRY(const auto grades, table_of(folder, "evidence.csv"));
  csv::Columns g(grades);
  const auto grade = g.need("grade"), low = g.need("low"), high = g.need("high"), said = g.need("words");
  ONEPOT_CHECK(g.done());
  for (const auto& row : grades.records) {
    ONEPOT_TRY(const auto l, factor(field(row, low), where(grades, row, low)));
    ONEPOT_TRY(const auto h, factor(field(row, high), where(grades, row, high)));
    if (l > Rational(1) || h < Rational(1))
      return refuse("bad-range", "a range must hold the price itself: low ≤ 1 ≤ high", where(grades, row, low));
    ONEPOT_TRY(auto words, plain(currency, field(row, said), where(grades, row, said)));
    tariff.grades.push_back({std::string(field(row, grade)), std::move(words), l, h});
  }
  ONEPOT_TRY(const auto table, table_of(folder, "rates.csv"));
  csv::Columns c(table);
  const auto id = c.need("rate"), amount = c.need("amount"), per = c.need("per"), year = c.need("year"),
             source = c.need("source"), evidence = c.need("evidence"), words = c.need("words");
  ONEPOT_CHECK(c.done());
  for (const auto& row : table.records) {
    Rate rate{std::string(field(row, id)),
              {},
              std::string(field(row, per)),
              std::string(field(row, year)),
              std::string(field(row, source)),
              std::string(field(row, words)),
              0};
    const auto pence = parse_pence(field(row, amount));
    if (!pence || *pence < Pence(0) || *pence > Pence(1'000'000))
      return refuse("bad-rate",
                    "'" + std::string(field(row, amount)) + "' is not a rate; expected pounds from 0.00 to 10000.00",
                    where(table, row, amount));
    rate.amount = *pence;
    if (rate.id.empty() || tariff.rate(rate.id))
      return refuse("bad-rate", "a rate needs an id of its own", where(table, row, id));
    if (rate.source.empty())
      return refuse("no-source", "every figure needs its source; write 'assumption: …' where it is one",
                    where(table, row, source));
    ONEPOT_TRY(rate.evidence, grade_of(tariff, field(row, evidence), where(table, row, evidence)));
    tariff.rates.push_back(std::move(rate));
  }
  return {};
}

Result<void> read_prices(const Folder& folder, const Currency& currency, Tariff& tariff) {
  ONEPOT_TRY(const auto table, table_of(folder, "prices.csv"));
  csv::Columns c(table);
  const auto group = c.need("group"), rate = c.need("rate"), measure = c.need("measure"), per = c.need("per");
  ONEPOT_CHECK(c.done());
  tariff.prices.resize(currency.groups.size());
  for (const auto& row : table.records) {
    const auto g = currency.group(field(row, group));
    if (!g)
      return refuse("unknown-group", "'" + std::string(field(row, group)) + "' is not a group of " + currency.id,
                    where(table, row, group));
    if (tariff.prices[*g]) return refuse("repeated-group", "this group has a price already", where(table, row, group));
    const auto r = std::ranges::find(tariff.rates, field(row, rate), &Rate::id);
    if (r == tariff.rates.end())
      return refuse("unknown-rate", "'" + std::string(field(row, rate)) + "' does not stand in rates.csv",
                    where(table, row, rate));
    const auto m = currency.attribute(field(row, measure));
    if (!m || currency.attributes[*m].kind != Attribute::Kind::count || currency.attributes[*m].least < 0)
      return refuse("unknown-attribute",
                    "'" + std::string(field(row, measure)) + "' is not an attribute that counts from zero",
                    where(table, row, measure));
    const auto n = parse_rational(field(row, per));
    if (!n || n->den() != 1 || *n < Rational(1))
      return refuse("bad-number", "expected a whole number of at least 1, such as 60 for minutes in an hour",
                    where(table, row, per));
    tariff.prices[*g] = GroupPrice{*g, static_cast<std::size_t>(r - tariff.rates.begin()), *m, n->num()};
  }
  for (std::size_t g = 0; g < tariff.prices.size(); ++g)
    if (!tariff.prices[g])
      return refuse("no-price", "the group " + currency.groups[g].id + " has no price", Where{table.file, 0, "group"});
  return {};
}

Result<void> read_adjustments(const Folder& folder, const Currency& currency, Tariff& tariff) {
  ONEPOT_TRY(const auto table, table_of(folder, "adjustments.csv"));
  csv::Columns c(table);
  const auto id = c.need("adjustment"), groups = c.need("groups"), when = c.need("when"), kind = c.need("kind"),
             measure = c.need("measure"), value = c.need("value"), words = c.need("words"), source = c.need("source"),
             evidence = c.need("evidence");
  ONEPOT_CHECK(c.done());
  for (const auto& row : table.records) {
    Adjustment a;
    a.id = field(row, id);
    a.groups.assign(currency.groups.size(), field(row, groups) == "*");
    for (const auto& g : list_of(field(row, groups))) {
      if (g == "*") continue;
      const auto at = currency.group(g);
      if (!at)
        return refuse("unknown-group", "'" + g + "' is not a group of " + currency.id, where(table, row, groups));
      a.groups[*at] = true;
    }
    ONEPOT_TRY(a.conditions, read_when(currency, field(row, when), where(table, row, when)));
    const auto k = field(row, kind);
    if (k == "factor")
      a.kind = Adjustment::Kind::factor;
    else if (k == "part")
      a.kind = Adjustment::Kind::part;
    else if (k == "add")
      a.kind = Adjustment::Kind::add;
    else
      return refuse("bad-kind", "'" + std::string(k) + "' is not a kind; expected factor, part or add",
                    where(table, row, kind));
    if (a.kind != Adjustment::Kind::factor) {
      a.measure = currency.attribute(field(row, measure));
      if (!a.measure || currency.attributes[*a.measure].kind != Attribute::Kind::count)
        return refuse("unknown-attribute", "'" + std::string(field(row, measure)) + "' is not an attribute that counts",
                      where(table, row, measure));
    }
    ONEPOT_TRY(a.value, factor(field(row, value), where(table, row, value)));
    ONEPOT_TRY(a.words, plain(currency, field(row, words), where(table, row, words)));
    a.source = field(row, source);
    if (a.source.empty())
      return refuse("no-source", "every figure needs its source; write 'assumption: …' where it is one",
                    where(table, row, source));
    ONEPOT_TRY(a.evidence, grade_of(tariff, field(row, evidence), where(table, row, evidence)));
    tariff.adjustments.push_back(std::move(a));
  }
  return {};
}

Result<void> read_streams(const Folder& folder, const Currency& currency, Tariff& tariff) {
  ONEPOT_TRY(const auto table, table_of(folder, "streams.csv"));
  csv::Columns c(table);
  const auto id = c.need("rule"), stream = c.need("stream"), when = c.need("when"), share = c.need("share"),
             most = c.need("most_week"), contribution = c.need("contribution"), words = c.need("words"),
             basis = c.need("basis");
  ONEPOT_CHECK(c.done());
  for (const auto& row : table.records) {
    StreamRule rule;
    rule.id = field(row, id);
    rule.stream = field(row, stream);
    ONEPOT_TRY(rule.conditions, read_when(currency, field(row, when), where(table, row, when)));
    ONEPOT_TRY(rule.share, factor(field(row, share), where(table, row, share)));
    if (rule.share > Rational(1)) return refuse("bad-share", "a share is at most 1", where(table, row, share));
    if (!field(row, most).empty()) {
      const auto pence = parse_pence(field(row, most));
      if (!pence || *pence < Pence(0))
        return refuse("bad-money", "expected pounds a week, or nothing", where(table, row, most));
      rule.most_week = *pence;
    }
    if (field(row, contribution) != "yes" && field(row, contribution) != "no")
      return refuse("bad-flag", "expected yes or no", where(table, row, contribution));
    rule.contribution = field(row, contribution) == "yes";
    ONEPOT_TRY(rule.words, plain(currency, field(row, words), where(table, row, words)));
    rule.basis = field(row, basis);
    if (rule.basis.empty())
      return refuse("no-basis", "a rule about money needs its legal basis", where(table, row, basis));
    tariff.streams.push_back(std::move(rule));
  }
  if (tariff.streams.empty() || !tariff.streams.back().conditions.empty() ||
      tariff.streams.back().share != Rational(1) || tariff.streams.back().most_week)
    return refuse(
        "not-everything",
        "the last rule must take all that is left (no condition, share 1, no most_week), or money would be lost",
        Where{table.file, 0, "rule"});
  return {};
}

}  // namespace tariff_loading

Result<Tariff> load_tariff(const Folder& folder, const Currency& currency) {
  using namespace tariff_loading;
  ONEPOT_CHECK(unchanged_since_published(folder));
  const std::string file = folder.path + "/tariff.json";
  ONEPOT_TRY(const auto head, object_of(folder, "tariff.json"));
  Tariff tariff;
  ONEPOT_TRY(tariff.id, text_of(head, "id", file));
  ONEPOT_TRY(tariff.name, text_of(head, "name", file));
  ONEPOT_TRY(tariff.version, text_of(head, "version", file));
  ONEPOT_TRY(tariff.currency, text_of(head, "currency", file));
  ONEPOT_TRY(tariff.owner, text_of(head, "owner", file));
  if (tariff.currency != currency.id)
    return refuse("other-currency", "this tariff prices " + tariff.currency + ", not " + currency.id,
                  Where{file, 0, "currency"});
  ONEPOT_TRY(const auto from, text_of(head, "from", file));
  ONEPOT_TRY(const auto until, text_of(head, "until", file));
  ONEPOT_TRY(tariff.period.from, parse_date(from));
  ONEPOT_TRY(tariff.period.until, parse_date(until));
  ONEPOT_TRY(const auto status, text_of(head, "status", file));
  ONEPOT_TRY(tariff.status, parse_status(status, file));
  ONEPOT_CHECK(read_rates(folder, currency, tariff));
  ONEPOT_CHECK(read_prices(folder, currency, tariff));
  ONEPOT_CHECK(read_adjustments(folder, currency, tariff));
  ONEPOT_CHECK(read_streams(folder, currency, tariff));
  return tariff;
}

}  // namespace onepot::price
