#include "onepot/pot/lots.h"

#include <algorithm>

#include "onepot/pot/accounts.h"

namespace onepot::pot {

tl::unexpected<Refusal> missing_funds(const Transfer& t, Pence available) {
  if (t.of)
    return refuse("missing-funds",
                  fmt::format("'{}' has {} of {} available as {}, and {} is asked for", t.from, to_decimal(available),
                              t.stream, to_words(named_lot(t)), to_decimal(t.amount)));
  return refuse("missing-funds", fmt::format("'{}' has {} of {} available, and {} is asked for", t.from,
                                             to_decimal(available), t.stream, to_decimal(t.amount)));
}

tl::unexpected<Refusal> above_limit(const Transfer& t, Pence highest) {
  return refuse("above-limit", fmt::format("'{}' may hold {} of {} at most, and {} more would be above it", t.to,
                                           to_decimal(highest), t.stream, to_decimal(t.amount)));
}

Limit usual_limit(std::string_view account) {
  return may_overdraw(account) ? Limit{} : Limit{Pence(), std::nullopt};
}

std::optional<std::string_view> whose(const Transfer& t) {
  const auto leaves = person_of(t.from);
  return leaves ? leaves : person_of(t.to);
}

Earmark named_lot(const Transfer& t) {
  ONEPOT_ASSERT(t.of.has_value());
  Earmark out = *t.of;
  if (const auto person = whose(t); person && out.person.empty()) out.person = std::string(*person);
  return out;
}

Result<std::vector<Take>> takes(const Transfer& t, std::span<const OpenLot> lots, std::optional<Pence> lowest) {
  const auto person = whose(t);
  const bool switches = t.from == t.to;
  const Earmark target = switches && t.becomes ? in_account(*t.becomes, t.to) : Earmark();
  Earmark last;  // the lot that goes short
  if (t.of)
    last = named_lot(t);
  else if (person)
    last.person = std::string(*person);

  std::vector<Take> out;
  Pence rest = t.amount, there, last_available, all;
  for (const auto& lot : lots) {
    all += lot.available;
    if (lot.earmark == last) last_available = lot.available;
    if (t.of ? lot.earmark != last : (person && lot.earmark.person != *person)) continue;
    if (switches && lot.earmark == target) continue;
    there += lot.available;
    const Pence part = std::min(rest, lot.available);
    if (part <= Pence()) continue;
    out.push_back({lot.earmark, part});
    rest -= part;
  }
  if (rest == Pence() && (!lowest || all - t.amount >= *lowest || switches)) return out;
  if (switches && last == target) return missing_funds(t, there);
  const auto same = std::find_if(out.begin(), out.end(), [&](const Take& take) { return take.of == last; });
  const Pence from_last = rest + (same == out.end() ? Pence() : same->amount);
  if (lowest && (all - t.amount < *lowest || last_available - from_last < *lowest)) return missing_funds(t, there);
  if (rest == Pence()) return out;
  if (same == out.end())
    out.push_back({std::move(last), rest});
  else
    same->amount += rest;
  return out;
}

Earmark arrives_as(const Transfer& t, const Earmark& left) {
  Earmark out = t.becomes ? *t.becomes : left;
  if (const auto person = person_of(t.to))
    out.person = std::string(*person);
  else if (out.person.empty() && t.becomes)
    out.person = left.person;
  return out;
}

}  // namespace onepot::pot
