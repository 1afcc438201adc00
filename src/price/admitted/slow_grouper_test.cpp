// The grouper against an obvious slow version: every table read row by row, every rule tried in its order.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "onepot/price/admitted/grouper_files.h"

namespace onepot::price {
namespace {
namespace slow {

struct Episode {
  std::vector<std::string> diagnoses, procedures;
  int age = 0, days = 0;
  std::string method, setting;
};

struct Line {
  std::string scheme, code, attribute, value;
  int rank = 0;
};

const Folder& folder() {
  static const Folder f = *read_folder(std::string(ONEPOT_SOURCE_DIR) + "/currencies/teaching-admitted");
  return f;
}
const std::vector<Line>& clinical() {
  static const std::vector<Line> lines = [] {
    std::vector<Line> out;
    const auto table = *table_of(folder(), "clinical.csv");
    for (const auto& r : table.records)
      out.push_back(
          {r.fields[0], r.fields[1], r.fields[2], r.fields[3], r.fields[4].empty() ? 0 : std::stoi(r.fields[4])});
    return out;
  }();
  return lines;
}

/// The line of the longest beginning of the code.
const Line* known(const std::string& scheme, const std::string& attribute, const std::string& code) {
  const Line* best = nullptr;
  for (const Line& l : clinical())
    if (l.scheme == scheme && l.attribute == attribute && code.starts_with(l.code) &&
        (best == nullptr || l.code.size() > best->code.size()))
      best = &l;
  return best;
}

std::map<std::string, std::string> record_of(const std::vector<Episode>& spell) {
  std::map<std::string, std::string> out;
  std::size_t dominant = 0;
  const Line* procedure = nullptr;
  for (std::size_t e = 0; e < spell.size(); ++e)
    for (const auto& code : spell[e].procedures)
      if (const Line* l = known("procedure", "procedure", code); l && (!procedure || l->rank > procedure->rank)) {
        procedure = l;
        dominant = e;
      }
  if (!procedure) {
    const Line* best = nullptr;
    for (std::size_t e = 0; e < spell.size(); ++e)
      if (const Line* l = known("diagnosis", "condition", spell[e].diagnoses.front());
          l && (!best || l->rank > best->rank || (l->rank == best->rank && spell[e].days > spell[dominant].days))) {
        best = l;
        dominant = e;
      }
  }
  const Line* condition = known("diagnosis", "condition", spell[dominant].diagnoses.front());
  std::map<std::string, int> points;  // by the line's code
  bool palliative = false;
  int days = 0;
  for (std::size_t e = 0; e < spell.size(); ++e) {
    days += spell[e].days;
    for (std::size_t d = 0; d < spell[e].diagnoses.size(); ++d) {
      palliative = palliative || known("diagnosis", "palliative", spell[e].diagnoses[d]) != nullptr;
      if (e == dominant && d == 0) continue;
      // Points of a code count once for each place in the tables, which is the longest known beginning of any kind.
      std::string place;
      for (const Line& l : clinical())
        if (l.scheme == "diagnosis" && spell[e].diagnoses[d].starts_with(l.code) && l.code.size() > place.size())
          place = l.code;
      if (const Line* l = known("diagnosis", "points", spell[e].diagnoses[d])) points[place] = std::stoi(l->value);
    }
  }
  int sum = 0;
  for (const auto& [place, n] : points) sum += n;
  const std::string& m = spell.front().method;
  out["procedure"] = procedure ? procedure->value : "none";
  out["condition"] = condition ? condition->value : "other";
  out["points"] = std::to_string(std::min(sum, 60));
  out["age"] = std::to_string(spell.front().age);
  out["days"] = std::to_string(days);
  out["admission"] = m[0] == '1'                             ? "planned"
                     : m[0] == '2'                           ? "emergency"
                     : m[0] == '3' || m == "82" || m == "83" ? "maternity"
                                                             : "moved";
  out["setting"] = spell.front().setting == "2" || spell.front().setting == "3" ? "day" : "night";
  out["palliative"] = palliative ? "yes" : "no";
  return out;
}

bool holds(const std::string& cell, const std::string& value) {
  if (cell.empty()) return true;
  const bool number = value.find_first_not_of("0123456789") == std::string::npos;
  if (!number) {
    for (const auto& code : split_text(cell, '|'))
      if (code == value) return true;
    return false;
  }
  const int n = std::stoi(value);
  if (cell.starts_with(">=")) return n >= std::stoi(cell.substr(2));
  if (cell.starts_with("<=")) return n <= std::stoi(cell.substr(2));
  if (cell.starts_with("<")) return n < std::stoi(cell.substr(1));
  const auto dots = cell.find("..");
  return n >= std::stoi(cell.substr(0, dots)) && n <= std::stoi(cell.substr(dots + 2));
}

std::string group_of(const std::vector<Episode>& spell) {
  const auto record = record_of(spell);
  static const auto rules = *table_of(folder(), "rules.csv");
  for (const auto& row : rules.records) {
    bool all = true;
    std::string group;
    for (std::size_t c = 0; c < rules.header.size(); ++c) {
      if (rules.header[c] == "group") group = row.fields[c];
      const auto at = record.find(rules.header[c]);
      if (at != record.end()) all = all && holds(row.fields[c], at->second);
    }
    if (all) return group;
  }
  return "no rule";
}

std::string row_of(const Episode& e, int spell, int order) {
  std::string out =
      fmt::format("RXX,{},{},{},1,{},19,{},19,1,{},300,8,300", 1000 + spell, order, e.age, e.setting, e.method, e.days);
  for (std::size_t d = 0; d < 6; ++d) out += "," + (d < e.diagnoses.size() ? e.diagnoses[d] : "");
  for (std::size_t p = 0; p < 4; ++p) out += "," + (p < e.procedures.size() ? e.procedures[p] : "");
  return out + ",0,0,0\n";
}

}  // namespace slow

TEST(Admitted, GroupsAsTheObviousSlowVersionDoes) {
  const auto currency = load_admitted(slow::folder());
  ASSERT_TRUE(currency) << currency.error().text();
  EXPECT_TRUE(rc::check([&] {
    std::string text =
        "PROCODET,PROVSPNO,EPIORDER,STARTAGE,SEX,CLASSPAT,ADMISORC,ADMIMETH,DISDEST,DISMETH,EPIDUR,MAINSPEF,NEOCARE,"
        "TRETSPEF,DIAG_01,DIAG_02,DIAG_03,DIAG_04,DIAG_05,DIAG_06,OPER_01,OPER_02,OPER_03,OPER_04,CRITICALCAREDAYS,"
        "REHABILITATIONDAYS,SPCDAYS\n";
    std::vector<std::vector<slow::Episode>> spells;
    const int n = *rc::gen::inRange(1, 12);
    const auto code = [](const std::string& scheme, const std::string& last) {
      const auto line = *rc::gen::suchThat(rc::gen::elementOf(slow::clinical()),
                                           [&](const slow::Line& l) { return l.scheme == scheme; });
      std::string c = line.code;
      while (c.size() < 3) c += "1";
      return c.size() == 3 && (scheme == "procedure" || *rc::gen::arbitrary<bool>()) ? c + last : c;
    };
    for (int s = 0; s < n; ++s) {
      std::vector<slow::Episode> spell;
      const int episodes = *rc::gen::inRange(1, 4);
      for (int e = 0; e < episodes; ++e) {
        slow::Episode one;
        const int d = *rc::gen::inRange(1, 7), p = *rc::gen::inRange(0, 3);
        for (int i = 0; i < d; ++i) one.diagnoses.push_back(code("diagnosis", std::to_string(*rc::gen::inRange(0, 9))));
        for (int i = 0; i < p; ++i) one.procedures.push_back(code("procedure", "1"));
        one.age = *rc::gen::inRange(0, 130);
        one.days = *rc::gen::inRange(0, 4);
        one.method = *rc::gen::element<std::string>("11", "12", "21", "2A", "31", "82", "81");
        one.setting = *rc::gen::element<std::string>("1", "2", "3", "5");
        spell.push_back(one);
        text += slow::row_of(one, s, e + 1);
      }
      spells.push_back(spell);
    }
    const auto read = [&, at = std::size_t{0}](char* to, std::size_t most) mutable -> Result<std::size_t> {
      const std::size_t size = std::min(most, text.size() - at);
      text.copy(to, size, at);
      at += size;
      return size;
    };
    auto file = EpisodeFile::open(read, {}, "in.csv");
    RC_ASSERT(file.has_value());
    const Grouper grouper(*currency, file->layout(), file->header().size(), "in.csv");
    Chunk chunk;
    std::size_t seen = 0;
    for (;;) {
      const auto more = file->next(chunk);
      RC_ASSERT(more.has_value());
      if (!*more) break;
      RC_ASSERT(grouper.cut(chunk).has_value());
      grouper.group(chunk);
      for (const SpellRow& spell : chunk.spells) {
        RC_ASSERT(std::string(spell.group) == slow::group_of(spells[seen]));
        for (std::size_t e = 0; e < spell.count; ++e) {
          const auto rule = chunk.episodes[spell.first + e].rule;
          RC_ASSERT(rule >= 0);
          const auto& c = currency->currency;
          RC_ASSERT(c.groups[c.rules[static_cast<std::size_t>(rule)].group].id == slow::group_of({spells[seen][e]}));
        }
        ++seen;
      }
    }
    RC_ASSERT(seen == spells.size());
  }));
}

}  // namespace
}  // namespace onepot::price
