#pragma once
// Inside, a thing is a small integer of its own type: a PersonId is not a HomeId. Outside, in addresses and files, it
// is a UUIDv7 (RFC 9562), which says nothing about a person.
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "onepot/base/date.h"
#include "onepot/base/random.h"
#include "onepot/base/result.h"

namespace onepot {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  constexpr explicit operator bool() const { return value != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

/// 8-4-4-4-12 lower-case hex of a UUIDv7: the instant's milliseconds, then 74 bits from `random`.
std::string uuid7(Instant when, Random& random);

}  // namespace onepot

template <class Tag>
struct std::hash<onepot::Id<Tag>> {
  std::size_t operator()(onepot::Id<Tag> id) const noexcept { return std::hash<std::int64_t>()(id.value); }
};
