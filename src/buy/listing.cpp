#include "onepot/buy/listing.h"

#include "onepot/base/text.h"

namespace onepot::buy {

const std::vector<Field>& listing_fields() {
  static const std::vector<Field> fields{
      {"name", AskedAt::listing, true, "people need to know who you are"},
      {"category", AskedAt::listing, true, "so that people find you; any word will do"},
      {"words", AskedAt::listing, true, "what you do, in your own words"},
      {"area", AskedAt::listing, true, "so that people near you find you"},
      {"day_rate", AskedAt::listing, true,
       "so that people can see whether they can pay; say free when nothing is charged"},
      {"night_rate", AskedAt::listing, false, "only when you work at night"},
      {"staff", AskedAt::listing, true, "so that small providers can be seen to be as good as large ones"},
      {"sort_code", AskedAt::first_payment, true, "so that you can be paid"},
      {"account", AskedAt::first_payment, true, "so that you can be paid"},
  };
  return fields;
}

Refusals missing(const Listing& l, AskedAt by) {
  Refusals out;
  const auto need = [&](const char* field, bool there, const char* sentence) {
    if (!there) out.push_back({"missing", sentence, Where{"", 0, field}});
  };
  const auto rate = [](const std::optional<Pence>& p) { return !p || (*p >= Pence(0) && *p <= Pence(50'000)); };
  need("name", !trim(l.name).empty(), "Give your name or the name of what you do.");
  need("category", !trim(l.category).empty(), "Say in a word what kind of support it is.");
  need("words", !trim(l.words).empty(), "Say what you do.");
  need("area", !trim(l.area).empty(), "Say where you work.");
  need("day_rate", l.free || l.day_rate || l.night_rate, "Give a price for an hour, or say that it is free.");
  need("staff", l.staff_hundredths > 0, "Say how many people work with you, you included.");
  if (!rate(l.day_rate))
    out.push_back({"bad-rate", "A price for an hour is from £0 to £500.", Where{"", 0, "day_rate"}});
  if (!rate(l.night_rate))
    out.push_back({"bad-rate", "A price for an hour is from £0 to £500.", Where{"", 0, "night_rate"}});
  if (by == AskedAt::first_payment) {
    need("sort_code", !trim(l.sort_code).empty(), "Give the sort code of the account to be paid into.");
    need("account", !trim(l.account).empty(), "Give the number of the account to be paid into.");
  }
  return out;
}

Burden burden(std::int64_t fields, std::int64_t minutes, Pence earned) {
  Burden out{fields, minutes, std::nullopt};
  if (earned > Pence(0)) out.minutes_per_1000_pounds = Rational(minutes) * Rational(100'000) / Rational(earned.count());
  return out;
}

}  // namespace onepot::buy
