#pragma once
// How near a person came: the groups around them, weighed against every home.
#include <cstdint>
#include <optional>
#include <vector>

#include "match/groups.h"

namespace onepot::club {

/// What all the searches share.
struct Around {
  const Seeking& seeking;
  const Terms& terms;
  const Interned& names;
  std::vector<Lines> lines;                            ///< by person
  std::vector<std::vector<std::uint32_t>> companions;  ///< by person: all who may share with them, ascending
  std::vector<char> taken;                             ///< by home
};

/// The nearest miss of one person.
struct Miss {
  bool any_home = false;      ///< some home suits them by area and features, whatever it costs
  bool any_group = false;     ///< some lawful group around them has an area in common
  bool group_housed = false;  ///< some home is large enough and suits one of these groups
  bool night = false;         ///< short, and with their nights paid for not
  bool free = false;          ///< a group around them can pay for a home that nobody has
  std::optional<std::int64_t>
      short_by;  ///< the least they are short in any of these; nullopt: more money of theirs would not help
  std::optional<std::uint32_t> home;  ///< of that
  // The home that the group with most to spend a head could pay.
  std::uint32_t wanted_area = 0;
  std::size_t wanted_bedrooms = 0;
  std::optional<std::int64_t> wanted_rent;
  std::vector<std::uint32_t> wanted_features;
};
Miss nearest_miss(const Around& around, std::uint32_t person);

/// The least that person 0 of a group lacks for the group to pay this rent; nullopt where the others cannot pay their
/// part whatever person 0 has.
std::optional<std::int64_t> first_lacks(std::span<const Lines> people, std::int64_t rent, const RentWindow& window);

}  // namespace onepot::club
