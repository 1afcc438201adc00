#pragma once
// Signing in and out, and making an account. Passwords arrive here already hashed; this room never sees one.
#include <optional>
#include <string>
#include <string_view>

#include "onepot/place/work.h"
#include "onepot/store/accounts.h"

namespace onepot::place {

struct NewPersonAccount {
  std::string known_as, full_name, sign_in, password_hash;
  PlaceId place;
  AreaId area;
  Date born;
};
/// Makes a person and their account (action join). Refused "taken" where the sign-in name is in use.
Result<AccountId> join_person(const Work& work, const NewPersonAccount& asked);

struct NewProviderAccount {
  std::string name;  ///< of whoever signs in
  std::string sign_in, password_hash;
  std::string provider_name, kind, about;
  PlaceId place;
  AreaId area;
  std::int64_t staff_hundredths = 100;  ///< full-time equivalents × 100
  std::string category, offering_words;
  std::optional<Pence> day_rate, night_rate;  ///< an hour
  std::string bank_name, bank_sort_code, bank_account;
};
/// Lists a provider at once, with its first offering and its account (action join): nobody has to approve a listing.
Result<AccountId> join_provider(const Work& work, const NewProviderAccount& asked);

/// 3 to 40 of a–z, 0–9, dot and dash, in lower case; refused "bad-sign-in" else.
Result<std::string> sign_in_name(std::string_view typed);

void begin_session(const Work& work, std::string_view token_hash, AccountId account);
void end_session(const Work& work, std::string_view token_hash);
/// action own-account
void choose_words(const Work& work, std::string_view words, bool large_print);
/// How the person wishes to be called (L2); action change-own. Refused where empty or over 60 characters.
Result<void> choose_name(const Work& work, std::string_view known_as);

}  // namespace onepot::place
