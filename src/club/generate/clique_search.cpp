#include "generate/clique_search.h"

#include <algorithm>
#include <limits>

namespace onepot::club {
namespace {

using Small = std::vector<std::uint32_t>;

/// How many of the largest values there can be, at most.
constexpr std::size_t most_more = largest_group;

}  // namespace

MayShare::MayShare(const Seeking& seeking) : only_(seeking.together.has_value()), listed_(seeking.people.size()) {
  std::vector<Small> apart(seeking.people.size());
  for (const auto& [a, b] : seeking.apart) {
    apart[a].push_back(static_cast<std::uint32_t>(b));
    apart[b].push_back(static_cast<std::uint32_t>(a));
  }
  const auto in_order = [](Small& list) {
    std::ranges::sort(list);
    list.erase(std::ranges::unique(list).begin(), list.end());
  };
  for (Small& list : apart) in_order(list);
  if (!only_) {
    listed_ = std::move(apart);
    return;
  }
  for (const auto& [a, b] : *seeking.together) {
    if (a == b || std::ranges::binary_search(apart[a], static_cast<std::uint32_t>(b))) continue;
    listed_[a].push_back(static_cast<std::uint32_t>(b));
    listed_[b].push_back(static_cast<std::uint32_t>(a));
  }
  for (Small& list : listed_) in_order(list);
}

Small MayShare::among(std::uint32_t person, std::span<const std::uint32_t> others) const {
  Small out;
  for (const auto other : others)
    if (std::ranges::binary_search(listed_[person], other) == only_) out.push_back(other);
  return out;
}

CliqueSearch::CliqueSearch(const Seeking& seeking, const Terms& terms, const Interned& names, const MoneyTest& test)
    : seeking_(seeking),
      terms_(terms),
      names_(names),
      test_(test),
      may_share_(seeking),
      people_in_(names.homes_in.size()) {
  for (std::uint32_t p = 0; p < seeking.people.size(); ++p)
    for (const auto area : names.areas[p]) people_in_[area].push_back(p);
}

/// The walk for one home.
class CliqueWalk {
 public:
  CliqueWalk(const CliqueSearch& all, std::uint32_t home, std::span<const std::int64_t> value, std::int64_t above,
             const WorthyEffort& effort, bool listing)
      : all_(all),
        home_(home),
        value_(value),
        above_(above),
        effort_(effort),
        listing_(listing),
        rent_(all.seeking_.homes[home].rent_week.count()),
        place_(value.size()) {
    out_.most = above;
  }

  Worthy run() {
    const Home& home = all_.seeking_.homes[home_];
    Small who;
    for (const auto p : all_.people_in_[all_.names_.area[home_]])
      if (std::ranges::includes(all_.names_.features[home_], all_.names_.must[p])) who.push_back(p);
    std::ranges::sort(who, {}, [&](std::uint32_t p) { return std::pair(-value_[p], p); });
    const auto beds = static_cast<std::size_t>(
        std::clamp<std::int64_t>(home.bedrooms, 0, static_cast<std::int64_t>(all_.terms_.size_max)));
    for (size_ = beds; size_ >= all_.terms_.size_min && size_ > 0; --size_) {
      const RentWindow& window = all_.test_.window(size_, home_);
      // What envy-free rents ask of each is not known before the group is: only the sum is.
      low_ = all_.seeking_.values ? std::numeric_limits<std::int64_t>::min() / 16 : window.low;
      high_ = all_.seeking_.values ? std::numeric_limits<std::int64_t>::max() / 16 : window.high;
      Small can;
      for (const auto p : who)
        if (spare(p) >= low_) can.push_back(p);
      if (can.size() < size_) continue;
      weigh(can);
      group_.clear();
      grow(can, {});
    }
    return std::move(out_);
  }

 private:
  struct Chosen {
    std::int64_t value = 0, spare = 0, day = 0, night = 0;
  };

  std::int64_t spare(std::uint32_t p) const { return all_.test_.lines(p).budget - all_.test_.lines(p).own; }

  /// Chooses λ, and works out the best that any number of people from each place on could bring by it.
  void weigh(const Small& can) {
    for (std::uint32_t i = 0; i < can.size(); ++i) place_[can[i]] = i;
    const auto top = [&](std::int64_t rate) {
      std::array<std::int64_t, most_more> best{};
      std::size_t held = 0;
      for (const auto p : can) held = insert(best, held, value_[p] + rate * spare(p), size_);
      std::int64_t sum = -rate * rent_;
      for (std::size_t i = 0; i < size_; ++i) sum += best[i];
      return sum;
    };
    // However large the sums of money are, λ times those of a group stays within 64 bits.
    std::int64_t largest = rent_ + 1;
    for (const auto p : can) {
      const Lines& lines = all_.test_.lines(p);
      largest = std::max({largest, std::abs(spare(p)), lines.day, lines.night});
    }
    const std::int64_t most_rate = std::min<std::int64_t>(1 << 16, (std::int64_t{1} << 56) / largest);
    rate_ = 0;
    std::int64_t least = top(0);
    for (std::int64_t rate = 1; rate <= most_rate; rate *= 2)
      if (const std::int64_t bound = top(rate); bound < least) least = bound, rate_ = rate;
    from_.assign((can.size() + 1) * (size_ + 1), 0);
    std::array<std::int64_t, most_more> best{};
    std::size_t held = 0;
    for (std::size_t i = can.size(); i-- > 0;) {
      held = insert(best, held, value_[can[i]] + rate_ * spare(can[i]), size_);
      std::int64_t sum = 0;
      for (std::size_t r = 0; r <= size_; ++r) {
        from_[i * (size_ + 1) + r] = sum;  // the best r from place i on; where there are fewer, nothing gets so far
        if (r < held) sum += best[r];
      }
    }
  }
  static std::size_t insert(std::array<std::int64_t, most_more>& best, std::size_t held, std::int64_t v,
                            std::size_t most) {
    if (held == most && v <= best[held - 1]) return held;
    std::size_t at = held < most ? held++ : held - 1;
    for (; at > 0 && best[at - 1] < v; --at) best[at] = best[at - 1];
    best[at] = v;
    return held;
  }

  /// No more than this is reached with `wanted` of those from `place` on.
  std::int64_t with_money(const Chosen& so_far, std::size_t place, std::size_t wanted) const {
    return so_far.value + rate_ * (so_far.spare - rent_ - so_far.day - so_far.night) +
           from_[place * (size_ + 1) + wanted];
  }

  void grow(std::span<const std::uint32_t> more, const Chosen& so_far) {
    const std::size_t wanted = size_ - group_.size();
    for (std::size_t j = 0; j + wanted <= more.size(); ++j) {
      std::int64_t bound = so_far.value;
      for (std::size_t i = 0; i < wanted; ++i) bound += value_[more[j + i]];
      if (bound <= above_) return;
      if (effort_.nodes-- <= 0) {
        out_.whole = false;
        out_.most = std::max(out_.most, std::min(bound, with_money(so_far, place_[more[j]], wanted)));
        return;
      }
      const auto p = more[j];
      const Lines& lines = all_.test_.lines(p);
      const Chosen now{so_far.value + value_[p], so_far.spare + spare(p), std::max(so_far.day, lines.day),
                       std::max(so_far.night, lines.night)};
      const auto left = static_cast<std::int64_t>(wanted - 1);
      if (now.spare < rent_ - left * high_) continue;
      if (with_money(now, place_[p] + 1, wanted - 1) <= above_) continue;
      group_.push_back(p);
      if (wanted == 1)
        reached(now);
      else if (all_.may_share_.with_all(p))
        grow(more.subspan(j + 1), now);
      else
        grow(all_.may_share_.among(p, more.subspan(j + 1)), now);
      group_.pop_back();
      if (listing_ && out_.groups.size() > effort_.most_groups) return;
    }
  }

  void reached(const Chosen& all) {
    if (all.spare < rent_ + all.day + all.night) return;
    Small people = group_;
    std::ranges::sort(people);
    if (!all_.test_.pays(people, all_.test_.money(people), home_)) return;
    out_.groups.push_back({all.value, std::move(people)});
    if (listing_) {
      if (out_.groups.size() > effort_.most_groups) out_.whole = false;
      return;
    }
    above_ = all.value;
    out_.most = std::max(out_.most, above_);
    if (out_.groups.size() > effort_.most_groups) out_.groups.erase(out_.groups.begin());
  }

  const CliqueSearch& all_;
  std::uint32_t home_;
  std::span<const std::int64_t> value_;
  std::int64_t above_;
  WorthyEffort effort_;
  bool listing_;
  std::int64_t rent_, low_ = 0, high_ = 0, rate_ = 0;
  std::size_t size_ = 0;
  Small group_, place_;
  std::vector<std::int64_t> from_;  // by place, by how many more
  Worthy out_;
};

Worthy CliqueSearch::best(std::uint32_t home, std::span<const std::int64_t> value, std::int64_t above,
                          const WorthyEffort& effort) const {
  return CliqueWalk(*this, home, value, above, effort, false).run();
}

Worthy CliqueSearch::all(std::uint32_t home, std::span<const std::int64_t> value, std::int64_t above,
                         const WorthyEffort& effort) const {
  return CliqueWalk(*this, home, value, above, effort, true).run();
}

}  // namespace onepot::club
