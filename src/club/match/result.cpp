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

json::array to_json(const Seeking& seeking, const std::vector<Unmet>& unmet) {
  json::array out;
  for (const Unmet& one : unmet) {
    json::object helps;
    if (one.more_week) helps["more_week"] = to_decimal(*one.more_week);
    if (one.night_week) helps["night_week"] = to_decimal(*one.night_week);
    if (one.people) helps["people"] = true;
    if (one.home) {
      json::array features;
      for (const auto& f : one.home->features) features.push_back(json::value(f));
      json::object home{{"area", one.home->area}, {"bedrooms", one.home->bedrooms}, {"features", std::move(features)}};
      if (one.home->rent_most) home["rent_most"] = to_decimal(*one.home->rent_most);
      helps["home"] = std::move(home);
    }
    out.push_back(json::object{{"person", seeking.people[one.person].name},
                               {"kind", name_of(one.kind)},
                               {"area", one.area},
                               {"helps", std::move(helps)}});
  }
  return out;
}

json::array to_json(const std::vector<Gap>& gaps) {
  json::array out;
  for (const Gap& gap : gaps) {
    json::object cell{{"area", gap.area}, {"kind", name_of(gap.kind)}, {"people", gap.people}};
    if (gap.more_week) cell["more_week"] = to_decimal(*gap.more_week);
    if (gap.bedrooms) cell["bedrooms"] = *gap.bedrooms;
    if (gap.serves_thousandths) cell["one_more_serves"] = static_cast<double>(*gap.serves_thousandths) / 1000;
    out.push_back(std::move(cell));
  }
  return out;
}

}  // namespace onepot::club
