#include "onepot/place/support.h"

namespace onepot::place {

std::vector<store::needs::OnCaseload> caseload(const Work& work) {
  work.only_for({"see-caseload"});
  return store::needs::caseload(work.session, work.actor().account, work.now(), 200);
}

std::vector<Supported> supported_people(const Work& work) {
  work.only_for({"see-supported"});
  std::vector<Supported> out;
  for (auto& one : store::door::supported_by(work.session, work.actor().account, work.now()))
    out.push_back({std::move(one.ref), std::move(one.known_as), std::move(one.words)});
  return out;
}

}  // namespace onepot::place
