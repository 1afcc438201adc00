#pragma once
// The three of the story with their needs, pots and wishes, a flat and a house: for tests of homes and clubs.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "buying_kit.h"
#include "onepot/store/clubs.h"
#include "onepot/store/meeting.h"
#include "onepot/store/needs.h"
#include "onepot/store/pots.h"

namespace onepot::web::testing {

namespace clubs = store::clubs;
namespace meeting = store::meeting;

inline constexpr const char* cast[] = {"pete", "sam", "ali"};

/// The needs and the pot of the story, a wish with a hello for each, one flat and one house.
class Home : public ::testing::Test {
 protected:
  Home();
  void settle(store::Session& s, const std::string& name);
  store::HomeId add_home(store::Session& s, int n, const char* name, std::int64_t rent,
                         const std::vector<std::string>& rooms);
  void say(const std::string& from, const std::string& to, const char* answer);
  void all_say_yes_to_each_other();
  std::int64_t number(std::string_view sql);
  /// Found by Pete; the club's address.
  std::string found();
  int rooms(const std::string& who, const std::string& club, const std::array<const char*, 3>& worths);
  std::string asked();
  /// Another club, of one person called bo, that has the same house before it and waits for bo's yes.
  const std::string other_club = "/clubs/00000000-0000-7000-8000-000000009997";
  void add_other_club();
  Market village;
  store::HomeId flat, house;
};

/// A page without what is random in it.
std::string without_tokens(const std::string& body);

}  // namespace onepot::web::testing
