// Taking: money leaves its account the moment it is taken, so that the same account named twice cannot give twice.
#include "numscript/state.h"

namespace onepot::pot::numscript {
namespace {

const char* const oneof_feature = "experimental-oneof";
Int above_nought(Int amount) {
  return amount < 0 ? Int(0) : amount;
}

}  // namespace

std::string colored(const std::string& asset, const std::string& color) {
  if (color.empty()) return asset;
  const std::size_t stroke = std::min(asset.find('/'), asset.size());
  return asset.substr(0, stroke) + "_" + color + asset.substr(stroke);
}

void State::leave(const std::string& account, const std::string& color, const Int& amount) {
  if (amount == 0) return;
  balance(account, colored(asset_, color)) -= amount;
  if (!sent_.empty() && sent_.back().account == account && sent_.back().color == color)
    sent_.back().amount += amount;
  else
    sent_.push_back({account, color, amount});
}

/// How far below nought the account may go; none: as far as need be.
Result<std::optional<Int>> State::overdraft_of(const Source& source) {
  if (source.overdraft == Source::Overdraft::unbounded) return std::optional<Int>();
  if (source.overdraft == Source::Overdraft::none) return std::optional<Int>(0);
  ONEPOT_TRY(auto limit, monetary_of_asset(*source.limit));
  return std::optional<Int>(above_nought(std::move(limit)));
}

Result<Int> State::take_from(const Source& source, const Int& amount, std::optional<Int> overdraft) {
  ONEPOT_TRY(const auto from, account(*source.address));
  if (from.name == "world") overdraft.reset();
  ONEPOT_TRY(const auto shade, color(source.color));
  Int taken = amount;
  if (overdraft) taken = std::min(amount, above_nought(balance(from.name, colored(asset_, shade)) + *overdraft));
  leave(from.name, shade, taken);
  return taken;
}

Result<Int> State::take_all_from(const Source& source, const std::optional<Int>& overdraft) {
  ONEPOT_TRY(const auto from, account(*source.address));
  if (from.name == "world" || !overdraft)
    return bad(source.at, "invalid-unbounded-in-send-all", "@{} has no bottom: all of it cannot be sent", from.name);
  ONEPOT_TRY(const auto shade, color(source.color));
  Int taken = above_nought(balance(from.name, colored(asset_, shade)) + *overdraft);
  leave(from.name, shade, taken);
  return taken;
}

/// As much as there is.
Result<Int> State::take_all(const Source& source) {
  switch (source.kind) {
    case Source::Kind::account: {
      ONEPOT_TRY(const auto overdraft, overdraft_of(source));
      return take_all_from(source, overdraft);
    }
    case Source::Kind::in_order: {
      Int total;
      for (const Source& from : source.from) {
        ONEPOT_TRY(const auto taken, take_all(from));
        total += taken;
      }
      return total;
    }
    case Source::Kind::one_of:  // the first can always give "all it has"
      ONEPOT_CHECK(needs_feature(source.at, oneof_feature));
      return take_all(source.from.front());
    case Source::Kind::capped: {
      ONEPOT_TRY(auto cap, monetary_of_asset(*source.limit));
      return take_up_to(source.from.front(), above_nought(std::move(cap)));
    }
    case Source::Kind::shares:
      return bad(source.at, "invalid-allotment-in-send-all", "all of what is there cannot be taken in portions");
  }
  ONEPOT_ASSERT(false);
}

Result<void> State::take_exactly(const Source& source, const Int& amount) {
  if (amount < 0)
    return bad(source.at, "negative-amount", "an amount below nought cannot be sent ({} {})", asset_, amount.str());
  ONEPOT_TRY(const auto taken, take_up_to(source, amount));
  if (taken != amount)
    return bad(source.at, "missing-funds", "{} {} is needed and only {} {} is available", asset_, amount.str(), asset_,
               taken.str());
  return {};
}

Result<Int> State::take_up_to(const Source& source, const Int& amount) {
  ONEPOT_ASSERT(amount >= 0);
  switch (source.kind) {
    case Source::Kind::account: {
      ONEPOT_TRY(auto overdraft, overdraft_of(source));
      return take_from(source, amount, std::move(overdraft));
    }
    case Source::Kind::in_order: {
      Int left = amount;
      for (const Source& from : source.from) {
        ONEPOT_TRY(const auto taken, take_up_to(from, left));
        left -= taken;
      }
      return Int(amount - left);
    }
    case Source::Kind::one_of: {
      ONEPOT_CHECK(needs_feature(source.at, oneof_feature));
      for (std::size_t i = 0; i + 1 < source.from.size(); ++i) {
        const auto balances = balances_;
        const auto sent = sent_;
        ONEPOT_TRY(const auto taken, take_up_to(source.from[i], amount));
        if (taken == amount) return amount;
        balances_ = balances;
        sent_ = sent;
      }
      return take_up_to(source.from.back(), amount);
    }
    case Source::Kind::capped: {
      ONEPOT_TRY(const auto cap, monetary_of_asset(*source.limit));
      return take_up_to(source.from.front(), above_nought(std::min(amount, cap)));
    }
    case Source::Kind::shares: {
      ONEPOT_TRY(const auto parts, split(amount, source.shares, source.at));
      for (std::size_t i = 0; i < parts.size(); ++i) ONEPOT_CHECK(take_exactly(source.from[i], parts[i]));
      return amount;
    }
  }
  ONEPOT_ASSERT(false);
}

/// Each part rounded down; what is over goes by ones to the first parts in order.
Result<std::vector<Int>> State::split(const Int& amount, const std::vector<Share>& shares, Place at) {
  std::vector<Ratio> portions;
  Ratio total = 0;
  std::optional<std::size_t> remaining;
  for (const Share& share : shares) {
    if (!share.portion) {
      remaining = portions.size();
      portions.emplace_back(0);
      continue;
    }
    ONEPOT_TRY(const Value got, value(*share.portion));
    const Ratio* portion = std::get_if<Ratio>(&got);
    if (portion == nullptr)
      return bad(share.portion->at, "type-error", "a portion was expected, not '{}'", to_text(got));
    total += *portion;
    portions.push_back(*portion);
  }
  if (remaining)
    portions[*remaining] = 1 - total;
  else if (total != 1)
    return bad(at, "invalid-allotment-sum", "the portions come to {} and not to the whole", to_text(Value(total)));
  std::vector<Int> parts;
  Int given;
  for (const Ratio& portion : portions) {
    const Int over = boost::multiprecision::numerator(portion) * amount;
    const Int under = boost::multiprecision::denominator(portion);
    Int part = over / under;
    if (over < 0 && part * under != over) part -= 1;  // down, also below nought
    given += part;
    parts.push_back(std::move(part));
  }
  for (std::size_t i = 0; i < parts.size() && given < amount; ++i, ++given) parts[i] += 1;
  return parts;
}

}  // namespace onepot::pot::numscript
