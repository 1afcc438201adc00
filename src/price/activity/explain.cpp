// Why a row costs what it costs, in words that anybody can check with a pencil.
#include <algorithm>

#include "ask.h"
#include "onepot/base/text.h"

namespace onepot::price {
namespace activity_words {

std::string becomes(Pence before, Pence after) {
  return to_pounds(before) + " becomes " + to_pounds(after);
}

/// "1.148886" where the factor has so few places, "1/3" where it has none.
std::string factor_text(const Rational& value) {
  std::int64_t unit = 1;
  for (int places = 0; places <= 8; ++places, unit *= 10)
    if (unit % value.den() == 0) {
      const std::int64_t all = value.num() * (unit / value.den());
      if (places == 0) return std::to_string(all);
      return fmt::format("{}.{:0{}}", all / unit, all % unit, places);
    }
  return to_string(value);
}

std::string adjustment_words(const ActivityAdjustment& a, Pence base, Pence before, Pence after) {
  using Kind = ActivityAdjustment::Kind;
  std::string how;
  switch (a.kind) {
    case Kind::factor:
      how = "× " + factor_text(a.value);
      break;
    case Kind::top_up:
      how = "+ " + factor_text(a.value) + " × " + to_pounds(base);
      break;
    case Kind::add:
      how = "+ " + to_pounds(a.pounds);
      break;
    case Kind::instead:
      how = to_pounds(a.pounds) + " instead";
      break;
    case Kind::exclude:
      how = "not paid under this tariff";
      break;
  }
  return fmt::format("{}: {} ({}): {}. Source: {}", a.id, a.words, how, becomes(before, after), a.source);
}

}  // namespace activity_words

std::string fault_words(const ActivityTariff& t, std::string_view fault, const ActivityRow& row) {
  if (fault == "unknown-group") return fmt::format("'{}' has no price in {} version {}", row.group, t.id, t.version);
  if (fault == "no-pod")
    return "nothing says at which point of delivery this was; expected a column pod, or a rule in pods.csv that fits";
  if (fault == "unknown-pod") return fmt::format("'{}' is not a point of delivery of {}", row.pod, t.id);
  if (fault == "no-price") return fmt::format("'{}' has no price at this point of delivery", row.group);
  if (fault == "no-factor")
    return fmt::format("the provider '{}' has no market forces factor in mff.csv; * would stand for every other",
                       row.provider);
  if (fault == "bad-number")
    return "a number that the tariff asks for is not a whole number: " + [&] {
      std::vector<std::string> said;
      for (std::size_t i = 0; i < t.fields.size(); ++i)
        said.push_back(t.fields[i] + " '" + std::string(row.fields[i]) + "'");
      return and_list(said);
    }();
  if (fault == "bad-date") return "the date is not one; expected 2026-04-01 or 2026-04";
  if (fault == "outside-period") return "no tariff given is in force on this date";
  return std::string(fault);
}

std::string step_words(const ActivityTariff& t, const ActivityRow& row, const ActivityPrice& price,
                       std::span<const PriceStep> steps, std::size_t which) {
  const PriceStep& s = steps[which];
  const Pence before = which == 0 ? Pence(0) : steps[which - 1].after;
  const auto& unit = *t.price(price.group, price.pod);
  switch (s.kind) {
    case PriceStep::Kind::base:
      return fmt::format("price: {} at {}: {}. Source: {}", t.groups[price.group], t.pods[price.pod],
                         to_pounds(s.after), t.source);
    case PriceStep::Kind::short_stay: {
      std::vector<std::string> asked;
      for (const Ask& a : t.short_stay) asked.push_back(a.written);
      return fmt::format("short-stay: a short emergency stay ({}): {}", join(asked, " & "),
                         activity_words::becomes(before, s.after));
    }
    case PriceStep::Kind::adjustment:
      return activity_words::adjustment_words(t.adjustments[s.which], price.base, before, s.after);
    case PriceStep::Kind::long_stay:
      return fmt::format("long-stay: {} {} beyond the trim point of {}, at {} each: {}", s.count,
                         s.count == 1 ? "day" : "days", *unit.trim, to_pounds(unit.long_stay_day),
                         activity_words::becomes(before, s.after));
    case PriceStep::Kind::market_forces:
      break;
  }
  return fmt::format("mff: market forces factor of {}, × {}: {}", row.provider,
                     activity_words::factor_text(*t.factor_of(row.provider)), activity_words::becomes(before, s.after));
}

std::vector<std::string> not_applied(const ActivityTariff& t, const ActivityRow& row, const ActivityPrice& price) {
  using activity::all_hold;
  using activity::Answer;
  std::vector<std::string> out;
  const Ask* failed = nullptr;
  const auto said = [&](const std::string& id) {
    out.push_back(fmt::format("{}: asks {}; it is '{}'", id, failed->written, row.fields[failed->field]));
  };
  const auto& unit = *t.price(price.group, price.pod);
  if (unit.short_stay && all_hold(t.short_stay, row.fields, &failed) != Answer::yes) said("short-stay");
  for (const ActivityAdjustment& a : t.adjustments) {
    if (!a.scope.holds(price.group, price.pod))
      out.push_back(a.id + ": is not about " + t.groups[price.group] + " at " + t.pods[price.pod]);
    else if (all_hold(a.when, row.fields, &failed) != Answer::yes)
      said(a.id);
  }
  if (unit.trim)
    if (const auto days = activity::small_number(row.fields[*t.days]); days && *days <= *unit.trim)
      out.push_back(fmt::format("long-stay: {} days do not exceed the trim point of {}", *days, *unit.trim));
  return out;
}

}  // namespace onepot::price
