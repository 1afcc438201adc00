// A design as the folder of a draft currency: what the engine loads and a person can read and change.
#include <algorithm>
#include <set>

#include "condition.h"
#include "onepot/base/json.h"
#include "onepot/price/design.h"
#include "rule_words.h"

namespace onepot::price {

Folder published(const Design& design, const LinkedCosts& costs, const std::string& path, const std::string& id) {
  using namespace design_words;
  Folder out{path, {}};
  std::set<std::size_t> asked;
  std::vector<Path> paths;
  for (const std::size_t leaf : design.tree.in_order()) {
    paths.push_back(path_to(design.tree, costs, leaf));
    for (const auto& [k, what] : paths.back()) asked.insert(k);
  }
  out.files["currency.json"] = json::pretty(json::object{
      {"id", id},
      {"name", id},
      {"version", "draft-1"},
      {"from", "1970-01-01"},  // a draft has no dates yet: whoever takes it further writes them
      {"until", "9999-12-31"},
      {"status", "draft"},
      {"hit", "unique"},
      {"source", fmt::format("Made from the linked costs of {} people; {} others were kept back to judge it by.",
                             design.train, design.holdout)},
      {"owner", ""}});
  std::string attributes = csv::line({"attribute", "kind", "least", "most", "places", "words"});
  std::string codes = csv::line({"attribute", "code", "words"});
  std::vector<std::string> header{"rule"};
  for (const std::size_t k : asked) {
    const Known& known = costs.known[k];
    header.push_back(known.name);
    if (known.kind == Attribute::Kind::count) {
      // Open upwards: the next person may need more than anybody so far.
      const std::int64_t least = std::min<std::int64_t>(0, known.values.front());
      const std::int64_t most = std::max<std::int64_t>(999'999'999, known.values.back());
      attributes += csv::line({known.name, "count", decimal_text(least, known.places), decimal_text(most, known.places),
                               std::to_string(known.places), known.name});
    } else {
      attributes +=
          csv::line({known.name, known.kind == Attribute::Kind::flag ? "flag" : "code", "", "", "", known.name});
      if (known.kind == Attribute::Kind::code)
        for (const auto& code : known.codes) codes += csv::line({known.name, code, code});
    }
  }
  header.insert(header.end(), {"group", "words"});
  std::string groups = csv::line({"group", "name", "words"}), rules = csv::line(header);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const DesignedGroup& g = design.groups[i];
    const std::string words =
        fmt::format("{} people, {} on average", g.people, to_pounds(Pence(static_cast<std::int64_t>(g.mean + 0.5))));
    groups += csv::line({g.id, g.id, words});
    std::vector<std::string> row{fmt::format("R{:02}", i + 1)};
    for (const std::size_t k : asked) {
      const auto at = paths[i].find(k);
      row.push_back(at == paths[i].end() ? "" : cell(at->second, costs.known[k]));
    }
    row.insert(row.end(), {g.id, g.rule});
    rules += csv::line(row);
  }
  out.files["attributes.csv"] = attributes;
  out.files["codes.csv"] = codes;
  out.files["groups.csv"] = groups;
  out.files["rules.csv"] = rules;
  out.files["validation.csv"] = csv::line({"check", "left", "is", "right", "words"});
  return out;
}

}  // namespace onepot::price
