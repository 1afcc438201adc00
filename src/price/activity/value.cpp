// One row to its price: flat lookups and one product a step; nothing is allocated but the answer's text.
#include <algorithm>
#include <array>
#include <charconv>

#include "ask.h"
#include "onepot/base/text.h"

namespace onepot::price {
namespace activity_pricing {

using activity::all_hold;
using activity::Answer;

std::uint32_t pod_of(const ActivityTariff& t, const ActivityRow& row, std::string_view& fault) {
  if (!row.pod.empty()) {
    const std::uint32_t named = t.pods.find(row.pod);
    if (named == Names::none) fault = "unknown-pod";
    return named;
  }
  for (const PodRule& rule : t.pod_rules) {
    const Answer said = all_hold(rule.when, row.fields);
    if (said == Answer::yes) return rule.pod;
    if (said == Answer::not_a_number) {
      fault = "bad-number";
      return Names::none;
    }
  }
  if (t.pods.size() == 1) return 0;
  fault = "no-pod";
  return Names::none;
}

/// The first line that takes the row; a line for the provider by name goes before one for each.
std::uint32_t line_of(const ActivityTariff& t, const ActivityRow& row, std::uint32_t group, std::uint32_t pod) {
  std::uint32_t other = Names::none;
  for (std::uint32_t i = 0; i < t.lines.size(); ++i) {
    const ContractLine& line = t.lines[i];
    if (!line.scope.holds(group, pod)) continue;
    if (line.provider == row.provider) return i;
    if (line.provider == "*" && other == Names::none) other = i;
  }
  return other;
}

/// Adjustments in order. False where the row is excluded or cannot be told; `out.fault` says which.
bool adjusted(const ActivityTariff& t, const ActivityRow& row, ActivityPrice& out, std::vector<PriceStep>& steps) {
  using Kind = ActivityAdjustment::Kind;
  for (std::uint32_t i = 0; i < t.adjustments.size(); ++i) {
    const ActivityAdjustment& a = t.adjustments[i];
    if (!a.scope.holds(out.group, out.pod)) continue;
    const Answer said = all_hold(a.when, row.fields);
    if (said == Answer::not_a_number) {
      out.fault = "bad-number";
      return false;
    }
    if (said == Answer::no) continue;
    switch (a.kind) {
      case Kind::factor:
        out.price = times(out.price, a.value, t.half);
        break;
      case Kind::top_up:
        out.price += times(out.base, a.value, t.half);
        break;
      case Kind::add:
        out.price += a.pounds;
        break;
      case Kind::instead:
        out.price = a.pounds;
        break;
      case Kind::exclude:
        out.price = Pence(0);
        break;
    }
    steps.push_back({PriceStep::Kind::adjustment, i, 0, out.price});
    if (a.kind == Kind::exclude) return false;
  }
  return true;
}

}  // namespace activity_pricing

ActivityPrice price_activity(const ActivityTariff& t, const ActivityRow& row, std::vector<PriceStep>& steps) {
  using namespace activity_pricing;
  using Kind = PriceStep::Kind;
  steps.clear();
  ActivityPrice out;
  const auto faulty = [&](std::string_view fault) {
    out.fault = fault;
    out.price = out.base = Pence(0);
    steps.clear();
    return out;
  };
  out.group = t.groups.find(row.group);
  if (out.group == Names::none) return faulty("unknown-group");
  out.pod = pod_of(t, row, out.fault);
  if (out.pod == Names::none) return faulty(out.fault);
  const auto& unit = t.price(out.group, out.pod);
  if (!unit) return faulty("no-price");
  out.line = line_of(t, row, out.group, out.pod);

  out.base = unit->price;
  steps.push_back({Kind::base, 0, 0, out.base});
  if (unit->short_stay) {
    const Answer said = all_hold(t.short_stay, row.fields);
    if (said == Answer::not_a_number) return faulty("bad-number");
    if (said == Answer::yes) {
      out.base = *unit->short_stay;
      steps.push_back({Kind::short_stay, 0, 0, out.base});
    }
  }
  out.price = out.base;
  if (!adjusted(t, row, out, steps)) {
    if (!out.fault.empty()) return faulty(out.fault);
    return out;
  }
  if (unit->trim && row.fields[*t.days] != unknown_field) {
    const auto days = activity::small_number(row.fields[*t.days]);
    if (!days) return faulty("bad-number");
    if (*days > *unit->trim) {
      out.price += unit->long_stay_day * (*days - *unit->trim);
      steps.push_back({Kind::long_stay, 0, *days - *unit->trim, out.price});
    }
  }
  if (!t.factors.empty() || t.other_factor) {
    const auto factor = t.factor_of(row.provider);
    if (!factor) return faulty("no-factor");
    out.price = times(out.price, *factor, t.half);
    steps.push_back({Kind::market_forces, 0, 0, out.price});
  }
  return out;
}

Result<Valuer> Valuer::over(std::span<const ActivityTariff> tariffs, const std::vector<std::string>& header,
                            const std::string& file, Missing missing_fields) {
  Valuer out;
  out.tariffs_ = tariffs;
  for (std::size_t i = 0; i < tariffs.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (tariffs[i].period.from <= tariffs[j].period.until && tariffs[j].period.from <= tariffs[i].period.until)
        return refuse("overlap", "the tariffs " + tariffs[j].id + " and " + tariffs[i].id + " are both in force on " +
                                     to_iso(std::max(tariffs[i].period.from, tariffs[j].period.from)));
  const auto missing = [&](const std::string& what, const std::vector<std::string>& names) {
    return refuse("missing-column", "the column '" + what + "' is missing; it may be called " + join(names, ", "),
                  Where{file, 1, what});
  };
  out.record_ = column_of(header, column::record());
  out.provider_ = column_of(header, column::provider());
  out.group_ = column_of(header, column::group());
  out.pod_ = column_of(header, column::pod());
  out.date_ = column_of(header, column::date());
  // The national grouper writes a spell's group beside each of its episodes; one of them reports it.
  out.reports_ = column_of(header, {"spellreportflag", "spell_report_flag"});
  if (!out.group_) return missing("group", column::group());
  std::size_t most = 0;
  for (const ActivityTariff& t : tariffs) {
    if (!t.factors.empty() && !out.provider_) return missing("provider", column::provider());
    if (!out.pod_ && t.pods.size() > 1 && t.pod_rules.empty()) return missing("pod", column::pod());
    std::vector<std::optional<std::size_t>> at;
    for (const auto& field : t.fields) {
      if (field == "pod") {
        at.push_back(out.pod_);
        continue;
      }
      at.push_back(column_of(header, column::of_field(field)));
      // What only says the point of delivery need not be there where a column names it.
      const auto f = at.size() - 1;
      const auto asks = [&](const std::vector<Ask>& when) {
        return std::ranges::any_of(when, [&](const Ask& a) { return a.field == f; });
      };
      const bool asked = (t.days && *t.days == f) || asks(t.short_stay) ||
                         std::ranges::any_of(t.adjustments, asks, &ActivityAdjustment::when) ||
                         (!out.pod_ && std::ranges::any_of(t.pod_rules, asks, &PodRule::when));
      if (!at.back() && asked && missing_fields == Missing::refused) return missing(field, column::of_field(field));
    }
    most = std::max(most, at.size());
    out.fields_.push_back(std::move(at));
  }
  out.values_.resize(most);
  out.steps_.reserve(32);
  return out;
}

namespace activity_pricing {
std::string_view cell(std::span<const std::string_view> fields, const std::optional<std::size_t>& at) {
  return at && *at < fields.size() ? trim(fields[*at]) : std::string_view();
}
}  // namespace activity_pricing

Valuer::Out Valuer::value(std::span<const std::string_view> fields) {
  std::size_t which = 0;
  if (date_) {
    auto text = activity_pricing::cell(fields, date_).substr(0, 10);
    std::array<char, 10> first{};  // of a month, its first day
    if (text.size() == 7) {
      std::ranges::copy(text, first.begin());
      std::ranges::copy(std::string_view("-01"), first.begin() + 7);
      text = {first.data(), first.size()};
    }
    const auto date = parse_date(text);
    while (date && which < tariffs_.size() && !tariffs_[which].period.contains(*date)) ++which;
    if (!date || which == tariffs_.size()) {
      steps_.clear();
      Out out;
      out.price.fault = date ? "outside-period" : "bad-date";
      return out;
    }
  }
  return valued(fields, which);
}

Valuer::Out Valuer::valued(std::span<const std::string_view> fields, std::size_t which) {
  using activity_pricing::cell;
  steps_.clear();
  Out out;
  out.tariff = &tariffs_[which];
  out.row.provider = cell(fields, provider_);
  out.row.group = cell(fields, group_);
  out.row.pod = cell(fields, pod_);
  const auto& at = fields_[which];
  for (std::size_t f = 0; f < at.size(); ++f) values_[f] = at[f] ? cell(fields, at[f]) : unknown_field;
  out.row.fields = std::span(values_).first(at.size());
  if (reports_ && cell(fields, reports_) == "0") {
    out.counted = false;
    return out;
  }
  out.price = price_activity(*out.tariff, out.row, steps_);
  return out;
}

const std::vector<std::string>& Valuer::columns() {
  static const std::vector<std::string> names{"price_pod",  "price_base",   "price",      "price_steps",
                                              "price_line", "price_tariff", "price_fault"};
  return names;
}

namespace activity_pricing {
void add_money(Pence amount, std::string& text) {
  std::array<char, 24> digits{};
  const std::int64_t whole = amount.count() / 100, odd = amount.count() % 100;  // prices are never below nothing
  const auto end = std::to_chars(digits.begin(), digits.end(), whole).ptr;
  text.append(digits.begin(), end);
  text += '.';
  text += static_cast<char>('0' + odd / 10);
  text += static_cast<char>('0' + odd % 10);
}
}  // namespace activity_pricing

void Valuer::append(const Out& out, std::string& text) const {
  const ActivityPrice& p = out.price;
  if (out.tariff == nullptr || !p.fault.empty() || !out.counted) {
    text += out.counted ? ",,,,,,," : ",,,0.00,reported-by-another-episode,,,";
    text += p.fault;
    return;
  }
  const ActivityTariff& t = *out.tariff;
  text += ',';
  text += t.pods[p.pod];
  text += ',';
  activity_pricing::add_money(p.base, text);
  text += ',';
  activity_pricing::add_money(p.price, text);
  text += ',';
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const PriceStep& s = steps_[i];
    if (i > 0) text += ' ';
    switch (s.kind) {
      case PriceStep::Kind::base:
        text += "price";
        break;
      case PriceStep::Kind::short_stay:
        text += "short-stay";
        break;
      case PriceStep::Kind::adjustment:
        text += t.adjustments[s.which].id;
        break;
      case PriceStep::Kind::long_stay:
        text += "long-stay:";
        text += std::to_string(s.count);
        break;
      case PriceStep::Kind::market_forces:
        text += "mff";
        break;
    }
  }
  text += ',';
  if (p.line != Names::none) text += t.lines[p.line].id;
  text += ',';
  text += t.id;
  text += '@';
  text += t.version;
  text += ' ';
  text += to_text(t.status);
  text += ',';
}

std::vector<std::string> Valuer::warnings() const {
  std::vector<std::string> out;
  if (!date_) out.push_back("no column has a date: every row is priced as if it fell within the tariff's period");
  return out;
}

}  // namespace onepot::price
