#include "onepot/price/reasons.h"

#include "onepot/base/text.h"

namespace onepot::price {

json::object reasons_json(const Currency& c, const Record& record) {
  const Decision d = c.decide(record);
  const Rule& rule = c.rules[d.rule];
  const auto values = [&](const std::vector<std::size_t>& attributes) {
    json::object out;
    for (const std::size_t a : attributes) out[c.attributes[a].id] = c.written(a, record[a]);
    return out;
  };
  json::object out{{"group", c.groups[d.group].id},
                   {"name", c.groups[d.group].name},
                   {"rule", rule.id},
                   {"words", rule.words},
                   {"line", rule.line},
                   {"used", values(d.used)},
                   {"not_used", values(d.not_used)}};
  if (d.runner_up)
    out["runner_up"] =
        json::object{{"rule", c.rules[*d.runner_up].id}, {"group", c.groups[c.rules[*d.runner_up].group].id}};
  else
    out["runner_up"] = nullptr;
  json::array changes;
  for (const Change& change : d.changes)
    changes.push_back(json::object{{"attribute", c.attributes[change.attribute].id},
                                   {"from", c.written(change.attribute, change.from)},
                                   {"to", c.written(change.attribute, change.to)},
                                   {"group", c.groups[change.group].id},
                                   {"rule", c.rules[change.rule].id}});
  out["changes"] = std::move(changes);
  out["currency"] = c.id;
  out["version"] = c.version;
  return out;
}

std::vector<std::string> reasons_text(const Currency& c, const Record& record) {
  const Decision d = c.decide(record);
  const Rule& rule = c.rules[d.rule];
  const auto values = [&](const std::vector<std::size_t>& attributes) {
    std::vector<std::string> out;
    for (const std::size_t a : attributes) out.push_back(c.attributes[a].id + " " + c.written(a, record[a]));
    return out.empty() ? std::string("none") : and_list(out);
  };
  std::vector<std::string> out{fmt::format("Currency {} version {} ({})", c.id, c.version, to_text(c.status)),
                               fmt::format("Rule {} (line {}) decided group {} ({}): {}", rule.id, rule.line,
                                           c.groups[d.group].id, c.groups[d.group].name, rule.words),
                               "Inputs used: " + values(d.used), "Inputs not used by the rule: " + values(d.not_used)};
  out.push_back(d.runner_up ? fmt::format("Runner-up: rule {}, group {}", c.rules[*d.runner_up].id,
                                          c.groups[c.rules[*d.runner_up].group].id)
                            : std::string("Runner-up: none, no other rule takes it"));
  for (const Change& change : d.changes)
    out.push_back(fmt::format("With {} {} instead of {}: rule {}, group {}", c.attributes[change.attribute].id,
                              c.written(change.attribute, change.to), c.written(change.attribute, change.from),
                              c.rules[change.rule].id, c.groups[change.group].id));
  return out;
}

}  // namespace onepot::price
