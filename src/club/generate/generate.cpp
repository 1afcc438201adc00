#include "generate/generate.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "generate/master.h"
#include "solve/parallel.h"
#include "solve/relax.h"

namespace onepot::club {
namespace {

constexpr std::size_t groups_a_search = 4;

/// One pricing of all homes by given prices.
struct Priced {
  std::vector<Worthy> by_home;
  std::int64_t bound = 0;
  bool whole = true;
};

class Generator {
 public:
  Generator(const Seeking& seeking, const Terms& terms, const GenerateLimits& limits, unsigned threads,
            const std::function<bool()>& stop)
      : seeking_(seeking),
        limits_(limits),
        threads_(threads),
        stop_(stop),
        names_(intern(seeking)),
        test_(seeking, terms),
        search_(seeking, terms, names_, test_),
        master_(seeking.people.size(), seeking.homes.size(), limits.columns) {
    // Everybody at the price of one: every group is worth exactly its price.
    out_.prices.person.assign(seeking.people.size(), one_person);
    out_.prices.home.assign(seeking.homes.size(), 0);
    out_.prices.bound = static_cast<std::int64_t>(seeking.people.size()) * one_person;
  }

  Generated run(const Candidates& start, std::int64_t served) {
    for (std::size_t g = 0; g < start.size(); ++g)
      for (const auto h : start.home_lists[start.homes_of[g]]) add(start.group(g), h);
    std::int64_t nodes = std::min<std::int64_t>(2'000, limits_.nodes);
    for (; out_.rounds < limits_.rounds && !stop_() && master_.solve(); ++out_.rounds) {
      const std::vector<std::int64_t> here = master_.prices();
      bool wandered = out_.rounds > 0, moved = false;
      for (;;) {
        const Priced priced = price(wandered ? between(here) : here, nodes);
        for (std::uint32_t h = 0; h < priced.by_home.size(); ++h)
          for (const WorthyGroup& group : priced.by_home[h].groups)
            if (gains(group.people, h, here)) moved = add(group.people, h) || moved;
        if (moved || stop_()) break;
        if (wandered) {
          wandered = false;
        } else if (!priced.whole && nodes < limits_.nodes) {
          nodes = std::min(limits_.nodes, nodes * 8);
        } else {
          out_.solved = priced.whole;
          break;
        }
      }
      if (!moved || out_.prices.bound >> 20 <= served || settled()) break;
    }
    out_.solved = out_.solved || settled() || out_.prices.bound >> 20 <= served;
    keep_pool();
    return std::move(out_);
  }

 private:
  bool add(std::span<const std::uint32_t> group, std::uint32_t home) {
    return master_.add({{group.begin(), group.end()}, home});
  }

  /// Halfway to the prices of the best bound.
  std::vector<std::int64_t> between(const std::vector<std::int64_t>& here) const {
    std::vector<std::int64_t> out = here;
    const std::size_t n = seeking_.people.size();
    for (std::size_t r = 0; r < out.size(); ++r)
      out[r] = (out[r] + (r < n ? out_.prices.person[r] : out_.prices.home[r - n])) / 2;
    return out;
  }

  bool gains(std::span<const std::uint32_t> group, std::uint32_t home, const std::vector<std::int64_t>& price) const {
    std::int64_t value = -price[seeking_.people.size() + home];
    for (const auto p : group) value += one_person - price[p];
    return value > 2;  // more than the rounding of the prices
  }

  /// The whole part of the bound cannot fall further, and its prices leave little else to look at.
  bool settled() const {
    const double bound = static_cast<double>(out_.prices.bound) / static_cast<double>(one_person);
    return std::floor(master_.value() + 1e-6) >= std::floor(bound) && bound - master_.value() < 1.0 / 16;
  }

  /// What each home's best group gains; keeps the prices where their bound is the best so far.
  Priced price(const std::vector<std::int64_t>& prices, std::int64_t nodes) {
    const std::size_t n = seeking_.people.size();
    std::vector<std::int64_t> value;
    for (std::size_t p = 0; p < n; ++p) value.push_back(one_person - prices[p]);
    Priced out;
    out.by_home.resize(seeking_.homes.size());
    std::atomic<bool> cut = false;
    in_parallel(out.by_home.size(), threads_, [&](std::size_t h) {
      if (h % 16 == 0 && stop_()) cut = true;
      if (cut) return;
      out.by_home[h] = search_.best(static_cast<std::uint32_t>(h), value, prices[n + h], {nodes, groups_a_search});
    });
    if (cut) {
      out.whole = false;
      return out;  // without every home there is no bound
    }
    for (const std::int64_t p : prices) out.bound += p;
    std::vector<std::int64_t> home(prices.begin() + static_cast<std::ptrdiff_t>(n), prices.end());
    for (std::size_t h = 0; h < home.size(); ++h) {
      const std::int64_t beyond = std::max<std::int64_t>(0, out.by_home[h].most - home[h]);
      home[h] += beyond;
      out.bound += beyond;
      out.whole = out.whole && out.by_home[h].whole;
    }
    if (out.bound < out_.prices.bound)
      out_.prices = {{prices.begin(), prices.begin() + static_cast<std::ptrdiff_t>(n)}, std::move(home), out.bound};
    return out;
  }

  void keep_pool() {
    std::set<std::vector<std::uint32_t>> groups;
    for (const Master::Column& column : master_.columns()) groups.insert(column.people);
    for (const auto& group : groups) {
      const GroupMoney money = test_.money(group);
      out_.pool.add(group, homes_for(seeking_, names_, test_, group), money.budget - money.support);
    }
    out_.pool.complete = false;
  }

  const Seeking& seeking_;
  GenerateLimits limits_;
  unsigned threads_;
  const std::function<bool()>& stop_;
  Interned names_;
  MoneyTest test_;
  CliqueSearch search_;
  Master master_;
  Generated out_;
};

}  // namespace

Generated generate(const Seeking& seeking, const Terms& terms, const Candidates& start, std::int64_t served,
                   const GenerateLimits& limits, unsigned threads, const std::function<bool()>& stop) {
  return Generator(seeking, terms, limits, threads, stop).run(start, served);
}

Candidates groups_that_serve(const Seeking& seeking, const Terms& terms, const Prices& prices, std::int64_t target,
                             const GenerateLimits& limits, unsigned threads, const std::function<bool()>& stop) {
  Candidates out;
  const std::int64_t allowed = prices.bound - target * one_person;
  if (allowed < 0 || seeking.homes.empty()) return out;
  const Interned names = intern(seeking);
  const MoneyTest test(seeking, terms);
  const CliqueSearch search(seeking, terms, names, test);
  std::vector<std::int64_t> value;
  for (const std::int64_t p : prices.person) value.push_back(one_person - p);
  // A few homes at a time, so that what is kept never passes the limit by much.
  constexpr std::size_t at_a_time = 64;
  const std::int64_t nodes = limits.closing_nodes / static_cast<std::int64_t>(seeking.homes.size());
  std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> homes_of;
  std::size_t columns = 0;
  for (std::size_t first = 0; first < seeking.homes.size(); first += at_a_time) {
    std::vector<Worthy> found(std::min(at_a_time, seeking.homes.size() - first));
    in_parallel(found.size(), threads, [&](std::size_t i) {
      const auto h = static_cast<std::uint32_t>(first + i);
      found[i] = search.all(h, value, prices.home[h] - allowed - 1, {nodes, (limits.closing - columns) / 8 + 1});
    });
    for (std::size_t i = 0; i < found.size(); ++i) {
      columns += found[i].groups.size();
      if (!found[i].whole || columns > limits.closing || stop()) {
        out.complete = false;
        return out;
      }
      for (const WorthyGroup& group : found[i].groups)
        homes_of[group.people].push_back(static_cast<std::uint32_t>(first + i));
    }
  }
  for (const auto& [group, homes] : homes_of) {
    const GroupMoney money = test.money(group);
    out.add(group, homes, money.budget - money.support);
  }
  return out;
}

}  // namespace onepot::club
