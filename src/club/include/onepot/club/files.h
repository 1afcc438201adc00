#pragma once
// The CSV files of `onepot club`, read strictly: every refusal names file, line and column, and reading goes on after
// the first so that a person can mend them all at once.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/base/result.h"
#include "onepot/club/casual.h"
#include "onepot/club/match.h"
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

/// `person,budget_week,day_hours,day_shareable_hours,night_hours,night_shareable,areas,must,likes,priority`. Somebody
/// whom another likes but who is not in the file is passed over with a warning.
Read<std::vector<Person>> read_people(std::string_view text, const std::string& file,
                                      std::vector<std::string>& warnings);
/// `home,area,rent_week,bedrooms,features`.
Read<std::vector<Home>> read_homes(std::string_view text, const std::string& file, std::vector<std::string>& warnings);
/// `person,person`: pairs, in any order.
Read<std::vector<Pair>> read_pairs(std::string_view text, const std::string& file, const std::vector<Person>& people,
                                   std::vector<std::string>& warnings);
/// The same among people who are only names.
Read<std::vector<Pair>> read_pairs(std::string_view text, const std::string& file,
                                   const std::vector<std::string>& people, std::vector<std::string>& warnings);
/// `person,home,ROOM,ROOM,…` (an empty field: the home has no such room) or `person,home,room,worth`: pounds a week.
Read<std::vector<HomeRooms>> read_home_values(std::string_view text, const std::string& file,
                                              const std::vector<Person>& people, const std::vector<Home>& homes,
                                              std::vector<std::string>& warnings);

struct WishFile {
  std::vector<std::string> people;  ///< Wish::person counts here
  std::vector<Wish> wishes;
};
/// `person,purpose,days,from,until,need,most`: days are Mon|Tue|… or dates, times are 09:30; several rows of one person
/// and purpose add times, and say the same need and most.
Read<WishFile> read_wishes(std::string_view text, const std::string& file, std::vector<std::string>& warnings);
/// `thing,purpose,days,from,until,seats,minutes,fixed,each,rate,times_a_day` (each, rate and times_a_day may be absent
/// or empty: 0.00, 0.00 and 1); several rows of one thing add times, and say the same of the rest.
Read<std::vector<Shareable>> read_things(std::string_view text, const std::string& file,
                                         std::vector<std::string>& warnings);

}  // namespace onepot::club
