#include "onepot/pot/allocate.h"

#include <deque>

#include "onepot/base/text.h"

namespace onepot::pot {
namespace {

/// The flow. Streams are known by their rank: 0 is the least flexible. Purchases that the same streams may pay are one
/// demand: a thousand taxi rides are one node. What is paid can be paid otherwise: money may go from a stream to any
/// demand it may pay, and come back from a demand to a stream that pays it now. A route is a walk along such steps.
class Flow {
 public:
  explicit Flow(std::vector<Pence> amounts) : left_(std::move(amounts)) {}

  std::size_t demand_of(const std::vector<bool>& allowed) {
    const auto [at, is_new] = known_.try_emplace(allowed, allowed_.size());
    if (is_new) {
      allowed_.push_back(allowed);
      paid_.emplace_back(left_.size());
    }
    return at->second;
  }

  /// Pays up to `amount` more of a demand; gives how much. All that was paid before stays paid, perhaps from elsewhere.
  Pence raise(std::size_t demand, Pence amount) {
    Pence raised;
    std::vector<std::size_t> starts;
    while (raised < amount) {
      starts.clear();
      for (std::size_t s = 0; s < left_.size(); ++s)
        if (left_[s] > Pence()) starts.push_back(s);
      const auto route = search(starts, [&](std::size_t node) { return node == node_of(demand); }, nobody);
      if (route.empty()) break;
      const Pence part = push(route, std::min(amount - raised, left_[route.front()]));
      left_[route.front()] -= part;
      raised += part;
    }
    return raised;
  }

  using State = std::pair<std::vector<Pence>, std::vector<std::vector<Pence>>>;
  State state() const { return {left_, paid_}; }
  void restore(State before) { std::tie(left_, paid_) = std::move(before); }

  /// Uses as much as can be of stream 0, then of 1 …, in place of streams that are more flexible.
  void use_least_flexible() {
    for (std::size_t s = 0; s < left_.size(); ++s)
      while (left_[s] > Pence()) {
        const auto route = search({s}, [&](std::size_t node) { return is_stream(node) && node > s; }, nobody);
        if (route.empty()) break;
        const Pence part = push(route, left_[s]);
        left_[s] -= part;
        left_[route.back()] += part;
      }
  }

  /// Settles up to `wanted` of a demand from a stream, others exchanging what they have so that it is as much as can
  /// be; what is settled leaves the flow.
  Pence settle(std::size_t demand, std::size_t stream, Pence wanted) {
    if (!allowed_[demand][stream]) return {};
    while (paid_[demand][stream] < wanted) {
      const auto route = search(
          {node_of(demand)}, [&](std::size_t node) { return node == stream; }, std::pair(node_of(demand), stream));
      if (route.empty()) break;
      paid_[demand][stream] += push(route, wanted - paid_[demand][stream]);
    }
    const Pence part = std::min(wanted, paid_[demand][stream]);
    paid_[demand][stream] -= part;
    return part;
  }

  const std::vector<Pence>& left() const { return left_; }

 private:
  using Route = std::vector<std::size_t>;
  using Edge = std::pair<std::size_t, std::size_t>;
  static constexpr Edge nobody = {static_cast<std::size_t>(-1), static_cast<std::size_t>(-1)};

  bool is_stream(std::size_t node) const { return node < left_.size(); }
  std::size_t node_of(std::size_t demand) const { return left_.size() + demand; }

  /// Shortest route from one of the starts to a goal other than a start, without the step `never`. Empty: there is
  /// none.
  template <class Goal>
  Route search(const std::vector<std::size_t>& starts, Goal&& goal, Edge never) const {
    constexpr auto unseen = static_cast<std::size_t>(-1);
    std::vector<std::size_t> from(left_.size() + allowed_.size(), unseen);
    std::deque<std::size_t> next(starts.begin(), starts.end());
    for (const std::size_t s : starts) from[s] = s;
    while (!next.empty()) {
      const std::size_t node = next.front();
      next.pop_front();
      const std::size_t others = is_stream(node) ? allowed_.size() : left_.size();
      for (std::size_t i = 0; i < others; ++i) {
        const std::size_t to = is_stream(node) ? node_of(i) : i;
        const bool open = is_stream(node) ? allowed_[i][node] : paid_[node - left_.size()][i] > Pence();
        if (!open || from[to] != unseen || Edge(node, to) == never) continue;
        from[to] = node;
        if (goal(to)) return walked(from, to);
        next.push_back(to);
      }
    }
    return {};
  }

  static Route walked(const std::vector<std::size_t>& from, std::size_t end) {
    Route route = {end};
    while (from[route.back()] != route.back()) route.push_back(from[route.back()]);
    return {route.rbegin(), route.rend()};
  }

  /// Moves money along a route, at most `most`; gives how much could be moved.
  Pence push(const Route& route, Pence most) {
    for (std::size_t i = 0; i + 1 < route.size(); ++i)
      if (!is_stream(route[i])) most = std::min(most, paid_[route[i] - left_.size()][route[i + 1]]);
    for (std::size_t i = 0; i + 1 < route.size(); ++i) {
      if (is_stream(route[i]))
        paid_[route[i + 1] - left_.size()][route[i]] += most;
      else
        paid_[route[i] - left_.size()][route[i + 1]] -= most;
    }
    return most;
  }

  std::vector<Pence> left_;                 ///< of each stream
  std::vector<std::vector<bool>> allowed_;  ///< of each demand: which streams may pay it
  std::vector<std::vector<Pence>> paid_;    ///< of each demand, from each stream
  std::map<std::vector<bool>, std::size_t> known_;
};

std::string why_paid(const Conditions& c, const Purchase& p, Pence part, bool only_one) {
  const std::string start = fmt::format("{} of this comes from {}", to_pounds(part), c.stream);
  if (only_one) return fmt::format("{} because only it may pay for {} on {}", start, p.purpose, to_words(p.date));
  if (!c.any_purpose()) return fmt::format("{} because it may pay only for {}", start, and_list(c.purposes));
  if (c.until) return fmt::format("{}, which may pay for anything until {}", start, to_words(*c.until));
  return fmt::format("{}, which may pay for anything", start);
}

std::string why_unpaid(const Purchase& p, Pence held, Pence lacking, bool any_allowed) {
  if (!any_allowed) return fmt::format("no stream may pay for {} on {}", p.purpose, to_words(p.date));
  const Pence free = p.amount - lacking;
  return fmt::format(
      "the streams that may pay for {} on {} hold {}; with what comes before it paid, {} of that can go to this, {} "
      "less than "
      "it costs",
      p.purpose, to_words(p.date), to_pounds(held), to_pounds(free), to_pounds(lacking));
}

}  // namespace

Allocation allocate(std::span<const Purse> streams, std::span<const Purchase> purchases, bool partial) {
  std::vector<std::size_t> ranked(streams.size());
  std::iota(ranked.begin(), ranked.end(), std::size_t{0});
  std::sort(ranked.begin(), ranked.end(), [&](std::size_t a, std::size_t b) {
    const auto key = [&](std::size_t i) {
      const Conditions& c = streams[i].conditions;
      return std::tuple(c.any_purpose(), c.any_purpose() ? 0 : c.purposes.size(), !c.until, c.until.value_or(Date()),
                        i);
    };
    return key(a) < key(b);
  });
  std::vector<Pence> amounts;
  for (const std::size_t s : ranked) amounts.push_back(streams[s].available);
  Flow flow(std::move(amounts));

  Allocation out;
  struct Granted {
    std::size_t purchase, demand;
    Pence amount;
    bool only_one;
  };
  std::vector<Granted> granted;
  for (std::size_t i = 0; i < purchases.size(); ++i) {
    const Purchase& p = purchases[i];
    ONEPOT_ASSERT(p.amount > Pence());
    std::vector<bool> allowed(streams.size());
    Pence held;
    for (std::size_t r = 0; r < ranked.size(); ++r)
      if (streams[ranked[r]].conditions.allows(p.purpose, p.date)) {
        allowed[r] = true;
        held += streams[ranked[r]].available;
      }
    const auto count = std::count(allowed.begin(), allowed.end(), true);
    const std::size_t demand = flow.demand_of(allowed);
    auto before = flow.state();
    const Pence paid = flow.raise(demand, p.amount);
    if (paid < p.amount) {
      out.unpaid.push_back({i, p.amount - paid, why_unpaid(p, held, p.amount - paid, count > 0)});
      if (!partial) flow.restore(std::move(before));
    }
    if (paid == p.amount || (partial && paid > Pence())) granted.push_back({i, demand, paid, count == 1});
  }

  flow.use_least_flexible();
  out.left.resize(streams.size());
  for (std::size_t r = 0; r < ranked.size(); ++r) out.left[ranked[r]] = flow.left()[r];
  for (const Granted& g : granted) {
    Pence rest = g.amount;
    for (std::size_t r = 0; r < ranked.size() && rest > Pence(); ++r) {
      const Pence part = flow.settle(g.demand, r, rest);
      if (part == Pence()) continue;
      rest -= part;
      out.payments.push_back({g.purchase, ranked[r], part,
                              why_paid(streams[ranked[r]].conditions, purchases[g.purchase], part, g.only_one)});
    }
    ONEPOT_ASSERT(rest == Pence());
  }
  return out;
}

}  // namespace onepot::pot
