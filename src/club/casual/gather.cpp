#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "casual/times.h"
#include "onepot/base/random.h"
#include "onepot/club/casual.h"
#include "solve/solve.h"

namespace onepot::club {
namespace {

using Some = std::vector<std::uint32_t>;

/// One time that one thing comes: `times_a_day` of them a day.
struct Slot {
  std::size_t thing = 0;
  Day day;
  Starts starts;
};

struct Booked {
  std::size_t person;
  Window when;
};

bool pays(const std::vector<Wish>& wishes, const std::vector<std::size_t>& who, const Shareable& thing,
          Splitting splitting) {
  if (splitting == Splitting::equally) return !casual_shares(wishes, who, thing, splitting).empty();
  // Nested needs can be paid when, for every step of need, that step and the budgets of those who need more cover the
  // whole (share/nested.cpp).
  std::vector<std::pair<Pence, Pence>> need_and_most;
  for (const std::size_t w : who) {
    const Pence left = wishes[w].most - thing.each;
    if (left < Pence(0)) return false;
    need_and_most.emplace_back(thing.fixed + times(thing.rate, wishes[w].need), left);
  }
  std::ranges::sort(need_and_most);
  Pence above;  // budgets of those who need more than the step
  for (std::size_t i = need_and_most.size(); i-- > 0;) {
    if (need_and_most[i].first + above < need_and_most.back().first) return false;
    above += need_and_most[i].second;
  }
  return above >= need_and_most.back().first;
}

/// One purpose: its wishes are the nodes, its slots the homes of the general solver.
class Purpose {
 public:
  Purpose(const std::vector<Wish>& wishes, const std::vector<Shareable>& things, Some nodes, const std::string& name,
          const GatherTerms& terms, const std::vector<Booked>& booked)
      : wishes_(wishes), things_(things), nodes_(std::move(nodes)), terms_(terms) {
    for (std::size_t t = 0; t < things.size(); ++t) {
      if (things[t].purpose != name) continue;
      std::set<Day> days;
      for (const Window& w : things[t].when) days.insert(w.day);
      for (const Day& day : days)
        for (std::int64_t n = 0; n < things[t].times_a_day; ++n)
          slots_.push_back({t, day, starts_on(things[t].when, day, things[t].minutes)});
    }
    for (const auto node : nodes_) {
      const Wish& wish = wishes_[node];
      auto& mine = starts_.emplace_back();
      for (const Slot& slot : slots_) {
        const std::int64_t minutes = things_[slot.thing].minutes;
        Starts at = common(slot.starts, starts_on(wish.when, slot.day, minutes));
        for (const Booked& b : booked)
          if (b.person == wish.person && (falls_on(b.when.day, slot.day) || falls_on(slot.day, b.when.day)))
            at = without(at, b.when, minutes);
        mine.push_back(std::move(at));
      }
    }
  }

  const std::vector<Slot>& slots() const { return slots_; }
  const Some& nodes() const { return nodes_; }

  /// The groups of people who may meet, with the slots they could take. Thinned out evenly where there would be more
  /// than `most` to look at.
  Candidates list(const std::vector<std::vector<char>>& may, std::size_t most) {
    may_ = &may;
    std::vector<Some> later(nodes_.size());
    std::size_t pairs = 0;
    for (std::uint32_t a = 0; a < nodes_.size(); ++a)
      for (std::uint32_t b = a + 1; b < nodes_.size(); ++b)
        if (may[a][b] && meets(a, b)) later[a].push_back(b), ++pairs;
    bool complete = true;
    for (;;) {
      out_ = {};
      lists_.clear();
      most_ = most, looked_at_ = 0;
      for (std::uint32_t first = 0; first < nodes_.size() && out_.complete; ++first) {
        group_ = {first};
        grow(later[first], all_slots(), starts_[first]);
      }
      if (out_.complete) break;
      complete = false;
      Random random(pairs);
      for (Some& list : later) std::erase_if(list, [&](std::uint32_t) { return random.below(4) == 0; });
      pairs = 0;
      for (const Some& list : later) pairs += list.size();
    }
    out_.complete = complete;
    return std::move(out_);
  }

  Gathered formed(std::span<const std::uint32_t> group, std::uint32_t slot) const {
    Gathered out;
    Starts at = slots_[slot].starts;
    for (const auto node : group) {
      out.wishes.push_back(nodes_[node]);
      at = common(at, starts_[node][slot]);
    }
    const Shareable& thing = things_[slots_[slot].thing];
    out.thing = slots_[slot].thing;
    out.when = {slots_[slot].day, at.first(), at.first() + thing.minutes};
    out.cost = casual_cost(wishes_, out.wishes, thing);
    out.share = casual_shares(wishes_, out.wishes, thing, terms_.splitting);
    ONEPOT_ASSERT(out.share.size() == out.wishes.size());
    for (const std::size_t w : out.wishes) out.alone.push_back(casual_cost(wishes_, {w}, thing));
    return out;
  }

  std::int64_t left(std::span<const std::uint32_t> group, std::uint32_t slot) const {
    std::vector<std::size_t> who;
    Pence most;
    for (const auto node : group) who.push_back(nodes_[node]), most += wishes_[nodes_[node]].most;
    return (most - casual_cost(wishes_, who, things_[slots_[slot].thing])).count();
  }

  /// Why a wish was left out, from its own companions (as if nobody were kept apart) and what comes when it would do.
  LeftOut why(std::uint32_t node, const std::vector<std::vector<char>>& said_yes) const {
    LeftOut out;
    out.wish = nodes_[node];
    if (std::ranges::all_of(starts_[node], &Starts::empty)) return out;
    out.kind = NotGathered::nobody_suitable;
    std::optional<Pence> more;
    bool met = false, could_pay = false;
    for (std::uint32_t other = 0; other < nodes_.size(); ++other) {
      if (other == node || !said_yes[node][other]) continue;
      for (std::uint32_t s = 0; s < slots_.size(); ++s) {
        if (things_[slots_[s].thing].seats < 2 || common(starts_[node][s], starts_[other][s]).empty()) continue;
        met = true;
        const auto lacks = lacking(node, other, things_[slots_[s].thing]);
        if (!lacks) continue;
        could_pay = could_pay || *lacks == Pence(0);
        if (!more || *lacks < *more) more = lacks;
      }
    }
    if (!met) return out;
    out.kind = could_pay ? NotGathered::no_room : NotGathered::money;
    if (!could_pay) out.more = more;
    return out;
  }

 private:
  std::vector<std::uint32_t> all_slots() const {
    Some out(slots_.size());
    std::iota(out.begin(), out.end(), 0U);
    return out;
  }
  bool meets(std::uint32_t a, std::uint32_t b) const {
    for (std::size_t s = 0; s < slots_.size(); ++s)
      if (!common(starts_[a][s], starts_[b][s]).empty()) return true;
    return false;
  }

  void grow(const Some& more, const Some& slots, const std::vector<Starts>& starts) {
    if (!out_.complete) return;
    if (++looked_at_ > most_) {
      out_.complete = false;
      return;
    }
    if (group_.size() >= terms_.size_min) keep(slots);
    for (std::size_t i = 0; i < more.size(); ++i) {
      Some open;
      std::vector<Starts> next(starts.size());
      for (const auto s : slots) {
        if (things_[slots_[s].thing].seats <= group_.size()) continue;
        next[s] = common(starts[s], starts_[more[i]][s]);
        if (!next[s].empty()) open.push_back(s);
      }
      if (open.empty()) continue;
      Some after;
      for (std::size_t j = i + 1; j < more.size(); ++j)
        if ((*may_)[more[i]][more[j]]) after.push_back(more[j]);
      group_.push_back(more[i]);
      grow(after, open, next);
      group_.pop_back();
    }
  }

  void keep(const Some& slots) {
    std::vector<std::size_t> who;
    for (const auto node : group_) who.push_back(nodes_[node]);
    Some fits;
    for (const auto s : slots)
      if (things_[slots_[s].thing].seats >= group_.size() &&
          pays(wishes_, who, things_[slots_[s].thing], terms_.splitting))
        fits.push_back(s);
    if (fits.empty()) return;
    const auto [it, fresh] = lists_.emplace(fits, static_cast<std::uint32_t>(out_.home_lists.size()));
    if (fresh) out_.home_lists.push_back(fits);
    out_.homes_of.push_back(it->second);
    out_.people.insert(out_.people.end(), group_.begin(), group_.end());
    out_.start.push_back(static_cast<std::uint32_t>(out_.people.size()));
    out_.to_spend.push_back(0);
  }

  /// How much more `node` must be ready to pay for it and `other` to share the thing; nullopt where nothing would do.
  std::optional<Pence> lacking(std::uint32_t node, std::uint32_t other, const Shareable& thing) const {
    std::vector<Wish> two{wishes_[nodes_[node]], wishes_[nodes_[other]]};
    const Pence most = two[0].most, high = casual_cost(two, {0, 1}, thing);
    std::int64_t low = 0, up = std::max<std::int64_t>(0, (high - most).count());
    const auto enough = [&](std::int64_t extra) {
      two[0].most = most + Pence(extra);
      return pays(two, {0, 1}, thing, terms_.splitting);
    };
    if (!enough(up)) return std::nullopt;
    while (low < up) {
      const std::int64_t middle = (low + up) / 2;
      if (enough(middle))
        up = middle;
      else
        low = middle + 1;
    }
    return Pence(low);
  }

  const std::vector<Wish>& wishes_;
  const std::vector<Shareable>& things_;
  Some nodes_;
  const GatherTerms& terms_;
  std::vector<Slot> slots_;
  std::vector<std::vector<Starts>> starts_;  // by node, by slot
  Candidates out_;
  std::map<Some, std::uint32_t> lists_;
  Some group_;
  std::size_t most_ = 0, looked_at_ = 0;
  const std::vector<std::vector<char>>* may_ = nullptr;
};

}  // namespace

Gathering gather(const std::vector<Wish>& wishes, const std::vector<Shareable>& things,
                 const std::optional<std::vector<Pair>>& together, const std::vector<Pair>& apart,
                 const GatherTerms& terms, const Effort& effort) {
  std::set<Pair> yes, never;
  if (together)
    for (const auto& [a, b] : *together) yes.insert(std::minmax(a, b));
  for (const auto& [a, b] : apart) never.insert(std::minmax(a, b));
  std::vector<std::string> purposes;
  std::map<std::string, Some> nodes;
  for (std::uint32_t w = 0; w < wishes.size(); ++w) {
    auto& list = nodes[wishes[w].purpose];
    if (list.empty()) purposes.push_back(wishes[w].purpose);
    list.push_back(w);
  }
  Gathering out;
  std::vector<Booked> booked;
  for (const std::string& name : purposes) {
    Purpose purpose(wishes, things, nodes[name], name, terms, booked);
    const std::size_t n = purpose.nodes().size();
    std::vector<std::vector<char>> said_yes(n, std::vector<char>(n, 0)), may = said_yes;
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b) {
        const std::size_t pa = wishes[purpose.nodes()[a]].person, pb = wishes[purpose.nodes()[b]].person;
        const Pair pair = std::minmax(pa, pb);
        said_yes[a][b] = pa != pb && (!together || yes.contains(pair));
        may[a][b] = said_yes[a][b] && !never.contains(pair);
      }
    const Candidates candidates = purpose.list(may, 300'000);
    const auto towns = towns_of(candidates, n, purpose.slots().size());
    const auto aims = [&](const Town& town) {
      Aims a;
      a.priority.assign(town.groups.size(), 0);
      a.likes = a.priority;
      a.left = [&](std::uint32_t g, std::uint32_t h) {
        return purpose.left(candidates.group(town.groups[g]), town.homes[h]);
      };
      return a;
    };
    const auto answers = solve(towns, {candidates.homes_of.size() <= 2'000, aims}, effort);
    std::vector<char> served(n, 0);
    std::vector<Gathered> groups;
    std::int64_t bound = 0;
    for (std::size_t t = 0; t < towns.size(); ++t) {
      bound += answers[t].bound;
      const Chosen& best = answers[t].best;
      for (std::size_t i = 0; i < best.groups.size(); ++i) {
        const auto group = candidates.group(towns[t].groups[best.groups[i]]);
        groups.push_back(purpose.formed(group, towns[t].homes[best.homes[i]]));
        for (const auto node : group) served[node] = 1;
      }
    }
    // With groups left out, only what nobody could pass is sure: a time, a companion and a seat for each.
    if (!candidates.complete) {
      std::int64_t seats = 0, people = 0;
      for (const Slot& slot : purpose.slots()) seats += static_cast<std::int64_t>(things[slot.thing].seats);
      for (std::uint32_t node = 0; node < n; ++node) people += std::ranges::count(may[node], 1) > 0;
      bound = std::min(seats, people);
    }
    out.bound += bound;
    std::ranges::sort(groups, {}, &Gathered::wishes);
    for (Gathered& g : groups) {
      out.served += static_cast<std::int64_t>(g.wishes.size());
      for (const std::size_t w : g.wishes) booked.push_back({wishes[w].person, g.when});
      out.groups.push_back(std::move(g));
    }
    for (std::uint32_t node = 0; node < n; ++node)
      if (!served[node]) out.left_out.push_back(purpose.why(node, said_yes));
  }
  out.optimal = out.served == out.bound;
  std::ranges::sort(out.left_out, {}, &LeftOut::wish);
  return out;
}

}  // namespace onepot::club
