#include "onepot/learn/eq5d.h"

#include <algorithm>

#include "onepot/base/text.h"

namespace onepot::learn {

const std::vector<Eq5dSet>& eq5d_sets() {
  static const std::vector<Eq5dSet> sets{
      {"eq5d-3l:UK",
       1997,
       3,
       "Dolan P. Modeling valuations for EuroQol health states. Medical Care 1997; time trade-off",
       "",
       {{{69, 314}, {104, 214}, {36, 94}, {123, 386}, {71, 236}}},
       81,
       269},
      {"eq5d-5l:UK",
       2026,
       5,
       "United Kingdom EQ-5D-5L value set, doi 10.1016/j.jval.2026.03.008",
       "",
       {{{32, 58, 179, 279}, {38, 60, 162, 206}, {49, 86, 184, 212}, {56, 66, 371, 479}, {41, 126, 313, 391}}}},
      {"eq5d-5l:England",
       2018,
       5,
       "Devlin and others, Valuing health-related quality of life: an EQ-5D-5L value set for England. Health Economics "
       "2018",
       "NICE does not recommend this value set",
       {{{58, 76, 207, 274}, {50, 80, 164, 203}, {50, 63, 162, 184}, {63, 84, 276, 335}, {78, 104, 285, 289}}}},
      {"eq5d-5l:UK-crosswalk",
       2012,
       5,
       "van Hout and others, Interim scoring for the EQ-5D-5L: mapping the EQ-5D-5L to EQ-5D-3L value sets. Value in "
       "Health 2012; of eq5d-3l:UK",
       "",
       {},
       0,
       0,
       "eq5d-3l:UK@1997"},
  };
  return sets;
}

Result<const Eq5dSet*> eq5d_set(std::string_view id) {
  std::vector<std::string> known;
  const Eq5dSet* newest = nullptr;
  for (const Eq5dSet& set : eq5d_sets()) {
    if (fmt::format("{}@{}", set.id, set.year) == id) return &set;
    if (set.id == id && (newest == nullptr || set.year > newest->year)) newest = &set;
    known.emplace_back(set.id);
  }
  if (newest != nullptr) return newest;
  return refuse("unknown-set",
                "'" + std::string(id.substr(0, 40)) + "' is not a value set; expected " + join(known, ", "));
}

Result<std::int64_t> eq5d_index(const Eq5dSet& set, const std::array<int, 5>& levels) {
  if (!set.crosswalk_of.empty()) {
    ONEPOT_TRY(const Eq5dSet* three, eq5d_set(set.crosswalk_of));
    return eq5d_crosswalk_index(*three, levels);
  }
  std::int64_t index = 1000;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i] < 1 || levels[i] > set.levels)
      return refuse("bad-level", fmt::format("{} is not a level; expected 1 to {}", levels[i], set.levels),
                    Where{"", 0, std::string(eq5d_items[i])});
    if (levels[i] > 1) index -= set.decrements[i][static_cast<std::size_t>(levels[i] - 2)];
  }
  if (std::ranges::any_of(levels, [](int l) { return l > 1; })) index -= set.any_above_1;
  if (std::ranges::any_of(levels, [](int l) { return l == 3; })) index -= set.any_at_3;
  return index;
}

std::string thousandths(std::int64_t v) {
  return fmt::format("{}{}.{:03}", v < 0 ? "-" : "", (v < 0 ? -v : v) / 1000, (v < 0 ? -v : v) % 1000);
}

}  // namespace onepot::learn
