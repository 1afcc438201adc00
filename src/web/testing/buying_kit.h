#pragma once
// The village with a market: streams, pots with money, a club, a second provider.
#include <map>
#include <string>
#include <vector>

#include "village.h"

namespace onepot::web::testing {

struct StreamOfPot {
  std::string code, purposes;
  std::int64_t pence;
};

class Market : public Village {
 public:
  /// Adds provider "Kit's Kitchen" with account kit (M).
  Market();
  void pot(const std::string& person, const std::vector<StreamOfPot>& streams);
  /// A club of these, with their agreed support shares a week; gives its ref.
  std::string club(const std::vector<std::pair<std::string, std::int64_t>>& members,
                   const std::string& status = "agreed");
  void needs(const std::string& person, std::int64_t day_minutes, std::int64_t shareable, std::int64_t night_minutes);
  std::int64_t available(const std::string& person);
  std::int64_t committed(const std::string& person, const std::string& stream);
  std::int64_t held(const std::string& account);
  /// By provider name.
  std::map<std::string, std::string> offer_refs();
  std::int64_t count(const std::string& sql);
  std::string text(const std::string& sql);
  bool books_are_whole();
};

}  // namespace onepot::web::testing
