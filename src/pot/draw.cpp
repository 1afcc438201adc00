#include "onepot/pot/draw.h"

#include "onepot/base/text.h"

namespace onepot::pot {
namespace {

std::string reason(const Conditions& c, Pence part) {
  if (c.any_purpose())
    return fmt::format("{} of this comes from {}, which may pay for anything", to_pounds(part), c.stream);
  return fmt::format("{} of this comes from {} because it may pay only for {}", to_pounds(part), c.stream,
                     and_list(c.purposes));
}

}  // namespace

Pence available_for(std::string_view purpose, Date day, std::span<const Purse> purses) {
  Pence out;
  for (const auto& p : purses)
    if (p.conditions.allows(purpose, day) && p.available > Pence()) out += p.available;
  return out;
}

Result<std::vector<Drawn>> draw(Pence amount, std::string_view purpose, Date day, std::span<const Purse> purses) {
  ONEPOT_ASSERT(amount >= Pence());
  const Pence there = available_for(purpose, day, purses);
  if (there < amount)
    return refuse("missing-funds",
                  fmt::format("{} is available for {} on {}, {} less than the {} asked for", to_pounds(there), purpose,
                              to_iso(day), to_pounds(amount - there), to_pounds(amount)));
  std::vector<const Purse*> order;
  for (const auto& p : purses)
    if (p.available > Pence() && p.conditions.allows(purpose, day)) order.push_back(&p);
  std::sort(order.begin(), order.end(),
            [](const Purse* a, const Purse* b) { return less_flexible(a->conditions, b->conditions); });

  std::vector<Drawn> out;
  for (const Purse* p : order) {
    if (amount == Pence()) break;
    const Pence part = std::min(amount, p->available);
    out.push_back({p->conditions.stream, part, reason(p->conditions, part)});
    amount -= part;
  }
  return out;
}

}  // namespace onepot::pot
