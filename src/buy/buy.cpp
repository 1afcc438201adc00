#include <algorithm>
#include <array>

#include "onepot/base/text.h"
#include "onepot/buy/agreement.h"
#include "onepot/buy/band.h"
#include "onepot/buy/brief.h"

namespace onepot::buy {

namespace {
constexpr std::array<std::string_view, 4> band_names{"micro", "small", "medium", "large"};
constexpr std::int64_t minutes_of_a_week = 7 * 24 * 60;
constexpr std::size_t longest_brief = 2'000;
constexpr Pence highest_rate{50'000};
constexpr std::int64_t longest_notice_days = 84;

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}
}  // namespace

std::string_view to_text(Band band) {
  return band_names[static_cast<std::size_t>(band)];
}

Result<Band> parse_band(std::string_view text) {
  for (std::size_t i = 0; i < band_names.size(); ++i)
    if (text == band_names[i]) return static_cast<Band>(i);
  return refuse("bad-band",
                "'" + std::string(text.substr(0, 40)) + "' is not a size; expected micro, small, medium or large");
}

Band band_of(std::int64_t staff, const Bands& bands) {
  return staff <= bands.micro    ? Band::micro
         : staff <= bands.small  ? Band::small
         : staff <= bands.medium ? Band::medium
                                 : Band::large;
}

Result<void> check_brief(const Brief& brief, Date today) {
  if (trim(brief.words).empty()) return refuse("empty", "Say what you want.", Where{"", 0, "words"});
  if (brief.words.size() > longest_brief)
    return refuse("too-long", fmt::format("Keep it under {} characters.", longest_brief), Where{"", 0, "words"});
  const std::int64_t minutes = brief.day_week.in_minutes() + brief.night_week.in_minutes();
  if (brief.day_week < Hours() || brief.night_week < Hours() || minutes == 0)
    return refuse("no-time", "Say how many hours a week you want, by day or by night.", Where{"", 0, "day_week"});
  // Two helpers at once are the most that one brief asks for.
  if (minutes > 2 * minutes_of_a_week)
    return refuse("too-much", "That is more hours than a week has.", Where{"", 0, "day_week"});
  if (brief.from < today) return refuse("in-the-past", "Choose a day that has not passed.", Where{"", 0, "from"});
  if (brief.members.empty()) return refuse("nobody", "Somebody must want it.", Where{"", 0, "members"});
  return {};
}

Result<void> may_offer(const Brief& brief, const std::vector<Offer>& others, const Offer& offer,
                       const std::vector<std::string>& people) {
  if (brief.state != BriefState::open) return refuse("not-open", "This is not looking for offers any more.");
  if (std::ranges::any_of(others, [&](const Offer& o) { return o.provider == offer.provider && !o.withdrawn; }))
    return refuse("already-offered", "You have made an offer. You can take it back and make another.");
  if (std::ranges::any_of(brief.members, [&](const std::string& m) { return holds(people, m); }))
    return refuse("own-brief", "You cannot make an offer for something that you asked for.");
  const auto rate = [](Pence p) { return p >= Pence(0) && p <= highest_rate; };
  if (!rate(offer.day_rate))
    return refuse("bad-rate", "Give a price for an hour by day, from £0 to £500.", Where{"", 0, "day_rate"});
  if (!rate(offer.night_rate))
    return refuse("bad-rate", "Give a price for an hour by night, from £0 to £500.", Where{"", 0, "night_rate"});
  if (offer.notice_days < 0 || offer.notice_days > longest_notice_days)
    return refuse("bad-notice", fmt::format("Notice can be from 0 to {} days.", longest_notice_days),
                  Where{"", 0, "notice_days"});
  return {};
}

Result<Yes> say_yes(const Brief& brief, const std::optional<std::string>& chosen, const Offer& offer,
                    const std::vector<std::string>& before, const std::string& member) {
  if (!holds(brief.members, member)) return refuse("not-a-member", "Only those who asked can choose.");
  Yes out;
  const bool chosen_already = chosen && *chosen == offer.id;
  if (chosen && !chosen_already)
    return refuse("taken", "Another offer was chosen a moment ago. Yours still stands here, but it is not the one.");
  if (brief.state == BriefState::withdrawn)
    return refuse("brief-withdrawn", "This was taken back and is not looking for offers any more.");
  if (offer.withdrawn) return refuse("offer-withdrawn", "The provider took this offer back.");
  for (const auto& m : brief.members)
    (holds(before, m) || m == member || chosen_already ? out.said : out.waiting_for).push_back(m);
  out.chosen = out.waiting_for.empty();
  return out;
}

Pence week_cost(const Terms& t) {
  return period_cost(t, {Date(), Date() + 6});
}

Pence period_cost(const Terms& t, Period period) {
  const std::int64_t days = period.until - period.from + 1;
  if (days <= 0) return Pence();
  const Pence in_sixtieths = t.day_rate * t.day_week.in_minutes() + t.night_rate * t.night_week.in_minutes();
  return times(in_sixtieths, Rational(days, std::int64_t{7} * 60));
}

Result<std::vector<Pence>> commitments(const Terms& terms, Period period, std::span<const std::int64_t> shares) {
  if (std::ranges::any_of(shares, [](auto s) { return s < 0; }))
    return refuse("bad-share", "a share cannot be below nothing");
  if (std::ranges::all_of(shares, [](auto s) { return s == 0; })) return refuse("no-shares", "somebody must pay");
  return split(period_cost(terms, period), shares);
}

Affordable affordable(Pence cost, Pence available) {
  const bool yes = cost <= available;
  return {yes, cost, available, yes ? available - cost : Pence(), yes ? Pence() : cost - available};
}

std::optional<std::int64_t> weeks_carried(Pence available, Pence week) {
  if (week <= Pence(0)) return std::nullopt;
  return available <= Pence(0) ? 0 : available.count() / week.count();
}

Date ends_after_notice(Date day, std::int64_t notice_days) {
  return day + notice_days;
}

Period promised(Date from, std::optional<Date> until, std::int64_t weeks) {
  const Date last = from + (weeks * 7 - 1);
  return {from, until && *until < last ? *until : last};
}

}  // namespace onepot::buy
