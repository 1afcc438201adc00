#include "onepot/price/could_get.h"

#include <algorithm>
#include <array>

#include "onepot/base/text.h"

namespace onepot::price {
namespace {

struct NamedAnswer {
  const char* name;
  bool Answers::* member;
};
constexpr std::array<NamedAnswer, 10> named_answers{{
    {"needs_help_at_home", &Answers::needs_help_at_home},
    {"wants_to_get_out", &Answers::wants_to_get_out},
    {"long_term_health", &Answers::long_term_health},
    {"complex_health", &Answers::complex_health},
    {"works_or_wants_to", &Answers::works_or_wants_to},
    {"home_does_not_fit", &Answers::home_does_not_fit},
    {"wants_own_home", &Answers::wants_own_home},
    {"helped_by_family_or_friend", &Answers::helped_by_family_or_friend},
    {"is_family_or_friend", &Answers::is_family_or_friend},
    {"renting_or_would", &Answers::renting_or_would},
}};

}  // namespace

const std::vector<std::string>& answer_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const auto& a : named_answers) out.emplace_back(a.name);
    return out;
  }();
  return names;
}

Result<Guide> load_guide(const Folder& folder) {
  ONEPOT_TRY(const auto table, table_of(folder, "could-get.csv"));
  csv::Columns c(table);
  const auto id = c.need("id"), any_of = c.need("any_of"), stream = c.need("stream"), title = c.need("title"),
             words = c.need("words"), easy = c.need("easy"), right = c.need("right"), basis = c.need("basis"),
             low = c.need("low"), high = c.need("high"), per = c.need("per"), source = c.need("range_source");
  ONEPOT_CHECK(c.done());
  Guide guide;
  for (const auto& row : table.records) {
    Guide::Entry entry;
    entry.any_of = list_of(field(row, any_of));
    for (const auto& answer : entry.any_of)
      if (std::ranges::find(answer_names(), answer) == answer_names().end())
        return refuse("unknown-answer", "'" + answer + "' is not asked; expected " + join(answer_names(), ", "),
                      where(table, row, any_of));
    Possibility& p = entry.possibility;
    p.id = field(row, id);
    p.stream = field(row, stream);
    p.title = field(row, title);
    p.words = field(row, words);
    p.easy = field(row, easy);
    p.right = field(row, right);
    p.basis = field(row, basis);
    if (p.basis.empty()) return refuse("no-basis", "a right needs its law", where(table, row, basis));
    if (p.title.empty() || p.words.empty() || p.easy.empty() || p.right.empty())
      return refuse("no-words", "title, words, easy and right must all be there", where(table, row, words));
    if (field(row, low).empty() != field(row, high).empty())
      return refuse("half-a-range", "a range needs both low and high", where(table, row, low));
    if (!field(row, low).empty()) {
      const auto l = parse_pence(field(row, low)), h = parse_pence(field(row, high));
      if (!l || !h || *l > *h)
        return refuse("bad-range", "expected pounds, low not above high", where(table, row, low));
      p.low = *l;
      p.high = *h;
      p.per = field(row, per);
      p.range_source = field(row, source);
      if (p.per.empty() || p.range_source.empty())
        return refuse("no-source", "a range needs what it is for (per) and its source", where(table, row, source));
    }
    guide.entries.push_back(std::move(entry));
  }
  return guide;
}

std::vector<Possibility> could_get(const Guide& guide, const Answers& answers) {
  std::vector<Possibility> out;
  for (const auto& entry : guide.entries) {
    const bool applies = entry.any_of.empty() || std::ranges::any_of(named_answers, [&](const NamedAnswer& a) {
                           return answers.*a.member && std::ranges::find(entry.any_of, a.name) != entry.any_of.end();
                         });
    if (applies) out.push_back(entry.possibility);
  }
  return out;
}

}  // namespace onepot::price
