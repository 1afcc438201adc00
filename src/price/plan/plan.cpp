// Expected activity to what is paid in advance.
#include "onepot/price/plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "months.h"
#include "onepot/base/text.h"

namespace onepot::price {
namespace plan_making {

constexpr std::int64_t unit_parts = 10'000;  // activity is counted in ten-thousandths
constexpr std::size_t most_refusals = 1000;

/// "12", "12.5", "1,200" is refused; at most four places.
std::optional<std::int64_t> activity_of(std::string_view text) {
  const auto value = parse_rational(text);
  if (!value || *value < Rational(0) || unit_parts % value->den() != 0 || value->num() > 1'000'000'000'000)
    return std::nullopt;
  return value->num() * (unit_parts / value->den());
}

std::string activity_text(std::int64_t parts) {
  std::string out = std::to_string(parts / unit_parts);
  if (const auto odd = parts % unit_parts; odd != 0) {
    out += fmt::format(".{:04}", odd);
    while (out.back() == '0') out.pop_back();
  }
  return out;
}

using Twelve = std::array<Pence, 12>;
struct Key {
  std::string provider, line, group, pod;
  auto operator<=>(const Key&) const = default;
};
struct Sums {
  std::array<std::int64_t, 12> activity{};
  Twelve value{};
  Pence unit;
};

/// Whole parts in proportion to the weights, the odd ones to the largest remainders.
void spread_year(std::int64_t activity, Pence value, std::span<const std::int64_t> weights, Sums& to) {
  const auto counts = split(Pence(activity), weights);
  const auto pounds = split(value, weights);
  for (std::size_t m = 0; m < 12; ++m) {
    to.activity[m] += counts[m].count();
    to.value[m] += pounds[m];
  }
}

Pence sum(const Twelve& months) {
  Pence out;
  for (const Pence p : months) out += p;
  return out;
}

Twelve paid(const Twelve& value, const PlanOptions& options, bool monthly) {
  using Pay = PlanOptions::Pay;
  Pay pay = options.pay;
  if (pay == Pay::automatic) pay = !options.profile.empty() ? Pay::profile : monthly ? Pay::expected : Pay::twelfths;
  if (pay == Pay::expected) return value;
  Twelve out;
  const auto parts = pay == Pay::profile && !options.profile.empty() ? split(sum(value), options.profile)
                                                                     : split_equally(sum(value), 12);
  std::ranges::copy(parts, out.begin());
  return out;
}

struct Reader {
  const ActivityTariff& tariff;
  const PlanOptions& options;
  Refusals refusals;
  std::map<Key, Sums> keys;
  bool monthly = false;

  void read(const csv::Table& table) {
    auto valuer = Valuer::over(std::span(&tariff, 1), table.header, table.file, Valuer::Missing::passed_over);
    if (!valuer) {
      refusals.push_back(valuer.error());
      return;
    }
    const auto count = column_of(table.header, column::activity()), month = column_of(table.header, column::month());
    if (!count) {
      refusals.push_back({"missing-column",
                          "the column 'activity' is missing; it may be called " + join(column::activity(), ", "),
                          Where{table.file, 1, "activity"}});
      return;
    }
    monthly = month.has_value();
    const std::vector<std::int64_t> even(12, 1);
    std::vector<std::string_view> fields;
    for (const auto& row : table.records) {
      if (refusals.size() >= most_refusals) return;
      fields.assign(row.fields.begin(), row.fields.end());
      const auto valued = valuer->undated(fields);
      if (!valued.price.fault.empty()) {
        refusals.push_back({std::string(valued.price.fault), fault_words(tariff, valued.price.fault, valued.row),
                            Where{table.file, row.line, "group"}});
        continue;
      }
      const auto activity = activity_of(trim(field(row, *count)));
      if (!activity) {
        refusals.push_back({"bad-activity",
                            "'" + std::string(field(row, *count).substr(0, 40)) +
                                "' is not an amount of activity; expected a number with at most four places",
                            where(table, row, *count)});
        continue;
      }
      std::optional<std::size_t> in;
      if (month && !trim(field(row, *month)).empty()) {
        const auto text = planning::month_of(trim(field(row, *month)), options.year);
        for (std::size_t m = 0; text && m < 12; ++m)
          if (planning::month_text(add_months(options.year, static_cast<int>(m))) == *text) in = m;
        if (!in) {
          refusals.push_back({"bad-month",
                              "'" + std::string(field(row, *month).substr(0, 40)) +
                                  "' is not a month of this year; expected " + planning::month_text(options.year) +
                                  " to " + planning::month_text(add_months(options.year, 11)) + ", or 1 to 12",
                              where(table, row, *month)});
          continue;
        }
      }
      const Key key{std::string(valued.row.provider),
                    valued.price.line == Names::none ? "" : tariff.lines[valued.price.line].id,
                    tariff.groups[valued.price.group], tariff.pods[valued.price.pod]};
      Sums& to = keys[key];
      to.unit = valued.price.price;
      const Pence value = times(valued.price.price, Rational(*activity, unit_parts), tariff.half);
      if (in) {
        to.activity[*in] += *activity;
        to.value[*in] += value;
      } else {
        spread_year(*activity, value, options.profile.empty() ? even : options.profile, to);
      }
    }
  }
};

/// The terms of a provider's line with thresholds in pounds, for what is planned of it.
std::vector<SettledTerm> terms_of(const ContractLine& line, Pence planned) {
  std::vector<SettledTerm> out;
  for (const Term& t : line.terms) out.push_back({t.kind, t.pounds ? *t.pounds : times(planned, t.of_plan), t.share});
  return out;
}

}  // namespace plan_making

Result<void> may_pay(std::string_view id, Status status) {
  if (status == Status::live) return {};
  return refuse("not-live", fmt::format("the tariff {} is {}: it may be looked at beside the live one, but nothing is "
                                        "planned or paid by it; make it live first",
                                        id, status == Status::draft ? "a draft" : "in shadow"));
}

ActivityTariff as_activity(const Currency& currency, const Tariff& tariff) {
  ActivityTariff out;
  out.id = tariff.id, out.name = tariff.name, out.version = tariff.version, out.currency = tariff.currency;
  out.owner = tariff.owner, out.source = tariff.id, out.period = tariff.period, out.status = tariff.status;
  out.pods.add("all");
  for (const auto& price : tariff.prices) {
    out.groups.add(currency.groups[price->group].id);
    out.prices.push_back(UnitPrice{tariff.rates[price->rate].amount, {}, {}, {}});
  }
  return out;
}

tl::expected<Plan, Refusals> make_plan(const ActivityTariff& tariff, const csv::Table& expected,
                                       const PlanOptions& options) {
  using namespace plan_making;
  if (const auto may = may_pay(tariff.id, tariff.status); !may) return tl::unexpected(Refusals{may.error()});
  Reader reader{tariff, options, {}, {}, false};
  reader.read(expected);
  if (!reader.refusals.empty()) return tl::unexpected(std::move(reader.refusals));

  Plan plan;
  plan.tariff = tariff.id;
  plan.version = tariff.version;
  plan.year = options.year;
  const Period year{options.year, add_months(options.year, 12) - 1};
  if (!tariff.period.contains(year.from) || !tariff.period.contains(year.until))
    plan.warnings.push_back(
        fmt::format("the prices of {} hold from {} to {}, not through the whole of the planned year", tariff.id,
                    to_iso(tariff.period.from), to_iso(tariff.period.until)));
  // What each provider's line comes to; a block named for a provider is paid even where nothing is expected of it.
  std::map<std::pair<std::string, std::string>, Twelve> lines;
  for (const auto& [key, sums] : reader.keys) {
    Twelve& total = lines[{key.provider, key.line}];
    for (std::size_t m = 0; m < 12; ++m) total[m] += sums.value[m];
  }
  for (const ContractLine& l : tariff.lines)
    if (l.provider != "*") lines.try_emplace({l.provider, l.id});
  std::map<std::pair<std::string, std::string>, std::vector<SettledTerm>> terms;
  for (const auto& [of, total] : lines) {
    const ContractLine* named = nullptr;
    for (const ContractLine& l : tariff.lines)
      if (l.id == of.second && (l.provider == of.first || (l.provider == "*" && named == nullptr))) named = &l;
    if (named != nullptr) terms[of] = terms_of(*named, sum(total));
  }
  const auto row = [&](const Key& key, std::size_t m) {
    PlanRow out{key.provider, key.line, key.group, key.pod, {}, 0, {}, {}, {}, {}, {}, {}};
    out.due = add_months(options.year, static_cast<int>(m));
    out.month = planning::month_text(out.due);
    if (options.freeze_days) out.freeze = add_months(out.due, 1) - 1 + *options.freeze_days;
    if (const auto at = terms.find({key.provider, key.line}); at != terms.end()) out.terms = terms_text(at->second);
    return out;
  };
  const auto block_of = [&](const std::string& provider, const std::string& line) -> const SettledTerm* {
    const auto at = terms.find({provider, line});
    return at == terms.end() || at->second.empty() || at->second.front().kind != Term::Kind::block
               ? nullptr
               : &at->second.front();
  };
  for (const auto& [of, total] : lines)
    if (const SettledTerm* block = block_of(of.first, of.second); block != nullptr) {
      Twelve amounts;
      PlanOptions even = options;
      if (even.pay == PlanOptions::Pay::expected || even.pay == PlanOptions::Pay::automatic)
        even.pay = options.profile.empty() ? PlanOptions::Pay::twelfths : PlanOptions::Pay::profile;
      amounts[0] = block->threshold;
      amounts = paid(amounts, even, false);
      for (std::size_t m = 0; m < 12; ++m) {
        PlanRow r = row({of.first, of.second, "", ""}, m);
        r.amount = amounts[m];
        plan.rows.push_back(std::move(r));
      }
    }
  for (const auto& [key, sums] : reader.keys) {
    const bool block = block_of(key.provider, key.line) != nullptr;
    const Twelve amounts = block ? Twelve{} : paid(sums.value, options, reader.monthly);
    for (std::size_t m = 0; m < 12; ++m) {
      if (sums.activity[m] == 0 && amounts[m] == Pence(0) && sums.value[m] == Pence(0)) continue;
      PlanRow r = row(key, m);
      r.activity = sums.activity[m];
      r.unit = sums.unit;
      r.value = sums.value[m];
      r.amount = amounts[m];
      plan.rows.push_back(std::move(r));
    }
  }
  std::ranges::sort(plan.rows, {},
                    [](const PlanRow& r) { return std::tie(r.provider, r.line, r.group, r.pod, r.month); });
  return plan;
}

std::string plan_csv(const Plan& plan) {
  std::string out = csv::line({"provider", "line", "group", "pod", "month", "expected", "unit_price", "value", "amount",
                               "due", "freeze", "terms", "tariff", "year"});
  for (const PlanRow& r : plan.rows)
    out += csv::line(
        {r.provider, r.line, r.group, r.pod, r.month, r.group.empty() ? "" : plan_making::activity_text(r.activity),
         r.group.empty() ? "" : to_decimal(r.unit), to_decimal(r.value), to_decimal(r.amount), to_iso(r.due),
         r.freeze ? to_iso(*r.freeze) : "", r.terms, plan.tariff + "@" + plan.version, to_iso(plan.year)});
  return out;
}

Result<std::vector<std::int64_t>> read_profile(const csv::Table& table, Date year) {
  csv::Columns c(table);
  const auto month = c.need("month"), share = c.need("share");
  ONEPOT_CHECK(c.done());
  std::vector<std::optional<Rational>> shares(12);
  for (const auto& row : table.records) {
    const auto text = planning::month_of(trim(field(row, month)), year);
    std::size_t at = 12;
    for (std::size_t m = 0; text && m < 12; ++m)
      if (planning::month_text(add_months(year, static_cast<int>(m))) == *text) at = m;
    if (at == 12 || shares[at])
      return refuse("bad-month", "expected each of the year's twelve months once", where(table, row, month));
    const auto value = parse_rational(trim(field(row, share)));
    if (!value || *value < Rational(0) || 1'000'000 % value->den() != 0 || *value > Rational(1'000'000))
      return refuse("bad-share", "expected a share such as 0.08 or 8, with at most six places",
                    where(table, row, share));
    shares[at] = *value;
  }
  std::vector<std::int64_t> out;
  std::int64_t all = 0;
  for (const auto& s : shares) {
    if (!s) return refuse("bad-month", "expected each of the year's twelve months once", Where{table.file, 0, "month"});
    out.push_back(s->num() * (1'000'000 / s->den()));
    all += out.back();
  }
  if (all == 0) return refuse("bad-share", "the shares are all nothing", Where{table.file, 0, "share"});
  return out;
}

}  // namespace onepot::price
