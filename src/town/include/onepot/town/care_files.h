#pragma once
// The town's records of care as the services' own files, for `onepot price link`: one CSV for each service, what is
// known of everybody, and the place's key (it follows from the seed: nothing about a made-up place is secret).
#include <map>
#include <string>

#include "onepot/town/town.h"

namespace onepot::town {

/// File name → text: council.csv, hospital.csv, community-health.csv, surgeries.csv, housing.csv, people.csv,
/// place.key.
std::map<std::string, std::string> care_files(const Town& town);
/// The key's hexadecimal digits.
std::string care_key(std::uint64_t seed);

}  // namespace onepot::town
