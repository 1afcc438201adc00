// From a folder of tables to an activity tariff; whatever is wrong is refused with file, line and column.
#include <algorithm>

#include "ask.h"
#include "onepot/base/text.h"
#include "onepot/price/publish.h"

namespace onepot::price {
namespace activity_loading {

using activity::read_asks;

constexpr std::int64_t most_pence = 1'000'000'000;  // ten million pounds for one unit

/// Names stand in every row of what is valued, so they hold nothing that would need quoting.
Result<void> plain_name(std::string_view name, const Where& at) {
  if (name.empty() || name.size() > 60 || name.find_first_of(",\"\r\n|*;") != std::string_view::npos)
    return refuse("bad-name",
                  "'" + std::string(name.substr(0, 40)) +
                      "' is not a name; expected up to 60 letters without comma, quote, semicolon, bar or star",
                  at);
  return {};
}

Result<Pence> pounds(std::string_view text, const Where& at) {
  const auto pence = parse_pence(trim(text));
  if (!pence || *pence < Pence(0) || *pence > Pence(most_pence))
    return refuse("bad-price",
                  "'" + std::string(text.substr(0, 40)) + "' is not a price; expected pounds from 0.00 to 10000000.00",
                  at);
  return *pence;
}

Result<Rational> share(std::string_view text, std::int64_t most, const Where& at) {
  const bool percent = trim(text).ends_with('%');
  auto value = parse_rational(percent ? trim(text).substr(0, trim(text).size() - 1) : trim(text));
  if (value && value->den() <= 100'000'000 && percent) value = *value / Rational(100);
  if (!value || *value < Rational(0) || *value > Rational(most) || value->den() > 100'000'000)
    return refuse("bad-factor",
                  fmt::format("'{}' is not a factor; expected one such as 1.06, 7/10 or 30%, from 0 to {}",
                              text.substr(0, 40), most),
                  at);
  return *value;
}

/// "*", "AA22C|AA22D", "AA*": which of the names are meant. A pattern that means none is refused.
Result<std::vector<bool>> meant(const Names& names, std::string_view cell, std::string_view what, const Where& at) {
  std::vector<bool> out(names.size(), false);
  for (const auto& pattern : list_of(cell)) {
    bool any = false;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool fits = pattern.ends_with('*')
                            ? names[i].starts_with(std::string_view(pattern).substr(0, pattern.size() - 1))
                            : names[i] == pattern;
      if (fits) out[i] = any = true;
    }
    if (!any)
      return refuse("unknown-" + std::string(what),
                    "'" + pattern + "' is no " + std::string(what) + " of prices.csv; expected one of them, AA* or *",
                    at);
  }
  if (trim(cell).empty()) out.assign(names.size(), true);
  return out;
}

Result<Scope> scope_of(const ActivityTariff& t, const csv::Table& table, const csv::Record& row, std::size_t groups,
                       std::size_t pods) {
  Scope out;
  ONEPOT_TRY(out.groups, meant(t.groups, field(row, groups), "group", where(table, row, groups)));
  ONEPOT_TRY(out.pods, meant(t.pods, field(row, pods), "pod", where(table, row, pods)));
  return out;
}

Result<void> read_prices(const Folder& folder, ActivityTariff& t) {
  ONEPOT_TRY(const auto table, table_of(folder, "prices.csv"));
  csv::Columns c(table);
  const auto group = c.need("group"), pod = c.need("pod"), price = c.need("price"), short_stay = c.may("short_stay"),
             trim_point = c.may("trim"), day = c.may("long_stay_day");
  ONEPOT_CHECK(c.done());
  for (const auto& row : table.records) {
    ONEPOT_CHECK(plain_name(field(row, group), where(table, row, group)));
    ONEPOT_CHECK(plain_name(field(row, pod), where(table, row, pod)));
    t.groups.add(field(row, group));
    t.pods.add(field(row, pod));
  }
  if (t.groups.size() * t.pods.size() > 10'000'000)
    return refuse("too-many", "more than ten million units and points of delivery", Where{table.file, 0, "pod"});
  t.prices.resize(t.groups.size() * t.pods.size());
  bool trims = false;
  for (const auto& row : table.records) {
    auto& at = t.prices[t.groups.find(field(row, group)) * t.pods.size() + t.pods.find(field(row, pod))];
    if (at)
      return refuse("repeated-price", "this unit has a price at this point of delivery already",
                    where(table, row, group));
    UnitPrice unit;
    ONEPOT_TRY(unit.price, pounds(field(row, price), where(table, row, price)));
    if (!field(row, short_stay).empty()) {
      ONEPOT_TRY(unit.short_stay, pounds(field(row, short_stay), where(table, row, short_stay)));
    }
    const bool has_trim = !field(row, trim_point).empty(), has_day = !field(row, day).empty();
    if (has_trim != has_day)
      return refuse("half-long-stay", "a trim point and a price of a day beyond it go together",
                    where(table, row, has_trim ? day : trim_point));
    if (has_trim) {
      unit.trim = activity::small_number(trim(field(row, trim_point)));
      if (!unit.trim)
        return refuse("bad-trim",
                      "'" + std::string(field(row, trim_point)) + "' is not a trim point; expected whole days",
                      where(table, row, trim_point));
      ONEPOT_TRY(unit.long_stay_day, pounds(field(row, day), where(table, row, day)));
      trims = true;
    }
    at = unit;
  }
  if (table.records.empty()) return refuse("no-prices", "there is no price in this file", Where{table.file, 1, ""});
  if (trims) {
    t.days = t.fields.size();
    t.fields.emplace_back("los");
  }
  return {};
}

Result<void> read_factors(const Folder& folder, ActivityTariff& t) {
  if (!folder.files.contains("mff.csv")) return {};
  ONEPOT_TRY(const auto table, table_of(folder, "mff.csv"));
  csv::Columns c(table);
  const auto provider = c.need("provider"), mff = c.need("mff");
  ONEPOT_CHECK(c.done());
  for (const auto& row : table.records) {
    ONEPOT_TRY(const auto value, share(field(row, mff), 10, where(table, row, mff)));
    const auto name = field(row, provider);
    if (name.empty() || (name == "*" ? t.other_factor.has_value() : t.providers.find(name) != Names::none))
      return refuse("bad-provider", "each provider stands once, by its code; * is every other one",
                    where(table, row, provider));
    if (name == "*") {
      t.other_factor = value;
      continue;
    }
    t.providers.add(name);
    t.factors.push_back(value);
  }
  return {};
}

Result<void> read_pods(const Folder& folder, ActivityTariff& t) {
  if (!folder.files.contains("pods.csv")) return {};
  ONEPOT_TRY(const auto table, table_of(folder, "pods.csv"));
  csv::Columns c(table);
  const auto pod = c.need("pod"), when = c.need("when");
  c.may("words");
  ONEPOT_CHECK(c.done());
  for (const auto& row : table.records) {
    PodRule rule;
    rule.pod = t.pods.find(field(row, pod));
    if (rule.pod == Names::none)
      return refuse("unknown-pod", "'" + std::string(field(row, pod)) + "' has no price in prices.csv",
                    where(table, row, pod));
    ONEPOT_TRY(rule.when, read_asks(field(row, when), t.fields, where(table, row, when)));
    t.pod_rules.push_back(std::move(rule));
  }
  return {};
}

Result<void> read_adjustments(const Folder& folder, ActivityTariff& t) {
  if (!folder.files.contains("adjustments.csv")) return {};
  ONEPOT_TRY(const auto table, table_of(folder, "adjustments.csv"));
  csv::Columns c(table);
  const auto id = c.need("adjustment"), groups = c.need("groups"), pods = c.need("pods"), when = c.need("when"),
             kind = c.need("kind"), value = c.need("value"), words = c.need("words"), source = c.need("source");
  ONEPOT_CHECK(c.done());
  using Kind = ActivityAdjustment::Kind;
  for (const auto& row : table.records) {
    ActivityAdjustment a;
    a.id = field(row, id), a.words = field(row, words), a.source = field(row, source);
    const auto same = [&](const ActivityAdjustment& b) { return b.id == a.id; };
    ONEPOT_CHECK(plain_name(a.id, where(table, row, id)));
    if (std::ranges::any_of(t.adjustments, same))
      return refuse("bad-id", "an adjustment needs a name of its own", where(table, row, id));
    if (a.words.empty()) return refuse("no-words", "say in words why the price changes", where(table, row, words));
    if (a.source.empty())
      return refuse("no-source", "every figure needs its source; write 'assumption: …' where it is one",
                    where(table, row, source));
    ONEPOT_TRY(a.scope, scope_of(t, table, row, groups, pods));
    ONEPOT_TRY(a.when, read_asks(field(row, when), t.fields, where(table, row, when)));
    const auto k = field(row, kind);
    const auto at = where(table, row, value);
    if (k == "factor" || k == "top-up") {
      a.kind = k == "factor" ? Kind::factor : Kind::top_up;
      ONEPOT_TRY(a.value, share(field(row, value), 100, at));
    } else if (k == "add" || k == "instead") {
      a.kind = k == "add" ? Kind::add : Kind::instead;
      ONEPOT_TRY(a.pounds, pounds(field(row, value), at));
    } else if (k == "exclude") {
      a.kind = Kind::exclude;
    } else {
      return refuse("bad-kind",
                    "'" + std::string(k) + "' is not a kind; expected factor, top-up, add, instead or exclude",
                    where(table, row, kind));
    }
    t.adjustments.push_back(std::move(a));
  }
  return {};
}

Result<Term> read_term(const csv::Table& table, const csv::Record& row, std::size_t kind, std::size_t threshold,
                       std::size_t part) {
  Term term;
  const auto k = field(row, kind);
  using Kind = Term::Kind;
  if (k != "marginal" && k != "cap" && k != "collar" && k != "block")
    return refuse("bad-term", "'" + std::string(k) + "' is not a term; expected marginal, cap, collar or block",
                  where(table, row, kind));
  term.kind = k == "marginal" ? Kind::marginal : k == "cap" ? Kind::cap : k == "collar" ? Kind::collar : Kind::block;
  const auto limit = field(row, threshold);
  const auto at = where(table, row, threshold);
  if (trim(limit).ends_with('%')) {
    ONEPOT_TRY(term.of_plan, share(limit, 100, at));
  } else if (!limit.empty() || term.kind != Kind::block) {
    const auto pence = parse_pence(trim(limit));
    if (!pence || *pence < Pence(0) || *pence > Pence(1'000'000'000'000'000))
      return refuse(
          "bad-threshold",
          "'" + std::string(limit.substr(0, 40)) + "' is not a threshold; expected pounds a year, or 105% of the plan",
          at);
    term.pounds = *pence;
  }
  if (term.kind == Kind::marginal) {
    ONEPOT_TRY(term.share, share(field(row, part), 1, where(table, row, part)));
  } else if (!field(row, part).empty()) {
    return refuse("bad-share", "only a marginal rate has a share", where(table, row, part));
  }
  return term;
}

Result<void> read_terms(const Folder& folder, ActivityTariff& t) {
  if (!folder.files.contains("terms.csv")) return {};
  ONEPOT_TRY(const auto table, table_of(folder, "terms.csv"));
  csv::Columns c(table);
  const auto line = c.need("line"), provider = c.need("provider"), groups = c.need("groups"), pods = c.need("pods"),
             kind = c.need("term"), threshold = c.need("threshold"), part = c.need("share"), words = c.need("words"),
             source = c.need("source");
  ONEPOT_CHECK(c.done());
  for (const auto& row : table.records) {
    ONEPOT_CHECK(plain_name(field(row, line), where(table, row, line)));
    if (field(row, provider) != "*") ONEPOT_CHECK(plain_name(field(row, provider), where(table, row, provider)));
    if (field(row, words).empty() || field(row, source).empty())
      return refuse("no-source", "a term of a contract needs its words and its source",
                    where(table, row, field(row, words).empty() ? words : source));
    ONEPOT_TRY(auto scope, scope_of(t, table, row, groups, pods));
    ONEPOT_TRY(auto term, read_term(table, row, kind, threshold, part));
    const auto same = [&](const ContractLine& l) {
      return l.id == field(row, line) && l.provider == field(row, provider);
    };
    auto at = std::ranges::find_if(t.lines, same);
    if (at == t.lines.end())
      at = t.lines.insert(t.lines.end(), {std::string(field(row, line)), std::string(field(row, provider)), scope, {}});
    else if (at->scope.groups != scope.groups || at->scope.pods != scope.pods)
      return refuse("two-scopes", "the terms of one line must be about the same units and points of delivery",
                    where(table, row, groups));
    if (!at->terms.empty() && (term.kind == Term::Kind::block || at->terms.front().kind == Term::Kind::block))
      return refuse("block-and-more", "a block has no other terms: it is paid whatever is done",
                    where(table, row, kind));
    at->terms.push_back(term);
  }
  return {};
}

}  // namespace activity_loading

bool is_activity_tariff(const Folder& folder) {
  const auto head = object_of(folder, "tariff.json");
  if (!head) return false;
  const auto* form = head->if_contains("form");
  return form != nullptr && form->is_string() && form->get_string() == "activity";
}

std::optional<Rational> ActivityTariff::factor_of(std::string_view provider) const {
  std::uint32_t at = providers.find(provider);
  if (at == Names::none && provider.size() > 3) at = providers.find(provider.substr(0, 3));
  return at == Names::none ? other_factor : factors[at];
}

Result<ActivityTariff> load_activity_tariff(const Folder& folder) {
  using namespace activity_loading;
  const std::string file = folder.path + "/tariff.json";
  ONEPOT_TRY(const auto head, object_of(folder, "tariff.json"));
  if (!is_activity_tariff(folder))
    return refuse("other-form", "this is not a tariff of activity; expected \"form\": \"activity\"",
                  Where{file, 0, "form"});
  ONEPOT_CHECK(unchanged_since_published(folder));
  ActivityTariff t;
  ONEPOT_TRY(t.id, text_of(head, "id", file));
  ONEPOT_TRY(t.name, text_of(head, "name", file));
  ONEPOT_TRY(t.version, text_of(head, "version", file));
  ONEPOT_TRY(t.currency, text_of(head, "currency", file));
  ONEPOT_TRY(t.owner, text_of(head, "owner", file));
  ONEPOT_TRY(t.source, text_of(head, "source", file));
  ONEPOT_CHECK(plain_name(t.id, Where{file, 0, "id"}));
  ONEPOT_CHECK(plain_name(t.version, Where{file, 0, "version"}));
  const auto day = [&](std::string_view member) -> Result<Date> {
    ONEPOT_TRY(const auto text, text_of(head, member, file));
    const auto date = parse_date(text);
    if (!date) return refuse(date.error().code, date.error().sentence, Where{file, 0, std::string(member)});
    return *date;
  };
  ONEPOT_TRY(t.period.from, day("from"));
  ONEPOT_TRY(t.period.until, day("until"));
  if (t.period.until < t.period.from)
    return refuse("bad-period", "the tariff ends before it begins", Where{file, 0, "until"});
  ONEPOT_TRY(const auto status, text_of(head, "status", file));
  ONEPOT_TRY(t.status, parse_status(status, file));
  if (head.contains("rounding")) {
    ONEPOT_TRY(const auto rounding, text_of(head, "rounding", file));
    const bool up = rounding == "every step to the penny, half up";
    if (!up && rounding != "every step to the penny, half to even")
      return refuse("bad-rounding",
                    "expected 'every step to the penny, half to even' or 'every step to the penny, half up'",
                    Where{file, 0, "rounding"});
    t.half = up ? Rounding::half_up : Rounding::half_even;
  }
  ONEPOT_CHECK(read_prices(folder, t));
  ONEPOT_CHECK(read_factors(folder, t));
  if (head.contains("short_stay_when")) {
    ONEPOT_TRY(const auto when, text_of(head, "short_stay_when", file));
    ONEPOT_TRY(t.short_stay, read_asks(when, t.fields, Where{file, 0, "short_stay_when"}));
  }
  const bool priced_short = std::ranges::any_of(t.prices, [](const auto& p) { return p && p->short_stay; });
  if (priced_short && t.short_stay.empty())
    return refuse("no-condition",
                  "prices.csv has short-stay prices; say here when they are paid, such as \"los<=1 & age>=19\"",
                  Where{file, 0, "short_stay_when"});
  ONEPOT_CHECK(read_pods(folder, t));
  ONEPOT_CHECK(read_adjustments(folder, t));
  ONEPOT_CHECK(read_terms(folder, t));
  return t;
}

}  // namespace onepot::price
