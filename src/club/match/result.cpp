#include "onepot/club/result.h"

namespace onepot::club {

json::value to_json(const Seeking& seeking, const Matching& m, double seconds) {
  json::array groups;
  for (const auto& g : m.groups) {
    json::array people, rent, support, left, rooms;
    for (std::size_t i = 0; i < g.people.size(); ++i) {
      const std::string& name = seeking.people[g.people[i]].name;
      people.push_back(json::value(name));
      rent.push_back(json::object{{"person", name}, {"share", to_decimal(g.rent[i])}});
      support.push_back(json::object{{"person", name}, {"share", to_decimal(g.support[i])}});
      left.push_back(json::object{{"person", name}, {"amount", to_decimal(g.left[i])}});
      if (!g.rooms.empty()) rooms.push_back(json::object{{"person", name}, {"room", g.rooms[i]}});
    }
    json::object group{{"people", people},
                       {"home", seeking.homes[g.home].name},
                       {"rent", rent},
                       {"support", support},
                       {"left_week", left}};
    if (!rooms.empty()) group["rooms"] = rooms;
    groups.push_back(std::move(group));
  }
  const double gap = m.bound > 0 ? static_cast<double>(m.bound - m.served) / static_cast<double>(m.bound) : 0.0;
  return json::object{{"groups", std::move(groups)},
                      {"served", m.served},
                      {"alone_possible", m.alone_possible},
                      {"bound", m.bound},
                      {"gap", gap},
                      {"status", m.optimal ? "optimal" : "feasible"},
                      {"priority", m.priority},
                      {"mutual_likes", m.mutual_likes},
                      {"left", to_decimal(m.left)},
                      {"later_aims", m.refined ? "optimal" : "feasible"},
                      {"seconds", seconds}};
}

}  // namespace onepot::club
