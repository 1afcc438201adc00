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
    const std::int64_t thousandths = random.between(static_cast<std::int64_t>(low * 1000 + 0.5), static_cast<std::int64_t>(high * 1000 + 0.5));
    return Hours::minutes(planned.in_minutes() * thousandths / 1000 / 15 * 15);  // quarters of an hour, never more than planned
  }

  void line(std::size_t index, Date day, int run, Word word) {
    const Agreement& a = town.agreements[index];
    const Hours day_time = delivered(a.day_week);
    const Hours night = a.night_week;
    const auto who = worker(a, index);
    const auto start = static_cast<std::int32_t>(random.between(32, 60) * 15);
    town.visits.push_back({index, who, day, start, day_time, night, cost(day_time, a.day_rate) + cost(night, a.night_rate), word, run});
  }
};

}  // namespace history_making

void make_visits(Town& town) {
  const Numbers& n = Numbers::built_in();
  history_making::Maker maker{town, stream_of(town.options, Salt::visits), n.real("delivered_low"), n.real("delivered_high")};
  town.visits.reserve(town.agreements.size() * 96);
  for (std::size_t i = 0; i < town.agreements.size(); ++i) {
    const int from = town.agreements[i].from_period, until = town.agreements[i].until_period.value_or(periods - 1);
    for (int p = from; p <= until; ++p) {
      for (std::int64_t w = 0; w < 4; ++w) maker.line(i, period_start(p) + w * 7 + 4, p, Word::paid);
    }
    // In this week some of the smallest providers have written their visits up, and some of those are approved already.
    const Agreement& a = town.agreements[i];
    const bool micro = size_band(town.providers[a.provider].staff_hundredths) == 0;
    if (!a.until_period && micro && maker.random.chance(1, 6))
      maker.line(i, this_monday + 3, -1, maker.random.chance(1, 2) ? Word::approved : Word::waiting);
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
      draw(town.agreements[i], due[i][static_cast<std::size_t>(p)], [&](std::size_t stream, Pence part) { town.spendings.push_back({i, stream, p, part}); });
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
