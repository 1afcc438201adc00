#pragma once
// If it is not person-centred, what is it? Signs in the record that support was arranged around money, around the
// provider, around the process or around the professional, each counted out of the times it could have been seen, with
// where the count comes from. It describes support, never a person or a worker, and never by itself decides anything.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::learn {

enum class Centre : std::uint8_t { money, provider, process, professional };
inline constexpr std::array<Centre, 4> centres{Centre::money, Centre::provider, Centre::process, Centre::professional};
std::string_view name_of(Centre centre);

/// A sign that the record can show.
struct Sign {
  std::string_view id;  ///< "rota-set-time"
  Centre of;
  std::string_view
      text;  ///< what was seen, as a sentence without its count: "times of visits set by the rota, not asked for"
};
/// Four for each centre. A page has its own words for each id.
const std::vector<Sign>& signs();
/// Nothing where no sign has the id.
const Sign* sign(std::string_view id);

/// A count out of the times it could have been seen, and its source ("visits, January to March").
struct Seen {
  std::string sign;
  std::int64_t found = 0, of = 0;
  std::string source;
};

/// Signs of a centre that were looked for, and chances to see them, below which nothing is said of it.
inline constexpr int signs_needed = 2;
inline constexpr std::int64_t chances_needed = 10;

struct CentreResult {
  Centre centre = Centre::money;
  bool enough = false;
  /// The mean over its signs of found ÷ of, each sign weighing the same whatever its number of chances.
  double share = 0;
  double low = 0, high = 0;    ///< 95 %: the signs' Wilson (1927) intervals put together by MOVER (Zou and Donner 2008)
  std::vector<Seen> evidence;  ///< every sign seen, the largest share first
  std::vector<std::string> not_looked_for;  ///< ids of signs without a count
};
struct Diagnosis {
  std::vector<CentreResult> centres;  ///< those with enough by share, the largest first; then the others
  /// The first where its interval lies above all the others' – at least two have enough –, else nothing: they cannot be
  /// told apart.
  std::optional<Centre> mostly;
  std::vector<std::string> notes;
};
/// Refuses "unknown-sign", "bad-count" (found over of, or below nought), "no-source" and "repeated-sign".
Result<Diagnosis> diagnose(std::span<const Seen> seen);

/// Columns sign,found,of,source. Refuses with line and column.
Result<std::vector<Seen>> read_signs(std::string_view text, const std::string& file);

}  // namespace onepot::learn
