// Why a division of a shared cost is fair, person by person, and to whom it is not.
#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/club/share.h"
#include "share/nested.h"
#include "share/table.h"

namespace onepot::club {
namespace {

constexpr std::size_t most_wronged = 8;

Pence nearest_penny(const Exact& value) {
  const Exact shifted = value + Exact(1, 2);
  boost::multiprecision::cpp_int whole = numerator(shifted) / denominator(shifted);
  if (shifted < 0 && whole * denominator(shifted) != numerator(shifted)) --whole;
  return Pence(static_cast<std::int64_t>(whole));
}

/// In nested needs the worst parts are those who need at most so much: one for each need.
std::vector<Wronged> wronged_nested(const ShareGame& game, const std::vector<Pence>& share) {
  std::vector<Pence> steps = game.need;
  std::ranges::sort(steps);
  steps.erase(std::ranges::unique(steps).begin(), steps.end());
  std::vector<Wronged> out;
  for (const Pence step : steps) {
    Wronged part{{}, Pence() - step};
    for (std::size_t i = 0; i < share.size(); ++i)
      if (game.need[i] <= step && share[i] > Pence(0)) part.people.push_back(i), part.more += share[i];
    if (part.more > Pence(0)) out.push_back(std::move(part));
  }
  return out;
}

std::vector<Wronged> wronged_table(const ShareGame& game, const std::vector<Pence>& share) {
  std::vector<Wronged> out;
  for (std::size_t mask = 1; mask + 1 < game.cost.size(); ++mask) {
    Wronged part{{}, Pence() - game.cost[mask]};
    for (std::size_t i = 0; i < share.size(); ++i)
      if (mask >> i & 1U) part.people.push_back(i), part.more += share[i];
    if (part.more > Pence(0)) out.push_back(std::move(part));
  }
  return out;
}

}  // namespace

std::vector<ShareReason> reasons(const ShareGame& game, const Shares& shares,
                                 const std::vector<std::optional<Pence>>& budgets) {
  ONEPOT_ASSERT(shares.possible);
  const auto fair = game.cost.empty() ? nested_shapley(game.need) : table_shapley(game.cost, game.people.size());
  std::vector<ShareReason> out;
  for (std::size_t i = 0; i < game.people.size(); ++i)
    out.push_back({i, shares.share[i], shares.alone[i], nearest_penny(fair[i]),
                   !budgets.empty() && budgets[i] == shares.share[i]});
  return out;
}

std::string sentence(const ShareReason& reason, const ShareGame& game) {
  std::string out = game.people[reason.person] + " pays " + to_pounds(reason.share, true) +
                    ". On their own it would cost " + to_pounds(reason.alone, true) + ".";
  const Pence off = reason.share - reason.by_adding;
  if (off >= Pence(-1) && off <= Pence(1)) return out;
  out += " By what each adds it would be " + to_pounds(reason.by_adding, true) + "; they pay " +
         to_pounds(off < Pence(0) ? -off : off, true);
  if (off > Pence(0)) return out + " more, so that everybody can pay and nobody would do better apart.";
  return out + (reason.at_budget ? " less, as it is all they can." : " less, so that nobody would do better apart.");
}

std::vector<Wronged> wronged(const ShareGame& game, const std::vector<Pence>& share) {
  ONEPOT_ASSERT(share.size() == game.people.size());
  auto all = game.cost.empty() ? wronged_nested(game, share) : wronged_table(game, share);
  std::ranges::sort(all, [](const Wronged& a, const Wronged& b) {
    if (a.more != b.more) return a.more > b.more;
    return a.people.size() != b.people.size() ? a.people.size() < b.people.size() : a.people < b.people;
  });
  std::vector<Wronged> out;
  for (Wronged& part : all) {
    const bool said = std::ranges::any_of(
        out, [&](const Wronged& other) { return std::ranges::includes(part.people, other.people); });
    if (!said && out.size() < most_wronged) out.push_back(std::move(part));
  }
  return out;
}

std::string sentence(const Wronged& wronged, const ShareGame& game) {
  std::vector<std::string> names;
  for (const std::size_t i : wronged.people) names.push_back(game.people[i]);
  return "This is not fair to " + and_list(names) + ": " + (names.size() > 1 ? "together they pay " : "they pay ") +
         to_pounds(wronged.more, true) + " more than it would cost " +
         (names.size() > 1 ? "them apart." : "on their own.");
}

}  // namespace onepot::club
