#pragma once
// The people a practitioner works with, and those a supporter is there for.
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/needs.h"

namespace onepot::place {

/// see-caseload: at most 200, those who wait first.
std::vector<store::needs::OnCaseload> caseload(const Work& work);
struct Supported {
  std::string ref, known_as, words;
};
/// see-supported: those who named this supporter.
std::vector<Supported> supported_people(const Work& work);

}  // namespace onepot::place
