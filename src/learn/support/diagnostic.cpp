#include "onepot/learn/support/diagnostic.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "cells.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {
namespace {

double share_of(const Seen& s) {
  return static_cast<double>(s.found) / static_cast<double>(s.of);
}

void weigh(CentreResult& centre) {
  std::int64_t chances = 0;
  std::size_t looked = 0;
  for (const Seen& s : centre.evidence) {
    if (s.of == 0) continue;
    ++looked;
    chances += s.of;
  }
  centre.enough = looked >= signs_needed && chances >= chances_needed;
  if (!centre.enough) return;
  const auto n = static_cast<double>(looked);
  double below = 0, above = 0;
  for (const Seen& s : centre.evidence) {
    if (s.of == 0) continue;
    const auto [low, high] = wilson(s.found, s.of);
    const double p = share_of(s);
    centre.share += p / n;
    below += (p - low) * (p - low);
    above += (high - p) * (high - p);
  }
  // Independent parts: the distances to their own limits add as squares.
  centre.low = centre.share - std::sqrt(below) / n;
  centre.high = centre.share + std::sqrt(above) / n;
}

}  // namespace

std::string_view name_of(Centre centre) {
  switch (centre) {
    case Centre::money:
      return "money";
    case Centre::provider:
      return "provider";
    case Centre::process:
      return "process";
    case Centre::professional:
      return "professional";
  }
  return "";
}

const std::vector<Sign>& signs() {
  // The four alternatives are those of the paper on the person-centred diagnostic; the signs are ours, chosen so that
  // an ordinary record can show them.
  static const std::vector<Sign> all{
      {"budget-before-plan", Centre::money, "the budget was fixed before the person had said what they want"},
      {"bought-as-before", Centre::money, "what was bought is what was bought before, and nothing else was looked at"},
      {"cut-for-money", Centre::money, "a change was made for its cost, with no reason from the person's life"},
      {"only-what-is-contracted", Centre::money, "something outside the contracts was asked for and refused"},
      {"rota-set-time", Centre::provider, "the rota set the time of a visit, not the person"},
      {"worker-changed", Centre::provider, "another worker came than the one agreed"},
      {"one-provider-offered", Centre::provider, "one provider was offered and no other"},
      {"ended-by-provider", Centre::provider, "support ended or moved because it did not suit the provider"},
      {"asked-twice", Centre::process, "something was asked for that was known already"},
      {"waited-for-panel", Centre::process, "a decision waited for a panel or a form longer than was promised"},
      {"review-by-calendar", Centre::process, "a review was held for its date and changed nothing"},
      {"recorded-not-done", Centre::process, "a step was recorded as done that the person knows nothing of"},
      {"decided-without", Centre::professional, "a decision was made without the person in the room"},
      {"words-put-in-mouth", Centre::professional, "a sentence in the plan was written or changed by somebody else"},
      {"goal-not-theirs", Centre::professional, "a goal in the plan is not one that the person named"},
      {"named-by-condition", Centre::professional, "the record calls the person by a condition or a case"},
  };
  return all;
}

const Sign* sign(std::string_view id) {
  const auto at = std::ranges::find(signs(), id, &Sign::id);
  return at == signs().end() ? nullptr : &*at;
}

Result<Diagnosis> diagnose(std::span<const Seen> seen) {
  Diagnosis out;
  for (const Centre c : centres) out.centres.push_back({c, false, 0, 0, 0, {}, {}});
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const Seen& s = seen[i];
    const Sign* what = sign(s.sign);
    if (what == nullptr) {
      std::vector<std::string> known;
      for (const Sign& k : signs()) known.emplace_back(k.id);
      return refuse("unknown-sign", "'" + s.sign + "' is not a sign; expected one of " + join(known, ", "));
    }
    if (s.found < 0 || s.of < s.found)
      return refuse("bad-count",
                    fmt::format("{} of {} cannot be: expected no more found than could be seen", s.found, s.of));
    if (s.source.empty()) return refuse("no-source", "'" + s.sign + "' has no source; say where the count comes from");
    for (std::size_t j = 0; j < i; ++j)
      if (seen[j].sign == s.sign) return refuse("repeated-sign", "'" + s.sign + "' is there twice; count it once");
    out.centres[static_cast<std::size_t>(what->of)].evidence.push_back(s);
  }
  for (CentreResult& c : out.centres) {
    weigh(c);
    std::ranges::sort(c.evidence, [](const Seen& a, const Seen& b) {
      const double x = a.of > 0 ? share_of(a) : -1, y = b.of > 0 ? share_of(b) : -1;
      return x != y ? x > y : a.sign < b.sign;
    });
    for (const Sign& k : signs())
      if (k.of == c.centre &&
          std::ranges::none_of(c.evidence, [&](const Seen& s) { return s.sign == k.id && s.of > 0; }))
        c.not_looked_for.emplace_back(k.id);
  }
  std::ranges::sort(out.centres, [](const CentreResult& a, const CentreResult& b) {
    return std::tuple(!a.enough, -a.share, a.centre) < std::tuple(!b.enough, -b.share, b.centre);
  });
  const auto enough = std::ranges::count_if(out.centres, &CentreResult::enough);
  const CentreResult& first = out.centres.front();
  if (enough >= 2 && std::ranges::all_of(out.centres.begin() + 1, out.centres.begin() + enough,
                                         [&](const CentreResult& c) { return first.low > c.high; }))
    out.mostly = first.centre;
  if (enough < 2)
    out.notes.push_back(
        fmt::format("too few to say: it takes {} signs with {} chances to see them, for two centres at least",
                    signs_needed, chances_needed));
  else if (!out.mostly)
    out.notes.emplace_back("the centres cannot be told apart");
  if (enough < static_cast<std::ptrdiff_t>(centres.size()) && enough >= 2)
    out.notes.emplace_back("not every centre was looked for enough: what was not looked for may be the largest");
  return out;
}

Result<std::vector<Seen>> read_signs(std::string_view text, const std::string& file) {
  std::set<std::string> before;
  const auto read = [&](const NamedRow& row, Seen& s) -> Result<void> {
    ONEPOT_TRY(s.sign, row.name("sign"));
    ONEPOT_TRY(s.found, row.count("found"));
    ONEPOT_TRY(s.of, row.count("of"));
    ONEPOT_TRY(s.source, row.name("source"));
    if (const auto one = diagnose(std::span(&s, 1)); !one) {
      auto refusal = one.error();
      refusal.where = row.where(refusal.code == "unknown-sign" ? "sign" : "found");
      return tl::unexpected(std::move(refusal));
    }
    if (!before.insert(s.sign).second)
      return refuse("repeated-sign", "'" + s.sign + "' stands above already; count it once", row.where("sign"));
    return {};
  };
  return rows_of<Seen>(text, file, {"sign", "found", "of", "source"}, {}, read);
}

}  // namespace onepot::learn
