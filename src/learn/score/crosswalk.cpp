// EQ-5D-5L to the UK's 3L values (van Hout and others, Interim scoring for the EQ-5D-5L, Value in Health 2012): how
// often people who gave an answer of five levels gave each of three, item by item; the index is the mean of Dolan's
// values over the states that may be meant. Levels 1, 3 and 5 are 1, 2 and 3 for certain, so ten shares are all of it.
// They are kept as the counts of people behind them, and the sum is exact. Held against the EuroQol Research
// Foundation's table of states and against values to seven places by another program (see the test).
#include <algorithm>

#include "onepot/learn/eq5d.h"

namespace onepot::learn {
namespace {

/// Of `of` people, `low` gave the lower and the rest the higher of the two answers of three levels next to theirs.
struct Share {
  std::int64_t low, of;
};
/// Mobility, self-care, usual activities, pain, anxiety.
constexpr std::array<Share, 5> slight{{{119, 671}, {41, 245}, {163, 824}, {211, 1061}, {219, 1060}}};
constexpr std::array<Share, 5> severe{{{193, 208}, {109, 144}, {137, 204}, {239, 398}, {82, 161}}};

std::int64_t away_from_nought(std::int64_t a, std::int64_t b) {
  return (a < 0 ? a - b / 2 : a + b / 2) / b;
}

}  // namespace

Result<std::int64_t> eq5d_crosswalk_index(const Eq5dSet& three, const std::array<int, 5>& levels) {
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (levels[i] < 1 || levels[i] > 5)
      return refuse("bad-level", fmt::format("{} is not a level; expected 1 to 5", levels[i]),
                    Where{"", 0, std::string(eq5d_items[i])});
  // The numbers of people multiply to less than 2 × 10^14, and a value is at most 1,000: far inside 64 bits.
  std::int64_t sum = 0, people = 1;
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (levels[i] % 2 == 0) people *= (levels[i] == 2 ? slight : severe)[i].of;
  for (std::uint32_t which = 0; which < 32; ++which) {
    std::array<int, 5> state{};
    std::int64_t many = 1;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const bool high = (which >> i & 1U) != 0;
      if (levels[i] % 2 == 1) {
        if (high) many = 0;
        state[i] = (levels[i] + 1) / 2;
        continue;
      }
      const Share& share = (levels[i] == 2 ? slight : severe)[i];
      many *= high ? share.of - share.low : share.low;
      state[i] = levels[i] / 2 + (high ? 1 : 0);
    }
    if (many == 0) continue;
    ONEPOT_TRY(const std::int64_t value, eq5d_index(three, state));
    sum += many * value;
  }
  // The published table was rounded to four places before it was to three: 11122 is 0.767458, and 0.768 in it.
  return away_from_nought(away_from_nought(10 * sum, people), 10);
}

}  // namespace onepot::learn
