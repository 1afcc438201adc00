// Two years of support given, and the money that paid for it.
#include "onepot/town/cast.h"
#include "parts.h"

namespace onepot::town {
namespace history_making {

struct Maker {
  Town& town;
  Random random;
  double low, high;

  std::int32_t worker(const Agreement& a, std::size_t index) {
    const auto pool = town.providers[a.provider].workers.size();
    const auto main = index % pool;
    if (pool == 1 || random.unit() < a.continuity) return static_cast<std::int32_t>(main);
    const auto other = static_cast<std::size_t>(random.below(pool - 1));
    return static_cast<std::int32_t>(other < main ? other : other + 1);
  }

  Hours delivered(Hours planned) {
    const std::int64_t thousandths =
        random.between(static_cast<std::int64_t>(low * 1000 + 0.5), static_cast<std::int64_t>(high * 1000 + 0.5));
    return Hours::minutes(planned.in_minutes() * thousandths / 1000 / 15 *
                          15);  // quarters of an hour, never more than planned
  }

  void add(std::size_t index, Date day, Hours day_time, Hours night, int run, Word word) {
    const Agreement& a = town.agreements[index];
    const auto who = worker(a, index);
    const auto start = static_cast<std::int32_t>(random.between(32, 68) * 15);
    town.visits.push_back(
        {index, who, day, start, day_time, night, cost(day_time, a.day_rate) + cost(night, a.night_rate), word, run});
  }

  /// A week's support on one line.
  void line(std::size_t index, Date monday, int run, Word word) {
    const Agreement& a = town.agreements[index];
    add(index, monday + 4, delivered(a.day_week), a.night_week, run, word);
  }

  /// A week's support visit by visit, up to and with its `last_day`: an hour or two at a time, on as many days as it
  /// takes.
  void visits(std::size_t index, Date monday, std::int64_t last_day, int run, Word word) {
    const Agreement& a = town.agreements[index];
    const std::int64_t quarters = delivered(a.day_week).in_minutes() / 15,
                       nights = a.night_week.in_minutes() / night_length.in_minutes();
    const std::int64_t days = std::clamp<std::int64_t>(quarters / 6, 1, 7),
                       first = days == 7 ? 0 : random.between(0, 7 - days);
    for (std::int64_t d = 0; d <= last_day; ++d) {
      const std::int64_t turn = d - first;
      const bool day = turn >= 0 && turn < days;
      const Hours day_time = day ? Hours::minutes(15 * (quarters / days + (turn < quarters % days ? 1 : 0))) : Hours();
      const Hours night = d < nights ? night_length : Hours();
      if (day_time + night > Hours()) add(index, monday + d, day_time, night, run, word);
    }
  }
};

}  // namespace history_making

void make_visits(Town& town) {
  const Numbers& n = Numbers::built_in();
  history_making::Maker maker{town, stream_of(town.options, Salt::visits), n.real("delivered_low"),
                              n.real("delivered_high")};
  town.visits.reserve(town.agreements.size() * 96);
  for (std::size_t i = 0; i < town.agreements.size(); ++i) {
    const int from = town.agreements[i].from_period, until = town.agreements[i].until_period.value_or(periods - 1);
    for (int p = from; p <= until; ++p) {
      const bool detailed = p == periods - 1 && town.agreements[i].day_week < Hours::whole(168);
      for (std::int64_t w = 0; w < 4; ++w) {
        const Date monday = period_start(p) + w * 7;
        detailed ? maker.visits(i, monday, 6, p, Word::paid) : maker.line(i, monday, p, Word::paid);
      }
    }
    // In this week some of the smallest providers have written their visits up, and some of those are approved already.
    const Agreement& a = town.agreements[i];
    const bool micro = size_band(town.providers[a.provider].staff_hundredths) == 0;
    if (!a.until_period && micro && maker.random.chance(1, 6))
      maker.visits(i, this_monday, 4, -1, maker.random.chance(1, 2) ? Word::approved : Word::waiting);
  }
}

void make_money(Town& town) {
  constexpr std::size_t streams_max = stream_count;
  ONEPOT_ASSERT(town.streams.size() == streams_max);
  std::vector<std::array<Pence, streams_max>> balance(town.people.size());
  std::vector<std::array<Pence, periods>> due(town.agreements.size());
  for (const Visit& v : town.visits)
    if (v.word == Word::paid) due[v.agreement][static_cast<std::size_t>(v.run)] += v.pence;
  const auto pays_for = [&](std::size_t stream, std::string_view purpose) {
    const std::string joined = "|" + town.streams[stream].purposes + "|";
    return joined == "|*|" || joined.find(fmt::format("|{}|", purpose)) != std::string::npos;
  };
  // The money with conditions goes first, then the person's own, then what may be spent on anything.
  const auto draw = [&](const Agreement& a, Pence amount, const auto& take) {
    for (const std::size_t stream : {stream_health, stream_housing, stream_independent, stream_own, stream_care}) {
      Pence& left = balance[a.person][stream];
      const Pence part = std::min(amount, left);
      if (part <= Pence() || !pays_for(stream, purpose_of(a.category))) continue;
      left -= part;
      amount -= part;
      take(stream, part);
    }
    ONEPOT_ASSERT(amount == Pence());  // a pot was made from what its plan costs
  };
  for (int p = 0; p <= periods; ++p) {
    for (std::size_t i = 0; i < town.people.size(); ++i) {
      if (town.people[i].first_period > p) continue;
      for (const PotPart& part : town.people[i].pot) {
        town.fundings.push_back({i, part.stream, p, part.week * 4});
        balance[i][part.stream] += part.week * 4;
      }
    }
    if (p == periods) break;
    for (std::size_t i = 0; i < town.agreements.size(); ++i)
      draw(town.agreements[i], due[i][static_cast<std::size_t>(p)],
           [&](std::size_t stream, Pence part) { town.spendings.push_back({i, stream, p, part}); });
  }
  // What is promised now, and what of it this week's approved visits have taken.
  std::vector<Pence> approved(town.agreements.size());
  for (const Visit& v : town.visits)
    if (v.word == Word::approved) approved[v.agreement] += v.pence;
  for (std::size_t i = 0; i < town.agreements.size(); ++i) {
    const Agreement& a = town.agreements[i];
    if (a.until_period) continue;
    draw(a, a.week() * 4, [&](std::size_t stream, Pence part) {
      const Pence settled = std::min(part, approved[i]);
      approved[i] -= settled;
      town.commitments.push_back({i, stream, part, settled});
      if (settled > Pence()) town.spendings.push_back({i, stream, -1, settled});
    });
    ONEPOT_ASSERT(approved[i] == Pence());
  }
}

}  // namespace onepot::town
