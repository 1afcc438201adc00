// Giving: what was taken arrives in the order in which it left.
#include "numscript/state.h"

namespace onepot::pot::numscript {

void State::arrive(const std::string* account, Int amount) {
  std::size_t first = out_.postings.size();
  while (amount > 0 && !sent_.empty()) {
    Sent& front = sent_.front();
    const Int part = std::min(amount, front.amount);
    const std::string asset = colored(asset_, front.color);
    balance(account != nullptr ? *account : front.account, asset) += part;
    if (account != nullptr) {
      Posting* last = out_.postings.size() > first ? &out_.postings.back() : nullptr;
      if (last != nullptr && last->source == front.account && last->asset == asset)
        last->amount += part;
      else
        out_.postings.push_back({front.account, *account, asset, part});
    }
    amount -= part;
    front.amount -= part;
    if (front.amount == 0) sent_.pop_front();
  }
}

Result<void> State::give_in_order(const Destination& destination, Int left) {
  for (std::size_t i = 0; i < destination.caps.size() && left > 0; ++i) {
    ONEPOT_TRY(const auto cap, monetary_of_asset(destination.caps[i]));
    const Int part = std::min(cap, left);
    if (part <= 0) continue;
    ONEPOT_CHECK(give(destination.to[i], part));
    left -= part;
  }
  if (left == 0) return {};
  return give(destination.to.back(), left);
}

Result<void> State::give(const Destination& destination, const Int& amount) {
  switch (destination.kind) {
    case Destination::Kind::kept:
      arrive(nullptr, amount);
      return {};
    case Destination::Kind::account: {
      ONEPOT_TRY(const auto to, account(*destination.account));
      arrive(&to.name, amount);
      return {};
    }
    case Destination::Kind::in_order:
      return give_in_order(destination, amount);
    case Destination::Kind::one_of: {
      ONEPOT_CHECK(needs_feature(destination.at, "experimental-oneof"));
      for (std::size_t i = 0; i < destination.caps.size(); ++i) {
        ONEPOT_TRY(const auto cap, monetary_of_asset(destination.caps[i]));
        if (cap >= amount) return give(destination.to[i], amount);
      }
      return give(destination.to.back(), amount);
    }
    case Destination::Kind::shares: {
      ONEPOT_TRY(const auto parts, split(amount, destination.shares, destination.at));
      for (std::size_t i = 0; i < parts.size(); ++i) ONEPOT_CHECK(give(destination.to[i], parts[i]));
      return {};
    }
  }
  ONEPOT_ASSERT(false);
}

}  // namespace onepot::pot::numscript
