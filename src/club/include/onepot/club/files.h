#pragma once
// The CSV files of `onepot club`, read strictly: every refusal names file, line and column, and reading goes on after the
// first so that a person can mend them all at once.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/base/result.h"
#include "onepot/club/rent.h"
#include "onepot/club/share.h"

namespace onepot::club {

template <class T>
using Read = tl::expected<T, Refusals>;

struct RentFile {
  std::vector<std::string> people, rooms;
  WorthTable worth;
};
/// `person,ROOM,ROOM,…`: as many rooms as people.
Read<RentFile> read_values(std::string_view text, const std::string& file, std::vector<std::string>& warnings);

/// `person,budget`, in the order of `people`; somebody not listed, or with an empty budget, has no limit. A person who
/// is not among `people` is refused.
Read<std::vector<std::optional<Pence>>> read_budgets(std::string_view text, const std::string& file,
                                                     const std::vector<std::string>& people,
                                                     std::vector<std::string>& warnings);

/// `person,need` or `members,cost`.
Read<ShareGame> read_costs(std::string_view text, const std::string& file, std::vector<std::string>& warnings);

}  // namespace onepot::club
