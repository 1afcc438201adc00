#include "onepot/price/offer.h"

#include <algorithm>

#include "onepot/base/text.h"

namespace onepot::price {

Result<Offer> make_offer(const Currency& currency, const Tariff& tariff, const Priced& priced, Pence contribution) {
  if (tariff.status != Status::live || currency.status != Status::live)
    return refuse("not-live", "this tariff is " + std::string(to_text(tariff.status)) +
                                  ": it prices everything and moves no money");
  if (contribution < Pence(0)) return refuse("bad-contribution", "a contribution cannot be below nothing");

  Offer offer;
  std::vector<Pence> taken(tariff.streams.size());  // by rule
  for (std::size_t n = 0; n < priced.lines.size(); ++n) {
    const Line& line = priced.lines[n];
    Pence left = line.week;
    for (std::size_t r = 0; r < tariff.streams.size(); ++r) {
      const StreamRule& rule = tariff.streams[r];
      if (!std::ranges::all_of(rule.conditions, [&](const Condition& c) { return c.admits(line.record[c.attribute]); }))
        continue;
      Pence part = rule.share == Rational(1) ? left : times(left, rule.share, Rounding::floor);
      if (rule.most_week) part = std::min(part, *rule.most_week - taken[r]);
      if (part == Pence(0)) continue;
      taken[r] += part;
      left -= part;
      offer.workings.push_back(fmt::format("Need {}: {} of {} from {} by rule {}", n + 1, to_pounds(part),
                                           to_pounds(line.week), rule.stream, rule.id));
    }
    ONEPOT_ASSERT(left == Pence(0));  // the last rule takes everything: load_tariff refuses otherwise
  }

  for (std::size_t r = 0; r < tariff.streams.size(); ++r) {
    if (taken[r] == Pence(0)) continue;
    const StreamRule& rule = tariff.streams[r];
    auto part = std::ranges::find(offer.parts, rule.stream, &OfferPart::stream);
    if (part == offer.parts.end())
      part = offer.parts.insert(offer.parts.end(), OfferPart{rule.stream, {}, {}, {}, {}, rule.words, rule.basis});
    part->gross += taken[r];
    part->rules.push_back(rule.id);
    if (rule.contribution) {
      const Pence asked = std::min(contribution - offer.contribution, taken[r]);
      part->contribution += asked;
      offer.contribution += asked;
    }
  }
  for (OfferPart& part : offer.parts) {
    part.net = part.gross - part.contribution;
    offer.week += part.gross;
  }
  ONEPOT_ASSERT(offer.week == priced.week);
  offer.net = offer.week - offer.contribution;
  offer.low = priced.low;
  offer.high = priced.high;
  const Grade& grade = tariff.grades[priced.grade];
  offer.grade = grade.id;
  offer.grade_words = grade.words;

  offer.plain.push_back("The support you described would cost " + to_pounds(offer.week, true) + " a week.");
  if (offer.contribution > Pence(0))
    offer.plain.push_back("You would be asked to pay " + to_pounds(offer.contribution, true) + " of it. " +
                          to_pounds(offer.net, true) + " would be paid for you.");
  else
    offer.plain.push_back("You would not be asked to pay any of it.");
  offer.plain.push_back(grade.words + " The true cost could be between " + to_pounds(offer.low, true) + " and " +
                        to_pounds(offer.high, true) + " a week.");
  offer.plain.push_back(
      "This is an offer. You can take it, say no, or ask for it to be looked at again. If it is not enough for the "
      "support you need, it must be looked at again.");
  offer.workings.insert(offer.workings.begin(),
                        fmt::format("Priced by {} version {} with {} version {}; {} needs, {} a week", priced.currency,
                                    priced.currency_version, priced.tariff, priced.tariff_version, priced.lines.size(),
                                    to_pounds(priced.week)));
  return offer;
}

}  // namespace onepot::price
