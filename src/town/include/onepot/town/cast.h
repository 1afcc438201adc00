#pragma once
// The people of the story: always there, always the same, whatever the seed. Everyone else in Ashdale is drawn by lot.
// Pete has no budget and no agreement, and his needs are not yet described; Sam and Ali have pots and are looking to
// share.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/town/town.h"

namespace onepot::town {

inline constexpr std::size_t pete = 0, sam = 1, ali = 2, cast_size = 3;  ///< indexes into Town::people
inline constexpr std::string_view demo_password = "ashdale-demo";
/// Its argon2id hash, with a salt that follows from the seed. Takes a fifth of a second or so. Refuses "machine".
Result<std::string> demo_password_hash(std::uint64_t seed);

/// An account that a visitor of the demo can sign in with.
struct Seat {
  std::string sign_in, name;
  char role = 'P';    ///< P S M C E
  std::string duty;   ///< of a C: practitioner, finance, commissioner
  std::string place;  ///< slug
  int person = -1;    ///< index of the person it belongs to
  std::string words;  ///< who this is, in a line for the demo's welcome
};
const std::vector<Seat>& seats();
/// The micro-provider whose owner has a seat: the first listed that gives personal support at home.
std::size_t seat_provider(const Town& town);

/// What Pete, Sam and Ali each need in a week: 21 hours by day, of which 14 can be shared, somebody there at night, and
/// two hours' support in a job.
std::vector<Need> story_needs();
/// The pot of Sam and of Ali, and what Pete will be offered for the same needs by the tariff of 2026-27: three streams.
std::vector<PotPart> story_pot();

}  // namespace onepot::town
